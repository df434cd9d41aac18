"""Alias sets, each with the forms of one name, and how they are found in a question.

Each line of an alias file is a set of forms separated by commas: the user's own file and the two bundled ones,
`common.txt` (written by hand) and `cedict.txt` (made by `index.training.tables.aliases`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from corpus.text.fold import Folded, fold
from corpus.text.script import has_han
from index.crosslingual.glosses import meanings_in_chinese, meanings_of
from index.crosslingual.translation_table import translations
from index.lexical.tokens import FUNCTION_WORDS, tokenise

AliasSet: TypeAlias = tuple[str, ...]
BUNDLED = ("common.txt", "cedict.txt")

_BETWEEN = re.compile(r"\s*[,，、;；=|\t]\s*")
_VOWEL = re.compile("[aeiouy]")
_LETTER = re.compile(r"[a-z\d]")


def parse_aliases(text: str) -> tuple[AliasSet, ...]:
    """The sets of an alias file: one per line, forms separated by commas; `#` starts a comment."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    sets = (tuple(dict.fromkeys(form for form in _BETWEEN.split(line) if tokenise(form))) for line in lines)
    return tuple(forms for forms in sets if len(forms) > 1)


@dataclass(frozen=True, slots=True)
class Aliases:
    """The other forms of each form."""

    others: Mapping[str, AliasSet]
    longest: int
    """Length of the longest form, in characters."""

    @classmethod
    def of(cls, *groups: Iterable[AliasSet]) -> "Aliases":
        """Merge the sets; a form in several sets gets the other forms of each, those of the first groups first."""
        others: dict[str, dict[str, None]] = {}
        for forms in (forms for group in groups for forms in group):
            for form in forms:
                others.setdefault(_key(form), {}).update(dict.fromkeys(other for other in forms if other != form))
        return cls({key: tuple(found) for key, found in others.items()}, max(map(len, others), default=0))

    def named(self, question: str, passage_count: Callable[[str], int]) -> Iterator[tuple[str, AliasSet]]:
        """Yield the forms in a question, as written, each with the other forms; the longest match wins.

        Latin forms match whole words only. An acronym may be in lower case (tsmc), unless that is another word:
        "who" is not WHO.
        """
        folded, at = fold(question), 0
        while at < len(folded):
            ends = range(min(len(folded), at + self.longest), at + 1, -1)
            end = next((end for end in ends if self._is_form(question, folded, at, end, passage_count)), 0)
            if end:
                yield question[at:end], self._others_of(question[at:end], folded[at:end])
            at = end or at + 1

    def _others_of(self, written: str, folded: str) -> AliasSet:
        """The other forms of a form as a question writes it; empty if it is unknown."""
        if others := self.others.get(written) or self.others.get(folded):
            return others
        capitals = self.others.get(folded.upper(), ())
        return () if capitals and is_ordinary_word(folded, capitals) else capitals

    def _is_form(self, question: str, folded: Folded, at: int, end: int, passage_count: Callable[[str], int]) -> bool:
        if not self._others_of(question[at:end], folded[at:end]):
            return False
        if not has_han(folded[at:end]):
            return not (_LETTER.match(folded, at - 1) if at else None) and not _LETTER.match(folded, end)
        return end - at > 2 or not _straddles(folded, at, passage_count)


NO_ALIASES = Aliases({}, 0)


def _key(form: str) -> str:
    return form if form.isascii() and form.isupper() else fold(form)


def is_ordinary_word(acronym: str, others: Iterable[str]) -> bool:
    """Whether an acronym in lower case is an English word with another meaning, such as who, safe and fast."""
    word = acronym.lower()
    if word in FUNCTION_WORDS:
        return True
    meanings = meanings_in_chinese(word)[:1] if _VOWEL.search(word) else ()
    likeliest = (*meanings, *islice(translations().of(word), 1))
    return bool(meanings) and not any(meaning in fold(form) for meaning in likeliest for form in others)


def _straddles(text: str, at: int, passage_count: Callable[[str], int]) -> bool:
    """Whether two characters are the end of one word and the beginning of the next: 北大 in 东北大学.

    Both words are then in more articles than the two characters; in a small collection, they may be in as many.
    """
    before, behind = text[max(0, at - 1) : at + 1], text[at + 1 : at + 3]
    if len(before) != 2 or len(behind) != 2:
        return False
    count, others = passage_count(text[at : at + 2]), min(passage_count(before), passage_count(behind))
    return others > count or (others == count > 0 and all(map(meanings_of, (before, behind))))


@lru_cache(maxsize=1)
def bundled_aliases() -> tuple[AliasSet, ...]:
    """The sets that come with the package."""
    return tuple(
        forms for name in BUNDLED for forms in parse_aliases(Path(__file__).with_name(name).read_text("utf-8"))
    )


@lru_cache(maxsize=1)
def everyday() -> Aliases:
    """Colloquial words with the words that news uses instead, but not the reverse."""
    lines = Path(__file__).with_name("everyday.txt").read_text("utf-8").splitlines()
    pairs = (line.split(" > ") for line in lines if not line.startswith("#"))
    words = {spoken: tuple(written.split(", ")) for spoken, written in pairs}
    return Aliases(words, max(map(len, words)))
