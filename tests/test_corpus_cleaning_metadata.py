from datetime import date

import pytest

from corpus.cleaning.metadata import metadata
from corpus.cleaning.steps import clean
from corpus.types import Metadata

BODY = "　　三千人参加了这次长跑，最年长的七十八岁。\n　　组织者说，明年还要再办一次。"
TITLE = "太原举办冬季长跑"
DAY = date(2022, 8, 6)


@pytest.mark.parametrize(
    ("dateline", "source"),
    [
        ("2022年08月06日 12:08 - 来源:山西日报", "山西日报"),
        ("2022年08月06日12:08 | 来源：人民网－山西频道", "人民网－山西频道"),
        ("类别:国内\xa0 发布时间:2022-08-06 20:36:00\xa0 来源:人民资讯", "人民资讯"),
        ("2022-08-06 17:06:19 来源:人民网 \xa0 作者:张三 \xa0责任编辑:李四", "人民网"),
        ("2022-08-06 17:06 来源：新华网 分享到：微信 微博 字号：大 中 小", "新华网"),
        ("发布日期：2022-08-06 信息来源：市应急局 浏览次数：35 【打印】【关闭】", "市应急局"),
        ("來源：中央社 發布時間：2022/8/6", "中央社"),
        ("2022-08-06 来源：China Daily", "China Daily"),
        ("人民网 2022-08-06", "人民网"),
        ("2022年8月6日 08:30 新浪财经", "新浪财经"),
        ("原创 张三 太原发布 2022-08-06 08:30", "太原发布"),
        ("2022 08/06 17:06:19\n来源：新华网", "新华网"),
        ("来源：新华社\n作者：张三\n2022-08-06", "新华社"),
        ("Published: August 6, 2022 | Source: Reuters", "Reuters"),
        ("By Jane Doe | August 6, 2022", ""),
        ("2022-08-06", ""),
    ],
)
def test_a_dateline_gives_date_and_source_and_the_headline_stands_above_it(dateline: str, source: str) -> None:
    page = f"首页 > 新闻 > 正文\n\n{TITLE}\n\n{dateline}\n\n{BODY}"
    assert metadata(page) == Metadata(TITLE, source, DAY, "")


@pytest.mark.parametrize(
    "byline",
    [
        "本报记者 张三 李四",
        "□ 本报记者 张三",
        "张三 李四",
        "太原晚报 张三",
        "作者：张三",
        "文/张三 图/李四",
        "通讯员 张三 记者 李四 摄影报道",
        "By Jane Doe and Tom Reed, Reuters",
    ],
)
def test_a_line_that_names_the_writers_is_not_the_headline(byline: str) -> None:
    for dateline in ("2022-08-06 10:00 来源：太原晚报", "2022-08-06 12:08", "2022-08-06"):
        page = f"{TITLE}\n{byline}\n{dateline}\n{BODY}"
        assert metadata(page).title == TITLE
        assert TITLE not in clean(page, TITLE)
    assert metadata(f"{byline}\n{TITLE}\n{BODY}").title == TITLE
    assert metadata(f"{byline}\n2022-08-06\n{BODY}").title == byline


def test_a_single_dateline_is_enough() -> None:
    assert metadata("2022年08月06日 12:08 - 来源:山西日报") == Metadata("", "山西日报", DAY, "")


def test_a_government_portals_name_is_completed_where_the_page_cuts_it_off() -> None:
    page = f"{TITLE}\n2022-08-06 来源:某省人民政府门户网\n{BODY}"
    assert metadata(page).source == "某省人民政府门户网站"


def test_the_headline_may_stand_below_the_dateline() -> None:
    assert metadata(f"2022-08-06 10:00 来源：新华网\n{TITLE}\n{BODY}").title == TITLE


def test_a_subtitle_or_a_writers_name_is_not_the_headline() -> None:
    page = f"{TITLE}\n——三千人上街\n张三\n2022-08-06 来源：太原晚报\n{BODY}"
    assert metadata(page).title == TITLE


@pytest.mark.parametrize("line", [f"{TITLE}_人民网", f"{TITLE} - 山西新闻网", f"标题：{TITLE}", f"Title: {TITLE}"])
def test_a_title_is_shown_without_label_and_site(line: str) -> None:
    assert metadata(f"{line}\n2022-08-06 来源：太原晚报\n{BODY}").title == TITLE


def test_without_a_dateline_the_first_heading_is_the_title() -> None:
    assert metadata(f"{TITLE}\n{BODY}") == Metadata(TITLE, "", None, "")


