"""Whether a sentence says yes or no to a statement; nothing where it is not certain.

One clause has to say the whole of it: of two halves of a sentence the one says nothing of the other's subject. "No" is a clause that says
the whole with a negation more or less, with the counterpart of a word (the north, the south), or with another figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.fold import Folded, fold
from corpus.text.script import HAN, is_han
from corpus.text.sentences import sentences
from corpus.types import Article, Passage
from index.reading.base import Reader
from qa.claims.clauses import clauses, subjects
from qa.claims.coverage import TextWords, bears_out, held
from qa.claims.counterparts import counterparts, with_ordinals
from qa.claims.grounding import contradicted, unsupported
from qa.claims.polarity import NEGATION
from qa.claims.subjects import subject
from qa.facts.figures import Figure, figures
from qa.facts.name_matching import has_name, named

HELD, HELD_ACROSS = 0.8, 0.6
"""How much of each word of a statement a clause has, within a language (a synonym) and across (a likely translation)."""
_HALF = re.compile(r"[;；。！？!?\n]|[,，]?\s*(?:而(?![且是])|同时|\b(?:while|whereas)\b)")
_REFERS = re.compile(r"\s*(?:目前|现在|其中|此外|还|也)?[,，]?(?:该|这[个座条家位项种]?|其(?!中|他|余)|此|相关|上述|它|他|她)|\s*(?:it|he|she|they|this|these|its|his|her|their|the)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"计划|拟|打算|将(?!近)|有望|预计|可能|或许|也许|如果|若|一旦|据传|传闻|否认|拒绝|要求|呼吁|建议|希望|\b(?:plan\w*|will|would|may|might|could|if|expect\w*|hop\w+|den(?:y|ied|ies)|refus\w+|ask\w*|urg\w+|likely|due to|propos\w+)\b")
"""What is not so, or not yet."""
_SHARE = (
    (re.compile(r"绝?大多数|绝?大部分|多数|(?:\bmost|\bthe majority) of\b(?: the)?|\bmost\b"), 0.5),
    (re.compile(r"全部|所有的?|全都|\ball(?: of)?\b(?: the)?|\bevery\b"), 1.0),
)
"""Most and all, and the share that is more than the rest."""
_CAUSE, _CAUSE_LATIN = r"(?:原因|起因|成因|死因|真相|下落|身份)", r"(?:cause|reason|motive|origin|identity|whereabouts)"
_ASKS_WHETHER_KNOWN = re.compile(rf"{_CAUSE}.{{0,6}}(?:清楚|查清|查明|明确|明了|确定|找到|公布|知道)|(?:清楚|查清|查明|明确|确定|找到|知道).{{0,12}}{_CAUSE}|\b{_CAUSE_LATIN}\b.*\b(?:known|clear|found|determined|established|identified)\b")
_UNKNOWN = re.compile(rf"{_CAUSE}.{{0,8}}(?:不清楚|不明|未查明|未查清|未确定|未知|未公布|没有查|有待|待查|调查中)|(?:正在|仍在|展开)调查.{{0,8}}{_CAUSE}|{_CAUSE}.{{0,8}}(?:正在|仍在|还在|进一步)?(?:进行)?调查|\b{_CAUSE_LATIN}\b.*\b(?:not (?:yet )?(?:known|clear|been)|unknown|unclear|under investigation|being investigated)")
_KNOWN = re.compile(rf"(?<!未)(?<!没)(?:已经?|均已)(?:查明|查清|确定|找到).{{0,10}}{_CAUSE}|{_CAUSE}.{{0,4}}已经?(?:查明|查清|确定|找到|清楚)")

_CAUSE_WORDS = re.compile(rf"{_CAUSE}|{_CAUSE_LATIN}|清楚|查[清明]|明确|确定|找到|知道|known|clear|found|determined|established|identified")


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause with what it continues, what stands before it that it may refer to, and where all this begins in the quote."""

    text: str
    before: str


def verdict(asked: str, quote: Passage, reader: Reader | None = None) -> str:
    """"yes", "no" or "": what the quote, a sentence of an article, says of a statement."""
    asked = with_ordinals(asked)
    if _ASKS_WHETHER_KNOWN.search(fold(asked)):
        return _of_the_cause(asked, quote)
    found = {said for clause in _clauses(quote) if (said := _of(asked, clause, reader))}
    return found.pop() if len(found) == 1 else ""


def _clauses(quote: Passage) -> Iterator[_Said]:
    before = _before(quote)
    for half in filter(str.strip, _HALF.split(quote.text)):
        for clause in clauses(half):
            yield _Said(with_ordinals(clause.whole), before)
        before = half


def _before(quote: Passage) -> str:
    """The sentence before, in the same paragraph."""
    text = _paragraph_before(quote)
    spans = list(sentences(text))
    return text[slice(*spans[-1])] if spans else ""


def _paragraph_before(quote: Passage) -> str:
    return quote.article.text[: quote.start].rsplit("\n", 1)[-1]


