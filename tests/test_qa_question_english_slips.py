"""Misspelt English words in questions over Chinese articles."""

import pytest

from qa.question.english_slips import english_slips
from qa.question.typed import as_typed
from qa.service import Service
from tests.serving import indexed

TEXTS = {
    "a": "山区地震\n\n青石县昨夜发生地震，救援队今晨抵达，受灾村民已经安置。",
    "b": "铁路\n\n忻州到太原的铁路本月通车，太原市长出席仪式。",
    "c": "游客\n\n许多人去湖边旅行。Kuznec 公司也在湖边。",
    "d": "贸易\n\n半导体出口增长，两国降低关税，省长会见代表团。酒店住宿涨价。",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("typed"), model="bundled", **TEXTS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("earthquke in the mountains", {"earthquke": "earthquake"}),  # a letter left out
        ("when did the raliway open?", {"raliway": "railway"}),  # two letters swapped
        ("Railwayy to Taiyuan", {"Railwayy": "Railway"}),  # a letter too many
        ("the earthqvake", {"earthqvake": "earthquake"}),  # a wrong letter
        ("semiconducter exports", {"semiconducter": "semiconductor"}),  # its translation is three characters
        ("who is the governer?", {"governer": "governor"}),  # two translations, chosen by hand
        ("which tarrifs were lowered?", {"tarrifs": "tariffs"}),  # the wrong letter is doubled
        ("acomodation in hotels", {"acomodation": "accommodation"}),
        ("Where does the line from Xinzou end?", {"Xinzou": "Xinzhou"}),
        ("Where is Xingzhou?", {"Xingzhou": "Xinzhou"}),
        ("the station of Taiyun", {"Taiyun": "Taiyuan"}),
        ("Who is Taiyuen?", {}),  # another letter makes another name
        ("Where is Hainan?", {}),  # a place, whether or not an article has it
        ("the earthquake and the railways", {}),
        ("the company Kuznec", {}),  # an article has it
        ("what did Earthquke say", {}),  # capitalised: a name
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


def test_a_very_long_word_is_not_looked_up() -> None:
    asked: list[str] = []

    def passage_count(word: str) -> int:
        asked.append(word)
        return 0

    assert not list(english_slips("about " + "earthquke" * 60, {}, passage_count))
    assert not asked


def test_a_misspelt_question_finds_the_article_and_says_how_it_was_read(service: Service) -> None:
    found = service.find("earthquke in the mountains", 1)
    assert found.hits[0].passage.article.title == "山区地震"
    assert found.notice == 'Read "earthquke" as "earthquake".'
