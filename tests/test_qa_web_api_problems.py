import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from qa.errors import ServeError
from qa.service import Service
from qa.web.library.uploads import Quota
from qa.web.server.limits import MAX_BODY_BYTES
from qa.web.server.login import MIN_TOKEN_CHARS, Credentials, credentials_from_environment
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


WRONG: list[Any] = [
    None, 7, "text", [], [1], {"unknown": 1},
    b"", b"{", b"\xff", b"[" * 60_000, b'{"question": "\\ud800", "query": "\\ud800"}', b"\x00", b'{"a":1}{"b":2}',
]  # fmt: skip


FIELDS: dict[str, list[dict[str, Any]]] = {
    "/api/ask": [
        {}, {"question": ""}, {"question": "  "}, {"question": 5}, {"question": ["谁"]}, {"question": "谁" * 2_001},
        {"question": "谁？", "since": "soon"}, {"question": "谁？", "since": "2023", "until": "2022"},
        {"question": "谁？", "source": "nobody"}, {"question": "谁？", "article": "none"},
        {"question": "谁？", "history": [{}]}, {"question": "谁？", "extra": 1},
    ],
    "/api/search": [
        {}, {"query": ""}, {"query": " "}, {"query": True}, {"query": "谁", "k": "5"}, {"query": "谁", "k": 0},
        {"query": "谁", "k": 10**9}, {"query": "谁", "k": 1.5}, {"query": "谁", "mode": "magic"},
        {"query": "谁", "until": "2022-13"}, {"query": "谁", "source": {"a": 1}}, {"query": "谁", "home": "/"},
    ],
    "/api/rebuild": [
        {"paths": "a"}, {"paths": [1]}, {"paths": [""]}, {"paths": [None]}, {"paths": {}}, {"add": "yes"}, {"add": 1},
        {"full": "no"}, {"full": []}, {"path": ["/"]}, {"paths": [["/"]]}, {"home": "/"},
    ],
    "/v1/chat/completions": [
        {"messages": "x"}, {"messages": {}}, {"messages": []}, {"messages": [1]}, {"messages": [{}]},
        {"messages": [{"role": 1}]}, {"messages": [{"role": "user", "content": 5}]}, {"messages": [], "stream": "yes"},
    ],
    "/v1/embeddings": [
        {"input": 5}, {"input": []}, {"input": [1, 2]}, {"input": ""}, {"input": ["a"] * 1_000},
        {"input": "a", "encoding_format": "hex"}, {"input": "a", "dimensions": 3}, {"input": [[1, 2]]},
    ],
    "/v1/rerank": [
        {"query": "a"}, {"documents": ["a"]}, {"query": "", "documents": ["a"]}, {"query": "a", "documents": []},
        {"query": "a", "documents": [5]}, {"query": "a", "documents": "a"}, {"query": "a", "documents": ["a"], "top_n": 0},
        {"query": " ", "documents": ["a"]},
    ],
    "/retrieval": [
        {"query": ""}, {"query": 5}, {"query": "a", "retrieval_setting": {"top_k": 0}}, {"query": " "},
        {"query": "a", "retrieval_setting": {"top_k": "3"}}, {"query": "a", "metadata_condition": {"conditions": [1]}},
        {"query": "a", "retrieval_setting": 5}, {"query": "a", "knowledge_id": 5},
    ],
}  # fmt: skip


@pytest.mark.parametrize("path", FIELDS)
def test_a_wrong_body_is_a_problem(client: httpx.Client, path: str) -> None:
    bodies = [*WRONG, *FIELDS[path]]
    assert len(bodies) >= 20
    for body in bodies:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = client.post(path, content=content, headers={"content-type": "application/json"})
        assert problem(answer).status in (400, 404, 422), (body, answer.text)


@pytest.mark.parametrize(
    ("path", "status", "key"),
    [
        ("/api/articles/none", 404, "article_unknown"),
        ("/api/articles/%00%ff", 404, "article_unknown"),
        ("/api/articles?page=0", 422, "request_field"),
        ("/api/articles?per_page=many", 422, "request_field"),
        ("/api/articles?sort=colour", 422, "request_field"),
        ("/api/articles?since=soon", 422, "date_invalid"),
        ("/api/articles?source=nobody", 422, "source_unknown"),
        ("/api/jobs/none", 404, "job_unknown"),
        ("/api/none", 404, "route_unknown"),
        ("/api/ask", 405, "method_unknown"),
        ("/v1/none", 404, "route_unknown"),
    ],
)
def test_what_is_not_there_is_a_problem(client: httpx.Client, path: str, status: int, key: str) -> None:
    found = problem(client.get(path))
    assert (found.status, found.key) == (status, key)


