"""The articles as a LlamaIndex retriever: pip install 'article-qa[llama-index]'."""

from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.types import Hit
from qa import search
from qa.integrations.hits import place


class ArticleRetriever(BaseRetriever):  # type: ignore[misc]  # its package is not followed by mypy
    """The k best passages as nodes with scores; the other arguments are those of `qa.search`."""

    def __init__(self, k: int = 10, **only: Any) -> None:
        self._k, self._only = k, only
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [_node(hit) for hit in search(query_bundle.query_str, self._k, **self._only)]


def _node(hit: Hit) -> NodeWithScore:
    passage = hit.passage
    node = TextNode(
        id_=f"{passage.article.id}:{passage.start}-{passage.end}",
        text=passage.text,
        metadata=place(hit),
        start_char_idx=passage.start,
        end_char_idx=passage.end,
    )
    return NodeWithScore(node=node, score=hit.score)
