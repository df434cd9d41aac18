"""What Prometheus reads: metrics that change with what is asked and rebuilt."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from qa.errors import QuestionError
from qa.observing import Observation, Outcome
from qa.service import Service
from qa.web.server.login import Credentials
from tests.serving import Running


def figures(client: httpx.Client) -> dict[tuple[str, ...], float]:
    """Every metric: its name and label values -> its value."""
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.text)
    return {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}


@pytest.fixture
def service(write: Callable[..., Path], tmp_path: Path) -> Service:
    made = Service(tmp_path / "home", model="hashing")
    made.rebuild([write(one="青石水库的文章。\n\n青石水库今年放水三次。", two="另一篇文章。")])
    return made


def test_figures_follow_what_happens(service: Service, running: Running) -> None:
    with running(service) as url, httpx.Client(base_url=url, timeout=60) as client:
        before = figures(client)
        assert before["qa_index_generation", "main"] == 1
        assert (before["qa_index_articles", "main"], before["qa_index_passages", "main"]) == (2, 2)
        assert [before["qa_queue", name] for name in ("questions", "searches", "page main")] == [0, 0, 0]
        client.post("/api/search", json={"query": "青石水库"})
        client.post("/api/search", json={"query": "青石水库", "source": "nobody"})
        client.post("/api/ask", json={"question": "zzzz qqqq?"})
        client.get("/api/none")
        job = client.post("/api/rebuild", json={}).headers["location"]
        while client.get(job).json()["state"] == "running":
            pass
        after = figures(client)
    for kind, outcome in (("search", "answered"), ("search", "invalid"), ("ask", "refused")):
        assert after["qa_question_seconds_count", "main", kind, outcome] == 1
        assert 0 < after["qa_question_seconds_sum", "main", kind, outcome] < 60
    assert after["qa_requests_total", "/api/search", "200"] == after["qa_requests_total", "/api/search", "422"] == 1
    assert after["qa_requests_total", "page", "404"] == 1
    assert after["qa_rebuilds_total", "main", "done"] == 1
    assert after["qa_index_generation", "main"] >= 1


def test_figures_ask_for_the_password(service: Service, running: Running) -> None:
    with running(service, credentials=Credentials("me", "long enough")) as url:
        assert httpx.get(f"{url}metrics").status_code == 401


def test_there_are_figures_without_an_index(tmp_path: Path, running: Running) -> None:
    with running(Service(tmp_path / "none", model="hashing")) as url, httpx.Client(base_url=url) as client:
        assert not [name for name, *_ in figures(client) if name.startswith("qa_index")]


def test_every_end_of_a_question_is_told(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Observation] = []
    service.observers.append(seen.append)
    service.ask("青石水库今年放水几次？")
    service.ask("zzzz qqqq?")
    with pytest.raises(QuestionError):
        service.search("青石", mode="magic")
    growing = service.stream("青石水库今年放水几次？")
    next(growing)
    growing.close()  # type: ignore[attr-defined]
    monkeypatch.setattr(service, "_found", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        service.search("青石")
    assert [(one.kind, one.outcome) for one in seen] == [
        ("ask", Outcome.ANSWERED),
        ("ask", Outcome.REFUSED),
        ("search", Outcome.INVALID),
        ("ask", Outcome.LEFT),
        ("search", Outcome.FAILED),
    ]
