"""Uploads and rebuilds by programs; absent with --read-only."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from qa.web.api import models
from qa.web.api.jobs import Job, Jobs
from qa.web.api.problems import problem_of, response, words_of
from qa.web.api.rest import given, problems
from qa.web.library.uploads import DRAINED, UploadRefused, Uploads, drain

BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def changes(jobs: Jobs, uploads: Uploads) -> APIRouter:
    """Uploads, rebuilds and how they are."""
    router = APIRouter(prefix="/api", tags=["index"])

    @router.post(
        "/uploads", status_code=201, responses={201: {"model": models.Upload}, **problems(422, 500)}, openapi_extra=BODY
    )
    async def upload(
        request: Request, name: Annotated[str, Query(description="The file's name, with its ending.")]
    ) -> Response:
        """Send a file, its bytes as the body. It is indexed by the next rebuild."""
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
        """Begin a rebuild; the job tells how far it is."""
        job = jobs.start(body.paths, add=body.add, full=body.full)
        reply.headers["location"] = f"{request.scope['root_path']}/api/jobs/{job.id}"
        return job

    @router.get("/jobs/{job_id}", responses=given(Job, 404, 422, 500))
    def read_job(job_id: str) -> Job:
        """How a rebuild is."""
        return jobs.get(job_id)

    return router
