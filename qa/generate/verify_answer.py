"""A stored answer checked again: quotes, contexts and what is told of articles against the index, sentences against quotes."""

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from corpus.text.encoding import storable
from corpus.types import Article, Passage
from index.storage.articles import ArticleStore
from qa.answer.agreement import printed_twice
from qa.answer.candidates import NEIGHBOUR
from qa.generate.grounding import unsupported
from qa.types import Citation

EXPECTED = "what qa ask --json printed"
_TOLD = ("title", "source", "published", "url")
"""What an answer tells of a cited article, beside its text."""


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
        if not all(map(_is_offset, offsets)) or not isinstance(citation["quote"], str):
            raise ValueError("citations")
        article = citation["article"]["id"]
        if not isinstance(article, str) or storable(article) != article:
            raise ValueError("article")
        if not all(isinstance(citation["article"].get(key), str | None) for key in _TOLD):
            raise ValueError("article")
        context = citation.get("context")
        if context is not None and not (_is_offset(context["start"]) and _is_offset(context["end"])):
            raise ValueError("context")
    for statement in answer["statements"]:
        numbers = statement["citations"]
        if not isinstance(statement["text"], str) or not all(map(_is_offset, numbers)):
            raise ValueError("statements")


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def recheck(answer: Mapping[str, Any], store: ArticleStore) -> list[str]:
    """What is wrong with an answer of `read_answer`, a line each; empty where all of it stands in the articles."""
    articles = {c["article"]["id"]: store.article(c["article"]["id"]) for c in answer["citations"]}
    wrong = [line for c in answer["citations"] for line in _citation(c, articles[c["article"]["id"]], store)]
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


def _citation(citation: Mapping[str, Any], article: Article | None, store: ArticleStore) -> Iterator[str]:
    name = f"citation {citation['number']}"
    if article is None:
        yield f"{name}: the article {citation['article']['id']!r} is not in the index"
        return
    start, end = citation["start"], citation["end"]
    stands = article.text[start:end] if 0 <= start <= end else ""
    if stands != citation["quote"]:
        yield f"{name}: {_difference(citation['quote'], stands)} ({article.title}, characters {start} to {end})"
    told, known = citation["article"], article.to_dict()
    for key in _TOLD:
        if key in told and told[key] != known[key]:
            yield f"{name}: its article's {key} is {told[key]!r}; the index has {known[key]!r}"
    if citation.get("context") is not None:
        yield from (f"{name}: {wrong}" for wrong in _context(citation, article, store))


def _context(citation: Mapping[str, Any], article: Article, store: ArticleStore) -> Iterator[str]:
    """What is wrong with the text around a quote: it is a passage of the article, or the quote's own lines."""
    context = citation["context"]
    start, end = context["start"], context["end"]
    stands = article.text[start:end] if 0 <= start <= end else ""
    if "text" in context and context["text"] != stands:
        yield f"of its context, {_difference(str(context['text']), stands)}"
    if (start, end) not in _contexts(citation, article, store):
        yield f"its context is characters {start} to {end}, which is no passage around the quote"


def _contexts(citation: Mapping[str, Any], article: Article, store: ArticleStore) -> set[tuple[int, int]]:
    """Where the contexts begin and end that a citation of this quote may have."""
    start, end = citation["start"], citation["end"]
    if article.text[start:end] != citation["quote"]:
        return {(citation["context"]["start"], citation["context"]["end"])}  # the quote is wrong, and that is told
    possible = [None, *store.passages_of(article.id)]
    made = (Citation(0, article, start, end, citation["quote"], passage) for passage in possible)
    near = (c for c in made if c.passage is None or _is_beside(c.passage, start, end))
    return {(c.context_start, c.context_end) for c in near}


def _is_beside(passage: Passage, start: int, end: int) -> bool:
    return passage.start - NEIGHBOUR < end and passage.end + NEIGHBOUR > start


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
    days = {article.to_dict()["published"] for c in cited if (article := articles[c["article"]["id"]])}
    if statement.get("published") and statement["published"] not in days:
        yield f"sentence {place}: it is dated {statement['published']}, and none of the articles that it cites is"
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
