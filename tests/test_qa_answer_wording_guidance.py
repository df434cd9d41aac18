"""Input that is not a question, and the guidance it gets."""

import pytest

from index.query import Query
from qa.answer.wording.guidance import Unasked, guidance, unasked


def of(text: str) -> Unasked | None:
    return unasked(text, Query(text, (), (), ()))


@pytest.mark.parametrize(
    "text",
    [
        "Hello",
        "hi there!",
        "Good morning",
        "你好",
        "您好！",
        "你好，在吗？",
        "谢谢",
        "Thanks.",
        "你能做什么？",
        "？！",
        "🙂",
        "是吗？",
        "为什么呢",
        "is it?",
        "Why?",
        "你是谁",
    ],
)
def test_what_asks_nothing(text: str) -> None:
    assert of(text) is Unasked.NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "总结一下",
        "请总结所有文章",
        "帮我概括一下全文内容",
        "介绍一下",
        "Summarise everything",
        "Please summarize the articles.",
        "Tell me something",
        "Give me an overview of these articles",
    ],
)
def test_a_summary_of_everything(text: str) -> None:
    assert of(text) is Unasked.EVERYTHING


@pytest.mark.parametrize(
    "text", ["大同", "大同。", "青禾县", "大同 阳泉", "临水市？", "介绍一下大同", "请总结一下青禾县"]
)
def test_a_bare_place(text: str) -> None:
    assert of(text) is Unasked.BARE


@pytest.mark.parametrize(
    "text",
    [
        "大同的市长是谁",
        "大同古城墙",
        "王建国",
        "总结会什么时候开",
        "总结一下新机场的工程进度",
        "Summarise the new airport's schedule",
        "hello kitty的作者是谁",
        "Who was it that founded the school?",
        "粮食产量",
        "哪个市",
        "有多少个县",
        "这里是什么地区",
        "比较大同市",
        "什么是示范区",
        "帮助老人的项目有哪些",
        "你好旅行社的地址",
    ],
)
def test_what_may_be_a_question(text: str) -> None:
    assert of(text) is None


def test_guidance_is_in_the_language_of_the_question_and_names_the_place() -> None:
    assert "mayor of Datong?" in guidance("Datong", Unasked.BARE)
    assert "“大同的市长是谁？”" in guidance("大同？", Unasked.BARE)
    assert "“大同的市长是谁？”" in guidance("介绍一下大同", Unasked.BARE)
    assert "about Datong?" in guidance("Tell me about Datong", Unasked.BARE)
    assert guidance("Hello", Unasked.NOTHING).startswith("Ask about")
    assert "提问" in guidance("总结一下", Unasked.EVERYTHING)
