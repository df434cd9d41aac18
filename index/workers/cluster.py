"""The address and time limits of a cluster."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Ray cluster.

    `address`: HOST:PORT of a cluster that this machine is a node of, `auto` to find it, or `local` for this machine
    alone. `parts`: a folder or fsspec address that all nodes can write to; by default, a folder in the home.
    """

    address: str
    parts: str | None = None
    start_seconds: float = 60
    """Time limit for the first worker to start."""
    silent_seconds: float = 900
    """Time limit for any worker to finish a batch; longer if there are large files."""
