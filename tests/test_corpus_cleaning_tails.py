"""Text below an article that belongs to the page: credits, notices and invitations in their many forms."""

import pytest

from corpus.cleaning.metadata import metadata
from corpus.cleaning.steps import clean

BODY = (
    "清河县上月在城东新建了一座小型水文站，用来测量汛期的水位和流量。\n"
    "据悉，县里还将在明年春天之前把下游三座老桥的护栏全部换新，费用由省里承担。"
)
ENGLISH = "The town of Brindle opened a small gauging station last month.\nThe county will replace three old bridges in spring."


@pytest.mark.parametrize(
    "line",
    [
        "本期编辑 王小禾",
        "（编辑 王小禾）",
        "新媒体编辑：小禾",
        "一审：王小禾 二审：赵青 三审：孙立",
        "总监制：周正",
        "作者：李木森",
        "文/李木森 图/赵青",
        "文｜李木森 编辑｜赵青",
        "校对 赵青",
        "执行主编：周正",
        "记者：李木森 通讯员：赵青",
        "供稿：清河县水务局",
        "综合清河日报、清河发布",
        "（原标题：清河县新建水文站）",
        "（新华社）",
        "※ 版权归原作者所有，转载请注明出处",
        "【版权声明】本文著作权归清河日报所有。",
        "（图源：网络，侵删）",
        "如涉及侵权，请与我们联系。",
        "未经许可，任何人不得使用本站图片。",
        "违者本网将追究法律责任。",
        "新闻热线：0300-1234567",
        "点个“在看”，让更多人看到",
        "觉得不错，请点“在看”",
        "点赞、在看、分享，一键三连",
        "分享到朋友圈",
        "欢迎关注清河发布",
        "长按关注",
        "（完）",
        "END",
    ],
)
def test_a_line_of_the_page_below_the_article_goes(line: str) -> None:
    assert clean(f"{BODY}\n{line}") == BODY
    assert clean(f"{BODY}\n{line}\n责任编辑：王小禾") == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Edited by Tom Reed",
        "Editors: Tom Reed, Ann Lee",
        "Copy editor: Ann Lee",
        "Reporting by Tom Reed; Editing by Ann Lee",
        "Photo: Tom Reed",
        "(Xinhua)",
    ],
)
def test_an_english_credit_below_the_article_goes(line: str) -> None:
    assert clean(f"{ENGLISH}\n{line}") == ENGLISH


@pytest.mark.parametrize(
    "line",
    [
        "来源于省级财政的资金占到全部投入的六成。",
        "编辑部认为，这篇报告的结论还需要更多证据。",
        "作者：这本书写了多久？李木森说，前后写了八年。",
        "作者：李木森，清河县人，著有《河边的二十年》，现任水文站站长。",
        "记者：这套设备花了多少钱？",
        "记者：谢谢您接受采访。",
        "责任编辑这个职业，在小报社里往往要做三个人的事。",
        "主编这部县志的是退休教师赵青。",
        "看完展览之后，老人在留言簿上写了两页。",
        "点赞的人多了，提意见的人却少了。",
        "分享会上，她讲了自己在山里教书的二十年。",
        "侵权责任由出版社承担，法院的判决书写得很清楚。",
        "网络图片显示，当时河水已经漫过了桥面。",
        "短视频平台成为网络消费新热点。",
        "该公司的视频业务已接入全国网络，用户超过一亿。",
        "（记者 李木森）",
        "如存在侵权行为，依法承担民事责任。",
        "未经河道管理所许可，严禁使用电鱼设备。",
        "未经水务局批准同意，任何单位不得复制闸门钥匙。",
        "违者追究法律责任。",
    ],
)
def test_a_line_of_the_article_that_begins_like_one_of_the_page_stays(line: str) -> None:
    for text in (f"{BODY}\n{line}", f"{line}\n{BODY}"):
        assert clean(text) == text


def test_names_in_a_list_of_the_article_stay() -> None:
    book = f"{BODY}\n《河边的二十年》\n作者：李木森\n出版社：清河书局\n定价：三十元"
    assert clean(book) == book


@pytest.mark.parametrize("credit", ["（责任编辑：王小禾）", "[来源: 清河日报]", "责任编辑：王小禾", "（完）"])
def test_a_credit_behind_the_last_sentence_goes_and_its_source_is_known(credit: str) -> None:
    assert clean(BODY + credit) == BODY
    assert metadata(f"清河县新建水文站\n{BODY}{credit}").source == ("清河日报" if "来源" in credit else "")


def test_brackets_behind_a_sentence_that_name_no_credit_stay() -> None:
    text = f"{BODY}（见第三版）"
    assert clean(text) == text


@pytest.mark.parametrize(
    "facts",
    [
        "相关信息\n开放时间：每周三至周日\n参观地点：清河水文站\n门票：免费",
        "其他信息：\n报名时间：十月底以前\n联系电话：0300-1234567",
        "主办单位：清河县水务局，承办单位：清河县体育局\n起点：老桥\n奖金：冠军三千元",
    ],
)
def test_facts_below_the_article_stay(facts: str) -> None:
    assert clean(f"{BODY}\n{facts}") == f"{BODY}\n{facts}"


@pytest.mark.parametrize(
    "tail",
    [
        "相关信息\n清河县修桥\n下游老桥换新护栏",
        "其他信息：\n电话：0300-1234567\n邮编：030000",
        "版权所有 清河网\n主管：清河县政府\n主办：清河县水务局",
    ],
)
def test_links_and_contacts_below_such_a_heading_go(tail: str) -> None:
    assert clean(f"{BODY}\n{tail}") == BODY


@pytest.mark.parametrize(
    "rows",
    [
        "比赛 · 主办单位 · 承办单位\n清河长跑 · 主办单位: 县政府 · 承办单位: 县体育局",
        "企业 · 许可证编号 · 地址\n老桥面粉厂 · 许可证编号: SC10114090000123 · 地址: 桥东",
        "软件 · 版权所有 · 登记号\n清河通 · 版权所有: 清河软件厂 · 登记号: 2022SR001",
        "日期 · 来源 · 篇数\n2022-03-24 · 来源: 清河日报 · 篇数: 12\n2022-03-25 · 来源: 清河发布 · 篇数: 9",
    ],
)
def test_the_rows_of_a_table_are_data_whatever_their_words(rows: str) -> None:
    assert clean(f"{BODY}\n{rows}") == f"{BODY}\n{rows}"
    assert clean(rows).endswith(rows.split("\n", 1)[1])
    found = metadata(f"清河县新建水文站\n{BODY}\n{rows}")
    assert (found.source, found.published) == ("", None)
