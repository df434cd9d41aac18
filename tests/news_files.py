"""Test files of one-sentence articles."""

import json
from pathlib import Path

from corpus.read import read_file
from corpus.types import Article, Skipped

SENTENCE = "市住建局副局长李岚介绍,今年冬天有三万户居民用上了集中供热。"


def put(folder: Path, name: str, content: str | bytes = SENTENCE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def put_lines(folder: Path, name: str, *records: dict[str, object]) -> Path:
    return put(folder, name, "".join(json.dumps(record) + "\n" for record in records))


def articles(path: Path) -> list[Article]:
    return [item[0] for item in read_file(path) if not isinstance(item, Skipped)]
