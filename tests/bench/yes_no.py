"""Yes/no questions about short made-up articles: how often the verdict is right, wrong, or missing."""

import json
from collections.abc import Iterator
from pathlib import Path

from corpus.text.script import has_han
from qa.answer.wording.messages import phrases
from qa.service import Service

QUESTIONS = Path(__file__).with_name("yes_no.jsonl")
HEAD = ("Asked in", "Asked", "Right", "Wrong", "None")


def measure(home: Path, file: Path = QUESTIONS) -> Iterator[tuple[str, str, str]]:
    """Each question with its expected answer and the verdict given, "" for none; one index answers all of them."""
    articles = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    source = home / "articles.jsonl"
    source.write_text("\n".join(json.dumps({"title": a["title"], "text": a["text"]}) for a in articles), "utf-8")
    service = Service(home / "home")
    service.rebuild([source])
    for asked in (asked for article in articles for asked in article["questions"]):
        lead, told = service.ask(asked["question"]).lead, phrases(chinese=has_han(asked["question"]))
        yield asked["question"], asked["answer"], next((said for said in ("yes", "no") if lead == told[said]), "")


def rows(measured: list[tuple[str, str, str]]) -> list[list[object]]:
    """Table rows, one for each language."""
    found = []
    for name, chinese in (("zh", True), ("en", False)):
        pairs = [(answer, verdict) for question, answer, verdict in measured if has_han(question) == chinese]
        right, none = sum(answer == verdict for answer, verdict in pairs), sum(not verdict for _, verdict in pairs)
        found.append([name, len(pairs), right, len(pairs) - right - none, none])
    return found
