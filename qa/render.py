"""Answers, passages and articles as HTML. Pure: objects and phrases in, a string out.

All that comes from an article, a file or a person goes through `escape` before it meets HTML; only http and https
addresses become links. What opens an article carries data-article, data-start and data-end, which qa/web/page.js reads.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from corpus.script import has_han
from corpus.types import Article
from index.types import Hit
from qa.page.spans import Span, merged, surroundings, term_spans, tight, within
from qa.page.words import Words
from qa.types import Answer, Citation, Status

RELATED = 5
"""Nearest passages shown where there is no answer."""


def answer_html(answer: Answer, words: Words) -> str:
    """The answer sentence by sentence, and beside it the evidence; without an answer, what is perhaps related."""
    asked = f'<h2 class="qa-asked"{_lang(answer.question)}>{escape(answer.question)}</h2>' if answer.question else ""
    if not answer.answered:
        said = f'<p class="qa-none"{_lang(answer.text)} role="status">{escape(answer.text)}</p>'
        return f'<section class="qa-result">{asked}{said}{_related(answer.hits, words)}</section>'
    sentences = "".join(_sentence(citation, words) for citation in answer.citations)
    level = answer.confidence.value
    return (
        f'<section class="qa-result qa-answered"><div class="qa-answer">{asked}<div role="status">{sentences}</div>'
        f'<p class="qa-confidence" data-level="{escape(level)}">{escape(words[f"confidence_{level}"])}</p></div>'
        f'<aside class="qa-evidence" aria-label="{escape(words["evidence"])}">'
        f"<h3>{escape(words['evidence'])}</h3>{''.join(_card(c, words) for c in answer.citations)}</aside></section>"
    )


def hits_html(hits: Sequence[Hit], query: str, words: Words) -> str:
    """A list of passages with the query's words marked, each with where it stands and why it was found."""
    if not hits:
        return f'<p class="qa-none" role="status">{escape(words["found_none"])}</p>'
    count = words["found_one"] if len(hits) == 1 else words["found"].format(count=len(hits))
    return (
        f'<p class="qa-count" role="status">{escape(count)}</p>'
        f'<ol class="qa-hits">{"".join(_hit(hit, words, query, _why(hit, words)) for hit in hits)}</ol>'
    )


def article_html(article: Article, start: int, end: int, words: Words) -> str:
    """A whole article with text[start:end] marked; offsets outside of the text mark nothing."""
    return (
        f'<header class="qa-article-head"><h2 id="qa-article-title"{_lang(article.title)}>{_title(article, words)}</h2>'
        f"{_particulars(article, words)}</header>"
        f'<div class="qa-text"{_lang(article.text)}>{_paragraphs(article.text, [(start, end)])}</div>'
    )


def articles_html(rows: Sequence[tuple[Article, int]], total: int, words: Words) -> str:
    """A table of articles with their number of passages; says so where there are more than are shown."""
    if not rows:
        return f'<p class="qa-none">{escape(words["no_articles"])}</p>'
    columns = ("column_title", "column_source", "column_date", "column_passages")
    head = "".join(f'<th scope="col">{escape(words[column])}</th>' for column in columns)
    body = "".join(_row(article, passages, words) for article, passages in rows)
    more = words["newest"].format(shown=len(rows), all=total) if len(rows) < total else ""
    return (
        f'<table class="qa-articles"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f'<p class="qa-count">{escape(more)}</p>'
    )


def status_html(status: Status, words: Words) -> str:
    """What the index holds and how it was made."""
    facts = {
        "articles": str(status.articles),
        "passages": str(status.passages),
        "sources": str(len(status.sources)),
        "dates": f"{status.first} – {status.last}" if status.first else "–",
        "generation": str(status.generation),
        "model": status.model,
        "created": moment(status.created),
        "size": f"{status.size / 1e6:.1f} MB",
    }
    return f'<dl class="qa-status">{_facts(facts, words)}</dl>'


def heading_html(told: str, words: Words) -> str:
    """The page's name over what is told of the index."""
    return f'<h1 class="qa-title">{escape(words["title"])}</h1><div class="qa-heading">{told}</div>'


def holdings_html(status: Status, words: Words, *, sample: bool) -> str:
    """What the index holds, in a line; where it is the sample, that it is, and how to take in one's own articles."""
    form = words["holdings"] if status.first else words["holdings_undated"]
    lines = [f"<p>{escape(form.format(articles=status.articles, first=status.first, last=status.last))}</p>"]
    if sample:
        how = f"{escape(words['own'])} <code>qa rebuild FOLDER</code>"
        lines.append(f'<p class="qa-sample">{escape(words["sample"])}{how}</p>')
    if status.notice:
        lines.append(f'<p class="qa-error">{escape(status.notice)}</p>')
    return "".join(lines)


def error_html(line: str) -> str:
    """One human line."""
    return f'<p class="qa-error" role="alert">{escape(line)}</p>'


def marked(text: str, spans: Iterable[Span]) -> str:
    """The text, escaped, with the spans in <mark>."""
    done, parts = 0, []
    for start, end in merged(spans):
        parts += [escape(text[done:start]), f"<mark>{escape(text[start:end])}</mark>"]
        done = end
    return "".join([*parts, escape(text[done:])])


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


