"""Ask your own articles.

rebuild(paths)    index files and folders
search(query)     the passages that match best
ask(question)     sentences that answer it, each with its citation
status()          what the index holds
verify()          full integrity check
collections()     the names of the indexes in one home
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
    index folder (default: QA_HOME, else the user's data folder), `model` the embedding model (default: QA_MODEL, else
    the index's model), `store` the vector store (default: QA_STORE, else the index's store). `columns` maps a field to
    the column of your records that holds it ({"date": "pubdate"}; default: as before). `ray` is the address of a
    cluster that reads and embeds, `parts` the place where its workers write (default: QA_PARTS). `collection` names a
    separate index in the same home. Raises QAError; the index then stays as it was.
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

    `mode` is dense, bm25 or hybrid. `since` and `until` are a day, month ("2022-08") or year, both included. `source`
    is one source or several, `article` an article id. Articles from the days that the query mentions ("last week",
    counted from `today`) come first. With `rerank`, the reader reorders the top passages by how well they answer.
    `collection` is one collection or several to search together. Raises QAError.
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
    """Sentences from the articles that answer the question, with citations; `answered` is False if there are none.

    `history` holds the earlier answers of the conversation, oldest first, to resolve "it" and "that zone". The filters
    are those of `search`; with several collections, the most confident answer is returned. QA_LLM and QA_LLM_MODEL
    choose a language model. Raises QAError if there is no index.
    """
    return _services(home, collection).ask(
        question, history=history, since=since, until=until, source=source, article=article, today=today
    )


def status(*, home: str | Path | None = None, collection: str | None = None) -> Status:
    """What the index holds and how it was made. Raises QAError if there is none."""
    return _service(home, collection).status()


def verify(*, home: str | Path | None = None, collection: str | None = None) -> list[str]:
    """Check every byte of the index on disk. Returns a line for each problem, none if it is intact. Raises QAError."""
    return [*_service(home, collection).verify()]


def collections(*, home: str | Path | None = None) -> list[str]:
    """The names of the collections in a home: "main", which is the home itself, and those that have an index."""
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
