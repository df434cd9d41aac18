"""Damaged files: bytes flipped, cut, grown, emptied, swapped between generations. Opening detects all of it."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from index.errors import DamagedIndex
from index.storage.generation import live_folder
from index.storage.reader import open_generation, open_index
from tests.survival import shim, world

SMALL = 65_536
POSITIONS = 10_000
PAGE = 4_096


def run(share: float) -> dict[str, object]:
    """After any damage the previous generation answers, with a notice; without a previous generation it is an error."""
    folder = shim.memory_folder()
    try:
        place = folder / "world"
        for texts in (world.TEXTS, {**world.TEXTS, "five": "吕梁成为支点。"}):
            world.write(
                place / "articles", **texts, filler="".join(f"第{n}号项目在忻州第{n}街开工。" for n in range(1200))
            )
            world.service(place).rebuild([place / "articles"])
        home = place / "home"
        live = live_folder(home)
        assert live.name == "2"
        files = [home / "CURRENT", *sorted(live.iterdir())]
        done = 0
        for path in files:
            kept = path.read_bytes()
            for damage, data in _damages(path.name, kept, share):
                path.write_bytes(data)
                _refused(home, f"{path.name}: {damage}")
                if done % 100 == 0:
                    _seen(home, f"{path.name}: {damage}")
                done += 1
            path.write_bytes(kept)
        swaps = _swapped(home, live)
        _without_fallback(home, live)
        assert open_index(home).notice is None, "what was put back is whole"
        return {
            "damages": done,
            "swaps": swaps,
            "files": len(files),
            "up to 64 KiB": sum(path.stat().st_size <= SMALL for path in files),
        }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _damages(name: str, data: bytes, share: float) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(name)
    every = range(len(data)) if len(data) <= SMALL else chance.sample(range(len(data)), POSITIONS)
    for turn in world.spread(len(every), share):
        place = every[turn - 1]
        flipped = bytearray(data)
        flipped[place] ^= 1 << chance.randrange(8) if turn % 2 else chance.randrange(1, 256)
        yield f"byte {place} flipped", bytes(flipped)
    cuts = sorted({*range(0, len(data), PAGE), *(cut + 1 for cut in range(0, len(data) - 1, PAGE)), len(data) - 1})
    for turn in world.spread(len(cuts), share):
        yield f"cut to {cuts[turn - 1]} bytes", data[: cuts[turn - 1]]
    yield "emptied", b""
    yield "grown by a byte", data + b"\0"


def _refused(home: Path, what: str) -> None:
    """Assert that the live generation does not open."""
    try:
        open_generation(live_folder(home))
    except DamagedIndex:
        return
    raise AssertionError(f"{what} was not seen")


def _seen(home: Path, what: str) -> None:
    """Assert that the previous generation answers, and that a notice says why."""
    index = open_index(home)
    try:
        assert index.notice, f"{what} was not seen"
        assert "run qa rebuild" in index.notice
    finally:
        index.close()


def _swapped(home: Path, live: Path) -> int:
    """Swap each file between the two generations, which are otherwise intact, and assert that it is detected."""
    other = live.with_name("1")
    count = 0
    for path in sorted(live.iterdir()):
        mine, its = path.read_bytes(), (other / path.name).read_bytes()
        if mine == its:
            continue
        path.write_bytes(its)
        _seen(home, f"{path.name} of the other generation")
        (other / path.name).write_bytes(mine)
        try:
            open_index(home)
        except DamagedIndex:
            pass
        else:
            raise AssertionError(f"{path.name} swapped between two generations was not seen")
        path.write_bytes(mine)
        (other / path.name).write_bytes(its)
        count += 1
    return count


def _without_fallback(home: Path, live: Path) -> None:
    """Assert that without another generation damage is an error, never an empty answer."""
    other = live.with_name("1")
    other.rename(other.with_name("away"))
    path = live / "vectors.bin"
    data = path.read_bytes()
    path.write_bytes(data[:-1])
    try:
        world.service(home.parent).search("忻州")
    except DamagedIndex:
        pass
    else:
        raise AssertionError("a damaged index answered")
    path.write_bytes(data)
    other.with_name("away").rename(other)
