"""Correct what people type: wrong characters in names and terms, questions in pinyin, colloquial and misspelt words.

Each is rewritten in the words of the articles, and a notice says what was replaced.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import product

from corpus.text.fold import fold
from corpus.text.script import HAN, in_chinese
from index.aliases.sets import bundled_aliases
from index.crosslingual.glosses import meanings_of
from index.crosslingual.pinyin_names import PassageCount, Readings
from qa.facts.entities import PLACES, SURNAMES
from qa.question.english_slips import english_slips
from qa.question.pinyin_questions import from_pinyin
from qa.question.word_bounds import cuts_word


@dataclass(frozen=True, slots=True)
class Typed:
    """A corrected question, and its replacements, as (written, meant): 朔洲, 朔州."""

    question: str
    read: tuple[tuple[str, str], ...] = ()


_PLAIN = tuple(
    (re.compile(colloquial), usual)
    for colloquial, usual in (
        ("为啥", "为什么"), ("[,，]?(?:图的是?|图)(?:什么|啥)(?=[?？]?$)", "，为什么"), ("(?:干啥|干嘛|干什么)(?=[不要没又给把])", "为什么"),
        ("干啥|干嘛", "做什么"), ("有啥", "有什么"), ("啥时候?|多会儿|几时", "什么时候"), ("叫啥名?(?=[?？]?$)", "叫什么名字"), ("啥", "什么"),
        ("咋样", "怎么样"), ("咋(?!舌)", "怎么"), ("哪儿", "哪里"), ("了个什么", "了什么"), ("里头", "里"), ("点钟", "点"), (r"(?<=月)(\d{1,2}|[一二三十]{1,3})号(?![线楼院厅馆门店桥井船])", r"\1日"), ("那(?:边(?![界境防疆缘陲])|事儿?|回事|会儿)", ""), ("咱们|咱", "我国"),
        ("到底|究竟|居然|竟然|一下子", ""), ("最后(?=[被给判怎选归])", ""), ("(?:啊|呀|来着|呢)(?=[?？]?$)", ""), ("(?<=了)没(?=[?？]?$)", "吗"), ("一共|总共|统共|拢共", "共"),
        (r"年头(?=[一二三四五六七八九十两\d]+个?[年月季])", "年前"), (r"头(?=[一二三四五六七八九十两\d]+(?:年|个月|天|季))", "前"),
        (rf"(?<=[{HAN}])那[场座个列批架艘条部届](?=[{HAN}]{{2}})", ""), (rf"^(?:那|这)个(?=[{HAN}]{{2,}}的)", ""),
        (r"(?<=\d) +(?=[年月日号])|(?<=[年月]) +(?=\d)", ""),
        (r"[,，]\s*(?:(?:是|对|是真的|是这样|没错)[吗吧]|对不对|是不是)(?=[?？]?$)", "吗"),
    )
)  # fmt: skip
"""Colloquial words, and the usual words that articles and the question patterns have."""
_ASKED_FOR = tuple(
    (re.compile(rf"(?:{nouns})[?？。]?$"), asking)
    for nouns, asking in (
        ("地点|位置|地址", "在哪里"),
        ("时间|日期", "是什么时候"),
        ("人数|数量|总量|产量|销量|金额|总额|总值|产值|票房|面积|长度|高度|深度|价格|票价|投资|规模", "是多少"),
        ("原因|目的|内容|名字|名称", "是什么"),
    )
)
"""The question words to append to a bare noun phrase, by its last noun."""
_ASKS = re.compile(
    r"什么|谁|哪|几|多[少大长高远重深宽快久]|怎|如何|何[时地处人]|是否|吗|为何|总结|列出|比较|介绍|概括"
    r"|^(?:请|帮我|给我|麻烦)*(?:对比|比一比|列举|罗列|列一[下列]|数一数|回顾|梳理|归纳|概述|分析|说明|说说)"
)
"""Question words, and verbs of requests (qa.requests)."""
_NAMED_TWICE = re.compile(rf"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)* ?[(（]([{HAN}·]{{2,}})[)）]")
"""A name in Latin letters followed by its Chinese form in brackets."""
_POST = re.compile(r"(?<=\bwhat )(?:post|job|office)(?= (?:does|did|do|is|was)\b)", re.IGNORECASE)
SURER = 5
"""Minimum factor by which a correction multiplies the passages that have its pair with a neighbouring character: 于芯片
does not become 于新片.
"""
TERM_SIZES = (5, 4, 3)
"""Lengths in characters of a corrected term that is no place or person; shorter ones match by chance too often."""
_RARE_SURNAMES = "蔺卜闵仝亓郄郗芮栗仇佟苟晏卓佘冼揭鞠匡昝隗褚桑"
_SURNAMES = frozenset(SURNAMES + _RARE_SURNAMES)
_PLACE_ENDS = frozenset("省市县区镇乡村")
_PLACE_STARTS, _PLACE_SECONDS = map(frozenset, zip(*(place for place in PLACES if len(place) == 2), strict=True))
_LOOK_ALIKE = ("忻沂圻", "朔塑溯", "亳毫", "郴彬", "沧沦", "汾份", "儋檐", "漯螺", "衢瞿")
"""Characters of place names, with those that they are mistaken for."""
_LINE = re.compile("高铁|铁路|高速|公路|城际|客专")
_LITTLE = frozenset("是的有在为和跟同那这与及或到从被把对谁哪什么多少几了吗呢个")
"""Characters of questions that nobody types by mistake in a name."""
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|「[^「」]*」|『[^『』]*』|《[^《》]*》")
_RUN = re.compile(f"[{HAN}]+")


def as_typed(question: str, readings: Readings, passage_count: PassageCount) -> Typed:
    """The question without slips, in Chinese characters and plain words; quoted phrases stay as they are."""
    if not in_chinese(question):
        question = _POST.sub("position", _NAMED_TWICE.sub(r"\1", question))
        chinese = from_pinyin(question, readings, passage_count)
        if chinese:
            return Typed(chinese, ((question.strip(), chinese),))
        misspelt = dict(english_slips(question, readings, passage_count))
        for written, meant in misspelt.items():
            question = re.sub(rf"\b{written}\b", meant, question)
        return Typed(question, tuple(misspelt.items()))
    plain = question
    for colloquial, usual in _PLAIN:
        plain = colloquial.sub(partial(_usual, usual), plain)
    if any(mark in plain for mark in '“”"「」『』'):
        return Typed(plain)
    read = dict(_slips(plain, readings, passage_count))
    for written, meant in read.items():
        plain = plain.replace(written, meant)
    return Typed(_asking(plain), tuple(read.items()))


def _usual(usual: str, colloquial: re.Match[str]) -> str:
    """The usual words for colloquial ones; those within quotation marks stay, and so do parts of other words."""
    start, end = colloquial.span()
    kept = start in _quoted(colloquial.string) or cuts_word(colloquial.string, start, end)
    return colloquial[0] if kept else colloquial.expand(usual)


@lru_cache(maxsize=64)
def _quoted(question: str) -> frozenset[int]:
    """The offsets within quotation marks and title marks."""
    return frozenset(at for match in _QUOTED.finditer(question) for at in range(*match.span()))


def _asking(question: str) -> str:
    """Complete a noun phrase to the question that it stands for: 登陆地点 becomes 登陆地点在哪里."""
    asked = next((asking for noun, asking in _ASKED_FOR if noun.search(question)), "")
    return f"{question.rstrip('?？。')}{asked}？" if asked and not _ASKS.search(question) else question


def _slips(question: str, readings: Readings, passage_count: PassageCount) -> Iterator[tuple[str, str]]:
    """Pairs of characters that occur in no article, each with one that sounds or looks alike and does: 朔洲 and 朔州.

    The neighbouring characters have to fit the new pair as well: most pairs that occur in no article are the end of one
    word and the beginning of the next. Other words are corrected from three characters on: 台机电 and 台积电.
    """
    for run in _RUN.findall(fold(question)):
        for i in range(len(run) - 1):
            pair = run[i : i + 2]
            if not _LITTLE.isdisjoint(pair) or passage_count(pair):
                continue
            if meant := _same_sound(run, i, readings, passage_count):
                run = run[:i] + meant + run[i + 2 :]
                yield pair, meant
            elif term := _known_term(run, i, readings, passage_count):
                run = run.replace(*term)
                yield term


def _known_term(run: str, i: int, readings: Readings, passage_count: PassageCount) -> tuple[str, str] | None:
    """The longest part of the run around the pair at i that replacing one character turns into a known term of the
    articles, and that term.
    """
    found = list[tuple[str, str]]()
    for at in (i, i + 1):
        for other in _others(run, at, readings):
            beside = dict(_beside(run[max(0, at - 1) : at], other, run[at + 1 : at + 2], run[at]))
            if not any(map(passage_count, beside)):
                continue
            made = run[:at] + other + run[at + 1 :]
            for size, start in product(TERM_SIZES, range(max(0, i - 3), i + 1)):
                written, meant = run[start : start + size], made[start : start + size]
                if (
                    start + size in range(i + 2, len(run) + 1)
                    and meant[-1] not in _PLACE_ENDS
                    and (meant in _names() or meanings_of(meant))
                    and not _in_word(run, at, range(start, start + size) if meant in _names() else range(0))
                    and passage_count(meant)
                ):
                    found.append((written, meant))
    return max(found, key=lambda term: len(term[0]), default=None)


def _in_word(run: str, at: int, within: range) -> bool:
    """Whether the character at `at` is part of a dictionary word of the run that reaches outside the range `within`."""
    spans = (
        (start, end) for start in range(max(0, at - 3), at + 1) for end in range(at + 1, min(start + 4, len(run)) + 1)
    )
    return any(
        end - start > 1 and not (start in within and end - 1 in within) and bool(meanings_of(run[start:end]))
        for start, end in spans
    )


@cache
def _names() -> frozenset[str]:
    """All forms of the names in the bundled alias sets."""
    return frozenset(form for forms in bundled_aliases() for form in forms)


def _others(run: str, at: int, readings: Readings) -> Iterator[str]:
    """Characters that look like the one at `at`, and those of the articles that usually sound like it."""
    yield from (other for group in _LOOK_ALIKE if run[at] in group for other in group if other != run[at])
    for other, (_, rare) in readings.get(_sounds(run)[at], {}).items():
        if other != run[at] and not rare and other not in _LITTLE:  # 能 as tai
            yield other


def _same_sound(run: str, i: int, readings: Readings, passage_count: PassageCount) -> str:
    """The likeliest pair at i with one character replaced by a homophone or look-alike; "" for none."""
    best, most = "", 0
    for at in (i, i + 1):
        if not _may_be_name(run, i, at) or _in_word(run, at, range(i, i + 2)):
            continue
        before, behind = run[max(0, at - 1) : at], run[at + 1 : at + 2]
        for other in _others(run, at, readings):
            made = run[i] + other if at > i else other + run[i + 1]
            together = passage_count(made)
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
        or (i > 0 and run[i - 1] in _SURNAMES)
    )


def _is_name(run: str, i: int, made: str, passage_count: PassageCount) -> bool:
    """Whether a pair at i is a place or part of a personal name; other pairs give too many false corrections."""
    before, behind = run[max(0, i - 1) : i], run[i + 2 : i + 3]
    return (
        made in PLACES
        or (_LINE.match(run, i + 2) is not None and _PLACE_STARTS.issuperset(made))  # 雄忻高铁, from 雄安 to 忻州
        or (behind in _PLACE_ENDS and passage_count(made + behind) > 0)
        or (before != "" and before in _SURNAMES and passage_count(before + made) > 0)
    )


def _beside(before: str, other: str, behind: str, written: str) -> Iterator[tuple[str, str]]:
    """For each neighbour, its pair with the replacement and its pair with the written character."""
    if before:
        yield before + other, before + written
    if behind:
        yield other + behind, written + behind


@lru_cache(maxsize=64)
def _sounds(run: str) -> list[str]:
    """The toneless reading of each character of a run; the articles may not have all of them."""
    from pypinyin import lazy_pinyin

    read = lazy_pinyin(run)
    if len(read) != len(run):  # pypinyin joins characters without a reading
        read = ["".join(lazy_pinyin(character)) for character in run]
    return [syllable.replace("v", "u") for syllable in read]
