"""The API does what its description says, whatever is sent. Schemathesis generates the requests."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from qa.service import Service
from qa.web.library.uploads import Quota
from qa.web.server.app import web_app
from qa.web.server.options import Options

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis, of the extra [test], is not installed")
# Imported now: tests of deep nesting corrupt Python 3.11's parser (python/cpython#106905), which then cannot parse
# these modules.
for part in ("checks", "schemas"):
    pytest.importorskip(f"schemathesis.specs.openapi.{part}")

EXAMPLES = 10
"""Requests of each kind per operation."""


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Any]]:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text("忻州的文章\n2022-03-25 来源：示例日报\n\n忻州的投资是三元。", "utf-8")
    service = Service(tmp_path_factory.mktemp("home"), model="hashing")
    report = service.rebuild([folder])
    with pytest.MonkeyPatch.context() as patched:
        # A generated path may exist: the working folder must not be indexed.
        patched.setattr(service, "rebuild", lambda *_, **__: report)
        app = web_app(service, hosts=["testserver"], options=Options(quota=Quota(file=1_000, files=5)))
        schema = schemathesis.openapi.from_asgi("/openapi.json", app)
        yield [found.ok() for found in schema.get_all_operations()]


def test_every_answer_is_one_that_is_described(operations: list[Any]) -> None:
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    assert len(operations) >= 8
    called = 0
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None)
            @given(case=operation.as_strategy(generation_mode=mode))
            def answered(case: Any) -> None:
                nonlocal called
                called += 1
                case.validate_response(case.call(), checks=checks)

            with suppress(Unsatisfiable):  # an operation without input has no wrong input
                answered()
    assert called > len(operations) * EXAMPLES
