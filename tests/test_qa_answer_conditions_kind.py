"""Whether quotes have the kind of thing and the measure that a question asks for."""

import pytest

from qa.answer.conditions.kind import fits, speaks_of, unmet
from qa.answer.sentence import Sentence
from qa.question.analysis import analyse
from qa.question.answer_types import AnswerKind
from tests.invented_sentences import said


@pytest.mark.parametrize(
    ("question", "answers", "lacks"),
    [
        ("云岭新城的房价是多少？", "新城的房子每平方米8000元，房价稳定。", "新城落户项目12个，总投资300亿元。"),
        ("云岭水库的面积有多大？", "水库占地15平方公里。", "水库蓄水300万吨。"),
        ("滨河大桥的长度是多少？", "大桥全长1200米。", "大桥投资3亿元。"),
        ("滨河大桥有多少条车道？", "桥上设有6条车道。", "大桥投资3亿元。"),
        ("滨河大桥什么时候通车？", "大桥将于明年5月1日通车。", "大桥通车后，出行将更方便。"),
        ("展览馆的门票多少钱？", "展览馆的门票是三元。", "展览馆的门票在南门出售。"),
        ("展览馆的门票是多少？", "门票五块。", "门票在南门出售。"),
        ("展览馆星期几闭馆？", "展览馆星期一闭馆。", "展览馆闭馆时从侧门出入。"),
        ("When is the hall closed?", "The hall is closed on Mondays.", "The hall is closed to cars."),
        ("地震造成多少人死亡？", "地震已造成12人遇难。", "地震后转移群众1200人。"),
        ("How many people died in the flood?", "洪水造成3人死亡。", "洪水过后，6.2万人返回家园。"),
        ("When the bridge opens, who gains?", "县长高岭说，农户受益。", "大桥将于5月通车。"),
        ("节目的志愿者有多少人？", "节目招募了1.4万名志愿者。", "志愿者来自各地。"),
        ("用新方法的工厂占多少比例？", "五分之一的工厂用新方法。", "工厂有12家。"),
        ("学校建于哪个世纪？", "学校是19世纪早期建立的。", "学校建在山上。"),
        (
            "In which century was the school built?",
            "The school is from the 19th century.",
            "The school stands on a hill.",
        ),
        ("这种文字在哪个时期传开？", "在航海大发现时期，这种文字传开。", "这种文字传开了。"),
        ("How long is the Binhe bridge?", "大桥全长1200米。", "大桥投资3亿元。"),
        ("滨河大桥什么时候完工？", "大桥将于明年5月竣工。", "大桥开工仪式5月1日举行。"),
        ("谁设计了滨河大桥？", "大桥由建筑师高岭设计。", "县长高岭试走了大桥。"),
        ("Who designed the bridge?", "大桥由建筑师高岭设计。", "县长高岭试走了大桥。"),
        ("谁获得了银牌？", "高岭获得亚军。", "高岭获得金牌。"),
        ("滨河大桥哪天正式通车？", "大桥5月1日通车运营。", "大桥5月1日正式开工。"),
        ("In what year was the school founded?", "学校1952年建校。", "学校1952年改名。"),
        ("运费分别比上一年增长百分之几？", "运费增长8%。", "运费增长快。"),
        ("Who owns the hall?", "展览馆归高岭集团所有。", "县长高岭参观了展览馆。"),
        ("滨河水库有多少米深？", "水库最深处有30米。", "水库蓄水300万立方米。"),
        ("滨河水库蓄水多少立方米？", "水库蓄水300万立方米。", "水库占地300万平方米。"),
        ("滨河大桥的吊车重量是多少吨？", "吊车自重30吨。", "吊车能吊起30吨。"),
        ("滨河水塔的直径是多少米？", "水塔直径30米。", "水塔全长30米。"),
        ("滨河大桥的宽度是多少？", "桥面宽20米。", "大桥全长1200米。"),
        ("云岭钢厂什么时候投产？", "钢厂5月1日投产。", "钢厂项目5月1日签约。"),
        ("云岭钢厂的协议什么时候签约？", "协议5月1日签订。", "钢厂5月1日投产。"),
        ("滨河大桥什么时候通车？", "大桥将于明年5月开通。", "大桥将于明年5月开工。"),
        ("展览馆什么时候开放？", "展览馆5月1日迎客。", "展览馆5月1日动工。"),
        ("When did the hall open?", "展览馆5月1日启用。", "展览馆5月1日动工。"),
        ("云岭钢厂哪年成立？", "钢厂1958年建厂，是创办最早的一家。", "钢厂1958年扩建。"),
        ("Who built the bridge?", "大桥由云岭集团修筑。", "县长高岭走过大桥。"),
        ("谁发明了这种犁？", "高岭创造了这种犁。", "县长高岭看了这种犁。"),
        ("谁最先发现了铁矿？", "高岭找到了铁矿。", "县长高岭看了铁矿。"),
        ("谁执导了《归途》？", "《归途》的导演是高岭。", "演员高岭看了《归途》。"),
        ("Who started the fire?", "高岭点燃了草堆。", "县长高岭看了草堆。"),
        ("Who founded the school?", "学校由高岭创办。", "记者高岭参观了学校。"),
        ("Who succeeded Gao Ling as mayor?", "周同接替高岭。", "高岭任市长。"),
        ("谁写了《归途》？", "《归途》是作家高岭的作品。", "演员高岭看了《归途》。"),
    ],
)
def test_a_quote_has_to_be_of_the_kind_and_measure(question: str, answers: str, lacks: str) -> None:
    asked = analyse(question)
    assert unmet(asked, [said(lacks), said(answers)]) is None
    assert unmet(asked, [said(lacks)]) in {AnswerKind.NUMBER, AnswerKind.TIME, AnswerKind.PERSON}


