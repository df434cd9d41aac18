"""Facts in a news sentence that a question can ask for, found by patterns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from index.reading.types import Span

HAN = r"[\u4e00-\u9fff]"
FIGURE = re.compile(
    r"(?:约|近|超|超过)?(\d[\d,.]*\d|\d)(?:多|余)?(?:万|亿|万亿)?(?:多|余)?"
    r"(元|美元|欧元|人次|人|名|公里|千米|亩|公顷|吨|平方米|平方公里|立方米|件|家|个|次|辆|户|米|小时|分钟|天|岁|项|场|所|座|套|种|支|头|级|倍|分|℃|毫米|架|艘|台|只|本|页)"
)
PERCENT = re.compile(r"\d[\d.]*(%)")
RANK = re.compile(r"第[一二三四五六七八九十\d]{1,3}(名|位|届|次|个|批|大|代)")
DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年(?:底|初)?|\d{1,2}日(?:上午|下午|晚|凌晨)?")
TITLES = (
    "主任|书记|市长|局长|教授|主席|院长|经理|董事长|总裁|部长|县长|专家|医生|校长|所长|总监|发言人|研究员|队长|村民|负责人|教练|"
    "总统|总理|首相|外长|会长|创始人|导演|演员|主帅|球员|站长|处长|司长|省长|区长|镇长|律师|博士|院士"
)
NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟"
    "熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
PERSON = re.compile(
    rf"((?:{TITLES}))([{NAMES}]{HAN}{{1,2}})(?=说|表示|介绍|告诉|认为|指出|坦言|透露|在|对|,|、|率|出席|主持)"
)
DOER = re.compile(
    rf"(?<=[,。;:、])([{NAMES}]{HAN}{{1,2}})(?=获得|获|夺得|夺冠|当选|出任|担任|执导|主演|饰演|创作|发现|去世|逝世|辞|宣布|摘得|接任|率|成为|出席|发明)"
)
FOREIGN = re.compile(
    rf"(?<!{HAN}{{6}})({HAN}{{2,5}}·{HAN}{{2,6}}?)(?=说|表示|在|于|的|、|,|。|认为|宣布|和|与|对|是|将|获|当选)"
)
PLACE = re.compile(
    rf"(?<=[在于])({HAN}{{2,9}}(?:省|市|县|区|镇|村|大学|医院|机场|中心|公园|广场|学校|体育馆|会议中心))"
)
GROUP = re.compile(
    rf"(?<=[由与和向对据从,。:])({HAN}{{2,10}}?(公司|集团|委员会|研究院|研究所|大学|学院|银行|法院|协会|医院|公安局|检察院|俱乐部|基金会))(?!{HAN}?(?:主任|书记|院长|局长))"
)
WORK = re.compile(r"《[^》]{2,20}》")
CALLED = re.compile(r"(?<=[为做是叫个以])“([^”]{2,14})”")
CAUSE = re.compile(r"(?:由于|因为|(?<=[,。;:])(?:因(?![此而])|受))([^,。;:!?]{4,36})(?=,)")
PURPOSE = re.compile(r"(?:为了|旨在)([^,。;:!?]{5,36})(?=[,。])")
MEANS = re.compile(
    rf"(?:^|(?<=[,。\s]))((?:(?!这|那|他|她|它|我|你|就|都|也|还|不|但|而|如|只|更|又|其|该|此){HAN}){{2,14}})是((?!因为|为了|由于|在|从|要|否|不|可以|能)[^,。;:!?]{{4,36}})(?=[,。])"
)
ATTRIBUTES = (
    "建筑面积|占地面积|面积|总投资|投资|产值|均价|售价|价格|全长|长度|人口|销量|销售额|收入|营收|净利润|利润|金额|总额|产量|规模|数量|"
    "年龄|身高|票房|市值|股价|跌幅|涨幅|增速|占比|比例|最高气温|气温|温度|降雨量|降水量|高度|深度|速度|里程|重量|容量|订单|费用|成本|奖金|罚款|总量|"
    "余额|融资|工资|收视率|死亡人数|得票率|产能|注册资本|补贴|跌价|客流|客流量|发电量|出口|进口|学费|得分|比分|播放量"
).split("|")
_ASIDE = re.compile(r"返回搜狐|责任编辑|责编|来源:|摄影|图源|版权|扫码|公众号|免责|\(记者|点击|网友评论")
"""Text that is not part of the article itself: credits, copyright, links."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a question can ask for: its offsets, the question words for it, and the match that found it."""

    kind: str
    span: Span
    words: tuple[str, ...]
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class _Kind:
    pattern: re.Pattern[str]
    group: int
    words: tuple[str, ...]
    weight: float = 1.0


WHERE, WHEN = ("哪里", "什么地方", "哪儿"), ("什么时候", "哪天", "何时", "哪一天")
KINDS = {
    "figure": _Kind(FIGURE, 0, ("多少", "几")),
    "percent": _Kind(PERCENT, 0, ("多少", "百分之多少")),
    "rank": _Kind(RANK, 0, ("第几",)),
    "date": _Kind(DATE, 0, WHEN),
    "person": _Kind(PERSON, 2, ("谁",), 4),
    "doer": _Kind(DOER, 1, ("谁",), 4),
    "foreign": _Kind(FOREIGN, 1, ("谁",), 2),
    "place": _Kind(PLACE, 1, WHERE, 2),
    "group": _Kind(GROUP, 1, ("哪个单位", "哪家机构"), 2),
    "work": _Kind(WORK, 0, ("什么", "哪个"), 1.5),
    "called": _Kind(CALLED, 0, ("什么",), 1.5),
    "cause": _Kind(CAUSE, 1, ("为什么", "为何"), 4),
    "purpose": _Kind(PURPOSE, 1, ("为什么", "为何"), 3),
    "means": _Kind(MEANS, 2, ("什么",), 2),
}


def facts(text: str, sentence: Span) -> Iterator[Fact]:
    """The facts in a sentence."""
    if _ASIDE.search(text, *sentence):
        return
    for name, kind in KINDS.items():
        for match in kind.pattern.finditer(text, *sentence):
            yield Fact(name, match.span(kind.group), kind.words, match)


def pick(found: Sequence[Fact], random: Random) -> Fact:
    """A random fact, with rarer kinds preferred."""
    return random.choices(found, [KINDS[fact.kind].weight for fact in found])[0]
