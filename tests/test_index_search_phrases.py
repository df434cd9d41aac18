from dataclasses import replace
from pathlib import Path

import pytest

from corpus.types import Article
from index.search import understand
from index.storage.reader import Index, open_generation
from index.storage.writer import build_standalone
from index.types import Mode
from tests.small_indexes import EMBEDDER, print_of, printed, reprinted, search


@pytest.mark.parametrize("mode", Mode)
def test_a_quoted_phrase_stands_in_every_hit(tmp_path: Path, mode: Mode) -> None:
    texts = ["推动“3+N”模式落地太忻经济区。", "模式在太忻落地，经济区向好。", "太忻經濟區的模式。", "經濟与太忻区。"]
    index = reprinted(*(print_of(f"{n}", None, text) for n, text in enumerate(texts)), folder=tmp_path)

    def found(question: str) -> set[str]:
        return {hit.passage.article.id for hit in search(index, EMBEDDER, question, 10, mode)}

    assert found("什么是“太忻经济区”") == {"0", "2"}
    assert found('"3+n" 模式') == {"0"}
    assert found("「模式」和『太忻经济区』") == {"0", "2"}
    assert found("“太忻经济区的”") == {"2"}
    assert found("“太忻机场”") == found("太忻机场") != set()
    assert understand("“太忻机场”和“经济区”", index).unheld == ("太忻机场",)
    assert found("“区”") == {"0", "1", "2", "3"} if mode is not Mode.BM25 else True
    assert search(index, EMBEDDER, "“！？” 模式", 10, mode)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("“河湾产业首脑”", "构筑河湾\n产业首脑的格局。"),
        ("“河湾是产业首脑的梦想”", "河湾是“产业首脑”的梦想。"),
        ('"we don\'t know the ferry"', "But we don’t know the ferry yet."),
        ('"state-of-the"', "A state-of-the-art ferry."),
    ],
)
def test_a_phrase_is_found_despite_marks_and_line_breaks_inside(tmp_path: Path, query: str, text: str) -> None:
    index = printed(tmp_path, "首脑在河湾。", text, "A ferry that we know: the art of the state.", "产业的格局。")
    assert understand(query, index).unheld == ()
    assert [hit.passage.text for hit in search(index, EMBEDDER, query, 10)] == [text]


def in_two_passages(folder: Path, first: str, second: str) -> Index:
    """An index of an article in two passages, and of one that has the two parts in reverse order."""
    text = first + second
    documents = [
        (Article("0", "", text, "", None, "", ""), [(0, len(first)), (len(first), len(text))]),
        (Article("1", "", second + first, "", None, "", ""), [(0, len(text))]),
    ]
    build_standalone(folder, documents, EMBEDDER, EMBEDDER.passages)
    return open_generation(folder)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    ("first", "second", "query"),
    [
        ("修桥花了五千元，\n", "桥长三十米。", "“五千元，桥长三十米”"),
        ("The bridge cost a lot,\n", "and it is thirty metres long.", '"a lot, and it is thirty"'),
        ("修桥花了“五千元”，", "桥长三十米。", "“五千元，桥长三十米”"),
    ],
)
def test_a_phrase_over_two_passages_is_found_where_it_begins(
    tmp_path: Path, mode: Mode, first: str, second: str, query: str
) -> None:
    (hit,) = search(in_two_passages(tmp_path, first, second), EMBEDDER, query, 10, mode)
    assert (hit.passage.article.id, hit.passage.text) == ("0", first)


def test_a_space_between_words_counts_in_a_phrase(tmp_path: Path) -> None:
    index = printed(tmp_path, "There is no table here.", "He was not able to come.")
    (hit,) = search(index, EMBEDDER, '"not able"', 10)
    assert hit.passage.article.id == "0001"
    assert understand('"no tab le"', index).unheld == ("no tab le",)


def test_a_single_character_in_quotation_marks(tmp_path: Path) -> None:
    index = printed(tmp_path, "黄河边飞来三百只白鹤过冬。", "粮食今年丰收。")
    (hit,) = search(index, EMBEDDER, "“鹤”", 10)
    assert hit.passage.article.id == "0000"
    assert understand("“鹭”", index).unheld == ("鹭",)


def test_a_whole_title_in_quotation_marks_is_held_by_every_passage_of_its_article(tmp_path: Path) -> None:
    index = reprinted(
        replace(print_of("甲", None, "梨园丰收。"), title="渡船‘靠岸’"),
        replace(print_of("乙", None, "渡船过江以后梨园丰收。"), title="梨园"),
        folder=tmp_path,
    )
    (hit,) = search(index, EMBEDDER, "“渡船‘靠岸’”讲了什么？", 10)
    assert hit.passage.article.id == "甲"
    assert understand("“渡船‘靠”讲了什么？", index).unheld == ("渡船‘靠",)


def test_a_phrase_may_begin_inside_a_number(tmp_path: Path) -> None:
    (hit,) = search(printed(tmp_path, "限行四十五天。", "晴了十五个早上。"), EMBEDDER, "“十五天”", 10)
    assert hit.passage.article.id == "0000"


def test_an_earlier_print_without_the_quoted_words_is_not_put_in_their_place(tmp_path: Path) -> None:
    text = (
        "The mayor of Taiyuan said on Monday that a {} will open next year and cost twelve million yuan in all, of which "
        "the province gives one half and the towns beside it the other, while trains are paid for by those who ride them."
    )
    index = printed(tmp_path, text.format("new line of rail"), text.format("line of new rail"))
    assert index.prints
    (hit,) = search(index, EMBEDDER, 'mayor "line of new rail"', 10)
    assert "line of new rail" in hit.passage.text
    assert [article.id for article in hit.also] == ["0000"]
