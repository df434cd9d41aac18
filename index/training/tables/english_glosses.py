"""Make the English dictionary of `index.crosslingual.glosses`: the usual Chinese words for each English word or phrase.

    python -m index.training.tables.english_glosses DATA

DATA holds `cc_cedict.tsv.gz`, each line `english<TAB>chinese`, and `news_zh.jsonl.gz`. CC-CEDICT explains Chinese
words. When it is inverted, rare and literary words appear next to the usual one. So they are ranked by their frequency
in news, their translation probability, and the number of other meanings listed before this one. Takes about a minute;
the same data give the same file.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from math import log
from pathlib import Path

from corpus.text.script import HAN
from index.crosslingual.glosses import ENGLISH_GLOSSES, words
from index.crosslingual.news_terms import NEWS_TERMS
from index.crosslingual.translation_table import MAX_PHRASE_WORDS, Translations, translations
from index.training.data.sources import TrainingData
from index.training.tables.english_senses import FORMS, SENSES
from index.training.tables.glosses import write

MEANINGS = 4
"""Chinese words kept for an English one."""
UNLIKELY = 0.1
"""Added to the share in the translation table, which lacks many words."""
SINGLE = 0.15
"""Share of words of one character, which the translation table does not have."""
READ = 3_000
"""News texts in which words are counted."""

_CHINESE = re.compile(f"[{HAN}]{{1,6}}")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_ARTICLE = re.compile(r"^(?:an?|the) ")
_ENGLISH = re.compile(rf"(?:to )?[a-z][a-z']*(?: [a-z][a-z']*){{0,{MAX_PHRASE_WORDS - 1}}}")
_PLACE = re.compile(r"([a-z][a-z' ]*?) (?:prefecture|autonomous|province|municipality|district|county|city|town)\b.*")


def english(glosses: Mapping[str, Iterable[str]]) -> dict[str, dict[str, int]]:
    """The Chinese words of each English word or phrase, with the number of meanings listed before this one.

    Verbs begin with "to".
    """
    found: dict[str, dict[str, int]] = {}
    for chinese, meanings in glosses.items():
        for place, meaning in enumerate(meanings if _CHINESE.fullmatch(chinese) else ()):
            for entry in _entries(meaning):
                found.setdefault(entry, {}).setdefault(chinese, place)
    return found


def _entries(meaning: str) -> Iterator[str]:
    """The entries for a meaning: the text without parentheses and article, and the name of a place."""
    plain = " ".join(_ASIDE.sub(" ", meaning.replace("-", " ")).split()).strip(" .,")
    place = _PLACE.fullmatch(plain)
    for entry in (_ARTICLE.sub("", plain), *(place.groups() if place else ())):
        if _ENGLISH.fullmatch(entry):
            yield entry


def in_order(entry: str, chinese: Mapping[str, int], count: Callable[[str], int], table: Translations) -> list[str]:
    """The Chinese words of an entry, most likely first."""
    shares = table.of_phrase(entry.removeprefix("to ").split())

    def likely(word: str) -> float:
        terms = [word[i : i + 2] for i in range(len(word) - 1)]
        share = sum(shares.get(term, 0) for term in terms) / len(terms) if terms else SINGLE
        return (share + UNLIKELY) * log(2 + count(word)) / (1 + chinese[word])

    return sorted(chinese, key=lambda word: (-likely(word), word))[:MEANINGS]


def dictionary(data: TrainingData) -> dict[str, str]:
    """The meanings of each word or phrase; entries written by hand take precedence."""
    texts = islice(data.news(), READ)
    counts = Counter(text[start:end] for text in texts for start, end in words(text))
    found = english(data.glosses()) | {entry: dict.fromkeys(terms.split(), 0) for entry, terms in NEWS_TERMS.items()}
    table = translations()
    made = {entry: "；".join(in_order(entry, chinese, counts.__getitem__, table)) for entry, chinese in found.items()}
    made |= {form: made[verb] for verb, forms in FORMS.items() for form in forms.split()}
    return {**made, **SENSES}


def main() -> None:
    """Make the dictionary and write it where the package reads it."""
    write(dictionary(TrainingData(Path(sys.argv[1]))), ENGLISH_GLOSSES)


if __name__ == "__main__":
    main()