def test_a_heading_between_paragraphs_is_not_the_title() -> None:
    page = f"　　三千人参加了这次长跑。\n各路好手\n{BODY}"
    assert metadata(page).title == "三千人参加了这次长跑"


def test_a_long_first_sentence_is_cut_at_a_comma() -> None:
    first = "三千人在一个寒冷的早晨从汾河公园出发，沿着河岸一直跑到南中环桥，又从那里折返，全程十公里，没有人受伤"
    assert (
        metadata(f"{first}。").title == "三千人在一个寒冷的早晨从汾河公园出发，沿着河岸一直跑到南中环桥，又从那里折返…"
    )


def test_a_title_has_no_pinyin_left() -> None:
    page = f"優(yōu)化城鄉發(fā)展\n2022-08-06 来源：太原晚报\n{BODY}"
    assert metadata(page).title == "優化城鄉發展"


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("2022-08-06-太原长跑纪事.txt", "太原长跑纪事", DAY),
        ("news/20220806_x.txt", "", DAY),
        ("2022-08-06-title.txt", "", DAY),
        ("2022_08_06 Winter-run in Taiyuan.md", "Winter run in Taiyuan", DAY),
        ("000_c5644a4821e58e7b.txt", "", None),
        ("page_3.html", "", None),
        ("new text document.txt", "", None),
        ("新建文本文档.txt", "", None),
    ],
)
def test_the_file_name_is_the_last_resort(name: str, title: str, day: date | None) -> None:
    found = metadata("三千人参加了这次长跑。", name)
    assert (found.title, found.published) == (title or "三千人参加了这次长跑", day)


def test_the_page_counts_more_than_the_file_name() -> None:
    found = metadata(f"{TITLE}\n2022-08-06 来源：太原晚报\n{BODY}", "2001-01-01-另外一个标题.txt")
    assert (found.title, found.published) == (TITLE, DAY)


@pytest.mark.parametrize(
    ("ending", "source"),
    [
        ("（来源：太原晚报）", "太原晚报"),
        ("\n来源：太原晚报", "太原晚报"),
        ("\n文章来源：太原晚报\n责任编辑：张三", "太原晚报"),
    ],
)
def test_the_source_may_stand_at_the_end(ending: str, source: str) -> None:
    assert metadata(f"{TITLE}\n{BODY}{ending}").source == source


def test_an_agencys_credit_is_the_source_where_none_is_named() -> None:
    assert metadata(f"{TITLE}\n新华社北京8月6日电 今天下雪了。").source == "新华社"
    assert metadata(f"{TITLE}\n来源：太原晚报\n新华社北京8月6日电 今天下雪了。").source == "太原晚报"


def test_a_paper_is_dated_by_its_last_line() -> None:
    assert metadata(f"{TITLE}\n{BODY}\n某市人民政府\n2022年8月6日").published == DAY


def test_a_dateline_below_a_summary_counts() -> None:
    page = f"{TITLE}\n摘要：三千人参加了长跑。\n发布时间：2022-08-06 来源：太原晚报\n{BODY}"
    assert metadata(page) == Metadata(TITLE, "太原晚报", DAY, "")


@pytest.mark.parametrize(
    "text",
    [
        "公司成立于2022年8月6日。\n煤炭收入来源：太原和大同。",
        "2022年8月6日\n公司成立。\n2022年9月6日\n公司上市。\n2022年10月6日\n公司更名。",
        "消息传开。\n资金来源：财政\n截止时间：2022年8月6日\n报名从速。",
        "活动安排如下。\n时间：2022年8月6日 地点：太原\n欢迎参加。",
        "成绩可以在网上查询。\n公布时间：2022年8月6日\n名单另行张贴。",
    ],
)
def test_dates_and_sources_that_an_article_speaks_of_are_not_its_own(text: str) -> None:
    found = metadata(text)
    assert (found.source, found.published) == ("", None)


def test_dates_of_other_articles_are_not_the_articles_own() -> None:
    others = "".join(f"某县的新闻刚刚开了个头\n2025-11-{day} 10:00\n" for day in range(10, 15))
    assert metadata(f"{TITLE}\n{BODY}\n更多关于太原的资讯：\n{others}").published is None


@pytest.mark.parametrize("label", ["原文链接：", "原文地址:", "网址： ", "URL: "])
def test_the_address_stands_behind_a_label(label: str) -> None:
    assert metadata(f"{TITLE}\n{BODY}\n{label}https://example.com/a?b=1&c=2").url == "https://example.com/a?b=1&c=2"


