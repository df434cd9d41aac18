"""Check a stored answer again: quotes, contexts and article metadata against the index, sentences against quotes."""

import json
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from pydantic import ValidationError

from corpus.catalogue import Message, system_reason
from corpus.errors import UnreadableFile
from corpus.types import Article, Passage
from index.reading.base import Reader
from index.storage.articles import ArticleStore
from qa.answer.agreement import printed_twice
from qa.answer.sentence import NEIGHBOUR
from qa.claims.grounding import unsupported
from qa.generate.stored_answer import StoredAnswer, StoredCitation, StoredContext, StoredStatement
from qa.types import Citation

_REPEATED = {"title", "source", "published", "url"}
"""Fields of a cited article that an answer repeats."""


def read_answer(path: Path) -> StoredAnswer:
    """Read an answer that `qa ask --json` printed. Raises UnreadableFile if the file is not one."""
    try:
        return StoredAnswer.model_validate(json.loads(path.read_text("utf-8-sig")))
    except OSError as error:
        raise UnreadableFile("answer_unreadable", path=path, reason=system_reason(error)) from None
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or Message("top_level")
        raise UnreadableFile("answer_invalid", path=path, place=place) from None
    except (ValueError, RecursionError):
        raise UnreadableFile("answer_not_json", path=path) from None


def recheck(answer: StoredAnswer, store: ArticleStore, reader: Reader | None = None) -> list[str]:
    """What is wrong with an answer, one line per problem; empty if all of it is in the articles.

    A language model's sentence is checked as when it was written, with the reader and the sentence before it.
    """
    articles = {c.article.id: store.article(c.article.id) for c in answer.citations}
    wrong = [line for c in answer.citations for line in _citation(c, articles[c.article.id], store)]
    numbers = [c.number for c in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        wrong.append(f"the citations are numbered {numbers}: expected 1 to {len(numbers)} in order")
    quotes = {c.number: c for c in answer.citations}
    before = ""
    for place, statement in enumerate(answer.statements, start=1):
        wrong += [f"sentence {place}: {line}" for line in _statement(statement, quotes, articles, reader, before)]
        before = statement.text
    if answer.answered:
        wrong += _text(answer)
    elif answer.citations or answer.statements:
        wrong.append("the answer says that nothing answers, and cites all the same")
    return wrong


def _citation(citation: StoredCitation, article: Article | None, store: ArticleStore) -> Iterator[str]:
    name = f"citation {citation.number}"
    if article is None:
        yield f"{name}: the article {citation.article.id!r} is not in the index"
        return
    start, end = citation.start, citation.end
    stands = article.text[start:end] if 0 <= start <= end else ""
    if stands != citation.quote:
        yield f"{name}: {_difference(citation.quote, stands)} ({article.title}, characters {start} to {end})"
    indexed = article.to_dict()
    for key, stored in citation.article.model_dump(include=_REPEATED, exclude_unset=True).items():
        if stored != indexed[key]:
            yield f"{name}: its article's {key} is {stored!r}; the index has {indexed[key]!r}"
    if citation.context is not None:
        yield from (f"{name}: {wrong}" for wrong in _context(citation, citation.context, article, store))


def _context(citation: StoredCitation, context: StoredContext, article: Article, store: ArticleStore) -> Iterator[str]:
    """What is wrong with the context of a quote, which has to be a passage of the article or the quote's own lines."""
    start, end = context.start, context.end
    stands = article.text[start:end] if 0 <= start <= end else ""
    if context.text is not None and context.text != stands:
        yield f"of its context, {_difference(context.text, stands)}"
    quoted = article.text[citation.start : citation.end] == citation.quote
    if quoted and (start, end) not in _contexts(citation, article, store):
        yield f"its context is characters {start} to {end}, which is no passage around the quote"


def _contexts(quote: StoredCitation, article: Article, store: ArticleStore) -> set[tuple[int, int]]:
    """The offsets of the contexts that a citation of this quote may have."""
    passages = [p for p in store.passages_of(article.id) if _is_near(p, quote.start, quote.end)]
    made = [Citation(0, article, quote.start, quote.end, quote.quote, passage) for passage in (None, *passages)]
    return {(citation.context_start, citation.context_end) for citation in made}


def _is_near(passage: Passage, start: int, end: int) -> bool:
    return passage.start - NEIGHBOUR < end and passage.end + NEIGHBOUR > start


def _statement(
    statement: StoredStatement,
    quotes: Mapping[int, StoredCitation],
    articles: Mapping[str, Article | None],
    reader: Reader | None,
    before: str,
) -> Iterator[str]:
    missing = [number for number in statement.citations if number not in quotes]
    if missing or not statement.citations:
        yield f"it cites {missing or 'nothing'}, which is no citation of the answer"
        return
    cited = [quotes[number] for number in statement.citations]
    days = {article.to_dict()["published"] for c in cited if (article := articles[c.article.id])}
    if statement.published and statement.published not in days:
        yield f"it is dated {statement.published}, and none of the articles that it cites is"
    if statement.verbatim:
        first, *reprints = cited
        wrong = [first] if statement.text != first.quote else []
        wrong += [citation for citation in reprints if not printed_twice(statement.text, citation.quote)]
        yield from (f"{_difference(statement.text, c.quote)} (citation {c.number})" for c in wrong)
        return
    passages = [
        Passage(0, article, citation.context.start, citation.context.end)
        for citation in cited
        if (article := articles[citation.article.id]) and citation.context
    ]
    problem = unsupported(statement.text, passages, reader, before) if passages else "its article"
    if problem:
        yield f"{problem!r} does not stand in the passages that it cites"


def _text(answer: StoredAnswer) -> Iterator[str]:
    lines = [answer.lead] if answer.lead else []
    for statement in answer.statements:
        head = "".join(f"{part}: " for part in (statement.about, statement.published) if part)
        markers = "".join(f"[{number}]" for number in statement.citations)
        lines.append(f"{head}{statement.text} {markers}")
    composed = "\n".join(lines)
    if answer.text != composed:
        yield f"the text is not what its sentences say: {_difference(answer.text, composed)}"


def _difference(claimed: str, stands: str) -> str:
    """The first difference between two texts, with some context."""
    for tag, a, b, c, d in SequenceMatcher(None, claimed, stands, autojunk=False).get_opcodes():
        if tag != "equal":
            said, there = claimed[max(0, a - 6) : b + 6], stands[max(0, c - 6) : d + 6]
            return f"it says {_short(said)!r} where {_short(there)!r} stands"
    return "it is the same"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
