"""Finds swapped subjects: the text makes the same statement about someone else.

A sentence is compared with the clauses that match it without its subject. In Chinese, each clause may have its own
subject.
"""

import re
from collections.abc import Iterator

from corpus.text.fold import fold
from corpus.text.script import HAN, is_han
from qa.claims.checks.comparisons import compares
from qa.claims.clauses import Clause, clauses, subjects
from qa.claims.coverage import TextWords, content, share
from qa.facts.name_matching import has_name, named

_CLAUSE = re.compile(r"[，；。！？：,;:!?\n]")
_OPENING = re.compile(r"^[\s“”\"'‘’(（)）]*(?:其中|同时|此外|而|并且?|[今去明前]年|目前|近日)?")
_BODY = re.compile(
    rf"(?:(?![是在任将要与和同的为把被对从向由据经])[{HAN}]){{2,6}}?(?:[省市县区镇乡村州局队]|公司|集团|大学|学院|医院|银行|工厂|车站)"
)
"""A place or organisation at the start of a clause, by its ending."""
_COMPARES = re.compile(r"[比高低多少大小]于|超过|不[如及]|比")
"""A comparison has two subjects; qa.claims.checks.comparisons checks it."""
_SAYS_SOMETHING = 4
"""Minimum content characters of a clause that is compared."""
_SAID = 0.75
"""Minimum share of a statement's words in the clause that makes it."""
_HAN_SUBJECT = re.compile(
    rf"[{HAN}]{{2,12}}?(?:的[{HAN}]{{1,6}}?)?(?=[是为将由因在把花以说称负设有出投共拟已被可预表介宣强指认承运要会获推同与和搬迁建修增减开停买卖招签派接提，]|比|达|批评|感谢|赞|反对|支持|欢迎|呼吁|承诺|建议|担心|希望|认为)"
)
_VERB = (
    r"(?:will|would|is|are|was|were|has|have|had|can|could|said|says|bought|sold|paid|costs?|built|rose|fell|grew|made|took"
    r"|gave|won|lost|held|began|set|told|expects?|plans?|holds?|employs?|stays?|[a-z]+ed)"
)
_LATIN_SUBJECT = re.compile(rf"(?:[\w'’-]+ ){{1,5}}?(?={_VERB}\b)")
_REFERS = re.compile(r"\s*(?:it|he|she|they|this|these|both|all|该|其|此|他|她|它|这|两|双方|都|各)")
_IS = re.compile(r"\s*(?:is|are|was|were)\b|是")
"""Sentences of the form "who is what" are left to other checks."""
SAYS_IT, OTHERS, ITS_OWN = 0.85, 0.5, 0.5
"""Shares of words: minimum of the statement in a clause, maximum of the subject in that clause, and minimum by which
the subject's share is higher elsewhere."""
_FEW = 2


def swapped_subjects(sentence: str, text: str) -> Iterator[str]:
    """The subjects of the sentence or its clauses about which the text says something else."""
    yield from _of_clauses(sentence, text)
    yield from _of_sentence(sentence, text)


def subject(body: str) -> str:
    """The subject at the beginning of a sentence, judged by patterns, or ""."""
    found = (_HAN_SUBJECT if is_han(body) else _LATIN_SUBJECT).match(body)
    return found.group().strip() if found else ""


def _of_sentence(sentence: str, text: str) -> Iterator[str]:
    """The subject, if the clauses that match the rest of the sentence have another and the text has it elsewhere."""
    if is_han(sentence) != is_han(text) or compares(sentence):
        return
    mine = subject(sentence)
    rest = sentence[len(mine) :]
    if not mine or _IS.match(rest) or content(mine) == 0 or content(rest) < _FEW:
        return
    there = clauses(text)
    alone = [c for c in there if _has(rest, c.text) >= SAYS_IT]
    telling = alone or [c for c in there if _has(rest, c.context) >= SAYS_IT and _has(rest, c.text) > 0]
    if not telling or not all(_names_another(c, mine, sentence) for c in telling):
        return
    theirs = max(_has(mine, c.context) for c in telling)
    if theirs <= OTHERS and max(_has(mine, c.text) for c in there) >= theirs + ITS_OWN:
        yield mine


def _names_another(clause: Clause, mine: str, sentence: str) -> bool:
    """Whether a clause is about someone who is not in the sentence; pronouns do not count."""
    if _REFERS.match(fold(clause.context.strip())):
        return False
    if subjects(mine):
        return any(not has_name(sentence, name) for name in clause.names)
    theirs = "" if clause.head else subject(clause.text.strip())
    return bool(theirs) and _has(theirs, sentence) < 1


def _has(words: str, text: str) -> float:
    return share(words, TextWords.of(text))


def _of_clauses(sentence: str, text: str) -> Iterator[str]:
    """The names at the start of Chinese clauses whose best match in the text starts with another name."""
    if not is_han(sentence) or not is_han(text):
        return
    there = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    for mine in _CLAUSE.split(sentence):
        of_like_kind = _body if _body(mine) else _name
        who = of_like_kind(mine)
        if not who:
            continue
        said = mine.partition(who)[2]
        if content(said) < _SAYS_SOMETHING or _COMPARES.search(said):
            continue
        shares = {clause: _has(said, clause) for clause in there}
        best = max(shares.values(), default=0.0)
        saying = [clause for clause in there if shares[clause] == best]
        if best >= _SAID and all(of_like_kind(clause) and not has_name(clause, who) for clause in saying):
            yield who


def _body(clause: str) -> str:
    """The place or organisation at the start of a clause, or ""."""
    match = _BODY.match(_OPENING.sub("", clause))
    return match[0] if match else ""


def _name(clause: str) -> str:
    """The known name at the start of a clause, or ""."""
    bare = _OPENING.sub("", clause)
    return next((name for name in named(bare) if fold(bare).startswith(fold(name))), "")
