"""A question in simplified characters, which the patterns of questions and requests are written in."""

from corpus.text.fold import fold
from corpus.text.script import has_han


def simplified(text: str) -> str:
    """The text with each traditional character as the simplified one; Latin letters keep their case."""
    return "".join(new if has_han(new) else old for old, new in zip(text, fold(text), strict=True))
