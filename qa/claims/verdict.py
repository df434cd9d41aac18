"""Decide whether a sentence says yes or no to a statement, or neither if that is uncertain.

A single clause has to say all of it, because one half of a sentence says nothing about the subject of the other. A
clause says no if it makes the statement with a negation added or removed, with the counterpart of a word (south for
north), or with another figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.fold import Folded, fold
from corpus.text.script import HAN, is_han
from corpus.text.sentences import sentences
from corpus.types import Article, Passage
from index.lexical.tokens import FUNCTION_WORDS
from index.reading.base import Reader
from qa.claims.checks.counterparts import counterparts, with_ordinals
from qa.claims.checks.offices import misheld
from qa.claims.checks.polarity import HOLDS_BACK, opposed, shared
from qa.claims.clauses import clauses, subjects
from qa.claims.coverage import TextWords, content, held, share
from qa.claims.grounding import contradicted, unsupported
from qa.claims.known_causes import asks_whether_known, of_the_cause, paragraph_before
from qa.claims.negations import negation, negations
from qa.claims.quantities import quantities
from qa.facts.figures import Figure, figures
from qa.facts.name_matching import has_name, named

HELD, HELD_ACROSS = 0.8, 0.6
"""Minimum coverage of each word of a statement, within a language (a synonym) and across (a likely translation)."""
_HALF = re.compile(r"[;；。！？!?\n]|[,，]?\s*(?:而(?![且是])|同时|\b(?:while|whereas)\b)")
_REFERS = re.compile(
    r"\s*(?:目前|现在|其中|此外|还|也)?[,，]?(?:该|这[个座条家位项种]?|其(?!中|他|余)|此|相关|上述|它|他|她)|\s*(?:it|he|she|they|this|these|its|his|her|their|the (?:company|firm|group|agency|city|town|county|team|project))\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"计划|拟|打算|将(?!近)|有望|预计|可能|或许|也许|如果|若|一旦|据传|传闻|否认|拒绝|要求|呼吁|建议|希望|险些|差点|几乎|扬言|威胁[要说称]"
    r"|\b(?:plan\w*|will|would|may|might|could|if|expect\w*|hop\w+|den(?:y|ied|ies)|refus\w+|ask\w*|urg\w+|likely|due to|propos\w+|threaten\w*|(?:nearly|almost) \w+ed|demand(?:ed|ing)|demands? that)\b"
)
"""Words for what is not the case, or not yet."""
_SHARE = (
    (re.compile(r"绝?大多数|绝?大部分|多数|(?:\bmost|\bthe majority) of\b(?: the)?|\bmost\b"), 0.5),
    (re.compile(r"全部|所有的?|全都|\ball(?: of)?\b(?: the)?|\bevery\b"), 1.0),
)
"""Words for most and all, and the share that has to be exceeded or, for all, reached."""
_LITTLE_ACROSS = {
    "river": "江河", "county": "县", "city": "市", "island": "岛", "province": "省", "town": "镇", "village": "村", "district": "区",
    "lake": "湖", "people": "人", "long": "长", "high": "高", "year": "年", "years": "年", "last": "去上", "row": "连",
}  # fmt: skip
"""English words that a single Chinese character translates."""
_SETTING = re.compile(
    r"^\s*(?:[去今明前]年|[上下]半年|\d{4}年|[上本这]个?[周月]|昨[天日]|今[天日])(?:[\d一二三四]+月|[\d]+日|第.季度)*(?=[,，])"
)
_ADVERB = re.compile(r"^(?:目前|现在|其中|此外|还|也|但)?[,，]?(?:the )?", re.IGNORECASE)
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+|\b(?:first|second|third|fourth|fifth)\b")
_TIME = re.compile(
    r"成功|(?:[去今明前]年|[上下]半年|\d{4}年|[上本这]个?[周月]|[昨今明]天?[日晚]?)(?=.)|\b(?:last|this|next) (?:year|month|week)\b",
    re.IGNORECASE,
)
_A_THING = re.compile(r"(?<=是)一[座个条家名位种项部款支艘架]")
_IDENTITY = re.compile(r"是|在.{1,4}$|^(?:is|are|was|were)\b")
_MODIFIES = re.compile(r"[的\s长记席员任裁理]$")
_MADE = re.compile(r"(?:建设|打造|推[进动]|发展|支持|培育|规划|把|将).?$")
_RUN, _WORD, _ROOT, _LEAD = re.compile(f"[{HAN}]+"), re.compile(r"[a-z][a-z'’-]+"), 4, 2
_BACK = 3
"""Number of preceding sentences that a clause may refer to."""
_ENOUGH, _ENOUGH_ACROSS = 2, 3
"""Minimum words of a statement, within a language and across; in Chinese, twice as many characters. A shorter one
would match anything."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause with what it continues, its half of the sentence, and the text before it, to which it may refer."""

    text: str
    half: str
    before: str

    @property
    def whole(self) -> str:
        """The half of the sentence with the text before it."""
        return f"{self.before}\n{self.half}"


