"""The scope of a text: its subjects (counties, buildings, editions, companies) and periods (years, quarters, months).

Both are found by patterns. Two texts differ in scope if both name something of the same class and neither mentions
what the other names: 安宁县 and 柳泉县, Building 1 and Building 2, the first quarter and the first half.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from corpus.text.dates import MONTHS, PLURAL
from corpus.text.fold import Folded, fold
from corpus.text.numerals import han_number
from corpus.text.script import HAN
from qa.facts.dates import dates
from qa.facts.entities import PLACES

_PROVINCES = frozenset(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 "
    "内蒙古 广西 西藏 宁夏 新疆 香港 澳门".split()
)
_WIDE = frozenset(
    "中国 美国 英国 法国 德国 日本 韩国 俄罗斯 印度 欧盟 长江 黄河 珠江 汾河 滹沱河 京津冀 长三角 珠三角 大湾区".split()
)
"""Countries, rivers and regions, which occur in sentences about anything."""
_KNOWN = re.compile("|".join(sorted(set(PLACES) - _WIDE, key=len, reverse=True)))
SECTION = "段(?![落时位子式])"
"""A section of a railway or a road: 山西段."""
NO_SECTION = "阶路地一这那河时片手各该全每两三几首末前后中上下江海字线航分赛桥标频务选长半工波节点堤唱焦渠学整构逐号弧舞位龄辆间段游道"
"""Characters before 段 that do not end the name of a place: 阶段, 航段."""
_WORDS = {
    "省": "节反自跨等副任强务总请动通报有用关团出委分余立入行照加驻届",
    "市": "上超都夜股集债入楼牛退闹至后等中休收花菜鱼早",
    "镇": "古街重坐冰集特",
    "乡": "下返故水之回异他归梦侨出住有进撤以受着土族",
    "村": "驻进山古青居渔包开联入过出走有假度",
    "区": "政候业发济范洋景山园街郊学校城商牧林灾战海地特选辖流考疫禁老新矿库港护验易税片展赛分专站盲厂院震产营驻管病军监等领泛动湾跨航功心作生活舱舰",
    "段": NO_SECTION,
}
"""Characters that form an ordinary word with the suffix of a place name: 节省, 片区. Chosen by counts in news, where
such a word follows many different words instead of ending a few names.
"""
_PLACE = re.compile(
    rf"(?P<stem>[{HAN}]{{1,2}})(?P<what>省|市(?![场值民政容面价长委])|县(?![长委])|[镇乡](?![长村])|村(?![民庄长子])|街道|社区|小区|大学|医院|中学|小学|机场|水库|煤矿|电厂"
    rf"|大桥|仓库|博物馆|{SECTION}|区(?![域别间分长委]))"
    rf"|(?P<firm>[{HAN}]{{2}})(?:股份|有限|责任|控股|集团|科技|实业|投资|发展|工程|建设|新?材料|能源|煤业|电力|电子|汽车|医药|食品|文旅|传媒)*(?:公司|集团)"
)
_LATIN_PLACE = re.compile(
    r"\b(?P<stem>[A-Z][\w'-]+) (?P<what>County|City|District|Province|Town|Village|University|Hospital|Airport|Company|Group)\b"
)
_OF_PLACES = frozenset(
    "province prefecture county city district town village 省 市 县 区 镇 乡 村 街道 社区 小区".split()
)
"""Classes of subjects that are places, not institutions."""
_NO_NAME = frozenset(
    "全本该各我每外此同邻这那哪些几什么多的在为是和与及或个座家所内新老城农郊东西南北两三四五六七八九十一小大县市省区镇乡村路人司市年月日从于到由对了地群圈把将被让给使据"
)
"""Characters before 县 or 公司 that do not end a name: 全县, 该公司."""
_NUMBERED = re.compile(
    r"(?<![哪几每这那同任另])第?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<what>号楼|号线|号院|号馆|号机组|号门|期(?![间待货])|标段|届|赛季|中学|小学|医院|车间|栋|幢|单元|集(?!团)|章|产业|轮)"
    rf"|(?P<series>[{HAN}]{{2}}(?<![月日年]))(?P<k>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})号(?![楼线院馆机门文])"
    r"|\b(?P<before>building|block|line|phase|hall|gate|tower|chapter|season|lot) ?(?P<m>\d{1,3}|[a-d])\b"
    r"|\b(?P<o>\d{1,3})(?:st|nd|rd|th) (?P<behind>edition|session|congress|round|season|festival|fair|games)\b"
)
_QUARTERS = (
    (re.compile(r"first three quarters|\bq1[-–]q3\b|[三3]季报"), "1-9"),
    (re.compile(r"上半年|半年[度报]|中报|中期(?:报告|业绩)|first half|half[- ]year|\bh1\b"), "1-6"),
    (re.compile(r"下半年|second half"), "7-12"),
    (re.compile(r"(?<![上下前后这那每某同另单任哪])[一1]季[度报]|首季|first quarter|\bq1\b"), "1-3"),
    (re.compile(r"[二2]季度|second quarter|\bq2\b"), "4-6"),
    (re.compile(r"[三3]季度|third quarter|\bq3\b"), "7-9"),
    (re.compile(r"[四4]季度|fourth quarter|\bq4\b"), "10-12"),
    (re.compile(r"全年|full[- ]year|whole year"), "1-12"),
)
_QUARTERS_THROUGH = re.compile(
    r"(?:第?(?P<a>[一二三四1-4])(?:季度)?[-—–~至到]第?(?P<b>[二三四2-4])|前(?P<n>[二两三四2-4]))个?季度"
)
_MONTHS = re.compile(
    r"(?<!\d)(?P<a>\d{1,2})月?[-—~至到](?P<b>\d{1,2})月(?!\d{1,2}[日号])"
    r"|(?<![此之以])前(?P<n>1[0-2]|[2-9]|十[一二]?|[二两三四五六七八九])个?月(?!\d{1,2}[日号])"
)
"""Several months from the first one on: 1至8月, 前8月."""
_RELATIVE = (
    (re.compile(r"今年|(?<![日基根版样文课])本年(?![轻薪龄级纪])|this year"), 0),
    (re.compile(r"去年|last year"), -1),
    (re.compile(r"(?<![文发声昆光黎聪透三])明年(?![轻薪龄级纪])|next year"), 1),
)
_OF_A_PERIOD = "in the a an at end of same period time that those last previous prior preceding".split()
"""Words between "than" and the year that it compares with: than in the same period of 2021."""
_COMPARED = re.compile(
    r"(?:[比较](?:起|之)?(?=(?:19|20)\d\d|[去上前今明本往]一?个?[年月季]|同期|上半年|年[初末底]|\d{1,2}月|第?[一二三四1-4]季度|[\d一二三四五六七八九十]{1,3}年前)|同期"
    rf"|\b(?:compared (?:with|to)|than|from) (?:(?:{'|'.join((*_OF_A_PERIOD, *MONTHS))}) ){{0,6}}"
    rf"(?=years?\b|(?:19|20)\d\d\b(?! to \d|{PLURAL})))[^,，。;；]{{0,20}}"
    r"|\b(?:before|after|until|prior to|since|around|circa) (?:\w+ ){0,3}\d{4}\b"
    r"|[自从]?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:[之以][前后]|以来|起(?![来点源]))"
)
"""A period that is mentioned only for comparison or as a bound of the actual period."""
_BARE_YEAR = re.compile(
    r"(?<![\d.,~-])(?:19|20)\d\d(?![\d.,%~-]|\s?[a-z]|\s?[元万亿人吨米件名个多余户家辆公千美平英度分页亩套棵株艘架栋幢只匹枚份篇箱桶斤克岁倍秒例]"
    r"|\s?(?:台(?![北湾州风])|头(?![条号部等])|次(?![年日月])|座(?!谈)|项(?!目)|位(?![于列居])|条(?!例)|场(?![馆景地])|天(?![津宫府])|所|[欧日港韩]元|立方|小时))"
)
"""A year without 年: 2023春节档. A number before a counter is a count: 2000亩."""
_YEARS_THROUGH = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:年(?:\d{1,2}月)?(?:\d{1,2}[日号])?)?(?: to |(?<=between \d{4}) and |[至到—–~-])((?:19|20)\d\d)(?!\d)"
)
"""A range of years; every year in it counts."""
MAX_YEARS = 50
"""Years that are taken from a range at most, besides its last one."""
_SPACED = re.compile(r"(?<=\d) (?=[年月日])|(?<=[年月]) (?=\d)")
DATELINE = re.compile(r"^.{0,20}?\d{1,2}日[电讯]")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a text names: subjects by class, years, and parts of a year as months ("4-6")."""

    text: str
    subjects: Mapping[str, frozenset[str]]
    years: frozenset[int]
    parts: frozenset[str]

    def other_subject(self, other: "Scope") -> bool:
        """Whether both name subjects of the same class, and neither text mentions a subject of the other."""
        return any(
            not (mine & theirs)
            and not any(name in other.text for name in mine if _is_word(name))
            and not any(name in self.text for name in theirs if _is_word(name))
            for mine, theirs in ((mine, other.subjects.get(kind)) for kind, mine in self.subjects.items())
            if theirs
        )

    def naming(self, others: Iterable["Scope"]) -> "Scope":
        """The scope with those subjects of others that its text mentions without their class: 安宁 for 安宁县."""
        named: dict[str, set[str]] = {kind: set(mine) for kind, mine in self.subjects.items()}
        for kind, name in (
            (kind, name) for other in others for kind, theirs in other.subjects.items() for name in theirs
        ):
            if _is_word(name) and name in self.text:
                named.setdefault(kind, set()).add(name)
        return replace(self, subjects={kind: frozenset(names) for kind, names in named.items()})

    def without_places(self) -> "Scope":
        """The scope without places, for a question that asks for a place: the answer may lie in another one."""
        return replace(self, subjects={kind: names for kind, names in self.subjects.items() if kind not in _OF_PLACES})

    def other_period(self, other: "Scope") -> bool:
        """Whether both name years, or parts of a year, and have none in common."""
        return _disjoint(self.years, other.years) or _disjoint(self.parts, other.parts)


