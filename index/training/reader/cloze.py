"""Questions made by rule from news: a figure, a date, a person or a place of a sentence is asked for.

The question is a clause of the sentence with words left out. What the sentence before names as well is sometimes struck from the
answering sentence, as news leaves out a subject that is clear.
"""

import re
from collections.abc import Iterator, Sequence
from random import Random

from corpus.text.sentences import sentences
from index.reading.types import Span
from index.training.reader.examples import Example, around, window_example

FIGURE = re.compile(
    r"(?:约|近|超|超过)?(\d[\d,.]*\d|\d)(?:多|余)?(万|亿|万亿)?(?:多|余)?"
    r"(元|美元|人次|人|名|公里|千米|亩|公顷|吨|平方米|平方公里|立方米|件|家|个|次|辆|户|米|小时|分钟|天|岁|项|场|所|座|套|种|支|头|级|倍|分)"
)
PERCENT = re.compile(r"\d[\d.]*%")
DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年(?:底|初)?|\d{1,2}日(?:上午|下午|晚|凌晨)?")
PERSON = re.compile(
    r"(?:主任|书记|市长|局长|教授|主席|院长|经理|董事长|总裁|部长|县长|专家|医生|校长|所长|总监|发言人|研究员|队长|村民|负责人)"
    r"([王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤][\u4e00-\u9fff]{1,2})"
    r"(?=说|表示|介绍|告诉|认为|指出|坦言|透露|,)"
)
PLACE = re.compile(r"(?<=在|于)([\u4e00-\u9fff]{2,9}(?:省|市|县|区|镇|村|大学|医院|机场|中心|公园|广场|学校))")
KINDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (FIGURE, ("多少", "几", "")),
    (PERCENT, ("多少", "百分之多少", "")),
    (DATE, ("什么时候", "哪天", "何时", "")),
    (PERSON, ("谁", "")),
    (PLACE, ("哪里", "什么地方", "哪儿", "")),
)
PER_ARTICLE = 1
SHORTEST, LONGEST = 6, 34
STRUCK, NULL = 0.5, 0.8
"""How often a word that the sentence before has is struck from the answering one; how often there is a window without it."""

_CLAUSE = re.compile(r"[^,;:。!?!?]+")


def cloze_examples(articles: Sequence[str], random: Random) -> Iterator[Example]:
    """For each article a question with its window, and windows of the same article that lack the answer."""
    for text in articles:
        spans = sentences(text)
        found = [(n, m, words) for n, (a, b) in enumerate(spans) for m, words in _asked(text, a, b)]
        for number, match, words in random.sample(found, min(PER_ARTICLE, len(found))):
            span = match.span(1) if match.re in (PERSON, PLACE) else match.span()
            question = _question(text, spans[number], span, match, words, random)
            if question is None:
                continue
            yield _positive(question, text, spans, number, span, random)
            said = text[slice(*span)]
            lacking = [n for n, (a, b) in enumerate(spans) if n != number and said not in text[a:b]]
            if lacking and random.random() < NULL:
                near = min(lacking, key=lambda n: abs(n - number) + 3 * random.random())
                chosen = [n for n in around(text, spans, near, random) if n in lacking]
                yield window_example("cloze_null", question, text, spans, chosen)


def _asked(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    for pattern, words in KINDS:
        for match in pattern.finditer(text, start, end):
            yield match, words


def _question(
    text: str, sentence: Span, span: Span, match: re.Match[str], words: Sequence[str], random: Random
) -> str | None:
    """The clause around the answer, the answer asked for, some words left out."""
    clauses = [m.span() for m in _CLAUSE.finditer(text, *sentence)]
    at = next((n for n, (a, b) in enumerate(clauses) if a <= span[0] < b), None)
    if at is None:
        return None
    start, end = clauses[at]
    if at and (end - start < 14 or random.random() < 0.3):
        start = clauses[at - 1][0]
    unit = match.group(3) if match.re is FIGURE else ""
    word = random.choice(words)
    asked = f"{word}{unit}" if word else ""
    before, after = _shortened(text[start : span[0]], random), _shortened(text[span[1] : end], random)
    question = f"{asked}{after}{before}" if word and random.random() < 0.1 else f"{before}{asked}{after}"
    question = re.sub(r"[,;:“”\"'\s]+", "", question)
    if not SHORTEST <= len(question) <= LONGEST:
        return None
    return question + ("?" if word and random.random() < 0.7 else "")


def _shortened(text: str, random: Random) -> str:
    """The words of a text, one in four left out."""
    from jieba import dt

    drop = random.choice((0.0, 0.2, 0.4))
    return "".join(word for word in dt.cut(text, HMM=False) if random.random() >= drop)


def _positive(question: str, text: str, spans: Sequence[Span], number: int, span: Span, random: Random) -> Example:
    start, _ = spans[number]
    if number and random.random() < STRUCK:
        from jieba import dt

        said = text[slice(*spans[number - 1])]
        words = [w for w in dt.cut(text[start : span[0]], HMM=False) if len(w) > 1 and w in said and w in question]
        if words:
            cut = text.index(words[0], start)
            text = text[:cut] + text[cut + len(words[0]) :]
            gone = len(words[0])
            spans = [(a - gone if a > cut else a, b - gone if b > cut else b) for a, b in spans]
            span = (span[0] - gone, span[1] - gone)
    return window_example("cloze", question, text, spans, around(text, spans, number, random), (number, span))
