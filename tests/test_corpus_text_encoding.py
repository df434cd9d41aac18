"""From bytes to text: text is read back from each encoding, and what is not text is rejected."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from corpus.errors import UnreadableFile
from corpus.text.encoding import decode, detect, storable

SIMPLIFIED = "的一是不了在有人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说"
TRADITIONAL = "的一是不了在有人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說"

TITLE = "老城区供热管网改造完工"
SENTENCE = "市住建局副局长李岚介绍,今年冬天有三万户居民用上了集中供热。"
TAIWAN = "縣府昨天宣布,東海岸公路將在週五恢復雙向通車,工程費用約兩億元。"


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312"]
)
@pytest.mark.parametrize("text", [f"{TITLE}\n{SENTENCE}\n", SENTENCE, TITLE, f"{TITLE} 2023-05-09 GDP +3.2%\r\n"])
def test_simplified_chinese_is_read_in_each_encoding(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "gb18030", "big5", "cp950", "big5hkscs"])
@pytest.mark.parametrize("text", [TAIWAN, TAIWAN[:9], f"<p>{TAIWAN}</p>\n"])
def test_traditional_chinese_is_read_in_each_encoding(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == text


def test_cantonese_characters_of_hong_kong_are_read() -> None:
    text = "佢哋嘅嘢好靚,我哋今日去咗旺角食飯。"
    assert decode(text.encode("big5hkscs")) == text


def is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.text(st.sampled_from(SIMPLIFIED), min_size=20, max_size=200))
@example(SIMPLIFIED[:20])
def test_common_simplified_characters_survive_every_encoding(text: str) -> None:
    # 一一一 in GB18030 is also well-formed UTF-8 (һһһ), and well-formed UTF-8 is read as UTF-8.
    assume(not is_utf8(text.encode("gb18030")))
    for codec in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert decode(text.encode(codec)) == text


@given(st.text(st.sampled_from(TRADITIONAL), min_size=20, max_size=200))
@example(TRADITIONAL[:20])
def test_common_traditional_characters_survive_every_encoding(text: str) -> None:
    assume(not is_utf8(text.encode("gb18030")))
    for codec in ("utf-8", "utf-16", "gb18030", "big5"):
        assert decode(text.encode(codec)) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_valid_utf8_is_always_read_as_utf8(text: str) -> None:
    data = text.encode()
    # Bytes that begin like a byte order mark are taken to have one.
    assume(not text.startswith("\ufeff"))
    assert decode(data) == text


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_stray_byte_becomes_one_replacement_character(codec: str) -> None:
    data = SENTENCE.encode(codec) + b"\xff" + SENTENCE.encode(codec)
    assert decode(data) == f"{SENTENCE}\ufffd{SENTENCE}"


def test_a_curly_quote_of_windows_in_english_is_counted_not_made_a_han_character() -> None:
    assert decode(b"it\x92s a fine day in the city") == "it\ufffds a fine day in the city"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_text_cut_in_the_middle_of_a_character_keeps_the_rest(codec: str) -> None:
    cut = TAIWAN.encode(codec)[:-1]
    assert decode(cut) == TAIWAN[:-1] + "\ufffd"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10",
        b"PK\x03\x04\x14\x00\x08\x00\x08\x00",
        b"text with a \0 in it",
        SENTENCE.encode("utf-32-le"),
        bytes(range(1, 256)),
        "Москва столица России и крупнейший город".encode("cp1251"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"expected UTF-8|expected text in UTF-8") as caught:
        decode(data)
    assert "\n" not in str(caught.value)


def test_a_declared_encoding_is_weighed_not_trusted() -> None:
    assert decode("L'été à la plage".encode("latin-1"), "iso-8859-1") == "L'été à la plage"
    assert decode("It’s a “fine” day – and €5".encode("cp1252"), "iso-8859-1") == "It’s a “fine” day – and €5"
    assert decode(SENTENCE.encode("gb18030"), "iso-8859-1") == SENTENCE
    assert decode(SENTENCE.encode(), "gb2312") == SENTENCE
    assert decode(SENTENCE.encode("gb18030"), "unicode_escape") == SENTENCE
    assert decode(SENTENCE.encode("gb18030"), "no such\0thing") == SENTENCE


def test_detection_forgives_a_sample_that_ends_within_a_character() -> None:
    assert detect(SENTENCE.encode()[:-1]) == "utf-8"
    assert detect(SENTENCE.encode("gb18030")[:-1]) == "gb18030"


def test_what_cannot_be_stored_is_replaced() -> None:
    assert storable("a\ud800b\0c😀") == "a\ufffdb\ufffdc😀"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_few_nul_bytes_are_read_past(codec: str) -> None:
    text = "大桥今天合龙,比计划提前了二十天。\n" * 40
    data = text.encode(codec)
    middle = len("大桥今天合龙".encode(codec))
    assert decode(data[:middle] + b"\0" + data[middle:]).replace("\0", "") == text
    assert decode(data + b"\0" * 512) == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf16_has_nul_bytes_of_its_own(codec: str) -> None:
    text = "大桥今天合龙,比计划提前了二十天。" * 60 + "\n"
    assert decode(text.encode(codec)) == text


def test_many_nul_bytes_are_binary_data() -> None:
    with pytest.raises(UnreadableFile, match="binary"):
        decode("大桥今天合龙。\0\0\0".encode() * 20)


KOREAN = "시청은 오늘 기자회견을 열고 내년부터 버스 요금을 백원 인상한다고 밝혔다."
JAPANESE = "市役所は今日、来年からバスの料金を百円値上げすると発表した。詳しい内容はまだ決まっていない。"


@pytest.mark.parametrize(("text", "codec"), [(KOREAN, "euc_kr"), (JAPANESE, "euc_jp")])
def test_korean_and_japanese_are_not_taken_for_chinese(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == text
    assert detect(SIMPLIFIED.encode("gbk")) == "gb18030"


@pytest.mark.parametrize("length", [6, 10, 18])
def test_a_short_text_in_cantonese_is_read(length: int) -> None:
    text = "佢哋嘅嘢好靚,我哋今日去咗旺角食飯。"[:length]
    assert decode(text.encode("big5hkscs")) == text
