"""The tools that a language model is offered, over the protocol itself and its own client."""

import asyncio
from ast import literal_eval
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from qa.errors import ServeError
from qa.page.options import Options, check_tools
from qa.service import Service

Running: TypeAlias = Callable[..., AbstractContextManager[str]]


def test_without_its_package_the_way_to_get_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.page.options.find_spec", lambda _: None)
    with pytest.raises(ServeError, match=r"pip install 'article-qa\[mcp\]'"):
        check_tools(Options(tools=True))
    check_tools(Options())


@pytest.mark.filterwarnings("default")
def test_search_and_ask_are_tools_and_nothing_else_is(
    running: Running, write: Callable[..., Path], tmp_path: Path
) -> None:
    pytest.importorskip("mcp", reason="the extra [mcp] is not installed")
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([write(one="忻州的投资是三元。", two="雄安的文章。")])

    async def use(url: str) -> tuple[dict[str, Any], Any, Any]:
        async with (
            streamablehttp_client(f"{url}gradio_api/mcp/") as (read, send, _),
            ClientSession(read, send) as session,
        ):
            await session.initialize()
            listed = {tool.name: tool for tool in (await session.list_tools()).tools}
            found = await session.call_tool("search", {"query": "忻州", "k": 1, "mode": "bm25"})
            said = await session.call_tool("ask", {"question": "忻州的投资是多少？"})
            return listed, found, said

    # Aside: a browser's test before this one leaves its event loop in this thread.
    with running(service, options=Options(tools=True)) as url, ThreadPoolExecutor(1) as aside:
        listed, found, said = aside.submit(asyncio.run, use(url)).result()
    assert set(listed) == {"search", "ask"}
    assert "best passages" in listed["search"].description
    assert {"query", "k", "mode", "since", "until", "source"} <= set(listed["search"].inputSchema["properties"])
    assert not found.isError
    assert "忻州的投资是三元。" in found.content[0].text
    # The framework writes an object down as Python does.
    (hit,) = service.search("忻州", 1, mode="bm25")
    assert literal_eval(found.content[0].text)[0]["score"] == hit.to_dict()["score"]
    assert literal_eval(said.content[0].text)["question"] == "忻州的投资是多少？"
