"""Uploads from hostile and unlucky clients."""

import asyncio
import json
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from qa.service import Service
from qa.web.library.uploads import MEGABYTE, Quota, UploadRefused, Uploads, checked_name
from qa.web.server.options import Options
from tests.serving import Running, fetch, indexed, raw

QUOTA = Quota(file=20_000, total=30_000, files=3)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("security"), a="忻州的文章。")


@pytest.fixture(scope="module")
def url(service: Service, running: Running) -> Iterator[str]:
    with running(service, options=Options(quota=QUOTA)) as address:
        yield address


def on_disk(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_the_framework_would_upload_is_not_taken(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nb\r\n--x--\r\n'
    assert fetch(f"{url}gradio_api/upload", form, Content_Type="multipart/form-data; boundary=x")[0] == 404
    assert fetch(f"{url}gradio_api/upload", b"x")[0] == 404


@pytest.mark.parametrize(
    ("name", "size", "line"),
    [
        ("big.txt", QUOTA.file + 1, "MB"),
        ("none.txt", 0, "MB"),
        ("a.exe", 5, "unsupported format"),
        ("a", 5, "unsupported format"),
        ("../a.txt", 5, "cannot be used as a file name"),
        ("..\\a.txt", 5, "cannot be used as a file name"),
        ("/etc/a.txt", 5, "cannot be used as a file name"),
        (".hidden.txt", 5, "cannot be used as a file name"),
        ("~a.txt", 5, "cannot be used as a file name"),
        ("a\x00.txt", 5, "cannot be used as a file name"),
        ("a\n.txt", 5, "cannot be used as a file name"),
        ("a:b.txt", 5, "cannot be used as a file name"),
        ("\u202etxt.exe.txt", 5, "cannot be used as a file name"),
        ("<script>.txt", 5, "cannot be used as a file name"),
        ("", 5, "cannot be used as a file name"),
        ("忻" * 84 + ".txt", 5, "bytes"),
        ("a" * 5_000 + ".txt", 5, "bytes"),
    ],
)
def test_a_refused_upload_leaves_the_disk_as_it_was(
    url: str, service: Service, name: str, size: int, line: str
) -> None:
    before = on_disk(service.home)
    status, told = fetch(f"{url}uploads?name={quote(name)}", b"x" * size)
    assert (status, line in json.loads(told)["error"]) == (400, True), told
    assert on_disk(service.home) == before


def test_an_upload_that_lies_about_its_length_or_breaks_off_leaves_nothing(url: str, service: Service) -> None:
    before = on_disk(service.home)
    assert raw(url, "POST /uploads?name=a.txt", "Transfer-Encoding: chunked\r\n", b"3\r\nabc\r\n0\r\n\r\n")[0] == 400
    raw(url, "POST /uploads?name=a.txt", "Content-Length: 9000\r\n", b"cut off", wait=False)
    answer = fetch(f"{url}uploads?name=b.exe", b"x")  # by now the other upload has been given up
    assert answer[0] == 400
    for _ in range(100):
        if on_disk(service.home) == before:
            break
        threading.Event().wait(0.1)
    assert on_disk(service.home) == before


def test_uploads_end_where_the_quota_ends(url: str, service: Service) -> None:
    folder = service.home / "uploads"
    try:
        assert fetch(f"{url}uploads?name=a.txt", b"x" * 20_000)[0] == 201
        assert fetch(f"{url}uploads?name=b.txt", b"x" * 11_000)[0] == 400
        assert fetch(f"{url}uploads?name=a.txt", b"y" * 20_000)[0] == 201  # the newer version replaces it
        assert fetch(f"{url}uploads?name=b.txt", b"x" * 9_000)[0] == 201
        assert fetch(f"{url}uploads?name=c.txt", b"x")[0] == 201
        assert fetch(f"{url}uploads?name=d.txt", b"x")[0] == 400
        assert {p.name: p.read_bytes()[:1] for p in folder.iterdir()} == {"a.txt": b"y", "b.txt": b"x", "c.txt": b"x"}
        assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.iterdir()))
    finally:
        for path in folder.iterdir():
            path.unlink()


