"""What quotes lack as an answer, and how confident an answer can be at most."""

import pytest

from index.query import Query
from qa.answer.conditions.conditions import LACKS, ceiling, feature_of, lacking, vetoed
from qa.answer.conditions.kind import CERTAIN
from qa.answer.conditions.offices import is_of_another_place
from qa.answer.wording.messages import phrases
from qa.question.analysis import analyse
from qa.types import Confidence
from tests.invented_sentences import said, told


@pytest.mark.parametrize(
    ("question", "sentence", "lack", "most"),
    [
        ("城市群是哪三个市？", "城市群有太原、忻州和晋中。", "", Confidence.HIGH),
        ("城市群是哪三个市？", "三市要分工合作、互相支持、共同发展。", "", Confidence.LOW),
        ("方案有哪些任务？", "方案公布了。", "", Confidence.MEDIUM),
        ("云岭水电站建在哪里？", "水电站建在滨河镇。", "", Confidence.HIGH),
        ("云岭水电站建在哪里？", "水电站建在滨河镇。", "matter", Confidence.MEDIUM),
        ("云岭水电站建在哪里？", "水电站建在这里。", "", Confidence.MEDIUM),
    ],
)
def test_how_sure_an_answer_can_be(question: str, sentence: str, lack: str, most: Confidence) -> None:
    assert ceiling(analyse(question), [said(sentence)], lack) is most


def test_the_beginning_of_a_work_is_not_its_opening() -> None:
    question = "大桥哪天正式通车？"
    for text in ("人们盼着大桥通车。大桥5月1日开工。", "人们盼着大桥通车。大桥5月1日合龙，为年内通车打下基础。"):
        assert vetoed(Query(question, (), (), (), question), [told(text, 9)]) == "matter"
    ahead = "人们盼着大桥通车。大桥合龙，预计5月1日通车。"
    assert vetoed(Query(question, (), (), (), question), [told(ahead, 9)]) == ""


@pytest.mark.parametrize(
    ("question", "sentences", "lack"),
    [
        ("第12届梨花节来了多少游客？", ["第十三届梨花节来了3万人。"], "edition"),
        ("2021年港口的吞吐量是多少？", ["2020年港口的吞吐量是800万吨。"], "period"),
        ("展览馆是哪家公司建的？", ["展览馆占地30公顷。"], "which"),
        ("2017年的火灾死了多少人？", ["2024年的火灾造成3人死亡。"], "period"),
        ("How many people died in the 2017 nightclub fire?", ["2024年的火灾造成3人死亡。"], "period"),
        ("How many passengers were on the ferry?", ["渡船5日起航后不久搁浅。"], "number"),
        ("How many passengers were on the ferry?", ["渡船上有12名乘客。"], ""),
        ("How much did the town pay for the ferry?", ["镇上买下渡船，使用期30年。"], "number"),
        ("How much did the town pay for the ferry?", ["镇上花300万元买下渡船。"], ""),
        ("Who is the chief financial officer of Bluewater?", ["Bluewater首席执行官高岭致辞。"], "person"),
        ("纪录片《归途》的总导演是谁？", ["领导高岭观看了《归途》。"], "person"),
        ("怎么提高渔船的入港率？", ["镇上修了灯塔，提高入港率。"], ""),
        ("云岭第二次地震在哪里？", ["云岭再次发生地震，震中在上湾镇。"], ""),
        ("高岭是哪里人？", ["高岭在临水逝世。"], "matter"),
        ("临水铁路云岭段有多少公里？", ["临水铁路全程2000公里。"], "edition"),
        ("临水铁路云岭段有多少公里？", ["临水铁路云岭段长90公里。"], ""),
        ("青石湖划船男子团体是哪个队夺冠？", ["青石湖划船女子团体，红旗队夺冠。"], "edition"),
        ("青石湖划船男子团体是哪个队夺冠？", ["青石湖划船男子团体，红旗队夺冠。"], ""),
        ("Was the port's own doctor at the inquiry?", ["港口医生未获准参加调查。"], ""),
        ("Does Gao Ling own the port?", ["港口医生未获准参加调查。"], "matter"),
        ("误投包裹的司机受到什么处分？", ["司机误投了八个包裹。"], "matter"),
        ("误投包裹的司机受到什么处分？", ["误投包裹的司机被停职。"], ""),
        ("Which towns voted against the plan?", ["东沟镇通过了规划。"], "matter"),
        ("Which is the second-largest port?", ["临水港的第二台吊车到了。"], "matter"),
        ("Which is the second-largest port?", ["临水港是第二大港。"], ""),
        ("How old is the speed skater Gao Ling?", ["高岭以打破纪录的成绩滑完1500米。"], "number"),
        ("How heavy is the crane?", ["吊车高30米。"], "number"),
        ("How heavy is the crane?", ["吊车重30吨。"], ""),
        ("高岭是哪里人？", ["高岭是临水人。"], ""),
        ("Which airline bought Bluewater Air?", ["Bluewater Air停业了。"], "matter"),
        ("Which airline bought Bluewater Air?", ["云岭航空收购了Bluewater Air。"], ""),
        ("Who took over the ferry after Gao Ling?", ["高岭之后，林川接任船长。"], ""),
        ("Which port ranks first?", ["临水港位列第11名。"], "matter"),
        ("Which port ranks first?", ["临水港位居第一。"], ""),
        ("大桥什么时候通车？", ["大桥很长。"], "time"),
        ("《归途》什么时候上映？", ["《远方》5月1日上映。"], "names"),
        ("Who designed the bridge in Nairobi?", ["内罗毕的大桥通车了。", "利马的大桥由高岭设计。"], "person"),
        ("Who designed the bridge in Nairobi?", ["内罗毕的大桥由高岭设计。"], ""),
        ("芬兰国防部长是谁？", ["芬兰与波兰会谈，波兰国防部长科瓦尔出席。"], "person"),
        ("芬兰国防部长是谁？", ["芬兰国防部长海科宁与波兰国防部长科瓦尔会谈。"], ""),
        ("Who is the defence minister of Finland?", ["芬兰与波兰会谈，波兰国防部长科瓦尔出席。"], "person"),
        ("Who was defence minister of Finland?", ["芬兰与波兰会谈，波兰国防部长科瓦尔出席。"], "person"),
        ("山西省委书记是谁？", ["太原市委书记高岭到山西各地调研。"], "person"),
        ("电站去年发了多少度电？", ["电站去年发电3亿千瓦时。"], ""),
        ("电站去年发了多少度电？", ["电站有9台机组。"], "number"),
        ("影院2023年6月底有多少会员？", ["7月的报告说，截至2023年6月30日，影院有900名会员。"], ""),
        ("影院2023年6月底有多少会员？", ["7月的报告说，截至2023年5月30日，影院有900名会员。"], "period"),
    ],
)
def test_what_the_quotes_lack(question: str, sentences: list[str], lack: str) -> None:
    query, quotes = Query(question, (), (), (), question), [said(sentence) for sentence in sentences]
    assert (lacking(query, quotes) or vetoed(query, quotes)) == lack


