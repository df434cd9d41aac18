"""LangChain's FAISS vector store, as its documentation shows it."""

from collections.abc import Mapping
from pathlib import Path

from langchain_community.embeddings import HuggingFaceEmbeddings
from langchain_community.vectorstores import FAISS
from langchain_core.embeddings import Embeddings

from index.dense.embedders import Embedder
from tests.bench.passages import read_lines
from tests.bench.prepared import embedder, numbered
from tests.bench.systems import DEPTH, Search, System


class Wrapped(Embeddings):
    """One of our embedders behind LangChain's interface."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors as lists, as the interface requires."""
        vectors: list[list[float]] = self._inner.passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector as a list."""
        vector: list[float] = self._inner.query(text)[0].tolist()
        return vector


def _build(folder: Path, home: Path, model: str) -> None:
    FAISS.from_texts(list(read_lines(folder / "passages")), _embeddings(folder, model)).save_local(str(home))


def _open(folder: Path, home: Path, model: str) -> Mapping[str, Search]:
    store = FAISS.load_local(str(home), _embeddings(folder, model), allow_dangerous_deserialization=True)

    def search(question: str) -> list[int]:
        return [numbered(document.page_content) for document in store.similarity_search(question, DEPTH)]

    return {"dense": search}


def _embeddings(folder: Path, model: str) -> Embeddings:
    own = Path(model).is_dir() and not (folder / "vectors.npy").exists()
    return HuggingFaceEmbeddings(model_name=model) if own else Wrapped(embedder(model, folder))


SYSTEM = System(_build, _open)
