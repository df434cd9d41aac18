"""The page's language: the chosen one, else the browser's."""

from collections.abc import Mapping
from typing import TypeAlias

from qa.web.i18n.chinese import CHINESE
from qa.web.i18n.english import ENGLISH

__all__ = ["CHINESE", "CHOSEN", "ENGLISH", "LANGUAGES", "Words", "counted", "words_for"]

Words: TypeAlias = Mapping[str, str]
"""A language's phrases by key; both languages have the same keys and the same {fields}."""

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "zh": CHINESE}
CHOSEN = "qa_lang"
"""The cookie that holds the choice; qa/web/static/language.js writes it."""


def counted(words: Words, key: str, count: int, **facts: object) -> str:
    """A phrase with a count, in the singular if there is a phrase for one."""
    form = words.get(f"{key}_one") if count == 1 else None
    return (form or words[key]).format(count=f"{count:,}", **facts)


def words_for(languages: str, chosen: str = "") -> Words:
    """The phrases of the chosen language ("en", "zh"), else those for an Accept-Language header.

    Chinese if the browser prefers it, else English.
    """
    if chosen in LANGUAGES:
        return LANGUAGES[chosen]
    preferred = languages.split(",")[0].strip().lower()
    return CHINESE if preferred.split("-")[0] == "zh" else ENGLISH
