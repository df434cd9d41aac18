"""Select one to four sentences from the candidates, without repetition; conflicting figures are shown together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.types import Article
from qa.answer.agreement import Relation, printed_twice, relation, says_the_same, scope_of
from qa.answer.candidates import Candidate
from qa.answer.listing import asks_for_several, with_items
from qa.answer.sentence import Sentence, sentences_touching
from qa.facts.scope import Scope, scope
from qa.question.analysis import analyse
from qa.question.answer_types import AnswerKind

EARNS = (0.65, 0.7, 0.7)
"""Minimum scores of the second, third and fourth sentence, as shares of the best score."""
ACROSS = (0.75, 0.8, 0.8)
"""The same across languages, where scores are closer together."""
CHOSEN = 1 + len(EARNS)
"""Maximum sentences in an answer."""
DISAGREEING = 0.5
"""Minimum share for a sentence with different figures for the same thing."""
ROLES = 0.45
"""Minimum share for a role: few sentences state one, and those that do word it differently."""
LEADS = 0.65
"""Minimum share for a sentence of the requested type to take first place."""
AGAIN = 0.9
"""Factor on a sentence's score for each sentence already selected from its article."""
SHOWN_BY_FORM = (AnswerKind.TIME, AnswerKind.NUMBER, AnswerKind.ROLE)
"""Types that further sentences must have too if the first one has it."""
MAX_CHARS_WITH_REASON = 300
"""Maximum characters of a quote that is extended by the sentence before it."""
CITED = 5
"""Maximum articles cited for one sentence."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the answer and all articles that print it; the first one is shown."""

    score: float
    places: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The sentence as printed in the first article."""
        return self.places[0].text

    @property
    def published(self) -> date | None:
        """The publication date of the first article."""
        return self.places[0].article.published


@dataclass(frozen=True, slots=True)
class Choice:
    """The selected sentences, newest first if `relation` says that they give different figures for one thing."""

    evidence: tuple[Evidence, ...]
    relation: Relation = Relation.UNRELATED
    best: Candidate | None = None
    """The best of them, on which the confidence is based."""

    @property
    def shown(self) -> list[Sentence]:
        """The sentences as the first article of each prints them."""
        return [evidence.places[0] for evidence in self.evidence]

    @property
    def dated(self) -> bool:
        """Whether each sentence is shown with its date."""
        return self.relation is not Relation.UNRELATED


def choose(candidates: Sequence[Candidate], question: str = "", *, by_date: bool = False) -> Choice:
    """One to four sentences, best first, or newest first with `by_date` or if figures differ; none without candidates.

    Sentences about another subject or period than the question's are dropped if others match it. Each further sentence
    of an article is weighted less, because two sources are worth more than two sentences of one.
    """
    candidates = of_the_question(candidates, question)
    several = asks_for_several(question)
    left = list(candidates)
    chosen: list[Candidate] = []
    while left and len(chosen) < CHOSEN:
        cited = Counter(c.sentence.article.id for c in chosen)
        worth = [c.score * AGAIN ** cited[c.sentence.article.id] for c in left]
        best = max(range(len(left)), key=worth.__getitem__) if chosen else _leading(left)
        if chosen and worth[best] < _least(chosen) * chosen[0].score:
            break
        chosen.append(_whole_list(left.pop(best)) if several else _with_reason(left.pop(best), chosen))
        said = chosen[-1].sentence
        if _is_of_its_kind(chosen[0]):
            left = [c for c in left if _is_of_its_kind(c)]
        left = [c for c in left if not says_the_same(said.text, c.sentence.text) and not _within(c.sentence, said)]
    if not chosen:
        return Choice(())
    for kind in (Relation.DIFFER, Relation.SERIES):
        rivals = _rivals(chosen[0], candidates, kind, question)
        if rivals:
            return Choice(
                tuple(_newest_first([_evidence(c, candidates) for c in (chosen[0], *rivals)])), kind, chosen[0]
            )
    evidence = [_evidence(c, candidates) for c in chosen]
    return Choice(tuple(_newest_first(evidence) if by_date else evidence), best=chosen[0])


def _whole_list(candidate: Candidate) -> Candidate:
    """The candidate extended to the list that it introduces or belongs to."""
    sentence = candidate.sentence
    start, end = with_items(sentence.article.text, sentence.start, sentence.end)
    return replace(candidate, sentence=replace(sentence, start=start, end=end, span=None))  # the items are the answer


def _with_reason(candidate: Candidate, chosen: Sequence[Candidate]) -> Candidate:
    """The candidate extended by the previous sentence of its line, if a reason is asked for and it has no word for one:
    news often gives the cause first.
    """
    if candidate.signals.get(f"fits_{AnswerKind.REASON}", 0) >= 0:  # negative: requested but absent
        return candidate
    sentence = candidate.sentence
    text = sentence.article.text
    line = text.rfind("\n", 0, sentence.start) + 1
    before = [start for start, end in sentences_touching(text, line, sentence.start) if end <= sentence.start]
    if not before:
        return candidate
    start = before[-1]
    quoted = any(
        c.sentence.article.id == sentence.article.id and start < c.sentence.end and c.sentence.start < sentence.end
        for c in chosen
    )
    if quoted or sentence.end - start > MAX_CHARS_WITH_REASON:
        return candidate
    moved = sentence.start - start
    span = sentence.span and (sentence.span[0] + moved, sentence.span[1] + moved)
    return replace(candidate, sentence=replace(sentence, start=start, span=span))


def _leading(candidates: Sequence[Candidate]) -> int:
    """Index of the best candidate, or of a nearly as good one that has the requested type if the best lacks it."""
    best = max(range(len(candidates)), key=lambda n: candidates[n].score)
    of_kind = [n for n, c in enumerate(candidates) if _is_of_its_kind(c) and c.score >= LEADS * candidates[best].score]
    return best if _is_of_its_kind(candidates[best]) else max(of_kind, key=lambda n: candidates[n].score, default=best)


def _least(chosen: Sequence[Candidate]) -> float:
    """The minimum score of the next sentence, as a share of the first one's."""
    if chosen[0].fits(AnswerKind.ROLE):
        return ROLES
    return (ACROSS if chosen[0].signals.get("across") else EARNS)[len(chosen) - 1]


