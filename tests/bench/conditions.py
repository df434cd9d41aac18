"""How often the conditions of an answer hold against the sentence that answers, and against one that does not.

The questions are those written for the reader's training, with their passages. Near misses are asked of the sentence
that has most in common with them.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from corpus.text.fold import fold
from corpus.text.script import has_han
from corpus.types import Article, Passage
from index.query import Query
from index.training.reader.data.questions import most_similar
from index.training.reader.data.written import QUESTIONS, Written, WrittenPassage, read_written
from qa.answer.conditions.conditions import lacking, vetoed
from qa.answer.sentence import Sentence

HEAD = ("Condition", "Questions", "Answering sentences", "Share", "Near misses", "Share")
LANGUAGES = ("zh", "en")


def measure(data: Path, count: int, seed: int = 0) -> list[list[object]]:
    """A row for each condition and language of the question, over `count` passages."""
    passages = read_written(data, QUESTIONS)
    Random(seed).shuffle(passages)
    asked, held = Counter[tuple[str, bool]](), Counter[tuple[str, str, bool]]()
    for passage in passages[:count]:
        for one in passage.written:
            language, answers = LANGUAGES[not has_han(one.words)], one.sentence is not None
            asked[language, answers] += 1
            for condition in _against(one, passage):
                held[condition, language, answers] += 1
    return [
        [condition, language, *_figures(held, asked, condition, language)]
        for condition in sorted({condition for condition, _, _ in held})
        for language in LANGUAGES
    ]


def _against(asked: Written, passage: WrittenPassage) -> Iterator[str]:
    spans = passage.spans
    at = asked.sentence if asked.sentence is not None else most_similar(fold(asked.words), passage.text, spans)
    article = Article("a", "", passage.text, "", None, "", "")
    sentence = Sentence(article, *spans[at], Passage(0, article, spans[0][0], spans[-1][1]))
    query = Query(asked.words, (), (), (), asked.words)
    if veto := vetoed(query, [sentence]):
        yield f"veto: {veto}"
    elif lack := lacking(query, [sentence]):
        yield f"lacks: {lack}"


def _figures(
    held: Counter[tuple[str, str, bool]], asked: Counter[tuple[str, bool]], condition: str, language: str
) -> Iterator[object]:
    for answers in (True, False):
        yield held[condition, language, answers]
        yield round(held[condition, language, answers] / max(asked[language, answers], 1), 4)