def test_an_upload_from_another_site_is_refused(url: str, service: Service) -> None:
    before = on_disk(service.home)
    assert fetch(f"{url}uploads?name=a.txt", b"x", Origin="https://evil.example")[0] == 403
    assert fetch(f"{url}uploads?name=a.txt", b"x", Origin="null")[0] == 403
    assert on_disk(service.home) == before


def test_names_of_every_script_are_kept() -> None:
    for name in ("太忻经济区（一）.txt", "Ärger 2022.md", "a'b & c.html", "x.jsonl.gz", "UPPER.PDF"):
        assert checked_name(name) == name
    assert checked_name(" e\u0301.txt ") == "é.txt"
    with pytest.raises(UploadRefused):
        checked_name("a\ud800.txt")


def test_an_upload_is_on_the_disk_before_it_has_its_name(
    url: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        fsync(descriptor)
        done.append("folder on disk" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file on disk")

    def noted_replace(path: Path, target: Path) -> Path:
        assert path.read_bytes() == b"x" * 9_000
        done.append("named")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    try:
        assert fetch(f"{url}uploads?name=a.txt", b"x" * 9_000)[0] == 201
        assert done == ["file on disk", "named", "folder on disk"]
    finally:
        (service.home / "uploads" / "a.txt").unlink()


def test_what_a_killed_page_left_is_swept_and_what_is_coming_is_not(tmp_path: Path, running: Running) -> None:
    service = Service(tmp_path / "home", model="hashing")
    command = [sys.executable, "-m", "qa", "serve", "--port", "0", "--home", str(service.home), "--model", "hashing"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    root = str(Path(__file__).parents[1])

    def partial() -> list[Path]:
        return sorted((service.home / "uploads").glob(".*.part"))

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=environment) as process:
        assert process.stdout
        address = urlsplit(process.stdout.readline().split()[3])
        head = f"POST /uploads?name=a.txt HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 9000\r\n\r\n"
        with socket.create_connection((address.hostname, address.port), timeout=20) as sent:
            sent.sendall(head.encode() + b"half of it")
            while not (partial() and partial()[0].stat().st_size):
                threading.Event().wait(0.05)
            with running(service):
                assert len(partial()) == 1  # it is still arriving
            process.kill()
            process.wait(timeout=30)
    assert len(partial()) == 1
    with running(service, options=Options(read_only=True)):
        assert len(partial()) == 1
    with running(service):
        assert partial() == []


def test_two_uploads_at_once_share_one_quota_by_what_has_arrived(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, Quota(file=10, total=10, files=9))

    async def pieces(*sizes: int, end: asyncio.Event) -> AsyncIterator[bytes]:
        for size in sizes:
            yield b"x" * size
        await end.wait()

    async def together() -> tuple[object, object]:
        end = asyncio.Event()
        second = asyncio.create_task(uploads.take("b.txt", 8, pieces(1, end=end)))
        await asyncio.sleep(0.1)
        first = asyncio.create_task(uploads.take("a.txt", 8, pieces(8, end=end)))
        await asyncio.sleep(0.1)
        with pytest.raises(UploadRefused, match="at most"):
            uploads.check("c.txt", 2)  # 9 bytes have arrived, though 16 were announced
        uploads.check("c.txt", 1)
        end.set()
        return await asyncio.gather(first, second, return_exceptions=True)

    with ThreadPoolExecutor(1) as aside:
        first, second = aside.submit(asyncio.run, together()).result()
    assert first == tmp_path / "uploads" / "a.txt"
    assert isinstance(second, UploadRefused)
    uploads.check("b.txt", 2)  # what did not arrive takes no room


def test_uploads_at_once_stay_within_the_number_of_files(url: str, service: Service) -> None:
    folder = service.home / "uploads"
    with ThreadPoolExecutor(30) as crowd:
        sent = [crowd.submit(fetch, f"{url}uploads?name=n{n}.txt", b"x" * 10) for n in range(30)]
        taken = [one.result()[0] for one in sent]
    try:
        assert taken.count(201) == len(list(folder.iterdir())) == QUOTA.files
        assert set(taken) == {201, 400}
    finally:
        for path in folder.iterdir():
            path.unlink()


def test_the_usual_quota_is_within_reason() -> None:
    usual = Quota()
    assert usual.file <= 100 * MEGABYTE
    assert usual.file <= usual.total <= 10_000 * MEGABYTE