def _sentence(citation: Citation, words: Words) -> str:
    label = words["open_citation"].format(number=citation.number)
    body, end = citation.quote[:-2], citation.quote[-2:]
    link = (
        f'<a class="qa-cite" href="#evidence-{citation.number}"{_place(citation)}'
        f' data-number="{citation.number}" aria-label="{escape(label)}">{citation.number}</a>'
    )
    return (
        f'<p class="qa-sentence"{_lang(citation.quote)}><span class="qa-said">{escape(body)}</span>'
        # The number keeps the sentence's end with it: alone on a line it belongs to nothing.
        f'<span class="qa-end"><span class="qa-said">{escape(end)}</span><sup>{link}</sup></span></p>'
    )


def _card(citation: Citation, words: Words) -> str:
    article = citation.article
    start, end = surroundings(article.text, citation.start, citation.end)
    quote = marked(article.text[start:end], within([(citation.start, citation.end)], start, end))
    return (
        f'<article class="qa-card" id="evidence-{citation.number}"{_place(citation)}>'
        f'<header><span class="qa-number" aria-hidden="true">{citation.number}</span>'
        f"{_opener(article, words['open_citation'].format(number=citation.number), words)}</header>"
        f'{_particulars(article, words)}<blockquote class="{_cut(article.text, start, end)}"{_lang(article.text)}>'
        f"{quote}</blockquote></article>"
    )


def _related(hits: Sequence[Hit], words: Words) -> str:
    if not hits:
        return ""
    items = "".join(_hit(hit, words) for hit in hits[:RELATED])
    return f'<h3 class="qa-related">{escape(words["related"])}</h3><ol class="qa-hits">{items}</ol>'


def _hit(hit: Hit, words: Words, query: str = "", below: str = "") -> str:
    passage = hit.passage
    article = passage.article
    start, end = tight(article.text, passage.start, passage.end)
    text = article.text[start:end]
    names = [name.rpartition(" → ")[2] for name in hit.names] if query else []
    return (
        f'<li class="qa-hit" data-article="{escape(article.id)}" data-start="{start}" data-end="{end}">'
        f"{_opener(article, words['open_passage'], words)}{_particulars(article, words)}"
        f'<p class="qa-passage {_cut(article.text, start, end)}"{_lang(text)}>'
        f"{marked(text, term_spans(text, query, names))}</p>{below}</li>"
    )


def _why(hit: Hit, words: Words) -> str:
    reasons = [
        words["score"].format(score=f"{hit.score:.2f}"),
        words["by_meaning"].format(rank=hit.dense_rank) if hit.dense_rank else "",
        words["by_words"].format(rank=hit.lexical_rank) if hit.lexical_rank else "",
        words["by_names"].format(names=", ".join(hit.names)) if hit.names else "",
    ]
    return f'<p class="qa-why">{_dotted(escape(reason) for reason in reasons if reason)}</p>'


def _row(article: Article, passages: int, words: Words) -> str:
    date = article.published.isoformat() if article.published else words["undated"]
    return (
        f'<tr data-article="{escape(article.id)}" data-start="0" data-end="0"><th scope="row">'
        f"{_opener(article, '', words)}</th><td>{escape(article.source or words['no_source'])}</td>"
        f'<td class="qa-date">{escape(date)}</td><td class="qa-many">{passages}</td></tr>'
    )


def _opener(article: Article, says: str, words: Words) -> str:
    hint = f' title="{escape(says)}"' if says else ""
    return f'<button type="button" class="qa-open"{_lang(article.title)}{hint}>{_title(article, words)}</button>'


def _particulars(article: Article, words: Words) -> str:
    """Source, date and, where it is one, the link to the original."""
    parts = [
        escape(article.source or words["no_source"]),
        escape(article.published.isoformat() if article.published else words["undated"]),
    ]
    if is_web_address(article.url):
        parts.append(
            f'<a href="{escape(article.url)}" rel="noopener noreferrer" target="_blank"'
            f' title="{escape(words["new_window"])}">{escape(words["original"])}</a>'
        )
    return f'<p class="qa-meta">{_dotted(parts)}</p>'


def _paragraphs(text: str, spans: Sequence[Span]) -> str:
    """A paragraph for each line; joined, their text is the text."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        inside = marked(line, within(spans, start, start + len(line)))
        paragraphs.append(f"<p>{inside}</p>" if line else "")
        start += len(line) + 1
    return "\n".join(paragraphs)


def _facts(facts: Mapping[str, str], words: Words) -> str:
    return "".join(f"<div><dt>{escape(words[name])}</dt><dd>{escape(fact)}</dd></div>" for name, fact in facts.items())


def _title(article: Article, words: Words) -> str:
    return escape(article.title or words["untitled"])


def _place(citation: Citation) -> str:
    return f' data-article="{escape(citation.article.id)}" data-start="{citation.start}" data-end="{citation.end}"'


def _cut(text: str, start: int, end: int) -> str:
    """Classes that say at which ends a stretch of a text goes on; the dots themselves are no part of the text."""
    before = "qa-goes-before" if text[:start].strip() else ""
    return f"{before} {'qa-goes-on' if text[end:].strip() else ''}".strip()


def _lang(text: str) -> str:
    """A browser needs the language to choose glyphs and break lines."""
    return f' lang="{"zh" if has_han(text) else "en"}"'


def _dotted(parts: Iterable[str]) -> str:
    return '<span class="qa-dot" aria-hidden="true"> · </span>'.join(f"<span>{part}</span>" for part in parts)
