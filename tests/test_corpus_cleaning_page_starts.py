"""The pages of a file are located in the cleaned text."""

from pathlib import Path

from corpus.cleaning.page_starts import page_starts
from corpus.read import Reading
from corpus.types import Article
from qa.service import Service
from tests.test_corpus_formats_documents import make_pdf


def test_a_page_begins_with_its_first_line_that_is_left() -> None:
    pages = [
        "青浦日报\n老码头昨天重新开放，停了三",
        "年的渡船又开了。\n票价还是两块钱。",
        "",
        "镇里打算再修一座候船室。",
    ]
    text = "老码头昨天重新开放，停了三年的渡船又开了。\n票价还是两块钱。\n镇里打算再修一座候船室。"
    starts = page_starts(pages, text)
    assert [text[start:][:5] for start in starts] == ["老码头昨天", "年的渡船又", "镇里打算再", "镇里打算再"]
    article = Article("a", "", text, "", None, "", "", starts)
    assert [article.page_at(text.index(part)) for part in ("老码头", "票价", "镇里")] == [1, 2, 4]


def test_nothing_is_said_of_files_without_pages() -> None:
    assert page_starts([], "一句话。") == ()
    assert Article("a", "", "一句话。", "", None, "", "").page_at(0) is None


def test_the_page_of_a_sentence_survives_the_index_and_a_rebuild(tmp_path: Path) -> None:
    pages = [
        "老码头昨天重新开放，停了三年的渡船又开了。",
        "票价还是两块钱，学生坐船不要钱。",
        "镇里打算在对岸再修一座候船室。",
    ]
    folder = tmp_path / "pdf"
    folder.mkdir()
    make_pdf(folder / "a.pdf", pages, title="三页")
    (read,) = Reading([folder])
    assert [read.page_at(read.text.index(line[:8])) for line in pages] == [1, 2, 3]
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([folder])
    (folder / "b.txt").write_text("东岸的候船室秋天动工。", "utf-8")
    service.rebuild()
    (stored,) = [article for article in service.index().store.articles() if article.path.endswith("a.pdf")]
    assert stored == read
