"""Titles that a "who" asks for, and what a text says that speaks of them: no champion without a victory."""

import re
from collections.abc import Mapping

_OFFICES = "书记|市长|省长|州长|县长|区长|镇长|乡长|村长|主任|主席|总统|总理|首相|董事长|经理|总裁|首席执行官|局长|处长|部长|厅长|院长|会长|校长|行长|队长|司令|发言人"

TITLES: Mapping[re.Pattern[str], re.Pattern[str]] = {
    re.compile(r"冠军$|\b(?:champions?|winner)$"): re.compile(
        r"冠|第一|金牌|摘金|折桂|捧杯|夺魁|榜首|胜|赢|奖|champion|w[io]n"
    ),
    re.compile(r"亚军$|\brunner-up$"): re.compile(r"亚|第二|银牌|runner-up|second"),
    re.compile(r"(?:得主|获得者|赢家)$"): re.compile(r"得|获|夺|摘|奖|冠|赢"),
    re.compile(r"导演$|\bdirector$"): re.compile(r"导|指导|direct"),
    re.compile(r"(?:主演|演员)$|\b(?:actor|actress|star)$"): re.compile(r"演|饰|出镜|star|act"),
    re.compile(r"编剧$"): re.compile(r"编|剧本"),
    re.compile(r"(?:作者|作家)$|\b(?:author|writer)$"): re.compile(r"作|写|著|撰|wr[io]t|author"),
    re.compile(r"(?:歌手|演唱者)$|\bsinger$"): re.compile(r"歌|唱|s[iau]ng"),
    re.compile(r"教练$|\bcoach$"): re.compile(r"教练|主帅|执教|coach"),
    re.compile(r"(?:创始人|创办人)$|\bfounder$"): re.compile(r"创|建立|成立|found"),
    **{re.compile(f"{office}$"): re.compile(office) for office in _OFFICES.split("|")},
}
"""By what ends the attribute that is asked for, what speaks of it. A new title is one more entry; all text is folded."""


def spoken_of(attribute: str, text: str) -> bool:
    """Whether a text speaks of the title that an attribute names; True where it names none."""
    return all(said.search(text) for title, said in TITLES.items() if title.search(attribute))
