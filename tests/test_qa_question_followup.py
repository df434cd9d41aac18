import pytest

from qa.question.followup import resolve
from qa.types import Answer, Confidence


def turn(question: str, asked: str = "") -> Answer:
    return Answer(question, "", True, Confidence.HIGH, (), (), asked=asked)


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        ("太忻一体化经济区突出什么产业定位?", "它什么时候挂牌？", "太忻一体化经济区什么时候挂牌？"),
        (
            "太忻一体化经济区太原区在谈项目总投资多少？",
            "该区签约了多少项目？",
            "太忻一体化经济区太原区签约了多少项目？",
        ),
        ("朔州市委书记是谁?", "他说了什么？", "朔州市委书记说了什么？"),
        ("忻州杂粮展销活动有多少家企业参加?", "什么时候？", "忻州杂粮展销活动什么时候？"),
        ("忻州在太忻分工格局里承担什么角色?", "那太原呢？", "太原在太忻分工格局里承担什么角色?"),
        ("What is Xinzhou's role in the Taixin zone", "Who leads that zone?", "Who leads Taixin zone?"),
        ("What is Xinzhou's role in the Taixin zone", "What is its population?", "What is Xinzhou's population?"),
        (
            "What will Taiyuan build together with Xinzhou?",
            "and Jinzhong?",
            "What will Jinzhong build together with Xinzhou?",
        ),
        ("雄忻高铁什么时候开工？", "Is there a plan for it?", "Is there a plan for 雄忻高铁?"),
        ("雄忻高铁什么时候开工？", "忻州有多少人？", "忻州有多少人？"),
        ("How is grain sold?", "Is it true that grain is sold there?", "Is it true that grain is sold there?"),
    ],
)
def test_what_leans_on_the_turn_before_is_made_to_stand_alone(before: str, question: str, resolved: str) -> None:
    assert resolve(question, [turn(before)]) == resolved


def test_the_turn_before_counts_as_it_was_understood() -> None:
    last = turn("它呢？", asked="太忻一体化经济区有多大？")
    assert resolve("它在哪里？", [turn("朔州在哪里？"), last]) == "太忻一体化经济区在哪里？"


def test_without_a_turn_before_nothing_changes() -> None:
    assert resolve("它什么时候挂牌？", []) == "它什么时候挂牌？"


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        ("柳湾经济区有多少个项目？", "总投资呢？", "柳湾经济区的总投资是多少？"),
        ("柳湾经济区有多少个项目？", "那它什么时候建成呢？", "柳湾经济区什么时候建成呢？"),
        ("柳湾经济区什么时候挂牌？", "有多少项目？", "柳湾经济区有多少项目？"),
        ("2023年大同接待了多少游客？", "2022年呢？", "2022年大同接待了多少游客？"),
        ("大同接待了多少游客？", "去年呢？", "去年大同接待了多少游客？"),
        ("大同市委书记是谁？", "那长治呢？", "长治市委书记是谁？"),
        ("大同市的人口是多少？", "长治市呢？", "长治市的人口是多少？"),
        ("大同的人口是多少？", "市长呢？", "大同的市长是谁？"),
        ("姜四清是谁？", "长治呢？", "长治呢？"),
        ("大同的人口是多少？", "那 呢？", "那 呢？"),
        ("柳湾大桥有多长？", "青石大桥呢？", "青石大桥有多长？"),
        ("柳湾大桥有多长？", "为什么呢？", "柳湾大桥为什么呢？"),
        (
            "What is Datong's role in the Liuwan zone?",
            "And how much was invested in it?",
            "How much was invested in Datong?",
        ),
        (
            "What is Datong's role in the Liuwan zone?",
            "What about its population?",
            "What is the population of Datong?",
        ),
        ("Who is the mayor of Datong?", "What about Changzhi?", "Who is the mayor of Changzhi?"),
        ("Who is the mayor of Datong?", "and the party secretary?", "Who is the party secretary of Datong?"),
        ("How many tourists came to Datong in 2023?", "And in 2022?", "How many tourists came to Datong in 2022?"),
        ("How many tourists came to Datong?", "what about last year?", "How many tourists came to Datong last year?"),
        ("When did Datong issue its first bus licences?", "And who got them?", "Who got Datong's first bus licences?"),
        ("When did Datong buy buses?", "And who sold them?", "Who sold them?"),
        ("Who runs the Liuwan zone?", "What about Qingshi Park?", "Who runs Qingshi Park?"),
        ("Who runs the Liuwan zone?", "Where?", "Where is Liuwan zone?"),
        ("Who is the mayor of Datong?", "what about being careful with money?", "what about being careful with money?"),
    ],
)
def test_what_is_new_takes_the_place_of_its_like_or_nothing_changes(before: str, question: str, resolved: str) -> None:
    assert resolve(question, [turn(before)]) == resolved


