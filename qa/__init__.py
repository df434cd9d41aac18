"""Ask your own articles.

rebuild(paths)    files become an index
search(query)     passages that are about it
ask(question)     sentences that answer it, each with its citation
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import Hit, Report
    from qa.service import Service
    from qa.types import Answer

__all__ = ["ask", "rebuild", "search"]


def rebuild(
    paths: Iterable[str | Path] = (),
    *,
    add: bool = False,
    home: str | Path | None = None,
    full: bool = False,
    store: str | None = None,
) -> "Report":
    """Make the index hold exactly what these files and folders hold, or, with no paths, what it held before.

    With `add` the other paths stay (but the sample's make way). With `full` nothing cached is used. `home` is the index's folder; without it
    QA_HOME or the user's data folder. Raises QAError (corpus.errors); the index then stays as it was.
    """
    return _service(home).rebuild(paths, add=add, full=full, store=store)


def search(
    query: str,
    k: int = 10,
    *,
    home: str | Path | None = None,
    mode: str = "hybrid",
    since: str | date | None = None,
    until: str | date | None = None,
    source: str | Iterable[str] | None = None,
    article: str | None = None,
) -> "list[Hit]":
    """The k best passages for a query in Chinese or English, best first.

    `mode` is dense, bm25 or hybrid. `since` and `until` are days (or "2022-08", "2022"), both included; `source` is
    one or several, `article` an id. Raises QAError (corpus.errors).
    """
    return _service(home).search(query, k, mode=mode, since=since, until=until, source=source, article=article)


def ask(
    question: str,
    *,
    home: str | Path | None = None,
    history: "Sequence[Answer]" = (),
    since: str | date | None = None,
    until: str | date | None = None,
    source: str | Iterable[str] | None = None,
    article: str | None = None,
) -> "Answer":
    """Sentences of the articles that answer the question, cited; `answered` is False where there are none.

    `history` is the answers before, oldest first: "it" and "that zone" are taken for what they spoke of. The filters
    are those of `search`; a language model is taken from QA_LLM and QA_LLM_MODEL.
    Raises QAError (corpus.errors) where there is no index.
    """
    return _service(home).ask(question, history=history, since=since, until=until, source=source, article=article)


def _service(home: str | Path | None) -> "Service":
    from qa.service import service
    from qa.settings import home_folder, model_name

    return service(home_folder(home), model_name())
