"""Conditions do not hold against sentences that answer, in whatever words, and still hold against those that do not."""

import pytest

from index.query import Query
from qa.answer.conditions.conditions import lacking, vetoed
from tests.invented_sentences import said


def against(question: str, sentence: str) -> str:
    """What the conditions hold against a sentence; "" for nothing."""
    query = Query(question, (), (), (), question)
    return vetoed(query, [said(sentence)]) or lacking(query, [said(sentence)])


@pytest.mark.parametrize(
    ("question", "answers", "other"),
    [
        # Figures: another classifier, a share for a change, a share where money or people are named.
        ("救人的军医有几位？", "5名军医赶来。", "军医赶来。"),
        ("他跑了几趟青石？", "他9次去青石。", "他去过青石。"),
        ("火箭今年打了几次？", "这是火箭今年第四次发射。", "火箭今年发射了。"),
        ("山里有几条隧道？", "山里有隧道11座。", "山里有隧道。"),
        ("中小企业分到了几成税款？", "税款的62%归中小企业。", "中小企业分到了税款。"),
        ("云岭电子裁掉多大比例的员工？", "云岭电子裁员至少40%。", "云岭电子裁员300名。"),
        ("云岭电子的产值涨了多少？", "云岭电子的产值增长了7%。", "云岭电子的产值增长了。"),
        ("How fast is the pear market growing?", "梨的市场规模今年增长92%。", "梨的市场规模很大。"),
        ("How many villages lie in the flood area?", "蓄洪区有230多个村庄。", "蓄洪区有村庄。"),
        ("税务系统解决了多少问题？", "税务系统解决问题568个。", "税务系统解决了问题。"),
        ("How many crew are missing?", "四名船员尚未找到。", "船员四名。"),
        ("How wide is the crown of the tree?", "树的冠幅约14米。", "树高14米。"),
        # Times: with spaces between figures and signs, before now, and "when" or 几号 that asks for none.
        ("新版什么时候上线？", "新版将于 8 月 9 日上线。", "新版将上线。"),
        ("Since when has he been ill?", "他四年前病倒。", "他病倒了。"),
        ("火箭竖在几号台上？", "火箭竖在发射台上。", "?"),
        ("What was the score when Yunling beat Qingshi?", "云岭队以14比8战胜青石队。", "?"),
        ("新机什么时候开卖？", "新机9月1日起发货。", "新机9月1日发布。"),
        # Stages and roles.
        ("When did the Yunling fair open?", "云岭博览会8月4日启幕。", "云岭博览会8月4日闭幕。"),
        ("Which meeting did the Yunling discipline committee join?", "云岭县纪委参加了防汛会议。", "?"),
        ("When was Wu Zhen born?", "吴真，1982年3月生，教授。", "吴真1982年3月毕业。"),
        ("What's the last day to sign up?", "报名到7月31日为止。", "?"),
        ("What replaced the old brick yard?", "旧砖厂变更为公园。", "旧砖厂很大。"),
        ("What was the penalty in the contract?", "合同约定违约金25万元。", "合同25万元。"),
        ("青石工厂啥时候开工生产？", "青石工厂明年上半年投产。", "青石工厂明年上半年招人。"),
        ("Who is the fourth largest pear grower?", "云岭、青石、柳湾分别是第三、四、五大产地，农户林川居首。", "林川种梨。"),
        # Numbers that are no editions.
        ("Where did they meet on the 18th?", "他们18日在云岭会面。", "?"),
        ("系列讲座第三期啥时候办？", "系列讲座第三期8月22日举办。", "系列讲座第二期8月22日举办。"),
        ("第十九期青石读书会是谁开的？", "林川召开青石读书会（第十九期）。", "林川召开青石读书会（第十八期）。"),
        ("第53分钟谁挡出了射门？", "林川把射门挡出。", "?"),
        ("怎么绕过第三方工具？", "可以直接合并。", "?"),
        ("What does Heron N9 weigh compared with Heron N8?", "苍鹭重190克，比Heron N8轻10克。", "?"),
        ("苍鹭手机比老款多了哪些颜色？", "苍鹭手机新增红、蓝两种颜色。", "?"),
        ("苍鹭手机普通版多少钱？", "苍鹭手机标准版1999元。", "苍鹭手机至尊版2999元。"),
        # Names that are only the pieces of other words.
        ("泳池里看不清远处的泳道是怎么回事？", "水变浑了。", "?"),
        ("柳湾村田野里种了什么？", "田里种了梨树。", "?"),
        ("柳湾的人大多做什么？", "村民种梨。", "?"),
        # Periods.
        ("2023年上半年云岭水务营收多少？", "云岭水务2023中报显示，营收15.36亿元。", "云岭水务2023一季报显示，营收7亿元。"),
        ("林川2005年在什么单位上班？", "2004年5月至2006年7月，林川在县政府办公室任科员。", "2001年5月，林川在县政府办公室任科员。"),
        ("Who was the first head after 1949?", "林川1950年起任首任院长。", "?"),
    ],
)  # fmt: skip
def test_nothing_is_held_against_a_sentence_that_answers(question: str, answers: str, other: str) -> None:
    assert against(question, answers) == ""
    if other != "?":
        assert against(question, other) != ""
