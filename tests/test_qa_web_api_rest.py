"""Plain HTTP: programs get the service's objects, and problems with a stable key."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.core import TyperGroup
from typer.main import get_command

from index.types import Report
from qa.cli.commands import app
from qa.service import Service
from qa.web.api import models
from qa.web.api.changes import Job
from qa.web.api.endpoints import MAX_READ
from qa.web.library.uploads import Quota
from qa.web.public_form import without_paths
from qa.web.server.limits import MAX_SHORT_BODY_BYTES
from qa.web.server.login import Credentials
from qa.web.server.options import Options
from tests.rest_sample import ARTICLES, QUESTION, problem
from tests.serving import Running, indexed


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("rest"), **ARTICLES)


@pytest.fixture(scope="module")
def client(service: Service, running: Running) -> Iterator[httpx.Client]:
    with running(service, options=Options(quota=Quota(file=1_000, files=2))) as url, httpx.Client(base_url=url) as made:
        yield made


def plain(found: Any) -> Any:
    return json.loads(json.dumps(without_paths(found)))


def test_an_answer_is_the_object_of_ask(client: httpx.Client, service: Service) -> None:
    given = client.post("/api/ask", json={"question": QUESTION, "since": "2022"})
    assert given.json() == plain(dict(service.ask(QUESTION, since="2022").to_dict()))
    assert given.json()["citations"]
    assert client.post("/api/ask", json={"question": QUESTION, "source": "Example Digest"}).json()["citations"] == []


def test_hits_are_those_of_search(client: httpx.Client, service: Service) -> None:
    given = client.post("/api/search", json={"query": "grain", "k": 1, "mode": "bm25", "source": ["Example Digest"]})
    (hit,) = service.search("grain", 1, mode="bm25", source="Example Digest")
    assert given.json() == {"query": "grain", "hits": [plain(hit.to_dict())], "notice": ""}
    quoted = client.post("/api/search", json={"query": '"no such phrase" grain'}).json()
    assert quoted["notice"] == service.find('"no such phrase" grain').notice != ""


def test_a_follow_up_is_understood_by_the_answers_that_are_sent_back(client: httpx.Client) -> None:
    first = client.post("/api/ask", json={"question": "太忻经济区有多少个项目？"}).json()
    later = client.post("/api/ask", json={"question": "它总投资多少？", "history": [first]}).json()
    assert later["asked"] == "太忻经济区总投资多少？"
    longer = {**first, "hits": first["hits"] * (MAX_SHORT_BODY_BYTES // len(str(first["hits"])) + 1)}
    later = client.post("/api/ask", json={"question": "它总投资多少？", "history": [longer, longer]})
    assert (later.status_code, later.json()["asked"]) == (200, "太忻经济区总投资多少？")
    alone = client.post("/api/ask", json={"question": "它总投资多少？"}).json()
    assert alone["asked"] == "它总投资多少？"


def test_the_models_are_the_objects_field_by_field(service: Service) -> None:
    answer = plain(dict(service.ask(QUESTION).to_dict()))
    hits = {"query": "grain", "hits": plain([hit.to_dict() for hit in service.search("grain")]), "notice": ""}
    status = {name: value for name, value in service.status().to_dict().items() if name not in ("home", "paths")}
    for model, given in ((models.Answer, answer), (models.Hits, hits), (models.Status, plain(status))):
        assert model.model_validate(given, strict=True, extra="forbid").model_dump() == given


def test_articles_are_listed_by_page_filter_and_order(client: httpx.Client, service: Service) -> None:
    whole = client.get("/api/articles").json()
    assert models.Articles.model_validate(whole, strict=True, extra="forbid").total == 3
    assert [a["published"] for a in whole["articles"]] == ["2022-03-25", "2022-03-17", None]
    assert str(service.home.parent) not in json.dumps(whole)
    one = client.get("/api/articles", params={"per_page": 1, "page": 2, "sort": "length", "descending": False}).json()
    assert (one["page"], one["pages"], one["total"], len(one["articles"])) == (2, 3, 3, 1)
    for params, found in (
        ({"find": "coarse"}, ["Coarse grains find buyers"]),
        ({"source": ["示例日报"]}, ["太忻经济区排出485个项目"]),
        ({"since": "2022-03-18", "until": "2022"}, ["太忻经济区排出485个项目"]),
    ):
        assert [a["title"] for a in client.get("/api/articles", params=params).json()["articles"]] == found


def test_a_long_article_is_read_in_parts(client: httpx.Client, service: Service) -> None:
    (listed,) = client.get("/api/articles", params={"find": "长城"}).json()["articles"]
    text, start = "", 0
    while start is not None:
        part = client.get(f"/api/articles/{listed['id']}", params={"start": start}).json()
        assert models.ArticleText.model_validate(part, strict=True, extra="forbid").end - start <= MAX_READ
        text, start = text + part["text"], part["next_start"]
    article = service.article(listed["id"])
    assert article
    assert text == article.text


def test_status_tells_no_paths(client: httpx.Client, service: Service) -> None:
    given = client.get("/api/status")
    assert given.json()["articles"] == 3
    assert str(service.home) not in given.text


def done(client: httpx.Client, location: str) -> Job:
    """Wait until a job has ended."""
    for _ in range(600):
        job = Job.model_validate(client.get(location).json())
        if job.state != "running":
            return job
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def test_a_file_is_sent_and_taken_in_by_a_rebuild(client: httpx.Client, service: Service) -> None:
    sent = client.post(
        "/api/uploads", params={"name": "new.txt"}, content="新来的文章\n\n新来的文章说了一句话。".encode()
    )
    assert (sent.status_code, sent.json()) == (201, {"name": "new.txt"})
    begun = client.post("/api/rebuild", json={})
    assert begun.status_code == 202
    job = done(client, begun.headers["location"])
    assert (job.state, job.problem, job.id) == ("done", None, begun.json()["id"])
    assert job.report is not None
    assert job.report["articles"] == 4
    assert service.status().articles == 4
    failed = done(client, client.post("/api/rebuild", json={"paths": ["/no/such"]}).headers["location"])
    assert failed.problem
    assert (failed.state, failed.problem.key, failed.problem.status) == ("failed", "path_missing", 422)
    assert service.status().articles == 4


def test_a_second_rebuild_is_told_that_one_is_running(
    client: httpx.Client, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = service.rebuild()

    def slow(*_: object, **__: object) -> Report:
        time.sleep(1)
        return last

    monkeypatch.setattr(service, "rebuild", slow)
    first = client.post("/api/rebuild", json={})
    assert problem(client.post("/api/rebuild", json={})).key == "busy_page"
    assert done(client, first.headers["location"]).state == "done"


def test_the_description_is_openapi_3_1_and_its_page_needs_nothing_else(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    page = client.get("/docs").text
    for path in (
        "/api/ask",
        "/api/search",
        "/api/articles",
        "/api/articles/{article_id}",
        "/api/status",
        "/api/rebuild",
    ):
        assert path in described["paths"]
        assert path in page
    assert not [part for part in ("<script", "<link", "src=", "@import", "http://", "https://") if part in page]


def test_whether_the_server_is_well_is_told_to_anyone(service: Service, tmp_path: Path, running: Running) -> None:
    secret = Credentials("me", "long enough")
    with running(service, credentials=secret) as url:
        assert [httpx.get(f"{url}{path}").json() for path in ("healthz", "readyz")] == [{"status": "ok"}] * 2
        assert httpx.get(f"{url}api/status").status_code == 401
    with running(Service(tmp_path / "none", model="hashing"), credentials=secret) as url:
        assert httpx.get(f"{url}healthz").status_code == 200
        refused = problem(httpx.get(f"{url}readyz"))
    assert (refused.status, refused.key) == (503, "no_index")


def test_the_container_runs_commands_that_are_there() -> None:
    root = Path(__file__).parents[1]
    file = (root / "Dockerfile").read_text("utf-8")
    torch = next(
        line for line in (root / "constraints.txt").read_text("utf-8").splitlines() if line.startswith("torch==")
    )
    assert f"install --no-cache-dir {torch} " in file
    assert "\nUSER qa\n" in file
    command = json.loads(file.rpartition("\nCMD ")[2])
    assert command[:2] == ["qa", "serve"]
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    program.commands["serve"].make_context("serve", command[2:])  # raises if an option does not exist
    assert "/healthz" in file
