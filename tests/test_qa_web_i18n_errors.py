from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import NothingToRead, QAError
from index.errors import Busy, DamagedIndex, NoIndex
from qa.service import Service
from qa.web.i18n.error_messages import error_text, message_text
from qa.web.i18n.phrases import CHINESE, ENGLISH


@pytest.fixture
def service(tmp_path: Path, write: Callable[..., Path]) -> Service:
    made = Service(tmp_path / "home", model="hashing")
    made.rebuild([write(one="忻州的文章。这里说投资。")])
    return made


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (NoIndex("no_index", home="/x"), "/x 中还没有索引：请用 qa rebuild 文件夹 读入文章，或用 qa serve 试用示例"),
        (Busy("busy_unknown"), "另一个进程正在重建索引：请等它完成后再试"),
        (DamagedIndex("damage_missing", path="x"), "缺少索引文件 x"),
        (NothingToRead("path_missing", path="/x"), "/x 不存在：请核对文件或文件夹的名称"),
        (QAError("something new"), "Something new"),
        (QAError("date_invalid", date="{0.x}"), "“{0.x}”不是日期：请写成 2022-08-06、2022-08 或 2022"),
    ],
)
def test_errors_in_chinese(error: QAError, line: str) -> None:
    assert error_text(error, CHINESE) == line
    assert error_text(error, ENGLISH).lower() == str(error).lower()


def test_errors_in_english_begin_as_a_sentence_does_but_names_stay_as_they_are() -> None:
    for said, line in (
        ("the question is empty", "The question is empty"),
        ("vectors.bin is missing", "vectors.bin is missing"),
        ("/x does not exist", "/x does not exist"),
        ("", ""),
    ):
        assert error_text(QAError(said), ENGLISH) == line


def test_what_the_service_raises_is_known_in_chinese(service: Service, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "a.exe").write_text("x")
    wrong: list[Callable[[], object]] = [
        lambda: service.search("x" * 3_000),
        lambda: service.search("x", mode="magic"),
        lambda: service.search("x", since="soon"),
        lambda: service.search("x", since="2023", until="2022"),
        lambda: service.search("x", source="nobody"),
        lambda: service.search("x", article="nobody"),
        lambda: service.remove("nobody"),
        lambda: service.restore("nobody"),
        lambda: service.rebuild([tmp_path / "nowhere"]),
        lambda: service.rebuild([tmp_path / "empty"]),
        lambda: service.rebuild([tmp_path / "none"]),
    ]
    for action in wrong:
        with pytest.raises(QAError) as raised:
            action()
        told = error_text(raised.value, CHINESE)
        assert "\n" not in told
        assert told != str(raised.value)
    assert "问题是空的" in message_text(service.ask("").text, CHINESE)