@lru_cache(maxsize=1_024)
def scope(text: str, published: date | None = None) -> Scope:
    """The scope of a text. `published` is the day that "this year" is relative to."""
    told = _SPACED.sub("", DATELINE.sub("", text))
    folded = fold(told)
    subjects: dict[str, set[str]] = {}
    for kind, name in (*_places(told, folded), *_numbered(folded)):
        subjects.setdefault(kind, set()).add(name)
    own = _without_compared(told)
    return Scope(
        folded,
        {kind: frozenset(named) for kind, named in subjects.items()},
        frozenset(_years(own, published)),
        frozenset(_parts(own)),
    )


def _places(text: str, folded: Folded) -> Iterator[tuple[str, str]]:
    for match in _KNOWN.finditer(folded):
        name = match.group()
        yield "province" if name in _PROVINCES else "prefecture", name
    for match in _PLACE.finditer(folded):
        stem = match["stem"] or match["firm"]
        if stem[-1] in _NO_NAME or stem[-1] in _WORDS.get(match["what"], "") or (match["firm"] and stem[0] in _NO_NAME):
            continue
        name = stem[1:] if len(stem) > 1 and stem[0] in _NO_NAME else stem
        # 塞尔维亚段 and 匈牙利段 are different sections, though the railway leads to 塞尔维亚.
        yield match["what"] or "firm", f"{name}段" if match["what"] == "段" else name
    for match in _LATIN_PLACE.finditer(text):
        yield match["what"].lower(), fold(match["stem"])


