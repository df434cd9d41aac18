"""Small pieces of HTML that everything shown is made of. Pure: text in, a string out.

All that comes from an article, a file or a person goes through `escape` before it meets HTML; only http and https
addresses become links. What opens an article carries data-article, data-start and data-end, which qa/web/static/article.js reads.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from corpus.text.script import has_han
from corpus.types import Article
from qa.web.html.spans import Span, merged, within
from qa.web.i18n.phrases import Words


def marked(text: str, spans: Iterable[Span]) -> str:
    """The text, escaped, with the spans in <mark>."""
    done, parts = 0, []
    for start, end in merged(spans):
        parts += [escape(text[done:start]), f"<mark>{escape(text[start:end])}</mark>"]
        done = end
    return "".join([*parts, escape(text[done:])])


def paragraphs(text: str, spans: Sequence[Span]) -> str:
    """A paragraph for each line; joined, their text is the text."""
    found, start = [], 0
    for line in text.split("\n"):
        inside = marked(line, within(spans, start, start + len(line)))
        found.append(f"<p>{inside}</p>" if line else "")
        start += len(line) + 1
    return "\n".join(found)


def rest_html(text: str, spans: Iterable[Span], words: Words) -> str:
    """What is left of a long text, in a fold; nothing where nothing is left."""
    if not text:
        return ""
    summary = escape(words["rest"].format(count=f"{len(text):,}"))
    return f'<details class="qa-rest"><summary>{summary}</summary>{marked(text, spans)}</details>'


def place(article: Article, start: int, end: int) -> str:
    """The attributes by which a click opens text[start:end] of an article."""
    return f' data-article="{escape(article.id)}" data-start="{start}" data-end="{end}"'


def opener(article: Article, says: str, words: Words) -> str:
    """An article's title as a button; the element around it, or itself, says what it opens."""
    hint = f' title="{escape(says)}"' if says else ""
    return f'<button type="button" class="qa-open"{lang(article.title)}{hint}>{titled(article, words)}</button>'


def particulars(article: Article, words: Words) -> str:
    """Source, date and, where it is one, the link to the original."""
    parts = [sourced(article, words), dated(article, words)]
    if is_web_address(article.url):
        parts.append(
            f'<a href="{escape(article.url)}" rel="noopener noreferrer" target="_blank"'
            f' title="{escape(words["new_window"])}">{escape(words["original"])}</a>'
        )
    return f'<p class="qa-meta">{dotted(parts)}</p>'


def titled(article: Article, words: Words) -> str:
    """The title, or that there is none."""
    return escape(article.title or words["untitled"])


def sourced(article: Article, words: Words) -> str:
    """The source, or that none is known."""
    return escape(article.source or words["no_source"])


def dated(article: Article, words: Words) -> str:
    """The day of publication, or that none is known."""
    return escape(article.published.isoformat() if article.published else words["undated"])


def facts(named: Mapping[str, str], words: Words) -> str:
    """Terms and what is said of them, for a <dl>."""
    return "".join(f"<div><dt>{escape(words[name])}</dt><dd>{escape(fact)}</dd></div>" for name, fact in named.items())


def cut(text: str, start: int, end: int) -> str:
    """Classes that say at which ends a stretch of a text goes on; the dots themselves are no part of the text."""
    before = "qa-goes-before" if text[:start].strip() else ""
    return f"{before} {'qa-goes-on' if text[end:].strip() else ''}".strip()


def lang(text: str) -> str:
    """A browser needs the language to choose glyphs and break lines."""
    return f' lang="{"zh" if has_han(text) else "en"}"'


def dotted(parts: Iterable[str]) -> str:
    """The parts in a line with dots between them."""
    return '<span class="qa-dot" aria-hidden="true"> · </span>'.join(f"<span>{part}</span>" for part in parts)


def copy_button(link: str, words: Words) -> str:
    """A button that copies a link to this page, given as its query."""
    return f'<button type="button" class="qa-small" data-copy="{escape(link)}">{escape(words["copy_link"])}</button>'


def error_html(line: str) -> str:
    """One human line."""
    return f'<p class="qa-error" role="alert">{escape(line)}</p>'


def empty_html(line: str) -> str:
    """What a part of the page says while it has nothing to show."""
    return f'<p class="qa-empty">{escape(line)}</p>'


def thinking_html(words: Words) -> str:
    """What stands in the place of an answer until its first sentence is there."""
    return f'<p class="qa-thinking" role="status">{escape(words["thinking"])}</p>'


def moment(iso: str) -> str:
    """A time as people write it, in this computer's zone: who reads it sits there."""
    try:
        return f"{datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return iso


def is_web_address(url: str) -> bool:
    """Whether a link may point there: http or https, and a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