@pytest.mark.parametrize(
    ("question", "sentence", "veto"),
    [
        ("青鸟 K8 的续航有多少公里？", "青鸟 k7 的续航为620公里。", "edition"),
        ("青鸟 K8 的续航有多少公里？", "青鸟 k7 的续航为620公里，K8 为700公里。", ""),
        ("青鸟 K8 的续航有多少公里？", "续航为700公里。", ""),
        ("What does the Heron 12 weigh?", "Heron 11 重190克。", "edition"),
        ("What does the Heron mini weigh?", "Heron Pro 重190克。", "edition"),
        ("What does the Heron mini weigh?", "Heron Mini 重190克，Heron Pro 重300克。", ""),
        ("How many tickets were sold on May 12?", "May 13 开始售票，售出900张。", ""),
        ("上一代苍鹭手机的屏幕有多亮？", "苍鹭手机的屏幕亮度为1600尼特。", "edition"),
        ("上一代苍鹭手机的屏幕有多亮？", "苍鹭手机的屏幕亮度为1600尼特，上代只有800尼特。", ""),
        ("What did the previous Heron 2 weigh?", "苍鹭2重190克。", "edition"),
        ("Who was the previous mayor of Qingshi?", "青石市原市长王泉到会。", ""),
        ("苍鹭N8标准版多少钱？", "苍鹭N8至尊版售价2999元。", "edition"),
        ("苍鹭N8标准版多少钱？", "苍鹭N8标准版售价1999元，至尊版2999元。", ""),
        ("苍鹭N8标准版多少钱？", "苍鹭N8售价1999元起。", ""),
    ],
)
def test_another_model_of_a_line_is_a_veto(question: str, sentence: str, veto: str) -> None:
    assert vetoed(Query(question, (), (), (), question), [said(sentence)]) == veto


@pytest.mark.parametrize("before", ["韩国国防", "驻韩国首尔的", ""])
def test_a_country_of_two_words_has_its_own_offices(before: str) -> None:
    question = "who is the defence minister of south korea?"
    assert not is_of_another_place(question, before)
    assert is_of_another_place(question, "波兰国防")


def test_another_year_is_a_veto_whatever_else_the_quotes_lack() -> None:
    question = "2021年港口的吞吐量是多少？"
    query, quotes = Query(question, (), (), (), question), [said("2020年港口很忙。")]
    assert (vetoed(query, quotes), lacking(query, quotes)) == ("period", "number")


def test_every_lack_is_told_in_both_languages_and_has_a_feature() -> None:
    for lack in (*CERTAIN, *LACKS, "matter", "edition", "period"):
        if lack != "kind":
            assert all(f"no_{lack}" in phrases(chinese=chinese) for chinese in (True, False))
    assert {feature_of(lack) for lack in (*CERTAIN, "names", "which")} == set(LACKS)
    assert feature_of("") == ""
