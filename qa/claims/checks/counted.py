"""Finds figures that count the wrong thing: 24 schools, while the text has 24 teachers and 7 schools."""

import re
from collections.abc import Iterator, Sequence

from corpus.text.fold import fold
from corpus.text.script import HAN, has_han
from index.crosslingual.translation_table import stem, translations
from qa.facts.figures import Figure, figures

_BEHIND = re.compile(
    rf"[多余]?(?:个(?!百)|家|名|位|条|项|次|份|所|户|人|件|座|处|篇|部|辆|艘|架|套|种|场|支|款|台|张|只)?(?P<thing>[{HAN}]{{2}}|(?<=[个名])[省市县区国]|[{HAN}](?=的))"
)
_BEHIND_LATIN = re.compile(r"\s(?:of (?:the |its |their )?(?:[\w'’]+ )?)?(?P<thing>[a-z-]+)", re.IGNORECASE)
_OF_A_NUMBER = re.compile(r" of (?:the |its |their )?\d")
"""66 of the 91 products: the thing comes after the other figure."""
_BEFORE = re.compile(rf"(?P<thing>[{HAN}]{{2}})(?:有|共|共有|为|达)?$")
_LEVELS = {
    "province": "省",
    "city": "市",
    "county": "县",
    "district": "区",
    "town": "镇",
    "village": "村",
    "country": "国",
}
_NEAR = 14
_CLAUSE = re.compile(r"[,，](?!\d{3})|[。;；!?！？\n]")
_LIKELY, _SELDOM = 0.5, 0.05
_NO_THING = re.compile(
    r"[的了在是和与及至到]|^(?:people|persons?|million|billion|percent|per|more|less|of|to|and|in|a)$"
)


def counts_another(sentence: str, text: str) -> Iterator[str]:
    """The figures in the sentence that count something else in the text, which gives another figure for their thing."""
    known = [f for f in figures(text) if f.clear and not f.year]
    for figure in (f for f in figures(sentence) if f.clear and not f.year and not f.unit):
        if sentence[figure.start - 1 : figure.start] in ("上", "数", "几"):
            continue
        thing = _thing(sentence, figure)
        if not thing or _OF_A_NUMBER.match(sentence, figure.end):
            continue
        same = [f for f in known if f.value == figure.value and not f.unit]
        others = [f for f in known if f.value != figure.value and not f.unit]
        told = any(f.alone or _counts(text, f, thing, _SELDOM) or _has_of_its_own(text, f, thing, known) for f in same)
        if same and not told and any(_counts(text, f, thing) for f in others):
            yield figure.text


def _has_of_its_own(text: str, figure: Figure, thing: str, known: Sequence[Figure]) -> bool:
    """Whether the thing is in the figure's clause, and not next to another figure there."""
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, figure.start)), default=0)
    end = next((m.start() for m in _CLAUSE.finditer(text, figure.end)), len(text))
    near = [f for f in known if start <= f.start < end and f is not figure]
    return any(word in fold(text[start:end]) for word in _words(thing, _SELDOM)) and not any(
        _counts(text, f, thing) for f in near
    )


def _thing(sentence: str, figure: Figure) -> str:
    """The thing that the sentence counts, judged by position; in English, the word after the figure."""
    behind = (_BEHIND if has_han(sentence) else _BEHIND_LATIN).match(sentence, figure.end)
    before = _BEFORE.search(sentence[: figure.start]) if has_han(sentence) and not behind else None
    thing = (behind or before or {"thing": ""})["thing"]
    return "" if _NO_THING.search(thing) else thing


def _counts(text: str, figure: Figure, thing: str, likely: float = _LIKELY) -> bool:
    """Whether the thing is next to a figure in the text."""
    behind = re.split(r"[,，。;；、\n]", fold(text[figure.end : figure.end + _NEAR]))[0]
    before = re.split(r"[,，。;；、\n]", fold(text[max(0, figure.start - 4) : figure.start]))[-1]
    before = "" if re.search(r"\d", before) else before  # counted by another figure
    return any(word in f"{before}\n{behind}" for word in _words(thing, likely))


def _words(thing: str, likely: float) -> set[str]:
    """The thing and its translations."""
    words = {str(fold(thing))}
    if not has_han(thing):
        words.update(translations().likely(thing, likely))
        words |= {level for word, level in _LEVELS.items() if word == stem(thing)}
    return words
