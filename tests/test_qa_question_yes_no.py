"""The statement that a yes/no question asks to confirm."""

import pytest

from qa.question.yes_no import statement


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("石桥镇签约了吗？", "石桥镇签约了"),
        ("石桥镇是否签约", "石桥镇签约"),
        ("石桥镇签约了没有？", "石桥镇签约了"),
        ("石桥镇有没有签约？", "石桥镇有签约"),
        ("石桥镇是不是县城？", "石桥镇是县城"),
        ("石桥镇能不能通车", "石桥镇能通车"),
        ("石桥镇要签约，对吗？", "石桥镇要签约"),
        ("石桥镇要签约，是不是？", "石桥镇要签约"),
        ("Is Shiqiao the county town?", "is Shiqiao the county town"),
        ("Did Shiqiao sign the contract?", "Shiqiao sign the contract"),
        ("Are there trains to Shiqiao?", "are trains to Shiqiao"),
    ],
)
def test_the_words_that_only_ask_go(question: str, said: str) -> None:
    assert statement(question) == said


@pytest.mark.parametrize(
    "question",
    [
        "石桥镇什么时候签约？",
        "谁签约了？",
        "石桥镇怎么样？",
        "石桥镇签约还是没签约？",
        "石桥镇有多少人吗？",
        "石桥镇签约",
        "Who signed?",
        "Did Shiqiao or Yunling sign?",
        "Is that when it opened?",
        "Shiqiao",
        "",
    ],
)
def test_other_questions_are_none(question: str) -> None:
    assert statement(question) == ""
