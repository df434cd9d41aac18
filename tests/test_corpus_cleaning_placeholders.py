"""Placeholder pages are reported, and articles about such pages are read."""

import json
from pathlib import Path

import pytest

from corpus.cleaning.placeholders import placeholder
from corpus.read import read_file
from corpus.types import Skipped

CHECK, DELETED, LOGIN, REDIRECT = (f"placeholder_{kind}" for kind in ("check", "deleted", "login", "redirect"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("环境异常\n当前环境异常，完成验证后即可继续访问。\n去验证", CHECK),
        ("安全验证\n请完成下方拼图验证后继续", CHECK),
        ("Just a moment...\nnews.example needs to review the security of your connection.", CHECK),
        ("请开启JavaScript后访问", CHECK),
        ("该内容已被发布者删除\n微信公众平台", DELETED),
        ("此内容因违规无法查看\n由用户投诉并经平台审核，涉嫌违反相关法律法规和政策", DELETED),
        ("抱歉，您访问的页面不存在！\n返回首页", DELETED),
        ("404 Not Found\nnginx", DELETED),
        ("404\n返回首页", DELETED),
        ("HTTP 404 - 页面走丢了", DELETED),
        ("Error 410: Gone", DELETED),
        ("404错误\n三秒后回到首页", DELETED),
        ("请先登录\n手机号\n密码\n忘记密码", LOGIN),
        ("登录后查看全文\n立即登录", LOGIN),
        ("登录查看更多\n手机号", LOGIN),
        ("注册后才能继续阅读！", LOGIN),
        ("请完成身份验证\n验证码", CHECK),
        ("进行人机验证以继续访问", CHECK),
        ("页面正在跳转，请稍候……", REDIRECT),
        ("301 Moved Permanently\nnginx/1.18", REDIRECT),
    ],
)
def test_what_stands_in_the_place_of_an_article(text: str, kind: str) -> None:
    assert placeholder(text) == kind


ABOUT = (
    "河湾县政务网昨天升级。升级期间，部分用户看到“环境异常”的提示，也有人看到“页面不存在”。县大数据局局长王泉说，"
    "原因是新旧系统切换时缓存没有更新，目前已经恢复。他建议用户清除缓存后重新打开网页。据了解，政务网每天有两万人次访问，"
    "升级后可以办理三百项业务，其中二百项不用跑腿。县里还计划明年开通手机端。"
)


@pytest.mark.parametrize(
    "text",
    [
        ABOUT,
        f"页面不存在\n{ABOUT}",
        f"{ABOUT}\n请先登录",
        "河湾县昨天开通网上安全验证服务。",
        "居民登录后可以查看账单。",
        "县里要求各单位完成身份信息核对。",
        "注册商标数量继续增长，河湾县去年新增三百件。",
        "登陆河湾后继续北上，台风昨夜减弱。",
        "注册会计师人数继续增加。",
        "410 people were moved to safety in Hewan.",
        "404 名学生昨天参加了比赛。",
        "410页的报告昨天公布。",
        "身份验证平台昨天上线，全县已有两万人使用。",
    ],
)
def test_articles_are_none(text: str) -> None:
    assert placeholder(text) is None


def reasons(path: Path) -> list[str]:
    return [str(item.reason) for item in read_file(path) if isinstance(item, Skipped)]


def test_a_deleted_post_is_reported_and_not_indexed(tmp_path: Path) -> None:
    records = [{"title": "甲", "text": "该内容已被发布者删除"}, {"title": "乙", "text": ABOUT}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    assert reasons(tmp_path / "a.jsonl") == [
        "line 1: not the article, but a note that it was deleted or is not there; look for a copy elsewhere"
    ]


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="refresh" content="0; url=https://news.example/2">',
        "<script>window.location.href = 'https://news.example/2';</script>",
        "<script>location.replace('https://news.example/2')</script>",
    ],
)
def test_a_page_that_leads_elsewhere_is_reported(head: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body><p>河湾新闻网</p></body></html>", "utf-8")
    assert "leads to another address" in reasons(tmp_path / "a.html")[0]
    (tmp_path / "b.html").write_text(f"<html><head>{head}</head><body><p>{ABOUT}</p></body></html>", "utf-8")
    assert reasons(tmp_path / "b.html") == []
