"""Detects pages shown instead of an article: a visitor check, a deleted post, a log-in, an error, a redirect."""

import re

MOST_OTHER, MOST_LINE = 100, 60
"""The most characters of a placeholder's other lines, and of the line that says what it is: an article has more."""

# fmt: off
KINDS = {
    "placeholder_check": (
        r"(?:当前)?环境异常|完成验证后即可|请(?:进行|完成)?(?:安全|人机|身份|滑块)验证|"
        r"(?:进行|完成)?(?:安全|人机|身份|滑块)验证(?:[后以].{0,6}(?:继续|访问|浏览).{0,6})?\W*$|请输入(?:图片|图形)?验证码|访问(?:过于|太)频繁|"
        r"您的访问(?:被|已被)?(?:阻断|拦截|拒绝)|just a moment|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|"
        r"access (?:to this page has been )?denied|403 forbidden|attention required|are you a robot|(?:请)?(?:开启|启用) ?javascript|"
        r"(?:please )?enable javascript|you need to enable javascript"
    ),
    "placeholder_deleted": (
        r"(?:该|此)(?:内容|文章|页面|微博|帖子|视频|公众号|账号|帐号).{0,8}(?:已被|已|因|无法|不存在|暂时)[^，。]{0,12}(?:删除|屏蔽|查看|迁移|下架|注销|存在|停用)|"
        r"(?:您|你)?(?:所)?(?:访问|查看|请求|要找|查找)的(?:页面|内容|文章|网页|信息|文件)[^，。]{0,6}(?:不存在|已(?:被)?删除|已下线|找不到|无法访问)|"
        r"(?:页面|网页|文章|内容)(?:不存在|已删除|已下线|已过期|找不到|走丢)|(?:链接|网址)已(?:过期|失效)|"
        r"(?:(?:http|error|错误)\W{0,2}(?:code\W{0,2})?)?(?:404|410)(?!\d)\W{0,4}(?:$|not\b|gone\b|error\b|oops|page\b|页面|网页|错误|找不到|未找到|抱歉|对不起|您)|page not found|"
        r"(?:the )?page (?:you .{0,30})?(?:cannot|could not|can't) be found|this (?:content|page|article) is (?:no longer|not|un)"
    ),
    "placeholder_login": (
        r"(?:请|您需要|需要|你需要)(?:先)?(?:登[录陆]|注册)(?:并|/|或)?(?:登录|注册)?(?:账号|后|才能|即可)?[^，。]{0,6}(?:查看|阅读|继续|访问|浏览)|"
        r"请(?:先)?登[录陆]|"
        r"(?:先)?(?:登[录陆]|注册)(?:/|或)?(?:登录|注册)?(?:账号)?(?:(?:后|并|才能|即可)[^，。]{0,6})?(?:查看|阅读|访问|浏览)[^，。]{0,6}\W*$|"
        r"(?:please )?(?:log|sign) ?in (?:to|or)\b.{0,30}|subscribe to (?:continue|read)"
    ),
    "placeholder_redirect": (
        r"(?:页面)?(?:正在|自动|即将)?(?:为您)?跳转(?:中|到|至)?.{0,20}|redirecting.{0,30}|301 moved permanently|302 (?:found|moved)|"
        r"(?:if you are not )?redirected automatically.{0,40}"
    ),
}
"""What such a page says at the beginning of a line, by the key of the message that reports it."""
# fmt: on

_LINES = {kind: re.compile(rf"\W*(?:抱歉|对不起|sorry)?[，,!！\s]*(?:{said})", re.I) for kind, said in KINDS.items()}


def placeholder(shown: str) -> str | None:
    """The key of the message that says what a page shows instead of an article; None for an article."""
    if len(shown) > 20 * MOST_OTHER:
        return None
    lines = [line.strip() for line in shown.split("\n") if line.strip()]
    for kind, said in _LINES.items():
        telling = [line for line in lines if len(line) <= MOST_LINE and said.match(line)]
        if telling and sum(map(len, lines)) - sum(map(len, telling)) <= MOST_OTHER:
            return kind
    return None
