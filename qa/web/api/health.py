"""Monitoring: health checks, which need no password, and metrics, which do."""

from typing import Literal

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from starlette.responses import PlainTextResponse, Response

from qa.service import Service
from qa.web.api.metrics import Metrics
from qa.web.api.rest import given, problems


class Health(BaseModel):
    """The server is up; from `/readyz`, it can also answer questions."""

    status: Literal["ok"] = "ok"


def health(service: Service, metrics: Metrics) -> APIRouter:
    """Liveness, readiness and metrics."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", responses=given(Health, 500))
    async def alive() -> Health:
        """Check that the server responds."""
        return Health()

    @router.get("/readyz", responses=given(Health, 500, 503))
    def ready() -> Health:
        """Check that the index is open."""
        service.index()
        return Health()

    @router.get("/metrics", response_class=PlainTextResponse, responses=problems(500))
    def figures() -> Response:
        """Metrics for Prometheus."""
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router
