"""The errors of `qa`, a branch of the error tree (drawn in corpus.errors)."""

from corpus.errors import QAError


class QuestionError(QAError):
    """A question or a filter that cannot be processed."""


class ServeError(QAError):
    """The web page cannot be served as asked: the port is taken, or the address is not this computer's own."""


class FetchRefused(QAError):
    """An address that may not be fetched, or that has no page."""


class BackupUnusable(QAError):
    """A file that is not a complete backup, or a target that already exists."""


class LanguageModelUnusable(QAError):
    """The language model is misconfigured, does not answer, or returns nonsense."""


class AliasesUnusable(QAError):
    """The file of alternative names cannot be read."""
