"""Analyse a question: words, names, translations and quoted phrases."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from corpus.text.fold import Folded, fold, without_invisible
from corpus.text.numerals import MYRIADS, POWERS
from corpus.text.script import has_han, in_chinese
from index.crosslingual.glosses import meanings_of, words
from index.crosslingual.pinyin_names import Expansion, PassageCount, Readings, bridge
from index.crosslingual.query_translation import Equivalent, equivalents, shared_characters
from index.crosslingual.translation_table import translations
from index.crosslingual.transliteration import Adjacent
from index.lexical.concepts import Concept
from index.lexical.number_terms import written_numbers
from index.lexical.tokens import FUNCTION_WORDS, shared_words, tokenise

NAME_WEIGHT = 2.0
"""The weight of a bridged name relative to a word of the question; 1 to 4 work for questions about real pages."""

TRANSLATION_WEIGHT = 0.8
"""The weight of a translation relative to the word itself; the cosine makes up for the rest (index.fusion)."""

_CONTRACTED = re.compile(r"(?<![a-z'’])([a-z]+)['’](?:s|re|ve|ll|d|m|t)(?![a-z])")
_POSSESSIVE = ("'s", "’s")
QUOTATION_MARKS = '"＂“„「『«〝'
_QUOTED = re.compile(
    r'“([^“”]+)”|(?<!\d)["＂]([^"＂]+)["＂]|「([^「」]+)」|『([^『』]+)』|„([^„“”]+)[“”]|«([^«»]+)»|〝([^〝〞]+)〞'
)
"""Single marks are left out, since ’ is usually an apostrophe. A straight mark after a digit may mean inches."""
_ENDING = " \t\r\n.,;:!?。，、；：！？…"
_QUESTION_WORDS = re.compile(
    "谁是|是?(?:请问|为什么|什么时候|什么样|什么|哪一年|哪一|哪些|哪个|哪里|哪儿|哪年|哪种|哪位|哪家|哪|谁|多少|"
    "几[个名位年月次天种]|怎么样|怎么|怎样|如何)|是否|是不是|有没有|吗(?![啡啉])|呢(?![喃绒子])|(?<![目标])的(?![士确])"
    r"|\bhow (?:many|much)\b"
)
"""Question words, and 的: in articles they are so rare that BM25 would weigh them like names."""
_IN_NAMES = {"的", "哪"}
_NAME = re.compile("[A-Z][a-z]")
"""The beginning of a name's meaning: Midea for 美的."""
_DOTTED = re.compile(r"(?<![\w.])(?!(?:[ap]\.m|i\.e|e\.g)\b)[a-z](?:\.[a-z])+(?![a-z\d])\.?", re.IGNORECASE)
"""An acronym with dots, such as U.S.: articles and the dictionaries have US."""

_YUAN = re.compile(r" ?(?:chinese )?(?:yuan|rmb)\b")
"""After a number, it says as little about an article as the character that Chinese writes there."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the retrievers see it."""

    text: str
    """Folded, with the bridged names appended: what the embedder sees."""
    concepts: tuple[Concept, ...]
    """What BM25 searches for."""
    expansions: tuple[Expansion, ...]
    """Romanised names and their Chinese forms."""
    phrases: tuple[str, ...]
    """Quoted phrases, folded: the article must contain them, and they must begin in the passage."""
    question: str = ""
    """The question as asked, with colloquial words replaced."""
    unheld: tuple[str, ...] = ()
    """Quoted phrases that no article contains: their words are searched like any others."""

    def translations_in(self, text: Folded, held: Container[str]) -> tuple[str, ...]:
        """English words and their likely translations in a folded text (`held`: its terms), as "railway → 铁路"."""
        found = (
            f"{concept.word} → {words[0]}"
            for concept in self.concepts
            if (words := shared_words(concept.likely(), text, held))
        )
        return tuple(dict.fromkeys(found))  # each word of a phrase has the phrase as its concept

    everyday: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words that replace colloquial ones, each with its synonyms, the colloquial one first."""

    @property
    def named(self) -> str:
        """The question with its romanised names in Chinese, as in "What is 朱红涛's position?"."""
        text = self.question
        for expansion in self.expansions:
            known = translations().of(expansion.written)
            name = max(expansion.terms, key=lambda term: known.get(term, 0.0))  # the first of equals
            text = re.sub(rf"\b{re.escape(expansion.written)}\b", name, text)
        return text

    def glossed(self, text: Folded) -> str:
        """The question for a reader of this folded text: names in Chinese, and each word with a likely translation in
        the text replaced by it, as in "What is 朱红涛's 职位?".

        For XQuAD's English questions, the bundled reader finds the sentence in 82 of 100 Chinese passages this way, and
        in 75 with the questions as they were asked.
        """
        question, held = self.named, frozenset(tokenise(text))
        for usual, others in self.everyday.items():
            question = question.replace(usual, next((word for word in (usual, *others) if word in text), usual))
        for concept in self.concepts:
            if words := shared_words(concept.likely(), text, held):
                question = re.sub(rf"\b{re.escape(concept.word)}\b", words[0], question, flags=re.IGNORECASE)
        return question

    @property
    def terms(self) -> dict[str, float]:
        """The question's own terms with their weights, names in Chinese."""
        return {next(iter(concept.terms)): concept.weight for concept in self.concepts}


