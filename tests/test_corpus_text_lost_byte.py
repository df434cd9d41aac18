"""A lost byte is restored where that is certain; elsewhere the text stays as it is, and is not quoted."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.cleaning.mojibake import damaged_spans
from corpus.read import read_file
from corpus.text.lost_byte import mend
from corpus.text.sentences import sentences
from corpus.types import Skipped
from qa.answer.quotable import quotable

COMMON = "太原忻州山西发展建设城市人民新闻记者日报今年经济工程项目我们他说的了在是和有省大代表"


def stream(said: str) -> str:
    """GBK text decoded without its first byte, up to the letter at which the decoder is in step again."""
    shifted = said.encode("gbk")[1:].decode("gbk", "replace")
    assume("\ufffd" not in shifted and all(char > "\x7f" for char in shifted[:-1]))
    return f"?{shifted.replace('！', '!')}"


@given(
    st.text(COMMON, max_size=20), st.sampled_from("。，：；！？"), st.sampled_from("”“"), st.text(COMMON, min_size=2)
)
def test_a_lost_byte_is_put_back(before: str, mark: str, quote: str, said: str) -> None:
    # The second byte of 舉 is a letter.
    whole = f"{mark}{quote}{said[:20]}舉"
    lost = stream(whole)
    assert mend(f"{before}{lost}全市之力。") == (f"{before}{whole}全市之力。", (f"{lost} → {whole}",))


@given(st.text(COMMON + "?!？！。，“”：eA1 \n", max_size=60))
def test_ordinary_text_stays(text: str) -> None:
    assert mend(text) == (text, ())


@given(st.text(max_size=60))
def test_mending_twice_is_mending_once(text: str) -> None:
    mended, _ = mend(text)
    assert mend(mended) == (mended, ())


LOST_BOTH = "这里是重要载体?!笔∪舜蟠?、教授陈原说，明年开工。"


def test_what_is_lost_at_the_end_is_put_back_where_the_text_has_it() -> None:
    elsewhere = "核心区域。省人大代表、区长李河说。\n"
    mended, spans = mend(elsewhere + LOST_BOTH)
    assert mended == elsewhere + "这里是重要载体。”省人大代表、教授陈原说，明年开工。"
    assert spans == ("?!笔∪舜蟠? → 。”省人大代表",)


@pytest.mark.parametrize("elsewhere", ["", "省人大代表说。省人大贷款说。\n", "省人大会议。\n", "省人大表决。\n"])
def test_what_the_text_does_not_tell_is_not_guessed(elsewhere: str) -> None:
    assert mend(elsewhere + LOST_BOTH) == (elsewhere + LOST_BOTH, ())


@pytest.mark.parametrize("text", [LOST_BOTH, "重要使命?!拔覀円e全市之力推进。", "他说?骸拔覀円e全市之力。"])
def test_what_is_not_mended_ends_no_sentence_and_is_not_quoted(text: str) -> None:
    assert damaged_spans(text)
    assert sentences(text) == [(0, len(text))]
    assert quotable(text, 0, len(text)) is None


def test_a_question_mark_still_ends_a_sentence() -> None:
    assert sentences("真的吗?!别走。") == [(0, 5), (5, 8)]


def test_what_was_mended_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"水库开工\n\n河湾县水库今天开工，省人大代表、县长王泉出席。\n{LOST_BOTH}\n", "utf-8")
    (item,) = read_file(path)
    assert not isinstance(item, Skipped)
    article, note = item
    assert "载体。”省人大代表、教授陈原说" in article.text
    assert note.mended == ("?!笔∪舜蟠? → 。”省人大代表",)
    assert note.damaged == ()
