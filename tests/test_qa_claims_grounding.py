"""A language model's sentences are checked against the passages they cite: what is not supported is named."""

import time
from datetime import date
from itertools import pairwise

import pytest

from corpus.types import Article, Passage
from index.reading.base import Reader, load_reader
from qa.claims.claim import quote_for
from qa.claims.grounding import MAX_SENTENCE_CHARS, unsupported

TEXT = (
    "2022年3月17日，忻州杂粮展销活动在雄安新区举行，91份订单合同当场签订，销售额1,653万元。"
    "市委书记朱晓东表示，山西不会停下脚步。企业没有亏损。"
)


ARTICLE = Article("a", "忻州杂粮走进雄安", TEXT, "", None, "", "")
PASSAGE = Passage(0, ARTICLE, 0, len(TEXT))


def passage(text: str, url: str = "") -> Passage:
    return Passage(0, Article("a", "", text, "", None, url, ""), 0, len(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "展销活动签订了91份合同。",
        "忻州杂粮展销活动3月17日在雄安新区举行。",
        "The fair was held in Xiong'an on 17 March 2022.",
        "Sales came to 16.53 million yuan.",
        "Sales came to RMB 16.53m.",
        "Zhu Xiaodong said that Shanxi will not stop.",
        "Party secretary Xiaodong Zhu said Shanxi would not stop.",
        "Ninety-one contracts were signed.",
        "企业没有亏损。",
        "销售额为1653万元。",
    ],
)
def test_what_the_passage_says_passes(sentence: str) -> None:
    assert unsupported(sentence, [PASSAGE]) == ""


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("展销活动签订了92份合同。", "92"),
        ("朔州杂粮展销活动签订了91份合同。", "朔州"),
        ("活动4月17日举行。", "4月17日"),
        ("The fair was held in Xiong'an on 18 March 2022.", "18 March 2022"),
        ("Sales came to 16.5 million yuan.", "16.5 million yuan"),
        ("Sales came to 16.53 million dollars.", "16.53 million dollars"),
        ("The fair was held in Shuozhou.", "Shuozhou"),
        ("the fair was held in shuozhou.", "shuozhou"),
        ("Mr Zhang Wei said so.", "Zhang Wei"),
        ("The contracts were signed by zhang wei.", "zhang wei"),
        ("Only li na signed the 91 contracts.", "li na"),
        ("市委书记李伟表示，要继续。", "李伟"),
        ("合同签给了华为公司。", "合同签给了华为公司"),
        ("企业有亏损。", "没有"),
        ("展销活动没有签订91份合同。", "没有"),
        ("Huawei 签订了91份合同。", "Huawei"),
        ("The fair did not sign 91 contracts.", "not"),
        ("企业纷纷退出展销活动。", "退出"),
        ("The contracts were cancelled.", "cancelled"),
        ("展销活动签订了91份合同，详见www.fair.cn。", "www.fair.cn"),
        ("91 contracts were signed (https://evil.example/a?b=1).", "https://evil.example/a?b=1"),
        ("展销活动非常成功，顾客都很满意。", "展销活动非常成功，顾客都很满意。"),
        ("Everybody was delighted.", "Everybody was delighted."),
    ],
)
def test_what_it_does_not_say_is_named(sentence: str, problem: str) -> None:
    assert unsupported(sentence, [PASSAGE]) == problem


