"""Rebuilds on disks with any amount of free space, from none to enough, and with a limit on file size."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.survival import shim, world

SIZES = 64


def run(share: float) -> dict[str, object]:
    """Either the command fails, naming a path, and the old generation answers, or it succeeds."""
    folder = shim.memory_folder()
    disk = folder / "disk"
    disk.mkdir()
    refused = _mount(disk, 16 << 20)
    try:
        limits = _limited(folder, share)
        if refused:
            return {**limits, "skipped": f"tmpfs cannot be mounted: {refused}"}
        return {**_sizes(disk, share), **limits}
    finally:
        subprocess.run(["umount", disk], capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def _mount(folder: Path, size: int) -> str:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, text=True
    )
    return done.stderr.strip()


def _sizes(disk: Path, share: float) -> dict[str, object]:
    """Free space from nothing to enough for a rebuild beside what is there."""
    _begin(disk)
    used = _used(disk)
    before = world.answers(disk)
    kept = disk.parent / "kept"
    shutil.copytree(disk, kept)
    assert _rebuild(disk).returncode == 0
    need = _used(disk) - used + (1 << 20)
    after = world.answers(disk)
    failed = succeeded = 0
    for step in world.spread(SIZES, share):
        subprocess.run(["umount", disk], check=True)
        room = need * (step - 1) // (SIZES - 1) // 4096 * 4096
        assert not _mount(disk, used + room + 4096)
        shutil.copytree(kept, disk, dirs_exist_ok=True)
        failed, succeeded = _counted(disk, _rebuild(disk), before, after, f"{room} bytes free", failed, succeeded)
    return {"sizes": failed + succeeded, "failed": failed, "succeeded": succeeded}


def _limited(folder: Path, share: float) -> dict[str, object]:
    """Limits on the size of a file, from nothing to enough."""
    place = folder / "limited"
    _begin(place)
    before = world.answers(place)
    kept = folder / "kept-limited"
    shutil.copytree(place, kept)
    assert _rebuild(place).returncode == 0
    after = world.answers(place)
    largest = max(path.stat().st_size for path in place.rglob("*") if path.is_file())
    failed = succeeded = 0
    for step in world.spread(16, share):
        shutil.rmtree(place)
        shutil.copytree(kept, place)
        limit = largest * (step - 1) // 15 + (64 if step == 16 else 0)
        done = _rebuild(place, limit)
        failed, succeeded = _counted(place, done, before, after, f"files of {limit} bytes", failed, succeeded)
    return {"file sizes": failed + succeeded}


def _begin(place: Path) -> None:
    world.write(place / "articles", **world.TEXTS)
    world.service(place).rebuild([place / "articles"])
    filler = "".join(f"第{n}号项目在忻州第{n}街开工。" for n in range(800))
    world.write(place / "articles", five=filler)


def _rebuild(place: Path, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "qa", "rebuild", "--home", str(place / "home"), "--model", "hashing"]
    return subprocess.run(command, capture_output=True, text=True, preexec_fn=limited)


def _counted(
    place: Path,
    done: subprocess.CompletedProcess[str],
    before: world.Answers,
    after: world.Answers,
    how: str,
    failed: int,
    succeeded: int,
) -> tuple[int, int]:
    found = world.answers(place)
    if done.returncode == 0:
        assert found == after, f"{how}: success was said and the new generation does not answer"
        return failed, succeeded + 1
    assert done.returncode == 2, f"{how}: a bug shows: {done.stderr}"
    assert re.search(re.escape(str(place / "home")), done.stderr), f"{how}: no path is named: {done.stderr}"
    unfinished = "is live, but" in done.stderr
    assert found == (after if unfinished else before), f"{how}: {done.stderr}"
    return failed + 1, succeeded


def _used(folder: Path) -> int:
    state = os.statvfs(folder)
    return (state.f_blocks - state.f_bfree) * state.f_frsize