def test_uploads_are_refused_as_on_the_page(client: httpx.Client) -> None:
    endings = ("exe", "js", "php", "so", "txt.exe", "", "TXT~", "html/", "py", "sqlite")
    names = [
        *(f"a.{ending}" for ending in endings),
        "../a.txt",
        "/etc/a.txt",
        "..\\a.txt",
        "",
        ".",
        "..",
        "a/b.txt",
        "\0.txt",
    ]
    for name, content in (*((name, b"x") for name in names), ("a.txt", b""), ("a.txt", b"x" * 1_001)):
        found = problem(client.post("/api/uploads", params={"name": name}, content=content))
        assert (found.status, found.key.partition("_")[0]) == (422, "upload"), name
    assert problem(client.post("/api/uploads", content=b"x")).key == "request_field"


def test_the_guards_of_the_page_hold_and_speak_in_problems(client: httpx.Client) -> None:
    ask = {"question": QUESTION}
    assert problem(client.post("/api/ask", json=ask, headers={"host": "evil.example"})).key == "host_refused"
    origin = {"origin": "http://evil.example"}
    assert problem(client.post("/api/ask", json=ask, headers=origin)).key == "origin_refused"
    big = client.post("/api/ask", json={"question": "长" * MAX_BODY_BYTES})
    assert (problem(big).status, problem(big).key) == (413, "body_too_large")
    chinese = client.get("/api/articles/none", headers={"accept-language": "zh-CN"})
    assert problem(chinese).detail == "没有编号为“none”的文章：编号见搜索结果"


def test_a_bug_is_a_problem_without_its_particulars(
    client: httpx.Client, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "find", lambda *_, **__: os.environ["A_SECRET"])
    answer = client.post("/api/search", json={"query": "grain"})
    assert (answer.status_code, problem(answer).key) == (500, "broken_request")
    assert "A_SECRET" not in answer.text


def test_nothing_can_be_changed_where_the_page_only_shows(service: Service, running: Running) -> None:
    with running(service, options=Options(read_only=True)) as url, httpx.Client(base_url=url) as client:
        for path in ("/api/rebuild", "/api/uploads?name=a.txt"):
            assert problem(client.post(path, json={})).status == 404
        assert client.post("/api/ask", json={"question": QUESTION}).status_code == 200
        assert (
            not {"/api/rebuild", "/api/uploads", "/api/jobs/{job_id}"}
            & client.get("/openapi.json").json()["paths"].keys()
        )


def test_programs_may_send_a_token_in_the_place_of_the_password(service: Service, running: Running) -> None:
    secret = Credentials("me", "long enough", "t" * MIN_TOKEN_CHARS)
    basic = "Basic " + base64.b64encode(b"me:long enough").decode()
    with running(service, credentials=secret) as url, httpx.Client(base_url=url) as client:
        for let_in in (basic, f"Bearer {secret.token}", f"bearer {secret.token}"):
            assert client.get("/api/status", headers={"authorization": let_in}).status_code == 200
        for refused in ("Bearer wrong", "Bearer", "Bearer me:long enough"):
            assert problem(client.get("/api/status", headers={"authorization": refused})).key == "login_needed"
        assert problem(client.get("/api/status")).status == 401
    with running(service, credentials=Credentials("me", "long enough")) as url:
        assert httpx.get(f"{url}api/status", headers={"authorization": "Bearer"}).status_code == 401


def test_a_token_comes_from_the_environment_and_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("QA_USER", "me"), ("QA_PASSWORD", "long enough"), ("QA_TOKEN", "t" * MIN_TOKEN_CHARS)):
        monkeypatch.setenv(name, value)
    found = credentials_from_environment()
    assert found.token == "t" * MIN_TOKEN_CHARS
    assert found.token not in repr(found)
    monkeypatch.setenv("QA_TOKEN", "short")
    with pytest.raises(ServeError, match="QA_TOKEN"):
        credentials_from_environment()


def test_no_index_is_a_problem(tmp_path: Path, running: Running) -> None:
    with running(Service(tmp_path / "none", model="hashing")) as url:
        found = problem(httpx.post(f"{url}api/search", json={"query": "grain"}))
    assert (found.status, found.key) == (503, "no_index")
