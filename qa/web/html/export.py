"""A list of passages as a file: JSON for programs, CSV for tables, Markdown for reading. Pure: hits in, text out."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.types import Hit
from qa.types import Answer
from qa.web.html.markup import is_web_address
from qa.web.public_form import without_paths

COLUMNS = ("number", "score", "title", "source", "published", "url", "passage", "article", "start", "end")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet evaluate a cell (OWASP, "CSV Injection")."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format of the export: its suffix, media type and writer."""

    suffix: str
    media: str
    write: Callable[[Sequence[Hit], str], str]


def as_json(hits: Sequence[Hit], query: str) -> str:
    """The query and the hits as programs get them, without paths on this computer."""
    listed = [hit.to_dict() for hit in hits]
    return json.dumps({"query": query, "hits": without_paths(listed)}, ensure_ascii=False, indent=2) + "\n"


def as_csv(hits: Sequence[Hit], query: str) -> str:
    """A header and a row for each passage; no cell reads as a formula.

    With a byte order mark, without which spreadsheets misread Chinese.
    """
    del query  # the table lists only the passages
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(number, hit)] for number, hit in enumerate(hits, start=1))
    return "\ufeff" + text.getvalue()


def as_markdown(hits: Sequence[Hit], query: str) -> str:
    """A block quote for each passage, with its source."""
    parts = [f"# {_plain(query)}\n"]
    for number, hit in enumerate(hits, start=1):
        article = hit.passage.article
        quoted = "\n".join(f"> {_plain(line)}" for line in hit.passage.text.strip().split("\n"))
        address = f"<{article.url}>" if is_web_address(article.url) and not re.search(r"[\s<>]", article.url) else ""
        day = article.published.isoformat() if article.published else ""
        cited = [f"**{_plain(article.title)}**" if article.title else "", _plain(article.source), day, address]
        parts.append(f"{quoted}\n>\n> [{number}] {', '.join(part for part in cited if part)}\n")
    return "\n".join(parts)


def exported(answer: Answer) -> str:
    """An answer as JSON, as programs get it, without its passages and without paths on this computer."""
    given = {name: value for name, value in answer.to_dict().items() if name != "hits"}
    return json.dumps(without_paths(given), ensure_ascii=False)


FORMATS: Mapping[str, Format] = {
    "json": Format(".json", "application/json", as_json),
    "csv": Format(".csv", "text/csv", as_csv),
    "markdown": Format(".md", "text/markdown", as_markdown),
}
"""Formats of the export by name."""


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
    """Text escaped for Markdown, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&!$])", r"\\\1", " ".join(text.split()))
