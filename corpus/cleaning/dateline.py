"""The line on which a page says when and where it was published.

`2022年08月06日 12:08 - 来源:山西日报`, `发布时间:2023-05-09 20:36:00 来源:人民资讯`, `人民网 2022-03-24`: dates,
labelled fields and at most the name of an outlet, nothing else. A sentence with a date in it is no dateline.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from corpus.cleaning.lines import TIME, without_dates, words_of
from corpus.cleaning.vocabulary import BUTTON_BAR
from corpus.text.dates import find_dates
from corpus.text.fold import Folded, fold
from corpus.text.script import HAN

MAX_DATELINE_CHARS = 200
MAX_SOURCE_CHARS = 40
MAX_REMARK_CHARS = 40

SOURCE = "(?:信息|文章|新闻|稿件|内容|本文)?来源于?|稿源|出处|来自|(?:本文)?转自|转载自|source"
PUBLISHED = "(?:发布|发表|发稿|创建|成文|公布|刊发)(?:时间|日期|于)|published(?: on)?|posted(?: on)?"
UPDATED = "(?:最后|最近)?(?:更新|修改)(?:时间|日期|于)|(?:last )?(?:updated|modified)(?: on)?"
DAY = "时间|日期|date"
OTHER = (
    "作者|记者|通讯员|撰文|责任编辑|责编|编辑|校对|审核|类别|栏目|分类|频道|字号|字体|点击(?:数|量|率)?|浏览(?:数|量|次数)?"
    "|阅读(?:数|量|次数)?|访问(?:数|量|次数)?|评论(?:数)?|人气|关键词|标签|发布(?:机构|者|人|单位|部门)|索引号|文号|发文字号|主题词|ip属地|author"
)
# Not after another Han character: 资金来源 and 截止时间 are other things.
LABEL = re.compile(
    rf"(?<![{HAN}a-z])(?:(?P<source>{SOURCE})|(?P<published>{PUBLISHED})|(?P<updated>{UPDATED})|(?P<day>{DAY})|(?:{OTHER}))\s?[:】]\s{{0,3}}"
)
# A value ends where the next thing begins: a bar, a gap, a dash, a date, a button.
GAP = re.compile(
    r"\s{0,3}(?:[|│丨]|\s\s|\s[-–—]\s|\s(?=\d{4}[-年/.])|\s[\[【(]?(?:分享|打印|字[号体]|收藏|评论|复制|关闭|纠错))"
)

# What an outlet's name ends in, where it stands beside a date without a label.
OUTLET = re.compile(
    r"[\w·\s-]{0,20}(?:网站?|[^公汇通申简]报|社|电视台|电台|广播|新闻|客户端|资讯|频道|在线|周刊|杂志|政府|发布|财经|头条|新浪|搜狐|网易|腾讯"
    r"|news|times|post|daily|reuters|xinhua|guardian|journal|\b(?:bbc|cnn|afp|ap))"
)
PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏"
    "|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾"
)
# Where a platform says that it was posted, who posts there, and the page of a paper.
POSTED = re.compile(
    rf"发[表布]于(?:[{HAN}]{{2,6}}|(?=\s?\d{{4}}))|(?:昨天|今天|前天|刚刚)(?=\s|\d)|(?<=日)[讯電电](?![{HAN}])|优质(?:原创)?(?:作者|创作者)|[{HAN}]{{2,6}}领域创作者"
    r"|(?:阅读|浏览|点击|评论|播放)(?:量|数|次数)?\s?\d[\d.,]{0,9}\s?[万w]?\+?|(?:已有)?\d{1,9}(?:人|条)(?:评论|参与|跟贴)"
    rf"|(?<![{HAN}])(?:见习|实习|首席|特约)?(?:记者|通讯员|作者|撰文)\s[{HAN}·]{{2,8}}(?:\s[{HAN}·]{{2,4}}){{0,3}}(?=\s|$)|(?<=\s)(?:{PROVINCES})$|"
    rf"ip属地:?\s?[{HAN}]{{2,6}}|(?:上午|下午|晚上|凌晨|早上|中午|傍晚)(?=\s|\d|$)|\bat\b"
    rf"|(?:[{HAN}\w]{{2,20}})?官方[账帐]号|第?\s?[a-z]?\d{{1,3}}\s?版(?:面)?(?:\s?[:：]\s?[{HAN}·]{{1,8}}|\s[{HAN}·]{{1,4}}$)?"
)
WRITER = re.compile(r"\bby [a-z][a-z.'’ -]{2,40}")

# What has run on behind a source, without a gap.
BEHIND_SOURCE = re.compile(
    r"(?<=..)\s{0,3}(?:(?:作者|责任编辑|责编|编辑|记者|通讯员|校对|发布时间|时间|日期|阅读|浏览|点击)[数量]?\s?[:：].*|我?要?举报.*|分享到?|原创稿?|(?:已有)?\d{1,9}(?:人|条)(?:评论|参与|跟贴).*)$"
)
ADDRESS = re.compile(r"https?:|www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org)(?:[/:]|$)", re.I)

NO_SOURCE = frozenset(
    "nan none null 本站 本站原创 本网 原创 网络 互联网 网络整理 综合 不详 未知 其他 其它 佚名".split()
)

EDGES = ' \t\xa0\u3000|/()（）[]【】<>《》:：,，;；·•—–-。."“”'


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the line says; `labelled` when it says so in words (来源, 发布时间), `timed` when it has a time of day."""

    published: date | None
    source: str
    labelled: bool
    timed: bool
    updated: bool = False
    """Whether the day is only the one of a change."""

    @property
    def certain(self) -> bool:
        """Whether it is more than a day, which may as well be the first of a chronicle or belong to a title."""
        return self.labelled or self.timed or bool(self.source)


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value, half-open: `label` to `start` is the label, `start` to `end` the value."""

    kind: str
    label: int
    start: int
    end: int


def dateline(line: str) -> Dateline | None:
    """What a line states of its publication, or None when it is no dateline."""
    line = line.strip()
    return _dateline(line) if 0 < len(line) <= MAX_DATELINE_CHARS else None


@lru_cache(maxsize=1024)
def _dateline(line: str) -> Dateline | None:
    folded = fold(line)
    if folded.endswith(("。", "!", "?")):
        return None
    fields = _fields(folded)
    free = _unlabelled(folded, fields)
    if free and not OUTLET.fullmatch(free):
        return None
    sources = [clean_source(line[f.start : f.end]) for f in fields if f.kind == "source"]
    published, stated = _published(folded, fields)
    labelled = any(sources) or (published is not None and any(f.kind in ("published", "updated") for f in fields))
    if not (published or labelled):
        return None
    name = free if free.isascii() else free.split()[-1]
    start = folded.find(name)
    unlabelled = [clean_source(line[start : start + len(name)])] if name and start >= 0 else []
    return Dateline(
        published,
        next(filter(None, sources + unlabelled), ""),
        labelled,
        bool(TIME.search(folded)),
        stated == "updated",
    )


def names_writers(line: str) -> bool:
    """Whether a line says nothing but who wrote or checked the page, under labels."""
    folded = fold(line.strip())
    fields = _fields(folded) if len(folded) <= MAX_REMARK_CHARS else []
    return bool(fields) and all(field.kind == "other" for field in fields) and not _unlabelled(folded, fields)


def _published(folded: Folded, fields: list[Field]) -> tuple[date | None, str]:
    """The day of publication and the kind of its label: 发布时间 counts before no label, and that before 更新时间."""
    days = []
    for found in find_dates(folded):
        label = next((field.kind for field in reversed(fields) if field.label < found.start), "")
        days.append((RANKS.get(label, 1), found.start, found.day, label))
    return min(days)[2:] if days else (None, "")


RANKS = {"published": 0, "updated": 2}


def _fields(folded: Folded) -> list[Field]:
    """The labelled fields. A day has no value here but is left to the search for dates: what stands behind it counts."""
    labels = list(LABEL.finditer(folded))
    fields = []
    for label, after in pairwise([*labels, None]):
        assert label
        start, end = label.end(), after.start() if after else len(folded)
        if label["day"] or label["published"] or label["updated"]:
            end = start
        elif gap := GAP.search(folded, start, end):
            end = gap.start()
        fields.append(Field(label.lastgroup or "other", label.start(), start, end))
    return fields


def _unlabelled(folded: Folded, fields: list[Field]) -> str:
    """What is left of the line without labelled fields, dates, a writer's name and buttons."""
    for field in reversed(fields):
        folded = Folded(f"{folded[: field.label]}  {folded[field.end :]}")
    rest = WRITER.sub(" ", without_dates(Folded(POSTED.sub("  ", folded)))).strip(EDGES)
    rest = rest.removeprefix("原创").strip()
    return "" if BUTTON_BAR.issuperset(words_of(rest)) else rest


def clean_source(name: str) -> str:
    """An outlet's name without what stands round it; empty when it is too long for a name or is an address.

    Portals cut long names off: a government's 门户网 is a 门户网站, and one outlet has one name.
    """
    name = BEHIND_SOURCE.sub("", name.strip(EDGES)).strip(EDGES)
    if len(name) > MAX_SOURCE_CHARS or ADDRESS.match(name) or name.lower() in NO_SOURCE:
        return ""
    return f"{name}站" if name.endswith("政府门户网") else name
