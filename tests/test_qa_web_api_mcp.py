"""The tools offered to a language model, over the protocol itself and with its own client."""

import asyncio
import base64
import json
import logging
import os
import sys
from asyncio import gather
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from inspect import signature
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import pytest

from qa import __version__
from qa.errors import ServeError
from qa.service import Service
from qa.web.api.endpoints import Endpoints
from qa.web.api.queue import queues
from qa.web.i18n.phrases import ENGLISH
from qa.web.public_form import without_paths
from qa.web.server.login import Credentials
from qa.web.server.options import Options, check_tools
from tests.serving import Running

ROOT = Path(__file__).parents[1]
QUESTION = "what is Xinzhou's role in the Taixin zone"


def test_without_its_package_the_way_to_get_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.web.server.options.find_spec", lambda _: None)
    with pytest.raises(ServeError, match=r"pip install 'article-qa\[mcp\]'"):
        check_tools(Options(tools=True))
    check_tools(Options())


@pytest.fixture
def service(write: Callable[..., Path], tmp_path: Path) -> Service:
    made = Service(tmp_path / "home", model="hashing")
    made.rebuild([write(one="忻州的投资是三元。", two="雄安的文章。")])
    return made


Use: TypeAlias = Callable[[Any], Awaitable[Any]]


@pytest.fixture
def used(running: Running, service: Service) -> Callable[..., Any]:
    """A function that returns the result of a client session: `used(lambda session: session.call_tool(...))`."""
    pytest.importorskip("mcp", reason="the extra [mcp] is not installed")
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def connected(url: str, use: Use, **headers: str) -> Any:
        async with (
            httpx.AsyncClient(headers=headers) as http,
            streamable_http_client(f"{url}mcp", http_client=http) as (read, send, _),
            ClientSession(read, send) as session,
        ):
            await session.initialize()
            return await use(session)

    def use_it(use: Use, credentials: Credentials | None = None, **headers: str) -> Any:
        # In another thread, as an earlier browser test leaves its event loop in this one.
        with (
            running(service, options=Options(tools=True), credentials=credentials) as url,
            ThreadPoolExecutor(1) as aside,
        ):
            return aside.submit(asyncio.run, connected(url, use, **headers)).result()

    return use_it


def plain(object_: Any) -> Any:
    """The object as a program receives it: as JSON, without paths."""
    return json.loads(json.dumps(without_paths(object_)))


def test_five_functions_are_tools_and_nothing_else_is(used: Callable[..., Any]) -> None:
    listed = {tool.name: tool for tool in used(lambda session: session.list_tools()).tools}
    assert set(listed) == {"search", "ask", "read_article", "list_sources", "status"}
    assert "best passages" in listed["search"].description
    for name, tool in listed.items():
        taken = list(signature(getattr(Endpoints, name)).parameters)[1:]
        assert list(tool.inputSchema["properties"]) == taken
        needed = [p.name for p in signature(getattr(Endpoints, name)).parameters.values() if p.default is p.empty][1:]
        assert tool.inputSchema.get("required", []) == needed
        assert all("description" in told for told in tool.inputSchema["properties"].values())
        assert tool.annotations.readOnlyHint


def test_a_tool_gives_its_object_and_the_same_as_json_text(used: Callable[..., Any], service: Service) -> None:
    asked = "忻州的投资是多少？"
    found, said = used(
        lambda session: gather(
            session.call_tool("search", {"query": "忻州", "k": 1, "mode": "bm25"}),
            session.call_tool("ask", {"question": asked}),
        )
    )
    hits = [hit.to_dict() for hit in service.search("忻州", 1, mode="bm25")]
    for result, expected in ((found, {"hits": hits}), (said, dict(service.ask(asked).to_dict()))):
        assert not result.isError
        assert result.structuredContent == plain(expected)
        (content,) = result.content
        assert json.loads(content.text) == plain(expected)
        assert "忻州的投资是三元。" in content.text  # as it is written, not as escaped code points


def test_an_article_is_read_in_parts_by_the_offsets_of_a_citation(used: Callable[..., Any], service: Service) -> None:
    (quoted,) = service.ask("忻州的投资是多少？").citations
    read = {"article": quoted.article.id}
    whole, quote, rest, nothing = used(
        lambda session: gather(
            session.call_tool("read_article", read),
            session.call_tool("read_article", {**read, "start": quoted.start, "end": quoted.end}),
            session.call_tool("read_article", {**read, "start": -5, "end": 3}),
            session.call_tool("read_article", {**read, "start": 10_000}),
        )
    )
    length = len(quoted.article.text)
    assert whole.structuredContent["text"] == quoted.article.text
    assert (whole.structuredContent["title"], whole.structuredContent["path"]) == (quoted.article.title, None)
    assert (whole.structuredContent["length"], whole.structuredContent["next_start"]) == (length, None)
    assert quote.structuredContent["text"] == quoted.quote
    assert (rest.structuredContent["text"], rest.structuredContent["next_start"]) == (quoted.article.text[:3], 3)
    assert (nothing.structuredContent["text"], nothing.structuredContent["next_start"]) == ("", None)


