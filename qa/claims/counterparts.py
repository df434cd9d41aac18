"""Words that exclude each other in one place: what is the north engine is not the south engine, and a railway bridge no road bridge."""

import re
from collections.abc import Iterator

from corpus.text.fold import fold
from corpus.text.script import HAN, has_han
from qa.claims.subjects import subject

_SIDE_OF = r"(?=[引部面侧方边岸线门端翼麓城站坡极段])"
_GROUPS: tuple[tuple[str, ...], ...] = (
    (f"南{_SIDE_OF}", f"北{_SIDE_OF}"),
    (f"东{_SIDE_OF}", f"西{_SIDE_OF}"),
    ("上游", "中游", "下游"),
    ("上半年", "下半年"),
    ("公路", "铁路"),
    ("国有", "民营", "私营", "外资"),
    ("国内", "国外", "境外", "海外"),
    ("住宅", "办公楼", "写字楼", "厂房", "商铺"),
    ("小学", "中学", "大学"),
    ("男子", "女子"),
    ("货运", "客运"),
    ("白天", "夜间"),
    ("上午", "下午", "晚上"),
    ("免费", "收费"),
    ("公开", "秘密"),
    ("书面", "口头"),
    ("必须", "不必"), ("需要", "不需要"), ("需要", "不用"), ("需要", "无需"), ("需", "不需"),
    (r"\bnorth(?=ern\b|\b)", r"\bsouth(?=ern\b|\b)"),
    (r"\beast(?=ern\b|\b)", r"\bwest(?=ern\b|\b)"),
    (r"\broad\b", r"\brail\b", r"\brailway\b"),
    (r"\bprivate\b", r"\bstate-owned\b", r"\bpublic\b"),
    (r"\bdomestic\b", r"\bforeign\b"),
    (r"\bhomes\b", r"\boffices\b", r"\boffice blocks\b", r"\bfactories\b", r"\bshops\b"),
    (r"\bprimary\b", r"\bsecondary\b"),
    (r"\bupstream\b", r"\bdownstream\b"),
    (r"\bfree\b", r"\bpaid\b"),
    (r"\bmen\b", r"\bwomen\b"),
)
"""A further group is one more entry."""
_EXCLUDES = re.compile(r"[是为在]|位于|属于|\b(?:is|are|was|were)\b")
"""Only what a thing is, and where, leaves no room for another: a firm that builds homes may build shops as well."""
_ORDINAL = re.compile(rf"第[一二三四五六七八九十\d]+(?=[{HAN}])|\b(?:first|second|third|fourth|fifth)\b")
_FIRST = re.compile(r"(?:首|头一)(?=[座个条家款次颗例届位列艘架台部])")


def with_ordinals(text: str) -> str:
    """首座 and 头一座 as 第一座."""
    return _FIRST.sub("第一", text)


def counterparts(statement: str, text: str, *, anywhere: bool = False) -> Iterator[str]:
    """The statement with a word's counterpart in its place; only what is said of its subject, and `anywhere` any verb."""
    folded = fold(statement)
    if not (anywhere or _EXCLUDES.search(folded)):
        return
    start = len(subject(statement)) if has_han(folded) else 1
    for place, written, other in _exchanges(folded, fold(text)):
        if place >= start:
            yield f"{statement[:place]}{other}{statement[place + len(written) :]}"


def _exchanges(folded: str, text: str) -> Iterator[tuple[int, str, str]]:
    for group in _GROUPS:
        for one in group:
            others = [match[0] for other in group if other != one for match in re.finditer(other, text)]
            yield from ((m.start(), m[0], other) for m in re.finditer(one, folded) for other in dict.fromkeys(others))
    mine, theirs = list(_ORDINAL.finditer(folded)), _ORDINAL.findall(text)
    if len(mine) == len(theirs) == 1 and mine[0][0] != theirs[0]:
        yield mine[0].start(), mine[0][0], theirs[0]
