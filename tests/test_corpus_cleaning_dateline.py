"""Datelines as platforms write them: date and outlet are read, and the line is left out of the text."""

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
        "2021年3月4日 PM 5:06 来源：河湾日报",
        "2021年3月4日 10∶20 来源：河湾日报",
        "21-03-04 10:20 来源：河湾日报",
        "中華民國110年3月4日 来源：河湾日报",
        "發布日期：110/03/04 来源：河湾日报",
        "2021-03-04 10:20 发布于河北 河湾日报官方账号",
        "河湾日报 2021-03-04 10:20 已认证账号",
        "更新于 2022-05-01 08:00 发布于 2021-03-04 10:20 来源：河湾日报",
        "最近更新：2022-05-01 首次发布：2021-03-04 来源：河湾日报",
        "来源丨河湾日报 2021-03-04",
        "文/王泉 来源/河湾日报 2021-03-04",
        "来源：河湾日报 记者 王泉 2021-03-04",
        "来源：河湾日报记者王泉 2021-03-04",
        "来源：河湾日报（记者 王泉） 2021-03-04",
        "来源：《河湾日报》2021-03-04",
        "来源：河湾日报2021-03-04",
        "2021-03-04 来源：河湾日报责任编辑王泉",
        "2021-03-04 来源：河湾日报 听新闻",
        "2021-03-04 10:20 | 来源：河湾日报 | 查看：35 | 评论：0",
        "《河湾日报》（2021年3月4日 05版）",
    ],
)
def test_the_day_and_the_outlet_are_read(line: str) -> None:
    found = dateline(line)
    assert found
    assert (str(found.published), found.source) == ("2021-03-04", "河湾日报")


@pytest.mark.parametrize(
    "line",
    [
        "2021-03-04 10:20 王泉",
        "王泉 | 2021-03-04",
        "2021-03-04 10:20 · 来自河北",
        "2021-03-04 10:20 来自iPhone客户端",
        "2021-03-04 10:20:33 发布于：河北省",
        "编辑于 2021-03-04 10:20・IP 属地河北",
        "版次：第03版 2021-03-04",
        "2021-03-04 10:20 首发",
        "2021-03-04 10:20 评论(0) 阅读(35)",
        "2021年3月4日 星期四 农历正月廿一",
        "Thu Mar 04 10:20:00 CST 2021",
        "Updated 5:06 PM, May 1, 2022; Published 10:20 AM EST, March 4, 2021",
        "Posted on March 4, 2021 by admin",
        "March 4, 2021 · 3 min read",
        "2021-03-04 来源：暂无",
    ],
)
def test_a_dateline_may_name_no_outlet(line: str) -> None:
    found = dateline(line)
    assert found
    assert (str(found.published), found.source) == ("2021-03-04", "")


@pytest.mark.parametrize(
    "line",
    [
        "时间：2021-03-04 10:20 地点：县政府三楼",
        "桃源镇 · 2021-03-04 10:20",
        "2021-03-04 10:20 柳湾水库开工仪式",
        "v21-03-04",
        "记者 王泉走访了河湾日报的三个旧址",
        "2021年3月4日，河湾日报的记者 王泉到了水库。",
        "山西 太原 阅读 写作",
        "河湾日报 · 发布时间: 2021-03-04 · 阅读量: 35",
        "2021-03-04 · 来源: 河湾日报 · 篇数: 12",
    ],
)
def test_what_says_more_is_no_dateline(line: str) -> None:
    assert dateline(line) is None


def test_a_longer_name_before_the_day_and_the_time_is_who_posted_it() -> None:
    assert [
        found.source
        for line in ("原创 RiverPost 2021-03-04 10:20", "河湾的人文 2021-03-04 10:20")
        if (found := dateline(line))
    ] == [
        "RiverPost",
        "河湾的人文",
    ]
    assert dateline("河湾的人文 2021-03-04") is None


def test_a_line_of_writers_has_labels_and_nothing_else() -> None:
    assert names_writers("作者: 王泉")
    assert not names_writers("王泉")
    assert not names_writers("来源: 河湾日报")
    assert not names_writers("记者问：王泉为什么来到河湾？")
