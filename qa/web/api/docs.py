"""The OpenAPI 3.1 description of the API, and its operations for the documentation page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from qa.web.api.problems import Problem

METHODS = ("get", "post", "put", "delete")


class DescribedApp(FastAPI):
    """An application whose description includes the problem details that every operation may return."""

    def openapi(self) -> dict[str, Any]:
        """The description; made once."""
        described = super().openapi()
        described["components"]["schemas"].setdefault("Problem", Problem.model_json_schema())
        return described


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the page shows it."""

    method: str
    path: str
    summary: str
    parameters: tuple[tuple[str, str], ...]
    """Names and descriptions."""
    example: str
    """An example body as JSON; empty if there is no body."""
    gives: tuple[tuple[str, str], ...]
    """Status codes and the names of what they return."""


def operations(described: Mapping[str, Any]) -> list[Operation]:
    """The operations of a description, in order."""
    schemas = described["components"]["schemas"]
    return [
        Operation(
            method.upper(),
            path,
            operation.get("description", ""),
            tuple((p["name"], p.get("description", "")) for p in operation.get("parameters", ())),
            _example(operation, schemas),
            tuple((status, _named(answer)) for status, answer in operation["responses"].items()),
        )
        for path, item in described["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    ]


def _example(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    name = _reference(content.get("application/json", {}))
    if not name:
        return ""
    fields = schemas[name]["properties"]
    shown = {field: about.get("examples", [about.get("default")])[0] for field, about in fields.items()}
    return json.dumps({field: value for field, value in shown.items() if value is not None}, ensure_ascii=False)


def _named(answer: Mapping[str, Any]) -> str:
    names = [_reference(content) for content in answer.get("content", {}).values()]
    return next(filter(None, names), answer.get("description", ""))


def _reference(content: Mapping[str, Any]) -> str:
    return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