def test_sources_and_status_are_told_without_paths(used: Callable[..., Any], service: Service) -> None:
    sources, status = used(
        lambda session: gather(session.call_tool("list_sources", {}), session.call_tool("status", {}))
    )
    assert sources.structuredContent == {"sources": [{"source": "", "articles": 2}]}
    assert status.structuredContent["articles"] == 2
    assert str(service.home) not in status.content[0].text


def test_articles_are_resources(used: Callable[..., Any], service: Service) -> None:
    listed = used(lambda session: session.list_resources()).resources
    articles = {f"article://{article.id}": article for article, _ in service.index().store.newest(9)}
    assert {str(resource.uri): resource.name for resource in listed} == {
        uri: article.title for uri, article in articles.items()
    }
    (content,) = used(lambda session: session.read_resource(listed[0].uri)).contents
    assert content.text == articles[str(listed[0].uri)].text
    assert used(lambda session: session.list_resource_templates()).resourceTemplates
    with pytest.raises(BaseExceptionGroup) as refused:
        used(lambda session: session.read_resource("article://none"))
    assert refused.group_contains(Exception, match='no article has the id "none"', depth=None)


def test_the_same_is_offered_on_standard_input_and_output(sample_home: Path) -> None:
    pytest.importorskip("mcp", reason="the extra [mcp] is not installed")
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def asked(home: str) -> tuple[Any, Any]:
        command = StdioServerParameters(command=sys.executable, args=["-m", "qa", "mcp", "--home", home], cwd=ROOT)
        async with stdio_client(command) as (read, send), ClientSession(read, send) as session:
            greeting = await session.initialize()
            assert greeting.serverInfo.version == __version__
            tools = await session.list_tools()
            return {tool.name for tool in tools.tools}, await session.call_tool("ask", {"question": QUESTION})

    with ThreadPoolExecutor(1) as aside:
        tools, answer = aside.submit(asyncio.run, asked(str(sample_home))).result()
        assert tools == {"search", "ask", "read_article", "list_sources", "status"}
        assert answer.structuredContent == plain(dict(Service(sample_home).ask(QUESTION).to_dict()))
        _, refused = aside.submit(asyncio.run, asked(str(sample_home / "none"))).result()
    assert refused.isError
    assert refused.content[0].text.startswith("no index in ")


def test_the_programs_logging_stays_as_it_is(service: Service) -> None:
    pytest.importorskip("mcp", reason="the extra [mcp] is not installed")
    from qa.web.api.mcp import Server

    root = logging.getLogger()
    before = root.level, [*root.handlers]
    root.handlers[:] = []
    try:
        Server(service, queues(service))
        assert root.handlers == []
    finally:
        root.handlers[:] = before[1]
    assert root.level == before[0]


@pytest.mark.parametrize(
    ("tool", "given", "line"),
    [
        ("search", {"query": "忻州", "mode": "magic"}, 'there is no mode "magic"; choose one of dense, bm25, hybrid'),
        ("search", {"query": "忻州", "k": "5"}, "k is '5'; expected a whole number"),
        ("search", {}, "query is missing; expected text"),
        ("ask", {"question": "谁？", "since": "soon"}, '"soon" is not a date; write 2022-08-06, 2022-08 or 2022'),
        ("ask", {"question": "谁？", "home": "/"}, "there is no argument 'home'; expected question, since, "),
        ("rebuild", {}, 'there is no tool "rebuild"; expected one of search, ask'),
        ("read_article", {"article": "none"}, 'no article has the id "none"; ids are in search results'),
        ("read_article", {"article": "none", "end": "5"}, "end is '5'; expected a whole number"),
    ],
)
def test_an_error_is_one_line(used: Callable[..., Any], tool: str, given: dict[str, Any], line: str) -> None:
    result = used(lambda session: session.call_tool(tool, given))
    assert result.isError
    (content,) = result.content
    assert content.text.startswith(line)
    assert "\n" not in content.text


def test_a_bug_is_logged_and_not_told(
    used: Callable[..., Any], service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(service, "search", lambda *_, **__: os.environ["A_SECRET"])
    result = used(lambda session: session.call_tool("search", {"query": "忻州"}))
    assert result.isError
    assert result.content[0].text == ENGLISH["broken"]
    assert "A_SECRET" in caplog.text


def test_tools_ask_for_the_password_where_there_is_one(used: Callable[..., Any]) -> None:
    secret = Credentials("me", "long enough")
    let_in = "Basic " + base64.b64encode(b"me:long enough").decode()
    assert used(lambda session: session.list_tools(), secret, Authorization=let_in).tools
    with pytest.raises(BaseExceptionGroup) as refused:
        used(lambda session: session.list_tools(), secret)
    assert refused.group_contains(httpx.HTTPStatusError, match="401", depth=None)
