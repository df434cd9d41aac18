"""Misspelt English words in questions over Chinese articles."""

import pytest

from qa.question.typed import as_typed
from qa.service import Service
from tests.serving import indexed

TEXTS = {
    "a": "山区地震\n\n青石县昨夜发生地震，救援队今晨抵达，受灾村民已经安置。",
    "b": "铁路\n\n忻州到太原的铁路本月通车，太原市长出席仪式。",
    "c": "游客\n\n许多人去湖边旅行。Kuznec 公司也在湖边。",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("typed"), model="bundled", **TEXTS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("earthquke in the mountains", {"earthquke": "earthquake"}),  # left out
        ("when did the raliway open?", {"raliway": "railway"}),  # swapped
        ("Railwayy to Taiyuan", {"Railwayy": "Railway"}),  # one too many
        ("the earthqvake", {"earthqvake": "earthquake"}),  # another letter
        ("the earthquake and the railways", {}),
        ("the company Kuznec", {}),  # an article has it
        ("what did Earthquke say", {}),  # a capital letter: a name
        ('what is "earthquke"', {}),
        ("xinzhou railway", {}),
        ("tain", {}),
    ],
)
def test_a_word_that_nobody_knows_is_read_as_the_one_that_the_articles_have(
    service: Service, typed: str, read: dict[str, str]
) -> None:
    index = service.index()
    found = as_typed(typed, index.readings, index.passage_count)
    assert dict(found.read) == read
    assert all(word in found.question for word in read.values())


def test_a_misspelt_question_finds_the_article_and_says_how_it_was_read(service: Service) -> None:
    found = service.find("earthquke in the mountains", 1)
    assert found.hits[0].passage.article.title == "山区地震"
    assert found.notice == 'Read "earthquke" as "earthquake".'
