"""What may be quoted: complete, undamaged sentences, or the part of a crawled line that is one.

Crawled text contains page titles, keyword lists, rows of links, and sentences truncated by a search engine with "...".
A quote leaves out text in front of the sentence and the truncated clause; a row of a table is quoted with its header.
"""

import re

from corpus.cleaning.lines import CHROME, Kind, kind
from corpus.cleaning.mojibake import damaged_spans
from corpus.text.script import HAN, has_han, is_han

FEWEST_HAN, FEWEST_WORDS = 4, 3
"""Minimum Han characters, or words of another script, of a quote."""

MAX_TABLE_CHARS = 200
"""Maximum characters of a row quoted with its table from the header on."""

_GAP = re.compile(r"\s{2,}|[\t\u3000]\s*")
"""Crawled text may have runs of spaces in place of line breaks."""
_CUT_BEHIND = re.compile(r"\s*\.{3,}[\s)）”’\"]*$|\s…+\s*$")
_CUT_BEFORE = re.compile(r"(?:\.{3}|…)\s*$")
_GOES_ON = re.compile(r"^[年月日号的了着过和与及等中上下后前里内，,、。；;）)」』”]|^.{1,2}[，,、]")
_CLAUSE = re.compile(r"[，,；;、（(]")
_LABEL = re.compile(
    r"^(?:来源|稿源|作者|责?任?编辑|字[号体]大?小?|日期|发布(?:时间|日期)|原标题|关键词|标签|摄影|当前位置|首页|即时新闻|output|source|author|keywords|tags)\s*[:：>=丨|]"
    r"|^(?:图表?|表)\s*\d+\s*[:：]"
)
_WIDGET = re.compile(r"(?:浏览|阅读|点击)(?:次数|量|数)\s*[:：]\s*\d|微信扫描|找到更多相关")
_INVITES = re.compile(r"扫码|扫一扫|扫描二维码|点击(?:查看|进入|下载)|展开(?:全部|更多)")
"""Words of a page's buttons; inside a complete sentence, they are news: 公交车支持扫码乘车。"""
_SITE = re.compile(r"[_|｜—-]\s*(?:百度|搜狗|搜狐|新浪|网易|腾讯|凤凰|知乎|豆瓣|维基|360|wikipedia)\S{0,6}$", re.I)
_BYLINE = re.compile(
    rf"^(?:.{{0,12}}(?:记者|通讯员|摄影|作者|编辑|撰文|图文?|文)[\s/|:：丨]*[{HAN}\s·、]{{2,16}}(?:摄影?|报道|文|图)?|by [A-Z][\w.-]+(?: [A-Z][\w.-]+){{0,2}})$",
    re.I,
)
_SAYS = re.compile(
    rf"^[{HAN}·、“”]{{1,16}}?(?:(?:解释|介绍|补充|告诉记者|强调|如是)?说|表示|指出|认为|介绍|强调|谈到|称)[。.：:，,]*$"
    r"|^[\w.,’' -]{1,40} (?:said|says|added|explained|noted)(?: (?:he|she|they|[A-Z]\w+))?[.:,]*$"
)
"""An attribution without the statement."""
_SEPARATOR = re.compile(r"\s[·•>»]\s|[_|｜丨]")
_SEPARATORS = 3
"""Minimum separators of a line of links; a line with fewer may be a table row."""
_ROW = re.compile(r"^\|.*\|$")
_RULE = re.compile(r"^\|(?:\s*:?-{3,}:?\s*\|)+$")
_END = re.compile(r"[。！？!?；;][”’」』）)】》\"']*$|[a-z\d%)\]”\"']\.[”’\"')]*$", re.I)
_ITEM = re.compile(
    r"^(?:[-*•●·■◆—]+|\d{1,2}[.、)）]|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、是]|首先|其次|再次|最后|第[一二三四五六七八九十])|[:：]\s*\S"
)
_PREDICATE = re.compile(
    r"[是为有在将于对由被把达超增减升降建设签获召开立任位发布施推打造称表指介承担括属成选夺致导生产启运映始结束计划要求需可应该会能使让用行供持提加快拥设布叫组构融入参通过确决宣了着没不未曾已与至到出现执演]"
)
_FIGURE = re.compile(r"\d(?!\d{3}年|\d{0,3}年)|[一二三四五六七八九十百千万亿]{2,}")


def quotable(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Offsets of the quotable part of the sentence at these offsets; None if there is none."""
    if _ROW.match(text[start:end]):
        return _row(text, start, end)
    if damaged_spans(text[start:end]):
        return None
    start, end = _from_front(text, start, end), _to_cut(text, start, end)
    return (start, end) if start < end and _is_sentence(text[start:end]) else None


def _row(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A table row with the lines above it up to the header; the row alone if that is too long, None for the header."""
    first = start
    while (above := text.rfind("\n", 0, max(first - 1, 0)) + 1) < first and _ROW.match(text[above : first - 1].strip()):
        first = above
    following = text[end + 1 : (text.find("\n", end + 1) + 1 or len(text) + 1) - 1]
    if _RULE.match(text[start:end]) or _RULE.match(following):
        return None
    return (first if end - first <= MAX_TABLE_CHARS else start), end


def _from_front(text: str, start: int, end: int) -> int:
    """The start of the sentence, after any labels, titles, bylines or rest of a truncated clause in its line."""
    if _CUT_BEFORE.search(text, max(0, start - 6), start) and _GOES_ON.match(text[start:end]):
        clause = _CLAUSE.search(text, start + 1, end)
        start = clause.end() if clause else end
    for gap in _GAP.finditer(text, start, end):
        if _is_sentence(text[start : gap.start()]):
            break
        start = gap.end()
    return start


def _to_cut(text: str, start: int, end: int) -> int:
    """The end of the last complete clause of the sentence."""
    cut = _CUT_BEHIND.search(text, start, end)
    if cut is None:
        return end
    clauses = [mark.start() for mark in _CLAUSE.finditer(text, start, cut.start())]
    return clauses[-1] if clauses else start


def _is_sentence(said: str) -> bool:
    """Whether text is a statement: it has an end mark, predicate or figure, or is a list item, and is no mere label."""
    if kind(said) in CHROME | {Kind.STAMP, Kind.BUTTON} or _LABEL.match(said) or _WIDGET.search(said):
        return False
    invites = _INVITES.search(said)
    if invites and (invites.start() == 0 or not _END.search(said)):
        return False
    if _SAYS.match(said) or _SITE.search(said) or _BYLINE.match(said) or len(_SEPARATOR.findall(said)) >= _SEPARATORS:
        return False
    if not is_han(said):
        words = len(re.findall(r"[^\W\d_]+", said)) + bool(_END.search(said))
        return words >= FEWEST_WORDS or (has_han(said) and bool(_FIGURE.search(said)))
    if sum(c.isalnum() for c in said) < FEWEST_HAN:
        return False
    return bool(_END.search(said) or _ITEM.search(said) or _PREDICATE.search(said) or _FIGURE.search(said))
