"""Examples from news: generated questions with windows that answer them, and windows on the topic that do not.

A word that is also in the previous sentence is sometimes removed from the answering one, since news omits a subject
that is clear.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

from corpus.text.sentences import sentences
from index.reading.types import Span
from index.reading.windows import cut_windows
from index.training.reader.data.absent import NAMES, Changes, topical
from index.training.reader.data.asking import question
from index.training.reader.data.examples import ReadingExample, around, window_example
from index.training.reader.data.facts import Fact, facts, pick
from index.training.reader.data.questions import WIDER, WindowSearch

STRUCK = 0.5
"""Probability of removing a word from the answering sentence that is also in the previous one."""
AGAIN, CHANGED, DELETED, ELSEWHERE, FOUND, TOPICAL = 0.35, 0.6, 0.45, 0.2, 0.6, 0.25
"""Probabilities, in order: a second window with the answer; a changed question that the window does not answer; the
window without its answering sentence; another window of the article; a BM25 result from another article; a question
about something that the article lacks.
"""
MAX_TOPIC_CHARS = 10
_FUNCTION = frozenset("的了在是和与及等将为对从到有就也都这那他她它们我你不被让把所以而或向由个月日年")


def news_examples(articles: Sequence[str], random: Random) -> Iterator[ReadingExample]:
    """At most one question per article about a fact, with windows that answer it and windows that do not."""
    parts = [tuple(sentences(text)) for text in articles]
    search = WindowSearch([w for text, spans in zip(articles, parts, strict=True) for w in cut_windows(text, spans)])
    changes = Changes()
    for text, spans in zip(articles, parts, strict=True):
        named = topic(text, spans, random)
        found = [(n, fact) for n, span in enumerate(spans) for fact in facts(text, span)]
        if found:
            fact = pick([fact for _, fact in found], random)
            number = next(n for n, other in found if other is fact)
            asked = question(text, spans[number], fact, named, random)
            if asked is not None:
                yield from _answered(asked, text, spans, number, fact, random)
                yield from _lacking(asked, text, spans, number, fact, search, changes, random)
        if spans and random.random() < TOPICAL and (asked := topical(named, text, random)):
            near = [n for n, (a, b) in enumerate(spans) if named in text[a:b]] or [0]
            yield window_example("news_topical", asked, text, spans, around(text, spans, random.choice(near), random))


def topic(text: str, spans: Sequence[Span], random: Random) -> str:
    """A name at the beginning of an article that the rest repeats, or ""."""
    from jieba import dt

    lead = text[: spans[min(2, len(spans) - 1)][1]] if spans else ""
    words = list(dt.cut(lead[-300:], HMM=False))
    runs = Counter[str]()
    for first in range(len(words)):
        for last in range(first + 1, min(first + 5, len(words)) + 1):
            run = "".join(words[first:last])
            if len(run) > MAX_TOPIC_CHARS or _FUNCTION & set(run) or not re.fullmatch(r"[\w\u4e00-\u9fff]+", run):
                break
            times = text.count(run)
            if len(run) >= 3 and times >= 3 and not run.isdigit():
                runs[run] = times * (len(run) - 1)
    best = [run for run, _ in runs.most_common(8) if _is_name(run)][:3]
    return random.choice(best) if best else ""


def _is_name(run: str) -> bool:
    """Whether it looks like a name rather than a common noun."""
    from jieba.posseg import dt

    return any(kind in NAMES or kind == "eng" for _, kind in dt.cut(run))


def _answered(
    asked: str, text: str, spans: Sequence[Span], number: int, fact: Fact, random: Random
) -> Iterator[ReadingExample]:
    for _ in range(1 + (random.random() < AGAIN)):
        said, places, span = _subject_struck(asked, text, spans, number, fact.span, random)
        chosen = around(said, places, number, random)
        yield window_example(f"news_{fact.kind}", asked, said, places, chosen, (number, span))


def _lacking(
    asked: str,
    text: str,
    spans: Sequence[Span],
    number: int,
    fact: Fact,
    search: WindowSearch,
    changes: Changes,
    random: Random,
) -> Iterator[ReadingExample]:
    answer = text[slice(*fact.span)]
    lacking = [n for n, (a, b) in enumerate(spans) if n != number and answer not in text[a:b]]
    if random.random() < CHANGED:
        chosen = around(text, spans, number, random)
        window = text[spans[chosen[0]][0] : spans[chosen[-1]][1]]
        if other := changes.changed(asked, fact, window, text, random):
            yield window_example("news_changed", other, text, spans, chosen)
    if random.random() < DELETED and (left := [n for n in around(text, spans, number, random, WIDER) if n in lacking]):
        yield window_example("news_deleted", asked, text, spans, left)
    if lacking and random.random() < ELSEWHERE:
        centre = min(lacking, key=lambda n: abs(n - number) + 3 * random.random())
        yield window_example(
            "news_elsewhere", asked, text, spans, [n for n in around(text, spans, centre, random) if n in lacking]
        )
    if random.random() < FOUND and (other_window := search.without(asked, answer, random, "news_found", text)):
        yield other_window


def _subject_struck(
    asked: str, text: str, spans: Sequence[Span], number: int, span: Span, random: Random
) -> tuple[str, Sequence[Span], Span]:
    """The article, with a word removed from the answering sentence that the previous one and the question also have."""
    if not number or random.random() >= STRUCK:
        return text, spans, span
    from jieba import dt

    start = spans[number][0]
    before = text[slice(*spans[number - 1])]
    words = [w for w in dt.cut(text[start : span[0]], HMM=False) if len(w) > 1 and w in before and w in asked]
    if not words:
        return text, spans, span
    cut, gone = text.index(words[0], start), len(words[0])
    moved = [(a - gone if a > cut else a, b - gone if b > cut else b) for a, b in spans]
    return text[:cut] + text[cut + gone :], moved, (span[0] - gone, span[1] - gone)
