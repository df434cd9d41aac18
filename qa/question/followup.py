"""Rewrite a follow-up question as a self-contained one: "它什么时候挂牌？", "who leads that zone?".

Pronouns are replaced by the topic of the previous turn, which is found by patterns of names (qa.facts.entities). If
nothing fits, the question is unchanged.
"""

import re
from collections.abc import Iterable, Sequence

from corpus.text.fold import fold
from corpus.text.script import HAN, has_han
from qa.facts.entities import names, topics
from qa.question.ellipsis import CLAUSE, ELLIPSES, completed, named_topics
from qa.question.script import simplified
from qa.question.word_bounds import begins_longer_word, inside_words
from qa.types import Answer

_KINDS = {
    "zone": "经济区|示范区|开发区|新区|区",
    "region": "区",
    "project": "项目|工程",
    "company": "公司|集团",
    "city": "市",
    "province": "省",
    "county": "县",
    "centre": "中心",
    "center": "中心",
    "district": "区",
    "airport": "机场",
    "railway": "铁路|高铁",
}
_CHINESE = re.compile(
    r"(?:该|这[一个条座家项所]?|那[个条座家项所]|此)(?P<kind>经济区|示范区|开发区|新区|区|项目|工程|公司|集团|企业|中心|机构|城市|市|省|县|地区|机场|铁路|高铁|大学|活动|桥|路|线|站|馆|校|院|厂|人|地)"
    r"|(?P<it>它们?|他们|她们|其(?=.)|他(?!人|们的)|她|那里|那儿|当地)"
)
_ENGLISH = re.compile(
    r"\b(?:(?:that|this|the same|the said)\s+(?P<kind>zone|region|project|company|city|province|county|cent(?:re|er)|district|airport|railway|person|place|event)"
    r"|(?P<own>its|their|his|her(?=\s+\w))|(?P<it>(?-i:(?!IT\b|He [A-Z]))(?:it|they|them|he|she|him|there)))\b",
    re.IGNORECASE,
)
_ADJUNCT = re.compile(r"(?:[在对向从]|\b(?:in|at|on|by|since|until|during|before|after) (?:the )?)$", re.IGNORECASE)
"""Text before a name that only says where or when: "In Japan, how many did it sell?"."""
_JOINT = re.compile(r"[,，;；]|和|与|说|\b(?:and|or|but|that|says?)\b", re.IGNORECASE)
"""What two clauses of a question may meet at."""
_BARE = re.compile(
    r"^(?:(?:是)?(?:什么时候|何时|哪一?年|在哪里?|多少钱?|为什么|怎么样|谁)(?:的|了)?呢?|when|where|why|who|how many|how much|since when|by whom)\s*[?？]?$",
    re.IGNORECASE,
)
_DUMMY = re.compile(
    r"\b(?:is it [a-z]+ that|(?:is|was|will|would) it (?:be )?(?:so |more |very )?(?:important|possible|impossible|necessary|essential|better|best|wise|right|wrong|legal|illegal) (?:for [a-z]+ )?to"
    r"|is it true|does it take|it is|is there|are there|there (?:is|are|was|were)|was there|were there)\b",
    re.IGNORECASE,
)


