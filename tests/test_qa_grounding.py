import pytest

from corpus.types import Article, Passage
from qa.grounding import quote_for, unsupported

TEXT = (
    "2022年3月17日，忻州杂粮展销活动在雄安新区举行，91份订单合同当场签订，销售额1,653万元。"
    "市委书记朱晓东表示，山西不会停下脚步。企业没有亏损。"
)
ARTICLE = Article("a", "忻州杂粮走进雄安", TEXT, "", None, "", "")
PASSAGE = Passage(0, ARTICLE, 0, len(TEXT))


@pytest.mark.parametrize(
    "sentence",
    [
        "展销活动签订了91份合同。",
        "忻州杂粮展销活动3月17日在雄安新区举行。",
        "The fair was held in Xiong'an on 17 March 2022.",
        "Sales came to 16.53 million yuan.",
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
        ("Mr Zhang Wei said so.", "Zhang Wei"),
        ("市委书记李伟表示，要继续。", "李伟"),
        ("企业有亏损。", "没有"),
        ("展销活动没有签订91份合同。", "没有"),
        ("Huawei 签订了91份合同。", "Huawei"),
        ("The fair did not sign 91 contracts.", "not"),
    ],
)
def test_what_it_does_not_say_is_named(sentence: str, problem: str) -> None:
    assert unsupported(sentence, [PASSAGE]) == problem


def test_the_quote_is_the_sentence_with_the_figure() -> None:
    start, end = quote_for("Zhu Xiaodong said that Shanxi will not stop.", PASSAGE)
    assert TEXT[start:end].startswith("市委书记")
    start, end = quote_for("91 contracts were signed.", PASSAGE)
    assert "91份" in TEXT[start:end]
