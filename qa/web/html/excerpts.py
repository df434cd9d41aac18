"""Which part of an article is shown beside an answer or in a list of passages, and what is folded away."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from corpus.types import Article
from index.types import Hit
from qa.types import Citation
from qa.web.html.markup import marked
from qa.web.html.spans import Span, around, cut_at, term_spans, tight, within

QUOTE_CHARS = 300
"""Characters shown of a quote or a sentence; in articles without full stops, sentences run to thousands."""
CONTEXT_CHARS = 120
"""Characters shown on either side of a quote: a click shows the rest, and four cards fit beside an answer."""
PASSAGE_CHARS = 1_000
"""Characters of a passage shown in a list."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """text[start:end] of an article with its marks: the part shown, and the rest, folded away."""

    article: Article
    start: int
    end: int
    shown: Markup
    rest: Markup
    rest_chars: int


def quote_excerpt(citation: Citation) -> Excerpt:
    """A quote in its context; the rest of a long quote is folded away."""
    text, quote = citation.article.text, (citation.start, citation.end)
    passage = tight(text, citation.context_start, citation.context_end)
    nearby = around(text, *quote, CONTEXT_CHARS)
    start = max(min(passage[0], citation.start), nearby[0])
    end = min(max(passage[1], citation.end), nearby[1])
    is_long = citation.end - citation.start > QUOTE_CHARS
    stop = cut_at(text, citation.start, QUOTE_CHARS) if is_long else end
    return _excerpt(citation.article, (start, stop, end), [quote], answering(citation))


def answering(citation: Citation) -> list[Span]:
    """The words of a quote that answer, as offsets into its article; none if no reader found them."""
    return [(citation.start + citation.span[0], citation.start + citation.span[1])] if citation.span else []


def hit_excerpt(hit: Hit, query: str = "") -> Excerpt:
    """A passage with the words of a query marked."""
    article = hit.passage.article
    start, end = tight(article.text, hit.passage.start, hit.passage.end)
    text = article.text[start:end]
    names = [name.rpartition(" → ")[2] for name in (*hit.names, *hit.translations)] if query else []
    spans = [(start + a, start + b) for a, b in term_spans(text, query, names)]
    return _excerpt(article, (start, start + cut_at(text, 0, PASSAGE_CHARS), end), spans)


def _excerpt(article: Article, bounds: tuple[int, int, int], spans: list[Span], strong: Sequence[Span] = ()) -> Excerpt:
    start, stop, end = bounds
    shown = marked(article.text[start:stop], within(spans, start, stop), within(strong, start, stop))
    rest = marked(article.text[stop:end], within(spans, stop, end), within(strong, stop, end))
    return Excerpt(article, start, end, shown, rest, end - stop)
