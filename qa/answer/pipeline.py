"""The answering pipeline, from a question to its answer, over one open index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.text.script import in_chinese
from index.dense.embedders import Embedder
from index.lexical.tokens import tokenise
from index.query import Query
from index.reading.base import Reader
from index.search import NO_FILTER, search, understand
from index.storage.reader import Index
from index.types import Filter, Hit, Mode
from qa.answer.agreement import Relation
from qa.answer.candidates import Candidate, Wording, candidates, shares
from qa.answer.conditions.conditions import ceiling, lacking, on_the_question, vetoed
from qa.answer.conditions.mentions import unmentioned
from qa.answer.confidence import Curve, confidence, curves, features
from qa.answer.second_look import second_look
from qa.answer.selection import Choice, Evidence, choose
from qa.answer.sentence import Sentence
from qa.answer.unknown_cause import with_unknown_cause
from qa.answer.wording.compose import compose, text_of, unanswered
from qa.answer.wording.guidance import Unasked, guidance, unasked
from qa.answer.wording.messages import no_phrase, phrases
from qa.question.analysis import analyse
from qa.question.answer_types import AnswerKind
from qa.question.parts import parts
from qa.question.time.dated import told_by_date
from qa.question.time.intent import Period, period
from qa.question.time.search import search_with
from qa.question.time.words import time_span
from qa.question.time.years import in_figures, reported
from qa.types import Answer, Confidence

LOOKED_AT, SHOWN = 12, 10
"""Passages searched for an answer, and passages returned with it."""
OF_EACH_PART = 2
"""Maximum sentences per question if several are asked at once."""
DATED = 60
"""Passages searched if the question names a time, since the newest are seldom among the most similar."""

FURTHER = 0.2
"""Minimum probability of a further sentence, as a share of the first one's."""

ROLE_TOLD = 0.5
"""Factor on the threshold if a role is stated right next to the name whose role is asked for: such sentences are rare
in the fitting data, but almost always right.
"""

FAR_WITHIN, FAR_ACROSS = (0.05, 0.15), (0.12, 0.25)
"""An answer needs this share of the question's words, or else this cosine with the question: first within a language,
then across languages. Within a language, none of the 343 right answers in the table lacks both. Across languages, by
translation, none of 84 on XQuAD and the written questions does, and at least 7 in 100 wrong ones do.
"""

