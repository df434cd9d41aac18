"""Names and editions of a question that its quotes do not mention.

NLPCC 2022 does not answer a question about EMNLP2022, nor the 41st fair a question about the 39th.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain

from corpus.text.fold import fold
from corpus.text.script import HAN, has_han, in_chinese
from index.crosslingual.glosses import meanings_of
from index.crosslingual.translation_table import translations
from index.query import Query
from qa.answer.sentence import Sentence, in_context
from qa.facts import ordinals
from qa.facts.countries import country_pattern
from qa.facts.entities import PLACE, PLACES, latin_words
from qa.facts.known_names import aliases, known_names
from qa.facts.name_matching import mentions
from qa.question.word_bounds import cuts_word

_HOME = frozenset(("中国", "China", "Chinese"))
"""The country that Chinese articles mean if they name none."""
LONG, ENDING = 4, 2
"""A Chinese name of more than LONG characters may be written without its last ENDING ones: 奥斯曼 for 奥斯曼帝国."""
_NATIONAL = "国内"
"""A prefix that the same measure of a region lacks: 地区生产总值 for GDP, 国内生产总值."""
_WORK = re.compile("《([^《》]+)》")
_LINE = re.compile(
    rf"((?:(?![这那哪座条个各新旧老修建多少国全的第本该是在和首末趟班次段期小大])[{HAN}]){{2}})(?:高铁|铁路|大桥|隧道|机场|水库|水?电站|油田|煤矿|运河|水道|岛)"
)
_NAMES: Sequence[Callable[[str], Iterable[str]]] = (PLACE.findall, _WORK.findall, latin_words, _LINE.findall)
"""What is taken for a name by its form: a place, a title in 《》, a word in Latin letters, and the two characters
before the kind of a railway or similar structure: 西延 in 西延高铁.
"""
SHORT = 2
"""Characters of a name that may be only the pieces of other words."""
_QUARTER = re.compile(r"[qh][1-4]", re.IGNORECASE)
_AGAIN = re.compile(r"再[次度]|又一次|\bagain\b|\bonce more\b")
"""Words for "a second time"."""
_CAPITALISED = re.compile(r"\b[A-Z][\w-]*")
_COUNTRY = re.compile(r"\b(?:(?P<part>North|South|East|West|Central|Latin)(?:ern)? )?[A-Z][\w-]*")
"""A possible country; with North, South and so on, it is another country or part of a continent."""


def unmentioned(query: Query, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Names in the question that no quote's article mentions in any form.

    Of several names recognised only by their form, one mention is enough: articles from Xinzhou seldom say that it lies
    in Shanxi. Names in the dictionary must all be mentioned, except a place that the name after it lies in.
    """
    if not sentences:
        return ()
    foreign = _countries(query) if has_han(sentences[0].text) else ()
    asked = chain(_by_form(query) if in_chinese(query.question) else chain(_bridged(query), foreign), _known(query))
    return next((names for names in asked if names and not _mention(sentences, _forms(names, query))), ())


def other_edition(query: Query, sentences: Sequence[Sentence]) -> bool:
    """Whether a question names an edition, session or phase that its quotes are not about: the last one mentioned
    before them is another, or their articles do not have this one.
    """
    asked = tuple(ordinals.ordinals(fold(query.question)))
    return bool(sentences) and not all(any(_is_of_edition(s, ordinal) for s in sentences) for ordinal in asked)


def _is_of_edition(sentence: Sentence, ordinal: ordinals.Ordinal) -> bool:
    article = sentence.article
    if ordinals.names(fold(sentence.text), ordinal) or (ordinal.number == 2 and _AGAIN.search(sentence.text)):
        return True
    if (number := ordinals.last(fold(article.text[: sentence.end]), ordinal)) is not None:
        return number == ordinal.number
    return ordinals.names(fold(f"{article.title}\n{article.text}"), ordinal)


