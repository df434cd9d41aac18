"""LangChain's own test suite for retrievers (langchain-tests)."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("langchain_tests", reason="langchain-tests, of the extra [test], is not installed")

from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from qa.integrations.langchain import ArticleRetriever


@pytest.mark.anyio
class TestArticleRetriever(RetrieversIntegrationTests):  # type: ignore[misc]
    """The whole suite, on the sample."""

    @pytest.fixture(autouse=True)
    def _home(self, sample_home: Path) -> None:
        self.home = str(sample_home)

    @pytest.fixture(autouse=True)
    def _no_loop(self) -> Iterator[None]:
        """Hide the event loop that browser tests leave in this thread."""
        running = asyncio._get_running_loop()
        asyncio._set_running_loop(None)
        yield
        asyncio._set_running_loop(running)

    @pytest.fixture
    def anyio_backend(self) -> str:
        return "asyncio"

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return ArticleRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"home": self.home}

    @property
    def retriever_query_example(self) -> str:
        return "忻州的投资"
