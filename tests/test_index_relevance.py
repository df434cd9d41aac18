"""Where a list of results ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.types import Article, Passage
from index.relevance import relevant
from index.types import Hit
from qa.service import Service

ARTICLE = Article("a", "", "文", "", None, "", "")


def hit(matched: float | None, cosine: float | None) -> Hit:
    return Hit(Passage(0, ARTICLE, 0, 1), 0.5, matched=matched, cosine=cosine)


@pytest.mark.parametrize(
    ("matched", "cosine", "kept"),
    [(0.3, 0.2, True), (0.3, 0.19, False), (0.0, 0.44, True), (0.55, 0.0, True), (0.53, 0.0, False)],
)
def test_a_hit_far_from_the_best_in_words_and_in_meaning_is_left_out(matched: float, cosine: float, kept: bool) -> None:
    best = hit(0.8, 0.8)  # its total is 0.8 * 0.8 + 0.8 = 1.44, and 0.3 of that is 0.432
    assert relevant([best, hit(matched, cosine)]) == [best, hit(matched, cosine)][: 1 + kept]


@pytest.mark.parametrize(("matched", "cosine", "kept"), [(0.1, 0.23, True), (0.1, 0.21, False), (0.0, 0.31, True)])
def test_a_list_of_chance_hits_alone_ends_after_three(matched: float, cosine: float, kept: bool) -> None:
    chance = [hit(0.1, 0.2)] * 3
    assert relevant([*chance, hit(matched, cosine)]) == [*chance, hit(matched, cosine)][: 3 + kept]


@pytest.mark.parametrize(
    ("matched", "cosine", "kept"), [(0.0, 0.12, False), (0.0, 0.14, True), (0.01, 0.02, True), (0.0, -0.1, False)]
)
def test_one_of_the_first_needs_a_word_of_the_question_or_its_meaning(
    matched: float, cosine: float, kept: bool
) -> None:
    assert relevant([hit(matched, cosine)]) == [hit(matched, cosine)] * kept


@pytest.mark.parametrize("hits", [[], [hit(None, 0.9), hit(None, 0.1)] * 2, [hit(0.9, None), hit(0.01, None)] * 2])
def test_one_score_alone_leaves_nothing_out(hits: list[Hit]) -> None:
    assert relevant(hits) == hits


def test_a_search_ends_before_what_has_nothing_to_do_with_it(write: Callable[..., Path], tmp_path: Path) -> None:
    folder = write(
        a="县图书馆新馆开放\n\n县图书馆新馆昨日开放，藏书十二万册。",
        b="夜读\n\n夏天起，图书馆每晚开到九点。",
        c="果园\n\n今年苹果丰收，果农忙着装箱。",
        d="冰场\n\n室外冰场因气温回升停止营业。",
    )
    service = Service(tmp_path / "home")
    service.rebuild([folder])
    titles = [found.passage.article.title for found in service.search("图书馆", 10)]
    assert sorted(titles) == ["县图书馆新馆开放", "夜读"]
