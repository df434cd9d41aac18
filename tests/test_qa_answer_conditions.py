"""The attribute that is asked for, its units, and when an answer lacks what it has to have."""

from datetime import date

import pytest

from corpus.types import Article, Passage
from index.query import Query
from qa.answer.conditions import ceiling, lacking
from qa.answer.kind import fits, speaks_of, unmet
from qa.answer.other_time import of_another_time
from qa.answer.sentence import Sentence
from qa.answer.which_one import names_no_other, tells_several
from qa.question.analysis import analyse
from qa.question.answer_types import AnswerKind
from qa.types import Confidence


def said(text: str) -> Sentence:
    return Sentence(Article("a", "", text, "", None, "", ""), 0, len(text))


@pytest.mark.parametrize(
    ("question", "attribute", "measures"),
    [
        ("云岭新城的房价是多少？", "房价", {"money"}),
        ("云岭水库的面积有多大？", "面积", {"area"}),
        ("滨河大桥的长度是多少", "长度", {"length"}),
        ("镇上有多少人口？", "人口", {"people"}),
        ("翻船死了几个？", "翻船死", {"people"}),
        ("What is the population of Yunling County?", "population", {"people"}),
        ("What is the bus fare in Yunling?", "bus fare", {"money"}),
    ],
)
def test_the_attribute_and_its_measure(question: str, attribute: str, measures: set[str]) -> None:
    asked = analyse(question)
    assert asked.attribute == attribute
    assert asked.measures == measures


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


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("临水在经济带中的定位是什么？", "临水"),
        ("临水市将在经济带中扮演什么角色？", "临水"),
        ("经济带中临水扮演什么角色？", "临水"),
        ("What is Linshui's role in the belt?", "linshui"),
        ("What role does Linshui play in the belt?", "linshui"),
        ("What is the position of Linshui in the belt?", "linshui"),
        ("临水在哪里？", ""),
    ],
)
def test_whose_role_is_asked_for(question: str, subject: str) -> None:
    assert analyse(question).subject == subject


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


def told(text: str, start: int, title: str = "", day: date | None = None) -> Sentence:
    """The sentence that begins at `start`, with the whole text as its passage."""
    article = Article("a", title, text, "", day, "", "")
    return Sentence(article, start, text.index("。", start) + 1, Passage(0, article, 0, len(text)))


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("2021年港口的吞吐量是多少？", told("2020年港口的吞吐量是800万吨。", 0), True),
        ("2021年港口的吞吐量是多少？", told("2021年港口的吞吐量是900万吨。", 0), False),
        ("2021年港口的吞吐量是多少？", told("港口的吞吐量是900万吨。", 0), False),
        ("2021年港口的吞吐量是多少？", told("这是2021年的报告。自2015年以来吞吐量增至900万吨。", 12), False),
        ("2021年港口的吞吐量是多少？", told("2020年起步，吞吐量是900万吨。", 0, "港口2021年报告"), False),
        ("2021年港口的吞吐量是多少？", told("去年港口的吞吐量是800万吨。", 0, day=date(2021, 1, 8)), True),
        ("2022年港口节何时申办成功？", told("2017年，港口节申办成功。", 0), False),
        ("2022港口节的口号是什么？", told("2020年港口节的口号是“向海而行”。", 0), True),
        ("港口节的口号是什么？", told("2020年港口节的口号是“向海而行”。", 0), False),
        ("2019年港口的吞吐量是多少？", told("港口的吞吐量是900万吨。", 0, day=date(2023, 1, 8)), True),
        ("2022年港口的吞吐量是多少？", told("港口的吞吐量是900万吨。", 0, day=date(2023, 1, 8)), False),
        ("2019年港口的吞吐量是多少？", told("2019年的事再说。港口的吞吐量是900万吨。", 9, day=date(2023, 1, 8)), False),
        ("一季度港口的吞吐量是多少？", told("四季度港口的吞吐量是900万吨。", 0), True),
        ("一季度港口的吞吐量是多少？", told("港口的吞吐量是900万吨。", 0), False),
        ("7月港口的吞吐量是多少？", told("2月的数字公布了。港口的吞吐量是90万吨。", 9), True),
        ("2023年港口入选了哪个名单？", told("2024年的名单公布了。港口新增入选。", 11, day=date(2024, 11, 1)), True),
        ("2024年8月底港口为什么停工？", told("港口7月停过工。因为大风，港口停工。", 8, day=date(2024, 8, 29)), False),
        ("2024年12月有多少人反对？", told("有214人反对。", 0, day=date(2024, 2, 14)), True),
        ("7月港口的吞吐量是多少？", told("7月的数字高于2月。港口的吞吐量是90万吨。", 10), False),
    ],
)
def test_a_sentence_of_another_year_is_told_from_one_that_its_article_dates(
    question: str, sentence: Sentence, other: bool
) -> None:
    assert of_another_time(question, [sentence]) is other


def test_the_attribute_may_stand_in_the_sentence_before() -> None:
    text = "新城的房价公布了。每平方米8000元。"
    asked = analyse("新城的房价是多少？")
    assert speaks_of(asked, Sentence(said(text).article, 9, len(text)))
    assert not speaks_of(asked, said("每吨8000元。"))


