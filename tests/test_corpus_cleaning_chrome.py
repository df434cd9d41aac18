import pytest

from corpus.cleaning.steps import clean

BODY = "她在首页看到广告后报警，警方说举报电话已公布。\n该公司广告服务收入增长12%。"
TITLE = "太原举办冬季长跑"

PAGES = {
    "people": (
        "人民网>>山西频道>>新闻\n\n{title}\n\n2022年01月05日08:30 | 来源：人民网－山西频道\n小字号\n原标题：{title}\n{body}\n"
        "(责编：张三、李四)\n分享让更多人看到\n推荐阅读\n某地举行灯会\n热门：雪景如画\n版权所有 人民网\n"
    ),
    "xinhua": (
        "首页 新闻 图片 视频 登录\n新华网 > 地方 > 正文\n2022 03/24 17:06:19\n来源：新华网\n{title}\n字体： 小 中 大\n分享到：\n"
        "{body}\n【纠错】 【责任编辑:王某】\n阅读下一篇：\n相关新闻\n雪后的汾河\n春运开始\n"
    ),
    "chinanews": (
        "中新网|安徽|北京|重庆|福建|甘肃|贵州|广东\n无标题文档\n无标题文档\n\n{title}\n\n{title}\n\n2022年08月06日 12:08 - 来源:太原晚报\n"
        "{body}\n\n广告\n广告\n关于我们| About us| 联系我们| 广告服务| 网站地图\n| 留言反馈\n\n"
        "本网所登信息,不代表某社观点。 刊用本网稿件,须先取得书面同意。\n"
        "未经书面许可,不得转载或复制,违者必究。\n[视听节目许可证(0200001)] [京ICP证010001号]\n"
        "总机:010-10000000 违法和不良信息举报电话:010-10000001\n"
    ),
    "sina": (
        "{title}\n2022年01月05日 08:30 新浪财经\n收藏本文\nA- A+\n{body}\n海量资讯、精准解读，尽在新浪财经APP\n责任编辑：某某\n"
        "新浪声明：此消息系转载自合作媒体，登载此文出于传递更多信息之目的，并不意味着赞同其观点或证实其描述。\n24小时热文\n雪景如画\n"
        "Copyright © 1996-2022 SINA Corporation\nAll Rights Reserved 新浪公司 版权所有"
    ),
    "sohu": (
        "{title}\n2022-01-05 08:30 来源：太原晚报\n{body}返回搜狐，查看更多\n责任编辑：\n"
        "平台声明：该文观点仅代表作者本人，搜狐号系信息发布平台，搜狐仅提供信息存储空间服务。\n阅读 (123)\n推荐阅读\n"
    ),
    "netease": (
        "网易首页 > 新闻中心 > 正文\n{title}\n2022-01-05 08:30:00　来源: 太原晚报\n举报\n{body}\n特别声明：以上内容为自媒体平台用户上传并发布，"
        "本平台仅提供信息存储服务。\n相关推荐\n热点推荐\n雪景如画\n2022-01-06 10:00:00\n"
    ),
    "wechat": (
        "{title}\n原创 张三 太原发布 2022-01-05 08:30\n收录于合集 #太原 3个\n点击上方蓝字关注我们\n{body}\n来源：太原日报\n"
        "编辑：张三 审核：李四\n喜欢此内容的人还喜欢\n雪景如画\n阅读原文\n微信扫一扫\n关注该公众号\n"
    ),
    "toutiao": "{title}\n2022-01-05 08:30 · 太原广播电视台\n关注\n{body}\n举报\n评论 35\n相关推荐\n雪景如画\n",
    "taiwan": (
        "首頁 > 新聞 > 正文\n{title}\n發布時間：2022/01/05 08:30 來源：中央社\n{body}\n責任編輯：張三\n相關新聞\n雪景如畫\n版權所有 不得轉載\n"
    ),
    "teasers": (
        "• 我的订阅\n  • 国内\n{title}\n发布时间:2022-01-05 20:36:00\xa0 来源:某资讯\n本文转自:某网\n{body}\n"
        "以上网页为信息快照,文中所述不代表本站观点。\n快照生成时间:2022-01-06 01:02:03\n"
        "本站快照只供查询,如有侵权请来信联系。\n信息原文地址:\n"
        "...道路两侧将种植树木，方便市民\n2024-02-14 08:09:00\n...小米和高粱的产量比去年\n2023-10-20 11:12:00\n"
        "更多关于太原的资讯:\n雪景如画\n今天早晨太原下了一场大雪，市民纷纷\n2025-10-11 21:22:00\n农民们说今年\n2025-10-11 22:23:00"
    ),
    "english": (
        "Skip to content\nHome > News > Article\n{title}\nBy Jane Doe | January 5, 2022\nShare this article\n{body}\n"
        "Related articles\nA run in Xinzhou\nSnow in Datong\nSubscribe to our newsletter\nWe use cookies to improve this site.\n"
        "© 2022 Example News. All rights reserved.\nPrivacy Policy | Terms of Use | Contact"
    ),
}


