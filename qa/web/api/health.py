"""For those who watch the server: whether it is well, which is told without a password, and its figures, which are not."""

from typing import Literal

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from starlette.responses import PlainTextResponse, Response

from qa.service import Service
from qa.web.api.metrics import Metrics
from qa.web.api.rest import given, problems


class Health(BaseModel):
    """The server is up; `/readyz`: it can answer questions too."""

    status: Literal["ok"] = "ok"


def health(service: Service, metrics: Metrics) -> APIRouter:
    """Liveness, readiness and metrics."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", responses=given(Health, 500))
    async def alive() -> Health:
        """The server answers."""
        return Health()

    @router.get("/readyz", responses=given(Health, 500, 503))
    def ready() -> Health:
        """The index is open."""
        service.index()
        return Health()

    @router.get("/metrics", response_class=PlainTextResponse, responses=problems(500))
    def figures() -> Response:
        """Figures for Prometheus."""
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router
