"""Checks who holds which office: a clause of the text must have it with its place or organisation and its holder."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.fold import fold
from corpus.text.script import HAN, is_han
from qa.facts.entities import SURNAMES
from qa.facts.name_matching import has_name

_OFFICES = {
    "市长": "mayor",
    "书记": "(?:(?:communist )?party )?(?:secretary|chief|boss)",
    "省长": "governor",
    "州长": "governor",
    "县长": "county (?:head|chief|magistrate|governor)|head|magistrate",
    "区长": "district (?:head|chief|mayor|governor)|head|mayor",
    "董事长": "(?:board )?chair(?:man|woman|person)?",
    "主席": "chair(?:man|woman|person)?|president",
    "总经理": "general manager|chief executive(?: officer)?|ceo|manager",
    "总裁": "president|chief executive(?: officer)?|ceo",
    "总统": "president",
    "总理": "prime minister|premier|chancellor",
    "首相": "prime minister|premier",
    "部长": "minister|head",
    "外长": "(?:foreign )?minister",
    "防长": "(?:defen[cs]e )?minister|defen[cs]e secretary",
    "财长": "(?:finance )?minister|treasury secretary",
    "校长": "president|principal|headmaster|headmistress|rector|chancellor",
    "院长": "president|dean|director|head",
    "会长": "president|chair(?:man|woman|person)?|head",
    "主任": "director|head|chair(?:man|woman|person)?",
    "厅长": "director(?: general)?|head|chief",
    "局长": "director(?: general)?|head|chief|commissioner",
    "处长": "director|head|chief",
    "所长": "director|head",
    "馆长": "director|curator|head",
    "总监": "director|chief \\w+ officer",
    "秘书长": "secretary[- ]general",
    "发言人": "spokes(?:man|woman|person)",
}
"""Offices in Chinese, with patterns of their English titles."""
_ENGLISH = "|".join(sorted({f"(?:{pattern})" for pattern in _OFFICES.values()}, key=len, reverse=True))
_RANKS = {
    "deputy": r"常务副|副|\b(?:deputy|vice)[ -]",
    "acting": r"(?<![历现当后近古])代理?|\bacting ",
    # 太原市长 and 日前市长 are not former mayors.
    "former": rf"(?:(?<![{HAN}])|(?<=[省市县区州镇乡委府院校局部会司团社厅协]))原|(?<![日目此之以年天月会展提])前任?|时任"
    r"|\b(?:former|ex|then)[ -]",
}
"""Words before an office for those who do not hold it, or not any more."""
_RANKED = "|".join(f"(?P<{rank}>{pattern})" for rank, pattern in _RANKS.items())
_OFFICE = re.compile(
    rf"(?:{_RANKED})?(?P<office>{'|'.join(sorted(_OFFICES, key=len, reverse=True))}|\b(?:{_ENGLISH})\b)(?!府)",
    re.IGNORECASE,
)
_PERSON = rf"[{SURNAMES}][{HAN}]{{1,2}}?"
_HOLDS = re.compile(
    rf"(?:^|[,，;；。\n])(?P<who>{_PERSON})(?:是|现?任|担任|出任|为|当选为?|就任|兼任)(?P<where>[{HAN}]{{0,14}}?)的?$"
)
_BEHIND = re.compile(
    rf"是?(?P<who>{_PERSON})(?=在|将|把|和|与|等|率|一行|表示|介绍|说|指出|认为|强调|告诉|宣布|出席|会见|[^{HAN}]|$)"
)
_AT_THE_TIME = re.compile(rf"时任[{HAN}]{{1,14}}$")
_WHERE = re.compile(rf"[{HAN}]{{2,14}}$")
_WORDS = r"[A-ZÀ-Þ][\w'’-]*(?: (?:(?:of|and|the) )?[A-ZÀ-Þ][\w'’-]*)*"
_FULL_NAME = r"[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’.-]*)+"
_IS = re.compile(
    rf"(?P<who>{_FULL_NAME})(?:,| is| was| became| serves as| has been| as)+ (?:the |a |an |its )?(?:(?P<where>{_WORDS})(?:'s|’s)? )?$"
)
_ASKED = re.compile(
    rf"\b(?:[Ii]s|[Ww]as) (?P<who>{_FULL_NAME}) (?:the |a |an |its )?(?:(?P<where>{_WORDS})(?:'s|’s)? )?$"
)
_OF = re.compile(rf"(?: of (?:the )?(?P<where>{_WORDS}))?(?:,? (?P<who>{_FULL_NAME}))?")
_HERE = re.compile(rf"(?P<where>{_WORDS})(?:'s|’s)? $")
_RANK = re.compile(r"(?:[省市县区州镇乡党]委|党组|的)$")
_LEVEL = re.compile(r"[省市县区州]$")
_CLAUSE = re.compile(r"[,，、;；。.!?！？\n]")
_SENTENCE = re.compile(r"[;；。!?！？\n]|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Post:
    """An office that a text mentions.

    `who` and `where` are "" if it does not say; `rank` is "deputy", "acting" or "former", or "" for the office itself.
    """

    office: str
    rank: str
    who: str
    where: str
    text: str
    start: int
    end: int

    def same_office(self, other: "_Post") -> bool:
        """Whether both are the same office, in either language."""
        if self.rank != other.rank:
            return False
        if is_han(self.office) == is_han(other.office):
            return _kind(self.office) == _kind(other.office)
        han, latin = (self.office, other.office) if is_han(self.office) else (other.office, self.office)
        return re.fullmatch(_OFFICES[han], latin) is not None


def misheld(sentence: str, text: str) -> Iterator[str]:
    """The offices whose holder or place in the sentence the text does not support."""
    there = list(_posts(text))
    for post in _posts(sentence):
        if (post.who or post.where) and not any(_bears_out(post, known, text) for known in there):
            yield post.text


def held(sentence: str, text: str) -> list[str]:
    """The sentence's words for offices that the text mentions in either language."""
    there = list(_posts(text))
    return [post.text for post in _posts(sentence) if any(post.same_office(known) for known in there)]


