"""The page's templates: Jinja2 with autoescape, so that no text from outside becomes markup."""

import re
from collections.abc import Iterable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from qa.web.html import excerpts, export, latin, markup, match_reasons
from qa.web.i18n.error_messages import message_text
from qa.web.i18n.phrases import Words, counted

HELPERS = (
    counted,
    excerpts.answering,
    excerpts.hit_excerpt,
    export.exported,
    latin.in_latin,
    latin.latin_names,
    markup.cut,
    markup.is_damaged,
    markup.is_web_address,
    markup.language,
    markup.lines,
    markup.marked,
    match_reasons.reasons,
    match_reasons.scores,
    message_text,
)
"""What templates may call, by name."""


class LineBreaks(Extension):
    """Drops a template's line breaks and indentation: they make its source readable and are not part of the page."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The tokens, with the text between tags on one line."""
        for token in stream:
            text = re.sub(r"\s*\n\s*", "", token.value) if token.type == "data" else token.value
            yield Token(token.lineno, token.type, text)


def render(template: str, words: Words, **given: object) -> Markup:
    """Render a template from `qa/web/html/templates` with the phrases of a language and the given values."""
    text = _environment().get_template(f"{template}.html.jinja").render(words=words, **given)
    return Markup(text)  # noqa: S704  # autoescape has escaped the values


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("qa.web.html"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        extensions=[LineBreaks],
    )
    environment.globals |= {helper.__name__: helper for helper in HELPERS}
    return environment
