"""Helpers for templates: marked text, languages and addresses; and the page's one-line messages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from corpus.text.fold import fold
from corpus.text.lost_byte import shifted_spans
from corpus.text.script import has_han
from qa.web.html.spans import Span, merged, within

SCRIPT_CHARS = 400
"""Characters of a text from which its script is determined."""
TRADITIONAL = 0.1
"""Text is traditional if more than this share of its Han characters have a simplified form: in traditional text a third
have one, in simplified text almost none."""


def marked(text: str, spans: Iterable[Span], strong: Sequence[Span] = ()) -> Markup:
    """The text with the spans in <mark>, and within them the `strong` spans in <b>."""
    return _wrapped(
        text, Markup("<mark>{}</mark>"), spans, lambda start, end: bold(text[start:end], within(strong, start, end))
    )


def bold(text: str, spans: Iterable[Span]) -> Markup:
    """The text with the spans in <b>."""
    return _wrapped(text, Markup("<b>{}</b>"), spans, lambda start, end: _plain(text[start:end]))


def lines(text: str, spans: Sequence[Span], strong: Sequence[Span] = ()) -> Iterator[Markup]:
    """The lines of a text, each with the spans in it marked."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        yield marked(line, within(spans, start, end), within(strong, start, end))
        start = end + 1


def cut(text: str, start: int, end: int) -> str:
    """CSS classes for the ends at which the text goes on beyond text[start:end]; the dots are not part of the text."""
    before = "qa-goes-before" if text[:start].strip() else ""
    return f"{before} {'qa-goes-on' if text[end:].strip() else ''}".strip()


def language(text: str) -> str:
    """The language tag of a text, by which browsers choose glyphs, a voice and what to translate."""
    han = [c for c in text[:SCRIPT_CHARS] if has_han(c)]
    if not han:
        return "zh-Hans" if has_han(text) else "en"
    traditional = sum(c != simple for c, simple in zip(han, fold("".join(han)), strict=True))
    return "zh-Hant" if traditional > TRADITIONAL * len(han) else "zh-Hans"


def is_damaged(text: str) -> bool:
    """Whether part of a text was damaged by lost bytes before it was read."""
    return any(shifted_spans(text))


def _plain(text: str) -> Markup:
    """The escaped text, with damaged parts in an element that says so."""
    damaged = Markup('<span class="qa-damaged">{}</span>')
    return _wrapped(text, damaged, shifted_spans(text), lambda start, end: escape(text[start:end]), escape)


def _wrapped(
    text: str,
    element: Markup,
    spans: Iterable[Span],
    inside: Callable[[int, int], Markup],
    outside: Callable[[str], Markup] = _plain,
) -> Markup:
    """The text with each span in the element: `inside` renders the spans, `outside` the rest."""
    done, parts = 0, list[Markup]()
    for start, end in merged(spans):
        parts += [outside(text[done:start]), element.format(inside(start, end))]
        done = end
    return Markup("").join([*parts, outside(text[done:])])


def error_html(line: str) -> Markup:
    """An error in one line."""
    return Markup('<p class="qa-error" role="alert">{}</p>').format(line)


def empty_html(line: str) -> Markup:
    """What a part of the page says while it has nothing to show."""
    return Markup('<p class="qa-empty">{}</p>').format(line)


def moment(iso: str) -> str:
    """A time in this computer's time zone, which is the user's."""
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
