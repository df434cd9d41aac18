"""Reads the folder of training data. `index/model/README.md` lists its files, their sources and licences."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.text.fold import fold
from index.errors import TrainingDataMissing

PARALLEL = {
    "lctt_ccbysa": 70_000,
    "tw_moj_law": 40_000,
    "3am_captions": 25_000,
    "tatoeba": 22_000,
    "python_docs": 12_000,
    "tensorflow_docs": 8_000,
    "postgresql_docs": 6_000,
    "d2l_book": 6_000,
    "react_docs": 4_000,
    "electron_docs": 2_000,
    "vue_docs": 2_000,
    "dart_docs": 1_000,
}
"""Maximum sentence pairs per source; otherwise nine tenths would be technical and legal text."""

RUNNING = ("lctt_ccbysa", "tw_moj_law", "d2l_book", "python_docs", "react_docs")
"""Sources of running text: neighbouring lines form a passage."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question and the passage that answers it."""

    question: str
    passage: str


@dataclass(frozen=True, slots=True)
class Law:
    """An article of a law with its title, in both languages."""

    title: str
    title_en: str
    body: str
    body_en: str


class TrainingData:
    """The files of a folder. Every text is folded, as the model will see it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def parallel(self, source: str) -> list[Pair]:
        """The sentence pairs of one source, in the order of the file. Raises TrainingDataMissing."""
        return [Pair(en, zh) for en, zh in self._pairs(self.folder / "parallel" / f"{source}.tsv.gz")]

    def glosses(self) -> dict[str, list[str]]:
        """English glosses of each Chinese word, in the order of the dictionary. Raises TrainingDataMissing."""
        found: dict[str, list[str]] = {}
        for en, zh in self._pairs(self.folder / "cc_cedict.tsv.gz"):
            found.setdefault(zh, []).append(en)
        return found

    def questions(self) -> list[AnsweredQuestion]:
        """Chinese questions with their passages. Raises TrainingDataMissing."""
        return [AnsweredQuestion(row["question"], row["passage"]) for row in self._rows("qa_zh")]

    def laws(self) -> list[Law]:
        """Articles of law. Raises TrainingDataMissing."""
        return [Law(row["title"], row["title_en"], row["body"], row["body_en"]) for row in self._rows("law_titles")]

    def news(self) -> list[str]:
        """News texts. Raises TrainingDataMissing."""
        return [row["body"].strip() for row in self._rows("news_zh")]

    def _pairs(self, path: Path) -> Iterator[tuple[str, str]]:
        for line in _lines(path):
            first, tab, second = line.rstrip("\n").partition("\t")
            if tab and first and second:
                yield fold(first), fold(second)

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        for line in _lines(self.folder / f"{name}.jsonl.gz"):
            yield {key: fold(value) for key, value in json.loads(line).items()}


def _lines(path: Path) -> Iterator[str]:
    if not path.is_file():
        raise TrainingDataMissing(f"{path} is not there: give the folder of the training data with --data")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from lines
