"""How questions are queued in the page."""

from pathlib import Path

from starlette.routing import Mount

from qa.service import Service
from qa.web.api.queue import WAITING
from qa.web.server.app import web_app
from qa.web.tabs.blocks import CONVERSATIONS


def test_questions_wait_within_bounds_and_nothing_is_counted_after_each(tmp_path: Path) -> None:
    (mounted,) = (route for route in web_app(Service(tmp_path)).routes if isinstance(route, Mount))
    page = mounted.app.get_blocks()  # type: ignore[attr-defined]
    assert page.state_session_capacity == CONVERSATIONS
    queue = page._queue
    assert queue.max_size == WAITING
    assert not queue.live_updates
    queue.events_recorded = 10_000
    records = [{"function": "ask", "status": "success", "process_time": 0.1}] * 10_000
    assert queue.compute_analytics_summary(records) == {"functions": {}}
    assert queue.ANALYTICS_MAX_EVENTS == 1
