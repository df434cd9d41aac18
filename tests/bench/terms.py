"""Bigrams, words or both for BM25: MRR@10 on question files, each searched in its own passages."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.text.fold import fold
from corpus.text.script import has_han
from index.lexical.bm25 import Lexical, top_k
from index.lexical.concepts import Concept
from index.lexical.tokens import FUNCTION_WORDS, tokenise
from qa.evaluation.retrieval import DEPTH, measures
from tests.bench.table import table

Tokeniser = Callable[[str], list[str]]


def words(text: str) -> list[str]:
    """The words that jieba finds in its search-engine mode: long words, and the shorter ones inside them."""
    import rjieba

    return [word for word in rjieba.cut_for_search(fold(text)) if any(map(str.isalnum, word))]


def characters(text: str) -> list[str]:
    """`tokenise`, and each Han character as well."""
    return [*tokenise(text), *filter(has_han, fold(text))]


def both(text: str) -> list[str]:
    """Bigrams and words; a prefix keeps a two-character word apart from the same bigram."""
    return [*tokenise(text), *(f"word {word}" for word in words(text))]


TOKENISERS: dict[str, Tokeniser] = {
    "bigrams": tokenise,
    "words": words,
    "bigrams and words": both,
    "bigrams and characters": characters,
}


def compare(files: list[Path]) -> str:
    """A table of MRR@10: one row per file, one column per tokeniser."""
    head = ["questions", *TOKENISERS]
    return table(head, [[path.name.split("_")[0], *(mrr(path, t) for t in TOKENISERS.values())] for path in files])


def mrr(path: Path, tokeniser: Tokeniser) -> float:
    """MRR@10 of BM25 alone for the file's Chinese questions over its Chinese passages."""
    rows = list(_rows(path))
    pool = list(dict.fromkeys(passage for _, passage in rows))
    index = Lexical.build(map(tokeniser, pool))
    return measures([_rank(index, tokeniser(question), pool.index(passage)) for question, passage in rows])["MRR@10"]


def _rank(index: Lexical, terms: list[str], right: int) -> int | None:
    """The rank of the right passage, from 1; None if it is not among the first ten."""
    asked = [Concept({term: 1.0}) for term in dict.fromkeys(terms) if term not in FUNCTION_WORDS]
    found = top_k(index.scores(asked)[0], DEPTH).tolist()
    return found.index(right) + 1 if right in found else None


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield row["zh"], row["passage"]