@pytest.mark.parametrize(
    ("said", "true", "turned"),
    [
        ("山西的出口额增长了8%。", "Shanxi's exports grew by 8%.", "Shanxi's exports fell by 8%."),
        ("The output of coal rose by 8 percent.", "煤炭产量上升8%。", "煤炭产量下降8%。"),
        ("太原的房价回落。", "太原房价下跌。", "太原房价上涨。"),
        ("超过100家企业参加展销会。", "More than 100 companies took part.", "Fewer than 100 companies took part."),
        ("不足100家企业参加展销会。", "参加展销会的企业不到100家。", "参加展销会的企业超过100家。"),
        ("最多的一天不超过100人。", "最多的一天至多100人。", "最多的一天超过100人。"),
        ("省政府批准了这份规划。", "The provincial government approved the plan.", "省政府拒绝了这份规划。"),
        ("市政府否决了这项规划。", "市政府拒绝了这项规划。", "The municipal government approved the plan."),
        ("公司买入了这批股票。", "The company bought the shares.", "The company sold the shares."),
        ("The company sold its shares.", "公司出售了股份。", "公司买入了股份。"),
        ("公司今年盈利。", "公司今年获利。", "公司今年亏损。"),
        ("工厂已经开工建设。", "The factory has started construction.", "The factory construction was halted."),
        ("雄安铁路提前完成。", "The railway was completed ahead of schedule.", "The railway was delayed."),
        ("The zone lies in the north of the city.", "The zone is in the northern city.", "The zone is in the southern city."),
        ("工业投资增长3%，农业投资下降5%。", "农业投资减少5%。", "农业投资增加5%。"),
        ("Imports rose, but exports fell.", "Exports fell.", "Exports rose."),
    ],
)  # fmt: skip
def test_a_word_in_the_place_of_its_opposite_is_named(said: str, true: str, turned: str) -> None:
    assert unsupported(true, [passage(said)]) == ""
    problem = unsupported(turned, [passage(said)])
    assert problem in turned.lower() or problem in said
    assert 0 < len(problem) < len(turned)  # the word is named, not the sentence


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("增长了36%。", "共增长了36。"),
        ("增长了36个项目。", "增长了36%。"),
        ("36 projects grew.", "Projects grew by 36 percent."),
        ("2022年的项目很多。", "The zone has 2022 projects."),
        ("2022年的项目很多。", "项目有2022个。"),
        ("共有2022个项目。", "这是2022年的项目。"),
        ("A total of 2022 projects were counted.", "The projects were counted in 2022."),
        ("两城相距70公里。", "两城有70家企业。"),
        ("两城有70家企业。", "两城相距70公里。"),
        ("提高8.5个百分点。", "提高8.5%。"),
    ],
)
def test_a_figure_of_another_kind_bears_nothing_out(said: str, sentence: str) -> None:
    problem = unsupported(sentence, [passage(said)])
    assert problem
    assert any(map(str.isdigit, problem))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("2022年的项目很多。", "The 2022 projects were many."),
        ("比例为8%至10%。", "The share is 8 to 10 percent."),
        ("已有2000年历史。", "It has 2,000 years of history."),
        ("占百分之三十六。", "It makes up 36 per cent."),
        ("销售额达1653万。", "Sales reached 16.53 million yuan."),
    ],
)
def test_a_figure_written_otherwise_is_borne_out(said: str, sentence: str) -> None:
    assert not any(map(str.isdigit, unsupported(sentence, [passage(said)])))


OFFICES = (
    "平远市委书记韦岚、安陵市市长苏曼出席。东湖集团董事长石磊致辞。林浩，西岭大学校长，介绍了情况。副市长高远主持。"
)


ENGLISH_OFFICES = "Helen Marsh, mayor of Alderport, met Party secretary Tom Reyes of Brackwell. Kestrel Group chairwoman Ada Finch spoke."


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        (OFFICES, "Wei Lan is the Party secretary of Pingyuan.", "Wei Lan is the mayor of Pingyuan."),
        (OFFICES, "韦岚是平远市委书记。", "韦岚是安陵市委书记。"),
        (OFFICES, "苏曼是安陵市市长。", "苏曼是平远市市长。"),
        (OFFICES, "Su Man is the mayor of Anling.", "Su Man is the mayor of Pingyuan."),
        (OFFICES, "石磊是东湖集团董事长。", "苏曼是东湖集团董事长。"),
        (OFFICES, "林浩是西岭大学校长。", "石磊是西岭大学校长。"),
        (OFFICES, "高远是副市长。", "高远是市长。"),
        ("朔州、中原两市签约。中原市委书记韦岚出席。", "韦岚是中原市委书记。", "韦岚是朔州市委书记。"),
        ("忻阳市原市长高远出席。太原市市长苏曼致辞。", "高远是忻阳市原市长。", "高远是忻阳市市长。"),
        ("时任忻阳市市长高远出席。", "忻阳市前市长高远出席。", "忻阳市市长高远出席。"),
        (ENGLISH_OFFICES, "Helen Marsh is the mayor of Alderport.", "Tom Reyes is the mayor of Alderport."),
        (ENGLISH_OFFICES, "Ada Finch is the chair of Kestrel Group.", "Helen Marsh is the chair of Kestrel Group."),
        (ENGLISH_OFFICES, "Helen Marsh is the mayor of Alderport.", "Helen Marsh is the mayor of Brackwell."),
    ],
)
def test_an_office_its_place_and_its_holder_stand_together(text: str, true: str, false: str) -> None:
    assert unsupported(true, [passage(text)]) == ""
    assert unsupported(false, [passage(text)])


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        ("红湖的水位比白湖高。", "红湖的水位比白湖高。", "白湖的水位比红湖高。"),
        ("红湖的水位比白湖高。", "白湖的水位比红湖低。", "白湖的水位高于红湖。"),
        ("The ferry carried more people than the bus.", "The bus carried fewer people than the ferry.", "The bus carried more people than the ferry."),
        ("因为大雾，渡轮停航。学校放假三天。", "渡轮因为大雾停航。", "学校因为大雾放假三天。"),
        ("The pier closed because of fog. The school opened on Monday.", "The pier closed because of fog.", "The school opened because of fog."),
        ("红山县有船45艘，白沙县有船31艘。", "白沙县有船31艘。", "白沙县有船45艘。"),
        ("校长林浩说，图书馆下月开放。院长陶静说，食堂明年扩建。", "林浩说，图书馆下月开放。", "陶静说图书馆下月开放。"),
    ],
)  # fmt: skip
def test_facts_stay_with_what_they_are_told_of(text: str, true: str, false: str) -> None:
    assert unsupported(true, [passage(text)]) == ""
    assert unsupported(false, [passage(text)])


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


