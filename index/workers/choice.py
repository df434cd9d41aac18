"""Choose who does the work of a rebuild: this machine or a cluster. Ray is imported only if a cluster is requested."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.read_process import ReadProcess
from index.dense.embedders import Embedder
from index.storage.preparation import Here, Workers
from index.workers.cluster import Cluster


@contextmanager
def workers_for(home: Path, embedder: Embedder, cluster: Cluster | None) -> Iterator[Workers]:
    """The workers, until the block ends. Raises WorkersUnavailable."""
    with ReadProcess() as process:
        if cluster is None:
            yield Here(process, home)
            return
        from index.workers.spread import spread

        with spread(cluster, home, embedder, process) as workers:
            yield workers
