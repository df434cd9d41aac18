import gzip
import json
from collections.abc import Callable
from math import log2
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from qa.evaluation.retrieval import Evaluation, evaluate_file, measures
from qa.service import Service


def evaluated(home: Path, *rows: object) -> Evaluation:
    """The evaluation of these rows; a string is used as a line unchanged."""
    path = home / "questions.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return evaluate_file(path, Service(home, model="hashing"), progress=lambda *_: None)


@pytest.fixture
def home(tmp_path: Path, write: Callable[..., Path]) -> Path:
    """A folder with an index of two articles."""
    folder = write(one="忻州市出产杂粮,远近闻名。", two="朔州市委书记姜四清出席了会议。")
    Service(tmp_path, model="hashing").rebuild([folder])
    return tmp_path


def test_measures_by_hand() -> None:
    # Ranks 1, 2, none and 7: of four questions one is first, two are among the first five, three among the first ten.
    found = measures([1, 2, None, 7])
    assert found["recall@1"] == 0.25
    assert found["recall@5"] == 0.5
    assert found["recall@10"] == 0.75
    assert found["MRR@10"] == pytest.approx((1 + 1 / 2 + 1 / 7) / 4)
    assert found["nDCG@10"] == pytest.approx((1 + 1 / log2(3) + 1 / log2(8)) / 4)


def test_a_rank_beyond_ten_counts_as_none() -> None:
    assert measures([11]) == measures([None])


def test_no_questions_measure_nothing() -> None:
    assert set(measures([]).values()) == {0}


def test_passages_are_a_pool_of_their_own_and_each_language_is_asked(tmp_path: Path) -> None:
    rows = [
        {"zh": "谁在北边?", "en": "What lies north?", "passage": "忻州在北边。", "passage_en": "Xinzhou lies north."},
        {
            "zh": "出产杂粮吗?",
            "en": "Does grain grow?",
            "passage": "这里出产杂粮。",
            "passage_en": "Here does grain grow.",
        },
    ]
    found = evaluated(tmp_path, *rows)
    assert (found.questions, found.passages) == (2, 4)
    assert {name.rsplit(" ", 1)[0] for name in found.rows} == {"zh", "en", "en to en"}
    assert found.rows["zh bm25"]["recall@1"] == found.rows["en to en bm25"]["recall@1"] == 1.0
    only = evaluated(tmp_path, *({"zh": row["zh"], "passage": row["passage"]} for row in rows))
    assert {name.rsplit(" ", 1)[0] for name in only.rows} == {"zh"}


def test_gold_strings_are_asked_to_the_index_in_the_languages_that_are_there(home: Path) -> None:
    found = evaluated(home, "", {"zh": "朔州市委书记是谁?", "gold": ["姜四清", "朔州"]}, "  ")
    assert (found.questions, found.passages) == (1, 2)
    assert set(found.rows) == {"zh dense", "zh bm25", "zh hybrid"}
    assert found.rows["zh bm25"]["recall@1"] == 1.0
    both = evaluated(home, {"zh": "书记是谁?", "en": "Who is secretary?", "gold": ["姜四清"]})
    assert {name.split()[0] for name in both.rows} == {"zh", "en"}


def test_every_gold_string_has_to_be_there(home: Path) -> None:
    found = evaluated(home, {"zh": "朔州市委书记是谁?", "gold": ["姜四清", "忻州"]})
    assert found.rows["zh bm25"]["recall@10"] == 0


def test_questions_without_an_answer_are_not_counted(home: Path) -> None:
    rows = [{"zh": "书记是谁?", "gold": ["姜四清"]}, {"zh": "月亮多远?", "gold": []}, {"zh": "火星呢?", "gold": []}]
    found = evaluated(home, *rows)
    assert found.questions == 1
    assert found.rows["zh bm25"]["recall@1"] == 1.0
    with pytest.raises(UnreadableFile, match=r"has no question with an answer; expected strings under gold"):
        evaluated(home, *rows[1:])


def test_rgb_is_asked_to_the_passages_of_all_questions(tmp_path: Path) -> None:
    rows = [
        {"query": "谁在北边?", "answer": ["忻州"], "positive": ["忻州在北边。"], "negative": ["北边有谁?"]},
        {
            "query": "这条路有多长?",
            "answer": [["36公里", "三十六公里"]],
            "positive": ["这条路有三十六公里长。"],
            "negative": [],
        },
    ]
    found = evaluated(tmp_path, *rows)
    assert (found.questions, found.passages) == (2, 3)
    assert set(found.rows) == {"zh dense", "zh bm25", "zh hybrid"}
    assert found.rows["zh bm25"]["recall@10"] == 1


