"""Questions as people type them."""

import pytest

from qa.question.typed import as_typed
from qa.service import Service
from tests.serving import indexed

TEXTS = {
    "a": "任命\n\n朔州市委书记韩青松昨日到任。朔州市长陪同调研，朔州将修建新馆。",
    "b": "铁路\n\n忻州到太原的铁路本月通车，太原市长出席仪式。太原站同日扩建。",
    "c": "果园\n\n吕梁的核桃今年丰收，吕梁市举办采摘节。",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("typed"), model="bundled", **TEXTS)


@pytest.mark.parametrize(
    ("typed", "question", "read"),
    [
        ("朔洲市委书记是谁", "朔州市委书记是谁", (("朔洲", "朔州"),)),
        ("吕粱办了什么节", "吕梁办了什么节", (("吕粱", "吕梁"),)),
        ("韩清松是谁", "韩青松是谁", (("清松", "青松"),)),
        ("朔州的新书记是谁", "朔州的新书记是谁", ()),
        ("核桃是多少钱", "核桃是多少钱", ()),
        ("谁写了“朔洲”？", "谁写了“朔洲”？", ()),
        ("吕梁有啥活动", "吕梁有什么活动", ()),
        ("那个太原的铁路啥时候通车", "太原的铁路什么时候通车", ()),
        (
            "shuozhou shiwei shuji shi shei",
            "朔州市委书记是谁",
            (("shuozhou shiwei shuji shi shei", "朔州市委书记是谁"),),
        ),
        ("太原那座铁路桥到底通车了没？", "太原铁路桥通车了吗？", ()),
        ("太原的铁路头三个月运了多少人啊？", "太原的铁路前三个月运了多少人？", ()),
        ("吕梁办采摘节，图的是什么？", "吕梁办采摘节，为什么？", ()),
        ("吕梁采摘节举办地点", "吕梁采摘节举办地点在哪里？", ()),
        ("吕梁的核桃跟忻州的比", "吕梁的核桃跟忻州的比", ()),
        ("What post does Han Qingsong (韩青松) hold?", "What position does 韩青松 hold?", ()),
        ("铁路最后给了哪个队修？", "铁路给了哪个队修？", ()),
        ("戏里关羽是被谁杀的？", "戏里关羽是被谁杀的？", ()),
        ("taiyuan shizhang", "taiyuan shizhang", ()),
        ("what is he to do", "what is he to do", ()),
        ("Who is the mayor of Taiyuan?", "Who is the mayor of Taiyuan?", ()),
    ],
)
def test_slips_pinyin_and_colloquial_words(
    service: Service, typed: str, question: str, read: tuple[tuple[str, str], ...]
) -> None:
    index = service.index()
    found = as_typed(typed, index.readings, index.passage_count)
    assert (found.question, found.read) == (question, read)


def test_a_slip_in_a_name_is_searched_as_the_name_and_told(service: Service) -> None:
    assert "韩青松" in service.search("朔洲市委书记", 1)[0].passage.text
    assert service.find("朔洲市委书记").notice == "“朔洲”按“朔州”查找。"
    answer = service.ask("朔洲市委书记是谁？")
    assert answer.question == "朔洲市委书记是谁？"
    assert answer.asked == "朔州市委书记是谁？"
    assert answer.notice == "“朔洲”按“朔州”查找。"
    assert "韩青松" in answer.text


def test_a_question_in_pinyin_is_answered(service: Service) -> None:
    answer = service.ask("shuozhou shiwei shuji shi shei")
    assert "韩青松" in answer.text
    assert answer.notice == 'Read "shuozhou shiwei shuji shi shei" as "朔州市委书记是谁".'
