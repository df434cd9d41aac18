"""The contract of every reader."""

import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus.text.sentences import sentences
from index.errors import ModelUnavailable
from index.reading.base import PLUGINS, READERS, Reader, load_reader
from index.reading.onnx import MODEL, OnnxReader, reading
from index.reading.overlap import OverlapReader
from index.reading.statements import AFTER, MARK, as_claim, support
from index.reading.types import Window, WindowReading
from index.reading.windows import LIMIT, cut_windows
from tests.plugin import install
from tests.tiny_bert import write_bert

TEXT = (
    "青石镇在河的北岸。全镇有人口三万二千。镇里的小学建于1958年,校长叫李秋平。Its market opens at six. 每年五月有茶会。"
)
QUESTIONS = ("青石镇有多少人口?", "小学的校长是谁", "when does the market open")


def windows(text: str = TEXT, limit: float = 24) -> list[Window]:
    return cut_windows(text, sentences(text), limit)


@pytest.fixture(scope="module")
def tiny_cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers CrossEncoder with random weights, saved in the usual way."""
    from sentence_transformers import CrossEncoder
    from transformers import BertForSequenceClassification

    folder = tmp_path_factory.mktemp("cross")
    words = [*TEXT.replace(" ", ""), "market"]
    bert = write_bert(BertForSequenceClassification, words, folder / "bert", 128, num_labels=1, initializer_range=0.5)
    CrossEncoder(str(bert)).save_pretrained(str(folder / "model"))
    return folder / "model"


@pytest.fixture(scope="module")
def tiny_onnx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader with random weights, as the training recipe exports it."""
    pytest.importorskip("onnx", reason="the extra `train` is not installed")
    from tests.tiny_reader import write_reader

    return write_reader(tmp_path_factory.mktemp("reader"))


PLUGIN = """
from index.reading.overlap import OverlapReader

class Renamed(OverlapReader):
    def __init__(self, model):
        self.name = f"reworded:{model}"

entry = Renamed
"""


