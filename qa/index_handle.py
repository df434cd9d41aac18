"""An open index folder: the live generation and its embedding model."""

from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from corpus.catalogue import Message
from corpus.errors import QAError
from index.errors import ModelMismatch
from qa.settings import home_folder, model_name, name_aliases, store_name
from qa.sources import origin

if TYPE_CHECKING:
    from index.dense.caching import CachingEmbedder
    from index.dense.embedders import Embedder
    from index.reading.base import Reader
    from index.storage.reader import Index


class IndexHandle:
    """The index and the model of a folder, opened on first use. Safe to share between threads.

    If another process publishes a generation, the next call picks it up.
    """

    def __init__(
        self, home: str | Path | None = None, model: str | None = None, aliases: str | Path | None = None
    ) -> None:
        self.home = home_folder(home)
        self._aliases = name_aliases(aliases)
        self._model = model_name(model)
        self._lock = Lock()
        self._index: Index | None = None
        self._pointer: bytes | None = None
        self._embedder: Embedder | None = None
        self._caching: CachingEmbedder | None = None
        self._reader: Reader | None = None

    def index(self) -> "Index":
        """The live generation, opened; reopened when another one goes live or its files have changed.

        Raises IndexingError.
        """
        from index.storage.reader import live_pointer, open_index

        with self._lock:
            pointer = live_pointer(self.home)
            if self._index is None or pointer != self._pointer or self._index.stale:
                self._index = open_index(self.home, self._aliases)
                self._pointer = pointer
            return self._index

    def embedder(self, index: "Index") -> "Embedder":
        """The model of an index, loaded once. Raises ModelMismatch if another one was requested."""
        from index.storage.reader import load_model

        manifest = index.manifest
        if self._model and self._model != manifest.model:
            raise ModelMismatch("model_differs", model=manifest.model, asked=self._model)
        with self._lock:
            if self._embedder is None or self._embedder.fingerprint != manifest.fingerprint:
                self._embedder = load_model(manifest)
            return self._embedder

    def chosen_embedder(self) -> "Embedder":
        """The model to build with: the requested one, else the live index's, else the bundled one."""
        from index.dense.embedders import BUNDLED, load_embedder

        name = self._model or origin(self.home).model or BUNDLED
        with self._lock:
            if self._embedder is None or self._embedder.name != name:
                self._embedder = load_embedder(name)
            return self._embedder

    def chosen_store(self, store: str | None = None) -> str:
        """The vector store to build: the requested one, else the live index's, else auto. Raises StoreUnavailable."""
        from index.dense.stores import AUTO
        from index.distributed.engines import check

        name = store_name(store) or origin(self.home).store_choice or AUTO
        check(name)
        return name

    def caching_embedder(self, embedder: "Embedder") -> "CachingEmbedder":
        """The model with a cache of its embeddings, kept for as long as the model is the same."""
        from index.dense.caching import CachingEmbedder

        with self._lock:
            if self._caching is None or self._caching.fingerprint != embedder.fingerprint:
                self._caching = CachingEmbedder(embedder)
            return self._caching

    def reader(self) -> "Reader | None":
        """The bundled reader with a cache of its readings, loaded once; None if it is not installed."""
        from index.errors import ModelUnavailable
        from index.reading.base import load_reader
        from index.reading.caching import CachingReader

        with self._lock:
            if self._reader is None:
                with suppress(ModelUnavailable):
                    self._reader = CachingReader(load_reader())
            return self._reader

    def warm(self) -> None:
        """Open the index and the model ahead of the first question; any error is left for that question to report."""
        with suppress(QAError):
            self.embedder(self.index()).query("。")

    def notice(self) -> Message | None:
        """A notice for the user about how the index was opened; usually None."""
        return self._index.notice if self._index else None
