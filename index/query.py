"""A question as the retrievers see it."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from corpus.text.fold import Folded, fold, without_invisible
from corpus.text.script import has_han
from index.crosslingual.pinyin_names import Expansion, PassagesWith, Readings, bridge
from index.crosslingual.query_translation import Equivalent, equivalents
from index.crosslingual.translation_table import translations
from index.crosslingual.transliteration import Follows
from index.lexical.concepts import Concept
from index.lexical.tokens import FUNCTION_WORDS, shared_words, tokenise

NAME_WEIGHT = 2.0
"""Of a bridged name against a word of the question; 1 to 4 do on questions over real pages."""

TRUST = 0.8
"""Of a translation against the word itself: what it lacks is made up by meaning (index.fusion)."""

_CONTRACTED = re.compile(r"(?<![a-z'’])([a-z]+)['’](?:s|re|ve|ll|d|m|t)(?![a-z])")
_POSSESSIVE = ("'s", "’s")
_QUOTED = re.compile(r'“([^“”]+)”|"([^"]+)"|「([^「」]+)」|『([^『』]+)』')
_ASKING = re.compile(
    "谁是|是?(?:请问|为什么|什么时候|什么样|什么|哪一年|哪一|哪些|哪个|哪里|哪儿|哪年|哪种|哪位|哪家|哪|谁|多少|"
    "几[个名位年月次天种]|怎么样|怎么|怎样|如何)|是否|是不是|有没有|吗|呢|(?<![目标])的(?![士确])"
    r"|\bhow (?:many|much)\b"
)
"""Words that ask, and 的: they say nothing of what a text is about, and are rare enough in articles to count as names."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the retrievers see it."""

    text: str
    """Folded, with the Chinese names behind it: what the embedder sees."""
    concepts: tuple[Concept, ...]
    """What BM25 looks for."""
    expansions: tuple[Expansion, ...]
    """Romanised names and what they stand for."""
    phrases: tuple[str, ...]
    """What was put in quotation marks, folded: a passage has to hold it."""

    def translations_in(self, text: Folded, held: Container[str]) -> tuple[str, ...]:
        """English words and what a folded text with these terms has for them, as "railway → 铁路"; the likely ones."""
        found = (
            f"{concept.word} → {words[0]}"
            for concept in self.concepts
            if (words := shared_words(concept.likely(), text, held))
        )
        return tuple(dict.fromkeys(found))  # a phrase stands for each of its words

    @property
    def terms(self) -> dict[str, float]:
        """The weighted terms as the question has them, its names in Chinese."""
        return {next(iter(concept.terms)): concept.weight for concept in self.concepts}


def understand(question: str, readings: Readings, passages_with: PassagesWith, follows: Follows) -> Query:
    """Fold a question, take its words, its names and its quoted phrases, and translate it if it is English.

    The Chinese names are put behind it for the embedder and weigh more than a word for BM25: in an English question
    they are often all that Chinese articles share with it. (Its other words' translations behind it, too, bring the
    embedder nothing once BM25 has them: MRR@10 of both from English to Chinese is 0.926 with them and 0.929 without.)
    """
    cleaned = without_invisible(question)
    bridged = bridge(cleaned, readings, passages_with)
    expansions = tuple(e for e in bridged if has_han(cleaned) or _is_name(e, passages_with))
    written = {term for expansion in expansions for term in tokenise(expansion.written)}
    names = dict.fromkeys(term for e in expansions for name in e.terms for term in tokenise(name))
    words = [term for term in asked_terms(cleaned) if term not in written and term not in names]
    # Of "Kublai's" the name is a term as well: the whole is one only where it is written so.
    words = [term for term in words if not term.endswith(_POSSESSIVE) or passages_with(term)]
    chinese = {} if has_han(cleaned) else equivalents(cleaned, words, passages_with, follows)
    concepts = [_concept(term, chinese.get(term)) for term in words] + [Concept({n: 1.0}, NAME_WEIGHT) for n in names]
    first = [expansion.terms[0] for expansion in expansions]
    return Query(fold(" ".join([cleaned, *first])), tuple(concepts), expansions, tuple(_phrases(cleaned)))


def asked_terms(question: str) -> list[str]:
    """The terms of a question without those that only ask, each once; all of them where it only asks."""
    told = _CONTRACTED.sub(_uncontracted, _ASKING.sub(" ", fold(question)))
    terms = [term for term in tokenise(told) if term not in FUNCTION_WORDS]
    return list(dict.fromkeys(terms or tokenise(question)))


def _uncontracted(match: re.Match[str]) -> str:
    """Nothing for words as `it's` and `shouldn't`, which say no more than `it` and `should`."""
    return " " if match[1] in FUNCTION_WORDS or match[0].endswith("t") else match[0]


def _phrases(question: str) -> Iterator[str]:
    for match in _QUOTED.finditer(question):
        phrase = fold(next(filter(None, match.groups()))).strip()
        if tokenise(phrase):
            yield phrase


def _concept(term: str, chinese: Equivalent | None) -> Concept:
    if chinese is None:
        return Concept({term: 1.0})
    return Concept({term: 1.0, **{t: TRUST * share for t, share in chinese.terms.items()}}, word=chinese.written)


def _is_name(expansion: Expansion, passages_with: PassagesWith) -> bool:
    """Whether a word stands for a Chinese name: not where it has a translation of another sound that articles use."""
    known = translations().of(expansion.written)
    named = {term for name in expansion.terms for term in tokenise(name)}
    return not known.keys() - named or bool(known.keys() & named) or not any(map(passages_with, known))
