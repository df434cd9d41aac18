"""Suggested questions, made from the articles: each is tried first, and only those that the index answers are shown."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from threading import Lock

from corpus.text.fold import fold
from corpus.types import Article
from qa.service import Service
from qa.types import Answer, Confidence
from qa.web.conversation import UNFILTERED, FilterForm
from qa.web.library.question_making import Made, made_questions

EXAMPLES, FOLLOWING = 4, 2
"""Questions offered at the beginning, and after an answer."""
NEWEST = 300
"""Maximum number of articles that examples are made from, newest first."""
ASKED = 12
"""Maximum number of questions tried to find those to offer."""
OF_ARTICLE = 4
"""Maximum number of questions tried from one article."""
REMEMBERED = 2_000
"""Maximum number of questions whose outcome is remembered."""
_SURE = (Confidence.HIGH, Confidence.MEDIUM)


class Suggestions:
    """Questions that a service answers; outcomes are remembered for each generation. Safe to share between threads."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = Lock()
        self._answered: OrderedDict[tuple[int, str, FilterForm], bool] = OrderedDict()

    def examples(self, *, chinese: bool) -> list[str]:
        """Questions from different articles, in one language. Raises IndexingError."""
        return self._those_answered(self._newest(chinese), EXAMPLES)

    def following(self, answer: Answer, asked: Collection[str], *, chinese: bool, filters: FilterForm) -> list[str]:
        """Questions about the articles of an answer, then others, except those in `asked`. Raises IndexingError."""
        cited = [citation.article for citation in answer.citations]
        near = [hit.passage.article for hit in answer.hits]
        said = {fold(question) for question in asked}
        quoted = "\n".join(citation.quote for citation in answer.citations)
        made = (
            one
            for one in chain(self._of(dict.fromkeys([*cited, *near]), chinese), self._newest(chinese))
            if fold(one.question) not in said and one.answer not in quoted
        )
        return self._those_answered(made, FOLLOWING, filters)

    def _newest(self, chinese: bool) -> Iterator[Made]:
        """One question from each article, newest first."""
        for article, _ in self._service.index().store.newest(NEWEST):
            yield from islice(made_questions(article, chinese=chinese), 1)

    def _of(self, articles: Iterable[Article], chinese: bool) -> Iterator[Made]:
        return chain.from_iterable(islice(made_questions(one, chinese=chinese), OF_ARTICLE) for one in articles)

    def _those_answered(self, made: Iterable[Made], wanted: int, filters: FilterForm = UNFILTERED) -> list[str]:
        different = {one.question: one for one in islice(made, 4 * ASKED)}
        tried = islice(different.values(), ASKED)
        return [one.question for one in islice(filter(lambda one: self._is_answered(one, filters), tried), wanted)]

    def _is_answered(self, made: Made, filters: FilterForm) -> bool:
        """Whether the answer contains the expected words, with high or medium confidence and no notice."""
        key = self._service.index().manifest.number, made.question, filters
        with self._lock:
            if key in self._answered:
                self._answered.move_to_end(key)
                return self._answered[key]
        answer = self._service.extract(made.question, **filters.chosen())
        said = any(made.answer in statement.text for statement in answer.statements)
        is_good = said and answer.confidence in _SURE and not answer.notice
        with self._lock:
            self._answered[key] = is_good
            if len(self._answered) > REMEMBERED:
                self._answered.popitem(last=False)
        return is_good