@pytest.mark.parametrize(
    ("text", "true", "false", "named"),
    [
        ("红松公司负责桥梁的维护，白杨公司负责绿化。", "红松公司负责桥梁的维护。", "白杨公司负责桥梁的维护。", "白杨公司"),
        ("馆长陶静说，展览将延长一周。保安队长林浩说，大门换了新锁。", "陶静说，展览将延长一周。", "林浩说，展览将延长一周。", "林浩"),
        ("皮肤科搬到了东院区，眼科仍在西院区。", "皮肤科搬到了东院区。", "眼科搬到了东院区。", "眼科"),
    ],
)  # fmt: skip
def test_what_is_said_of_one_is_not_said_of_another(
    text: str, true: str, false: str, named: str, reader: Reader
) -> None:
    assert unsupported(true, [passage(text)], reader) == ""
    assert named.startswith(unsupported(false, [passage(text)], reader) or "nothing")


def test_figures_decide_a_comparison_that_the_text_does_not_make() -> None:
    cited = [passage("红山馆去年接待了48万人，白沙馆接待了31万人。")]
    assert unsupported("白沙馆接待的人多于红山馆。", cited)


def test_many_comparisons_with_a_table_are_checked_in_time() -> None:
    counties = [f"{colour}{place}县" for colour in "红白黑青紫金银绿" for place in "山河湖海江岭"]
    table = "\n".join(f"{county}，{31 + row}%" for row, county in enumerate(counties))
    cities = [f"{county[1]}{county[0]}市" for county in counties[:24]]
    claim = "；".join(f"{one}的增速比{other}高" for one, other in pairwise(cities))
    began = time.process_time()
    assert unsupported(claim, [passage(f"各县增速：\n{table}")])
    assert time.process_time() - began < 12  # pair by pair, it takes half a minute


def test_stops_of_a_line_stop_nothing() -> None:
    cited = [passage("The tram line will have nine stops. Lena Brook said the first trams will run in 2027.")]
    assert unsupported("Lena Brook said that the first trams would start running in 2027.", cited) == ""


def test_a_sentence_without_end_is_not_borne_out() -> None:
    long = f"忻州{'、太原' * 100}都来了。"
    assert unsupported(long, [passage(long)]) == ""
    assert unsupported(TEXT * 8, [PASSAGE]) == (TEXT * 8)[:MAX_SENTENCE_CHARS]
    assert unsupported("1," * 4_000, [PASSAGE])


def test_an_address_of_the_article_may_be_told() -> None:
    cited = passage("报名网址：http://fair.example/join 。", "https://news.example/fair/1")
    assert unsupported("报名网址是http://fair.example/join。", [cited]) == ""
    assert unsupported("报名网址见https://news.example/fair/1。", [cited]) != "https://news.example/fair/1"
    assert unsupported("报名网址是http://fair.example/other。", [cited]) == "http://fair.example/other"


def test_a_day_without_its_year_is_the_last_one_before_the_article() -> None:
    text = "12月31日，省政府印发指导意见。"
    cited = Passage(0, Article("a", "", text, "", date(2022, 1, 6), "", ""), 0, len(text))
    assert unsupported("省政府2021年12月31日印发指导意见。", [cited]) == ""
    assert unsupported("省政府2022年12月31日印发指导意见。", [cited]) == "2022年12月31日"


def test_the_quote_is_the_sentence_with_the_figure() -> None:
    start, end = quote_for("Zhu Xiaodong said that Shanxi will not stop.", PASSAGE)
    assert TEXT[start:end].startswith("市委书记")
    start, end = quote_for("91 contracts were signed.", PASSAGE)
    assert "91份" in TEXT[start:end]


def test_the_quote_is_found_across_languages_by_its_words() -> None:
    cited = passage("区里的企业很多。上市和挂牌的企业也在增加。学校也不少。")
    start, end = quote_for("The number of listed companies is increasing.", cited)
    assert cited.text[start:end] == "上市和挂牌的企业也在增加。"
