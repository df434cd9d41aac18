"""The index's branch of the error tree (drawn in corpus.errors)."""

from corpus.errors import QAError


class IndexingError(QAError):
    """The index could not be built, opened or searched."""


class NoIndex(IndexingError):
    """Nothing has been built in this home yet."""


class DamagedIndex(IndexingError):
    """The files on disk are not what the manifest says."""


class ModelUnavailable(IndexingError):
    """The embedding model cannot be loaded here."""


class StoreUnavailable(IndexingError):
    """The vector store is unknown, or its plugin cannot be loaded."""


class EngineUnavailable(DamagedIndex):
    """A distributed engine does not answer, not in time, or not with what was put into it."""


class WorkersUnavailable(IndexingError):
    """The workers of a cluster cannot be reached, do nothing, or are not set up as this machine is."""


class ModelMismatch(IndexingError):
    """The index was made by another model than the one at hand, or a training began with another one."""


class HomeUnusable(IndexingError):
    """The folder of the index cannot be read or written."""


class Unfinished(HomeUnusable):
    """The new generation answers, but what it no longer holds is not erased everywhere."""


class NothingToRemove(IndexingError):
    """No article has the id or the source that was to be removed or restored."""


class Busy(IndexingError):
    """Another process is writing this index."""


class TrainingDataMissing(IndexingError):
    """A file that training needs is not there."""
