"""Finds a statement that belongs to another subject: in a sentence of several clauses each of them has its own."""

import re
from collections.abc import Iterator

from corpus.text.fold import fold
from corpus.text.script import HAN, is_han
from qa.facts.name_matching import has_name, named
from qa.generate.coverage import TextWords, content, share

_CLAUSE = re.compile(r"[，；。！？：,;:!?\n]")
_OPENING = re.compile(r"^[\s“”\"'‘’(（)）]*(?:其中|同时|此外|而|并且?)?")
_BODY = re.compile(
    rf"(?:(?![是在任将要与和同的为把被对从向由据经])[{HAN}]){{2,6}}?(?:[省市县区镇乡村州局队]|公司|集团|大学|学院|医院|银行|工厂|车站)"
)
"""A place or a body at the start of a clause, by what it is."""
_COMPARES = re.compile(r"[比高低多少大小]于|超过|不[如及]|比")
"""Two subjects: qa.generate.comparisons checks them."""
_SAYS_SOMETHING = 4
"""Characters that say something in a clause that is looked for."""
_SAID = 0.75
"""Share of a statement's words that the clause that says it has at the least."""


def other_subject(sentence: str, text: str) -> Iterator[str]:
    """The names that clauses of a Chinese sentence begin with, where the clause that says most of the rest begins with another one."""
    if not is_han(sentence) or not is_han(text):
        return
    clauses = {clause: TextWords.of(clause) for clause in _CLAUSE.split(text) if clause.strip()}
    for mine in _CLAUSE.split(sentence):
        of_like_kind = _body if _body(mine) else _name
        subject = of_like_kind(mine)
        if not subject:
            continue
        said = mine.partition(subject)[2]
        if content(said) < _SAYS_SOMETHING or _COMPARES.search(said):
            continue
        shares = {clause: share(said, words) for clause, words in clauses.items()}
        best = max(shares.values(), default=0.0)
        saying = [clause for clause in clauses if shares[clause] == best]
        if best >= _SAID and all(of_like_kind(clause) and not has_name(clause, subject) for clause in saying):
            yield subject


def _body(clause: str) -> str:
    """The place or body that a clause begins with, or ""."""
    match = _BODY.match(_OPENING.sub("", clause))
    return match[0] if match else ""


def _name(clause: str) -> str:
    """The known name that a clause begins with, or ""."""
    bare = _OPENING.sub("", clause)
    return next((name for name in named(bare) if fold(bare).startswith(fold(name))), "")