def test_kinds_that_form_does_not_tell_surely_are_no_reason_for_silence() -> None:
    assert unmet(analyse("规划在哪里编写？"), [said("规划写得很细。")]) is None
    assert not fits(analyse("规划在哪里编写？"), said("规划写得很细。"))


@pytest.mark.parametrize(
    "answers",
    [
        "规划由高岭编写。",
        "规划由编写组的专家写成。",
        "规划出自云岭大学。",
        "规划是Bluewater编写的。",
        "朝廷编写了规划。",
    ],
)
def test_who_wants_a_person_or_whoever_may_act_for_one(answers: str) -> None:
    asked = analyse("谁编写了规划？")
    assert unmet(asked, [said(answers)]) is None
    assert unmet(asked, [said("规划写得很细。")]) is AnswerKind.PERSON


@pytest.mark.parametrize(
    ("question", "answers", "lacks"),
    [
        ("龙舟赛的冠军是谁？", "红旗队率先冲线，夺冠。", "红旗队和蓝旗队参加了龙舟赛。"),
        ("电影《归途》的导演是谁？", "《归途》由高岭执导。", "演员高岭谈《归途》。"),
        ("云岭县的县长是谁？", "云岭县县长高岭致辞。", "云岭县委书记高岭致辞。"),
        ("云岭县的县长是谁？", "云岭县县长高岭致辞。", "云岭县副县长高岭致辞。"),
        ("Who is the mayor of Yunling?", "云岭市市长高岭致辞。", "云岭市委书记高岭致辞。"),
        ("云岭舰的舰长叫什么名字？", "任命高岭为云岭舰舰长。", "云岭舰舰长、政治委员向高岭敬礼。"),
        ("云岭舰的舰长是谁？", "舰长高岭登舰。", "高岭将军旗授予云岭舰舰长。"),
        ("What is the name of the mayor of Yunling?", "云岭市市长高岭致辞。", "据云岭市市长公布的消息，灯会开幕。"),
        ("Who will succeed Gao Ling?", "周同接替高岭。", "高岭辞职。"),
        ("谁接任云岭县县长？", "周同不再担任县长，高岭任云岭县县长。", "高岭任云岭县县长多年。"),
        ("Who became mayor of Yunling?", "高岭当选云岭市市长。", "高岭有望成功当上云岭市市长。"),
        ("云岭酒家的老板是谁？", "酒家由高岭创办。", "食客高岭夸了酒家。"),
        ("Who is the owner of the hall?", "展览馆归高岭集团所有。", "记者高岭走进展览馆。"),
        ("Who is the director of the hall?", "展览馆主任高岭致辞。", "记者高岭走进展览馆。"),
        ("Who is the designer of the hall?", "高岭设计了展览馆。", "记者高岭走进展览馆。"),
        ("Who is the founder of the school?", "高岭创办了这所学校。", "教师高岭走进学校。"),
    ],
)
def test_the_holder_of_a_title_is_told_where_the_title_is_spoken_of(question: str, answers: str, lacks: str) -> None:
    asked = analyse(question)
    assert unmet(asked, [said(answers)]) is None
    assert unmet(asked, [said(lacks)]) is AnswerKind.PERSON


def test_a_role_stands_with_the_one_that_has_it() -> None:
    asked = analyse("临水在经济带中的定位是什么？")
    assert fits(asked, said("临水要打造面向海港的门户。"))
    assert fits(asked, said("构筑望山产业首脑、临水落地承载的格局。"))
    assert not fits(asked, said("望山要打造面向海港的门户。"))
    assert not fits(asked, said("临水明确了功能定位。"))


def test_an_ordinal_is_no_count() -> None:
    asked = analyse("水电站有多少台机组？")
    assert unmet(asked, [said("水电站第15台机组投产。")]) is AnswerKind.NUMBER
    assert unmet(asked, [said("水电站共有16台机组。")]) is None


def test_who_is_no_reason_for_silence_in_english_text() -> None:
    assert unmet(analyse("Who wrote the plan?"), [said("The plan is by Rowan Hale.")]) is None


def test_the_attribute_may_stand_in_the_sentence_before() -> None:
    text = "新城的房价公布了。每平方米8000元。"
    asked = analyse("新城的房价是多少？")
    assert speaks_of(asked, Sentence(said(text).article, 9, len(text)))
    assert not speaks_of(asked, said("每吨8000元。"))


@pytest.mark.parametrize("question", ["翻船死了几个？", "翻船死了多少？", "翻船死了几个人？"])
def test_how_many_died_asks_for_people(question: str) -> None:
    assert unmet(analyse(question), [said("翻船事故的死亡人数升至12人。")]) is None
    assert unmet(analyse(question), [said("翻船事故发生在晚上8点。")]) is AnswerKind.NUMBER


def test_money_is_no_volume() -> None:
    question = analyse("How much did the well cost?")
    assert unmet(question, [said("这口井日产天然气5万立方米。")]) is AnswerKind.NUMBER
    assert unmet(question, [said("这口井花了5万。")]) is None


def test_a_place_has_a_name() -> None:
    asked = analyse("云岭水电站建在哪里？")
    assert fits(asked, said("水电站建在滨河镇。"))
    assert fits(asked, said("水电站离内罗毕不远。"))
    assert not fits(asked, said("这里原是一条山谷，如今有了水电站。"))