_NO_NAME = re.compile(r"[A-Z]+s|Party")
_NO_EVENT = ("population", "area", "number", "price", "role", "share", "rate", "cost", "growth", "mayor", "secretary")
_BARE_ENGLISH = {
    "where": "Where is {}?",
    "who": "Who is {}?",
    "how much": "How much is {}?",
}
_ADVERBIAL = re.compile(
    r"^(?:when|where|why|how)(?=\s+(?:did|does|do|was|were|is|are|will|has|have|can)\b)", re.IGNORECASE
)
"""A question word that a follow-up may replace."""
_SUBJECTLESS = re.compile(
    r"(?!.*(?:文章|报道|新闻))(?:有?多[高宽长大重深远快厚久]|(?:一?共|总共|又|还|都)?(?:是?(?:什么时候|何时|哪一?[年天月]|在哪里?|在哪儿|为什么|为何|怎么|如何|由?谁(?!是))"
    r"|有(?:多少|哪些|什么|几)|(?:会|能|将)(?:有|造成|带来|在)|(?:造成|带来|[死伤降涨升卖花建]|增长|获得?|得到?|参加|投资|签约|占地)了?.{0,4}(?:多少|几|什么|哪些))"
    r"|(?:总?(?:投资|面积|人口|产值|长度?|规模|资金|成本|工期|高度?)|.{1,3}(?:率|级|数|格|员|人|者|长|力|度|期|额|量|价))(?:一?共|有|是|为|达|达到|由)?(?:多[少大长高快]|谁|几|什么|哪些)).{0,10}[?？]?"
)
"""A Chinese question without a topic."""
_PLURAL = re.compile(
    r"\b(?P<whose>its|their|the|his|her|which|[A-Z][\w-]+['’]s)\s+(?P<things>(?:[a-z-]+\s+){0,3}?[a-z-]+[^\Wsu]s)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\bthe (?:[A-Za-z]+ ){0,2}?(?:mayor|secretary|governor|head|leader|director|chair\w*|president|premier|minister|manager|author|founder|ceo|coach) of (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*"
    r"|(?:(?<=\bdid )|(?<=\bdoes ))[A-Z][a-z]+ [A-Z][a-z]+"
)
"""Possible antecedents of "he" and "she": an office with its place, or a two-word name that is a subject."""
_VERB = re.compile(r"(?<=..)(?:[死伤降涨卖花建签]|发布|公布|宣布|举行|召开|造成|增长|推出)$")
_HOLDER = re.compile(
    r"[^，。？?,]{2,16}?(?:书记|[市省县区镇局部院校会队]长|主任|主席|总理|总统|总裁|经理|教练|发言人)(?=是|什么|何|在|说|有|去|现)"
)
_EVENT = re.compile(
    rf"\bthe (?:[a-z-]+ ){{0,2}}?(?!{'|'.join(_NO_EVENT)})[a-z-]+ (?:in|at|near) [A-Z][\w-]+(?: [A-Z][\w-]+)*"
)
_PREPOSITION = "in|on|at|for|to|with|from|by|about"
_ADVERB = r"being|still|already|now|yet|also|really|very|too|so|not|yesterday|today|tomorrow|again|[a-z]{3,}ly"
_WORD = rf"(?!(?:a|an|the|and|or|last|this|next|{_PREPOSITION}|{_ADVERB})\b)[a-z-]+"
_THE = rf"(the (?:last |next )?{_WORD}(?: {_WORD}){{0,2}}?)"
_END = rf"(?: (?:{_ADVERB}|(?:last|this|next) [a-z]+))?(?: (?:{_PREPOSITION})\b.*)?\s*\?*$"
_BE = "(?:is|are|was|were)"
_DEFINITE = re.compile(
    rf"\b(?:(?:did|does|do|will|has|have|can|would)|{_BE}(?=.*(?:ed|en|built|held|made)\b)) {_THE} (?:(?:{_ADVERB}) )*[a-z]+{_END}"
)
"""The topic of a question without names: "the new bridge" in "When will the new bridge open?"."""
_DEFINITE_OF_STATE = (
    re.compile(rf"^{_BE} {_THE} (?:(?:{_ADVERB}) )*[a-z]+{_END}", re.IGNORECASE),
    re.compile(rf"^(?:where|how [a-z]+) {_BE} {_THE}(?: (?:{_ADVERB}))?\W*$", re.IGNORECASE),
    re.compile(rf"^what {_BE} {_THE} (?:for|like|about)\W*$", re.IGNORECASE),
    re.compile(
        rf"^(?:who|what|which [a-z]+) (?!(?:{_BE}|do|does|did|has|have|had|will|can|could|would|should|about|made|makes?|keeps?|kept)\b)"
        rf"[a-z]+(?: (?:to|at|for))? {_THE}{_END}",
        re.IGNORECASE,
    ),
)
"""The same for "Is the vaccine safe?", "How long is the bridge?", "What is the fund for?", "What caused the fire?"."""
_MANY = re.compile(r"the (?:(?!(?:of|in|at|near)\b)[a-z-]+ )*?[a-z-]*[^\Wsui]s(?: (?:of|in|at|near)\b.*)?")
_HAPPENED = re.compile(r"\bit (?:[a-z]+ )?(?:happen|occur|take place)", re.IGNORECASE)
_SUBJECT = re.compile(f"([{HAN}]{{2,12}})(?:什么时候|何时|为什么|为何|怎么|如何|哪[年天])")


