"""The three forms of a line in a file of questions (JSONL).

With passages: `{"zh", "en"?, "passage", "passage_en"?, "answer"?, "answer_en"?}`, asked of the passages in the file.
With gold strings: `{"zh", "en"?, "gold": [...]}`, asked of the index; an empty list means that there is no answer. As
in RGB (Chen et al. 2024): `{"query", "answer": [...], "positive": [...], "negative": [...]}`, passages that contain the
answer and passages on the same topic that do not. All strings under gold or answer have to be found; a list among them
is one item in several wordings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Discriminator, Tag
from pydantic_core import PydanticCustomError

from corpus.text.encoding import storable
from qa.evaluation.gold import Gold


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: a question in each language, and what answers it."""

    questions: Mapping[str, str]
    """By language."""
    passages: Mapping[str, str]
    """The right passage, by pool; empty if only gold strings say what is right."""
    gold: Mapping[str, Gold]
    """What a right answer contains, by pool, with "" for the index; only pools whose answer the file gives."""
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """The row's own passages, as in RGB's form."""
        return (*self.positive, *self.negative)

    @property
    def answerable(self) -> bool:
        """Whether the question has an answer."""
        return bool(self.passages or self.gold.get(""))

    @property
    def shape(self) -> tuple[str, ...]:
        """Which fields it has."""
        groups = ("positive", "negative") if self.groups else ()
        return (*self.questions, *(self.passages or ("gold",)), *groups)


def _words(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("string_type", "no words in it")
    return storable(text)


TAGS = ("wording", "wordings")
Words = Annotated[str, AfterValidator(_words)]
OptionalWords = Annotated[Words | None, BeforeValidator(lambda value: value or None)]
Item = Annotated[
    Annotated[Words, Tag("wording")] | Annotated[tuple[Words, ...], Tag("wordings")],
    Discriminator(lambda value: "wordings" if value and isinstance(value, list) else "wording"),
]
"""A string that has to be found, or a list of its wordings."""


class Form(BaseModel):
    """A form of line, recognised by its required fields."""

    @classmethod
    def required(cls) -> set[str]:
        return {name for name, field in cls.model_fields.items() if field.is_required()}

    def row(self) -> Row:
        raise NotImplementedError


class Grouped(Form):
    query: Words
    answer: tuple[Item, ...]
    positive: tuple[Words, ...]
    negative: tuple[Words, ...]

    def row(self) -> Row:
        return Row({"zh": self.query}, {}, {"": _gold(self.answer)}, self.positive, self.negative)


class Asked(Form):
    zh: Words
    en: Words = ""

    @property
    def questions(self) -> Mapping[str, str]:
        return {"zh": self.zh, "en": self.en} if self.en else {"zh": self.zh}


class WithPassage(Asked):
    passage: Words
    passage_en: Words = ""
    answer: OptionalWords = None
    answer_en: OptionalWords = None

    def row(self) -> Row:
        passages = {"passage": self.passage} | ({"passage_en": self.passage_en} if self.passage_en else {})
        answers = {"passage": self.answer, "passage_en": self.answer_en}
        gold = {pool: ((answer,),) for pool, answer in answers.items() if answer and pool in passages}
        return Row(self.questions, passages, gold)


class WithGold(Asked):
    gold: tuple[Item, ...]

    def row(self) -> Row:
        return Row(self.questions, {}, {"": _gold(self.gold)})


FORMS = (Grouped, WithPassage, WithGold)


def _gold(items: tuple[str | tuple[str, ...], ...]) -> Gold:
    return tuple((item,) if isinstance(item, str) else item for item in items)
