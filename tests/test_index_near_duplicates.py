"""Clusters of articles that print the same text, compared with brute force."""

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Article
from index.near_duplicates import MIN_SIMILARITY, SHINGLE, ReprintFinder, min_hash, near_identical

CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2_000)]


def article(name: str, text: str, day: date | None = None) -> Article:
    return Article(name, "", text, "", day, "", "")


def clusters(*articles: Article) -> list[list[str]]:
    reprints = ReprintFinder()
    for each in articles:
        reprints.add(each, min_hash(each.text))
    return reprints.clusters()


def made(seed: int, length: int = 400) -> str:
    return "".join(random.Random(seed).choices(CHARACTERS, k=length))


def jaccard(one: str, other: str) -> float:
    a, b = ({text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1)} for text in (one, other))
    return len(a & b) / len(a | b)


def test_prints_come_in_the_order_of_their_dates_and_single_articles_not_at_all() -> None:
    text = made(1)
    prints = [article("c", text, date(2022, 1, 3)), article("x", text), article("a", text, date(2022, 1, 1))]
    assert clusters(*prints, article("other", made(2))) == [["a", "c", "x"]]


def test_spaces_line_breaks_and_script_are_no_difference() -> None:
    assert clusters(article("a", "太忻經濟區\n 開工了，項目落地。"), article("b", "太忻经济区开工了，项目落地。")) == [
        ["a", "b"]
    ]


def test_texts_too_short_for_a_shingle_are_compared_whole() -> None:
    assert clusters(article("a", "开工"), article("b", "开工"), article("c", "停工"), article("d", "")) == [["a", "b"]]


def test_a_few_changed_words_make_no_new_article_and_half_a_text_does() -> None:
    text = made(3)
    changed = text[:200] + "改" + text[201:]
    assert jaccard(text, changed) > 0.9
    assert clusters(article("a", text), article("b", changed), article("c", text[:200])) == [["a", "b"]]


@given(st.integers(0, 10_000), st.integers(0, 60))
def test_what_is_far_from_the_bound_is_told_as_brute_force_tells_it(seed: int, changed: int) -> None:
    text = made(seed)
    places = random.Random(seed).sample(range(len(text)), changed)
    other = "".join("改" if i in places else c for i, c in enumerate(text))
    shared = jaccard(text, other)
    if abs(shared - MIN_SIMILARITY) > 0.17:  # MinHash with 128 hashes has a standard deviation of 0.035
        assert bool(clusters(article("a", text), article("b", other))) == (shared > MIN_SIMILARITY)


def test_passages_say_the_same_by_their_terms() -> None:
    assert near_identical(set("abcde"), set("abcde"))
    assert near_identical(set("abcde"), set("abcd"))
    assert not near_identical(set("abcde"), set("abc"))
