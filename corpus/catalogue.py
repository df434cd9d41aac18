"""User-facing messages: a key and facts, worded in English and Chinese by `catalogue.toml`."""

import errno
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Self

COMMAS: Mapping[str, str] = {"en": ", ", "zh": "、"}
"""The separator in a list of facts, by language."""

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Message(str):
    """A message in English that keeps its key and facts, so that it can be shown in another language too.

    A fact is a number, a text, a list of facts or another message. As with gettext, a key that is not in the catalogue
    is itself the message, so that formats and models from other packages can word their own.
    """

    key: str
    facts: Mapping[str, object]

    def __new__(cls, key: str, /, **facts: object) -> Self:
        """Raises KeyError if the catalogue's wording needs a fact that is not given."""
        plain = {name: _plain(fact) for name, fact in facts.items()}
        self = super().__new__(cls, _worded(key, plain, "en"))
        self.key, self.facts = key, plain
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """Lets a message be copied, and sent from one process to another as part of an error."""
        return (self.key,), dict(self.facts)

    def in_language(self, language: str) -> str:
        """The message in a language of the catalogue: "en" or "zh"."""
        return _worded(self.key, self.facts, language)

    def to_json(self) -> str:
        """The key and facts as JSON, from which `from_json` restores the message."""
        return json.dumps(_packed(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Message":
        """The message that `to_json` was called on."""
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
    """Message key -> language -> template; `en_one` is the English template for a `count` of 1."""
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
    """The fact in a form that can be stored and shown anywhere."""
    if isinstance(fact, Message | int | float):
        return fact
    if isinstance(fact, Iterable) and not isinstance(fact, str):
        return tuple(map(_plain, fact))
    return _one_line(str(fact))


def _one_line(text: str) -> str:
    """The text without line breaks, invisible characters and terminal commands: facts are quoted from files."""
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
