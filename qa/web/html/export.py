"""A list of passages as a file: JSON for programs, CSV for tables, Markdown for reading. Pure: hits in, text out."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.types import Hit
from qa.web.html.markup import is_web_address
from qa.web.public_form import without_paths

COLUMNS = ("number", "score", "title", "source", "published", "url", "passage", "article", "start", "end")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet would work out (OWASP, "CSV Injection")."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a file of passages is written, and what a browser is told of it."""

    suffix: str
    media: str
    write: Callable[[Sequence[Hit], str], str]


def as_json(hits: Sequence[Hit], query: str) -> str:
    """The query and the objects that programs get, without paths on this computer."""
    listed = [hit.to_dict() for hit in hits]
    return json.dumps({"query": query, "hits": without_paths(listed)}, ensure_ascii=False, indent=2) + "\n"


def as_csv(hits: Sequence[Hit], query: str) -> str:
    """A row for each passage, the first naming the columns; no cell is taken for a formula.

    With a byte order mark, without which a spreadsheet takes Chinese for Latin letters.
    """
    del query  # the table holds what was found
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(number, hit)] for number, hit in enumerate(hits, start=1))
    return "\ufeff" + text.getvalue()


def as_markdown(hits: Sequence[Hit], query: str) -> str:
    """A quotation for each passage, with where it stands."""
    parts = [f"# {_plain(query)}\n"]
    for number, hit in enumerate(hits, start=1):
        article = hit.passage.article
        quoted = "\n".join(f"> {_plain(line)}" for line in hit.passage.text.strip().split("\n"))
        address = f"<{article.url}>" if is_web_address(article.url) and not re.search(r"[\s<>]", article.url) else ""
        day = article.published.isoformat() if article.published else ""
        cited = [f"**{_plain(article.title)}**" if article.title else "", _plain(article.source), day, address]
        parts.append(f"{quoted}\n>\n> [{number}] {', '.join(part for part in cited if part)}\n")
    return "\n".join(parts)


FORMATS: Mapping[str, Format] = {
    "json": Format(".json", "application/json", as_json),
    "csv": Format(".csv", "text/csv", as_csv),
    "markdown": Format(".md", "text/markdown", as_markdown),
}
"""From a format's name to how it is written."""


def _row(number: int, hit: Hit) -> tuple[object, ...]:
    passage, article = hit.passage, hit.passage.article
    day = article.published.isoformat() if article.published else ""
    return (
        number,
        round(hit.score, 4),
        article.title,
        article.source,
        day,
        article.url,
        passage.text.strip(),
        article.id,
        passage.start,
        passage.end,
    )


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&!$])", r"\\\1", " ".join(text.split()))
