"""HTML fragments for notebooks. All text is escaped, and only web addresses become links."""

from html import escape

from corpus.types import Article


def quote_html(quote: str, before: str = "", after: str = "", bold: tuple[int, int] = (0, 0)) -> str:
    """A highlighted quote with the text around it; `bold` is the start and end of the answer within the quote."""
    start, end = bold
    said = f"<b>{escape(quote[start:end])}</b>" if end else ""
    marked = f"<mark>{escape(quote[:start])}{said}{escape(quote[end:])}</mark>"
    return f"<blockquote>{escape(before)}{marked}{escape(after)}</blockquote>"


def reference_html(article: Article) -> str:
    """The article's title, source and date, linked to its address on the web if it has one."""
    shown = escape(article.reference)
    if not article.url.startswith(("http://", "https://")):
        return shown
    return f'<a href="{escape(article.url)}" rel="noreferrer" target="_blank">{shown}</a>'
