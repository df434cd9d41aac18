"""Rebuilds started by programs, and their progress."""

import secrets
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Literal

from pydantic import BaseModel

from corpus.errors import QAError
from index.types import Progress, Report
from qa.errors import QuestionError
from qa.web.api.problems import Problem, broken, problem_of
from qa.web.i18n.phrases import ENGLISH
from qa.web.library.rebuilding import Rebuilding
from qa.web.public_form import without_paths

KEPT = 100
"""Jobs that are remembered; the oldest is forgotten first."""


class Step(BaseModel):
    """How far a rebuild is."""

    name: str = "starting"
    done: int = 0
    total: int = 0


class Job(BaseModel):
    """A rebuild: running, done with a report, or failed with a problem."""

    id: str
    state: Literal["running", "done", "failed"] = "running"
    started: str
    step: Step = Step()
    report: dict[str, Any] | None = None
    problem: Problem | None = None


class Jobs:
    """Starts rebuilds, one at a time with those of the page, and remembers the last ones."""

    def __init__(self, rebuilding: Rebuilding) -> None:
        self._rebuilding = rebuilding
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}

    def start(self, paths: list[str], *, add: bool, full: bool) -> Job:
        """Begin a rebuild. Raises Busy where one is running."""
        job = Job(id=secrets.token_hex(8), started=datetime.now(UTC).isoformat(timespec="seconds"))

        def work(progress: Progress) -> Report:
            def told(name: str, done: int, total: int) -> None:
                job.step = Step(name=name, done=done, total=total)
                progress(name, done, total)

            try:
                report = self._rebuilding.rebuilt(paths, told, add=add, full=full)
            except Exception as error:
                job.problem = problem_of(error, ENGLISH) if isinstance(error, QAError) else broken(ENGLISH)
                job.state = "failed"
                raise
            job.report = without_paths(report.to_dict())
            job.state = "done"
            return report

        self._rebuilding.start(work)
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT:
                del self._jobs[next(iter(self._jobs))]
        return job

    def get(self, job_id: str) -> Job:
        """How a job is. Raises QuestionError for one that is not known."""
        with self._lock:
            if job_id not in self._jobs:
                raise QuestionError("job_unknown", job=job_id)
            return self._jobs[job_id]
