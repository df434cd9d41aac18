"""Removes what encyclopaedias put around an entry: edit links, citation marks, table of contents and edit history."""

import re
from itertools import takewhile

from corpus.cleaning.titles import ENCYCLOPAEDIA

EDIT = re.compile(
    r"\s?[\[［](?:编辑|編輯|edit)(?:\s?[|｜]?\s?(?:源代码|原始碼|编辑源代码|編輯原始碼|edit source))?[\]］]$", re.I
)
CITED = re.compile(
    r"\s?[\[［](?:(?:注|註)?\s?\d{1,3}(?:[-–,，]\d{1,3})*|来源请求|來源請求|需要引用|citation needed)[\]］]"
)
BUTTONS = frozenset(
    "0 播报 编辑 讨论 上传视频 收藏 查看我的收藏 有用+1 锁定 添加义项 同义词 秒懂百科 语音 跳转到导航 跳转到搜索 跳至導覽 跳至搜尋 维基百科，自由的百科全书 "
    "維基百科，自由的百科全書 展开全部 收起 查看更多".split()
)
CONTENTS = frozenset("目录 目錄 contents".split())
ENTRY = re.compile(r"(?:-\s)?(?:\d{1,2}(?:\.\d{1,2})*\s?[、.]?|[▪·•])\s?\S.{0,30}")
"""A line of the table of contents."""
HINTS = ("百科", "编辑", "編輯", "edit", "ikipedia", "ritannica")
"""Every entry contains one of these; a fast first test."""
MIN_MARKS = 2
"""The fewest headings with an edit link on an entry's page; a single one may just be mentioned in a text."""
CLOSING = frozenset("参考资料 參考資料 参考文献 參考文獻 参考来源 參考來源 外部链接 外部連結 references".split())
RECORD = re.compile(
    r"词条统计|浏览次数：\d|编辑次数：|最近更新：|词条标签：|突出贡献榜|取自[“「]|(?:隐藏)?分[类類]：|隱藏分類：|本[页頁]面最[后後]修[订訂]于|本站的全部文字|学术论文$|内容来自$"
)


def drop_encyclopaedia(text: str, named: bool = False) -> str:
    """The entry's own text, if the page is an encyclopaedia entry; other pages are unchanged.

    An entry is recognised by its edit links, by a line with the encyclopaedia's name, or because it is `named` as one.
    """
    if not named and not any(map(text.__contains__, HINTS)):
        return text
    lines = text.split("\n")
    named = named or any(ENCYCLOPAEDIA.search(line.strip()) for line in lines[:5])
    if not named and sum(EDIT.search(line[-20:].rstrip()) is not None for line in lines) < MIN_MARKS:
        return text
    contents = next((i for i, line in enumerate(lines) if line.strip().lower() in CONTENTS), len(lines))
    listed = sum(1 for _ in takewhile(lambda line: ENTRY.fullmatch(line.strip()), lines[contents + 1 :]))
    del lines[contents : contents + 1 + listed]
    own = [
        CITED.sub("", EDIT.sub("", line.rstrip()))
        for line in lines
        if (bare := line.strip()) not in BUTTONS and not RECORD.match(bare)
    ]
    said = max((i for i, line in enumerate(own) if line.endswith(("。", "！", "？", "”"))), default=len(own))
    closing = (i for i in range(said, len(own)) if own[i].strip("-• \t").lower() in CLOSING)
    return "\n".join(own[: next(closing, len(own))])
