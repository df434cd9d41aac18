"""How well retrieval does on a file of questions.

Two forms of JSONL, one of them in a file. With passages: `{"zh", "en"?, "passage", "passage_en"?}`, where the pool is
the passages of the file. With gold strings: `{"zh", "en"?, "gold": [...]}`, asked to the index; a passage is right when
it holds every string. Questions whose gold is empty have no answer and are left out here.
"""

import json
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.cleaning.artefacts import one_line
from corpus.errors import UnreadableFile
from corpus.formats.opening import read_lines
from corpus.text.encoding import storable
from corpus.text.fold import fold
from corpus.types import Article
from index.types import Mode, Progress

if TYPE_CHECKING:
    from index.dense.embedders import Embedder
    from index.storage.reader import Index
    from index.types import Vectors
    from qa.service import Service

DEPTH = 10
"""Passages looked at for each question."""
LANGUAGES = ("zh", "en")
POOLS = ("passage", "passage_en")

EXPECTED = "zh and passage (en and passage_en may be there too), or zh and gold (en may be there too)"

Right = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Miss:
    """A question whose right passage did not come first. `rank` is None where it is not among the DEPTH best."""

    way: str
    """The row of the evaluation: language and mode."""
    question: str
    rank: int | None
    found: str
    """The text of the passage that came first; empty where none came."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: a question in each language, and what answers it."""

    questions: Mapping[str, str]
    """By language."""
    passages: Mapping[str, str]
    """The right one, by pool; none where gold strings say what is right."""
    gold: tuple[str, ...]

    @property
    def shape(self) -> str:
        """Which fields it has."""
        return ", ".join([*self.questions, *(self.passages or ("gold",))])


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures (0 to 1) by row, a row for each language and way of searching."""

    questions: int
    """Those that were asked."""
    passages: int
    rows: Mapping[str, Mapping[str, float]]
    misses: tuple[Miss, ...] = ()

    def to_dict(self, *, misses: bool = False) -> dict[str, object]:
        """Ready for JSON; with the single misses where they are asked for."""
        rows = {name: {m: round(v, 4) for m, v in row.items()} for name, row in self.rows.items()}
        whole: dict[str, object] = {"questions": self.questions, "passages": self.passages, "rows": rows}
        return whole | ({"misses": [asdict(miss) for miss in self.misses]} if misses else {})


def evaluate_file(path: Path, service: "Service", *, progress: Progress) -> Evaluation:
    """Search for every question of the file, in every language and mode. Raises UnreadableFile."""
    rows = _rows(path)
    languages, pools = rows[0].questions, rows[0].passages
    if not pools:
        index = service.index()
        asked = {lang: [(row.questions[lang], partial(_holds, row.gold)) for row in rows] for lang in languages}
        measured, missed = _measure(index, service.embedder(index), asked, "", progress)
        return Evaluation(len(rows), index.manifest.passages, measured, tuple(missed))
    measured, missed, passages = {}, [], 0
    for pool in pools:
        with tempfile.TemporaryDirectory() as folder:
            index, embedder = _pool_index(Path(folder), [row.passages[pool] for row in rows], service, progress)
            asked = {
                lang: [(row.questions[lang], partial(_is, row.passages[pool])) for row in rows]
                for lang in (languages if pool == "passage" else ("en",))
            }
            more, misses = _measure(index, embedder, asked, "" if pool == "passage" else " to en", progress)
            measured |= more
            missed += misses
            passages += index.manifest.passages
            index.close()
    return Evaluation(len(rows), passages, measured, tuple(missed))


def measures(ranks: Sequence[int | None]) -> dict[str, float]:
    """Recall@1, @5 and @10, MRR@10 and nDCG@10 of each question's first right rank (from 1; None for none).

    With one right passage for a question, nDCG is 1 / log2(1 + rank) (Järvelin & Kekäläinen 2002).
    """
    found = [rank for rank in ranks if rank is not None and rank <= DEPTH]
    count = max(len(ranks), 1)
    return {
        **{f"recall@{k}": sum(rank <= k for rank in found) / count for k in (1, 5, 10)},
        "MRR@10": sum(1 / rank for rank in found) / count,
        "nDCG@10": sum(1 / log2(1 + rank) for rank in found) / count,
    }


def _measure(
    index: "Index",
    embedder: "Embedder",
    asked: Mapping[str, Sequence[tuple[str, Right]]],
    label: str,
    progress: Progress,
) -> tuple[dict[str, dict[str, float]], list[Miss]]:
    from index.search import search, understand

    rows: dict[str, dict[str, float]] = {}
    misses: list[Miss] = []
    for language, questions in asked.items():
        for mode in Mode:
            step = f"{language}{label} {mode}"
            ranks: list[int | None] = []
            for question, right in questions:
                hits = search(index, embedder, understand(question, index), DEPTH, mode)
                texts = [hit.passage.text for hit in hits]
                rank = next((rank for rank, text in enumerate(texts, start=1) if right(text)), None)
                ranks.append(rank)
                if rank != 1:
                    misses.append(Miss(step, question, rank, texts[0] if texts else ""))
                progress(step, len(ranks), len(questions))
            rows[step] = measures(ranks)
    return rows, misses


def _pool_index(
    folder: Path, passages: Sequence[str], service: "Service", progress: Progress
) -> "tuple[Index, Embedder]":
    """An index of its own over whole passages, so that they are not split again."""
    from index.storage.reader import open_generation
    from index.storage.writer import build_apart

    embedder = service.chosen_embedder()
    pool = list(dict.fromkeys(passages))
    articles = (Article(str(n), "", text, "", None, "", "") for n, text in enumerate(pool))

    def embed(texts: Sequence[str]) -> "Vectors":
        progress("embedding", 0, len(texts))
        vectors = embedder.passages(texts)
        progress("embedding", len(texts), len(texts))
        return vectors

    build_apart(folder, ((a, [(0, len(a.text))]) for a in articles), embedder, embed)
    return open_generation(folder), embedder


def _holds(gold: Sequence[str], text: str) -> bool:
    folded = fold(text)
    return all(fold(string) in folded for string in gold)


def _is(passage: str, text: str) -> bool:
    return text == passage


def _rows(path: Path) -> list[Row]:
    """The rows that have an answer, at least one; all of one shape. Raises UnreadableFile."""
    rows: list[Row] = []
    for number, line in lines(path):
        row = _row(line, f"{path} line {number}")
        if rows and row.shape != rows[0].shape:
            raise UnreadableFile(f"{path} line {number} has {row.shape}; expected {rows[0].shape}, as above it")
        rows.append(row)
    if not rows:
        raise UnreadableFile(f"{path} holds no line; expected {EXPECTED} in every line")
    answered = [row for row in rows if row.passages or row.gold]
    if not answered:
        raise UnreadableFile(f"{path} has no question with an answer; expected strings under gold in one line or more")
    return answered


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
    if "zh" not in found or not found.keys() & {"passage", "gold"}:
        keys = one_line(", ".join(found))[:80] or "no field"
        raise UnreadableFile(f"{place} has {keys}; expected {EXPECTED}")
    pools = [pool for pool in POOLS if pool in found] if "passage" in found else []
    if "passage_en" in pools and "en" not in found:
        raise UnreadableFile(f"{place} has passage_en and no en; expected the question in English with it")
    return Row(
        {language: _string(found[language], f"{place}: {language}") for language in LANGUAGES if language in found},
        {pool: _string(found[pool], f"{place}: {pool}") for pool in pools},
        () if pools else _strings(found["gold"], f"{place}: gold"),
    )


def _string(value: object, place: str) -> str:
    """The value, if it is a string with anything in it. Raises UnreadableFile."""
    if not isinstance(value, str) or not value.strip():
        raise UnreadableFile(f"{place} is {_quoted(value)}; expected a string with words in it")
    return storable(value)


def _strings(value: object, place: str) -> tuple[str, ...]:
    """The values, if they are a list of such strings, or an empty one. Raises UnreadableFile."""
    if not isinstance(value, list):
        raise UnreadableFile(f"{place} is {_quoted(value)}; expected a list of strings, empty where nothing answers")
    return tuple(_string(item, f"{place} {number}") for number, item in enumerate(value, start=1))


def _quoted(value: object) -> str:
    """A value as its file has it, the beginning of a long one; of a list or an object only that it is one."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = one_line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= 40 else f"{text[:40]}…"
