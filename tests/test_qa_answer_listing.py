"""Quoting lists whole, on examples by hand."""

import pytest

from qa.answer.listing import MAX_LIST_CHARS, asks_for_several, enumerated, with_items


@pytest.mark.parametrize(
    "question",
    [
        "园区有哪些企业？",
        "三大任务是什么？",
        "哪四个镇受灾？",
        "Which towns were flooded?",
        "What are the five tasks?",
        "奖项分别是什么",
        "Which towns make up the district?",
        "What new roads were built?",
    ],
)
def test_questions_for_several(question: str) -> None:
    assert asks_for_several(question)


@pytest.mark.parametrize(
    "question",
    [
        "镇长是谁？",
        "Who is the mayor?",
        "什么时候通车？",
        "Which town was flooded?",
        "Which firm has won?",
        "三大区域签约了多少个项目？",
    ],
)
def test_questions_for_one(question: str) -> None:
    assert not asks_for_several(question)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("修路、架桥、种树。", 2),
        ("一是修路；二是架桥。", 1),
        ("要做三件事：一是修路，二是架桥，三是种树。", 3),
        ("They grow apples, pears and plums.", 1),
        ("It sold 2,300 and then 4,000.", 0),
        ("修了一条路。", 0),
    ],
)
def test_signs_that_set_items_apart(text: str, signs: int) -> None:
    assert enumerated(text) == signs


def quoted(text: str, sentence: str) -> str:
    start = text.index(sentence)
    first, last = with_items(text, start, start + len(sentence))
    return text[first:last]


LISTS = [
    "县里今年要办好三件实事。",
    "一是修通环山公路。二是改造两所学校。三是新建一座水厂。",
]


def test_items_in_sentences_belong_together() -> None:
    text = "".join(LISTS) + "会议开了半天。"
    assert quoted(text, "一是修通环山公路。") == LISTS[1]
    assert quoted(text, "三是新建一座水厂。") == LISTS[1]
    assert quoted(text, "会议开了半天。") == "会议开了半天。"


def test_a_sentence_that_announces_things_comes_with_the_one_that_lists_them() -> None:
    announced, listed = "六个村今天入选名单。", "它们是东沟、西沟、南坪和北坪、上湾、下湾。"
    assert quoted(f"{announced}{listed}仪式很短。", announced) == announced + listed
    assert quoted(f"{announced}\n{listed}", announced) == announced
    assert quoted(f"仪式很短。{listed}", "仪式很短。") == "仪式很短。"


def test_items_that_end_in_semicolons_are_one_list() -> None:
    """A long sentence is split at its semicolons; a short one is whole already."""
    many = "，那里有老街、码头和茶园" * 12
    text = f"仪式很短。入选的三个村分别是：湖边的东沟村{many}；山上的西沟村{many}；河口的南坪村{many}。散会后大家合影。"
    whole = text[text.index("入选") : text.index("散会")]
    for item in ("入选的三个村分别是：湖边的东沟村", "山上的西沟村", "河口的南坪村"):
        assert quoted(text, item) == whole
    assert quoted(text, "仪式很短。") == "仪式很短。"


def test_a_sentence_that_introduces_a_list_comes_with_it() -> None:
    text = "今年任务如下：\n1. 修路；\n2. 建校；\n3. 供水。\n会议开了半天。"
    whole = text[: text.index("\n会议")]
    assert quoted(text, "今年任务如下：") == whole
    assert quoted(text, "2. 建校；") == whole


def test_bullets_go_to_the_last() -> None:
    text = "Three towns:\n- Elm\n- Oak\n- Ash\nRain fell all night."
    assert quoted(text, "Three towns:") == "Three towns:\n- Elm\n- Oak\n- Ash"


def test_the_first_item_may_stand_within_the_sentence() -> None:
    text = "要做好两件事，首先修路。其次建校。大家都同意。"
    assert quoted(text, "要做好两件事，首先修路。") == "要做好两件事，首先修路。其次建校。"


def test_a_list_is_quoted_no_further_than_the_limit_and_the_sentence_stays_in_it() -> None:
    text = "".join(f"（{n}）" + "修" * 90 + "。" for n in "一二三四五六七八")
    found = quoted(text, "（六）" + "修" * 90 + "。")
    assert "（六）" in found
    assert len(found) <= MAX_LIST_CHARS
