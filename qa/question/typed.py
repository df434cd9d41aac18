"""Correct what people type: homophone characters in names, questions in pinyin, colloquial and misspelt words.

Each is rewritten in the words of the articles, and a notice says what was replaced.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.fold import fold
from corpus.text.script import HAN, in_chinese
from index.crosslingual.pinyin_names import PassageCount, Readings, bridge
from qa.facts.entities import PLACES, SURNAMES
from qa.question.english_slips import english_slips


@dataclass(frozen=True, slots=True)
class Typed:
    """A corrected question, and its replacements: 朔洲 and 朔州."""

    question: str
    read: tuple[tuple[str, str], ...] = ()


_PLAIN = tuple(
    (re.compile(colloquial), usual)
    for colloquial, usual in (
        ("为啥", "为什么"), ("[,，]?(?:图的是?|图)(?:什么|啥)(?=[?？]?$)", "，为什么"), ("(?:干啥|干嘛|干什么)(?=[不要没又给把])", "为什么"),
        ("干啥|干嘛", "做什么"), ("有啥", "有什么"), ("啥时候?|多会儿|几时", "什么时候"), ("叫啥名?(?=[?？]?$)", "叫什么名字"), ("啥", "什么"),
        ("咋样", "怎么样"), ("咋", "怎么"), ("哪儿", "哪里"), ("了个什么", "了什么"), ("里头", "里"), ("点钟", "点"), (r"(?<=月)(\d{1,2}|[一二三十]{1,3})号", r"\1日"), ("那(?:边|事儿?|回事|会儿)", ""), ("咱们|咱", "我国"),
        ("到底|究竟|居然|竟然|一下子", ""), ("最后(?=[被给判怎选归])", ""), ("(?:啊|呀|来着|呢)(?=[?？]?$)", ""), ("(?<=了)没(?=[?？]?$)", "吗"), ("一共|总共|统共|拢共", "共"),
        (r"(?<=年)头(?=[一二三四五六七八九十两\d]+个?[年月季])", "前"), (r"头(?=[一二三四五六七八九十两\d]+(?:年|个月|天|季))", "前"),
        (rf"(?<=[{HAN}])那[场座个列批架艘条部届](?=[{HAN}]{{2}})", ""), (rf"^(?:那|这)个(?=[{HAN}]{{2,}}的)", ""),
    )
)  # fmt: skip
"""Colloquial words and what articles and the rules for questions know."""
_ASKED_FOR = tuple(
    (re.compile(rf"(?:{nouns})[?？。]?$"), asking)
    for nouns, asking in (
        ("地点|位置|地址", "在哪里"),
        ("时间|日期", "是什么时候"),
        ("人数|数量|总量|产量|销量|金额|总额|总值|产值|票房|面积|长度|高度|深度|价格|票价|投资|规模", "是多少"),
        ("原因|目的|内容|名字|名称", "是什么"),
    )
)
"""What a question asks for that is only a noun with what belongs to it."""
_ASKS = re.compile(r"什么|谁|哪|几|多[少大长高远重深宽快久]|怎|如何|何[时地处人]|是否|吗|为何|总结|列出|比较|介绍|概括")
_NAMED_TWICE = re.compile(rf"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)* ?[(（]([{HAN}·]{{2,}})[)）]")
"""A name in letters with its Chinese form behind it."""
_POST = re.compile(r"(?<=\bwhat )(?:post|job|office)(?= (?:does|did|do|is|was)\b)", re.IGNORECASE)
_PINYIN = {
    "shi": "是", "de": "的", "zai": "在", "he": "和", "you": "有", "le": "了", "shei": "谁", "shui": "谁", "ma": "吗", "nian": "年",
    "yue": "月", "ri": "日", "nali": "哪里", "nar": "哪里", "nage": "哪个", "naxie": "哪些", "shenme": "什么", "sheme": "什么",
    "shenmeshihou": "什么时候", "shihou": "时候", "duoshao": "多少", "jige": "几个", "ji": "几", "weishenme": "为什么",
    "zenme": "怎么", "zenyang": "怎样", "ruhe": "如何", "heshi": "何时", "duoda": "多大", "qian": "钱",
}  # fmt: skip
"""Question words in pinyin; all other words are looked up in the articles."""
_PINYIN_WORDS = re.compile(r"[a-zü']+(?: [a-zü']+)*")
MAX_WORDS = 16
"""Maximum words of a question in pinyin; a longer one is not taken for a question."""
SURER = 5
"""Minimum ratio of passages with the neighbouring characters after and before a correction: 于芯片 is not 于新片."""
_PLACE_ENDS = frozenset("省市县区镇乡村")
_PLACE_STARTS, _PLACE_SECONDS = map(frozenset, zip(*(place for place in PLACES if len(place) == 2), strict=True))
_LITTLE = frozenset("是的有在为和跟同那这与及或到从被把对谁哪什么多少几了吗呢个")
"""Characters of questions that nobody mistypes in a name."""
_RUN = re.compile(f"[{HAN}]+")


def as_typed(question: str, readings: Readings, passage_count: PassageCount) -> Typed:
    """The question without slips, in Chinese characters and plain words; quoted phrases stay as they are."""
    if not in_chinese(question):
        question = _POST.sub("position", _NAMED_TWICE.sub(r"\1", question))
        chinese = _from_pinyin(question, readings, passage_count)
        if chinese:
            return Typed(chinese, ((question.strip(), chinese),))
        misspelt = dict(english_slips(question, readings, passage_count))
        for written, meant in misspelt.items():
            question = re.sub(rf"\b{written}\b", meant, question)
        return Typed(question, tuple(misspelt.items()))
    plain = question
    for colloquial, usual in _PLAIN:
        plain = colloquial.sub(usual, plain)
    if any(mark in plain for mark in '“”"「」『』'):
        return Typed(plain)
    read = dict(_slips(plain, readings, passage_count))
    for written, meant in read.items():
        plain = plain.replace(written, meant)
    return Typed(_asking(plain), tuple(read.items()))


def _asking(question: str) -> str:
    """A noun phrase as the question that it stands for: 登陆地点 as 登陆地点在哪里."""
    asked = next((asking for noun, asking in _ASKED_FOR if noun.search(question)), "")
    return f"{question.rstrip('?？。')}{asked}？" if asked and not _ASKS.search(question) else question


def _from_pinyin(question: str, readings: Readings, passage_count: PassageCount) -> str:
    """A pinyin question in characters; "" if a word is not pinyin or no article has it."""
    asked = question.strip(" ?？.")
    words = asked.split()
    usual = [word for word in words if word in _PINYIN]
    if not (_PINYIN_WORDS.fullmatch(asked) and len(words) <= MAX_WORDS and 0 < len(usual) < len(words)):
        return ""
    found = ""
    for word in words:
        terms = [_PINYIN[word]] if word in _PINYIN else _terms(word, readings, passage_count)
        if not terms:
            return ""
        # Of several homophones choose the one that fits the previous word: 太原 and 市长, not 事长.
        found += next((term for term in terms if found and passage_count(found[-1] + term[0])), terms[0])
    return found


def _terms(word: str, readings: Readings, passage_count: PassageCount) -> tuple[str, ...]:
    """The article words with this pinyin, the likeliest first; none for an English word."""
    return next((e.terms for e in bridge(word, readings, passage_count) if e.written == word), ())


def _slips(question: str, readings: Readings, passage_count: PassageCount) -> Iterator[tuple[str, str]]:
    """Pairs of characters that occur in no article, each with a homophone pair that does: 朔洲 and 朔州.

    The neighbouring characters have to fit the new pair as well: most pairs that occur in no article are the end of one
    word and the beginning of the next.
    """
    for run in _RUN.findall(fold(question)):
        for i in range(len(run) - 1):
            pair = run[i : i + 2]
            if (
                _LITTLE.isdisjoint(pair)
                and not passage_count(pair)
                and (meant := _same_sound(run, i, readings, passage_count))
            ):
                run = run[:i] + meant + run[i + 2 :]
                yield pair, meant


def _same_sound(run: str, i: int, readings: Readings, passage_count: PassageCount) -> str:
    """The likeliest pair at i with one character replaced by a homophone; "" for none."""
    best, most = "", 0
    for at in (i, i + 1):
        if not _may_be_name(run, i, at):
            continue
        before, behind = run[max(0, at - 1) : at], run[at + 1 : at + 2]
        for syllable in _sounds(run[at]):
            for other, (_, rare) in readings.get(syllable, {}).items():
                if rare or other in _LITTLE:  # 能 as tai
                    continue
                made = run[i] + other if at > i else other + run[i + 1]
                together = passage_count(made) if other != run[at] else 0
                if together <= most or not _is_name(run, i, made, passage_count):
                    continue
                fits = all(
                    passage_count(pair) >= SURER * passage_count(old)
                    for pair, old in _beside(before, other, behind, run[at])
                )
                if fits:
                    best, most = made, together
    return best


def _may_be_name(run: str, i: int, at: int) -> bool:
    """Whether another character at `at` can make the pair at i a name; a cheap check before readings are looked up."""
    return (
        (run[i] in _PLACE_STARTS if at > i else run[i + 1] in _PLACE_SECONDS)
        or run[i + 2 : i + 3] in _PLACE_ENDS
        or (i > 0 and run[i - 1] in SURNAMES)
    )


def _is_name(run: str, i: int, made: str, passage_count: PassageCount) -> bool:
    """Whether a pair at i is a place or part of a personal name; other pairs give too many false corrections."""
    before, behind = run[max(0, i - 1) : i], run[i + 2 : i + 3]
    return (
        made in PLACES
        or (behind in _PLACE_ENDS and passage_count(made + behind) > 0)
        or (before != "" and before in SURNAMES and passage_count(before + made) > 0)
    )


def _beside(before: str, other: str, behind: str, written: str) -> Iterator[tuple[str, str]]:
    """The pairs with each neighbour after and before the replacement."""
    if before:
        yield before + other, before + written
    if behind:
        yield other + behind, written + behind


def _sounds(character: str) -> list[str]:
    """The toneless readings of a character, which may be absent from the articles."""
    from pypinyin import Style, pinyin

    return [*dict.fromkeys(*pinyin(character, style=Style.NORMAL, heteronym=True))]
