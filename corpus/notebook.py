"""Pieces of the HTML that notebooks show. Every text is escaped, and only web addresses become links."""

from html import escape

from corpus.types import Article


def quote_html(quote: str, before: str = "", after: str = "") -> str:
    """A quote, marked, between the text around it."""
    return f"<blockquote>{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}</blockquote>"


def reference_html(article: Article) -> str:
    """The article's title, source and date, linked to its address on the web if it has one."""
    shown = escape(article.reference)
    if not article.url.startswith(("http://", "https://")):
        return shown
    return f'<a href="{escape(article.url)}" rel="noreferrer" target="_blank">{shown}</a>'
