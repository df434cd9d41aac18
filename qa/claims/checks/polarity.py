"""Finds reversed meaning: a negation, or the opposite of a word (增长 and 下降, rise and fall).

Each clause is compared with the most similar clauses of the article, so that a rise in one half of a sentence does not
support a rise in the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.text.fold import fold
from corpus.text.script import is_han
from corpus.text.sentences import sentences
from qa.claims.checks.trades import told_from_one_side
from qa.claims.coverage import SYNONYM, TextWords, share
from qa.claims.negations import negation
from qa.claims.synonyms import dictionary_words
from qa.facts.figures import figures

_CLAUSE = re.compile(r"[;:；：。!?！？\n]|[,，、](?!\d{3})|\b(?:and|but|while|whereas|although)\b")
_LIKE_A_NEGATION = re.compile(
    r"[缺弱难免拒止禁否反失违]|留在|保留|仍|除|短板|\b(?:lack\w*|limited|thin|weak\w*|insufficient\w*|short(?:age|coming)?s?|un\w{3,}|hard(?:ly)?|difficult\w*|free|rarely|yet to"
    r"|reject\w*|violat\w*|disappoint\w*|veto\w*|stop\w*|ban(?:ned|s)?|prohibit\w*|prevent\w*|no longer|away with|waive[ds]?)\b"
)
"""Words that may correspond to a negation in the other text."""
HOLDS_BACK = re.compile(
    r"[禁拒缺]|[防停阻制终中]止|难以|很难|免[于除]|除[^,，。]{1,12}?外"
    r"|\b(?:ban(?:ned|s)?|prohibit\w*|prevent\w*|reject\w*|veto\w*|hardly|rarely|lack\w*|unable|no longer|stop\w*|except)\b"
)
"""Words for what keeps the rest of a clause from being so."""


@dataclass(frozen=True, slots=True)
class _Opposites:
    """Patterns for a sense and its opposite, in both languages, for folded text."""

    one: re.Pattern[str]
    other: re.Pattern[str]


def _either(one: str, other: str) -> _Opposites:
    return _Opposites(re.compile(one), re.compile(other))


_SIDE_OF = r"(?=引(?![进导入发起])|部(?![分署队委])|面(?![积临对向])|侧(?!重)|方(?![面案式])|边(?![境防界]))"
_TO = r"(?<=[向朝往偏])"
"""What makes a direction of 北 or 西, which also end names: 山西北部 is in the north of 山西."""
_TRADE = _either(
    r"买(?!卖)|购|增持|\b(?:buy(?:s|ing)?|bought|purchas(?:e|ed|es|ing)|acquir\w*)\b",
    r"(?<!买)卖|[出抛销发零]售|售出|减持|\b(?:sell(?:s|ing)?|sold|divest\w*)\b",
)
"""A trade described from either side."""
_OF_THINGS = (
    _either(r"进(?:出)?口|\bimport(?:s|ed|ing)?\b", r"出口|\bexport(?:s|ed|ing)?\b"),
    _either(r"线上|网上|上网|在线|互联网|\b(?:online|internet)\b", r"线下|\b(?:offline|stalls?|in person)\b"),
    _either(
        rf"北{_SIDE_OF}|{_TO}北$|\bnorth(?:ern|wards?)?\b(?! korea)",
        rf"南{_SIDE_OF}|{_TO}南$|\bsouth(?:ern|wards?)?\b(?! (?:korea|africa|america|sudan|china sea))",
    ),
    _either(
        rf"东{_SIDE_OF}|{_TO}东$|\beast(?:ern|wards?)?\b",
        rf"西{_SIDE_OF}|{_TO}西$|\bwest(?:ern|wards?)?\b",
    ),
)
"""Opposites that may both be true: rising exports say nothing about imports."""
_OPPOSITES = (
    *_OF_THINGS,
    _either(
        r"(?<!负)增(?!值税)|上升|上涨|上调|上扬|提[高升]|回升|攀升|走[高强]|扩[大张]|翻[番倍]|越来越[多大高]"
        r"|\b(?:r[io]ses?|risen|rising|increas\w*|gr[eo]w(?:s|n|ing|th)?|climb\w*|soar\w*|surg(?:e|ed|es|ing)|expand\w*|add(?:s|ed|ing)?|rais(?:e|es|ed|ing)|up (?=\d|by\b|from\b)|higher(?! than)|doubl\w+)\b",
        r"下[降跌滑调]|[锐骤缩削裁]减|减[少弱轻缓产持]|降(?!水|雨|落|临)|回落|缩小|萎缩|走[低弱]|负增长|砍掉|减半"
        r"|\b(?:f[ae]ll(?:s|en|ing)?(?! (?:on|off|into|in love|ill)\b)|decreas\w*|declin\w*|dr[oi]p(?:s|ped|ping)?|shr[iau]nk(?:s|ing)?|reduc\w*|down (?=\d|by\b|from\b)|lower(?:s|ed|ing)?(?! than)|cut(?:s|ting)?|halv\w+)\b",
    ),
    _either(
        r"加[快速]|提速|\b(?:accelerat\w*|speed(?:s|ed|ing)? up|faster)\b",
        r"放[缓慢]|减[速缓慢]|\b(?:slow(?:s|ed|er|ing)?|decelerat\w*)\b",
    ),
    _either(
        r"(?<!不)超过|超出|(?<!不)[多高大]于|以上|逾|不[少低]于|至少|(?<=\d)多(?=[个家名位条项次种万亿])|(?<=[十百千万亿])多"
        r"|(?<!no )(?<!not )\bmore than\b(?! (?:the|that|those|its|their)\b)|\bover (?=\d)|\babove (?=\d)|\bexceed\w*|\bat least\b|\bn(?:o|ot) (?:fewer|less) than\b",
        r"不足|不到|(?<!不)[少低小]于|以下|至多|不超过|不[多高大]于|未达"
        r"|(?<!no )(?<!not )\b(?:less|fewer) than\b(?! (?:the|that|those|its|their)\b)|\bunder (?=\d)|\bbelow (?=\d)|\bat most\b|\bn(?:o|ot) more than\b|\bshort of (?=\d)|\bfail\w* to reach\b",
    ),
    _either(
        r"批准|通过|同意|[核获]准|获批|采纳|准许|允许|支持|拥护|赞成"
        r"|\b(?:approv\w*|pass(?:ed|es)|agree[sd]?|accept(?:s|ed)?|adopt(?:s|ed)?|allow(?:s|ed)?|permit(?:s|ted)?|support(?:s|ed|ing)?|back(?:s|ed)|in favou?r of|vot(?:ed|es?|ing) for)\b",
        r"拒绝|否决|驳回|反对|不予|回绝|禁止|抵制"
        r"|\b(?:reject\w*|refus\w*|veto\w*|oppos(?:e|ed|es|ing)|turn(?:s|ed) down|ban(?:s|ned)?|forb[ia]d\w*|prohibit\w*|against|resist(?:s|ed|ing)?|boycott\w*)\b",
    ),
    _either(
        r"(?<!不)允许|准许|(?<!不)可以|\b(?:allow(?:s|ed)?|permit(?:s|ted)?)\b",
        r"禁止|严禁|\b(?:ban(?:s|ned)?|forb[ia]d\w*|prohibit\w*)\b",
    ),
    _TRADE,
    _either(
        r"[开动复]工|启动|开业|开[放通始办]|投产|签约|\b(?:start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|(?:re-?)?open(?:s|ed|ing)?|launch\w*|under way|sign(?:s|ed)?)\b",
        r"停(?![车留靠泊站放])|关[闭停]|[中终]止|暂停|取消|叫停|撤销|\b(?:stopped|stop(?:s(?= \w+ing\b| (?:the|its|their|all)\b))?|halt(?:s|ed)?|clos(?:es?|ed|ing) down|close[sd]? (?:its|the|their)|(?:will|would|to|may) close|closure|(?:was|were|is|are|been|be) closed|cancel\w*|suspend\w*|disrupt\w*|interrupt\w*|terminat\w*|shut(?:s|ting)?|abandon\w*|scrap(?:s|ped))\b",
    ),
    _either(
        r"加入|参加|参与|\b(?:join(?:s|ed|ing)?|took part|takes? part|participat\w*)\b",
        r"退出|脱离|撤[出离退]|\b(?:withdr\w+|quit(?:s|ting)?|pull(?:s|ed) out)\b",
    ),
    _either(
        r"提前|\b(?:ahead of schedule|br(?:ings?|ought) forward)\b", r"推迟|延[期迟误后]|\b(?:postpon\w*|delay\w*)\b"
    ),
    _either(
        r"(?<!不)包括|包含|\binclud(?:e|es|ed|ing)\b",
        r"除[^,，。]{1,12}?外|不(?:包括|含|计)|\b(?:exclud\w*|apart from|except|not counting)\b",
    ),
    _either(r"盈利|获利|赚|\bprofit\w*\b", r"亏损|赔钱|赔本|\b(?:loss(?:es)?|lost money)\b"),
    _either(
        r"成功|[获取]胜|胜出|\b(?:succe\w+|win(?:s|ning)?|won)\b",
        r"失败|失利|落败|输给|\b(?:fail\w*|los(?:t|es?|ing))\b",
    ),
    _either(r"放[宽松]|\b(?:loosen\w*|relax\w*|eas(?:ed|es|ing))\b", r"收紧|从紧|\btighten\w*\b"),
    _either(r"加强|增强|强化|\bstrengthen\w*\b", r"削弱|减弱|弱化|\bweaken\w*\b"),
    _either(r"(?<!不)合法|\b(?:legal|lawful)\w*\b", r"非法|违法|不合法|\b(?:illegal|unlawful)\w*\b"),
    _either(r"任命|就任|\bappoint\w*\b", r"免职|撤职|罢免|解职|\b(?:dismiss\w*|sack(?:ed|s))\b"),
    _either(r"顺差|盈余|\bsurplus\w*\b", r"逆差|赤字|\bdeficits?\b"),
    _either(
        r"招聘|雇[用佣]|\b(?:hir(?:e|ed|es|ing)|recruit\w*)\b", r"裁员|解雇|\b(?:la(?:y|id|ying) off|layoffs?|fired)\b"
    ),
)
"""The most common opposites in news. To add a pair, add an entry."""


def turned(sentence: str, quotes: Sequence[str], text: str) -> Iterator[str]:
    """The words that reverse the meaning: a negation on one side only, or the opposite of what the text says.

    `quotes` are the sentences of the text that the sentence rests on; only they are searched for a negation that it
    omits. Between opposites, the nearest clause of the text decides. A word that takes something away, such as 取消,
    also has to have a match there.
    """
    mine, theirs, whole = _clauses(sentence), _clauses(text), [fold(text[a:b]) for a, b in sentences(text)]
    pairs = [pair for pair in _OPPOSITES if pair is not _TRADE or told_from_one_side(sentence, text)]
    yield from _negations(mine, [_clauses(quote) for quote in quotes], theirs)
    for clause in mine:
        near = _nearest(clause, theirs)
        across = is_han(clause) != is_han(text)  # where similarity says less
        for pair in pairs:
            anywhere = across and pair not in _OF_THINGS
            yield from _opposite(clause, pair.one, pair.other, near, anywhere=anywhere)
            yield from _opposite(clause, pair.other, pair.one, near, anywhere=anywhere)
            lost = pair.other.search(clause)
            if lost and not any(pair.other.search(c) for c in near) and not _says(near[:1], lost.group()):
                said = [c for c in whole if not _is_negative(c)] if across else _nearest(clause, whole)[:1]
                if not any(map(pair.other.search, said)):
                    yield lost.group().strip()


def shared(sentence: str, text: str) -> list[str]:
    """The sentence's words for a sense that the text expresses in another word or in the other language."""
    mine, theirs = fold(sentence), fold(text)
    senses = (sense for pair in _OPPOSITES for sense in (pair.one, pair.other))
    return [found.group().strip() for sense in senses if (found := sense.search(mine)) and sense.search(theirs)]


