"""Split a text into clauses, each with its context in the sentence, its figures and the names that it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.text.fold import fold
from corpus.text.script import is_han
from corpus.text.sentences import sentences
from index.crosslingual.glosses import meanings_of
from qa.claims.synonyms import dictionary_words
from qa.facts.figures import Figure, figures
from qa.facts.name_matching import named
from qa.facts.scope import scope

_BREAK = re.compile(r"[;:；：]|[,，](?!\d{3}| (?:which|who|whose|where)\b)|\b(?:and|but|while|whereas|although)\b")
_SETTING = re.compile(
    r"^\s*(?:在|因|由于|随着|针对|根据|对于|截至|按照|通过|为|自|从|经|受|当)|(?:[年月日后时前中下间来季]|[上下]半年)$"
    r"|^\s*(?:in|on|at|by|after|before|because|since|due|under|during|with|for|from|as|when|although|according|despite)\b",
    re.IGNORECASE,
)
"""An adverbial clause of time, place or reason, which belongs to the next clause."""
_SUBJECT_AHEAD = re.compile(
    r"^\s*(?:并且?|而且?|但是?|其中|同比|环比|比|较|由|被|将|已|也|还|均|再|又|可|能|会|要|受|因|为|从|向|对|把|与|和|随后|同时|预计|达|共|约|占|有|设|是|[\d一二三四五六七八九十两])"
    r"|^\s*(?:which|who|whose|to|with|at|in|on|for|from|by|against|compared|including|also|then|not|\d|(?:will|would|is|are|was|were|has|have|had|can|could|may|must|should|said|says|paid|sold|bought|rose|fell|grew|made|took|gave|won|lost|held|began|set|told|kept|went|came|cast|costs?)\b"
    r"|[a-z]+(?:ed|ing)\b)",
)
"""The beginning of a clause whose subject is in an earlier one."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause.

    `before` is the text before it in its sentence, `head` the part of that text that it continues; `names` are its
    subjects.
    """

    text: str
    before: str
    head: str
    figures: tuple[Figure, ...]
    names: tuple[str, ...]

    @property
    def context(self) -> str:
        """The clause with the text before it."""
        return f"{self.before}\n{self.text}"

    @property
    def whole(self) -> str:
        """The clause with the text that it continues."""
        return f"{self.head}\n{self.text}" if self.head else self.text


@lru_cache(maxsize=256)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text. A clause without names takes those of the previous clause in its sentence."""
    return tuple(clause for start, end in sentences(text) for clause in _in_sentence(text[start:end]))


def _in_sentence(sentence: str) -> Iterator[Clause]:
    about: tuple[str, ...] = ()
    before = setting = last = ""
    for part in filter(str.strip, _BREAK.split(sentence)):
        mine = tuple(subjects(part))
        about = mine or about
        continues = begins_without_subject(part)
        head = "\n".join(filter(None, (last if continues else "", setting)))
        yield Clause(part, before, head, tuple(figures(part)), about)
        before += f"{part}\n"
        setting = f"{setting}\n{part}".strip() if _SETTING.search(part) else ""
        last = last if continues or setting else part


def begins_without_subject(part: str) -> bool:
    """Whether a clause continues the subject of an earlier one, judged by its beginning."""
    if _SUBJECT_AHEAD.match(part):
        return True
    if not is_han(part):
        return False
    said = fold(part.strip())
    start, end = next(iter(dictionary_words(said)), (0, 0))
    return end - start > 1 and meanings_of(said[start:end]).startswith("to ")


def subjects(text: str) -> list[str]:
    """The names in a text, and places and organisations with a typical ending."""
    places = (name for names in scope(text).subjects.values() for name in names if len(name) > 1 and not name.isdigit())
    quoted = (name for name in named(text) if not re.search(rf"[“《「]{re.escape(name)}", text))
    return list(dict.fromkeys([*quoted, *places]))


def without(text: str, words: Sequence[str]) -> str:
    """The text, folded, without these words."""
    folded = str(fold(text))
    for word in sorted(words, key=len, reverse=True):
        folded = folded.replace(fold(word), "\n")
    return folded
