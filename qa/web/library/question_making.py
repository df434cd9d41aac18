"""Makes questions from an article by rules, each with the words that answer it: how much, who, when, what.

In Chinese, a question is a clause with its answer replaced by a question word; in English, a template that fits what a
sentence says about a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.script import HAN, has_han
from corpus.text.sentences import sentences
from corpus.types import Article
from index.crosslingual.romanisation import TRANSLATED, romanised
from qa.facts.entities import PLACES, SURNAMES, companies, names

MAX_HAN_QUESTION, MAX_LATIN_QUESTION = 26, 60
"""Maximum length of a question in characters: a chip holds no more on a phone."""
SENTENCES_READ = 30
"""Sentences of an article that questions are made from: news says first what is new."""


@dataclass(frozen=True, slots=True)
class Made:
    """A question, and words that its answer contains."""

    question: str
    answer: str


_HAN = f"[{HAN}]"
_SURNAME = f"[{SURNAMES}]"
_DATE = r"(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日)"
_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]+")
_LEADS_IN = re.compile(
    rf"^(?:{_DATE}\S{{0,4}}|据.*|日前|近日|记者.*|今年.{{0,6}}|目前|截至.*|如今|当前|昨[天日].{{0,8}}|今[天日].{{0,8}}|\d+日.{{0,4}})$"
)
_UNIT = r"[万亿]{0,2}(?:元|美元|人次|人|名|公里|千米|亩|公顷|吨|平方米|平方公里|家|个|项|件|辆|户|座|所|条|场|倍|千瓦|千瓦时)"
_QUANTITY = re.compile(
    rf"^(?P<before>[^\d（）()]{{4,18}}?)(?:(?<!签)约|近|超过|超|达到|达|共|逾)?(?P<number>\d[\d,.]*)(?:多|余)?(?P<unit>{_UNIT})(?P<after>{_HAN}{{0,10}})$"
)
_OFFICE = re.compile(
    rf"(?P<office>{_HAN}{{2,9}}(?:书记|市长|省长|县长|区长|主任|局长|董事长|总经理|院长|校长|处长|厅长|会长|總經理|書記))"
    rf"(?P<name>{_SURNAME}{_HAN}{{1,2}})(?=说|說|介绍|介紹|表示|指出|认为|最近|把|为|為|，)"
)
_OF_SPEECH = "(?:[说称道]|表示|宣布|发布|通报|认为|重申|强调|指出|要求|呼吁|承认|透露|证实|否认|警告|回应|敦促|谴责|承诺|建议|提出)"
"""Verbs of speech. If a clause ends in one, what was said is missing."""
_EVENT = re.compile(
    rf"^(?P<before>[^\d（）()]{{4,18}}?)(?:将于|于|在)?(?P<date>{_DATE})(?:正式)?(?P<verb>(?!.*{_OF_SPEECH}){_HAN}{{2,6}})$"
)
_TERM = re.compile(r"^(?P<term>[“「](?P<name>[^“”「」，。]{2,10})[”」])(?:是|指)(?!否)")
_NOT_A_SUBJECT = re.compile(
    r"^(?:其|这|那|它|他|她|但|而|并|也|还|又|此|该|从|到|在|当|对|据|为|以|与|同|和|将|把|目前|今年|去年|同期|现在|如今|双方|两|有|就|再|只|全|我|你|一|二|三|四|经过|通过)"
)

_ENGLISH_NAME = r"(?P<name>(?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]+)*(?: zone| plan| fair)?)"
_DEFINED = re.compile(rf"^{_ENGLISH_NAME},? (?:is|was) (?P<answer>(?:a|an|the) [^,.;]{{4,40}})")
_FORMS = (
    (
        "How many projects are there in {}?",
        re.compile(r"(\d[\d,.]*)(?:多|余)?个(?:重大|重点|工程|合作|招商)*项目|\b(\d[\d,.]*) (?:\w+ ){0,2}projects\b"),
    ),
    (
        "How much is invested in {}?",
        re.compile(
            r"投资(?:额|约|近|超过?|达)?(\d[\d,.]*)亿元|\binvest\w*\D{0,40}?(\d[\d,.]*) (?:million|billion) yuan"
        ),
    ),
    ("What is {}'s role?", re.compile(r"(角色|定位)|\b(role)\b")),
    (
        "How many people live in {}?",
        re.compile(r"(?:常住)?人口(?:约|近|超过?|达)?(\d[\d,.]*)万|\bpopulation of (?:about )?(\d[\d,.]*)"),
    ),
    (
        "Who is the Party secretary of {}?",
        re.compile(rf"[市省]委书记({_SURNAME}{_HAN}{{1,2}})(?=说|介绍|表示|指出|在|把|，)()"),
    ),
    ("Who is the mayor of {}?", re.compile(rf"市长({_SURNAME}{_HAN}{{1,2}})(?=说|介绍|表示|指出|在|把|，)()")),
)


def made_questions(article: Article, *, chinese: bool) -> Iterator[Made]:
    """Questions in one language, short enough for a chip, each once."""
    found = _chinese(article) if chinese else _english(article)
    longest = MAX_HAN_QUESTION if chinese else MAX_LATIN_QUESTION
    yield from {made.question: made for made in found if len(made.question) <= longest}.values()


def _sentences(article: Article) -> Iterator[str]:
    """The title, which names its subject, and the first sentences."""
    yield article.title.strip()
    yield from (article.text[start:end] for start, end in sentences(article.text)[:SENTENCES_READ])


def _chinese(article: Article) -> Iterator[Made]:
    for sentence in filter(has_han, _sentences(article)):
        clauses = [match[0].strip() for match in _CLAUSE.finditer(sentence)]
        while len(clauses) > 1 and _LEADS_IN.match(clauses[0]):
            clauses.pop(0)
        yield from _of_clause(clauses[0] if clauses else "")
        if term := _TERM.match(sentence):
            yield Made(f"{term['term']}是什么？", term["name"])
        for office in _OFFICE.finditer(sentence):
            if names(office["office"]):
                yield Made(f"{office['office']}是谁？", office["name"])


def _of_clause(clause: str) -> Iterator[Made]:
    quantity, event = _QUANTITY.match(clause), _EVENT.match(clause)
    if quantity and _is_subject(quantity["before"]):
        yield Made(
            f"{quantity['before'].replace('则', '')}多少{quantity['unit']}{quantity['after']}？", quantity["number"]
        )
    if event and _is_subject(event["before"]):
        yield Made(f"{event['before']}什么时候{event['verb']}？", event["date"])


def _is_subject(text: str) -> bool:
    """Whether the text begins with its subject and names it, so that it can be understood on its own."""
    return not _NOT_A_SUBJECT.match(text) and bool(names(text) or companies(text))


def _english(article: Article) -> Iterator[Made]:
    for sentence in _sentences(article):
        if defined := _DEFINED.match(sentence):
            yield Made(f"What is {defined['name']}?", defined["answer"])
        named = next(_names_in_english(sentence), None)
        for form, says in _FORMS if named else ():
            if said := says.search(sentence):
                yield Made(form.format(named), said[1] or said[2])


def _names_in_english(sentence: str) -> Iterator[str]:
    """The names in a sentence as English writes them: Chinese places in pinyin."""
    if not has_han(sentence):
        # The first word of a sentence is capitalised in any case.
        yield from (re.sub(r"['’]s$", "", m["name"]) for m in re.finditer(_ENGLISH_NAME, sentence.partition(" ")[2]))
        return
    for name in names(sentence):
        if name in PLACES and name not in TRANSLATED:
            yield romanised(name)
