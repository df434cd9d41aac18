"""What libraries log and raise, where the ingest report says it in better words."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.catalogue import Message


@contextmanager
def quiet(*libraries: str) -> Iterator[None]:
    """Their loggers say nothing inside, and are as they were afterwards."""
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
    """What is told of a file or a page whose reader raised what it should not."""
    return Message("reader_failed", kind=type(error).__name__, detail=in_short(error))
