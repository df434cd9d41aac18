"""A small world to destroy: articles, an index of them, and the answers it must give."""

import os
import shutil
import traceback
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.formats.record_fields import Columns
from corpus.items import read_items
from corpus.read_process import ReadProcess
from corpus.reuse import Item
from index.errors import IndexingError, NoIndex
from index.search import search, understand
from index.storage.reader import Index, open_index
from index.types import Mode
from qa.service import Service

QUESTIONS = ("忻州承载什么", "太原的产业", "What is Xinzhou's role?", "粮食 展销会 合同")
TEXTS = {
    "one": "忻州承载产业落地。太忻一体化经济区的项目在这里动工。",
    "two": "太原是产业首脑。总部和金融留在太原。",
    "three": "忻州杂粮展销会签订了九十一份订单合同。粮食装车发往雄安。",
    "four": "Xinzhou's role is to be the place where projects land.",
}
Answers = tuple[tuple[str, ...], ...] | None
"""The best passages for each question; None if there is no index."""


@dataclass(frozen=True)
class Scenario:
    """A rebuild to be disturbed: the state before it, and the rebuild itself."""

    name: str
    before: Path
    """A folder with `articles` and, unless it is the first build, `home`."""
    work: Callable[[Path], None]


def read_here() -> None:
    """Read files in this process from now on: starting a reading process takes longer than the rest of a rebuild."""

    def read(_: ReadProcess, path: Path, columns: Columns, known: Collection[str] = ()) -> Iterator[Item | str]:
        return read_items(path, columns, known)

    ReadProcess.read = read  # type: ignore[method-assign,assignment]


def write(folder: Path, **texts: str) -> None:
    """Write articles."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")


def service(world: Path) -> Service:
    """The service of a world's index."""
    return Service(world / "home", model="hashing")


def answers(world: Path, at: str = "") -> Answers:
    """The current answers, from a newly opened index. Raises AssertionError, naming the place, if it does not open."""
    try:
        index = open_index(world / "home")
    except NoIndex:
        return None
    except IndexingError as error:
        raise AssertionError(f"{at}: {error}") from error
    try:
        return answers_of(index)
    finally:
        index.close()


def answers_of(index: Index) -> Answers:
    """The answers of this index."""
    from index.dense.embedders import load_embedder

    model = load_embedder("hashing")
    found = (search(index, model, understand(q, index), 3, Mode.HYBRID) for q in QUESTIONS)
    return tuple(tuple(f"{hit.passage.text} {hit.score:.4f}" for hit in hits) for hits in found)


def scenarios(folder: Path) -> list[Scenario]:
    """The first build, a rebuild with one article added and one changed, and a rebuild with one article removed."""
    first, more, gone = folder / "first", folder / "more", folder / "gone"
    write(first / "articles", **TEXTS)
    for world in (more, gone):
        write(world / "articles", **TEXTS)
        for number in range(2):
            write(world / "articles", two=f"{TEXTS['two']}第{number}版。")
            service(world).rebuild([world / "articles"])
    write(more / "articles", five="吕梁成为支点。", two="太原是产业首脑。此文改过。")
    (gone / "articles" / "three.txt").unlink()

    def rebuild(world: Path) -> None:
        service(world).rebuild([world / "articles"])

    return [
        Scenario("first build", first, rebuild),
        Scenario("rebuild", more, rebuild),
        Scenario("deletion", gone, rebuild),
    ]


def fresh(scenario: Scenario, world: Path) -> None:
    """Reset the world to its state before; paths stay the same, so articles keep their ids."""
    shutil.rmtree(world, ignore_errors=True)
    shutil.copytree(scenario.before, world)


def in_child(work: Callable[[], None]) -> int:
    """Do the work in a forked process; returns its exit status: 0, 1 for an exception, or minus the signal."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            if status:
                traceback.print_exc()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def tree(world: Path) -> list[str]:
    """All paths in the home, without generation numbers."""
    home = world / "home"
    names = (path.relative_to(home) for path in sorted(home.rglob("*")))
    return sorted("/".join("N" if part.isdigit() else part for part in name.parts) for name in names)


def spread(count: int, share: float) -> list[int]:
    """The numbers from 1 to `count`, or an evenly spread share of them."""
    wanted = max(1, round(count * min(share, 1)))
    return sorted({1 + i * count // wanted for i in range(wanted)})
