"""Candidate sentences from the passages that were found, scored as answers to a question."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeAlias

from corpus.text.fold import fold
from corpus.text.script import is_han
from corpus.types import Article
from index.dense.embedders import Embedder
from index.lexical.tokens import tokenise
from index.query import Query
from index.reading.base import Reader
from index.storage.reader import Index
from index.types import Hit
from qa.answer.listing import asks_for_several
from qa.answer.quotable import quotable
from qa.answer.ranking import relative, utility
from qa.answer.reading import read
from qa.answer.sentence import Sentence, around, plain, sentences_touching
from qa.answer.signals import DECAY, TITLE, AskedWords, asked_words, fitting, form_signals, kind_signals
from qa.facts.scope import Scope, scope
from qa.question.analysis import Question, analyse, whose
from qa.question.answer_types import AnswerKind
from qa.question.time.intent import Period
from qa.types import TimeSpan

PASSAGES = 6
"""Number of best passages whose sentences are candidates."""
SENTENCES = 20
"""Maximum sentences that are embedded: the best by the other signals."""
OF_ONE_ARTICLE = 3
"""Maximum passages from one article, as long as other articles have passages."""
OUTSIDE = 0.9
"""Weight of a passage's score for a sentence outside the passage."""
OPENING = 200
"""Characters of an article's first line that count like its title."""

Scored: TypeAlias = tuple[Sentence, dict[str, float]]
"""A sentence and its signals."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, and its likelihood of answering relative to the best one, which has 1."""

    sentence: Sentence
    score: float
    signals: Mapping[str, float] = field(default_factory=dict)
    """The features of the score by name: those of qa.answer.signals, and `passage` (the score of its passage), `cosine`
    (with the question), `inside` (1 if in its passage, 0 if next to it), `scope`, `lift` (bonus for its date), `across`
    (1 if it is in another language than the question), `reader`.
    """

    def fits(self, kind: AnswerKind) -> bool:
        """Whether the question asks for this type and the sentence has an instance of it."""
        return self.signals.get(f"fits_{kind}", 0) > 0


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it is put to articles: whole, or without its time if their own date implies that."""

    query: Query
    shares: Sequence[float]
    """The weight of each concept, by inverse document frequency; the sum is 1."""
    told: TimeSpan | None = None
    """Publication dates that imply the omitted time; None for the whole question."""

    def words(self, question: Question) -> AskedWords:
        """The concepts of the wording with their weights."""
        return asked_words(question, self.query.concepts, self.shares)


def candidates(
    embedder: Embedder,
    wordings: Sequence[Wording],
    hits: Sequence[Hit],
    period: Period,
    reader: Reader | None = None,
) -> list[Candidate]:
    """The best sentences of the best passages, best first; ties are in order of position.

    `wordings` are those of one question: an article gets the first one whose omitted time its date implies, else the
    last one, which is the whole question. Without a reader, the other signals rank the sentences.
    """
    query = wordings[-1].query
    question = analyse(query.question)
    question = replace(question, subject=question.subject and whose(fold(query.named)))
    likely = _likeliest(question, wordings, hits, period)
    if not likely:
        return []
    cosines = _cosines(embedder, wordings, [group[0][0] for group in likely])
    told = scope(query.question)
    if AnswerKind.PLACE in question.kinds:
        told = told.without_places()
    for group, cosine in zip(likely, cosines, strict=True):
        for sentence, signals in group:
            signals |= {
                "cosine": cosine,
                "scope": _keeps_to(told, sentence),
                "across": float(is_han(sentence.text) != is_han(query.question)),
            }
    if reader:
        _read(reader, wordings, likely)
    each = [both for group in likely for both in group]
    scores = relative([utility(signals) for _, signals in each])
    scored = [Candidate(sentence, score, signals) for (sentence, signals), score in zip(each, scores, strict=True)]
    return sorted(scored, key=lambda c: (-c.score, *_place(c.sentence)))


def _likeliest(
    question: Question, wordings: Sequence[Wording], hits: Sequence[Hit], period: Period
) -> list[list[Scored]]:
    """The best sentences by the signals that need no model, each with its copies in other articles."""
    asked = frozenset(tokenise(wordings[-1].query.question))
    words = {id(wording): wording.words(question) for wording in wordings}
    # The best passage comes last, so that a sentence in two passages keeps the better score.
    found: dict[tuple[str, int], Scored] = {}
    for hit in reversed(_spread(hits)):
        wording = _wording_for(wordings, hit.passage.article)
        for sentence, signals in _sentences(question, words[id(wording)], asked, hit):
            place = (sentence.article.id, sentence.start)
            if place not in found or found[place][1]["passage"] <= signals["passage"]:
                found[place] = sentence, {**signals, "lift": period.lift(sentence.article)}
    copies: dict[str, list[Scored]] = {}
    for sentence, signals in sorted(found.values(), key=lambda found: (-utility(found[1]), *_place(found[0]))):
        copies.setdefault(plain(sentence.text), []).append((sentence, signals))
    return list(copies.values())[:SENTENCES]


def _cosines(embedder: Embedder, wordings: Sequence[Wording], sentences: Sequence[Sentence]) -> list[float]:
    """The cosine of each sentence, with its title in front, and the question as it is put to its article."""
    vectors = embedder.passages([fold(f"{s.article.title}\n{s.text}") for s in sentences])
    each = {id(wording): (vectors @ embedder.query(wording.query.text)[0]).tolist() for wording in wordings}
    return [each[id(_wording_for(wordings, s.article))][row] for row, s in enumerate(sentences)]


def _wording_for(wordings: Sequence[Wording], article: Article) -> Wording:
    """The wording of the question for an article."""
    return next((w for w in wordings if w.told and article.published in w.told), wordings[-1])


def _read(reader: Reader, wordings: Sequence[Wording], groups: list[list[Scored]]) -> None:
    """Add the reader's score to each sentence; unread ones get the lowest of the others."""
    groups.sort(key=lambda group: -utility(group[0][1]))
    readings = read(reader, lambda article: _wording_for(wordings, article).query, [group[0][0] for group in groups])
    least = min((reading.score for reading in readings if reading), default=0.0)
    for group, reading in zip(groups, readings, strict=True):
        text = group[0][0].text
        for place, (sentence, signals) in enumerate(group):
            signals["reader"] = reading.score if reading else least
            span = reading.span if reading and sentence.text == text else None
            group[place] = replace(sentence, span=span), signals


