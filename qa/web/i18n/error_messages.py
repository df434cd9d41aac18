"""Errors and reports in the language of the page."""

from corpus.catalogue import Message
from corpus.errors import QAError
from qa.web.i18n.phrases import CHINESE, Words


def message_text(message: str | None, words: Words) -> str:
    """A message in the language of the page; other text stays as it is."""
    if not isinstance(message, Message):
        return message or ""
    return message.in_language("zh" if words is CHINESE else "en")


def error_text(error: QAError, words: Words) -> str:
    """The error in one line, capitalised if it begins with a word rather than a name, such as a file's."""
    text = message_text(error.message, words)
    return f"{text[0].upper()}{text[1:]}" if text.partition(" ")[0].isalpha() else text