def verdict(asked: str, quote: Passage, reader: Reader | None = None) -> str:
    """What the quote, a sentence of an article, says about a statement: "yes", "no" or "" for neither."""
    asked = _A_THING.sub("", with_ordinals(asked))
    if asks_whether_known(asked):
        return of_the_cause(asked, quote)
    found = {said for clause in _clauses(quote) if (said := _of(asked, clause, reader))}
    return found.pop() if len(found) == 1 else ""


def _clauses(quote: Passage) -> Iterator[_Said]:
    text = with_ordinals(quote.text)
    setting = match[0] if (match := _SETTING.search(text)) else ""
    paragraph = paragraph_before(quote)
    spans = list(sentences(paragraph))[-_BACK:]
    before = paragraph[spans[0][0] :] if spans else ""
    for half in filter(str.strip, _HALF.split(text)):
        last = ""
        for clause in clauses(half):
            for whole in dict.fromkeys((clause.whole, *([f"{last}\n{clause.text}"] if clause.head and last else []))):
                yield _Said(whole if setting in whole else f"{setting}\n{whole}", half, f"{before}\n{clause.before}")
            last = clause.text
        before += half


def _of(asked: str, clause: _Said, reader: Reader | None) -> str:
    folded = fold(clause.text)
    if _NOT_YET.search(folded) and not _NOT_YET.search(fold(asked)):
        return ""
    for word, least in _SHARE:
        if match := word.search(fold(asked)):
            return _of_a_share(asked[: match.start()] + asked[match.end() :], clause, least)
    negative, passages = bool(negation(fold(asked))), _passages(clause)
    if not _missing(asked, clause.text) and contradicted(asked, passages):
        return "no"
    if _says(asked, clause):
        if negative != bool(negation(folded)):
            return "no"
        in_doubt = _holds_back(asked, clause) or any(misheld(asked, clause.whole))
        return "" if in_doubt or unsupported(asked, passages, reader) else "yes"
    others = (*counterparts(asked, clause.text), *_other_figures(asked, clause.text))
    if not negation(folded) and any(_supported(other, clause, reader) for other in others):
        return "no"
    if answer := _over(asked, clause, reader):
        return answer
    rests = (f"{asked[:start]} {asked[end:]}" for start, end in opposed(asked, clause.text))
    return "no" if negative == bool(negation(folded)) and any(_says(rest, clause) for rest in rests) else ""


def _holds_back(asked: str, clause: _Said) -> bool:
    """Whether the clause has a word such as 禁止 or 除…外 that the statement lacks."""
    here, there = (set(HOLDS_BACK.findall(fold(text))) for text in (asked, clause.text))
    return bool(there) and not here if is_han(asked) != is_han(clause.text) else not there <= here


def _over(asked: str, clause: _Said, reader: Reader | None) -> str:
    """What a clause with a single figure of the unit says about "more than".

    A clause whose own figure is a bound ("more than", "nearly") never says no.
    """
    for mine in quantities(asked):
        more = _MORE.search(asked[: mine.start])
        rivals = [f for f in quantities(clause.text) if f.unit == mine.unit and not f.year]
        if more and len(rivals) == 1 and mine.clear:
            enough, theirs = rivals[0].value >= mine.value, clause.text[: rivals[0].start]
            statement = f"{asked[: more.start()]}{rivals[0].text}{asked[mine.end :]}"
            if (enough and not _LESS.search(theirs)) or not (enough or _MORE.search(theirs) or _LESS.search(theirs)):
                return ("yes" if enough else "no") if _supported(statement, clause, reader) else ""
    return ""


def _supported(statement: str, clause: _Said, reader: Reader | None) -> bool:
    return _says(statement, clause) and not unsupported(statement, _passages(clause), reader)


def _passages(clause: _Said) -> list[Passage]:
    return [Passage(0, Article("", "", clause.whole, "", None, "", ""), 0, len(clause.whole))]


def _says(statement: str, clause: _Said) -> bool:
    """Whether the clause has every word of the statement.

    The opening words of the statement may be before the clause, if the text there is about nothing else.
    """
    across = is_han(statement) != is_han(clause.text)
    if content(statement) < (_ENOUGH_ACROSS if across else _ENOUGH) * (2 if is_han(statement) else 1):
        return False
    if not set(_ORDINAL.findall(fold(clause.text))) >= set(_ORDINAL.findall(fold(statement))):
        return False
    if len(named(statement)) > 1 if across else not _in_order(statement, clause.text):
        return False
    missing = _missing(statement, clause.text)
    if not missing:
        return True
    opening, rest = statement[: missing[-1][1]], statement[missing[-1][1] :]
    continues = _REFERS.match(clause.text) or any(_goes_on(rest, line) for line in clause.text.split("\n"))
    strangers = [name for name in subjects(clause.before) if not has_name(statement, name)]
    told = content(rest) >= _ENOUGH * (2 if is_han(rest) else 1) and 2 * content(rest) >= content(opening)
    return bool(continues) and told and not strangers and not _missing(opening, clause.before)