def opposed(sentence: str, text: str) -> Iterator[tuple[int, int]]:
    """The offsets of a word in the sentence of which the text has only the opposite; in Chinese, of the whole word."""
    mine, theirs = fold(sentence), fold(text)
    for pair in (pair for pair in _OPPOSITES if pair not in _OF_THINGS):
        for sense, opposite in ((pair.one, pair.other), (pair.other, pair.one)):
            found = sense.search(mine)
            if found and not opposite.search(mine) and opposite.search(theirs) and not sense.search(theirs):
                words = (word for word in dictionary_words(mine) if word[0] <= found.start() < word[1])
                yield next(words, found.span())


def _says(nearest: Sequence[str], word: str) -> bool:
    """Whether the nearest clause has a synonym of a word or, for a word that negates (不愿, refuse), a negation."""
    clause = "".join(nearest)
    return share(word, TextWords.of(clause)) >= SYNONYM or bool(negation(word) and negation(clause))


def _opposite(
    clause: str, sense: re.Pattern[str], opposite: re.Pattern[str], near: Sequence[str], *, anywhere: bool
) -> Iterator[str]:
    """The word for the sense, if the nearest clause with either one has only the opposite.

    With `anywhere`, if no near clause has the sense.
    """
    found = sense.search(clause)
    if found and not opposite.search(clause):
        about_it = [c for c in near if sense.search(c) or opposite.search(c)]
        if about_it and not any(map(sense.search, about_it if anywhere else about_it[:1])):
            yield found.group().strip()


