"""Registry entries from other packages, through Python entry points; they are looked up and imported only when needed.

A package adds a format, an embedder or a store through an entry point in the group `article_qa.formats`,
`article_qa.embedders` or `article_qa.stores`. Our own entries come first, so no package can replace one.
"""

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

from corpus.errors import QAError, first_line

Entry = TypeVar("Entry")


def find_entry(registry: Mapping[str, Entry], group: str, name: str, refusal: type[QAError]) -> Entry | None:
    """The entry with this name, ours or a plugin's, or None. Raises `refusal` if a plugin cannot be loaded."""
    if name in registry:
        return registry[name]
    plugin = next(iter(entry_points(group=group, name=name)), None)
    entry: Entry | None = _load(plugin, refusal) if plugin else None
    return entry


def entry_names(registry: Mapping[str, object], group: str) -> list[str]:
    """The names of all entries, ours and the plugins', sorted."""
    return sorted({*registry, *entry_points(group=group).names})


def _load(plugin: EntryPoint, refusal: type[QAError]) -> Any:
    try:
        return plugin.load()
    except Exception as error:  # foreign code may raise anything while it is imported
        package = plugin.dist.name if plugin.dist else plugin.module
        reason = first_line(error)
        raise refusal("plugin_broken", name=plugin.name, group=plugin.group, package=package, detail=reason) from error