def _in_order(statement: str, text: str) -> bool:
    """Whether the words that both have are in the same order, and the first of them opens the text: who beats whom.

    "A is B" may also be said as "B A", or by saying that A is made B.
    """
    said, folded = fold(_TIME.sub(" ", statement)), fold(text)
    first, at, is_identity = len(folded), 0, _IDENTITY.search(said) is not None
    for pattern in (
        (re.escape(run[i : i + 2]) for run in _RUN.findall(said) for i in range(len(run) - 1))
        if is_han(said)
        else (rf"\b{re.escape(word[:_ROOT])}" for word in _WORD.findall(said) if word not in FUNCTION_WORDS)
    ):
        if found := re.compile(pattern).search(folded, at):
            first, at = min(first, found.start()), found.start()
        elif earlier := re.search(pattern, folded):
            if not is_identity:
                return False
            first = min(first, earlier.start())
    lead = _TIME.sub(" ", folded[:first])
    return content(lead) <= _LEAD or _MODIFIES.search(lead) is not None or (is_identity and bool(_MADE.search(lead)))


def _goes_on(rest: str, line: str) -> bool:
    """Whether a clause and the rest of a statement begin alike: with "the fire", for the fire at the mill."""
    opens, first = _ADVERB.sub("", line.strip()), rest.lstrip(" 的")
    if is_han(first) == is_han(opens):
        return opens[:2] == first[:2]
    return bool(first) and share(first.split(" ")[0], TextWords.of(opens[:4])) >= HELD_ACROSS


def _missing(statement: str, text: str) -> list[tuple[int, int]]:
    """The offsets of the words of a statement that a text lacks."""
    folded = fold(statement)
    plain = _without_negations(folded)
    across = is_han(statement) != is_han(text)
    known = [*shared(statement, text), *(name for name in named(statement) if has_name(text, name))]
    if across:
        known += [word for word in re.findall(r"[A-Z][\w'’-]+", statement) if has_name(text, word)]
        known += [word for word, characters in _LITTLE_ACROSS.items() if set(characters) & set(text)]
    spans = [span for word in known for span in _places(word, folded)]
    strange = [] if is_han(statement) else [name for name in named(f"that {statement}") if not has_name(text, name)]
    strangers = [span for name in strange for span in _places(name, folded)]
    spans += [(f.start, f.end) for f in figures(statement) if f.clear and any(f.same(g) for g in figures(text))]
    return [
        (start, end)
        for start, end, part in sorted(held(plain, TextWords.of(text)))
        if any(a <= start and end <= b for a, b in strangers)
        or (part < (HELD_ACROSS if across else HELD) and not any(a <= start and end <= b for a, b in spans))
    ]


def _places(word: str, folded: str) -> list[tuple[int, int]]:
    """The offsets of a word in a folded text."""
    return [match.span() for match in re.finditer(rf"(?<![a-z]){re.escape(fold(word))}(?![a-z])", folded)]


def _without_negations(folded: Folded) -> Folded:
    characters = list(folded)
    for match in negations(folded):
        characters[match.start() : match.end()] = " " * len(match[0])
    return Folded("".join(characters))


def _other_figures(statement: str, text: str) -> Iterator[str]:
    """The statement with a figure replaced by the text's only figure of that unit, if that clearly differs."""
    for mine in quantities(statement):
        rivals = [f for f in quantities(text) if f.unit == mine.unit]
        if len(rivals) == 1 and _is_clearly_another(mine, rivals[0]) and not _ROUGHLY.search(fold(statement)):
            yield f"{statement[: mine.start]}{rivals[0].text}{statement[mine.end :]}"


_ROUGHLY = re.compile(
    r"约|近|左右|上下|多|余|超|逾|不[足到]|以[上下]|[高低多少大小]于|\b(?:about|around|some|over|nearly|almost|more|less|fewer|at (?:least|most)|up to|under)\b"
)
_MORE = re.compile(r"(?:(?<!不)超过|突破|超|逾|高于|多于|\b(?:more than|over|exceed\w*|above|at least))了? ?$")
_LESS = re.compile(
    r"(?:近|接近|约|不到|不足|低于|少于|左右|\b(?:nearly|almost|about|around|under|below|less than|fewer than)) ?$"
)
_ROUNDED = 1 / 20


def _is_clearly_another(one: Figure, other: Figure) -> bool:
    return one.clear and other.clear and not one.year and abs(one.value - other.value) > _ROUNDED * float(other.value)


def _of_a_share(rest: str, clause: _Said, least: float) -> str:
    """What a clause with a share (86 %) or with two counts (79 and 76) says about most or all."""
    shares = [float(f.value) / 100 for f in figures(clause.text) if f.unit == "percent"]
    counts = [float(f.value) for f in quantities(clause.text) if f.clear and not f.unit and not f.year]
    if len(shares) != 1 and len(counts) == 2 and counts[0] >= counts[1] > 0:
        shares = [counts[1] / counts[0]]
    if len(shares) != 1 or not 0 < shares[0] <= 1 or negation(fold(clause.text)):
        return ""
    if _says(rest, clause):
        return "yes" if shares[0] > least or shares[0] == 1 else "no"
    return (
        "no"
        if shares[0] > max(least, 0.5)
        and any(_says(other, clause) for other in counterparts(rest, clause.text, anywhere=True))
        else ""
    )
