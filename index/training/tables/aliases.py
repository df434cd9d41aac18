"""Write `index/aliases/cedict.txt`: alternative names, found as Chinese entries of CC-CEDICT with the same gloss.

    python -m index.training.tables.aliases DATA

DATA holds `cc_cedict.tsv.gz`, each line `english<TAB>chinese`. Takes a second; the same data give the same file. It
keeps abbreviations (港交所 and 香港交易所: the other name has all its characters in order) and different transliterations (迪士尼
and 迪斯尼). A name that is part of another, such as 丹阳 of 丹阳市, is skipped, since a search finds it anyway.
"""

import gzip
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.text.script import HAN
from index.aliases.sets import AliasSet

CEDICT = Path(__file__).parents[2] / "aliases" / "cedict.txt"
HEAD = "# Made by index.training.tables.aliases from CC-CEDICT (CC BY-SA 4.0, https://cc-cedict.org), not by hand.\n"
MIN_SOUND_CHARS, MAX_SOUND_CHARS = 3, 6
"""Characters of a transliterated name."""

_NAME = re.compile(rf"[{HAN}]{{2,16}}")
_CAPITALISED = re.compile(r"[A-Z][\w'’.-]*(?: (?:of|the|and|[A-Z][\w'’.-]*))*")
"""Only names are transliterated, so each word of the gloss is capitalised."""


def alias_sets(entries: Iterable[tuple[str, str]]) -> list[AliasSet]:
    """The sets of names in pairs of gloss and Chinese name, sorted."""
    names: dict[str, dict[str, None]] = {}
    for gloss, chinese in entries:
        name = chinese.rpartition("·")[2]  # 唐纳·川普
        if gloss[:1].isupper() and _NAME.fullmatch(name):
            names.setdefault(gloss.strip(), {})[name] = None
    found = (tuple(_forms(gloss, [*forms])) for gloss, forms in names.items())
    return sorted({forms for forms in found if forms})


def _forms(gloss: str, names: list[str]) -> Iterator[str]:
    """The names of one gloss that are a form of another of its names."""
    said = gloss.partition(",")[0].partition("(")[0].strip()
    sounds = _CAPITALISED.fullmatch(said) is not None
    for name in names:
        if any(_is_form(*sorted((name, other), key=len), sounds=sounds) for other in names if other != name):
            yield name


def _is_form(short: str, full: str, *, sounds: bool) -> bool:
    if short in full:
        return False
    return _abbreviates(short, full) or (sounds and _sounds_like(short, full))


def _abbreviates(short: str, full: str) -> bool:
    rest = iter(full)
    return len(short) < len(full) and all(character in rest for character in short)


def _sounds_like(one: str, other: str) -> bool:
    """Whether half of the characters agree position by position, from the beginning or the end."""
    near = len(one) >= MIN_SOUND_CHARS and len(other) <= MAX_SOUND_CHARS and len(other) - len(one) <= 1
    alike = (sum(map(str.__eq__, *pair)) for pair in ((one, other), (one[::-1], other[::-1])))
    return near and max(alike) * 2 >= len(other)


def main() -> None:
    """Write the file."""
    with gzip.open(Path(sys.argv[1]) / "cc_cedict.tsv.gz", "rt", encoding="utf-8") as lines:
        sets = alias_sets(tuple(line.rstrip("\n").split("\t")) for line in lines)  # type: ignore[misc]
    CEDICT.write_text(HEAD + "".join(f"{', '.join(forms)}\n" for forms in sets), "utf-8")
    sys.stdout.write(f"{len(sets):,} names in {CEDICT}\n")


if __name__ == "__main__":
    main()