def test_an_empty_label_gives_no_address_and_an_empty_page_nothing() -> None:
    assert metadata(f"{BODY}\n信息原文地址:\n\n地址：太原市府东街").url == ""
    assert metadata("") == Metadata()


BODY = "今天上午,横跨白河的新大桥合龙,比计划提前了二十天,桥长一千二百米,明年春天就可以通车。"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("2023/3/24 下午05:06:00 来源：河州日报", "河州日报"),
        ("2023年3月24日17时06分 来源：河州日报", "河州日报"),
        ("2023-03-24T09:06:00Z 来源：河州日报", "河州日报"),
        ("2023-03-24 17:06 IP属地：河北", ""),
        ("2023年03月24日 星期五 第05版：要闻", ""),
        ("河州发布 2023-03-24 17:06 发表于河北", "河州发布"),
        ("河州日报 2023-03-24 17:06 河州日报官方账号", "河州日报"),
        ("March 24, 2023 at 5:06 pm", ""),
        ("更新时间：2023-05-01 08:00 发布时间：2023-03-24 17:06 来源：河州日报", "河州日报"),
        ("发布时间：2023-03-24 17:06 更新时间：2023-05-01 08:00 来源：河州日报", "河州日报"),
        ("民國112年3月24日 來源：河州日報", "河州日報"),
        ("二O二三年三月廿四日 来源：河州日报", "河州日报"),
        ("2023年三月二十四日 来源：河州日报作者：李岚", "河州日报"),
        ("2023-03-24 17:06 来源：河州日报 责任编辑：李岚", "河州日报"),
        ("2023-03-24 来源：河州日报我要举报", "河州日报"),
        ("2023-03-24 来源：nan", ""),
        ("2023-03-24 来源：www.hezhou.cn/a", ""),
    ],
)
def test_a_dateline_is_read_as_people_and_platforms_write_it(line: str, source: str) -> None:
    found = metadata(f"白河新大桥合龙\n{line}\n\n{BODY}")
    assert (found.title, found.published, found.source) == ("白河新大桥合龙", date(2023, 3, 24), source)
    assert clean(f"白河新大桥合龙\n{line}\n\n{BODY}", found.title) == BODY


@pytest.mark.parametrize("line", ["嘉宾连线 | 2023-03-24 17:06 | 第三季", "@小河 2023-03-24 已编辑过"])
def test_a_day_counts_though_the_rest_of_its_line_is_not_understood(line: str) -> None:
    assert metadata(f"白河新大桥合龙\n{line}\n\n{BODY}").published == date(2023, 3, 24)


@pytest.mark.parametrize("line", ["关于2023年3月24日停水的通知", "2023-03-24停水，2023-03-25供水"])
def test_a_day_that_a_heading_speaks_of_is_not_the_pages_own(line: str) -> None:
    assert metadata(f"白河新大桥合龙\n{line}\n\n{BODY}").published is None


def test_the_time_may_stand_before_the_text_in_its_line() -> None:
    assert metadata(f"2023-03-24 17:06:00，正文：{BODY}").published == date(2023, 3, 24)
    assert metadata(f"发布时间：2023-03-24 正文：{BODY}").published == date(2023, 3, 24)
    assert metadata(f"2023年3月24日，{BODY}").published is None


def test_the_day_of_publication_counts_before_the_one_of_a_change_on_another_line() -> None:
    page = f"白河新大桥合龙\n更新时间：2023-05-01\n发布时间：2023-03-24\n\n{BODY}"
    assert metadata(page).published == date(2023, 3, 24)


@pytest.mark.parametrize(
    "head",
    ["来源：\n河州日报\n时间：\n2023-03-24", "发布时间：\n\n2023-03-24\n来源：\n\n河州日报", "3月24日 来源：河州日报"],
)
def test_a_label_may_stand_above_its_value_or_beside_a_day_without_a_year(head: str) -> None:
    page = f"白河新大桥合龙\n{head}\n\n{BODY}"
    found = metadata(page)
    assert found.source == "河州日报"
    assert found.published in (date(2023, 3, 24), None)
    assert clean(page, found.title) == BODY


def test_an_empty_label_takes_no_sentence() -> None:
    page = f"白河新大桥合龙\n来源：\n{BODY}"
    assert metadata(page).source == ""
    assert BODY in clean(page)
