"""Chinese names in Latin letters, for readers of the English page."""

from corpus.text.script import has_han
from index.crosslingual.romanisation import TRANSLATED, romanised
from qa.facts.entities import PLACES, SURNAMES, names
from qa.web.i18n.phrases import ENGLISH, Words

MAX_NAMES = 3
"""Maximum number of names in a title that are written in Latin letters."""


def in_latin(name: str, words: Words) -> str:
    """A Chinese name in Latin letters; empty for other names and on the Chinese page."""
    return romanised(name) if words is ENGLISH and has_han(name) else ""


def latin_names(title: str, words: Words) -> list[tuple[str, str]]:
    """The places and people in a Chinese title, each with its name in Latin letters."""
    if words is not ENGLISH:
        return []
    found = [(name, _romanised(name)) for name in names(title)]
    return [(name, latin) for name, latin in found if latin][:MAX_NAMES]


def _romanised(name: str) -> str:
    """A place or a person (surname first) in Latin letters; empty for anything else."""
    if name in PLACES:
        return "" if name in TRANSLATED else romanised(name)
    is_person = name[0] in SURNAMES and len(name) in (2, 3)
    return f"{romanised(name[0])} {romanised(name[1:])}" if is_person else ""
