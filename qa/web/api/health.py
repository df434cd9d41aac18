"""Whether the server is well, for those who watch it. Told without a password: it says nothing of the articles."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from qa.service import Service
from qa.web.api.rest import given


class Health(BaseModel):
    """The server is up; `/readyz`: it can answer questions too."""

    status: Literal["ok"] = "ok"


def health(service: Service) -> APIRouter:
    """Liveness and readiness."""
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

    return router
