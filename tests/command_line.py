"""Run the command `qa` in this process, and return what it prints and its exit code.

In a new process, each command would first load its libraries, which takes longer than the command itself. Run as a
module, this reads commands from standard input as lines of JSON and answers each in turn, so that another user can run
them.
"""

import json
import os
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from subprocess import CompletedProcess, Popen
from typing import TypeAlias
from unittest.mock import patch

from qa.cli.commands import main

Done: TypeAlias = "CompletedProcess[str]"


def run(*words: str | Path, **environment: str) -> Done:
    """Run a command with extra environment variables."""
    out, err = (
        TextIOWrapper(BytesIO(), "utf-8", errors, write_through=True) for errors in ("strict", "backslashreplace")
    )
    terminated = signal.getsignal(signal.SIGTERM)
    line = ["qa", *map(str, words)]
    try:
        with (
            patch.object(sys, "argv", line),
            patch.dict(os.environ, environment),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            main()
    except SystemExit as end:
        code = end.code
    finally:
        signal.signal(signal.SIGTERM, terminated)
    assert isinstance(code, int), code
    printed, told = (stream.buffer.getvalue().decode() for stream in (out, err))
    return CompletedProcess(line, code, printed, told)


def run_by(process: "Popen[str]", *words: str | Path) -> Done:
    """Have another process run a command; it runs this module, with pipes to its standard input and output."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{json.dumps([*map(str, words)])}\n")
    process.stdin.flush()
    return CompletedProcess(**json.loads(process.stdout.readline()))


def answer() -> None:
    """Run the commands from standard input."""
    for line in sys.stdin:
        print(json.dumps(vars(run(*json.loads(line)))), flush=True)


if __name__ == "__main__":
    answer()
