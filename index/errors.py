"""The index's branch of the error tree (drawn in corpus.errors)."""

from corpus.errors import QAError


class IndexingError(QAError):
    """The index could not be built, opened or searched."""


class NoIndex(IndexingError):
    """Nothing has been built in this home yet."""


class DamagedIndex(IndexingError):
    """The files on disk do not match the manifest."""


class ModelUnavailable(IndexingError):
    """The embedding model cannot be loaded here."""


class StoreUnavailable(IndexingError):
    """The vector store is unknown, or its plugin cannot be loaded."""


class EngineUnavailable(DamagedIndex):
    """A distributed engine does not answer, is too slow, or does not return what was stored in it."""


class WorkersUnavailable(IndexingError):
    """The workers of a cluster cannot be reached, do not respond, or are not set up like this machine."""


class ModelMismatch(IndexingError):
    """The index was built, or a training run was started, with a different model."""


class HomeUnusable(IndexingError):
    """The folder of the index cannot be read or written."""


class Unfinished(HomeUnusable):
    """The new generation answers, but deleted data is not erased everywhere."""


class NothingToRemove(IndexingError):
    """No article has the id or source to be removed or restored."""


class Busy(IndexingError):
    """Another process is writing this index."""


class TrainingDataMissing(IndexingError):
    """A file that training needs is missing."""
