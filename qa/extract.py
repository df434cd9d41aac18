"""Sentences that answer a question, chosen from the passages that were found."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.fold import fold
from corpus.sentences import sentences
from corpus.types import Article
from index.embed import Embedder
from index.search import Index, Query
from index.tokens import tokenise
from index.types import Hit

PASSAGES = 6
"""Best passages whose sentences are looked at."""
SENTENCES = 32
"""Sentences that are embedded at the most; those that share most words with the question come first."""
CHOSEN = 4
"""Sentences in an answer at the most."""
NEAR = 0.8
"""A further sentence scores at least this share of the best one."""
SAME = 0.6
"""Two sentences that share this part of their terms say the same (Jaccard)."""
WORDS, PASSAGE = 1.0, 0.75
"""What shared words and the passage's own score weigh against a cosine of 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of an article, and how well it answers; higher is better."""

    article: Article
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return self.article.text[self.start : self.end]


def choose(index: Index, embedder: Embedder, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
    """One to four sentences, best first; none where nothing was found. No sentence says what another one says."""
    ranked = sorted(_scored(index, embedder, query, hits), key=lambda c: (-c.score, c.article.id, c.start))
    chosen: list[Candidate] = []
    for candidate in ranked:
        if len(chosen) == CHOSEN or candidate.score < NEAR * ranked[0].score:
            break
        if not any(_alike(candidate.text, other.text) for other in chosen):
            chosen.append(candidate)
    return chosen


def _scored(index: Index, embedder: Embedder, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
    """Every sentence of the best passages, by meaning, by words and by its passage."""
    found = {(c.article.id, c.start): c for hit in hits[:PASSAGES] for c in _sentences(index, query, hit)}
    candidates = sorted(found.values(), key=lambda c: -c.score)[:SENTENCES]
    if not candidates:
        return []
    vectors = embedder.passages([fold(f"{c.article.title}\n{c.text}") for c in candidates])
    cosines = (vectors @ embedder.query(query.text)[0]).tolist()
    return [
        Candidate(c.article, c.start, c.end, cosine + c.score) for c, cosine in zip(candidates, cosines, strict=True)
    ]


def _sentences(index: Index, query: Query, hit: Hit) -> list[Candidate]:
    """The sentences that a passage touches, whole even where the passage cuts them; scored by words and passage."""
    passage = hit.passage
    return [
        Candidate(
            passage.article,
            start,
            end,
            WORDS * _shared(index, query, passage.article.text[start:end]) + PASSAGE * hit.score,
        )
        for start, end in sentences(passage.article.text)
        if start < passage.end and end > passage.start
    ]


def _shared(index: Index, query: Query, sentence: str) -> float:
    """Share (0 to 1) of the question's terms, weighted by how rare they are here, that the sentence holds."""
    terms = set(tokenise(sentence))
    weights = {term: weight * index.lexical.idf(term) for term, weight in query.terms.items()}
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 0.0


def _alike(one: str, other: str) -> bool:
    a, b = set(tokenise(one)), set(tokenise(other))
    return len(a & b) >= SAME * len(a | b) or fold(one) == fold(other)


def mean_score(candidates: Sequence[Candidate]) -> float:
    """How well the chosen sentences answer on the whole."""
    return float(np.mean([c.score for c in candidates])) if candidates else 0.0
