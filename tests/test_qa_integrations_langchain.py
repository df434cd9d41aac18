"""LangChain's own tests of a retriever (langchain-tests)."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("langchain_tests", reason="langchain-tests, of the extra [test], is not installed")

from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from qa.integrations.langchain import ArticleRetriever


@pytest.mark.anyio
class TestArticleRetriever(RetrieversIntegrationTests):  # type: ignore[misc]
    """Every test of the suite, over the sample."""

    @pytest.fixture(autouse=True)
    def _home(self, sample_home: Path) -> None:
        self.home = str(sample_home)

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