def resolve(question: str, history: Sequence[Answer]) -> str:
    """The question as a self-contained one; unchanged if it already is, or if nothing fits."""
    if not history:
        return question
    typed = simplified(question)
    resolved = _resolved(typed, history)
    return question if resolved == typed else resolved


def _resolved(question: str, history: Sequence[Answer]) -> str:
    asked = [simplified(turn.asked or turn.question) for turn in reversed(history)]
    topic = _topic(reversed(asked))
    before = next((text for text in asked if not _elliptic(text)), asked[0])
    if ellipsis := _elliptic(question):
        new = ellipsis["new"].strip()
        if not new or (ellipsis.groupdict().get("word") or "") not in before:
            return question
        if not CLAUSE.search(new):
            return completed(before, new, topic, chinese=has_han(question)) or question
        question = question[ellipsis.start("new") :]
        question = question[:1].upper() + question[1:]
    if _BARE.match(question):
        return _of_topic(question, topic, asked)
    if topic and has_no_topic(question):
        return f"{topic}{question}"
    things = next(filter(None, (_things(text, topic) for text in asked)), "")
    return _without_pronoun(question, history[-1], before, topic, things)


def has_no_topic(question: str) -> bool:
    """Whether a Chinese question does not say what it is about: 投资多少？"""
    question = simplified(question)
    return has_han(question) and _SUBJECTLESS.fullmatch(question) is not None and not names(question)


def _elliptic(question: str) -> re.Match[str] | None:
    """The new part of an elliptical question."""
    return next(filter(None, (pattern.match(question) for pattern in ELLIPSES)), None)


def _topic(asked: Iterable[str]) -> str:
    """The topic of the last question that has one; a rewritten question keeps the topic that was filled in."""
    topic = ""
    for about in filter(None, map(_about, asked)):
        topic = topic if topic and about.startswith(topic) else about
    return topic


def _of_topic(question: str, topic: str, asked: Sequence[str]) -> str:
    """A bare question word, applied to the last question for a time, place or reason, or else to the topic."""
    word = question.rstrip(" ?？").capitalize()
    if _ADVERBIAL.match(f"{word} is") and (last := next(filter(_ADVERBIAL.match, asked), "")):
        return _ADVERBIAL.sub(word, last)
    if not topic:
        return question
    if has_han(question):
        return f"{topic}{question}"
    form = None if _MANY.fullmatch(topic) else _BARE_ENGLISH.get(question.rstrip(" ?？").lower())
    return form.format(topic) if form else question


def _without_pronoun(question: str, turn: Answer, before: str, topic: str, things: str) -> str:
    """The question with its first pronoun replaced by its antecedent; `things` is the antecedent of "they"."""
    pattern = _CHINESE if has_han(question) else _ENGLISH
    found = pattern.finditer(_DUMMY.sub(lambda m: "_" * len(m.group()), question))
    match = next((match for match in found if not _in_word(match)), None)
    if match is None or _names_its_own(question, match):
        return question
    groups = match.groupdict()
    pronoun = match.group().lower()
    if pronoun in ("he", "she", "him", "his", "her"):
        name = person.group() if (person := _PERSON.search(before)) else ""
    elif pronoun == "them" or (pronoun == "they" and things):
        name = things
    elif pronoun in ("他", "她") and (person := _HOLDER.match(before)):
        name = person.group()
    else:
        name = _antecedent(groups.get("kind"), turn, before, topic) or topic
    if not name or (pronoun in ("it", "its") and not _is_it(name, question, before)):
        return question
    return f"{question[: match.start()]}{name}{_possessive(match.group(), groups.get('own'))}{question[match.end() :]}"


