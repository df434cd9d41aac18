"""What texts are about, on examples by hand."""

from datetime import date

import pytest

from qa.answer.agreement import scope_of
from qa.facts.scope import scope
from tests.invented_sentences import told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾县的小麦产量", "白杨县的小麦产量"),
        ("临水市的财政收入", "望山市的财政收入"),
        ("7号楼", "本小区8号楼已经封顶"),
        ("地铁2号线", "地铁十号线"),
        ("第三届花展", "第四届花展"),
        ("远航十三号返航", "远航14号启程"),
        ("山西的煤炭", "陕西的煤炭"),
        ("华锦科技有限公司", "盛源能源集团"),
        ("Block A", "Block B is finished"),
        ("the 3rd festival", "the 12th festival"),
        ("Maple County", "Cedar County"),
    ],
)
def test_other_subjects(one: str, other: str) -> None:
    assert scope(one).other_subject(scope(other))
    assert scope(other).other_subject(scope(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾县的小麦产量", "全县的小麦产量"),
        ("青禾县的小麦产量", "青禾的小麦产量，白杨县第二"),
        ("青禾县的小麦产量", "该县与青禾县、白杨县签约"),
        ("第三届花展", "第3届花展"),
        ("远航十三号返航", "远航13号启程"),
        ("远航十三号返航", "会议在八月六号召开"),
        ("哪一集讲了这件事", "第9集讲了这件事"),
        ("山西的煤炭", "太原的煤炭"),
        ("该公司的利润", "华锦科技有限公司的利润"),
        ("短途航段加收多少钱？", "五百公里以上航段加收三十元，比以前节省十元。"),
        ("地图推荐了多少个片区？", "全市有九十处赏梅片区。"),
        ("哪家超市降价了？", "绿港上市以来一直盈利。"),
        ("这个度假村有多大？", "驻村干部住在水乡。"),
        ("Block A", "the whole block"),
    ],
)
def test_the_same_subject_or_none(one: str, other: str) -> None:
    assert not scope(one).other_subject(scope(other))
    assert not scope(other).other_subject(scope(one))


@pytest.mark.parametrize(
    ("text", "years", "parts"),
    [
        ("2021年一季度", {2021}, {"1-3"}),
        ("今年上半年", {2023}, {"1-6"}),
        ("去年前三季度", {2022}, {"1-9"}),
        ("4月份", set(), {"4-4"}),
        ("1至5月", set(), {"1-5"}),
        ("2022年8月6日", {2022}, set()),
        ("2022灯会，2000人参加，门票2023元", {2022}, set()),
        ("全年产量比2021年增长3%", set(), {"1-12"}),
        ("first half of this year", {2023}, {"1-6"}),
        ("in August 2022", {2022}, {"8-8"}),
        ("2020年至2023年", {2020, 2021, 2022, 2023}, set()),
        ("between 2020 and 2022", {2020, 2021, 2022}, set()),
        ("in 2020 and 2022", {2020, 2022}, set()),
        ("1900 to 2000", {*range(1900, 1950), 2000}, set()),
        ("第二天", set(), set()),
        ("流转土地2000亩", set(), set()),
        ("新购机器2010台，植树2000棵，办展2010场", set(), set()),
        ("投资2000欧元", set(), set()),
        ("2022台北书展和2022项目推介会", {2022}, set()),
        ("a workforce of 2000 people", set(), set()),
        ("the plan of 2022 People's Congress", {2022}, set()),
        ("比亚迪2022年销量", {2022}, set()),
        ("比利时2022年出口", {2022}, set()),
        ("较大的港口2022年扩建", {2022}, set()),
        ("產量較2021年增長3%", set(), set()),
        ("产量比上年同期的2021年多", set(), set()),
        ("sold more than 500 cars in 2022", {2022}, set()),
        ("sold more than 2000 new cars in 2022", {2022}, set()),
        ("Tourists from Japan came in 2022", {2022}, set()),
        ("up 3 percent from the same period of 2021", set(), set()),
        ("3 percent more than in March 2021", set(), set()),
        ("Compared with 2021, sales rose", set(), set()),
        ("from 2019 to 2021", {2019, 2020, 2021}, set()),
        ("一至三季度", set(), {"1-9"}),
        ("1-3季度", set(), {"1-9"}),
        ("第二季度至第四季度", set(), {"4-12"}),
        ("前两个季度", set(), {"1-6"}),
        ("第三季度", set(), {"7-9"}),
        ("今年前8月", {2023}, {"1-8"}),
        ("前十个月", set(), {"1-10"}),
        ("此前8个月", set(), set()),
        ("上一季度和每一季度", set(), set()),
        ("日本年轻人的基本年薪", set(), set()),
        ("文明年度人物", set(), set()),
    ],
)
def test_periods(text: str, years: set[int], parts: set[str]) -> None:
    found = scope(text, date(2023, 7, 20))
    assert set(found.years) == years
    assert set(found.parts) == parts


def test_this_year_is_unknown_without_a_day() -> None:
    assert scope("今年").years == frozenset()


def test_a_name_is_named_without_its_class() -> None:
    asked = scope("青禾的小麦产量").naming([scope("青禾县增产"), scope("白杨县减产")])
    assert asked.other_subject(scope("白杨县减产"))
    assert not asked.other_subject(scope("青禾县增产"))


def test_a_part_of_what_was_said_is_about_its_subject_too() -> None:
    asked, text = scope("青禾县有多少座水库？"), "青禾县有二十座水库。其中，三座靠着白杨县。白杨县有九座。"
    part, other = (told(text, text.index(words)) for words in ("其中", "白杨县有"))
    assert not asked.other_subject(scope_of(part))
    assert asked.other_subject(scope_of(other))
