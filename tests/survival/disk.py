"""A disk that loses power: what a recorded sequence of calls may have left on it.

The model assumes no more than POSIX: a file's bytes are durable after its fsync, a name (made, moved or removed) after
the fsync of its folder. Until then each write may have arrived, not arrived, or arrived in part (whole sectors, in any
order), and each change of a name may or may not have happened.
"""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

_HEAD = struct.Struct("<cIIq")


@dataclass(frozen=True)
class Call:
    """A recorded call: c)reate, w)rite, t)runcate, s)ync, r)ename, u)nlink, make d)irectory."""

    kind: str
    path: str
    offset: int
    data: bytes


@dataclass(eq=False)
class File:
    """A file's durable bytes, and the pending writes: (offset, data), or (size, None) for a truncation."""

    sure: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    folder: bool = False


def read_log(path: Path) -> Iterator[Call]:
    """The calls in a log that shim.c wrote."""
    data = path.read_bytes()
    place = 0
    while place < len(data):
        kind, name, size, offset = _HEAD.unpack_from(data, place)
        place += struct.calcsize("<cIIq")
        yield Call(kind.decode(), data[place : place + name].decode(), offset, data[place + name : place + name + size])
        place += name + size


Names = dict[str, File]


class Disk:
    """Replays calls and says what a power loss could leave."""

    def __init__(self, names: Names) -> None:
        self.now = dict(names)
        self.sure = dict(names)
        self.unsure: list[tuple[str, Callable[[Names], None]]] = []
        """Pending changes of names, in order: the folder whose fsync makes the change durable, and the change."""

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """A disk that holds a folder, all of it durable."""
        names = {str(folder): File(folder=True)}
        for path in sorted(folder.rglob("*")):
            names[str(path)] = File(folder=True) if path.is_dir() else File(bytearray(path.read_bytes()))
        return cls(names)

    def play(self, call: Call) -> None:
        """Replay one more call."""
        path = call.path.removesuffix(" (deleted)")
        if call.kind in "wt":
            if path in self.now:
                self.now[path].pending.append((call.offset, call.data if call.kind == "w" else None))
        elif call.kind == "s":
            self._sync(path)
        else:
            self._change(path, _change(call.kind, path, call.data.decode()))

    def left(self, chance: random.Random, names: float, writes: float, sector: int) -> dict[str, bytes | None]:
        """What may remain after a power loss now: path -> bytes, None for a folder.

        `names` and `writes` are the shares of pending changes that arrived; a write is torn into sectors.
        """
        tree = dict(self.sure)
        for _, change in self.unsure:
            if chance.random() < names:
                change(tree)
        return {path: None if file.folder else _torn(file, chance, writes, sector) for path, file in tree.items()}

    def _sync(self, path: str) -> None:
        file = self.now.get(path)
        if file is None:
            return
        if file.folder:
            mine = [change for folder, change in self.unsure if folder == path]
            self.unsure = [(folder, change) for folder, change in self.unsure if folder != path]
            for change in mine:
                change(self.sure)
        else:
            for offset, data in file.pending:
                _apply(file.sure, offset, data)
            file.pending.clear()

    def _change(self, path: str, change: Callable[[Names], None]) -> None:
        change(self.now)
        self.unsure.append((str(PurePosixPath(path).parent), change))


def _change(kind: str, path: str, target: str) -> Callable[[Names], None]:
    """A change of names that can be made to the durable tree or the current one; both share the files themselves."""
    made = File(folder=kind == "d")

    def change(names: Names) -> None:
        if kind in "cd":
            names[path] = made
        elif kind == "u":
            names.pop(path, None)
        else:
            moved = {name: file for name, file in names.items() if name == path or name.startswith(path + "/")}
            if moved:
                for name in [n for n in names if n == target or n.startswith(target + "/")]:
                    del names[name]
            for name, file in moved.items():
                del names[name]
                names[target + name.removeprefix(path)] = file

    return change


def _torn(file: File, chance: random.Random, writes: float, sector: int) -> bytes:
    """The file with some sectors of its pending writes, in any order."""
    data = bytearray(file.sure)
    pieces: list[tuple[int, bytes | None]] = []
    for offset, written in file.pending:
        if written is None:
            pieces.append((offset, None))
            continue
        start = 0
        while start < len(written):
            stop = min(len(written), start + sector - (offset + start) % sector)
            pieces.append((offset + start, written[start:stop]))
            start = stop
    arrived = [piece for piece in pieces if chance.random() < writes]
    if 0 < writes < 1:
        chance.shuffle(arrived)
    for offset, written in arrived:
        _apply(data, offset, written)
    return bytes(data)


def _apply(data: bytearray, offset: int, written: bytes | None) -> None:
    if written is None:
        del data[offset:]
    if len(data) < offset + len(written or b""):
        data.extend(bytes(offset + len(written or b"") - len(data)))
    if written is not None:
        data[offset : offset + len(written)] = written