def test_the_topic_is_kept_over_several_turns() -> None:
    history: list[Answer] = []
    for question, resolved in [
        ("柳湾经济区有多少个项目？", "柳湾经济区有多少个项目？"),
        ("总投资呢？", "柳湾经济区的总投资是多少？"),
        ("它什么时候挂牌？", "柳湾经济区什么时候挂牌？"),
        ("是谁？", "柳湾经济区是谁？"),
    ]:
        assert resolve(question, history) == resolved
        history.append(turn(question, asked=resolved))
    unclear = turn("嗯", asked="嗯")
    assert resolve("它在哪里？", [*history, unclear]) == "柳湾经济区在哪里？"


CONVERSATIONS = [
    ["青石新区在哪里？", "什么时候设立的？ → 青石新区什么时候设立的？", "有哪些企业？ → 青石新区有哪些企业？", "它有多大？ → 青石新区有多大？"],
    ["飞鱼七号什么时候下水？", "船长是谁？ → 飞鱼七号船长是谁？", "什么时候返航？ → 飞鱼七号什么时候返航？", "飞鱼八号呢？ → 飞鱼八号什么时候返航？"],
    ["山西省省长是谁？", "省委书记呢？ → 山西省的省委书记是谁？", "他是哪里人？ → 山西省的省委书记是哪里人？"],
    ["柳湾大桥是哪年通车的？", "总长多少公里？ → 柳湾大桥总长多少公里？", "其主桥呢？ → 柳湾大桥的主桥怎么样？", "该桥由谁设计？ → 柳湾大桥由谁设计？"],
    ["上半年粮食产量增长了多少？", "美国呢？ → 美国上半年粮食产量增长了多少？", "去年呢？ → 美国去年粮食产量增长了多少？"],
    ["青石电子卖了多少辆车？", "出口呢？", "其中客车呢？", "上个月呢？ → 上个月青石电子卖了多少辆车？"],
    ["青石新区在哪里？", "有哪些文章提到粮食？"],
    ["Who is the mayor of Qingshi?", "When did he take office? → When did the mayor of Qingshi take office?", "What about Liuwan? → When did the mayor of Liuwan take office?", "Where was he born? → Where was the mayor of Liuwan born?"],
    ["How many people died in the flood in Qingshi?", "When did it happen? → When did the flood in Qingshi happen?"],
    ["When will the new station open?", "How much does it cost? → How much does the new station cost?", "Why? → Why will the new station open?"],
    ["Where did Li Ming meet Wang Fang?", "What did he say? → What did Li Ming say?", "When? → When did Li Ming meet Wang Fang?"],
    ["Which bridges were built in Qingshi?", "What is the total cost?", "Who built them? → Who built the bridges?", "Where is he from?"],
    ["What is the population of Qingshi?", "And its capital? → What is the capital of Qingshi?"],
    ["How many hospitals were built in Qingshi?", "What about Liuwan? → How many hospitals were built in Liuwan?"],
    ["How many projects does Qingshi have?", "And Liuwan? → How many projects does Liuwan have?"],
    ["Which Qingshi projects were signed?", "And Liuwan? → Which Liuwan projects were signed?"],
    ["List all projects in Qingshi", "And Liuwan? → List all projects in Liuwan"],
    ["Since when has Qingshi been a city?", "What about Liuwan? → Since when has Liuwan been a city?"],
    ["How much was invested in the zone?", "By whom?", "What about jobs?"],
    ["How many projects does the Liuwan zone have?", "What about jobs? → How many jobs does the Liuwan zone have?"],
    ["How many hectares of wheat were lost in Henan?", "What about corn? → How many hectares of corn were lost in Henan?", "What about Hebei? → How many hectares of corn were lost in Hebei?"],
    ["How much rice was harvested in Henan?", "And corn? → How much corn was harvested in Henan?"],
    ["How many people died in the Qingshi fire?", "What about the injured? → How many people were injured in the Qingshi fire?", "And the missing? → How many people are missing in the Qingshi fire?"],
    ["When did the fire start?", "What about the cause? → What is the cause of the fire?"],
    ["How much did Qingshi Motors earn in 2024?", "What about profit? → What is the profit of Qingshi Motors?"],
    ["How many schools were built in Henan?", "what about turkey? → How many schools were built in turkey?"],
    ["忻州有多少个项目？", "就业呢？ → 忻州的就业怎么样？", "太原呢？ → 太原的就业怎么样？"],
    ["华为什么时候发布新机？", "小米呢？ → 小米什么时候发布新机？"],
    ["比亚迪今年卖了多少辆车？", "蔚来呢？ → 蔚来今年卖了多少辆车？"],
    ["拜登什么时候访问日本？", "特朗普呢？ → 特朗普什么时候访问日本？"],
    ["青石区投资多少？", "岗位呢？ → 青石区的岗位怎么样？"],
    ["Who won the election?", "By how many votes?", "When was it held? → When was the election held?"],
    ["Who won the cup last week?", "Where was it held? → Where was the cup held?"],
    ["How much did Acme invest in Japan?", "and in Germany? → How much did Acme invest in Germany?", "and in 2022? → How much did Acme invest in Germany in 2022?"],
    ["What did WHO say?", "and in China? → What did WHO say in China?", "When was it founded? → When was WHO founded?"],
    ["What was the GDP of Qingshi in 2022?", "and in 2023? → What was the GDP of Qingshi in 2023?", "and Liuwan? → What was the GDP of Liuwan in 2023?"],
    ["Who is the mayor of Qingshi?", "And the mayor of Liuwan? → Who is the mayor of Liuwan?", "and the population of Liuwan? → What is the population of Liuwan?"],
    ["compare Qingshi and Liuwan", "and Datong?"],
    ["Did Acme and Qingshi Motors sign a contract?", "and Liuwan Steel?"],
    ["Where is the new airport being built?", "How big is it? → How big is the new airport?"],
    ["What is the new bridge for?", "How long is it? → How long is the new bridge?", "What about the tunnel? → How long is the tunnel?"],
    ["Is the vaccine very safe for children?", "Is it free? → Is the vaccine free?"],
    ["How old is the temple?", "Who built it? → Who built the temple?"],
    ["What caused the fire?", "Where was it? → Where was the fire?"],
    ["What makes the vaccine safe?", "Is it free?"],
    ["Who is the mayor of Qingshi?", "What is the price?", "How big is it? → How big is Qingshi?"],
    ["Will the bridge open this year?", "How long is it?"],
    ["What happened in Qingshi last week?", "And Liuwan? → What happened in Liuwan last week?", "Why did it happen?"],
    ["What happened to the factory?", "Why did it happen?"],
    ["How long do the symptoms last?", "Is it contagious?", "Can they be treated? → Can the symptoms be treated?"],
    ["What caused the floods?", "Where?"],
    ["Who died in the flood in Texas?", "How big was it? → How big was the flood in Texas?"],
    ["太原市委书记是谁", "那大同市的呢 → 大同市委书记是谁", "忻州的是谁？ → 忻州市委书记是谁", "阳泉又如何？ → 阳泉市委书记是谁", "那长治？ → 长治市委书记是谁", "市长呢 → 长治市的市长是谁？", "朔州的呢？ → 朔州市的市长是谁？", "朔州的是多少？"],
    ["忻州有多少个项目", "2022年呢 → 2022年忻州有多少个项目", "那2023年？ → 2023年忻州有多少个项目", "去年呢？ → 去年忻州有多少个项目", "太原呢？ → 去年太原有多少个项目", "它在哪里 → 太原在哪里", "那好吧"],
    ["青石电子在日本建厂投资多少", "在美国呢？ → 青石电子在美国建厂投资多少"],
    ["中国对韩国出口多少", "对印度呢？ → 中国对印度出口多少", "在巴西呢？"],
    ["比较太原和忻州", "大同呢"],
    ["长江大桥有多长", "多高？ → 长江大桥多高？", "谁设计的？ → 长江大桥谁设计的？"],
    ["开发区有哪些企业", "其中最大的是哪个", "它有多少企业 → 开发区有多少企业"],
    ["新区有多少家企业", "还有呢？", "别的呢？"],
    ["苏州的光伏公司签了什么合同", "它投资多少 → 光伏公司投资多少"],
    ["海关总署什么时候公布进出口数据", "它为什么推迟 → 海关总署为什么推迟"],
    ["神舟十五号飞船什么时候发射", "神舟十六号呢？ → 神舟十六号飞船什么时候发射"],
    ["第十届青石灯会什么时候举行", "第十一届呢？ → 第十一届青石灯会什么时候举行"],
    ["2024年3月青石的客流有多少？", "4月呢？ → 2024年4月青石的客流有多少？", "2023年呢？ → 2023年4月青石的客流有多少？", "去年上半年呢？ → 去年上半年青石的客流有多少？", "下半年呢？ → 去年下半年青石的客流有多少？"],
    ["昨天青石有多少游客？", "今天呢？ → 今天青石有多少游客？"],
    ["青石5月的销量是多少？", "6月呢？ → 青石6月的销量是多少？"],
    ["2024年青石的客流有多少？", "2023呢？ → 2023年青石的客流有多少？", "三月呢？ → 2023年三月青石的客流有多少？"],
    ["太原GDP是多少？", "CPI呢？ → 太原CPI是多少？"],
    ["太原的人口是多少？", "GDP呢？ → 太原的GDP是多少？", "2024年呢？ → 2024年太原的GDP是多少？"],
    ["华为营收是多少？", "小米呢？ → 小米营收是多少？", "利润呢？ → 小米利润是多少？", "比亚迪呢？ → 比亚迪利润是多少？", "它的市值呢？ → 比亚迪市值是多少？"],
    ["青石镇人口是多少？", "柳湾镇呢？ → 柳湾镇人口是多少？"],
    ["青石大橋在哪裡？", "它有多長？ → 青石大桥有多长？", "柳灣大橋在哪裡？"],
    ["What was the GDP of Qingshi in 2024?", "2023呢？ → What was the GDP of Qingshi in 2023?"],
    ["How much did Qingshi's GDP grow in 2024?", "And Liuwan's? → How much did Liuwan's GDP grow in 2024?", "What about the first half of 2025? → How much did Liuwan's GDP grow in the first half of 2025?"],
]  # fmt: skip
"""Each turn as it is typed and, after the arrow, as it is asked; without an arrow it stays unchanged."""


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda turns: turns[0])
def test_a_conversation_keeps_its_topic_and_its_grammar(conversation: list[str]) -> None:
    history: list[Answer] = []
    for question, _, expected in (line.partition(" → ") for line in conversation):
        resolved = resolve(question, history)
        assert resolved == (expected or question)
        history.append(turn(question, asked=resolved))