@pytest.mark.parametrize("portal", PAGES)
def test_of_a_portals_page_only_the_article_is_left(portal: str) -> None:
    page = PAGES[portal].format(title=TITLE, body=BODY)
    assert clean(page, TITLE) == BODY
    assert clean(page) == f"{TITLE}\n{BODY}"


def test_of_a_government_notice_contact_signature_and_date_stay() -> None:
    notice = [
        "关于做好防火工作的通知",
        "各县区：",
        "为做好防火工作，现通知如下。",
        "一、加强领导",
        "二、落实责任",
        "举报电话：0351-1234567",
        "某市人民政府办公室",
        "2022年1月5日",
    ]
    head = "当前位置：首页>政务公开>通知公告\n"
    dateline = "\n发布时间：2022-01-05 08:30 来源：市应急局 字号：[大] [中] [小] 打印\n"
    tail = (
        "\n扫一扫在手机打开当前页\n打印本页 关闭窗口\n主办：某市人民政府 承办：某市大数据局\n邮政编码：030000\n"
        "网站标识码：1401000001 晋ICP备05000001号\n晋公网安备 14010902000001号"
    )
    assert clean(head + notice[0] + dateline + "\n".join(notice[1:]) + tail).split("\n") == notice


@pytest.mark.parametrize(
    "text",
    [
        "警方提醒市民注意。\n举报电话：0351-1234567",
        "业务范围包括：\n公关\n打印\n广告",
        "警方公布了名单。\n首页\n广告\n打印\n都是网站的栏目。",
        "公司业务如下。\n广告服务收入增长。\n版权所有者分到三成。",
        "法院判决如下。\n未经许可转载他人文章，应当赔偿。",
        "违者将被罚款二百元。",
        "编辑：您怎么看这件事？\n专家：我看很好。\n编辑：谢谢您。",
        "2021年3月1日\n公司成立。\n2021年5月1日\n公司上市。\n2021年6月1日\n公司更名。",
        "公司成立。\n2021年3月1日\n公司上市。\n2021年5月1日\n公司更名。\n2021年6月1日",
        "中共某市委某市人民政府\n关于授予张三荣誉称号的决定\n（2023年9月7日）\n张三工作出色。",
        "城市 | 产值 | 人口\n太原 | 5571 | 530\n忻州 | 1500 | 268\n数据来自统计局。",
        "出行须知：\n1. 带身份证\n2. 提前一小时到\n3. 打开首页 > 我的 > 订单",
        "会议日程\n时间：2022年3月24日 地点：太原\n主持：张三\n欢迎参加。",
        "相关链接\n太原是山西省的省会，有两千五百年的历史。",
        "外交部发言人发表声明说，中方不承担任何责任。",
        "上述公司因侵犯版权被告知停业。",
        "他的网站还没有ICP备案，版权所有者是谁也不清楚。",
        "全国开展违法和不良信息集中整治\n行动为期三个月。\n全国开展违法和不良信息集中整治",
        "The copyright case goes on.\nAll the members of the home team read more than one book.",
        "归来吧\n浪迹天涯的游子",
    ],
)
def test_an_article_that_speaks_of_such_things_stays_whole(text: str) -> None:
    assert clean(text) == text


def test_a_poem_above_its_source_stays() -> None:
    poem = "白日依山尽\n黄河入海流\n欲穷千里目\n更上一层楼"
    assert clean(f"{poem}\n来源：全唐诗") == poem


def test_links_go_only_below_a_line_that_ends_the_article() -> None:
    assert clean("今天下雪了。\n雪景如画\n春运开始") == "今天下雪了。\n雪景如画\n春运开始"
    assert clean("今天下雪了。\n相关阅读\n雪景如画\n春运开始") == "今天下雪了。"
    assert (
        clean("今天下雪了。\n相关阅读\n雪景如画\n明天还要下雪。") == "今天下雪了。\n相关阅读\n雪景如画\n明天还要下雪。"
    )