def _numbered(folded: Folded) -> Iterator[tuple[str, str]]:
    for match in _NUMBERED.finditer(folded):
        number = match["n"] or match["k"] or match["m"] or match["o"]
        value = None if number.isascii() else han_number(number)
        yield (
            match["what"] or match["series"] or match["before"] or match["behind"],
            f"{number if value is None else value}",
        )


def _years(text: str, published: date | None) -> Iterator[int]:
    yield from (day.year for day in dates(text) if day.year)
    yield from (int(match.group()) for match in _BARE_YEAR.finditer(fold(text)))
    for first, last in _YEARS_THROUGH.findall(fold(text)):
        yield from range(int(first), min(int(last), int(first) + MAX_YEARS))
        yield int(last)
    if published:
        yield from (published.year + offset for offset in relative_years(text))


def relative_years(text: str) -> frozenset[int]:
    """The years that a text names relative to its date, as offsets: -1 for "last year"."""
    folded = fold(_without_compared(text))
    return frozenset(offset for pattern, offset in _RELATIVE if pattern.search(folded))


def _without_compared(text: str) -> str:
    """The text without the periods that it only compares with, or that only bound its own."""
    spans = [match.span() for match in _COMPARED.finditer(fold(text))]
    kept = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    return "".join(text[start:end] for start, end in kept)


def _parts(text: str) -> Iterator[str]:
    folded = fold(text)
    for match in _QUARTERS_THROUGH.finditer(folded):
        yield f"{3 * _count(match['a'] or '1') - 2}-{3 * _count(match['b'] or match['n'])}"
    single = _QUARTERS_THROUGH.sub("", folded)
    for pattern, months in _QUARTERS:
        if pattern.search(single):
            yield months
    for match in _MONTHS.finditer(folded):
        yield f"{_count(match['a'] or '1')}-{_count(match['b'] or match['n'])}"
    whole = _MONTHS.sub("", folded)
    yield from (f"{day.month}-{day.month}" for day in dates(whole) if day.month and not day.day)


def _count(written: str) -> int:
    return int(written) if written.isdecimal() else int(han_number(written) or 0)


def _is_word(name: str) -> bool:
    return len(name) > 1 and not name.isdigit()


def _disjoint(one: Set[object], other: Set[object]) -> bool:
    return bool(one and other and not one & other)
