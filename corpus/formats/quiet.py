"""Silences what libraries log, and shortens what they raise: the ingest report says it in better words."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.catalogue import Message


@contextmanager
def quiet(*libraries: str) -> Iterator[None]:
    """Silences the loggers of these libraries, and restores them afterwards."""
    loggers = [logging.getLogger(name) for name in libraries]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def in_short(error: Exception) -> str:
    """A library's error as a few words on one line."""
    return " ".join(str(error).split())[:80] or type(error).__name__


def failed(error: Exception) -> Message:
    """The message for a file or page whose reader raised an unexpected error."""
    return Message("reader_failed", kind=type(error).__name__, detail=in_short(error))
