"""A stored answer checked again: every quote against the index, every sentence against its quotes."""

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from corpus.encoding import storable
from corpus.errors import UnreadableFile
from corpus.types import Article, Passage
from index.store import Store
from qa.agree import printed_twice
from qa.grounding import unsupported

EXPECTED = "what qa ask --json printed"


def read_answer(path: Path) -> Mapping[str, Any]:
    """An answer as `qa ask --json` printed it. Raises UnreadableFile where the file holds none."""
    try:
        answer = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read ({error.strerror}); expected {EXPECTED}") from None
    except (ValueError, RecursionError):
        raise UnreadableFile(f"{path} is not JSON; expected {EXPECTED}") from None
    try:
        _check_shape(answer)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableFile(f"{path} is no answer (at {error}); expected {EXPECTED}") from None
    return dict(answer)


def _check_shape(answer: Any) -> None:
    kinds: Mapping[str, Callable[[Any], bool]] = {
        "text": lambda v: isinstance(v, str),
        "lead": lambda v: isinstance(v, str),
        "answered": lambda v: isinstance(v, bool),
        "citations": lambda v: isinstance(v, list),
        "statements": lambda v: isinstance(v, list),
    }
    for key, right in kinds.items():
        if not right(answer[key]):
            raise ValueError(key)
    for citation in answer["citations"]:
        offsets = [citation[key] for key in ("number", "start", "end")]
        if not all(isinstance(offset, int) for offset in offsets) or not isinstance(citation["quote"], str):
            raise ValueError("citations")
        article = citation["article"]["id"]
        if not isinstance(article, str) or storable(article) != article:
            raise ValueError("article")
        context = citation.get("context")
        if context is not None and not all(isinstance(context[key], int) for key in ("start", "end")):
            raise ValueError("context")
    for statement in answer["statements"]:
        numbers = statement["citations"]
        if not isinstance(statement["text"], str) or not all(isinstance(number, int) for number in numbers):
            raise ValueError("statements")


def recheck(answer: Mapping[str, Any], store: Store) -> list[str]:
    """What is wrong with an answer of `read_answer`, a line each; empty where all of it stands in the articles."""
    articles = {c["article"]["id"]: store.article(c["article"]["id"]) for c in answer["citations"]}
    wrong = [line for c in answer["citations"] for line in _citation(c, articles[c["article"]["id"]])]
    numbers = [c["number"] for c in answer["citations"]]
    if numbers != list(range(1, len(numbers) + 1)):
        wrong.append(f"the citations are numbered {numbers}: expected 1 to {len(numbers)} in order")
    quotes = {c["number"]: c for c in answer["citations"]}
    for place, statement in enumerate(answer["statements"], start=1):
        wrong += _statement(place, statement, quotes, articles)
    if answer["answered"]:
        wrong += _text(answer)
    elif answer["citations"] or answer["statements"]:
        wrong.append("the answer says that nothing answers, and cites all the same")
    return wrong


def _citation(citation: Mapping[str, Any], article: Article | None) -> Iterator[str]:
    name = f"citation {citation['number']}"
    if article is None:
        yield f"{name}: the article {citation['article']['id']!r} is not in the index"
        return
    start, end = citation["start"], citation["end"]
    stands = article.text[start:end] if 0 <= start <= end else ""
    if stands != citation["quote"]:
        yield f"{name}: {_difference(citation['quote'], stands)} ({article.title}, characters {start} to {end})"


def _statement(
    place: int,
    statement: Mapping[str, Any],
    quotes: Mapping[int, Mapping[str, Any]],
    articles: Mapping[str, Article | None],
) -> Iterator[str]:
    missing = [number for number in statement["citations"] if number not in quotes]
    if missing or not statement["citations"]:
        yield f"sentence {place}: it cites {missing or 'nothing'}, which is no citation of the answer"
        return
    cited = [quotes[number] for number in statement["citations"]]
    if statement.get("verbatim", True):
        for citation in cited[:1]:
            if statement["text"] != citation["quote"]:
                yield f"sentence {place}: {_difference(statement['text'], citation['quote'])} (citation {citation['number']})"
        for citation in cited[1:]:
            if not printed_twice(statement["text"], citation["quote"]):
                yield f"sentence {place}: {_difference(statement['text'], citation['quote'])} (citation {citation['number']})"
        return
    passages = [
        Passage(0, article, context["start"], context["end"])
        for citation in cited
        if (article := articles[citation["article"]["id"]]) and (context := citation.get("context"))
    ]
    problem = unsupported(statement["text"], passages) if passages else "its article"
    if problem:
        yield f"sentence {place}: {problem!r} does not stand in the passages that it cites"


def _text(answer: Mapping[str, Any]) -> Iterator[str]:
    lines = [answer["lead"]] if answer["lead"] else []
    for statement in answer["statements"]:
        day = f"{statement['published']}: " if statement.get("published") else ""
        markers = "".join(f"[{number}]" for number in statement["citations"])
        lines.append(f"{day}{statement['text']} {markers}")
    composed = "\n".join(lines)
    if answer["text"] != composed:
        yield f"the text is not what its sentences say: {_difference(answer['text'], composed)}"


def _difference(claimed: str, stands: str) -> str:
    """The first place where two texts part, with a little around it."""
    for tag, a, b, c, d in SequenceMatcher(None, claimed, stands, autojunk=False).get_opcodes():
        if tag != "equal":
            said, there = claimed[max(0, a - 6) : b + 6], stands[max(0, c - 6) : d + 6]
            return f"it says {_short(said)!r} where {_short(there)!r} stands"
    return "it is the same"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
