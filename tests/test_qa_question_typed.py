"""Questions as people type them."""

import pytest

from qa.question.typed import as_typed
from qa.service import Service
from tests.serving import indexed

TEXTS = {
    "a": "任命\n\n朔州市委书记韩青松昨日到任。朔州市长陪同调研，朔州将修建新馆。",
    "b": "铁路\n\n忻州到太原的铁路本月通车，太原市长出席仪式。太原站同日扩建。",
    "c": "果园\n\n吕梁的核桃今年丰收，吕梁市举办采摘节。",
    "d": "出访\n\n特朗普会见台积电负责人，世卫组织随后发表声明。蔺晓梅参加了活动。",
    "e": "雄忻高铁\n\n雄忻高铁明年通车，忻州签约三十五个项目。",
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
        ("特郎普会见了谁", "特朗普会见了谁", (("特郎普", "特朗普"),)),
        ("台机电负责人是谁", "台积电负责人是谁", (("台机电", "台积电"),)),
        ("世伟组织发表了什么", "世卫组织发表了什么", (("世伟组织", "世卫组织"),)),
        ("蔺小梅参加了什么", "蔺晓梅参加了什么", (("小梅", "晓梅"),)),
        ("雄欣高铁什么时候通车", "雄忻高铁什么时候通车", (("雄欣", "雄忻"),)),
        ("沂州签约了几个项目", "忻州签约了几个项目", (("沂州", "忻州"),)),
        ("国籍法是什么", "国籍法是什么", ()),
        ("太原站市值多少", "太原站市值多少", ()),
        ("吕梁有啥活动", "吕梁有什么活动", ()),
        ("那个太原的铁路啥时候通车", "太原的铁路什么时候通车", ()),
        ("吕梁有三条铁路，对不对？", "吕梁有三条铁路吗？", ()),
        ("吕梁的铁路通车了, 是吗", "吕梁的铁路通车了吗", ()),
        (
            "shuozhou shiwei shuji shi shei",
            "朔州市委书记是谁",
            (("shuozhou shiwei shuji shi shei", "朔州市委书记是谁"),),
        ),
        *(
            (typed, question, ((typed, question),))
            for typed, question in (
                ("Shuozhou shiwei shuji shi shei?", "朔州市委书记是谁"),
                ("Shuòzhōu shìwěi shūjì shì shéi", "朔州市委书记是谁"),
                ("shuo zhou shi wei shu ji shi shei", "朔州市委书记是谁"),
                ("xin zhou you duo shao ge xiang mu", "忻州有多少个项目"),
                ("xinzhou you ji ge xiangmu", "忻州有几个项目"),
                ("lv liang de he tao shi shen me", "吕梁的核桃是什么"),
                ("Taiyuan nage yue tongche", "太原哪个月通车"),
            )
        ),
        ("太原那座铁路桥到底通车了没？", "太原铁路桥通车了吗？", ()),
        ("太原的铁路头三个月运了多少人啊？", "太原的铁路前三个月运了多少人？", ()),
        ("吕梁办采摘节，图的是什么？", "吕梁办采摘节，为什么？", ()),
        ("吕梁采摘节举办地点", "吕梁采摘节举办地点在哪里？", ()),
        ("吕梁的核桃跟忻州的比", "吕梁的核桃跟忻州的比", ()),
        ("What post does Han Qingsong (韩青松) hold?", "What position does 韩青松 hold?", ()),
        ("铁路最后给了哪个队修？", "铁路给了哪个队修？", ()),
        ("戏里关羽是被谁杀的？", "戏里关羽是被谁杀的？", ()),
        *(
            (typed, typed, ())
            for typed in (
                "包头2024年建了几座桥？",
                "汕头3月有多少游客？",
                "第一共和国银行在哪里？",
                "统一共识是什么？",
                "到底特律多远？",
                "那边界有多长？",
                "谁咋舌？",
                "12月1号线通车了吗？",
                "谁写了“将革命进行到底”？",
                "《那边的人到底是谁》是哪年写的？",
                "对比太原和忻州的投资",
                "列举太原的投资",
                "请回顾太原的投资",
                "梳理太原的投资",
            )
        ),
        ("谁写了《到底》，到底写了啥？", "谁写了《到底》，写了什么？", ()),
        ("2024 年 3 月 5 日有多少游客？", "2024年3月5日有多少游客？", ()),
        ("太原2024年头三个月运了多少人？", "太原2024年前三个月运了多少人？", ()),
        ("市里头有啥？", "市里有什么？", ()),
        ("12月1号一共有多少人？", "12月1日共有多少人？", ()),
        ("taiyuan shizhang", "taiyuan shizhang", ()),
        ("what is he to do", "what is he to do", ()),
        ("Can he ban Taiyuan", "Can he ban Taiyuan", ()),
        ("He Xin", "He Xin", ()),
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
