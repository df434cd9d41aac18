import pytest

from qa.facts.foreign_names import writes
from qa.facts.name_matching import has_name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Belgorod", "别尔哥罗德市"),
        ("Vuhledar", "重镇乌格列达尔"),
        ("Donetsk", "顿涅茨克以西"),
        ("Sanchez", "首相桑切斯表示"),
        ("Embaló", "总统恩巴洛"),
        ("Zelensky", "泽连斯基说"),
    ],
)
def test_a_foreign_name_is_found_in_the_characters_that_write_it(name: str, text: str) -> None:
    assert writes(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [("Biden", "首相桑切斯表示"), ("Merkel", "总统恩巴洛"), ("Belgorod", "顿涅茨克以西"), ("Putin", "山西的经济发展")],
)
def test_another_name_is_not(name: str, text: str) -> None:
    assert not writes(text, name)


def test_the_family_name_alone_is_enough() -> None:
    assert has_name("主席冯德莱恩致信各国", "Ursula von der Leyen")
    assert not has_name("主席冯德莱恩致信各国", "Ursula Merkel")