_RISING = (Confidence.NONE, Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


@dataclass(frozen=True, slots=True)
class Finding:
    """The findings for a question, before the answer is composed."""

    question: str
    hits: tuple[Hit, ...]
    choice: Choice
    probability: float
    confidence: Confidence
    by_date: bool
    notice: str = ""
    """A notice that a quoted phrase was not found word for word and was ignored."""
    told: str = ""
    """A message to show instead of an answer, other than "the articles do not answer"."""
    missing: tuple[str, ...] = ()
    """The unanswered questions, if several are asked at once."""
    odds: Mapping[tuple[str, int], float] = field(default_factory=dict)
    """The probability of each candidate as the only answer, regardless of what it lacks, by (article id, start)."""
    least: float = 0.0
    """Minimum probability for the question to count as answered."""

    def sureness(self, quotes: Iterable[tuple[str, int]]) -> tuple[float, Confidence]:
        """Probability and confidence of these quotes, given as (article id, start); non-candidates get the minimum."""
        best = max((self.odds.get(quote, self.least) for quote in quotes), default=self.least)
        probability = max(self.least, min(self.probability, best))
        if probability == self.probability:
            return probability, self.confidence  # the kind of answer may have lowered it
        return probability, min(confidence(probability, self.least), self.confidence, key=_RISING.index)

    def answer(self) -> Answer:
        """The answer composed of the sentences, or a message that there is none."""
        hits = self.hits[:SHOWN]
        if self.confidence is Confidence.NONE:
            return replace(unanswered(self.question, hits, self.probability, self.told), notice=self.notice)
        answer = compose(
            self.question,
            self.choice,
            hits,
            sure=self.confidence,
            probability=self.probability,
            by_date=self.by_date,
        )
        if self.missing:
            told = phrases(chinese=in_chinese(self.question))["missing"].format(" ".join(self.missing))
            lead = "\n".join(filter(None, [told, answer.lead]))
            answer = replace(answer, lead=lead, text=text_of(lead, answer.statements))
        return replace(answer, notice=self.notice)


def find(
    index: Index,
    embedder: Embedder,
    question: str,
    only: Filter = NO_FILTER,
    reader: Reader | None = None,
    today: date | None = None,
) -> Finding:
    """Passages and sentences for a question, and the probability that they answer it. The reader is optional.

    Without `today`, words such as "last week" are ignored.
    """
    found = [_find_one(index, embedder, part, only, reader, today) for part in parts(question)]
    return found[0] if len(found) == 1 else _together(question, found)


def _find_one(
    index: Index, embedder: Embedder, question: str, only: Filter, reader: Reader | None, today: date | None
) -> Finding:
    """The findings for a single question."""
    query = understand(question, index)
    reason = unasked(question, query)
    if reason:
        hits = search(index, embedder, query, SHOWN, only=only) if reason is Unasked.BARE else []
        return Finding(question, tuple(hits), Choice(()), 0.0, Confidence.NONE, False, told=guidance(question, reason))
    when = period(question, index.store.dates[1], today)
    in_store = when.span is None or not when.span.relative or reported(when.span, index.store)
    if when.span and in_store:
        query = replace(query, question=in_figures(query.question, when.span))
    query, hits = _searched(index, embedder, query, when, only)
    notice = no_phrase(query.unheld, chinese=in_chinese(question))
    reader = None if _only_names(query) else reader
    likely = candidates(embedder, _wordings(index, query, today), hits, when, reader)
    if not likely:
        return Finding(question, tuple(hits), Choice(()), 0.0, Confidence.NONE, when.latest, notice)
    curve = curves()[reader is not None]
    odds = {(c.sentence.article.id, c.sentence.start): curve.probability(features(c, "")) for c in likely}
    choice, veto, lack = _chosen(query, likely, odds, curve, by_date=when.latest)
    best, least = choice.best or likely[0], _least(choice, curve)
    found = features(best, lack)
    probability = curve.probability(found)
    shared, near = FAR_ACROSS if found["across"] else FAR_WITHIN
    far = found["matched"] < shared and found["cosine"] < near
    if far or veto:
        probability = min(probability, least / 2)  # so that the number agrees with the confidence level
    most = ceiling(analyse(question), choice.shown, lack) if in_store else Confidence.LOW
    sure = min(confidence(probability, least), most, key=_RISING.index)
    refused_for_it = sure is Confidence.NONE and not far and curve.probability(features(best, "")) >= least
    told = _told(query, choice, lack or veto) if refused_for_it else ""
    odds |= {(place.article.id, place.start): _best_within(place, odds) for e in choice.evidence for place in e.places}
    choice = _without_unlikely(choice, odds)
    return Finding(question, tuple(hits), choice, probability, sure, when.latest, notice, told, odds=odds, least=least)


def _searched(index: Index, embedder: Embedder, query: Query, when: Period, only: Filter) -> tuple[Query, list[Hit]]:
    """The query and its best passages. The quoted phrases are dropped if no passage that the filter admits has them."""
    depth = DATED if when.asked else LOOKED_AT
    hits = search_with(index, embedder, query, depth, Mode.HYBRID, only, when.span)
    if query.phrases and not hits:
        query = replace(query, phrases=(), unheld=query.unheld + query.phrases)
        hits = search_with(index, embedder, query, depth, Mode.HYBRID, only, when.span)
    # Reprints are cited as well, so the filter applies to them too.
    return query, [replace(hit, also=tuple(filter(only.admits, hit.also))) for hit in _by_time(hits, when)[:LOOKED_AT]]


def _chosen(
    query: Query, likely: Sequence[Candidate], odds: Mapping[tuple[str, int], float], curve: Curve, *, by_date: bool
) -> tuple[Choice, str, str]:
    """The sentences of the answer, after a second look if they are doubtful; the veto against them, if any; and what
    they lack.
    """
    choice = select(query, likely, by_date=by_date)
    veto, lack = vetoed(query, choice.shown), lacking(query, choice.shown)
    doubted = veto or lack or curve.probability(features(choice.best or likely[0], "")) < _least(choice, curve)
    if doubted and (other := second_look(query, likely, odds, curve)):
        return other, "", lacking(query, other.shown)
    return choice, veto, lack


def select(query: Query, likely: Sequence[Candidate], *, by_date: bool = False) -> Choice:
    """The sentences of the answer, chosen from the candidates that fit the question, if any do."""
    choice = choose(on_the_question(query, likely), query.text, by_date=by_date)
    return with_unknown_cause(query.question, choice)


def _wordings(index: Index, query: Query, today: date | None) -> list[Wording]:
    """The question without its time, for articles whose date implies it; last, the question itself, for all others."""
    told = told_by_date(query.question, time_span(query.question, today))
    apart = [(understand(question, index), span) for span, question in told]
    return [Wording(each, shares(index, each), span) for each, span in (*apart, (query, None))]


def _least(choice: Choice, curve: Curve) -> float:
    """Minimum probability for this choice to count as an answer."""
    return curve.answered * (ROLE_TOLD if choice.best and choice.best.fits(AnswerKind.ROLE) else 1)


def _best_within(quote: Sentence, odds: Mapping[tuple[str, int], float]) -> float:
    """The probability of the likeliest candidate within a quote; the quote may have been extended since."""
    article = quote.article.id
    return max(
        (p for (of, start), p in odds.items() if of == article and quote.start <= start < quote.end), default=0.0
    )


def _without_unlikely(choice: Choice, odds: Mapping[tuple[str, int], float]) -> Choice:
    """Drop further sentences that are far less likely to answer than the first, if the best one is in another language
    than the question. Differing figures stay together.
    """
    if choice.dated or not choice.best or not choice.best.signals["across"]:
        return choice
    chances = [odds[place.article.id, place.start] for place in (e.places[0] for e in choice.evidence)]
    kept = [e for e, chance in zip(choice.evidence, chances, strict=True) if chance >= FURTHER * chances[0]]
    return replace(choice, evidence=tuple(kept))


def _only_names(query: Query) -> bool:
    """Whether the query is only romanised names. It asks nothing, so the reader would reject every sentence."""
    names = {term for expansion in query.expansions for name in expansion.terms for term in tokenise(name)}
    return bool(names) and names >= query.terms.keys()


def _told(query: Query, choice: Choice, lack: str) -> str:
    """The message about what the quotes lack; "" if they lack nothing."""
    told = phrases(chinese=in_chinese(query.question))
    if lack == "names":
        return told["no_names"].format(told["and"].join(unmentioned(query, choice.shown)))
    return told[f"no_{lack}"] if lack else ""


def _together(question: str, found: Sequence[Finding]) -> Finding:
    """Combine the findings for several questions: the best of each, with the lowest confidence of the answered ones."""
    answered = [one for one in found if one.confidence is not Confidence.NONE]
    hits = {(hit.passage.article.id, hit.passage.start): hit for one in answered or found for hit in one.hits}
    least = min(answered or found, key=lambda one: one.probability)
    evidence = _distinct(e for one in answered for e in _of_part(one.choice))
    relation = next((one.choice.relation for one in answered if one.choice.dated), Relation.UNRELATED)
    missing = tuple(one.question for one in found if one.confidence is Confidence.NONE) if answered else ()
    ranked = tuple(sorted(hits.values(), key=lambda hit: -hit.score))
    notice = " ".join(filter(None, (one.notice for one in found)))
    odds = {quote: chance for one in found for quote, chance in one.odds.items()}
    return replace(
        least,
        question=question,
        hits=ranked,
        choice=Choice(evidence, relation),
        by_date=False,
        notice=notice,
        missing=missing,
        odds=odds,
    )


def _of_part(choice: Choice) -> Sequence[Evidence]:
    """The first sentences for one of several questions and always its best; all of them if their figures differ."""
    if choice.dated:
        return choice.evidence
    first = choice.evidence[:OF_EACH_PART]
    best = [e for e in choice.evidence if choice.best and e.places[0] == choice.best.sentence]
    return first if not best or best[0] in first else (*first[:-1], best[0])


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The evidence without sentences that were cited before."""
    cited: set[tuple[str, int]] = set()
    kept = []
    for e in evidence:
        if (e.places[0].article.id, e.places[0].start) not in cited:
            kept.append(e)
            cited.update((place.article.id, place.start) for place in e.places)
    return tuple(kept)


def _by_time(hits: list[Hit], when: Period) -> list[Hit]:
    """The hits, reordered with a bonus for those from the requested time."""
    return sorted(hits, key=lambda hit: -hit.score - when.lift(hit.passage.article)) if when.asked else hits
