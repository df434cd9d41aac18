"""Several collections, searched and asked as one."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from corpus.catalogue import Message
from corpus.types import Article
from index.relevance import relevant
from index.types import Hit
from qa.errors import QuestionError
from qa.service import Service
from qa.types import Answer, Found, Status

Result = TypeVar("Result")


class Several:
    """The service operations that work across several indexes; each call goes to all of them.

    Scores from the same embedding model are comparable: a cosine, and the share of the query's words.
    """

    def __init__(self, services: Sequence[Service]) -> None:
        self.services = tuple(services)

    @property
    def name(self) -> str:
        """The names of the collections, joined as in a URL."""
        return ",".join(service.name for service in self.services)

    @property
    def main(self) -> Service:
        """The service that opened them."""
        return self.services[0].main

    @property
    def home(self) -> Path:
        """The home that contains them all."""
        return self.main.home

    @property
    def writes(self) -> bool:
        """Whether a language model writes the answers."""
        return self.main.writes

    def status(self) -> Status:
        """The totals of all collections, and the rest from the first one. Raises what `Service.status` raises."""
        held = [service.status() for service in self.services]
        days = [day for one in held for day in (one.first, one.last) if day]
        return replace(
            held[0],
            articles=sum(one.articles for one in held),
            passages=sum(one.passages for one in held),
            sources=sum((Counter(one.sources) for one in held), Counter[str]()),
            first=min(days, default=None),
            last=max(days, default=None),
            size=sum(one.size for one in held),
            paths=tuple(dict.fromkeys(path for one in held for path in one.paths)),
            notice=self.notice(),
        )

    def article(self, article_id: str) -> Article | None:
        """The article with this id, from the first collection that has it. Raises what `Service.article` raises."""
        found = (service.article(article_id) for service in self.services)
        return next((article for article in found if article), None)

    def translate(self, quote: str, *, chinese: bool) -> str:
        """A quote in the other language. Raises what `Service.translate` raises."""
        return self.main.translate(quote, chinese=chinese)

    def search(self, query: str, k: int = 10, **given: Any) -> list[Hit]:
        """The k best passages of all collections, best first; a passage that several hold is listed once.

        Raises what `Service.search` raises.
        """
        return self.find(query, k, **given).hits

    def find(self, query: str, k: int = 10, **given: Any) -> Found:
        """The hits of `search`, and the notices."""
        found = self._each(lambda service: service.find(query, k, **given))
        hits: dict[tuple[str, int], Hit] = {}
        for hit in sorted((hit for one in found for hit in one.hits), key=lambda hit: -hit.score):
            hits.setdefault((hit.passage.article.id, hit.passage.start), hit)
        return Found(
            relevant([*hits.values()])[: max(k, 0)],
            " ".join(dict.fromkeys(filter(None, (one.notice for one in found)))),
        )

    def ask(self, question: str, **given: Any) -> Answer:
        """The answer of the most confident collection. Raises what `Service.ask` raises."""
        answers = self._each(lambda service: service.ask(question, **given))
        return max(answers, key=lambda answer: (answer.answered, answer.probability))

    def stream(self, question: str, **given: Any) -> Iterator[Answer]:
        """The answer in one piece: the most confident collection is known only at the end."""
        yield self.ask(question, **given)

    def notice(self) -> Message | None:
        """The first notice about how an index was opened."""
        return next(filter(None, (service.notice() for service in self.services)), None)

    def _each(self, call: Callable[[Service], Result]) -> list[Result]:
        """The result of each collection; those that lack what a filter names are skipped, unless all lack it."""
        results, refused = list[Result](), list[QuestionError]()
        for service in self.services:
            try:
                results.append(call(service))
            except QuestionError as error:
                refused.append(error)
        if refused and not results:
            raise refused[0]
        return results
