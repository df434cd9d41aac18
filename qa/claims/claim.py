"""A sentence of a language model with the passages that it cites."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.text.sentences import sentences
from corpus.types import Passage
from qa.claims.coverage import TextWords, share
from qa.facts.dates import dates
from qa.facts.figures import figures
from qa.facts.name_matching import has_name, named


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and the passages that it cites.

    `text` is that of the passages with their titles; `quotes` are the sentences to compare the claim with first.
    """

    sentence: str
    passages: tuple[Passage, ...]
    text: str
    quotes: tuple[str, ...]

    @classmethod
    def of(cls, sentence: str, passages: Sequence[Passage]) -> "Claim":
        """A claim whose quotes are the most similar sentences of the passages."""
        quotes = tuple(passage.article.text[slice(*quote_for(sentence, passage))] for passage in passages)
        return cls(sentence, tuple(passages), _said_in(passages), quotes)

    @classmethod
    def whole(cls, sentence: str, passages: Sequence[Passage]) -> "Claim":
        """A claim that is compared with the complete passages."""
        return cls(sentence, tuple(passages), _said_in(passages), tuple(passage.text for passage in passages))


def _said_in(passages: Sequence[Passage]) -> str:
    return "\n".join(f"{passage.article.title}\n{passage.text}" for passage in passages)


def quote_for(sentence: str, passage: Passage) -> tuple[int, int]:
    """Offsets in the article of the most similar sentence of the passage, by figures, names and words."""
    text = passage.article.text
    spans = [(passage.start + a, passage.start + b) for a, b in sentences(passage.text)] or [
        (passage.start, passage.end)
    ]
    return max(spans, key=lambda span: (_closeness(sentence, text[slice(*span)]), -span[0]))


def _closeness(sentence: str, said: str) -> float:
    amounts = figures(said)
    same = sum(any(f.same(g) for g in amounts) for f in figures(sentence) if f.clear)
    days = dates(said)
    same += sum(any(day.within(d) for d in days) for day in dates(sentence))
    known = sum(has_name(said, name) for name in named(sentence))
    return 2 * same + known + share(sentence, TextWords.of(said))