def _is_of_its_kind(candidate: Candidate) -> bool:
    """Whether a sentence has an instance of a requested type that patterns recognise, such as a date."""
    return any(map(candidate.fits, SHOWN_BY_FORM))


def _within(sentence: Sentence, other: Sentence) -> bool:
    same_article = sentence.article.id == other.article.id
    return same_article and other.start <= sentence.start and sentence.end <= other.end


def of_the_question(candidates: Sequence[Candidate], question: str) -> Sequence[Candidate]:
    """The candidates about the subject and period of the question, if there are any; else all."""
    scopes = {id(c): scope_of(c.sentence) for c in candidates}
    asked = scope(question).naming(scopes.values())
    if AnswerKind.PLACE in analyse(question).kinds:
        asked = asked.without_places()
    for apart in (Scope.other_subject, Scope.other_period):
        own = [c for c in candidates if not apart(asked, scopes[id(c)])]
        candidates = own or candidates
    return candidates


def _rivals(best: Candidate, candidates: Iterable[Candidate], kind: Relation, question: str) -> list[Candidate]:
    """Sentences of other articles with this relation to the best one and to each other, one per figure, best first."""
    found: list[Candidate] = []
    for c in candidates:
        elsewhere = c.sentence.article.id != best.sentence.article.id and c.score >= DISAGREEING * best.score
        if elsewhere and all(relation(o.sentence, c.sentence, question) is kind for o in (best, *found)):
            found.append(c)
    return found[: CHOSEN - 1]


def _newest_first(evidence: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda e: e.published or date.min, reverse=True)


def _evidence(candidate: Candidate, candidates: Iterable[Candidate]) -> Evidence:
    places = [candidate.sentence]
    for other in candidates:
        known = {place.article.id for place in places}
        if other.sentence.article.id not in known and printed_twice(candidate.sentence.text, other.sentence.text):
            places.append(other.sentence)
    return Evidence(candidate.score, tuple(places[:CITED]))


def with_reprints(evidence: Evidence, reprints: Iterable[Article]) -> Evidence:
    """The evidence with further articles that print its sentence."""
    places = list(evidence.places)
    for article in reprints:
        start = article.text.find(evidence.text)
        if start >= 0 and all(place.article.id != article.id for place in places):
            places.append(Sentence(article, start, start + len(evidence.text), span=evidence.places[0].span))
    return Evidence(evidence.score, tuple(places[:CITED]))