@pytest.fixture(params=[*sorted(READERS), "tiny", "reworded:small"])
def reader(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    if request.param.startswith("reworded"):
        install(tmp_path, PLUGINS, "reworded", PLUGIN)
        monkeypatch.syspath_prepend(tmp_path)
    if request.param == "cross-encoder":
        return load_reader(f"cross-encoder:{request.getfixturevalue('tiny_cross_encoder')}")
    if request.param == "tiny":
        return OnnxReader(request.getfixturevalue("tiny_onnx"))
    return load_reader(request.param)


def test_each_window_has_a_reading_with_a_finite_score_for_each_sentence(reader: Reader) -> None:
    for question in QUESTIONS:
        found = reader.read(question, windows())
        assert [len(r.scores) for r in found] == [len(w.sentences) for w in windows()]
        assert all(math.isfinite(score) for r in found for score in (*r.scores, r.answerable))


def test_a_window_is_at_least_as_answerable_as_its_best_sentence(reader: Reader) -> None:
    for found in reader.read(QUESTIONS[0], windows()):
        assert found.answerable >= max(found.scores) - 1e-6


def test_a_reader_says_of_every_sentence_as_a_whole_how_it_answers_or_of_none(reader: Reader) -> None:
    found = reader.read(QUESTIONS[0], windows())
    assert {len(r.wholes) for r in found} == {0} or [len(r.wholes) for r in found] == [len(r.scores) for r in found]
    assert all(whole >= score - 1e-6 for r in found for whole, score in zip(r.wholes, r.scores, strict=False))


def test_support_is_that_of_the_sentence_that_bears_a_statement_out_best(reader: Reader) -> None:
    said, cut = "青石镇的小学是1958年建的", windows()
    wholes = [whole for r in reader.read(MARK + said, cut) for whole in r.wholes]
    assert support(reader, said, cut) == (max(wholes) if wholes else None)
    assert support(reader, said, []) is None


def test_a_statement_comes_before_the_one_that_it_continues(reader: Reader) -> None:
    said, before, cut = "它是1958年建的", "青石镇有一所小学", windows()
    assert as_claim(said, before) == f"{MARK}{said}{AFTER}{before}"
    wholes = [whole for r in reader.read(as_claim(said, before), cut) for whole in r.wholes]
    assert support(reader, said, cut, before) == (max(wholes) if wholes else None)


def test_a_reading_does_not_depend_on_the_windows_beside_it(reader: Reader) -> None:
    cut = windows()
    together = reader.read(QUESTIONS[0], cut)
    for window, found in zip(cut, together, strict=True):
        (alone,) = reader.read(QUESTIONS[0], [window])
        assert np.allclose(found.scores, alone.scores, atol=1e-4)
        assert found.span == alone.span


def test_scores_depend_on_the_question_and_on_the_sentence(reader: Reader) -> None:
    one, other = (reader.read(question, windows()) for question in QUESTIONS[:2])
    assert one != other
    assert len({score for found in one for score in found.scores}) > 1


def test_a_span_lies_within_the_best_sentence_and_has_no_white_space_around(reader: Reader) -> None:
    for window, found in zip(windows(), reader.read(QUESTIONS[1], windows()), strict=True):
        if found.span is None:
            continue
        start, end = window.sentences[int(np.argmax(found.scores))]
        assert start <= found.span[0] < found.span[1] <= end
        said = TEXT[slice(*found.span)]
        assert said == said.strip() != ""


def test_a_window_is_read_as_part_of_its_text(reader: Reader) -> None:
    (moved,) = (Window("前文。" + TEXT, tuple((a + 3, b + 3) for a, b in sentences(TEXT))),)
    (found,) = reader.read(QUESTIONS[1], [moved])
    (plain,) = reader.read(QUESTIONS[1], [Window(TEXT, tuple(sentences(TEXT)))])
    assert np.allclose(found.scores, plain.scores, atol=1e-4)
    assert (found.span is None) == (plain.span is None)
    if found.span and plain.span:
        assert found.span == (plain.span[0] + 3, plain.span[1] + 3)


def test_nothing_gives_nothing(reader: Reader) -> None:
    assert reader.read(QUESTIONS[0], []) == []


def test_the_name_loads_the_same_reader_again(reader: Reader) -> None:
    if isinstance(reader, OnnxReader):
        assert reader.name == "bundled"
        return
    again = load_reader(reader.name)
    assert again.name == reader.name
    assert again.read(QUESTIONS[0], windows()) == reader.read(QUESTIONS[0], windows())


def test_the_bundled_reader_is_loaded_once_for_all_who_ask() -> None:
    assert load_reader() is load_reader()


def test_traditional_script_and_capitals_read_like_folded_text(tiny_onnx: Path) -> None:
    model = OnnxReader(tiny_onnx)
    (one,) = model.read("鐵路 CITY?", windows("鐵路建設城市。", 90))
    (other,) = model.read("铁路 city?", windows("铁路建设城市。", 90))
    assert one == other


def test_callers_at_the_same_time_get_what_each_would_get_alone(tiny_onnx: Path) -> None:
    model = OnnxReader(tiny_onnx)
    alone = [model.read(question, windows()) for question in QUESTIONS]
    with ThreadPoolExecutor(6) as callers:
        together = list(callers.map(lambda n: model.read(QUESTIONS[n % 3], windows()), range(12)))
    assert together == alone * 4


def test_a_sentence_beyond_the_last_token_is_scored_last(tiny_onnx: Path) -> None:
    long = "铁路建设城市。" * 60
    (found,) = OnnxReader(tiny_onnx).read("城市?", [Window(long, tuple(sentences(long)))])
    assert found.scores[-1] < min(found.scores[:5])


def test_pooling_and_span_by_hand() -> None:
    window = Window("甲 乙丙。丁", ((0, 5), (5, 6)))
    nothing = np.array([1.0, 2.0, 0.0, 0.5], np.float32)
    offsets = np.array([(0, 1), (1, 3), (3, 4), (4, 5), (5, 6)])
    logits = np.array(
        # start, end, sentence, null
        [
            [0, 0, math.log(1), 0],
            [5, 0, math.log(3), 0],
            [1, 6, math.log(1), 0],
            [9, 0, math.log(3), 0],
            [9, 9, 0.0, 0],
        ],
        np.float32,
    )
    found = reading(window, nothing, logits, offsets)
    # As whole sentences: log((1 + 3 + 1 + 3) / 4) - .5 and log(1) - .5;
    # by spans: (5 + 6 - 1 - 2) / 2 and (9 + 9 - 3) / 2.
    assert np.allclose(found.scores, (math.log(2) - 0.5, -0.5), atol=1e-6)
    assert found.answerable == found.scores[0]
    assert found.span == (2, 4)  # 5 + 6 beats 9 + 0; the 9 + 9 is not in the best sentence
    logits[:4, :2] -= 9
    lower = reading(window, nothing, logits, offsets)
    assert np.allclose(lower.scores, ((5 + 6 - 18 - 3) / 2, -0.5), atol=1e-6)
    assert lower.span == (5, 6)


def test_overlap_scores_the_share_of_the_questions_terms() -> None:
    (found,) = OverlapReader().read("open market", [Window("Open market. No.", ((0, 12), (13, 16)))])
    assert found == WindowReading((math.log(2.5 / 0.5), math.log(0.5 / 2.5)), math.log(5))


@pytest.mark.parametrize(
    ("given", "odds"),
    [([0.5, 0.75], [0.0, math.log(3)]), ([-2.0, 7.0], [-2.0, 7.0]), ([[1.0, 3.0], [2.0, 0.5]], [2.0, -1.5])],
)
def test_a_cross_encoders_output_becomes_log_odds(given: list[float], odds: list[float]) -> None:
    from index.reading.cross_encoder import _log_odds

    assert np.allclose(_log_odds(np.array(given)), odds)


def test_a_reader_of_any_name_may_be_a_folder(tiny_cross_encoder: Path) -> None:
    (found,) = load_reader(str(tiny_cross_encoder)).read("谁?", windows(limit=300))
    assert len(found.scores) == len(sentences(TEXT))


@pytest.mark.parametrize("name", ["cross-encoder", "cross-encoder:", "cross-encoder:/no/such/folder/at all"])
def test_a_reader_that_cannot_be_had_is_one_clear_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.hub._ask_hub", _unreachable)
    with pytest.raises(ModelUnavailable, match=r"cross-encoder:NAME|cannot be loaded"):
        load_reader(name)


def _unreachable(_: str) -> None:
    raise OSError("no network")


def test_a_bundled_reader_that_lacks_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").touch()
    with pytest.raises(ModelUnavailable, match=r"tokenizer\.json is missing"):
        OnnxReader(tmp_path)


def test_reading_imports_neither_torch_nor_transformers() -> None:
    code = (
        "import sys; from index.reading.base import load_reader; from index.reading.windows import Window; "
        "load_reader().read('谁?', [Window('李秋平是校长。', ((0, 7),))]); "
        "print(*sorted({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_bundled_reader_is_at_most_forty_megabytes() -> None:
    assert 1_000_000 < sum(path.stat().st_size for path in MODEL.iterdir()) <= 40_000_000


def test_the_bundled_reader_prefers_the_sentence_that_answers_to_the_one_that_repeats_the_question() -> None:
    text = "很多人问过青石镇小学的校长是谁。青石镇小学的校长常被人问起。这个职位现在由李秋平担任。镇里还有一座茶厂。"
    (found,) = load_reader().read("青石镇小学的校长是谁?", windows(text, 300))
    assert int(np.argmax(found.scores)) == 2
    assert found.span is not None
    assert "李秋平" in text[slice(*found.span)]


def test_the_bundled_reader_tells_text_without_the_answer_from_text_with_it() -> None:
    with_answer = "青石镇在河的北岸。全镇有人口三万二千。镇里有一座茶厂。"
    without = "青石镇在河的北岸。全镇的人口每年都有变化。镇里有一座茶厂。"
    for question in ("青石镇有多少人口?", "what is the population of 青石镇?"):
        one, other = (load_reader().read(question, windows(text, 300))[0] for text in (with_answer, without))
        assert one.answerable > other.answerable


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("青石镇的小学是1958年建的。", "青石镇的小学是1985年建的。"),
        ("The head of the primary school in Qingshi is Li Qiuping.", "The mayor of Qingshi is Li Qiuping."),
        ("青石镇每年五月举行茶会。", "青石镇的茶会是李秋平办的。"),
    ],
)
def test_the_bundled_reader_tells_what_a_text_bears_out(true: str, false: str) -> None:
    borne_out, not_borne_out = (support(load_reader(), said, windows(limit=LIMIT)) for said in (true, false))
    assert borne_out is not None
    assert not_borne_out is not None
    assert borne_out > not_borne_out + 2
