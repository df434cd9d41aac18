"""Ask your own articles.

rebuild(paths)    files become an index
search(query)     the passages that match best
ask(question)     sentences that answer it, each with its citation
status()          what the index holds
verify()          full integrity check
collections()     the indexes that lie side by side under one home
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import QAError
from corpus.types import Article
from index.types import Hit, Report
from qa.types import Answer, Citation, Status

if TYPE_CHECKING:
    from qa.service import Service
    from qa.several import Several

__all__ = [
    "Answer",
    "Article",
    "Citation",
    "Hit",
    "QAError",
    "Report",
    "Status",
    "__version__",
    "ask",
    "collections",
    "rebuild",
    "search",
    "status",
    "verify",
]

__version__ = "0.1.0"


def rebuild(
    paths: Iterable[str | Path] = (),
    *,
    add: bool = False,
    home: str | Path | None = None,
    full: bool = False,
    model: str | None = None,
    store: str | None = None,
    ray: str | None = None,
    parts: str | None = None,
    columns: Mapping[str, str] | None = None,
    collection: str | None = None,
) -> Report:
    """Index exactly these files and folders; without paths, those of the last rebuild.

    `add` keeps what is already indexed, except for the sample articles. `full` ignores everything cached. `home` is the
    folder of the index (default: QA_HOME, else the user's data folder), `model` the embedding model (default: QA_MODEL,
    else the model of the index), `store` the vector store (default: QA_STORE, else the store of the index), `columns` which
    column of your records holds which field ({"date": "pubdate"}; default: as before). `ray` is the address of a cluster that
    reads and embeds, `parts` the place where its workers write (default: QA_PARTS). `collection` names an index of its own
    beside others under `home`. Raises QAError; the index then stays as it was.
    """
    service = _service(home, collection, model)
    return service.rebuild(paths, add=add, full=full, store=store, ray=ray, parts=parts, columns=columns)


def search(
    query: str,
    k: int = 10,
    *,
    home: str | Path | None = None,
    mode: str = "hybrid",
    rerank: bool = False,
    since: str | date | None = None,
    until: str | date | None = None,
    source: str | Iterable[str] | None = None,
    article: str | None = None,
    today: str | date | None = None,
    collection: str | Sequence[str] | None = None,
) -> list[Hit]:
    """The k best passages for a query in Chinese or English, best first.

    `mode` is dense, bm25 or hybrid. `since` and `until` are a day, month ("2022-08") or year, both included. `source` is
    one or several, `article` an id. Articles of the days that the query speaks of ("last week", counted from `today`) come
    first. `rerank` lets the reader order the first passages by how well they answer. `collection` is one or several, which
    are searched together. Raises QAError.
    """
    return _services(home, collection).search(
        query, k, mode=mode, rerank=rerank, since=since, until=until, source=source, article=article, today=today
    )


def ask(
    question: str,
    *,
    home: str | Path | None = None,
    history: Sequence[Answer] = (),
    since: str | date | None = None,
    until: str | date | None = None,
    source: str | Iterable[str] | None = None,
    article: str | None = None,
    today: str | date | None = None,
    collection: str | Sequence[str] | None = None,
) -> Answer:
    """Sentences of the articles that answer the question, with citations; `answered` is False if there are none.

    `history` is the earlier answers of the conversation, oldest first: it resolves "it" and "that zone". The filters are
    those of `search`; of several collections, the one that is surest of its answer gives it. A language model is taken from
    QA_LLM and QA_LLM_MODEL. Raises QAError if there is no index.
    """
    return _services(home, collection).ask(
        question, history=history, since=since, until=until, source=source, article=article, today=today
    )


def status(*, home: str | Path | None = None, collection: str | None = None) -> Status:
    """What the index holds and how it was made. Raises QAError if there is none."""
    return _service(home, collection).status()


def verify(*, home: str | Path | None = None, collection: str | None = None) -> list[str]:
    """Check every byte of the index on disk: a line for each problem, none if it is intact. Raises QAError."""
    return [*_service(home, collection).verify()]


def collections(*, home: str | Path | None = None) -> list[str]:
    """The names of the collections under a home: "main", which is the home itself, and those that have an index."""
    from qa.settings import collections, home_folder

    return collections(home_folder(home))


def _service(home: str | Path | None, collection: str | None = None, model: str | None = None) -> "Service":
    from qa.service import service
    from qa.settings import home_folder, model_name

    return service(home_folder(home, collection), model_name(model))


def _services(home: str | Path | None, collection: str | Sequence[str] | None) -> "Service | Several":
    from qa.several import Several

    if collection is None or isinstance(collection, str):
        return _service(home, collection)
    return Several([_service(home, name) for name in collection])
