"""Removes the site name that portals and browsers add to titles: 标题_新闻频道_人民网, 标题 - 维基百科."""

import re

_ENDS = (
    "网站?|網站?|[^公汇匯通申简簡]报|[^公汇匯通申简簡]報|[频頻]道|客户端|新[闻聞]|在[线線]|电视台|電視台|博客|论坛|社区|门户|政府"
    r"|[省市县区州]\w{1,8}(?:局|厅|委|委员会|办公室)"
)
_NAMES = (
    r"知乎(?:专栏)?|简书|豆瓣|微博|bilibili|哔哩哔哩\w{0,6}|今日头条|微信公众(?:号|平台)|\w{2,4}(?:号|订阅)(?:·\w{1,4})?"
    r"|medium|[\w-]{1,20}\.(?:com?|cn|net|org)"
)
_ENCYCLOPAEDIA = r"\w{0,6}百科(?:全[书書]|[，,]\s?自由的百科全[书書])?|wikipedia(?:, the free encyclopedia)?|britannica"
SITE_NAME = re.compile(rf"(?:[^\W_]|[·. ]){{0,14}}(?:{_ENDS})|{_NAMES}|{_ENCYCLOPAEDIA}", re.I)

_BEHIND = r"(?:\s?(?:[_|｜]|-{1,3})\s?|\s[–—]{1,2}\s|(?<![–—])[–—])"
SITE = re.compile(rf"{_BEHIND}(?P<site>{SITE_NAME.pattern})(?:[（(][\w.]{{2,20}}[)）]|-The Paper|——\w{{2,8}})?$", re.I)
SET_OFF = re.compile(r"\s?(?:_|-{2,3}|\s[-–—]{1,2}\s)")
"""What comes before nothing but a site; a bar or a mere dash also comes between a column or topic and its headline."""
COMMON_NOUN = re.compile(r".*(?:社区|论坛|门户|(?<!人民)政府|局|厅|委|委员会|办公室)")
"""A site's name that a headline may end in just as well."""
ENCYCLOPAEDIA = re.compile(rf"{_BEHIND}(?:{_ENCYCLOPAEDIA})$", re.I)
SECTION = re.compile(r"\s?(?:[_|｜]|-{2,3})\s?(?:[^\W_]|·){1,12}$")
"""What may come between a title and its site."""
MIN_TITLE_CHARS = 4
"""A shorter one may be the name of a column before its heading; entries of an encyclopaedia can be any length."""
TITLE = re.compile(r"\A(?:标题|標題|题目|題目|title)\s?[:：]\s?", re.I)
MAX_TITLE_CHARS = 200


def title_of(line: str) -> str:
    """The title in a line, without its label and the name of the site."""
    line = line.strip()
    return without_site_name(TITLE.sub("", line, count=1)) if len(line) <= MAX_TITLE_CHARS else line


def without_site_name(title: str) -> str:
    """The title without the name of its site and the sections of the site before that, if it ends in such a name."""
    if len(title) > MAX_TITLE_CHARS:
        return title
    word = ENCYCLOPAEDIA.sub("", title)
    if word and word != title:
        return word
    found = _site_in(title)
    while found and found.start() >= max(MIN_TITLE_CHARS, found.end() - found.start() - 6):
        title = title[: found.start()]
        found = _site_in(title) or SECTION.search(title)
    return title


def _site_in(title: str) -> re.Match[str] | None:
    """The site at the end of a title. Behind a bar or a mere dash, it is the headline if it is longer than the rest."""
    found = SITE.search(title)
    if found is None or SET_OFF.match(found[0]):
        return found
    return None if len(found["site"]) > found.start() or COMMON_NOUN.fullmatch(found["site"]) else found


def site_of(window: str) -> str:
    """The name of the site at the end of a window title; "" if there is none."""
    found = _site_in(window.strip()[-MAX_TITLE_CHARS:])
    return re.split("[，,]", found["site"])[0] if found else ""
