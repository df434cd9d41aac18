"""A reading process that the next rebuild reuses: starting one takes longer than most of what tests build."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeAlias

from corpus.read_process import ReadProcess
from corpus.read_worker import END

Place: TypeAlias = tuple[str, tuple[str, ...], frozenset[tuple[str, str]]]

_idle: dict[Place, "subprocess.Popen[bytes]"] = {}
"""At most one process."""


class KeptProcess(ReadProcess):
    """Reuses an idle process that was started in the same folder, with the same module path and environment."""

    _asked = False

    def _ask(self, request: dict[str, object]) -> None:
        self._process = self._process or _idle.pop(_here(), None)
        self._asked = True
        super()._ask(request)

    def _reply(self) -> dict[str, Any]:
        reply = super()._reply()
        self._asked = self._asked and END not in reply
        return reply

    def close(self) -> int:
        """Keep the process if it has answered in full, otherwise end it."""
        process = self._process
        if process is None or self._asked:
            return super().close()
        end_kept()
        _idle[_here()], self._process = process, None
        return 0


def end_kept() -> None:
    """End the idle process."""
    for place in list(_idle):
        process = _idle.pop(place)
        process.kill()
        process.communicate()


def _here() -> Place:
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    return str(Path.cwd()), tuple(sys.path), frozenset(environment.items())
