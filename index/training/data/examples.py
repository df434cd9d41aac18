"""Passages with the queries that they answer, from each kind of training text.

An entry of `EXAMPLES` makes examples of one kind. Order matters: neighbours share a batch, so neighbouring examples are
each other's hard negatives.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from corpus.text.sentences import sentences
from index.training.data.gloss import Glossary
from index.training.data.neighbours import side_by_side
from index.training.data.sources import RUNNING, Pair, TrainingData

PASSAGE_CHARACTERS = 300
"""Maximum Chinese characters; English may have three times as many. Shorter than an index's passages, to save time."""
QUESTION_CHARACTERS = 530
"""Maximum characters of a passage with questions, longer because the answer may be anywhere in it."""
QUERIES = 4
"""Maximum queries per passage. Several share one, because encoding the passage is the expensive part."""
GLOSSED = 0.35
"""Share of queries that are glossed word for word in English."""
REMOVED = 0.7
"""How often a sentence that serves as a query is removed from its passage (Lee et al. 2019: nine times in ten; higher
shares teach meaning, lower ones word matching)."""

_HEADLINE = re.compile(r"原标题[:：]\s*")


@dataclass(frozen=True, slots=True)
class RetrievalExample:
    """Folded texts; each query is answered by the passage."""

    passage: str
    queries: tuple[str, ...]


def questions(data: TrainingData, glossary: Glossary, rng: Random) -> list[RetrievalExample]:
    """Questions by people about Chinese passages, in Chinese or glossed in English."""
    by_passage: dict[str, list[str]] = {}
    for row in data.questions():
        by_passage.setdefault(row.passage[:QUESTION_CHARACTERS], []).append(row.question)
    made = []
    for passage, asked in by_passage.items():
        for few in _handfuls(asked):
            made.append(_example(passage, few, glossary, rng))
    return side_by_side(made, _words, rng)


def laws(data: TrainingData, glossary: Glossary, rng: Random) -> list[RetrievalExample]:
    """The title of an article of law as a query, in one or both languages, and its text as the passage."""
    made = []
    for law in data.laws():
        titles = [law.title_en, law.title] if rng.random() < 0.5 else [law.title_en]
        english = rng.random() < 0.2
        passage = law.body_en[: 3 * PASSAGE_CHARACTERS] if english else law.body[:PASSAGE_CHARACTERS]
        made.append(RetrievalExample(passage, tuple(titles)))
    rng.shuffle(made)
    return made


def news(data: TrainingData, glossary: Glossary, rng: Random) -> list[RetrievalExample]:
    """Sentences of a news text, and its headline if there is one, as queries; the passage around them as the answer.

    The inverse cloze task (Lee et al. 2019, "Latent Retrieval for Weakly Supervised Open Domain Question Answering").
    """
    made = []
    for text in data.news():
        headline, body = split_headline(text)
        spans = _window([body[a:b] for a, b in sentences(body)], rng, from_start=bool(headline))
        asked = [headline] if headline else []
        usable = [s for s in spans if 10 <= len(s) <= 80]
        asked += rng.sample(usable, min(len(usable), QUERIES - len(asked) - 1))
        passage = "".join(s for s in spans if s not in asked or rng.random() > REMOVED)
        if asked and len(passage) >= 80:
            made.append(
                _example(passage, [headline, *(_shortened(s, rng) for s in asked if s != headline)], glossary, rng)
            )
    return side_by_side(made, _words, rng)


def documents(data: TrainingData, glossary: Glossary, rng: Random) -> list[RetrievalExample]:
    """Neighbouring sentences of translated documents as a passage; sentences or parts of them, in the other language,
    as queries.
    """
    made = []
    for source in RUNNING:
        pairs = data.parallel(source)
        starts = list(range(0, len(pairs) - 8, 8))
        rng.shuffle(starts)
        made += [_document(pairs[at : at + rng.randint(4, 8)], rng) for at in starts[:2500]]
    made = [example for example in made if len(example.passage) >= 60 and example.queries]
    rng.shuffle(made)
    return made


EXAMPLES: dict[str, Callable[[TrainingData, Glossary, Random], list[RetrievalExample]]] = {
    "questions": questions,
    "news": news,
    "documents": documents,
    "laws": laws,
}
"""Makers of examples by kind."""


def split_headline(text: str) -> tuple[str, str]:
    """The headline at the start of a news text, or "", and the rest.

    Crawled texts run headline and body together. The headline ends where it is repeated or at a gap.
    """
    mark = _HEADLINE.match(text)
    if not mark:
        return "", text
    rest = text[mark.end() :]
    for length in range(12, min(60, len(rest) // 2)):
        if rest.startswith(rest[:length], length) and rest[length:].strip():
            return rest[:length].strip(), rest[length:].strip()
    gap = re.search(r"\s{2,}", rest[:80])
    if gap and gap.start() >= 8:
        return rest[: gap.start()].strip(), rest[gap.end() :]
    return "", rest


def _window(spans: Sequence[str], rng: Random, *, from_start: bool) -> list[str]:
    """Consecutive sentences up to a random total length, since an index's passages differ in length."""
    room = rng.choice((200, 300, 300, 480))
    first = 0 if from_start else rng.randrange(max(1, len(spans) // 2))
    kept: list[str] = []
    for span in spans[first:]:
        if len(span) > room:
            break
        kept.append(span)
        room -= len(span)
    return kept


def _document(pairs: Sequence[Pair], rng: Random) -> RetrievalExample:
    """Mostly a Chinese passage with English queries; the other direction keeps the model balanced."""
    english = rng.random() < 0.25
    passage = " ".join(p.en for p in pairs) if english else "".join(p.zh for p in pairs)
    asked = [p for p in pairs if 20 <= len(p.en) <= 250]
    asked = rng.sample(asked, min(len(asked), 2))
    across = [_shortened(p.zh, rng) if english else clipped(p.en, rng) for p in asked]
    return RetrievalExample(passage[: PASSAGE_CHARACTERS * (3 if english else 1)], tuple(across))


def _example(passage: str, asked: Iterable[str], glossary: Glossary, rng: Random) -> RetrievalExample:
    texts = [text for text in asked if text]
    glossed = [glossary.gloss(t, rng.choice((0.5, 1.0)), rng) if rng.random() < GLOSSED else t for t in texts]
    return RetrievalExample(passage, tuple(glossed))


def _shortened(sentence: str, rng: Random) -> str:
    """A sentence or one of its clauses, because headlines and questions are short."""
    clauses = [c for c in re.split(r"[,，;；]", sentence) if len(c) >= 8]
    return rng.choice(clauses) if clauses and rng.random() < 0.6 else sentence


def clipped(sentence: str, rng: Random) -> str:
    """An English sentence or some consecutive words of it: a question covers only a part of its passage."""
    words = sentence.split()
    length = rng.randint(5, 12)
    if len(words) <= length or rng.random() < 0.3:
        return sentence
    start = rng.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def _handfuls(items: Sequence[str]) -> list[Sequence[str]]:
    return [items[at : at + QUERIES] for at in range(0, len(items), QUERIES)]


def _words(example: RetrievalExample) -> str:
    return example.passage[:200]