def _negations(mine: Sequence[str], theirs: Sequence[Sequence[str]], whole: Sequence[str]) -> Iterator[str]:
    """A negation that the text lacks, or one in the quotes that the sentence omits."""
    every = [clause for clauses in theirs for clause in clauses]
    for clause in mine:
        found = negation(clause)
        if found and not any(_is_negative(c) for c in (*_nearest(clause, every), *_nearest(clause, whole))):
            yield found
    if any(map(_is_negative, mine)):
        return
    lost = [next((n for clause in mine for n in _lost(clause, clauses)), None) for clauses in theirs]
    if lost and all(lost):
        yield next(filter(None, lost))


def _lost(clause: str, clauses: Sequence[str]) -> Iterator[str]:
    """The negation in the most similar clause, if it has one."""
    for nearest in _nearest(clause, clauses)[:1]:
        found = negation(nearest)
        if found and _alike(clause, nearest) > 0:
            yield found


def _is_negative(clause: str) -> bool:
    return bool(negation(clause) or _LIKE_A_NEGATION.search(clause))


_AS_NEAR = 0.5
"""Minimum similarity of a nearest clause, as a share of the best one's."""


def _nearest(clause: str, clauses: Sequence[str]) -> list[str]:
    """The most similar clauses, best first."""
    likeness = {c: _alike(clause, c) for c in clauses}
    least = _AS_NEAR * max(likeness.values(), default=0.0)
    return sorted((c for c in likeness if likeness[c] >= least), key=lambda c: -likeness[c])


def _alike(one: str, other: str) -> float:
    """The similarity of two clauses: the share of common words, plus 1 for each common figure."""
    theirs = figures(other)
    return share(one, TextWords.of(other)) + sum(any(f.same(g) for g in theirs) for f in figures(one) if f.clear)


def _clauses(text: str) -> list[str]:
    folded = fold(text)
    return [part for part in map(str.strip, _CLAUSE.split(folded)) if part] or [folded]
