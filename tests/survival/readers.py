"""Eight readers keep searching while a hundred generations are published."""

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus.errors import QAError
from qa.service import Service
from tests.survival import shim, world

READERS, PUBLISHES, IDLE = 8, 100, 400
QUESTION = "这里写的是哪一版"

_PUBLISHER = """
import sys
from pathlib import Path
from qa.service import Service
from tests.survival import world
from tests.survival.readers import article
world.read_here()
folder, home, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for version in range(1, count + 1):
    for number, path in enumerate(sorted(folder.iterdir())):
        path.write_text(article(number, version), "utf-8")
    Service(home, model="hashing").rebuild([folder])
    print(version, flush=True)
"""


def article(number: int, version: int) -> str:
    """A version of an article, of which no other article counts as a reprint."""
    own = "".join(chr(0x4E00 + 60 * number + i) for i in range(60))
    return f"这里写的是第{version}版。\n{own}"


def run(share: float) -> dict[str, object]:
    """Assert that no search fails and no answer mixes versions; returns the 99th percentiles, idle and while
    publishing.

    Once the readers share one open index, as those of the page do, and once each has its own, as programs do; then each
    of them opens every generation.
    """
    return {"sharing an index": _ordeal(share, 1), "an index each": _ordeal(share, READERS)}


def _ordeal(share: float, indexes: int) -> dict[str, object]:
    folder = shim.memory_folder()
    try:
        articles, home = folder / "articles", folder / "home"
        world.write(articles, **{f"a{n:02}": article(n, 0) for n in range(20)})
        world.service(folder).rebuild([articles])
        idle = _read(home, indexes, lambda: False, rounds=max(20, round(IDLE * share)))
        count = max(3, round(PUBLISHES * share))
        publisher = subprocess.Popen(
            [sys.executable, "-c", _PUBLISHER, str(articles), str(home), str(count)], stdout=subprocess.PIPE, text=True
        )
        busy = _read(home, indexes, lambda: publisher.poll() is None)
        published = len((publisher.communicate()[0]).split())
        assert publisher.returncode == 0
        assert published == count
        left = sorted(path.name for path in (home / "generations").iterdir())
        assert len(left) <= 2 + READERS, f"generations are not removed: {left}"
        world.service(folder).rebuild(full=True)
        left = sorted(path.name for path in (home / "generations").iterdir())
        assert len(left) == 2, f"generations are not removed: {left}"
        ninety_nine = [statistics.quantiles(seconds, n=100)[98] * 1000 for seconds in (idle, busy)]
        return {
            "publishes": published,
            "answers": len(busy),
            "p99 idle ms": round(ninety_nine[0], 2),
            "p99 while publishing ms": round(ninety_nine[1], 2),
        }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read(home: Path, indexes: int, going: Callable[[], bool], rounds: int = 0) -> list[float]:
    """Seconds of each search by eight readers, who share this many open indexes."""
    services = [world.service(home.parent) for _ in range(indexes)]
    seconds: list[float] = []
    wrong: list[str] = []

    def read(service: Service) -> None:
        turn = 0
        while turn < rounds or going():
            turn += 1
            start = time.perf_counter()
            try:
                hits = service.search(QUESTION, 20)
            except QAError as error:
                wrong.append(repr(error))
                return
            seconds.append(time.perf_counter() - start)
            versions = {hit.passage.text.split("版")[0] for hit in hits}
            if len(hits) != 20 or len(versions) != 1:
                wrong.append(f"{len(hits)} hits of the versions {versions}")
            if notice := service.notice():
                wrong.append(notice)

    with ThreadPoolExecutor(READERS) as readers:
        for reader in [readers.submit(read, services[n % indexes]) for n in range(READERS)]:
            reader.result()
    assert not wrong, wrong[0]
    return seconds