def test_two_teasers_are_no_list_of_other_articles_and_three_are() -> None:
    teaser = "某县的农民今年获得了\n2024-02-14 08:09:00\n"
    assert "某县" in clean(f"今天下雪了。\n{teaser * 2}")
    assert clean(f"今天下雪了。\n{teaser * 3}") == "今天下雪了。"


def test_a_sentence_between_two_notices_goes_with_them() -> None:
    page = "今天下雪了。\n本站声明：\n我们尊重每一位作者的劳动。\n版权所有 某网"
    assert clean(page) == "今天下雪了。"
    article = "今天下雪了。\n责任编辑：张三\n我们明天还要去看雪。\n版权所有 某网"
    assert "我们明天还要去看雪。" in clean(article)


def test_rows_of_buttons_go_anywhere_and_a_lone_button_only_between_paragraphs() -> None:
    assert clean("今天下雪了。\n分享到：微信 微博 QQ空间\n明天还要下。") == "今天下雪了。\n明天还要下。"
    assert clean("今天下雪了。\n广告\n明天还要下。") == "今天下雪了。\n明天还要下。"
    assert clean("今天下雪了。\n三个行业\n广告\n明天还要下。") == "今天下雪了。\n三个行业\n广告\n明天还要下。"


def test_a_dateline_below_a_summary_goes() -> None:
    page = f"{TITLE}\n摘要：三千人参加了长跑。\n发布时间：2022-08-06 来源：太原晚报\n{BODY}"
    assert clean(page, TITLE) == f"摘要：三千人参加了长跑。\n{BODY}"


BODY = "县水利局局长王泉说，水库可以灌溉十万亩农田，还能供应县城用水。\n工程由省水利设计院设计，分两期建设。"


@pytest.mark.parametrize(
    "tail",
    [
        "本文系河湾网独家稿件，未经授权，不得转载。\n分享到\n责任编辑：李四\n最新闻 Hot\n柳湾镇苹果丰收\n河湾县公路通车",
        "声明：河湾时报力求信息真实、准确，文章提及内容仅供参考，不构成实质性投资建议，据此操作风险自担\n"
        "下载“河湾时报”官方APP，或关注官方微信公众号，即可随时了解动态。\n网友评论\n登录后可以发言\n发送\n"
        "网友评论仅供其表达个人看法，并不表明河湾时报立场\n暂无评论\n为你推荐\n柳湾镇苹果丰收\n2023-05-06 11:12",
        "现在用APP看新闻 天天中奖　点我下载APP　按我看活动办法\n相关新闻\n柳湾镇苹果丰收",
        "阅读原文\n阅读 1023 在看 5",
        "本作品采用知识共享署名 4.0 国际许可协议进行许可。",
        "声明：转载此文是出于传递更多信息之目的。若有来源标注错误，请与本网联系，我们将及时更正。",
        "—— END ——\n点分享\n点点赞\n点在看\n举报/反馈",
        "更多精彩内容，请关注微信公众号“河湾发布”。\n版权归原作者所有，向原创致敬",
        "标签：水库 开工 河湾\n上一篇：柳湾镇苹果丰收",
    ],
)
def test_what_portals_put_below_goes_when_a_page_is_copied_as_text(tail: str) -> None:
    assert clean(f"{BODY}\n{tail}\n") == BODY


@pytest.mark.parametrize(
    "line",
    [
        "市民下载“河湾通”客户端后，就可以缴纳水费和电费。",
        "王泉说，这组数据来自去年的普查，仅供参考的部分已经用星号标出，读者可以到县图书馆查阅原表。",
        "这个网站采用了新的设计，老人也能看清。",
        "登录后，居民可以查看三年内的账单。",
    ],
)
def test_sentences_that_speak_of_such_things_stay(line: str) -> None:
    text = f"河湾县昨天开通网上服务，首批上线三百项业务。\n{line}\n县里还计划明年开通手机端，覆盖所有乡镇。"
    assert clean(text) == text


def test_keywords_that_head_the_sections_of_an_article_stay() -> None:
    sections = "关键词：灌溉\n水库可以灌溉十万亩农田。\n关键词：供水\n县城每天用水三万吨。"
    for page in (sections, f"{TITLE}\n{sections}", f"{TITLE}\n2022-08-06 10:00 来源：太原晚报\n{sections}"):
        assert clean(page, TITLE) == sections
    assert clean(f"{TITLE}\n标签：水库\n关键词：灌溉\n水库可以灌溉农田。", TITLE) == "水库可以灌溉农田。"
    assert clean(f"{TITLE}\n关键词：灌溉\n水库可以灌溉十万亩农田。", TITLE) == "水库可以灌溉十万亩农田。"
