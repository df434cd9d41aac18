"""How well retrieval does on a file of questions.

Two forms of JSONL. With passages: `{"zh", "en"?, "passage", "passage_en"?}`, where the pool is the passages of the
file. With gold strings: `{"zh", "en", "gold": [...]}`, asked to the index; a passage is right when it holds every
string. Questions whose gold is empty have no answer and are left out here.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UnreadableFile
from corpus.fold import fold
from corpus.types import Article
from index.types import Mode, Progress

if TYPE_CHECKING:
    from index.embed import Embedder
    from index.search import Index
    from index.types import Vectors
    from qa.service import Service

DEPTH = 10
"""Passages looked at for each question."""
LANGUAGES = ("zh", "en")
POOLS = ("passage", "passage_en")

Row = Mapping[str, Any]
Right = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures (0 to 1) by row, a row for each language and way of searching."""

    questions: int
    passages: int
    rows: Mapping[str, Mapping[str, float]]

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        rows = {name: {m: round(v, 4) for m, v in row.items()} for name, row in self.rows.items()}
        return {"questions": self.questions, "passages": self.passages, "rows": rows}


def evaluate_file(path: Path, service: "Service", *, progress: Progress) -> Evaluation:
    """Search for every question of the file, in every language and mode. Raises UnreadableFile."""
    rows = _rows(path)
    if "passage" not in rows[0]:
        index = service.index()
        asked = {lang: [(r[lang], partial(_holds, r["gold"])) for r in rows if r["gold"]] for lang in LANGUAGES}
        measured = _measure(index, service.embedder(index), asked, "", progress)
        return Evaluation(len(rows), index.manifest.passages, measured)
    measured, passages = {}, 0
    for pool in (p for p in POOLS if p in rows[0]):
        with tempfile.TemporaryDirectory() as folder:
            index, embedder = _pool_index(Path(folder), [r[pool] for r in rows], service, progress)
            right = {lang: [(r[lang], partial(_is, r[pool])) for r in rows] for lang in LANGUAGES if lang in rows[0]}
            label = "" if pool == "passage" else " to en"
            asked = right if pool == "passage" else {"en": right["en"]}
            measured |= _measure(index, embedder, asked, label, progress)
            passages += index.manifest.passages
            index.close()
    return Evaluation(len(rows), passages, measured)


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
) -> dict[str, dict[str, float]]:
    from index.search import search

    rows: dict[str, dict[str, float]] = {}
    for language, questions in asked.items():
        for mode in Mode:
            step = f"{language}{label} {mode}"
            ranks: list[int | None] = []
            for question, right in questions:
                texts = [hit.passage.text for hit in search(index, embedder, question, DEPTH, mode)]
                ranks.append(next((rank for rank, text in enumerate(texts, start=1) if right(text)), None))
                progress(step, len(ranks), len(questions))
            rows[step] = measures(ranks)
    return rows


def _pool_index(
    folder: Path, passages: Sequence[str], service: "Service", progress: Progress
) -> "tuple[Index, Embedder]":
    """An index of its own over whole passages, so that they are not split again."""
    from index.build import build_apart
    from index.search import open_generation

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
    try:
        rows = [json.loads(line) for line in _lines(path) if line.strip()]
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path} is no file of questions ({error}): expected one JSON object a line") from None
    shapes = ({"zh", "passage"}, {"zh", "en", "gold"})
    if not rows or not all(any(shape <= row.keys() for shape in shapes) for row in rows):
        found = ", ".join(sorted(rows[0])) if rows else "nothing"
        raise UnreadableFile(f"{path} holds {found}: expected zh and passage, or zh, en and gold, in every line")
    return rows


def _lines(path: Path) -> Iterator[str]:
    import gzip

    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from file
