"""The retrievers for other frameworks, each called as that framework's users would."""

import os
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import pytest


class Given(NamedTuple):
    """A passage as a framework returns it."""

    text: str
    where: dict[str, Any]
    score: float


Retriever: TypeAlias = Callable[..., list[Given]]


def by_langchain(query: str, count: int, **only: Any) -> list[Given]:
    pytest.importorskip("langchain_core", reason="the extra [langchain] is not installed")
    from qa.integrations.langchain import ArticleRetriever

    documents = ArticleRetriever(k=count, **only).invoke(query)
    return [Given(d.page_content, d.metadata, d.metadata.pop("score")) for d in documents]


def by_llama_index(query: str, count: int, **only: Any) -> list[Given]:
    pytest.importorskip("llama_index.core", reason="the extra [llama-index] is not installed")
    from qa.integrations.llama_index import ArticleRetriever

    nodes = ArticleRetriever(count, **only).retrieve(query)
    for node in nodes:
        assert (node.node.start_char_idx, node.node.end_char_idx) == (node.metadata["start"], node.metadata["end"])
    return [Given(node.text, node.metadata, node.score) for node in nodes]


def by_haystack(query: str, count: int, **only: Any) -> list[Given]:
    """Run in a pipeline that was saved and loaded again."""
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"  # otherwise it sends usage data from the import on
    pytest.importorskip("haystack", reason="the extra [haystack] is not installed")
    from haystack import Pipeline

    from qa.integrations.haystack import ArticleRetriever

    pipeline = Pipeline()
    pipeline.add_component("articles", ArticleRetriever(count, **only))
    found = Pipeline.loads(pipeline.dumps(), allowed_modules=["qa.integrations.haystack"]).run(
        {"articles": {"query": query}}
    )
    return [Given(d.content, d.meta, d.score) for d in found["articles"]["documents"]]


RETRIEVERS: tuple[Retriever, ...] = (by_langchain, by_llama_index, by_haystack)