def _in_word(pronoun: re.Match[str]) -> bool:
    """Whether a Chinese pronoun, or the noun after it, is only part of a word: 土耳其, 这个市场."""
    noun = pronoun.start("kind") if pronoun["kind"] else pronoun.start()
    text, start, end = pronoun.string, *pronoun.span()
    return start in inside_words(text) or begins_longer_word(text, noun, end)


def _names_its_own(question: str, pronoun: re.Match[str]) -> bool:
    """Whether a question names something that its pronoun may stand for: "Why did Japan release its water?".

    Not what did something to "it": "Why did Japan ban it?".
    """
    before, behind = question[: pronoun.start()], question[pronoun.end() :]
    possessive = pronoun.groupdict().get("own") or pronoun["it"] == "其"
    is_object = not possessive and not behind.strip(" ?？") and not _JOINT.search(before)
    if pronoun["kind"] or is_object:
        return False
    named = names(before) if has_han(before) else named_topics(before)
    return any(not _ADJUNCT.search(before.partition(name)[0]) for name in named)


def _is_it(name: str, question: str, before: str) -> bool:
    """Whether "it" can stand for the name: not for several things and, in "when did it happen", not for what the event
    happened to.
    """
    if _HAPPENED.search(question):
        verb = r"\bhappen[a-z]* " if name.startswith("the ") else r"\b"
        return re.search(rf"{verb}(?:in|at|near|to|from) (?:the )?{re.escape(name)}", before) is None
    return _MANY.fullmatch(name) is None


def _things(before: str, topic: str) -> str:
    """The antecedent of "them": the things that the previous question mentions. Names do not count."""
    found = _PLURAL.search(before)
    if found is None:
        return ""
    whose = found["whose"]
    if whose.lower() in ("the", "which"):
        whose = "the"
    elif whose.islower():
        whose = f"{topic}'s" if topic else "the"
    return f"{whose} {found['things']}"


def _antecedent(kind: str | None, turn: Answer, before: str, topic: str) -> str:
    """The antecedent of a pronoun: something of its kind in the previous question or answer, else their topic."""
    if kind:
        ending = re.compile(rf"(?:{_KINDS.get(kind.lower(), re.escape(kind))}|\b{re.escape(kind)})$", re.IGNORECASE)
        said = [topic for citation in turn.citations for topic in topics(citation.quote)]
        found = next((t for t in [*topics(before), *said] if ending.search(fold(t))), None)
        if found:
            return found
    return topic if topic and before.startswith(topic) else _about(before)


def _about(question: str) -> str:
    """The topic of a question; "" if it has none."""
    return _chinese_topic(question) if has_han(question) else _english_topic(question)


def _english_topic(question: str) -> str:
    if event := _EVENT.search(question):
        return event.group()
    if name := next((name for name in named_topics(question) if not _NO_NAME.fullmatch(name)), ""):
        return re.sub(r"['’]s\b.*", "", name)
    if definite := _DEFINITE.search(question):
        return definite[1]
    found = next(filter(None, (pattern.search(question) for pattern in _DEFINITE_OF_STATE)), None)
    return found[1] if found and found[1].split()[-1] not in _NO_EVENT else ""


def _chinese_topic(question: str) -> str:
    found = [
        topic
        for topic in topics(question)
        if not topic.startswith("其中") and not question.partition(topic)[0].endswith(("多少", "几", "哪些", "什么"))
    ]
    left = _VERB.sub("", next(iter(found), ""))
    subject = _SUBJECT.match(question)
    if subject and subject[1] in found and not names(left) and not re.search("|".join(_KINDS.values()), left):
        left = subject[1]
    said_of_nothing = _SUBJECTLESS.fullmatch(question) or re.match(rf"{re.escape(left)}[了着过]", question)
    return "" if said_of_nothing and not names(question) else left


def _possessive(pronoun: str, own: str | None) -> str:
    if own:
        return "'s"
    return "的" if pronoun == "其" else ""
