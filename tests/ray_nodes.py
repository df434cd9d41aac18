"""Nodes of a Ray cluster on this machine, each with its own address and process session."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

HEAD, OTHER = "127.0.0.2", "127.0.0.3"
"""Not 127.0.0.1, which Ray takes for the machine's own address, so that two nodes would be one."""
ENVIRONMENT = {
    "RAY_AUTH_MODE": "disabled",  # otherwise Ray asks for a token that this user may have
    "RAY_health_check_period_ms": "500",
    "RAY_health_check_failure_threshold": "3",
}


class Nodes:
    """A head node, and nodes that join it; one CPU each."""

    def __init__(self, folder: Path) -> None:
        """`folder` must have a short path: socket paths are limited to 107 characters."""
        self._folder = folder
        self._leaders: dict[str, subprocess.Popen[bytes]] = {}
        with socket.socket() as free:
            free.bind((HEAD, 0))
            port = free.getsockname()[1]
        self.address = f"{HEAD}:{port}"
        self.join(HEAD, "--head", f"--port={port}", "--include-dashboard=false", f"--temp-dir={folder}")

    def join(self, host: str, *options: str) -> None:
        """Start a node."""
        ray = str(Path(sys.executable).with_name("ray"))
        joining: tuple[str, ...] = options or (f"--address={self.address}",)
        command = [
            ray,
            "start",
            "--block",
            f"--node-ip-address={host}",
            "--num-cpus=1",
            "--object-store-memory=80000000",
        ]
        with (self._folder / f"{host}.log").open("wb") as log:
            self._leaders[host] = subprocess.Popen(
                [*command, "--disable-usage-stats", *joining],
                env={**os.environ, **ENVIRONMENT, "PYTHONPATH": os.pathsep.join(sys.path)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self, processors: int, seconds: float = 60) -> None:
        """Wait until the cluster that this process is connected to has this many CPUs."""
        import ray

        until = time.monotonic() + seconds
        while ray.cluster_resources().get("CPU") != processors:
            assert time.monotonic() < until, "the nodes do not come up"
            time.sleep(0.2)

    def listening(self, seconds: float = 60) -> None:
        """Wait until the head node accepts connections."""
        host, _, port = self.address.partition(":")
        until = time.monotonic() + seconds
        while not _answers(host, int(port)):
            assert time.monotonic() < until, "the head does not come up"
            time.sleep(0.2)

    def kill(self, host: str) -> None:
        """Kill every process of a node at once."""
        process = self._leaders.pop(host)
        for member in _session(process.pid):
            with suppress(ProcessLookupError):
                os.kill(member, signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        """Kill all nodes."""
        for host in list(self._leaders):
            self.kill(host)


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), 1).close()
    except OSError:
        return False
    return True


def _session(leader: int) -> list[int]:
    """The processes of a session: a node's workers are in groups of their own, and would otherwise work on."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            _state, _parent, _group, session, *_ = path.read_text().rpartition(")")[2].split()
            found += [int(path.parent.name)] if int(session) == leader else []
    return found
