"""Unit classes of figures, and the class that a question asks for.

A class is recognised by the noun that is measured ("房价", "population") and by the text after or before its numbers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A class of figures: `asked` matches the attribute of a question, `figure` a sentence, both folded."""

    asked: re.Pattern[str]
    figure: re.Pattern[str]


NUMBER = r"(?:\d[\d,.]*|[〇零一二两三四五六七八九十百千万亿半]+(?:点[〇零一二三四五六七八九]+)?)"
_MANY = rf"{NUMBER}\s*(?:多|余|几)?\s*[百千万亿]*(?:多|余)?\s*(?:hundred|thousand|million|billion|trillion)?[ -]*"


def _measure(asked: str, unit: str, before: str = "") -> Measure:
    pattern = rf"{_MANY}(?:{unit})" + (rf"|(?:{before})\s*{NUMBER}" if before else "")
    return Measure(re.compile(asked), re.compile(pattern))


MEASURES: Mapping[str, Measure] = {
    "money": _measure(
        r"价|费$|费用|收费|租金|[门车船机]票|票房|营收|收入|利润|盈利|投资额|投资|资金|金额|税|薪|工资|成本|预算|产值|总值|gdp|罚|市值|贷款|债|捐款|奖金|多少钱"
        r"|\b(?:prices?|fares?|costs?|fees?|rents?|tax(?:es)?|salar(?:y|ies)|wages?|incomes?|revenues?|profits?|budgets?|investments?|sales|money|gdp|box office|fine[ds]?|how much .*\b(?:pay|paid|cost|spend|spent|earn|raise|donate|invest)|how (?:big|large) .*(?:holdings?|market|deal|order|loan|fund|debt|surplus|deficit|economy|business|industry|sector))\b",
        r"[日韩港欧美澳加]?元|块钱?|圆|美金|英镑|卢布|法郎|马克|镑|欧|港币|台币|令吉|卢比|比索|yuan|rmb|dollars?|euros?|pounds?|francs?|yen|cents?|[亿万](?!立方|平方|[人名户吨亩头只株])",
        r"us\$|[$¥€£]|rmb|cny|usd",
    ),
    "people": _measure(
        r"人数|人口|人次|多少人|几个?人|[死伤]亡?了?(?:多少|几)个?$|^[死伤]$|死亡|伤亡|遇难|死者|伤者|死伤|受伤|吞吐量|客流|观众|员工|职工|居民|学生数|读者|志愿者|网民|用户数?"
        r"|\b(?:population|people|persons|deaths|dead|casualties|victims|killed|injured|inhabitants|residents|employees|staff|workers|students|soldiers|troops|passengers|crew|guests|patients|children|women|visitors|tourists|athletes|lawmakers|journalists|refugees|captives|hostages)\b",
        r"人|名|位|口|户|万|亿|兵|people|persons?|inhabitants|residents|employees|workers|students|troops|soldiers|men|women|dead|deaths|killed|injured|(?!\.?\w|\s?%)",
    ),
    "area": _measure(
        r"面积|占地|\b(?:areas?|acreage|how large)\b",
        r"平方|平米|公顷|英亩|亩|㎡|square|sq|km²|km2|m²|hectares?|acres?|mu\b",
    ),
    "length": _measure(
        r"长度|全长|总长|身长|体长|多长$|长多少|高度|身高|多高|海拔|宽度|多宽|深度|多深|里程|距离|多远|直径|厚度"
        r"|\b(?:lengths?|heights?|widths?|depths?|distances?|altitude|elevation|diameter|how (?:long|tall|high|far|wide|deep)|miles|kilomet)",
        r"公里|千米|公尺|米|厘米|毫米|公分|里|海里|英里|英尺|英寸|尺|丈|光年|light[- ]years?|km|cm|mm|kilomet|met(?:re|er)s?|m\b|miles?|feet|foot|ft|inch",
    ),
    "share": _measure(
        r"(?<![功频辨])率$|比例|比重|占比|百分|增长|增幅|涨幅|降幅|上涨|下降|同比|份额"
        r"|\b(?:percent(?:age)?|share|proportion|rate|ratio|growth|fraction)\b",
        r"%|percent|per cent|个?百分点|成|倍|分之|pct|times",
        r"百分之|分之",
    ),
    "weight": _measure(
        r"产量|重量|体重|多重|吨位|产煤|产油|储量|\b(?:weights?|output|production|tonnage|how heavy)\b",
        r"吨|公斤|千克|克|斤|桶|立方|磅|[万亿](?!平方|亩|公顷|[元人名户米])|tonn?e?s?|kilograms?|kg|grams?|g\b|pounds?|lbs?|barrels?",
    ),
    "age": _measure(
        r"年龄|岁|享年|多大年|\b(?:ages?|how old)\b",
        r"周?岁|years? old|years? of age|year-old|(?!\.?\w|\s?%)",
        r"享年|aged?|享寿",
    ),
    "duration": _measure(
        r"多久|多长时间|时长|寿命|任期|工期|期限|多少年|几年|多少天|几天|几个?小时|几个月|判.*年"
        r"|\b(?:duration|how long|lifespan|how many (?:years|days|months|hours|minutes|weeks))\b",
        r"个?多?世纪|周?年|个?月|天|日|个?多?小时|分钟?|秒|周|个?星期|years?|months?|weeks?|days?|hours?|minutes?|seconds?|century|centuries|decades?",
    ),
    "energy": _measure(
        r"发电量|用电量|耗电量|电量$|度电|\b(?:electricity|energy)\b",
        r"千瓦时|兆瓦时|度|[kmgt]wh\b|(?:kilo|mega|giga|tera)watt[ -]hours?",
    ),
    "temperature": _measure(r"温度|气温|多少度(?!电)|\btemperatures?\b", r"°|℃|度|摄氏|degrees?", r"零下"),
    "speed": _measure(
        r"速度|时速|多快|\b(?:speeds?|how fast)\b", r"公里|千米|米|英里|节|马赫|km|mph|miles?|knots?|mach", r"时速"
    ),
}
"""Classes by name. To add a class, add an entry."""

