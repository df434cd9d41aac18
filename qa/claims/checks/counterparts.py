"""Words that exclude each other: a north engine is not a south engine, and a railway bridge is not a road bridge."""

import re
from collections.abc import Iterator

from corpus.text.fold import fold
from corpus.text.script import HAN, has_han, is_han
from qa.claims.checks.subjects import subject
from qa.claims.clauses import clauses
from qa.claims.coverage import closest

_SIDE_OF = r"(?=[引部面侧方边岸线门端翼麓城站坡极段])"
_GROUPS: tuple[tuple[str, ...], ...] = (
    (rf"南{_SIDE_OF}|\bsouth(?:ern)?\b", rf"北{_SIDE_OF}|\bnorth(?:ern)?\b"),
    (rf"东{_SIDE_OF}|\beast(?:ern)?\b", rf"西{_SIDE_OF}|\bwest(?:ern)?\b"),
    (r"上游|\bupstream\b", "中游", r"下游|\bdownstream\b"),
    ("上半年", "下半年"),
    ("上午", "下午", "晚上"),
    ("白天", "夜间"),
    (r"公路|\broad\b", r"铁路|\brail(?:way)?\b"),
    ("货运", "客运"),
    (r"国有|\bstate-owned\b", r"民营|私营|\bprivate\b", "外资"),
    (r"国内|\bdomestic\b", r"国外|境外|海外|\bforeign\b"),
    (
        r"居?民?住宅|民居|民房|\bhomes\b|\bhouses\b",
        r"办公楼|写字楼|\boffices\b|\boffice (?:blocks|buildings)\b",
        r"厂房|\bfactories\b",
        r"商铺|\bshops\b",
    ),
    (r"小学|\bprimary\b", r"中学|\bsecondary\b", r"大学|\buniversity\b"),
    (r"男子|\bmen\b", r"女子|\bwomen\b"),
    (r"免费|\bfree\b", r"收费|\bpaid\b"),
    ("公开", "秘密"),
    ("进口", "国产"),
    ("书面", "口头"),
    ("需要|必须", "不需要|不用|无需|不必"),
)
"""To add a group, add an entry."""
_EXCLUDES = re.compile(r"[是为在]|位于|属于|不需|不用|无需|不必|\b(?:is|are|was|were)\b")
"""Only what or where a thing is excludes the counterpart: a firm that builds homes may build shops as well."""
_ALL = re.compile(r"全部|所有|均已?|全都|\ball\b|\bevery\b")
_PART = re.compile(r"部分|多数|半数|一半|[一二三四五六七八九]成|\d%|\b(?:some|most|many|half|part|percent)\b")
SAYS_IT = 0.7
_ORDINAL = re.compile(rf"第[一二三四五六七八九十\d]+(?=[{HAN}])|\b(?:first|second|third|fourth|fifth)\b")
_FIRST = re.compile(r"(?:首|头一)(?=[座个条家款次颗例届位列艘架台部])")


_IN_DIGITS = re.compile(r"第(\d{1,2})(?!\d)")
_HAN_DIGITS = "零一二三四五六七八九"


def with_ordinals(text: str) -> str:
    """Write 首座 and 头一座 as 第一座, and 第13届 as 第十三届."""
    return _IN_DIGITS.sub(lambda match: f"第{_in_han(int(match[1]))}", _FIRST.sub("第一", text))


def _in_han(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = _HAN_DIGITS[ones] if ones or not tens else ""
    return f"{_HAN_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{digits}"


def counterparts(statement: str, text: str, *, anywhere: bool = False) -> Iterator[str]:
    """The statement with a word after its subject replaced by the counterpart that the text has.

    Unless `anywhere`, only for a statement about what or where something is.
    """
    folded = fold(statement)
    if not (anywhere or _EXCLUDES.search(folded)):
        return
    start = len(subject(statement)) if has_han(folded) else 1
    for place, written, other in _exchanges(folded, fold(text)):
        if place >= start:
            yield f"{statement[:place]}{other}{statement[place + len(written) :]}"


def opposites(sentence: str, text: str) -> Iterator[str]:
    """The words of the sentence for which every matching clause of the text has the counterpart."""
    if is_han(sentence) != is_han(text):
        return
    there = [with_ordinals(clause.whole) for clause in clauses(text)]
    for mine in clauses(with_ordinals(sentence)):
        best, fitting = closest(mine.whole, there)
        found = [
            _more_than_a_part(fold(mine.whole), fold(there[place]))
            or [words for _, words, _ in _exchanges(fold(mine.whole), fold(there[place]))]
            for place in fitting
        ]
        if best >= SAYS_IT and found and all(found):
            yield found[0][0]


def _more_than_a_part(folded: str, text: str) -> list[str]:
    """The words for "all" if the text speaks only of a part: 所有 for 近九成."""
    found = _ALL.findall(folded)
    return found if not _ALL.search(text) and _PART.search(text) else []


def _exchanges(folded: str, text: str) -> Iterator[tuple[int, str, str]]:
    for group in _GROUPS:
        for one in group:
            others = dict.fromkeys(m[0] for other in group if other != one for m in re.finditer(other, text))
            if not re.search(one, text):
                yield from ((m.start(), m[0], other) for m in re.finditer(one, folded) for other in others)
    mine, theirs = list(_ORDINAL.finditer(folded)), _ORDINAL.findall(text)
    if len(mine) == len(theirs) == 1 and mine[0][0] != theirs[0]:
        yield mine[0].start(), mine[0][0], theirs[0]
