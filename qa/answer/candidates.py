"""Sentences that may answer a question, from the passages that were found, scored."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.text.fold import fold
from corpus.text.script import is_han
from corpus.text.sentences import sentences_near
from corpus.types import Article, Passage
from index.dense.embedders import Embedder
from index.fusion import convex
from index.lexical.tokens import tokenise
from index.query import Query
from index.storage.reader import Index
from index.types import Hit
from qa.answer.answer_types import cue
from qa.answer.quotable import quotable
from qa.answer.time_intent import Period

PASSAGES = 6
"""Best passages whose sentences are looked at."""
SENTENCES, ACROSS = 5, 8
"""Sentences that are embedded at the most, the likeliest by words, cue and passage: to a question in their language,
and across languages, where words say less."""
OF_ONE_ARTICLE = 3
"""Passages of one article that are looked at before those of others."""
NEIGHBOUR = 80
"""Characters on each side of a passage within which its neighbours' sentences are looked at as well."""
BESIDE = 0.9
"""What a passage's score counts for a sentence beside it."""
BEFORE = 0.5
"""What a word of the question counts that only the sentence before has: what is told of is named once and then meant on."""
PASSAGE, CUE = 0.75, 0.1
"""What the passage's own score and a cue of the right kind add to a sentence's meaning and words."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence where it stands, and the passage it was found by, if it was found by one."""

    article: Article
    start: int
    end: int
    passage: Passage | None = None

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence and how well it answers. `score` is higher for better."""

    sentence: Sentence
    matched: float
    """Share (0 to 1) of the question's words that it has, each by its rarity; those of the sentence before count BEFORE."""
    reachable: float
    """Share (0 to 1) of the question's words that a sentence of its script can have."""
    cue: int
    """1, -1 or 0: whether it has what the question asks for (qa.answer.answer_types)."""
    passage: float
    """Its passage's own score."""
    cosine: float = 0.0
    """Nearness of meaning to the question, -1 to 1."""
    lift: float = 0.0
    """What its date adds (qa.answer.time_intent)."""

    @property
    def likely(self) -> float:
        """How likely it answers before its meaning is known."""
        return self.matched + PASSAGE * self.passage + CUE * self.cue + self.lift

    @property
    def score(self) -> float:
        """Meaning, words, passage, cue and date together."""
        return (
            convex(self.cosine, self.matched, self.reachable)
            + PASSAGE * self.passage
            + CUE * max(self.cue, 0)
            + self.lift
        )


def candidates(
    index: Index, embedder: Embedder, query: Query, counts: Sequence[float], hits: Sequence[Hit], period: Period
) -> list[Candidate]:
    """The likeliest sentences of the best passages, best first, ties by place; none where nothing was found.

    `counts`: what each concept of the question counts (`shares`).
    """
    reachable = {han: index.within_reach(query.concepts, counts, han) for han in (False, True)}
    # The best passage comes last, so that a sentence on the edge of two keeps the better one's score.
    found: dict[tuple[str, int], Candidate] = {}
    for hit in reversed(_spread(hits)):
        for c in _sentences(query, hit, counts, reachable[is_han(hit.passage.text)], period.lift(hit.passage.article)):
            place = (c.sentence.article.id, c.sentence.start)
            if place not in found or found[place].passage <= c.passage:
                found[place] = c
    across = is_han(query.text) != (bool(hits) and is_han(hits[0].passage.text))
    copies: dict[str, list[Candidate]] = {}  # one sentence in several articles is embedded once
    for c in sorted(found.values(), key=lambda c: (-c.likely, *_place(c))):
        copies.setdefault(plain(c.sentence.text), []).append(c)
    likely = list(copies.values())[: ACROSS if across else SENTENCES]
    if not likely:
        return []
    first = [group[0].sentence for group in likely]
    vectors = embedder.passages([fold(f"{s.article.title}\n{s.text}") for s in first])
    cosines = (vectors @ embedder.query(query.text)[0]).tolist()
    scored = [replace(c, cosine=cosine) for group, cosine in zip(likely, cosines, strict=True) for c in group]
    return sorted(scored, key=lambda c: (-c.score, *_place(c)))


def plain(text: str) -> str:
    """A sentence's letters and digits, folded: equal where it is printed twice with other signs or in another script."""
    return "".join(filter(str.isalnum, fold(text)))


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.sentence.article.id, candidate.sentence.start


def shares(index: Index, query: Query) -> list[float]:
    """What each concept of the question counts, by its rarity; together 1."""
    bounds = index.lexical.scores(query.concepts)[1]
    total = sum(bounds) or 1.0
    return [bound / total for bound in bounds]


def held(query: Query, shares: Sequence[float], terms: AbstractSet[str]) -> float:
    """The share (0 to 1) of the question that a text with these terms has."""
    return sum(share * concept.held(terms) for concept, share in zip(query.concepts, shares, strict=True))


@lru_cache(maxsize=1_024)
def _terms(sentence: str) -> frozenset[str]:
    """Of the sentences that many questions lead to: finding terms is half the work that is not the model's."""
    return frozenset(tokenise(sentence))


@lru_cache(maxsize=256)
def _near(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences of the passages that many questions lead to."""
    return tuple(sentences_near(text, start, end))


def _spread(hits: Sequence[Hit]) -> list[Hit]:
    """The passages to look at: the best, but no article takes all the places while another one has something."""
    seen: Counter[str] = Counter()
    within: list[Hit] = []
    beyond: list[Hit] = []
    for hit in hits:
        article = hit.passage.article.id
        seen[article] += 1
        (within if seen[article] <= OF_ONE_ARTICLE else beyond).append(hit)
    return [*within, *beyond][:PASSAGES]


def _sentences(query: Query, hit: Hit, shares: Sequence[float], reachable: float, lift: float) -> Iterator[Candidate]:
    """The sentences that a passage touches, whole even where the passage cuts them, and those right beside it.

    A question answers nothing and is left out.
    """
    passage, text = hit.passage, hit.passage.article.text
    first, last = max(0, passage.start - NEIGHBOUR), min(len(text), passage.end + NEIGHBOUR)
    before: frozenset[str] = frozenset()
    for start, end in _near(text, first, last):
        terms, named = _terms(text[start:end]), before
        before = terms
        if start >= last or end <= first or text[end - 1] in "？?":
            continue
        own = held(query, shares, terms)
        matched = own + BEFORE * (held(query, shares, terms | named) - own)
        inside = start < passage.end and end > passage.start
        quote = quotable(text, start, end)
        if quote is None:
            continue
        yield Candidate(
            Sentence(passage.article, *quote, passage),
            matched,
            reachable,
            cue(query.text, text[start:end]),
            hit.score * (1 if inside else BESIDE),
            lift=lift,
        )