@pytest.mark.parametrize(
    ("question", "answers", "lacks"),
    [
        ("展览馆是哪家公司建的？", "展览馆由云岭集团承建。", "展览馆占地30公顷。"),
        ("展览馆是哪家公司建的？", "展览馆是Bluewater建的。", "展览馆占地30公顷。"),
        ("博览会的主宾国是哪个国家？", "主宾国法国的展台开放了。", "中国国际博览会闭幕，主宾国下次公布。"),
        ("Which country came first?", "智利名列第一。", "名次明天公布。"),
        ("展览馆是哪家公司建的？", "展览馆和特斯拉签了约。", "展览馆占地30公顷。"),
        ("伤员转到了哪家医院？", "伤员转到县人民医院。", "伤员已经转走。"),
        ("滨河医院的伤员转到了哪家医院？", "伤员从滨河医院转到云岭医院。", "滨河医院的伤员已经转走。"),
        (
            "Which hospital took the injured from Binhe Hospital?",
            "滨河医院的伤员转到云岭医院。",
            "滨河医院的伤员已转走。",
        ),
        ("Which university did she go to?", "她上了云岭大学。", "她上了学。"),
        ("她从哪所卫校毕业？", "她毕业于云岭卫校。", "她从卫校毕业。"),
    ],
)
def test_which_one_is_told_by_another_of_its_kind(question: str, answers: str, lacks: str) -> None:
    assert not names_no_other(analyse(question), [said(lacks), said(answers)])
    assert names_no_other(analyse(question), [said(lacks)])


@pytest.mark.parametrize("question", ["翻船死了几个？", "翻船死了多少？", "翻船死了几个人？"])
def test_how_many_died_asks_for_people(question: str) -> None:
    assert unmet(analyse(question), [said("翻船事故的死亡人数升至12人。")]) is None
    assert unmet(analyse(question), [said("翻船事故发生在晚上8点。")]) is AnswerKind.NUMBER


def test_money_is_no_volume() -> None:
    question = analyse("How much did the well cost?")
    assert unmet(question, [said("这口井日产天然气5万立方米。")]) is AnswerKind.NUMBER
    assert unmet(question, [said("这口井花了5万。")]) is None


def test_how_many_companies_there_are_asks_for_no_name() -> None:
    assert not names_no_other(analyse("园区的公司有几家？"), [said("园区有12家。")])


def test_a_place_has_a_name() -> None:
    asked = analyse("云岭水电站建在哪里？")
    assert fits(asked, said("水电站建在滨河镇。"))
    assert fits(asked, said("水电站离内罗毕不远。"))
    assert not fits(asked, said("这里原是一条山谷，如今有了水电站。"))


def test_several_cities_are_told_by_their_names() -> None:
    asked = analyse("城市群是哪三个市？")
    assert tells_several(asked, [said("城市群有太原、忻州和晋中。")])
    assert not tells_several(asked, [said("三市要分工合作、互相支持、共同发展。")])
    assert not tells_several(analyse("方案有哪些任务？"), [said("方案公布了。")])
    assert tells_several(analyse("方案有哪些任务？"), [said("方案要修路、架桥、通水。")])
    assert tells_several(analyse("方案何时公布？"), [said("方案公布了。")])


@pytest.mark.parametrize(
    ("question", "sentence", "most"),
    [
        ("城市群是哪三个市？", "城市群有太原、忻州和晋中。", Confidence.HIGH),
        ("城市群是哪三个市？", "三市要分工合作、互相支持、共同发展。", Confidence.LOW),
        ("方案有哪些任务？", "方案公布了。", Confidence.MEDIUM),
        ("云岭水电站建在哪里？", "水电站建在滨河镇。", Confidence.HIGH),
        ("云岭水电站建在哪里？", "水电站建在这里。", Confidence.MEDIUM),
    ],
)
def test_how_sure_an_answer_can_be(question: str, sentence: str, most: Confidence) -> None:
    assert ceiling(analyse(question), [said(sentence)]) is most


def test_the_beginning_of_a_work_is_not_its_opening() -> None:
    question = "滨河大桥哪天正式通车？"
    for text in ("人们盼着大桥通车。大桥5月1日开工。", "人们盼着大桥通车。大桥5月1日合龙，为年内通车打下基础。"):
        assert lacking(Query(question, (), (), (), question), [told(text, 9)]) == "matter"
    ahead = "人们盼着大桥通车。大桥合龙，预计5月1日通车。"
    assert lacking(Query(question, (), (), (), question), [told(ahead, 9)]) == ""


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
        ("Which port ranks first?", ["临水港位列第11名。"], "matter"),
        ("Which port ranks first?", ["临水港位居第一。"], ""),
        ("大桥什么时候通车？", ["大桥很长。"], "time"),
        ("Who designed the bridge in Nairobi?", ["内罗毕的大桥通车了。", "利马的大桥由高岭设计。"], "person"),
        ("Who designed the bridge in Nairobi?", ["内罗毕的大桥由高岭设计。"], ""),
    ],
)
def test_what_the_quotes_lack(question: str, sentences: list[str], lack: str) -> None:
    assert lacking(Query(question, (), (), (), question), [said(sentence) for sentence in sentences]) == lack
