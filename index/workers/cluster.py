"""Which cluster, and how long it may be silent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Ray cluster.

    `address`: HOST:PORT of one that this machine is a node of, `auto` to find that out, or `local` for one of this
    machine alone. `parts`: the folder, or address as fsspec has it, that all nodes can write to; else one in the home.
    """

    address: str
    parts: str | None = None
    start_seconds: float = 60
    """Until the first worker has begun."""
    silent_seconds: float = 900
    """Until one of them has finished something; a batch with large files has longer."""