def understand(question: str, readings: Readings, passage_count: PassageCount, adjacent: Adjacent) -> Query:
    """Fold a question, find its words, names and quoted phrases, and translate it if it is English.

    Chinese names are appended for the embedder and weigh more than other words in BM25: they are often all that Chinese
    articles share with an English question. (Appending the translations as well gains nothing once BM25 has them:
    hybrid MRR@10 from English to Chinese is 0.926 with them and 0.929 without.)
    """
    cleaned = without_invisible(question)
    bridged = bridge(cleaned, readings, passage_count)
    expansions = tuple(e for e in bridged if in_chinese(cleaned) or _is_name(e, passage_count))
    written = {term for expansion in expansions for term in tokenise(expansion.written)}
    names = dict.fromkeys(term for e in expansions for name in e.terms for term in tokenise(name))
    plain = _DOTTED.sub(lambda match: match[0].replace(".", ""), cleaned)
    words = [
        term for term in content_terms(_in_usual_numbers(fold(plain))) if term not in written and term not in names
    ]
    # "Kublai's" also gives the term "kublai"; the possessive is a term only if an article has it.
    words = [term for term in words if not term.endswith(_POSSESSIVE) or passage_count(term)]
    chinese = {} if in_chinese(cleaned) else equivalents(plain, words, passage_count, adjacent)
    dotted = {found.replace(".", ""): found.rstrip(".") for found in _DOTTED.findall(fold(cleaned))}
    numbers = {_number(term) for term in words} & set(words)
    units = {term[-1] for term in words if _number(term) in numbers}
    concepts = [
        Concept({term: 1.0, number: 0.5}, 2.0)
        if (number := _number(term)) in numbers
        else _concept(dict.fromkeys((term, dotted.get(term, term)), 1.0), chinese.get(term))
        for term in words
        if term not in numbers | units  # they are parts of the number with its unit
    ]
    concepts += [Concept({name: 1.0}, NAME_WEIGHT) for name in names]
    first = [expansion.terms[0] for expansion in expansions]
    text = fold(" ".join([cleaned, *first]))
    return Query(text, tuple(concepts), expansions, tuple(_phrases(cleaned)), question)


def content_terms(question: str) -> list[str]:
    """The distinct terms of a question without question words; all of them if nothing else is left."""
    statement = _CONTRACTED.sub(_expand, _without_question_words(fold(question)))
    terms = [term for term in tokenise(statement) if term not in FUNCTION_WORDS]
    return list(dict.fromkeys(terms or tokenise(question)))


def _without_question_words(text: Folded) -> str:
    """The text without question words; 的 and 哪 stay in a name that the dictionary has, such as 美的 and 哪吒."""
    found = words(text) if _IN_NAMES & set(text) else ()
    named = {at for start, end in found if _NAME.match(meanings_of(text[start:end])) for at in range(start, end)}
    return _QUESTION_WORDS.sub(
        lambda match: match[0] if match[0] in _IN_NAMES and match.start() in named else " ", text
    )


def _expand(match: re.Match[str]) -> str:
    """A space for contractions such as `it's` and `shouldn't`, which are function words."""
    return " " if match[1] in FUNCTION_WORDS or match[0].endswith("t") else match[0]


def _phrases(question: str) -> Iterator[str]:
    for match in _QUOTED.finditer(question):
        phrase = fold(next(filter(None, match.groups()))).strip(_ENDING)
        if tokenise(phrase):
            yield phrase


def _number(term: str) -> str:
    """The number in a term with a unit, such as 3.2 in 3.2亿 and 2022 in 2022年; otherwise "".

    Both are one concept, so that an article that writes 三亿二千万 matches it completely.
    """
    return term[:-1] if has_han(term[-1]) and term[0].isdigit() else ""


def _in_usual_numbers(text: Folded) -> str:
    """The text with its numbers in the usual notation: "56 million yuan" and 5,600万 are one number, not several words.

    Passages are indexed by this form too (index.lexical.number_terms). Small Han numbers stay, since many are parts of
    names: 十堰.
    """
    parts, at = list[str](), 0
    for start, end, term in sorted(written_numbers(text), key=lambda number: (number[0], -number[1])):
        if start < at or not (term[-1] in MYRIADS or text[start:end].isascii() or text[start].isdigit()):
            continue
        if text[start] in POWERS:  # 百万富翁, 千万
            continue
        parts += [text[at:start], term]
        yuan = _YUAN.match(text, end)
        at = yuan.end() if yuan else end
    return "".join([*parts, text[at:]])


def _concept(written: Mapping[str, float], chinese: Equivalent | None) -> Concept:
    if chinese is None:
        return Concept(written)
    return Concept(
        {**written, **{t: TRANSLATION_WEIGHT * share for t, share in chinese.terms.items()}},
        word=chinese.written,
        characters=shared_characters(chinese.terms),
    )


def _is_name(expansion: Expansion, passage_count: PassageCount) -> bool:
    """Whether a word stands for a Chinese name: not if articles contain a translation of it that sounds different."""
    translated = translations().of(expansion.written)
    named = {term for name in expansion.terms for term in tokenise(name)}
    return not translated.keys() - named or bool(translated.keys() & named) or not any(map(passage_count, translated))