_CLASSIFIERS = "回遍起例宗笔桩通封局个家名位条项次所份亩吨户件座处篇部辆艘架天岁倍层支只种国章集页场届门间扇颗枚首本册卷站台头匹棵株栋幢瓶箱袋套根张双对组批轮期节类款列趟班"
_ASKED_UNIT = re.compile(rf"(第?)(?:多少|几)\s*([{_CLASSIFIERS}])")
_NAMED_UNIT = re.compile(
    r"多少\s*[百千万亿]*(平方(?:公里|千米|米)|立方米|公里|千米|英里|海里|厘米|毫米|米|公顷|亩|吨|公斤|千克|[日韩港欧美]?元|岁|天|小时|分钟|千瓦时|摄氏度|度(?!电))"
)
_GENERAL = frozenset("个家")
"""Classifiers that stand for any other: 多少个企业 is answered by 12万家."""
_TIMES = "次趟回遍"
_ALIKE = ("位名人口", _TIMES, "座栋幢条", "辆台部", "支只队")
"""Classifiers that stand for each other: 几位 is answered by 5名."""
_SHARE = re.compile(
    r"几成|百分之几|(?:多[大少高]|什么|何种)的?比[例重]|比[例重]是多|\b(?:what|which) (?:share|percent(?:age)?|proportion)\b|^(?:share|percentage|proportion) of"
)
"""A question that asks for a share, whatever else it names."""
_CHANGE = re.compile(
    r"[涨增升降跌减快慢高低]了?(?:多少|几)|\bhow (?:much|far|fast|high) .*\b(?:fall|fell|ris|rose|grow|grew|drop|increas|declin|jump|climb|shrink|up|down|faster|slower)"
)
"""A question for a change, which may be told as a share."""


def measures_of(question: str, attribute: str) -> frozenset[str]:
    """The classes that a folded question asks for: by the unit that it names, else by the noun that it asks for."""
    if _SHARE.search(question):
        return frozenset({"share"})
    named = {name for name, measure in MEASURES.items() if measure.asked.search(attribute)}
    unit = _NAMED_UNIT.search(question)
    by_unit = {name for name, measure in MEASURES.items() if unit and measure.figure.match(f"1{unit[1]}")}
    found = (named & by_unit) or by_unit or named
    return frozenset(found | {"share"} if found and _CHANGE.search(question) else found)


def figure_pattern(question: str, measures: frozenset[str]) -> re.Pattern[str] | None:
    """Pattern of a matching figure; None if any number may match."""
    unit = _ASKED_UNIT.search(question)
    if unit and not (unit[2] in _GENERAL and "people" in measures):  # 死了几个 asks for people
        counted = next((f"[{alike}个]" for alike in _ALIKE if unit[2] in alike), unit[2])
        if unit[2] in _GENERAL:
            counted = f"[{_CLASSIFIERS}人]"
        elif unit[2] in _TIMES:
            counted = f"[人户车架班列]?{counted}"
        # The 15th is not a count, but the third time makes three times.
        ordinal = "" if unit[1] or unit[2] in _TIMES else r"(?<![第\d.一二三四五六七八九十百])"
        return re.compile(rf"{ordinal}{NUMBER}\s*(?:多|余|几)?[百千万亿]*(?:多|余)?[\"”]?个?{counted}")
    if not measures:
        return None
    return re.compile("|".join(MEASURES[name].figure.pattern for name in sorted(measures)))
