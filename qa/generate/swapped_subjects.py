"""Finds swapped subjects: the clause that says what a sentence says begins with somebody else."""

import re
from collections.abc import Iterator

from corpus.text.fold import fold
from corpus.text.script import HAN, is_han
from qa.facts.name_matching import has_name
from qa.generate.clauses import Clause, clauses, subjects
from qa.generate.comparisons import compares
from qa.generate.coverage import TextWords, content, share

_HAN_SUBJECT = re.compile(
    rf"[{HAN}]{{2,12}}?(?:的[{HAN}]{{1,6}}?)?(?=[是为将由因在把说称负设有出投共拟已被可预表介宣强指认承运要会获推同与和搬迁建修增减开停买卖招签派接提，]|比|达|批评|感谢|赞|反对|支持|欢迎|呼吁|承诺|建议|担心|希望|认为)"
)
_VERB = (
    r"(?:will|would|is|are|was|were|has|have|had|can|could|said|says|bought|sold|paid|costs?|built|rose|fell|grew|made|took"
    r"|gave|won|lost|held|began|set|told|expects?|plans?|holds?|employs?|stays?|[a-z]+ed)"
)
_LATIN_SUBJECT = re.compile(rf"(?:[\w'’-]+ ){{1,5}}?(?={_VERB}\b)")
_REFERS = re.compile(r"\s*(?:it|he|she|they|this|these|both|all|该|其|此|他|她|它|这|两|双方|都|各)")
_IS = re.compile(r"\s*(?:is|are|was|were)\b|是")
"""Who is what, other checks ask."""
SAYS_IT, OTHERS, ITS_OWN = 0.85, 0.5, 0.5
"""Shares of words: a clause says what the sentence says; has no more than this of its subject; elsewhere there is more by this."""
_FEW = 2


def subject(body: str) -> str:
    """What a sentence begins by speaking of, as far as its form tells; "" where it does not."""
    found = (_HAN_SUBJECT if is_han(body) else _LATIN_SUBJECT).match(body)
    return found.group().strip() if found else ""


def swapped_subject(sentence: str, text: str) -> Iterator[str]:
    """The subject, where the clauses that say the rest of the sentence have another one, and the text has it elsewhere."""
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
    """Whether a clause is about somebody whom the sentence does not speak of; a pronoun is nobody else."""
    if _REFERS.match(fold(clause.context.strip())):
        return False
    if subjects(mine):
        return any(not has_name(sentence, name) for name in clause.names)
    theirs = subject(clause.text.strip())
    return bool(theirs) and _has(theirs, sentence) < 1


def _has(words: str, text: str) -> float:
    return share(words, TextWords.of(text))
