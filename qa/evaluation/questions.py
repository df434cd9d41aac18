"""Files of questions: JSONL, every line of one of three forms.

With passages: `{"zh", "en"?, "passage", "passage_en"?, "answer"?, "answer_en"?}`, asked to the passages of the file.
With gold strings: `{"zh", "en"?, "gold": [...]}`, asked to the index; an empty list has no answer. As RGB has them
(Chen et al. 2024): `{"query", "answer": [...], "positive": [...], "negative": [...]}`, passages that hold the answer and
such as are on its matter without it. Strings under gold or answer have all to be there; a list among them is one item
in several wordings.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.cleaning.artefacts import one_line
from corpus.errors import UnreadableFile
from corpus.formats.opening import read_lines
from corpus.text.encoding import storable
from qa.evaluation.gold import Gold

LANGUAGES = ("zh", "en")
POOLS = ("passage", "passage_en")
GROUPS = ("positive", "negative")

EXPECTED = (
    "zh and passage (en and passage_en may be there too), or zh and gold (en may be there too), "
    "or query, answer, positive and negative"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: a question in each language, and what answers it."""

    questions: Mapping[str, str]
    """By language."""
    passages: Mapping[str, str]
    """The right one, by pool; none where gold strings alone say what is right."""
    gold: Mapping[str, Gold]
    """What a right answer holds, by pool, that of the index under ""; of a pool, only where the file tells it."""
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """The passages of its own that it comes with, as in RGB's form."""
        return (*self.positive, *self.negative)

    @property
    def answerable(self) -> bool:
        """Whether anything answers it."""
        return bool(self.passages or self.gold.get(""))

    @property
    def shape(self) -> str:
        """Which fields it has."""
        return ", ".join([*self.questions, *(self.passages or ("gold",)), *(GROUPS if self.groups else ())])


def read_rows(path: Path) -> list[Row]:
    """The rows of a file, at least one, all of one shape. Raises UnreadableFile."""
    rows: list[Row] = []
    for number, line in lines(path):
        row = _row(line, f"{path} line {number}")
        if rows and row.shape != rows[0].shape:
            raise UnreadableFile(f"{path} line {number} has {row.shape}; expected {rows[0].shape}, as above it")
        rows.append(row)
    if not rows:
        raise UnreadableFile(f"{path} holds no line; expected {EXPECTED} in every line")
    return rows


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, and their numbers from 1. Raises UnreadableFile."""
    try:
        for number, line in enumerate(read_lines(path), start=1):
            if line.strip():
                yield number, line
    except UnreadableFile as error:
        raise UnreadableFile(f"{path} {error}") from None
    except (OSError, EOFError, zlib.error) as error:  # EOFError and zlib.error: a broken .gz
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFile(f"{path} cannot be read ({reason}); expected a file of questions, one a line") from None


def _row(line: str, place: str) -> Row:
    """The row of a line. Raises UnreadableFile, with the place, where it is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", error)  # without the position, which names the line once more, as line 1
        raise UnreadableFile(f"{place} is not JSON ({reason}); expected an object with {EXPECTED}") from None
    if not isinstance(found, dict):
        raise UnreadableFile(f"{place} is {_quoted(found)}; expected an object with {EXPECTED}")
    if found.keys() >= {"query", "answer", *GROUPS}:
        question = {"zh": _string(found["query"], f"{place}: query")}
        positive, negative = (_strings(found[group], f"{place}: {group}") for group in GROUPS)
        return Row(question, {}, {"": _gold(found["answer"], f"{place}: answer")}, positive, negative)
    if "zh" not in found or not found.keys() & {"passage", "gold"}:
        keys = one_line(", ".join(found))[:80] or "no field"
        raise UnreadableFile(f"{place} has {keys}; expected {EXPECTED}")
    pools = [pool for pool in POOLS if pool in found] if "passage" in found else []
    if "passage_en" in pools and "en" not in found:
        raise UnreadableFile(f"{place} has passage_en and no en; expected the question in English with it")
    questions = {lang: _string(found[lang], f"{place}: {lang}") for lang in LANGUAGES if lang in found}
    if not pools:
        return Row(questions, {}, {"": _gold(found["gold"], f"{place}: gold")})
    told = {pool: pool.replace("passage", "answer") for pool in pools}
    return Row(
        questions,
        {pool: _string(found[pool], f"{place}: {pool}") for pool in pools},
        {pool: ((_string(found[key], f"{place}: {key}"),),) for pool, key in told.items() if found.get(key)},
    )


def _gold(value: object, place: str) -> Gold:
    """The items, each a string or a list of its wordings. Raises UnreadableFile."""
    if not isinstance(value, list):
        raise UnreadableFile(f"{place} is {_quoted(value)}; expected a list of strings, empty where nothing answers")
    numbered = [(item, f"{place} {number}") for number, item in enumerate(value, start=1)]
    return tuple(_strings(i, p) if isinstance(i, list) and i else (_string(i, p),) for i, p in numbered)


def _string(value: object, place: str) -> str:
    """The value, if it is a string with anything in it. Raises UnreadableFile."""
    if not isinstance(value, str) or not value.strip():
        raise UnreadableFile(f"{place} is {_quoted(value)}; expected a string with words in it")
    return storable(value)


def _strings(value: object, place: str) -> tuple[str, ...]:
    """The values, if they are a list of such strings. Raises UnreadableFile."""
    if not isinstance(value, list):
        raise UnreadableFile(f"{place} is {_quoted(value)}; expected a list of strings")
    return tuple(_string(item, f"{place} {number}") for number, item in enumerate(value, start=1))


def _quoted(value: object) -> str:
    """A value as its file has it, the beginning of a long one; of a list or an object only that it is one."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = one_line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= 40 else f"{text[:40]}…"
