import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning.mojibake import damaged_spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        # 。”省人大代表 decoded one byte off; from the comma after it on, the text is intact again.
        ("载体。?！笔∪舜蟠?、教授说", ("。?！笔∪舜蟠?",)),
        ("使命?!拔覀円e全市之力", ("?!拔覀円e全市",)),
        ("他说?骸拔覀円e全市之力", ("?骸拔覀円e全市",)),
        ("首都是ä¸\xadå›½的城市", ("ä¸\xadå›½",)),
        ("it was â€œnewâ€\x9d then", ("â€œ", "â€\x9d")),
        ("the cafÃ© is open", ("Ã©",)),
        ("太原 ÖÐ¹úÌ«Ô\xad 忻州", ("ÖÐ¹úÌ«Ô\xad",)),
        ("标题：灞辫タ鐪佸お鍘熷競。", ("灞辫タ鐪佸お鍘熷競",)),
        ("他叫王\ufffd\ufffd，住太原", ("他叫王\ufffd\ufffd"[1:],)),
        ("锟斤拷锟斤拷", ("锟斤拷锟斤拷",)),
    ],
)
def test_mojibake_is_reported_as_it_stands(text: str, spans: tuple[str, ...]) -> None:
    assert damaged_spans(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "",
        "真的吗？！",
        "真的吗?!他问。",
        "真的吗?！别走吧。",
        "100?",
        "“你好?”他问",
        "什么?省报说",
        "café”…",
        "naïve»",
        "«à» et «é»",
        "äöüß",
        "Ångström ÄÖÜ",
        "·········",
        "×÷×÷",
        "气温 20°±2°",
        "涓涓细流，潺潺流水",
        "微信👨‍👩‍👧",
    ],
)
def test_ordinary_text_is_not_reported(text: str) -> None:
    assert damaged_spans(text) == ()


def test_spans_come_in_the_order_of_the_text() -> None:
    assert damaged_spans("a锟斤拷b，cÃ©d，e锟斤拷") == ("锟斤拷", "Ã©", "锟斤拷")


COMMON = "太原忻州山西发展建设城市人民新闻记者日报今年经济工程项目我们他说的了在是和有"


@given(st.text(COMMON, min_size=4, max_size=20))
def test_chinese_read_as_latin_letters_is_found_and_chinese_is_not(text: str) -> None:
    text = f"太原{text}"
    assert damaged_spans(text) == ()
    assert damaged_spans(text.encode().decode("latin-1")) != ()
    assert damaged_spans(text.encode("gbk").decode("latin-1")) != ()


@given(st.text(COMMON + "?!？！。\ufffdÃ©ä¸­", max_size=40))
def test_spans_stand_in_the_text_and_do_not_overlap(text: str) -> None:
    at = 0
    for span in damaged_spans(text):
        at = text.index(span, at) + len(span)
