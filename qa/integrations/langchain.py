"""The articles as a LangChain retriever: pip install 'article-qa[langchain]'."""

from typing import Any, Literal

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from qa import search
from qa.integrations.hits import place


class ArticleRetriever(BaseRetriever):
    """The k best passages as documents; `metadata` says where each one is: `article.text[start:end]`."""

    k: int = 10
    home: str | None = None
    mode: Literal["hybrid", "dense", "bm25"] = "hybrid"
    since: str | None = None
    until: str | None = None
    source: str | list[str] | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        only: dict[str, Any] = {"since": self.since, "until": self.until, "source": self.source}
        hits = search(query, self.k if k is None else k, home=self.home, mode=self.mode, **only)
        return [Document(page_content=hit.passage.text, metadata={**place(hit), "score": hit.score}) for hit in hits]
