"""Make the dictionary of `index.crosslingual.glosses`: the first meanings of each Chinese word in CC-CEDICT.

    python -m index.training.tables.glosses DATA

DATA holds `cc_cedict.tsv.gz`, each line `english<TAB>chinese`. Takes some seconds; the same data give the same file.
"""

import gzip
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.text.fold import fold
from corpus.text.script import HAN
from index.crosslingual.glosses import GLOSSES, MAX_WORD_CHARS

MEANINGS, MEANING_CHARS = 4, 90
"""Maximum meanings of a word, and their total characters: what fits on a small card."""

_WORD = re.compile(f"[{HAN}]{{1,{MAX_WORD_CHARS}}}")


def dictionary(data: Path) -> dict[str, list[str]]:
    """The meanings of each folded word, in the order of the dictionary."""
    found: dict[str, list[str]] = {}
    with gzip.open(data / "cc_cedict.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            meaning, _, word = line.rstrip("\n").partition("\t")
            if _WORD.fullmatch(fold(word)):
                found.setdefault(fold(word), []).append(_tidy(meaning))
    return found


def shortened(meanings: Sequence[str]) -> str:
    """As many of the first meanings as fit. A single long one is truncated."""
    kept = list[str]()
    for meaning in dict.fromkeys(meanings):
        if kept and len("; ".join([*kept, meaning])) > MEANING_CHARS:
            break
        kept.append(meaning)
    return "; ".join(kept[:MEANINGS])[:MEANING_CHARS]


def write(found: Mapping[str, str], to: Path) -> None:
    """Write one word per line, compressed, in the order that `index.crosslingual.dictionary` searches."""
    text = "".join(f"{word}\t{found[word]}\n" for word in sorted(found))
    to.write_bytes(gzip.compress(text.encode(), mtime=0))


def _tidy(meaning: str) -> str:
    return re.sub(r"\s+([,.;])", r"\1", re.sub(r"\s+", " ", meaning)).strip(" ,")


def main() -> None:
    """Make the dictionary and write it where the package reads it."""
    found = dictionary(Path(sys.argv[1]))
    write({word: shortened(meanings) for word, meanings in found.items()}, GLOSSES)


if __name__ == "__main__":
    main()
