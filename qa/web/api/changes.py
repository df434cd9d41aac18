"""Uploads and rebuilds for programs, with a job for each rebuild; absent with --read-only."""

import secrets
from datetime import UTC, datetime
from threading import Lock
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from corpus.errors import QAError
from index.types import Progress, Report
from qa.errors import QuestionError
from qa.web.api import models
from qa.web.api.problems import Problem, broken, problem_of, response, words_of
from qa.web.api.rest import given, problems
from qa.web.i18n.phrases import ENGLISH
from qa.web.library.rebuilding import Rebuilding
from qa.web.library.uploads import DRAINED, UploadRefused, Uploads, drain
from qa.web.public_form import without_paths

BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
KEPT = 100
"""How many jobs are remembered; the oldest is dropped first."""


class Step(BaseModel):
    """Progress of a rebuild."""

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
    """Starts rebuilds, one at a time including those of the page, and remembers the latest."""

    def __init__(self, rebuilding: Rebuilding) -> None:
        self._rebuilding = rebuilding
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}

    def start(self, paths: list[str], *, add: bool, full: bool) -> Job:
        """Start a rebuild. Raises Busy if one is running."""
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
        """The state of a job. Raises QuestionError if it is unknown."""
        with self._lock:
            if job_id not in self._jobs:
                raise QuestionError("job_unknown", job=job_id)
            return self._jobs[job_id]


def changes(jobs: Jobs, uploads: Uploads) -> APIRouter:
    """Uploads, rebuilds and their state."""
    router = APIRouter(prefix="/api", tags=["index"])

    @router.post(
        "/uploads", status_code=201, responses={201: {"model": models.Upload}, **problems(422, 500)}, openapi_extra=BODY
    )
    async def upload(
        request: Request, name: Annotated[str, Query(description="The file's name, with its ending.")]
    ) -> Response:
        """Upload a file, with its bytes as the body. The next rebuild indexes it."""
        length, body = request.headers.get("content-length", ""), request.stream()
        try:
            if not length.isdecimal():
                raise UploadRefused("upload_no_length")
            taken = await uploads.take(name, int(length), body)
        except UploadRefused as refusal:
            if length.isdecimal() and int(length) <= DRAINED:
                await drain(body)  # or the client, still sending, would not see the reason
            return response(problem_of(refusal, words_of(request)), request.url.path, {"connection": "close"})
        return JSONResponse({"name": taken.name}, 201)

    @router.post("/rebuild", status_code=202, responses={202: {"model": Job}, **problems(400, 409, 413, 422, 500)})
    def rebuild(body: models.Rebuild, request: Request, reply: Response) -> Job:
        """Start a rebuild; the job reports its progress."""
        job = jobs.start(body.paths, add=body.add, full=body.full)
        reply.headers["location"] = f"{request.scope['root_path']}/api/jobs/{job.id}"
        return job

    @router.get("/jobs/{job_id}", responses=given(Job, 404, 422, 500))
    def read_job(job_id: str) -> Job:
        """Get the state of a rebuild."""
        return jobs.get(job_id)

    return router
