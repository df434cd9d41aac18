import json
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

from corpus.text.sentences import sentences
from index.errors import TrainingDataMissing
from index.reading.statements import AFTER, MARK
from index.reading.windows import LIMIT, size
from index.training.reader.data.examples import ReadingExample, around, load_examples, save_examples, window_example
from index.training.reader.data.questions import AskedPassage, question_examples
from index.training.reader.data.verbatim import clauses, verbatim_windows
from index.training.reader.data.written import (
    QUESTIONS,
    STATEMENTS,
    Written,
    WrittenPassage,
    question_windows,
    read_written,
    statement_windows,
)
from tests.trained_reader import STORY, trained, write_about
from tests.training_data import WARNINGS

pytestmark = WARNINGS


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trained(tmp_path_factory.mktemp("reader"))


def test_windows_grow_around_a_sentence_and_fit() -> None:
    text = "".join(f"第{n}句话说了一件小事。" for n in range(60))
    spans = sentences(text)
    for seed in range(20):
        chosen = around(text, spans, 30, Random(seed))
        assert 30 in chosen
        assert size(text[spans[chosen[0]][0] : spans[chosen[-1]][1]]) <= LIMIT


def test_an_example_keeps_answer_and_offsets_where_sentences_are_left_out() -> None:
    spans = sentences(STORY)
    span = (STORY.index("王小明"), STORY.index("王小明") + 3)
    made = window_example("answered", "谁?", STORY, spans, [0, 2, 3], (2, span))
    assert made.answer == 1
    assert made.span is not None
    assert made.text[slice(*made.span)] == "王小明"
    assert [made.text[a:b] for a, b in made.sentences] == [STORY[slice(*spans[n])] for n in (0, 2, 3)]


def test_examples_are_the_same_when_read_back(tmp_path: Path) -> None:
    examples = [
        ReadingExample("a", "谁?", "甲。乙。", ((0, 2), (2, 4)), 1, (2, 3)),
        ReadingExample("b", "谁?", "甲。", ((0, 2),), None, None, False),
    ]
    assert save_examples(examples, tmp_path / "examples.gz") == 2
    assert list(load_examples(tmp_path / "examples.gz")) == examples


def test_questions_get_windows_with_the_answer_and_windows_that_lack_it() -> None:
    start = STORY.index("320")
    passage = AskedPassage(STORY, tuple(sentences(STORY)), (("桥有多长?", (start, start + 4)), ("桥多重?", None)))
    elsewhere = "别处的桥有多长没有人量过。那里的人坐船过河。"
    other = AskedPassage(elsewhere, tuple(sentences(elsewhere)), ())
    found = [e for seed in range(8) for e in question_examples([passage, other], Random(seed))]
    assert {e.kind for e in found} == {"answered", "deleted", "elsewhere", "found", "unanswerable"}
    for e in found:
        if e.kind == "answered":
            assert e.answer is not None
            assert e.span is not None
            assert e.text[slice(*e.span)] == "320米"
            assert "320" in e.text[slice(*e.sentences[e.answer])]
        else:
            assert e.answer is None
            assert e.kind == "unanswerable" or "320米" not in e.text


def test_the_examples_hold_every_kind(work: Path) -> None:
    kinds = {example.kind.removesuffix("_english") for example in load_examples(work / "examples.jsonl.gz")}
    assert {"answered", "unanswerable", "across", "across_null"} <= kinds


NEAR_MISS: list[str | int | None] = ["桥的南边是什么?", None, None, None]


def test_written_questions_get_windows_of_their_passage(work: Path, tmp_path: Path) -> None:
    north, tea = STORY.index("桥的北边"), STORY.index("茶园")
    file = write_about(tmp_path / "q.jsonl", ["What lies north of the bridge?", north, tea, tea + 2], NEAR_MISS)
    found = list(question_windows(read_written(work.parent / "data", file), Random(0)))
    assert {e.kind for e in found} >= {"written", "near_miss"}
    for e in found:
        if e.kind == "written":
            assert e.answer is not None
            assert e.span is not None
            assert e.text[slice(*e.span)] == "茶园"
        else:
            assert e.answer is None
            assert e.kind == "near_miss" or "茶园" not in e.text


