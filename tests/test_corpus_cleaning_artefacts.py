import pytest

from corpus.cleaning.artefacts import drop_invisible, drop_spelled, one_line


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("優(yōu)化", "優化"),
        ("會(huì )議", "會議"),
        ("創(chuàng )新", "創新"),
        ("共贏(yíng)", "共贏"),
        ("車(chē)站", "車站"),
        ("落戶(hù)", "落戶"),
        ("一線(xiàn)城市", "一線城市"),
        ("開(kāi)局", "開局"),
        ("綠（lǜ）色", "綠色"),
        ("董事長(cháng)說", "董事長說"),
        ("優(yo\u0304u)化", "優化"),
        ("发(fā)展", "发展"),
        ("優(yōu)(yōu)化", "優化"),
    ],
)
def test_toned_pinyin_behind_the_character_it_spells_goes(page: str, text: str) -> None:
    assert drop_spelled(page) == text


@pytest.mark.parametrize(
    "text",
    [
        "世界贸易组织(WTO)",
        "人工智能(AI)和大数据(big data)",
        "苹果(apple)公司",
        "合作协议(6+1)",
        "他(ta)是老师",
        "他(he)说",
        "忻州(Xīnzhōu)位于山西",
        "忻州(xīnzhōu)位于山西",
        "何(Hé)先生",
        "六(lù)安市在安徽",
        "张翀(chōng)说",
        "滹(hū)沱(tuó)河",
        "妈(mā)、麻(má)、马(mǎ)、骂(mà)",
        "优(hǎo)化",
        "(yōu)化",
        "第一(二)条",
    ],
)
def test_real_brackets_stay(text: str) -> None:
    assert drop_spelled(text) == text


def test_in_a_spelled_page_syllables_without_a_tone_go_too_and_real_brackets_stay() -> None:
    page = "優(yōu)化發(fā)展，我們(men)實(shí)現目標(WTO)，六(lù)安他(he)"
    assert drop_spelled(page) == "優化發展，我們實現目標(WTO)，六安他(he)"


def test_two_certain_artefacts_do_not_make_a_spelled_page() -> None:
    assert drop_spelled("優(yōu)化發(fā)展，我們(men)") == "優化發展，我們(men)"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("太\u200b原\ufeff市", "太原市"),
        ("协\u00ad同", "协同"),
        ("太\u200d原\u200c", "太原"),
        ("\u200e太原\u202c", "太原"),
        ("太\x00原\x08", "太原"),
        ("一\r\n二\r三\u2028四\x0c五", "一\n二\n三\n四\n五"),
        ("一\n\n\n\n二", "一\n\n二"),
    ],
)
def test_invisible_characters_go_and_line_ends_become_newlines(page: str, text: str) -> None:
    assert drop_invisible(page) == text


@pytest.mark.parametrize("text", ["👨‍👩‍👧 来了", "می‌خواهم", "क्‍ष", "a\tb", "太原\u3000忻州", "10\xa0km", "☀️"])
def test_joiners_that_mean_something_and_spaces_stay(text: str) -> None:
    assert drop_invisible(text) == text


def test_one_line_holds_nothing_that_cannot_be_shown() -> None:
    assert (
        one_line(" \x1b[31m供\u200b热\r\n \x9b1m管\ud800网\x00\t👨\u200d👩 \u3000")
        == "[31m供热 1m管\ufffd网\ufffd 👨\u200d👩"
    )
