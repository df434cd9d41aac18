"""What a generation's database returns, compared with what was written to it."""

from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from corpus.types import Article
from index.storage.articles import ArticleStore
from index.storage.database import DatabaseWriter


def article(name: str, published: date | None) -> Article:
    return Article(name, f"题{name}", f"文{name}。", "甲报", published, "", f"{name}.txt")


def written(path: Path, articles: Iterable[tuple[Article, int]]) -> ArticleStore:
    """A store of articles, each with a number of passages."""
    with DatabaseWriter(path) as writer:
        for one, passages in articles:
            writer.add(one, [(0, 1)] * passages)
    return ArticleStore(path)


HELD = [
    (article("e", date(2022, 3, 17)), 2),
    (article("d", None), 1),
    (article("c", date(2022, 3, 25)), 3),
    (article("b", date(2022, 3, 17)), 1),
    (article("a", None), 2),
    (article("f", date(2021, 12, 31)), 0),
]
NEWEST = ["c", "b", "e", "f", "a", "d"]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 6, 100])
def test_the_newest_come_first_equal_days_by_id_undated_last(tmp_path: Path, count: int) -> None:
    with closing(written(tmp_path / "db", HELD)) as store:
        found = store.newest(count)
    assert [one.id for one, _ in found] == NEWEST[:count]
    assert set(found) <= set(HELD)


def test_the_newest_of_nothing_or_of_fewer_than_none_are_none(tmp_path: Path) -> None:
    with closing(written(tmp_path / "db", HELD)) as store:
        assert store.newest(-1) == []
    with closing(written(tmp_path / "empty", [])) as store:
        assert store.newest(3) == []


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_query_that_is_given_up_after_the_file_is_closed_says_nothing(tmp_path: Path) -> None:
    store = written(tmp_path / "db", HELD)
    rows = store._rows("SELECT id FROM articles")
    assert next(rows)
    store.close()
    rows.close()  # type: ignore[attr-defined]
