"""The README's question, on the sample, gets the same citations through every interface."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from qa.service import Service
from qa.web.server.options import Options
from tests.retrievers import RETRIEVERS, Retriever
from tests.serving import Running

QUESTION = "what is Xinzhou's role in the Taixin zone"


def quoted(answer: Any) -> list[tuple[str, int, int, str]]:
    """The place and the words of each quote in an answer."""
    return [(c["article"]["id"], c["start"], c["end"], c["quote"]) for c in answer["citations"]]


async def by_tool(url: str) -> Any:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with streamable_http_client(f"{url}mcp") as (read, send, _), ClientSession(read, send) as session:
        await session.initialize()
        return (await session.call_tool("ask", {"question": QUESTION})).structuredContent


def test_python_http_chat_gradio_and_mcp_give_the_same_citations(sample_home: Path, running: Running) -> None:
    openai = pytest.importorskip("openai", reason="the extra [llm] is not installed")
    pytest.importorskip("mcp", reason="the extra [mcp] is not installed")
    from gradio_client import Client

    service = Service(sample_home)
    expected = quoted(service.ask(QUESTION).to_dict())
    assert expected
    with running(service, options=Options(tools=True)) as url:
        http = httpx.post(f"{url}api/ask", json={"question": QUESTION}, timeout=60).json()
        with openai.OpenAI(base_url=f"{url}v1", api_key="none") as client:
            message = {"role": "user", "content": QUESTION}
            chat = client.chat.completions.create(model="article-qa", messages=[message])
        with closing(Client(url, verbose=False)) as connected:
            gradio = connected.predict(QUESTION, api_name="/ask")
        with ThreadPoolExecutor(1) as aside:
            tool = aside.submit(asyncio.run, by_tool(url)).result()
    assert [quoted(answer) for answer in (http, chat.article_qa, gradio, tool)] == [expected] * 4
    noted = [note.url_citation.content for note in chat.choices[0].message.annotations]
    assert set(noted) == {quote for *_, quote in expected}


@pytest.mark.parametrize("retrieved", RETRIEVERS)
def test_the_retrievers_give_the_passages_of_these_citations(retrieved: Retriever, sample_home: Path) -> None:
    expected = quoted(Service(sample_home).ask(QUESTION).to_dict())
    held = [
        (given.where["id"], given.where["start"], given.text)
        for given in retrieved(QUESTION, 10, home=str(sample_home))
    ]
    assert expected
    for article, start, end, quote in expected:
        assert any(
            article == other and text[max(start - first, 0) : end - first] == quote for other, first, text in held
        )