def _keeps_to(asked: Scope, sentence: Sentence) -> float:
    """-1 if the sentence names another year or subject than the question, 1 if it names the question's year, else 0."""
    said = scope(sentence.text, sentence.article.published)
    if asked.other_period(said) or asked.other_subject(said):
        return -1.0
    return float(bool(asked.years & said.years))


def _place(sentence: Sentence) -> tuple[str, int]:
    return sentence.article.id, sentence.start


def shares(index: Index, query: Query) -> list[float]:
    """The weight of each concept of the question, by inverse document frequency; the sum is 1."""
    bounds = index.retriever.bounds(query.concepts)
    total = sum(bounds) or 1.0
    return [bound / total for bound in bounds]


def held(query: Query, shares: Sequence[float], terms: AbstractSet[str]) -> float:
    """The share (0 to 1) of the question that a text with these terms covers."""
    return sum(share * concept.held(terms) for concept, share in zip(query.concepts, shares, strict=True))


@lru_cache(maxsize=1_024)
def _terms(sentence: str) -> frozenset[str]:
    """Cached, because tokenising is half the work outside the model and questions share sentences."""
    return frozenset(tokenise(sentence))


def _spread(hits: Sequence[Hit]) -> list[Hit]:
    """The best passages, but at most OF_ONE_ARTICLE from one article as long as other articles have some."""
    seen: Counter[str] = Counter()
    within: list[Hit] = []
    beyond: list[Hit] = []
    for hit in hits:
        article = hit.passage.article.id
        seen[article] += 1
        (within if seen[article] <= OF_ONE_ARTICLE else beyond).append(hit)
    return [*within, *beyond][:PASSAGES]


def _sentences(question: Question, words: AskedWords, asked: AbstractSet[str], hit: Hit) -> Iterator[Scored]:
    """The sentences that overlap a passage, complete even if the passage cuts them, and those next to it.

    Sentences that are questions are skipped.
    """
    passage, article = hit.passage, hit.passage.article
    text = article.text
    several = asks_for_several(question.text)
    first, last = around(passage)
    opening = text[:OPENING].partition("\n")[0]
    established = [TITLE * part for part in words.held(_terms(f"{article.title}\n{opening}"))]
    before = [0.0] * len(established)
    for start, end in sentences_touching(text, first, last):
        sentence = text[start:end]
        terms = _terms(sentence)
        own = words.held(terms)
        with_before = [max(parts) for parts in zip(own, before, strict=True)]
        before = [DECAY * part for part in with_before]
        if start >= last or end <= first or sentence.endswith(("？", "?")):
            continue
        inside = start < passage.end and end > passage.start
        quote = quotable(text, start, end)
        if quote is None:
            continue
        yield (
            Sentence(article, *quote, passage),
            {
                "passage": hit.score * (1 if inside else OUTSIDE),
                "inside": float(inside),
                "before": words.total(with_before),
                "context": words.total([max(parts) for parts in zip(with_before, established, strict=True)]),
                "attribute": words.of_attribute(own),
                **kind_signals(fitting(question, sentence)),
                **form_signals(sentence, terms, asked, several=several),
            },
        )
