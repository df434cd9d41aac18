"""Messages for people: a key and facts, worded in English and Chinese by one catalogue, `catalogue.toml`."""

import errno
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Self

COMMAS: Mapping[str, str] = {"en": ", ", "zh": "、"}
"""What joins a list of facts, by language."""

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Message(str):
    """A message in English that knows its key and facts, so that it can be worded in another language too.

    A fact is a number, a text, a list of facts or another message. A key that the catalogue does not have is the message
    itself, as with gettext: formats and models from elsewhere may say what they like.
    """

    key: str
    facts: Mapping[str, object]

    def __new__(cls, key: str, /, **facts: object) -> Self:
        """Raises KeyError where the catalogue's wording needs a fact that is not given."""
        plain = {name: _plain(fact) for name, fact in facts.items()}
        self = super().__new__(cls, _worded(key, plain, "en"))
        self.key, self.facts = key, plain
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """For copies, and for errors that one process sends to another."""
        return (self.key,), dict(self.facts)

    def in_language(self, language: str) -> str:
        """The message in a language of the catalogue: "en" or "zh"."""
        return _worded(self.key, self.facts, language)

    def to_json(self) -> str:
        """Key and facts, from which `from_json` makes the message again."""
        return json.dumps(_packed(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Message":
        """What `to_json` was called on."""
        return _unpacked(json.loads(text))


def system_reason(error: OSError) -> Message:
    """Why the operating system refused, in a few words."""
    key = SYSTEM.get(error.errno or 0)
    return Message(key) if key else Message("system_error", code=error.errno or "", detail=error.strerror or str(error))


SYSTEM: Mapping[int, str] = {
    errno.EPERM: "not_permitted",
    errno.ENOENT: "no_such_file",
    errno.EACCES: "permission_denied",
    errno.ENOSPC: "disk_full",
    errno.EROFS: "read_only_disk",
    errno.EADDRINUSE: "address_in_use",
}


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """The wordings of every message: its key, to templates by language; `en_one` is English for a `count` of 1."""
    return tomllib.loads(files("corpus").joinpath("catalogue.toml").read_text("utf-8"))


def _worded(key: str, facts: Mapping[str, object], language: str) -> str:
    wordings = catalogue().get(key)
    if wordings is None:
        return _one_line(key)
    template = wordings.get(f"{language}_one", "") if facts.get("count") == 1 else ""
    return (template or wordings[language]).format(**{name: _shown(fact, language) for name, fact in facts.items()})


def _shown(fact: object, language: str) -> object:
    if isinstance(fact, Message):
        return fact.in_language(language)
    return COMMAS[language].join(str(_shown(one, language)) for one in fact) if isinstance(fact, tuple) else fact


def _plain(fact: object) -> object:
    """A fact that may be stored and shown anywhere."""
    if isinstance(fact, Message | int | float):
        return fact
    if isinstance(fact, Iterable) and not isinstance(fact, str):
        return tuple(map(_plain, fact))
    return _one_line(str(fact))


def _one_line(text: str) -> str:
    """Without line breaks, invisible characters and commands to a terminal: facts are quoted from files."""
    shown = (c if c.isprintable() else " " if c.isspace() else "" for c in LONE_SURROGATE.sub("\ufffd", text))
    return " ".join("".join(shown).split())


def _packed(fact: object) -> object:
    if isinstance(fact, Message):
        return {"key": fact.key, "facts": {name: _packed(value) for name, value in fact.facts.items()}}
    return list(map(_packed, fact)) if isinstance(fact, tuple) else fact


def _unpacked(packed: Mapping[str, object]) -> Message:
    def unpacked(fact: object) -> object:
        if isinstance(fact, dict):
            return _unpacked(fact)
        return tuple(map(unpacked, fact)) if isinstance(fact, list) else fact

    facts = packed["facts"]
    assert isinstance(facts, dict)
    return Message(str(packed["key"]), **{name: unpacked(fact) for name, fact in facts.items()})
