"""The question's branch of the error tree (drawn in corpus.errors)."""

from corpus.errors import QAError


class QuestionError(QAError):
    """A question or a filter that cannot be worked with as it stands."""


class ServeError(QAError):
    """The web page cannot be served as asked: the port is taken, or the address is not this computer's own."""


class FetchRefused(QAError):
    """An address is not fetched, or what stands there is no page."""


class BackupUnusable(QAError):
    """A file to import is no backup or not whole, or what it is to become is there already."""


class LanguageModelUnusable(QAError):
    """The language model is not set up as it should be, does not answer, or answers what is none."""


class AliasesUnusable(QAError):
    """The file of names in several forms cannot be read."""
