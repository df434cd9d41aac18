"""Sentences about another time than the question's."""

from datetime import date

import pytest

from qa.answer.conditions.other_time import of_another_time
from qa.answer.sentence import Sentence
from tests.invented_sentences import told


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
        ("下半年港口查了多少船？", told("6—11月，港口查了90艘船。", 0), False),
        ("下半年港口查了多少船？", told("1—6月，港口查了90艘船。", 0), True),
        ("上半年港口查了多少船？", told("1—9月，港口查了90艘船。", 0), True),
        ("7月港口的吞吐量是多少？", told("2月的数字公布了。港口的吞吐量是90万吨。", 9), True),
        ("2023年港口入选了哪个名单？", told("2024年的名单公布了。港口新增入选。", 11, day=date(2024, 11, 1)), True),
        ("2024年8月底港口为什么停工？", told("港口7月停过工。因为大风，港口停工。", 8, day=date(2024, 8, 29)), False),
        ("2024年12月有多少人反对？", told("有214人反对。", 0, day=date(2024, 2, 14)), True),
        ("12月港口的吞吐量是多少？", told("港口的吞吐量是90万吨。", 0, day=date(2024, 1, 3)), False),
        ("2023年12月港口的吞吐量是多少？", told("港口的吞吐量是90万吨。", 0, day=date(2024, 1, 3)), False),
        ("2024年12月港口的吞吐量是多少？", told("港口的吞吐量是90万吨。", 0, day=date(2024, 1, 3)), True),
        ("7月港口的吞吐量是多少？", told("7月的数字高于2月。港口的吞吐量是90万吨。", 10), False),
        ("去年港口的吞吐量是多少？", told("今年港口的吞吐量是900万吨。", 0), True),
        ("去年港口的吞吐量是多少？", told("去年港口的吞吐量是900万吨。", 0), False),
        ("去年港口的吞吐量是多少？", told("今年港口的吞吐量是900万吨，去年是800万吨。", 0), False),
        ("今年港口的吞吐量是多少？", told("港口的吞吐量是900万吨，比去年增长两成。", 0), False),
        ("How much did the port load last year?", told("The port has loaded 9 million tonnes this year。", 0), True),
    ],
)
def test_a_sentence_of_another_year_is_told_from_one_that_its_article_dates(
    question: str, sentence: Sentence, other: bool
) -> None:
    assert of_another_time(question, [sentence]) is other