def about_the_names(query: Query, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentences that mention a name of the question, also in the text that they continue; all if none does."""
    names = [*_capitalised(query.question), *known_names(query.question)]
    spelled = {fold(name) for name in names if not name.isupper()}  # EAST is not the east
    translated = (term for concept in query.concepts if fold(concept.word) in spelled for term in concept.terms)
    forms = _forms(spelled, query).union(translated, map(fold, names))
    return [s for s in sentences if any(mentions(in_context(s), form) for form in forms)] or sentences


def _by_form(query: Query) -> Iterator[tuple[str, ...]]:
    for form in _NAMES:
        found = dict.fromkeys(form(query.question))
        yield tuple(name for name in found if name not in _HOME and _is_whole(name, query.question))


def _is_whole(name: str, question: str) -> bool:
    """Whether a name is more than a letter, and somewhere in the question not just the pieces of other words: 清远 in
    看不清远处. Q2 is a time.
    """
    if not has_han(name):
        return len(name) > 1 and _QUARTER.fullmatch(name) is None
    places = (match.start() for match in re.finditer(re.escape(name), question))
    return any(not cuts_word(question, start, start + len(name)) for start in places)


def _is_doubtful(name: str, question: str) -> bool:
    """Whether either character of a short name that is no place may belong to the word beside it: 人大 in 很多人大多."""
    at = question.find(name)
    if len(name) > SHORT or name in PLACES or at < 0:
        return False
    beside = (question[max(0, at - 1) : at + 1], question[at + 1 : at + 3])
    return any(len(word) > 1 and meanings_of(word)[:1].islower() for word in beside)


def _bridged(query: Query) -> Iterator[tuple[str, ...]]:
    """Places that an English question writes in pinyin; other names may be written in unforeseen ways."""
    places = frozenset(PLACES) - _HOME
    yield from ((e.written,) for e in query.expansions if not places.isdisjoint(e.terms))


def _countries(query: Query) -> Iterator[tuple[str, ...]]:
    """Countries in an English question, by noun or adjective, for Chinese texts: German is 德国, South African is 南非,
    and South American is none.
    """
    for match in _COUNTRY.finditer(query.question):
        written = match.group()
        nouns = (written, written.removesuffix("n")) if match["part"] else (written,)
        for noun in nouns if match.start() else ():
            name = next(iter(translations().of(fold(noun))), "")
            if name not in _HOME and country_pattern().fullmatch(name):
                yield (noun,)
                break


def _capitalised(question: str) -> list[str]:
    """The capitalised words of an English question, except one that begins it."""
    return [match.group() for match in _CAPITALISED.finditer(question) if match.start()]


def _known(query: Query) -> Iterator[tuple[str, ...]]:
    for name in known_names(query.question):
        if name not in _HOME and _is_whole(name, query.question) and not _is_doubtful(name, query.question):
            yield (name,)


def _mention(sentences: Sequence[Sentence], forms: Collection[str]) -> bool:
    """Whether an article has one of the forms, or abbreviates it as in 中美; whole texts are folded only if no title, source or quote has one."""
    near = (f"{s.article.title}\n{s.article.source}\n{s.text}" for s in sentences)
    articles = {s.article.id: s.article.text for s in sentences}
    return any(mentions(folded, form) for folded in map(fold, chain(near, articles.values())) for form in forms)


def _forms(names: Iterable[str], query: Query) -> frozenset[str]:
    """The names as texts may have them, folded: themselves, their other forms and their translations."""
    forms = frozenset(form for name in map(fold, names) for form in _forms_of(name, query))
    return forms.union(form.removeprefix(_NATIONAL) for form in forms if len(form) > LONG)


def _forms_of(name: str, query: Query) -> Iterator[str]:
    yield name
    for expansion in query.expansions:
        if fold(expansion.written) in name or name in fold(expansion.written):
            yield from expansion.terms
    yield from translations().of(name)
    yield from aliases(name)
    if " " in name:  # English abbreviates: the U.S., a Grammy
        yield name.split()[0]
        yield ".".join(word[0] for word in name.split())
    elif len(name) > LONG:
        yield name[:-ENDING]
        if (country := country_pattern().match(name)) and len(name) - country.end() > ENDING:
            yield name[country.end() :]  # 美国国会众议院 for 美国众议院
