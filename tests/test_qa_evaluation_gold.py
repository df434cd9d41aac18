import pytest

from qa.evaluation.gold import held_by, holds


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("签了91份合同", "91份"),
        ("簽訂合同", "签订"),
        ("共有 12 人参加", "12人"),
        ("共有12人参加", "12 人"),
        ("卖出1,653万件", "1653万"),
        ("growth of 8.1% last year", "8.1%"),
        ("增长百分之八点一", "8.1%"),
        ("来了一万四千人", "1.4万人"),
        ("来了14,000人", "1.4万人"),
        ("售价98元，限量", "98元。"),
        ("The Treaty of Rome was signed", "treaty of rome"),
        ("气温20℃", "20℃"),
    ],
)
def test_a_wording_is_found_however_it_is_written(text: str, gold: str) -> None:
    assert holds(text, [gold])


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("112人遇难", "12人"),
        ("增长18.1%", "8.1%"),
        ("增长4.38%", "38%"),
        ("共350席", "35"),
        ("长48.5米", "48"),
        ("签了九十份合同", "91份"),
        ("增长36", "36%"),
        ("随便说说", "。"),
    ],
)
def test_no_piece_of_another_number_is_taken_for_it(text: str, gold: str) -> None:
    assert not holds(text, [gold])


def test_every_item_has_to_be_there_in_any_wording_in_any_of_the_texts() -> None:
    gold = (("四次", "4次"), ("南京",))
    assert held_by(["访问了4次", "去过南京"], gold)
    assert not held_by(["访问了4次"], gold)
    assert not held_by(["去过南京"], gold)


def test_nothing_holds_no_gold() -> None:
    assert not held_by(["什么都有"], ())
    assert not held_by([], (("南京",),))