def test_statements_are_marked_and_have_no_span(work: Path, tmp_path: Path) -> None:
    tea = STORY.index("桥的北边")
    second: list[str | int | None] = ["It is to the north.", tea, None, None, "There is a tea garden."]
    file = write_about(tmp_path / "s.jsonl", ["Tea grows north.", tea, None, None], second, NEAR_MISS)
    passages = read_written(work.parent / "data", file)
    found = [e for seed in range(20) for e in statement_windows(passages, Random(seed))]
    assert {(e.kind, e.has_span) for e in found} == {("true", False), ("false", False), ("false_deleted", False)}
    assert all(e.question.startswith(MARK) for e in found)
    assert {e.question.partition(AFTER)[2] for e in found if e.question.startswith(f"{MARK}it")} == {
        "there is a tea garden."
    }
    assert {bool(e.question.partition(AFTER)[2]) for e in found if e.question.startswith(f"{MARK}tea")} == {True, False}
    for e in found:
        if e.kind == "true":
            assert e.answer is not None
            assert "茶园" in e.text[slice(*e.sentences[e.answer])]
        else:
            assert e.answer is None
            assert e.kind == "false" or "茶园" not in e.text


@pytest.mark.parametrize(("text", "sentence", "said"), [(9, 0, "is about text 9"), (0, 900, "is at 900")])
def test_what_was_written_about_other_texts_is_one_clear_error(
    work: Path, tmp_path: Path, text: int, sentence: int, said: str
) -> None:
    file = write_about(tmp_path / "q.jsonl", ["谁?", sentence, None, None], text=text)
    with pytest.raises(TrainingDataMissing, match=said):
        read_written(work.parent / "data", file)


@pytest.mark.parametrize("file", [QUESTIONS, STATEMENTS])
def test_nothing_was_written_twice(file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    written = [(row["source"], row["text"], words) for row in rows for words, *_ in row["written"]]
    assert len(set(written)) == len(written)


def test_a_passage_that_is_held_out_is_in_no_example() -> None:
    spans = tuple(sentences(STORY))
    written = (Written("桥的南边是什么?", None, None), Written("桥的北边是茶园。", 3, None))
    kept = WrittenPassage(STORY, spans, written, held_out=True)
    other = WrittenPassage(
        "别处的桥没有人量过。", tuple(sentences("别处的桥没有人量过。")), written[:1], held_out=False
    )
    for make in (question_windows, statement_windows, verbatim_windows):
        found = [e for seed in range(20) for e in make([kept, other], Random(seed))]
        assert {e.text for e in found} == {other.text}


def test_clauses_begin_and_end_where_the_text_has_them() -> None:
    text = "1. ,,use a map::of<int>, then print it;and stop."
    found = {clauses(text, (3, len(text)), Random(seed)) for seed in range(60)} - {None}
    starts, ends = (
        {text.index(w) for w in ("use", "of<", " then", "and")},
        {text.index(w) for w in (":of", " then", "and")},
    )
    assert {start for start, _ in filter(None, found)} <= starts
    assert {end for _, end in filter(None, found)} <= ends | {len(text)}


TWO_BRIDGES = "河口镇的新桥长320米,去年建成。旧桥长150米,已经拆了。"


def test_statements_in_the_words_of_the_text_are_clauses_of_it() -> None:
    passage = WrittenPassage(TWO_BRIDGES, tuple(sentences(TWO_BRIDGES)), (), held_out=False)
    found = [e for seed in range(40) for e in verbatim_windows([passage], Random(seed))]
    assert {e.kind for e in found} == {"verbatim", "verbatim_deleted", "exchanged"}
    for e in found:
        words = e.question.removeprefix(MARK)
        if e.kind == "verbatim":
            assert e.answer is not None
            assert words in e.text[slice(*e.sentences[e.answer])]
        else:
            assert e.answer is None
            assert words not in e.text
    exchanged = {e.question.removeprefix(MARK) for e in found if e.kind == "exchanged"}
    assert exchanged <= {"河口镇的新桥长150米", "河口镇的新桥长150米,去年建成", "旧桥长320米", "旧桥长320米,已经拆了"}
