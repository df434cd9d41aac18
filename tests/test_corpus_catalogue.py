"""Every message exists in English and Chinese, and every error that is raised has one."""

import ast
import copy
import errno
import multiprocessing
import os
import re
from pathlib import Path
from string import Formatter
from typing import TypeVar

import pytest

from corpus.catalogue import SYSTEM, Message, catalogue, system_reason
from corpus.errors import QAError
from index.errors import Busy
from qa.web.i18n.error_messages import error_text
from qa.web.i18n.phrases import CHINESE

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
SOURCES = [
    path
    for package in ("corpus", "index", "qa")
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.relative_to(ROOT).parts[:2] != ("index", "training")
]
NAMES_IN_CHINESE = re.compile(
    r"qa (?:rebuild|serve|ask|export|add)|ssh -L|PATH|UTF-8|UTF-16|GB18030|Big5|PDF|DOCX|JSON|Word|HTTP|MCP|MiB|MB|SHA-256|--[a-z-]+"
    r"|\.(?:gz|jsonl|docx?)\b|QA_HOME|(?:pip install ')?article-qa\[\w+\]'?|https://news\.example/\S+|http://localhost:11434/v1|BAAI/[\w-]+"
    r"|(?:sentence-transformers|cross-encoder):|bundled|\"(?:articles|data)\"|::1|/openapi\.json"
    r"|\b(?:zh|en|passage|passage_en|gold|query|answer|positive|negative)\b"
)
"""What stays in Latin letters in Chinese messages: commands, formats, names."""


def keys_of(source: ast.AST, errors: set[str]) -> list[tuple[str, set[str] | None]]:
    """The keys of messages and errors, with the names of their facts; None if the facts are not literal."""
    found: list[tuple[str, set[str] | None]] = []
    for node in ast.walk(source):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        if node.func.id in errors | {"Message", "refusal"}:
            facts = {word.arg for word in node.keywords if word.arg}
            literal = [
                n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant) and isinstance(n.value, str)
            ]
            if isinstance(node.args[0], ast.Constant | ast.IfExp):
                found += [(key, facts) for key in literal]
    return found


def error_names() -> set[str]:
    """The names of QAError and all its subclasses."""
    bases: dict[str, list[str]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [base.id for base in node.bases if isinstance(base, ast.Name)]
    names = {"QAError"}
    while more := {name for name, above in bases.items() if names & set(above)} - names:
        names |= more
    return names


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


TREES = [ast.parse(path.read_text("utf-8")) for path in SOURCES]
ERRORS = error_names()
LITERALS = {
    node.value
    for tree in TREES
    for node in ast.walk(tree)
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}
USED = [use for tree in TREES for use in keys_of(tree, ERRORS)]


@pytest.mark.parametrize("key", catalogue())
def test_a_message_has_the_same_facts_in_both_languages(key: str) -> None:
    wordings = catalogue()[key]
    assert {"en", "zh"} <= wordings.keys() <= {"en", "zh", "en_one"}
    code = {"code"} if key == "system_error" else set()  # stands for the system's English text
    assert fields(wordings["zh"]) - code == fields(wordings["en"]) - {"detail"}
    assert fields(wordings.get("en_one", "")) <= fields(wordings["en"])
    assert all("\n" not in wording and wording.strip() == wording for wording in wordings.values())


@pytest.mark.parametrize("key", catalogue())
def test_no_english_is_left_in_chinese(key: str) -> None:
    template = re.sub(r"\{\w+(?::[^}]*)?\}", "", catalogue()[key]["zh"])
    assert not re.search(r"[A-Za-z]", NAMES_IN_CHINESE.sub("", template)), template


@pytest.mark.parametrize("key", catalogue())
def test_every_message_is_used_with_all_its_facts(key: str) -> None:
    assert key in LITERALS, "no code uses it"
    needed = set.union(*map(fields, catalogue()[key].values()))
    for used, facts in USED:
        assert used != key or facts == needed, f"{key} is given {facts}, its wording needs {needed}"


def test_what_is_raised_is_in_the_catalogue() -> None:
    unknown = {key for key, _ in USED if key not in catalogue()}
    assert unknown == set()
    assert len(USED) > 100, "the search for them finds nothing"


def test_no_message_is_put_together_in_the_code() -> None:
    loose = {
        path.relative_to(ROOT).as_posix()
        for path, tree in zip(SOURCES, TREES, strict=True)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS | {"Message"}
        if node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    }
    assert loose == set()


def test_a_message_is_worded_in_both_languages_with_lists_messages_and_counts() -> None:
    message = Message("at_place", place=Message("line", number=3), reason=Message("no_suffix", formats=[".a", ".b"]))
    assert message == "line 3: no file extension; expected one of .a, .b (text also as .gz)"
    assert message.in_language("zh") == "第 3 行：没有扩展名：可用 .a、.b（文本也可为 .gz）"
    assert Message("more_skipped", count=1) == "1 more record was skipped for a similar reason"
    assert Message("more_skipped", count=2) == "2 more records were skipped for similar reasons"


def sent(value: T) -> T:
    """The value as another process receives it."""
    here, there = multiprocessing.Pipe()
    with here, there:
        here.send(value)
        received: T = there.recv()
    return received


def test_a_message_is_the_same_after_json_a_copy_and_another_process() -> None:
    message = Message("at_place", place=Message("line", number=3), reason=Message("no_suffix", formats=[".a"]))
    error = Busy("busy", process=7, host="here", since="noon")
    for again in (Message.from_json(message.to_json()), copy.deepcopy(message), sent(message)):
        assert (again, again.in_language("zh")) == (message, message.in_language("zh"))
    other = sent(error)
    assert (type(other), other.key, other.facts, str(other)) == (Busy, "busy", error.facts, str(error))


def test_facts_are_one_line_that_can_be_shown_whatever_they_quote() -> None:
    told = Message("path_missing", path="a\n\x1b[31m\u202eb\ud800")
    assert told == "a [31mb\ufffd does not exist; check the name"


def test_a_fact_that_the_wording_needs_may_not_be_missing() -> None:
    with pytest.raises(KeyError, match="path"):
        QAError("path_missing")


def test_a_key_of_another_package_is_the_message_itself() -> None:
    error = QAError("the {file} is blank")
    assert (str(error), error.key, error_text(error, CHINESE)) == (
        "the {file} is blank",
        "the {file} is blank",
        "The {file} is blank",
    )


@pytest.mark.parametrize("number", [*SYSTEM, errno.EIO])
def test_reasons_of_the_system_are_its_own_in_english_and_chinese_on_the_page(number: int) -> None:
    reason = system_reason(OSError(number, os.strerror(number)))
    assert reason == os.strerror(number)
    assert re.search("[一-鿿]", reason.in_language("zh"))