@pytest.mark.parametrize(
    "question",
    [
        "土耳其总统是谁？",
        "马耳他有多少人口",
        "犹他州在哪里？",
        "什么尤其重要？",
        "对此市民有什么看法？",
        "因此人口减少了吗？",
        "这个市场在哪里？",
        "该区域有多大？",
        "其它项目在哪里？",
        "Where is the IT park?",
        "Who is He Lifeng?",
    ],
)
def test_a_part_of_a_word_or_name_is_no_pronoun(question: str) -> None:
    assert resolve(question, [turn("青石市市长是谁？")]) == question


@pytest.mark.parametrize(
    ("question", "resolved"),
    [
        ("Why did Japan release its water?", "Why did Japan release its water?"),
        ("Why did Li Ming say he will leave?", "Why did Li Ming say he will leave?"),
        ("李强总理和他的夫人去了哪里？", "李强总理和他的夫人去了哪里？"),
        ("Why is it important to save water?", "Why is it important to save water?"),
        ("Where is Liuwan and how big is it?", "Where is Liuwan and how big is it?"),
        ("Why did Japan ban it?", "Why did Japan ban Qingshi?"),
        ("Is it possible for people to swim?", "Is it possible for people to swim?"),
        ("In Japan, how many people visit it?", "In Japan, how many people visit Qingshi?"),
        ("在日本它有多少游客？", "在日本Qingshi有多少游客？"),
    ],
)
def test_a_pronoun_with_its_own_antecedent_or_with_none_stays(question: str, resolved: str) -> None:
    assert resolve(question, [turn("Where is Qingshi?")]) == resolved