def _of(asked: str, clause: _Said, reader: Reader | None) -> str:
    folded = fold(clause.text)
    if _NOT_YET.search(folded) and not _NOT_YET.search(fold(asked)):
        return ""
    for word, least in _SHARE:
        if match := word.search(fold(asked)):
            return _of_a_share(asked[: match.start()] + asked[match.end() :], clause, least)
    negative = bool(NEGATION.search(fold(asked)))
    if _says(asked, clause):
        if negative != bool(NEGATION.search(folded)):
            return "no"
        return "" if unsupported(asked, _passages(clause), reader) else "yes"
    others = (*counterparts(asked, clause.text), *_other_figures(asked, clause.text))
    if not negative and not NEGATION.search(folded) and any(_supported(other, clause, reader) for other in others):
        return "no"
    return "no" if _subject_is_there(asked, clause) and contradicted(asked, _passages(clause)) else ""


def _supported(statement: str, clause: _Said, reader: Reader | None) -> bool:
    return _says(statement, clause) and not unsupported(statement, _passages(clause), reader)


def _passages(clause: _Said) -> list[Passage]:
    text = f"{clause.before}\n{clause.text}" if clause.before and _REFERS.match(clause.text) else clause.text
    return [Passage(0, Article("", "", text, "", None, "", ""), 0, len(text))]


def _says(statement: str, clause: _Said) -> bool:
    """Whether the clause has every word of the statement; what it refers back to stands before it."""
    missing = _missing(statement, clause.text)
    if not missing:
        return True
    opening = subject(statement)
    short = _is_short_for(opening, clause.text)
    if not (opening and clause.before and (short or _REFERS.match(clause.text))):
        return False
    return missing[-1][1] <= len(opening) and not _missing(opening, clause.before)


def _is_short_for(name: str, text: str) -> bool:
    """Whether a clause begins with the end of a name: 大桥 of 青崖江大桥."""
    return any(text.startswith(name[at:]) for at in range(1, len(name) - 1)) and is_han(name)


def _missing(statement: str, text: str) -> list[tuple[int, int]]:
    """Where the words of a statement stand that a text has not."""
    folded = fold(statement)
    plain = Folded(NEGATION.sub(lambda match: " " * len(match[0]), folded))
    across = is_han(statement) != is_han(text)
    least = HELD_ACROSS if across else HELD
    names = [name for name in named(statement) if has_name(text, name)]
    known = [span for name in names for span in _places(folded, fold(name))]
    numbers = [(f.start, f.end) for f in figures(statement) if any(f.same(g) for g in figures(text))]
    return [
        (start, end)
        for start, end, share in sorted(held(plain, TextWords.of(text)))
        if share < least and not any(a <= start and end <= b for a, b in (*known, *numbers))
    ]


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(re.escape(word), text))


def _subject_is_there(statement: str, clause: _Said) -> bool:
    opening = subject(statement)
    return bool(opening) and not _missing(opening, clause.text)


def _other_figures(statement: str, text: str) -> Iterator[str]:
    """The statement with the text's only figure of the unit in place of its own."""
    for mine in figures(statement):
        rivals = [f for f in figures(text) if f.unit == mine.unit]
        if len(rivals) == 1 and _is_clearly_another(mine, rivals[0]) and not _ROUGHLY.search(fold(statement)):
            yield f"{statement[: mine.start]}{rivals[0].text}{statement[mine.end :]}"


_ROUGHLY = re.compile(r"约|近|左右|上下|多|余|超|逾|不[足到]|以[上下]|[高低多少大小]于|\b(?:about|around|some|over|nearly|almost|more|less|fewer|at (?:least|most)|up to|under)\b")
_ROUNDED = 1 / 20


def _is_clearly_another(one: Figure, other: Figure) -> bool:
    return one.clear and other.clear and not one.year and abs(one.value - other.value) > _ROUNDED * float(other.value)


def _of_a_share(rest: str, clause: _Said, least: float) -> str:
    """What a clause with a share, as 86 %, or two counts, as 79 and 76, says of most or all."""
    shares = [float(f.value) / 100 for f in figures(clause.text) if f.unit == "percent"]
    counts = [float(f.value) for f in figures(clause.text) if f.clear and not f.unit and not f.year]
    if len(shares) != 1 and len(counts) == 2 and counts[0] >= counts[1] > 0:
        shares = [counts[1] / counts[0]]
    if len(shares) != 1 or not 0 < shares[0] <= 1 or NEGATION.search(fold(clause.text)):
        return ""
    if _says(rest, clause):
        return "yes" if shares[0] > least or shares[0] == 1 else "no"
    return "no" if shares[0] > max(least, 0.5) and any(_says(other, clause) for other in counterparts(rest, clause.text, anywhere=True)) else ""


def _of_the_cause(asked: str, quote: Passage) -> str:
    """Whether the cause is known; of what, the sentence says, or it names nothing else and the ones before it do."""
    said, matter = fold(quote.text), _CAUSE_WORDS.sub(" ", fold(asked))
    strangers = [name for name in subjects(quote.text) if name not in asked]
    about = f"{_paragraph_before(quote)}{quote.text}"
    if strangers or not bears_out(matter, about) or any(not has_name(about, name) for name in named(asked)):
        return ""
    found = {kind for kind, pattern in (("no", _UNKNOWN), ("yes", _KNOWN)) if pattern.search(said)}
    return found.pop() if len(found) == 1 else ""
