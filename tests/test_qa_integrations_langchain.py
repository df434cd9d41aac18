"""The retriever for LangChain gives the passages of a search, and where each stands."""

from pathlib import Path

import pytest

from qa.service import Service

pytest.importorskip("langchain_core", reason="the extra [langchain] is not installed")

QUESTION = "what is Xinzhou's role in the Taixin zone"


def test_documents_are_the_hits_of_a_search(sample_home: Path) -> None:
    from qa.integrations.langchain import ArticleRetriever

    service = Service(sample_home)
    retriever = ArticleRetriever(home=str(sample_home), k=3)
    hits = service.search(QUESTION, 3)
    documents = retriever.invoke(QUESTION)
    assert len(documents) == len(hits) > 0
    for document, hit in zip(documents, hits, strict=True):
        article = service.article(document.metadata["id"])
        assert article
        assert document.page_content == article.text[document.metadata["start"] : document.metadata["end"]]
        assert (document.page_content, document.metadata["score"]) == (hit.passage.text, hit.score)
        assert document.metadata["title"] == hit.passage.article.title
    assert len(retriever.invoke(QUESTION, k=1)) == 1


def test_filters_are_those_of_a_search(sample_home: Path) -> None:
    from qa.integrations.langchain import ArticleRetriever

    found = ArticleRetriever(home=str(sample_home), since="2023", mode="bm25").invoke("忻州")
    assert found
    assert {document.metadata["published"][:4] for document in found} == {"2023"}
