"""The articles as a Haystack retriever: pip install 'article-qa[haystack]'."""

from typing import Any

from haystack import Document, component, default_from_dict, default_to_dict

from index.types import Hit
from qa import search
from qa.integrations.hits import place


@component
class ArticleRetriever:
    """The `top_k` best passages as documents; the other arguments are those of `qa.search`."""

    def __init__(self, top_k: int = 10, **only: Any) -> None:
        self.top_k, self.only = top_k, only

    @component.output_types(documents=list[Document])  # type: ignore[untyped-decorator]  # Haystack has no types for it
    def run(self, query: str, top_k: int | None = None) -> dict[str, list[Document]]:
        """Find the passages."""
        count = self.top_k if top_k is None else top_k
        return {"documents": [_document(hit) for hit in search(query, count, **self.only)]}

    def to_dict(self) -> dict[str, Any]:
        """For saving a pipeline."""
        return dict(default_to_dict(self, top_k=self.top_k, **self.only))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "ArticleRetriever":
        """From a saved pipeline."""
        return default_from_dict(cls, data)  # type: ignore[no-any-return]  # nor for this


def _document(hit: Hit) -> Document:
    passage = hit.passage
    return Document(
        id=f"{passage.article.id}:{passage.start}-{passage.end}", content=passage.text, meta=place(hit), score=hit.score
    )
