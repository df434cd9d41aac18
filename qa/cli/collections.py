"""Collections: the command that lists them, and several of them opened as one."""

from contextlib import suppress
from typing import TYPE_CHECKING

from corpus.errors import QAError
from qa.cli.options import Home, Json
from qa.cli.printing import print_json, print_line
from qa.cli.serving import opened

if TYPE_CHECKING:
    from qa.service import Service
    from qa.several import Several


def collections(home: Home = None, as_json: Json = False) -> None:
    """List the collections: "main", which is the index folder itself, and the others in it."""
    from qa.settings import collections, home_folder

    counts = {name: _article_count(home, name) for name in collections(home_folder(home))}
    if as_json:
        print_json([{"name": name, "articles": count} for name, count in counts.items()])
    else:
        for name, count in counts.items():
            print_line(f"{name}: {'no index' if count is None else f'{count:,} articles'}")


def _article_count(home: str | None, collection: str) -> int | None:
    """The number of articles in a collection; None if it cannot be opened."""
    with suppress(QAError):
        return opened(home, None, collection=collection).status().articles
    return None


def chosen(
    collections: list[str] | None, home: str | None, model: str | None, **given: str | None
) -> "Service | Several":
    """The service of a folder or of one collection in it, or several collections as one."""
    from qa.settings import MAIN
    from qa.several import Several

    services = [opened(home, model, collection=name, **given) for name in collections or [MAIN]]
    return services[0] if len(services) == 1 else Several(services)