def _posts(text: str) -> Iterator[_Post]:
    folded = fold(text)
    for match in _OFFICE.finditer(folded):
        start, end = match.span()
        before, behind = text[max(0, start - 60) : start], text[end : end + 60]
        who, where = _around_han(before, behind) if is_han(match["office"]) else _around_latin(before, behind)
        rank = next((rank for rank in _RANKS if match[rank]), "former" if _AT_THE_TIME.search(before) else "")
        yield _Post(match["office"], rank, who, where, text[start:end], start, end)


def _around_han(before: str, behind: str) -> tuple[str, str]:
    holds, follows, place = _HOLDS.search(before), _BEHIND.match(behind), _WHERE.search(before)
    if holds:
        return holds["who"], _stem(holds["where"])
    return (follows["who"] if follows else ""), _stem(place.group() if place else "")


def _around_latin(before: str, behind: str) -> tuple[str, str]:
    holds, follows, here = _IS.search(before) or _ASKED.search(before), _OF.match(behind), _HERE.search(before)
    who = (holds["who"] if holds else "") or (follows["who"] if follows else "") or ""
    where = (
        (follows["where"] if follows else "") or (holds["where"] if holds else "") or (here["where"] if here else "")
    )
    where = re.sub(r"['’]s$", "", where or "")
    return who, "" if where in {"The", "Party", "A", "Communist Party"} else where or ""


def _stem(where: str) -> str:
    """A place or organisation without its rank: 青岭 for 青岭市委.

    Of a longer name, only the last characters, which identify it.
    """
    stem = _RANK.sub("", _RANK.sub("", where))
    bare = _LEVEL.sub("", stem)
    bare = bare if len(bare) > 1 else stem  # 州 of 朔州 is not a rank
    return bare[-2:] if len(bare) > 1 else ""


def _bears_out(post: _Post, known: _Post, text: str) -> bool:
    if not post.same_office(known):
        return False
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, known.start)), default=0)
    end = next((m.start() for m in _CLAUSE.finditer(text, known.end)), len(text))
    clause = text[start:end]
    if post.who and not has_name(f"{known.who}\n{clause}", post.who):
        near = _sentence_around(text, start, end)
        if known.who or not has_name(near, post.who):
            return False
    if not post.where or has_name(clause, post.where):
        return True
    return not known.where and has_name(text[:end], post.where)


def _sentence_around(text: str, start: int, end: int) -> str:
    """The sentence around a clause: the holder may be in another clause, set off by commas."""
    first = max((m.end() for m in _SENTENCE.finditer(text, 0, start)), default=0)
    return text[first : next((m.start() for m in _SENTENCE.finditer(text, end)), len(text))]


def _kind(office: str) -> str:
    office = re.sub("^[外防财]长$", "部长", office)
    return re.sub(r"chair(?:man|woman|person)", "chair", re.sub(r"^(?:communist )?party ", "", office.lower()))