GOOD = {"zh": "书记是谁?", "gold": ["姜四清"]}
RGB = {"query": "书记是谁?", "answer": ["姜四清"], "positive": ["书记是姜四清。"], "negative": []}
PASSAGE = {"zh": "书记是谁?", "passage": "书记是姜四清。"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], r"holds no line; expected zh and passage .*, or zh and gold"),
        (["{"], r"line 1 is not JSON \(Expecting property name.*\); expected an object with zh and passage"),
        (["[" * 100_000], r"line 1 is not JSON \(.*recursion.*\); expected"),
        (["[1]"], r"line 1 is a list; expected an object with zh and passage"),
        ([GOOD, "", "null"], r"line 3 is null; expected an object"),
        ([{"question": 1, "a\n\x1bb": 2}], r"line 1 has question, a b; expected zh and passage"),
        (["{}"], r"line 1 has no field; expected zh and passage"),
        ([{"zh": "书记是谁?"}], r"line 1 has zh; expected"),
        ([{"en": "Who?", "gold": ["x"]}], r"line 1 has en, gold; expected"),
        ([{**PASSAGE, "passage_en": "x"}], r"line 1 has passage_en and no en; expected the question in English"),
        ([PASSAGE, GOOD], r"line 2 has zh, gold; expected zh, passage, as above it"),
        ([GOOD, PASSAGE], r"line 2 has zh, passage; expected zh, gold, as above it"),
        ([PASSAGE, {**PASSAGE, "en": "Who?"}], r"line 2 has zh, en, passage; expected zh, passage, as above it"),
        ([GOOD, {**GOOD, "en": "Who?"}], r"line 2 has zh, en, gold; expected zh, gold, as above it"),
        ([{**GOOD, "zh": 7}], r"line 1: zh is 7; expected a string with words in it"),
        ([{**GOOD, "zh": " "}], r'line 1: zh is " "; expected a string'),
        ([{**GOOD, "en": None}], r"line 1: en is null; expected a string"),
        ([{**PASSAGE, "passage": ["x"]}], r"line 1: passage is a list; expected a string"),
        ([{**GOOD, "gold": "x"}], r'line 1: gold is "x"; expected a list of strings, empty where nothing answers'),
        ([{**GOOD, "gold": None}], r"line 1: gold is null; expected a list of strings"),
        ([{**GOOD, "gold": ["x", 2]}], r"line 1: gold 2 is 2; expected a string"),
        ([f'{{"zh": "a", "gold": {"[" * 980}{"]" * 980}}}'], r"line 1(: gold 1 is a list| is not JSON .*); expected"),
        ([{**GOOD, "gold": {"x": 1}}], r"line 1: gold is an object; expected a list of strings"),
        ([{**GOOD, "zh": "", "gold": ["x"]}], r'line 1: zh is ""; expected'),
        ([{**GOOD, "gold": [""]}], r'line 1: gold 1 is ""; expected a string'),
        ([{**GOOD, "gold": [["x", 3]]}], r"line 1: gold 1 2 is 3; expected a string"),
        ([{**GOOD, "gold": [[]]}], r"line 1: gold 1 is a list; expected a string"),
        ([{**RGB, "query": ""}], r'line 1: query is ""; expected a string'),
        ([{**RGB, "answer": "x"}], r'line 1: answer is "x"; expected a list of strings'),
        ([{**RGB, "negative": "x"}], r'line 1: negative is "x"; expected a list of strings'),
        ([GOOD, RGB], r"line 2 has zh, gold, positive, negative; expected zh, gold, as above it"),
    ],
)
def test_a_bad_file_is_one_line_that_names_the_line(tmp_path: Path, rows: list[object], told: str) -> None:
    with pytest.raises(UnreadableFile, match=told) as caught:
        evaluated(tmp_path, *rows)
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "questions.jsonl"))
    assert message.isprintable()


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    whole = gzip.compress(json.dumps({**PASSAGE, "more": list(range(9999))}).encode())
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[:-999])
    (tmp_path / "plain.jsonl.gz").write_bytes(b"{}")
    (tmp_path / "picture.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4)
    for name in ("none.jsonl", "cut.jsonl.gz", "plain.jsonl.gz", "picture.jsonl", "."):
        with pytest.raises(UnreadableFile, match=r"expected") as caught:
            evaluate_file(tmp_path / name, Service(tmp_path, model="hashing"), progress=lambda *_: None)
        assert str(tmp_path) in str(caught.value)


def test_a_compressed_file_and_one_with_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + json.dumps(PASSAGE).encode()))
    assert evaluate_file(path, Service(tmp_path, model="hashing"), progress=lambda *_: None).questions == 1


def test_what_was_missed_is_named_with_what_came_instead(home: Path) -> None:
    found = evaluated(
        home, {"zh": "忻州出产什么杂粮?", "gold": ["姜四清"]}, {"zh": "朔州市委书记是谁?", "gold": ["姜四清"]}
    )
    (miss,) = (miss for miss in found.misses if miss.way == "zh bm25")
    assert (miss.question, miss.rank, miss.found) == ("忻州出产什么杂粮?", None, "忻州市出产杂粮,远近闻名。")
    assert "misses" not in found.to_dict()
    assert len(found.to_dict(misses=True)["misses"]) == len(found.misses)  # type: ignore[arg-type]
