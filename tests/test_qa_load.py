"""Many people at once: everyone gets the answer to their own question. tests/bench/load.py measures how fast."""

import asyncio
import importlib.util
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from qa.service import Service
from tests.serving import Running


def test_fifty_people_get_their_own_answers(running: Running, write: Callable[..., Path], tmp_path: Path) -> None:
    place = Path(__file__).parent / "bench" / "load.py"
    spec = importlib.util.spec_from_file_location("load", place)
    assert spec
    assert spec.loader
    load = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(load)
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([write(one="忻州的投资是三元。", two="雄安的文章。")])
    # In another thread, as an earlier browser test leaves its event loop in this one.
    with running(service) as url, ThreadPoolExecutor(1) as aside:
        tally = aside.submit(asyncio.run, load.crowd(url, people=50, seconds=120, questions=150, think=0)).result()
    assert tally.errors == []
    assert len(tally.seconds) == 150
    assert tally.mixed == 0
