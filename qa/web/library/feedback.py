"""User feedback on answers: one line per question in `feedback.jsonl`, in the format that `qa eval` reads."""

import json
from collections.abc import Iterable
from threading import Lock
from typing import TypeAlias

from corpus.text.sentences import sentences
from index.atomic_io import replace_file
from qa.errors import QuestionError
from qa.service import Service
from qa.validation import check_question

FEEDBACK = "feedback.jsonl"
MOST = 10_000
"""Maximum number of questions kept; the oldest is dropped first."""

Place: TypeAlias = tuple[str, int, int]
"""An article by its id, and half-open offsets into its text."""


class Feedback:
    """The feedback file of an index folder. The latest feedback on a question counts. Safe to share between threads."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._path = service.home / FEEDBACK
        self._lock = Lock()

    def record(self, question: str, places: Iterable[Place]) -> None:
        """Record that a right answer quotes a sentence from one of these places; without any, that nothing answers.

        Raises QuestionError for a question that could not be asked, and for a place that is not in the index.
        """
        question = check_question(question)
        right = list(dict.fromkeys(sentence for place in places for sentence in self._sentences(place)))
        asked = json.dumps({"zh": question}, ensure_ascii=False)[:-1]
        line = f'{asked}, "gold": {json.dumps([right] if right else [], ensure_ascii=False)}}}'
        with self._lock:
            kept = self._path.read_text("utf-8").split("\n") if self._path.exists() else []
            others = [other for other in kept if other and not other.startswith(f"{asked},")]
            replace_file(self._path, "".join(f"{one}\n" for one in [*others, line][-MOST:]).encode())

    def _sentences(self, place: Place) -> list[str]:
        article_id, first, last = place
        article = self._service.article(article_id)
        said = article.text[max(first, 0) : max(last, 0)] if article else ""
        found = [said[start:end] for start, end in sentences(said)]
        if not found:
            raise QuestionError("feedback_place")
        return found
