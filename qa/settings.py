"""Where the index lives and which model makes it: an argument, else the environment, else a default."""

import os
import re
from pathlib import Path

from corpus.errors import QAError
from index.errors import HomeUnusable
from qa.errors import AliasesUnusable, LanguageModelUnusable
from qa.generate.client import LanguageModel

HOME, MODEL, STORE, PARTS = "QA_HOME", "QA_MODEL", "QA_STORE", "QA_PARTS"
ALIASES = "QA_ALIASES"
LLM, LLM_MODEL, LLM_KEY = "QA_LLM", "QA_LLM_MODEL", "QA_LLM_KEY"


MAIN, COLLECTIONS = "main", "collections"
"""The name of the collection that is the home itself, and the folder in the home that holds the others."""
_COLLECTION = re.compile(r"\w[\w.-]{0,63}")


def home_folder(home: str | Path | None = None, collection: str | None = None) -> Path:
    """The index folder: the argument, else QA_HOME, else the user's data folder. Nothing is created.

    A collection has a home of its own inside it. Raises HomeUnusable for an invalid path or collection name.
    """
    given = home or os.environ.get(HOME)
    if given:
        folder = resolved(given, HomeUnusable)
    else:
        from platformdirs import user_data_path

        folder = resolved(user_data_path("article-qa", appauthor=False), HomeUnusable)
    if collection is None or collection == MAIN:
        return folder
    if not _COLLECTION.fullmatch(collection):
        raise HomeUnusable("collection_name", name=collection)
    return folder / COLLECTIONS / collection


def collections(home: Path) -> list[str]:
    """The names of the collections in a home: "main", then those that have an index, in order.

    A folder with any other name, such as a copy that somebody has made, is not a collection.
    """
    from index.storage.generation import is_built

    named = (folder for folder in (home / COLLECTIONS).glob("*") if _COLLECTION.fullmatch(folder.name))
    return [MAIN, *sorted(folder.name for folder in named if folder.name != MAIN and is_built(folder))]


def model_name(model: str | None = None) -> str | None:
    """The requested model: the argument, else QA_MODEL, else None (the index's own, or the bundled one)."""
    return model or os.environ.get(MODEL) or None


def store_name(store: str | None = None) -> str | None:
    """The requested vector store: the argument, else QA_STORE, else None (the previous request, or auto)."""
    return store or os.environ.get(STORE) or None


def parts_place(parts: str | None = None) -> str | None:
    """Where the workers of a cluster write: the argument, else QA_PARTS, else None (in the home)."""
    return parts or os.environ.get(PARTS) or None


def name_aliases(file: str | Path | None = None) -> tuple[tuple[str, ...], ...]:
    """The alternative names in a file, one set per line: the argument, else QA_ALIASES; none without either.

    Raises AliasesUnusable.
    """
    from index.aliases.sets import parse_aliases

    given = file or os.environ.get(ALIASES)
    if not given:
        return ()
    try:
        return parse_aliases(resolved(given, AliasesUnusable).read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise AliasesUnusable("aliases_unreadable", path=given, detail=error) from None


def language_model(url: str | None = None, model: str | None = None) -> LanguageModel | None:
    """The language model that writes answers: the arguments, else QA_LLM and QA_LLM_MODEL; None without a URL.

    Its key comes only from QA_LLM_KEY, since others can see a command line. Raises LanguageModelUnusable.
    """
    url, model = url or os.environ.get(LLM), model or os.environ.get(LLM_MODEL)
    if not url:
        return None
    if not url.startswith(("http://", "https://")):
        raise LanguageModelUnusable("llm_address", url=url)
    if not model:
        raise LanguageModelUnusable("llm_unnamed", url=url, variable=LLM_MODEL)
    return LanguageModel(url, model, os.environ.get(LLM_KEY, ""))


def resolved(path: str | Path, refusal: type[QAError]) -> Path:
    """The absolute path. Raises `refusal` for an impossible one: an unknown user, a loop of links, a name that is too
    long.
    """
    try:
        full = Path(path).expanduser().resolve()
        str(full).encode()
        full.exists()
    except (RuntimeError, ValueError, OSError) as error:
        detail = error.strerror if isinstance(error, OSError) else error  # without the path, which may be long
        raise refusal("path_unusable", path=path, detail=detail) from None
    return full
