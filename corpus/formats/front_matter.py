"""Front matter: the fields at the head of a Markdown file, as YAML, TOML or JSON, or as a reader service writes them."""

import json
import re
import tomllib
from contextlib import suppress

from corpus.formats.record_fields import KEYS, lowered

Fields = dict[str, object]

BLOCK = re.compile(r"\A(?P<rule>---|\+\+\+)[ \t]*\n(?P<block>.*?\n)(?:(?P=rule)|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
PAIR = re.compile(r"(?P<key>\w[\w -]{0,40}?)[ \t]*[:：](?:[ \t]+|(?<=：)|$)(?P<value>.*)")
ENDS_SENTENCE = re.compile(r"[。！？.!?][”’」』\"')）]?\Z")
NO_TEXT = (" ", "\t", "-", "#", "[", "]", "{", "}", "'", '"')
"""How a line of front matter may begin that is not a `key: value` pair."""
LINKED = re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]")
"""A link to another note, of which readers see only the name."""
READER = re.compile(
    r"\A(?:(?:Title|URL Source|Published Time|Warning|Number of Pages):.*\n+)+Markdown Content:[ \t]*\n"
)
"""What Jina's reader puts above a page."""
READER_KEYS = {"urlsource": "url", "publishedtime": "date"}


def split_front_matter(text: str) -> tuple[Fields, str]:
    """The fields, by their normalised keys, and the text below them."""
    if block := BLOCK.match(text):
        is_toml = block["rule"] == "+++"
        found = lowered(_fields(block["block"], toml=is_toml))
        is_text = not found if is_toml else not _are_fields(found, block["block"])
        return ({}, text) if is_text else (found, text[block.end() :])
    if text.startswith("{") and (beginning := _json(text)):
        return beginning
    if head := READER.match(text):
        fields = lowered(_pairs(head[0]))
        return {READER_KEYS.get(key, key): value for key, value in fields.items()}, text[head.end() :]
    return {}, text


def _are_fields(found: Fields, block: str) -> bool:
    """Whether a block is front matter and not text between two rules, which has no title, and sentences for fields.

    `投资：三亿元。` is such a sentence, though it looks like a field.
    """
    if any(key in found for key in KEYS["title"]):
        return True
    known = any(key in found for keys in KEYS.values() for key in keys)
    named = known or any(not ENDS_SENTENCE.search(str(value)) for value in found.values())
    loose = (line for line in block.splitlines() if not PAIR.fullmatch(line) and not line.startswith(NO_TEXT))
    return named and not any(ENDS_SENTENCE.search(line.rstrip()) for line in loose)


def _fields(block: str, *, toml: bool) -> Fields:
    with suppress(ValueError):  # what cannot be parsed as a whole may still be read line by line
        if toml:
            return tomllib.loads(block)
        value = json.loads(block)
        return value if isinstance(value, dict) else {}
    return _pairs(block)


def _pairs(block: str) -> Fields:
    """The `key: value` lines of YAML; indented lines below a key continue its value. Nested YAML is not supported."""
    fields: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in block.splitlines():
        if pair := PAIR.fullmatch(line):
            lines = fields.setdefault(pair["key"], [])
            lines.append(LINKED.sub(r"\1", pair["value"].strip().strip("\"'")))
        elif line.startswith((" ", "\t")):
            lines.append(line.strip())
    return {key: _joined(values) for key, values in fields.items()}


def _json(text: str) -> tuple[Fields, str] | None:
    """The fields of JSON at the head of a file, without rules around it, and the text below it."""
    with suppress(ValueError, RecursionError):
        value, end = json.JSONDecoder(strict=False).raw_decode(text)
        if isinstance(value, dict) and text[end : end + 1] in ("\n", "\r"):
            return lowered(value), text[end:]
    return None


def _joined(values: list[str]) -> str:
    """A value over several lines as one line, without spaces between Han characters."""
    first, *rest = values
    words = rest if re.fullmatch(r"[>|][+-]?|", first) else values
    return re.sub(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])", "", " ".join(filter(None, words)))
