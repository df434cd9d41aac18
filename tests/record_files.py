"""Files of records that tests write, and the texts and reasons that reading them returns."""

from pathlib import Path

from corpus.formats.page import Page
from corpus.types import Skipped


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(items: list[Page | Skipped]) -> list[str]:
    return [item.text for item in items if isinstance(item, Page)]


def reasons(items: list[Page | Skipped]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Skipped)]
