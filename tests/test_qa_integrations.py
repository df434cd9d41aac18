"""The retrievers for LangChain, LlamaIndex and Haystack return the passages of a search, with their positions."""

from pathlib import Path

import pytest

from qa.service import Service
from tests.retrievers import RETRIEVERS, Retriever

QUESTION = "what is Xinzhou's role in the Taixin zone"


@pytest.mark.parametrize("retrieved", RETRIEVERS)
def test_documents_are_the_hits_of_a_search(retrieved: Retriever, sample_home: Path) -> None:
    service = Service(sample_home)
    hits = service.search(QUESTION, 3)
    given = retrieved(QUESTION, 3, home=str(sample_home))
    assert [(one.text, one.score) for one in given] == [(hit.passage.text, hit.score) for hit in hits] != []
    for one, hit in zip(given, hits, strict=True):
        article = service.article(one.where["id"])
        assert article
        assert one.text == article.text[one.where["start"] : one.where["end"]]
        assert one.where["title"] == hit.passage.article.title


@pytest.mark.parametrize("retrieved", RETRIEVERS)
def test_filters_are_those_of_a_search(retrieved: Retriever, sample_home: Path) -> None:
    found = retrieved("忻州", 10, home=str(sample_home), since="2023", mode="bm25")
    assert {one.where["published"][:4] for one in found} == {"2023"}
