"""The line on which a page says when and where it was published.

`2022年08月06日 12:08 - 来源:山西日报`, `发布时间:2023-05-09 20:36:00 来源:人民资讯`, `人民网 2022-03-24`: dates,
labelled fields and at most the name of an outlet, nothing else. A sentence with a date in it is not a dateline.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from corpus.cleaning import dateline_words as wording
from corpus.cleaning.lines import CLOCK, TIME, without_dates, words_of
from corpus.cleaning.unwrap import CELLS, is_named_row
from corpus.cleaning.vocabulary import BUTTON_BAR, CREDIT
from corpus.text.dates import find_dates, with_century
from corpus.text.fold import Folded, fold
from corpus.text.script import has_han

MAX_DATELINE_CHARS = 200
MAX_SOURCE_CHARS = 40
MAX_REMARK_CHARS = 40
MAX_BYLINE_CHARS = 80
LABEL_ENDS = (":", "：", "】", "|", "｜", "丨", "/")
MAX_NAMES = 2
"""How many short words may be beside the time of day; most often they name the writer."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the line says; `labelled` if it has labels in words (来源, 发布时间), `timed` if it has a time of day."""

    published: date | None
    source: str
    labelled: bool
    timed: bool
    updated: bool = False
    """Whether the day is only that of an update."""

    @property
    def certain(self) -> bool:
        """Whether it is more than a mere day, which could also begin a chronicle or belong to a title."""
        return self.labelled or self.timed or bool(self.source)


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value as half-open spans: `label` to `start` is the label, `start` to `end` the value."""

    kind: str
    label: int
    start: int
    end: int


def dateline(line: str) -> Dateline | None:
    """What a line says about the publication, or None if it is not a dateline."""
    line = line.strip()
    return _dateline(line) if 0 < len(line) <= MAX_DATELINE_CHARS and not is_named_row(line) else None


@lru_cache(maxsize=1024)
def _dateline(line: str) -> Dateline | None:
    folded = fold(line)
    if folded.endswith(("。", "!", "?")):
        return None
    if (
        has_han(line)
        and not any(True for _ in find_dates(folded))
        and (wording.LABEL.search(folded) or CLOCK.search(folded))
    ):
        line = with_century(line)
        folded = fold(line)
    fields = _fields(folded)
    free = _unlabelled(folded, fields)
    published, stated = _published(folded, fields)
    poster = wording.POSTER.match(folded)
    posted = poster is not None and poster[1] == free and CLOCK.search(folded) is not None
    outlet = free if posted or wording.OUTLET.fullmatch(free) else ""
    if free and not outlet and not (published and _are_names(free, folded)):
        return None
    sources = [clean_source(line[f.start : f.end]) for f in fields if f.kind == "source"]
    labelled = any(sources) or (published is not None and any(f.kind in ("published", "updated") for f in fields))
    if not (published or labelled):
        return None
    account = wording.ACCOUNT.search(folded)
    name = outlet if outlet.isascii() else outlet.split()[-1]
    start, end = account.span(1) if account and not name else (folded.find(name), folded.find(name) + len(name))
    unlabelled = [clean_source(line[start:end])] if start < end else []
    return Dateline(
        published,
        next(filter(None, sources + unlabelled), ""),
        labelled,
        bool(TIME.search(folded)),
        stated == "updated",
    )


def _are_names(free: str, folded: Folded) -> bool:
    """Whether what is left beside a time of day, or beside a day set off by a bar, is one or two names."""
    words = words_of(free)
    beside = CLOCK.search(folded) is not None or folded.count("|") == 1
    return beside and CELLS not in folded and len(words) <= MAX_NAMES and all(map(wording.NAME.fullmatch, words))


def is_label(line: str) -> bool:
    """Whether a line is only the label of a source or a day."""
    if len(line) > MAX_REMARK_CHARS or not line.rstrip().endswith(LABEL_ENDS):
        return False
    label = wording.LABEL.fullmatch(fold(line.strip()))
    return label is not None and label.lastgroup is not None


def names_writers(line: str) -> bool:
    """Whether a line says only who wrote or checked the page, with labels."""
    folded = fold(line.strip())
    fields = _fields(folded) if len(folded) <= MAX_REMARK_CHARS else []
    return bool(fields) and all(field.kind == "other" for field in fields) and not _unlabelled(folded, fields)


def is_byline(line: str) -> bool:
    """Whether a line seems to name only those who wrote the page, with or without labels."""
    folded = fold(line.strip())
    if len(folded) > MAX_BYLINE_CHARS:
        return False
    bare = wording.BESIDE_BYLINE.sub("", folded)
    return any(map(wording.BYLINE.fullmatch, (folded, bare))) or bool(CREDIT.fullmatch(bare)) or names_writers(line)


def _published(folded: Folded, fields: list[Field]) -> tuple[date | None, str]:
    """The day of publication and the kind of its label: 发布时间 takes precedence over no label, that over 更新时间."""
    days = []
    for found in find_dates(folded):
        label = next((field.kind for field in reversed(fields) if field.label < found.start), "")
        days.append((RANKS.get(label, 1), found.start, found.day, label))
    return min(days)[2:] if days else (None, "")


RANKS = {"published": 0, "updated": 2}


def _fields(folded: Folded) -> list[Field]:
    """The labelled fields. Those of days have no value here: dates are found separately, and text after them counts."""
    labels = list(wording.LABEL.finditer(folded))
    fields = []
    for label, after in pairwise([*labels, None]):
        assert label
        start, end = label.end(), after.start() if after else len(folded)
        kind = (label.lastgroup or "other").rstrip("_")
        if kind not in ("source", "other"):
            end = start
        elif gap := wording.GAP.search(folded, start, end):
            end = gap.start()
        fields.append(Field(kind, label.start(), start, end))
    return fields


def _unlabelled(folded: Folded, fields: list[Field]) -> str:
    """What is left of the line without the labelled fields, dates, a writer's name and buttons."""
    for field in reversed(fields):
        folded = Folded(f"{folded[: field.label]}  {folded[field.end :]}")
    rest = wording.WRITER.sub(" ", without_dates(Folded(wording.POSTED.sub("  ", folded)))).strip(wording.EDGES)
    rest = rest.removeprefix("原创").strip()
    return "" if BUTTON_BAR.issuperset(words_of(rest)) else rest


def clean_source(name: str) -> str:
    """An outlet's name without the text around it; empty if it is too long for a name or is an address.

    Portals cut long names off: a government's 门户网 is a 门户网站, so that each outlet has one name.
    """
    name = wording.BEHIND_SOURCE.sub("", name.strip(wording.EDGES)).strip(wording.EDGES)
    if len(name) > MAX_SOURCE_CHARS or wording.ADDRESS.match(name) or name.lower() in wording.NO_SOURCE:
        return ""
    return f"{name}站" if name.endswith("政府门户网") else name
