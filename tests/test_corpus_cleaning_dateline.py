"""Datelines as platforms write them: date and outlet are known, and the line is no text."""

import pytest

from corpus.cleaning.dateline import dateline, names_writers


@pytest.mark.parametrize(
    "line",
    [
        "2021-03-04 10:20:33 河湾日报 记者 王泉",
        "河湾日报 | 2021-03-04 10:20 | 阅读 1.2万",
        "河湾日报 2021.03.04 星期四 A03版 要闻",
        "河湾日报2021年3月4日讯",
        "发表于 2021-03-04 10:20:00 来自：河湾日报",
        "昨天 10:20 2021-03-04 来源：河湾日报",
        "2021-3-4 来源：河湾日报 已有33人评论",
        "原创 河湾日报 2021-03-04 10:20 山西",
        "来源于：河湾日报 2021-03-04",
    ],
)
def test_the_day_and_the_outlet_are_read(line: str) -> None:
    found = dateline(line)
    assert found
    assert (str(found.published), found.source) == ("2021-03-04", "河湾日报")


@pytest.mark.parametrize(
    "line", ["记者 王泉走访了河湾日报的三个旧址", "2021年3月4日，河湾日报的记者 王泉到了水库。", "山西 太原 阅读 写作"]
)
def test_what_says_more_is_no_dateline(line: str) -> None:
    assert dateline(line) is None


def test_a_line_of_writers_has_labels_and_nothing_else() -> None:
    assert names_writers("作者: 王泉")
    assert not names_writers("王泉")
    assert not names_writers("来源: 河湾日报")
    assert not names_writers("记者问：王泉为什么来到河湾？")
