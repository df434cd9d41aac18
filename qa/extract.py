"""Sentences that answer a question, chosen from the passages that were found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.fold import fold
from corpus.script import is_han
from corpus.sentences import sentences
from corpus.types import Article
from index.embed import Embedder
from index.fuse import convex
from index.query import Query
from index.search import Index
from index.tokens import tokenise
from index.types import Hit
from qa.cues import has_cue

PASSAGES = 6
"""Best passages whose sentences are looked at."""
SENTENCES = 20
"""Sentences that are embedded at the most; those that share most words with the question come first.

On XQuAD, CMRC and DRCD 32 hold the answer no more often than 12; across languages, where names alone are shared, a few more help.
"""
CHOSEN = 4
"""Sentences in an answer at the most."""
OF_ONE_ARTICLE = 3
"""Passages of one article that are looked at before those of others."""
NEAR = 0.6
"""A further sentence is worth at least this share of the best one."""
REPEATED = 0.8
"""What a sentence's score is multiplied by for each sentence of its article that is cited already."""
SAME = 0.6
"""Two sentences that share this part of their terms say the same (Jaccard)."""
PASSAGE, CUE = 0.75, 0.1
"""What the passage's own score and a cue of the right kind add to a sentence's meaning and words."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence where it stands, with the shares (0 to 1) of the question's words that it has and could have."""

    article: Article
    start: int
    end: int
    matched: float
    reachable: float
    extra: float
    """What its passage and a cue of the right kind add."""

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence and how well it answers; higher is better."""

    sentence: Sentence
    score: float


def choose(index: Index, embedder: Embedder, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
    """One to four sentences, best first; none where nothing was found. No sentence says what another one says.

    Each further sentence of one article counts for less: two sources that say so are worth more than one that says
    it twice.
    """
    left = _scored(index, embedder, query, hits)
    chosen: list[Candidate] = []
    while left and len(chosen) < CHOSEN:
        cited = Counter(c.sentence.article.id for c in chosen)
        worth = [c.score * REPEATED ** cited[c.sentence.article.id] for c in left]
        best = max(range(len(left)), key=worth.__getitem__)
        if chosen and worth[best] < NEAR * chosen[0].score:
            break
        chosen.append(left[best])
        left = [c for c in left if not _alike(c.sentence.text, left[best].sentence.text)]
    return chosen


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


def _scored(index: Index, embedder: Embedder, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
    """The sentences of the best passages that share most words with the question, scored by meaning as well."""
    bounds = index.lexical.scores(query.concepts)[1]
    total = sum(bounds) or 1.0
    shares = [bound / total for bound in bounds]
    reachable = {han: index.within_reach(query.concepts, shares, han) for han in (False, True)}
    # The best passage comes last, so that a sentence on the edge of two keeps the better one's score.
    found = {
        (s.article.id, s.start): s
        for hit in reversed(_spread(hits))
        for s in _sentences(query, hit, shares, reachable[is_han(hit.passage.text)])
    }
    likely = sorted(found.values(), key=lambda s: (-s.matched - s.extra, s.article.id, s.start))[:SENTENCES]
    if not likely:
        return []
    vectors = embedder.passages([fold(f"{s.article.title}\n{s.text}") for s in likely])
    cosines = (vectors @ embedder.query(query.text)[0]).tolist()
    scored = [
        Candidate(sentence, convex(cosine, sentence.matched, sentence.reachable) + sentence.extra)
        for sentence, cosine in zip(likely, cosines, strict=True)
    ]
    return sorted(scored, key=lambda c: (-c.score, c.sentence.article.id, c.sentence.start))


def _sentences(query: Query, hit: Hit, shares: Sequence[float], reachable: float) -> Iterator[Sentence]:
    """The sentences that a passage touches, whole even where the passage cuts them.

    `shares` is what each concept of the question counts, `reachable` what a passage of this script can have of it. A
    question answers nothing and is left out.
    """
    passage, text = hit.passage, hit.passage.article.text
    for start, end in sentences(text):
        if start < passage.end and end > passage.start and text[end - 1] not in "？?":
            terms = set(tokenise(text[start:end]))
            matched = sum(s * concept.held(terms) for concept, s in zip(query.concepts, shares, strict=True))
            extra = PASSAGE * hit.score + CUE * has_cue(query.text, text[start:end])
            yield Sentence(passage.article, start, end, matched, reachable, extra)


def _alike(one: str, other: str) -> bool:
    a, b = set(tokenise(one)), set(tokenise(other))
    return len(a & b) >= SAME * len(a | b) or fold(one) == fold(other)
