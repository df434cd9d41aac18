"""`qa serve` as a process of its own, for tests of signals, sockets and load."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]


@contextmanager
def serving(home: Path, *options: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The page's URL and its process, which is killed at the end if it still runs."""
    line = [sys.executable, "-m", "qa", "serve", "--port", "0", "--home", str(home), *options]
    variables = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=variables
    ) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            assert "http://" in said, process.communicate()[1]
            yield next(word for word in said.split() if word.startswith("http://")), process
        finally:
            process.kill()


def connected(url: str, *, source: str = "127.0.0.1") -> socket.socket:
    """A connection from an address of this computer that has sent nothing yet."""
    place = urlsplit(url)
    return socket.create_connection((str(place.hostname), place.port), timeout=20, source_address=(source, 0))
