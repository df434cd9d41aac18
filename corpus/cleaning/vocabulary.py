"""The words of page chrome, as folded by `corpus.text.fold`: simplified, half-width, lower case.

A new portal's wording goes here. Whether a line with this wording is removed depends on where it is on the page
(`corpus.cleaning.chrome`). Every gap in a pattern is bounded, so that no line takes long to match.
"""

import re

from corpus.text.script import HAN


def _listed(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in re.split(r"[,\n]", words) if word.strip())


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


NAVIGATION = _listed("""
    首页, 网站首页, 新闻, 新闻首页, 新闻中心, 登录, 登陆, 注册, 关于我们, 联系我们, 联系方式, 网站地图, 网站声明
    版权声明, 法律声明, 免责声明, 隐私政策, 隐私声明, 服务条款, 用户协议, 广告服务, 广告合作, 供稿服务, 招聘信息
    诚聘英才, 加入我们, 留言反馈, 意见反馈, 在线投稿, 设为首页, 加入收藏, 友情链接, 帮助中心, 客户端, 手机版, 返回首页
    举报, home, login, log in, sign in, register, sitemap, about, about us, contact, contact us, privacy
    privacy policy, terms, terms of use, terms of service, cookie policy, careers
""")
"""Items of a site's own menus."""

PLACE = re.compile(r"(?:[您你]?(?:现在|当前|目前)?(?:所在)?的?位置|当前栏目):|[您你]现在的位置|you are here")
"""The beginning of a breadcrumb."""
TRAIL_ENDS = _listed("正文, 文章正文, 正文内容, 详情, 文章, 内容, article")
"""The end of a breadcrumb."""

BUTTONS = _listed("""
    广告, 打印, 打印本页, 打印本文, 打印此页, 关闭, 关闭窗口, 关闭本页, 关闭页面, 收藏, 收藏本页, 收藏本文
    分享, 分享到, 分享至, 转发, 转发到, 点赞, 赞, 评论, 我要评论, 发表评论, 网友评论, 查看评论, 纠错, 我要纠错
    关注, 私信, 返回, 返回顶部, 回到顶部, 返回列表, 上一页, 下一页, 尾页, 末页, 无标题文档, 无标题, 复制链接
    字号, 字体, 字体大小, 小字号, 中字号, 大字号, 大字, 小字, 点分享, 点点赞, 点收藏, 点在看, 听新闻, 听文章, 朗读, 语音播报, 手机看新闻, 完, 全文完, end
    advertisement, share, print, comments, menu, search, subscribe, close, untitled
""")
BESIDE_BUTTONS = _listed("""
    反馈, 大, 中, 小, 特大, 超大, 默认, 繁体, 简体, 本页, 本文, 微信, 微信好友, 微信朋友圈, 朋友圈, 微博, 新浪微博, 腾讯微博
    qq, qq好友, qq空间, 人人网, 豆瓣, 今日头条, 钉钉, english, us, me, up, in, t, a, document
    facebook, twitter, weibo, wechat, email, linkedin, whatsapp
""")
"""Words that appear beside buttons; by themselves they prove nothing."""
BUTTON_BAR = BUTTONS | NAVIGATION | BESIDE_BUTTONS

KEYWORDS = re.compile(r"(?:标签|关键词|关键字|tags?|keywords?):.{0,80}")
"""What a page is about, for search engines; several such lines on a page are the headings of its sections."""

INVITATION = _any(
    r"(?:用?微信)?扫一扫.{0,24}",
    r"(?:长按|扫[码描]|微信扫).{0,10}二维码.{0,16}",
    r"打开(?:微信|手机).{0,4}扫.{0,24}",
    r"[↓▲▼]{0,9}(?:请?点击|轻触|戳).{0,8}(?:阅读原文|蓝字|二维码|下载app|关注我们?).{0,16}",
    r"(?:轻触)?(?:阅读|查看)(?:原文|全文)",
    r"喜欢此内容的人还喜欢|预览时标签不可点|(?:继续|向上)滑动看下一个|分享让更多人看到",
    r"收录于(?:合集|话题).{0,24}",
    r"[-—–]{1,4}\s?(?:the )?end\s?[-—–]{1,4}",
    r"更多(?:精彩)?(?:内容|资讯|信息|新闻|详情|报道),?(?:敬?请)?(?:关注|点击|扫码|下载).{0,40}",
    r"(?:关注|订阅).{0,12}(?:公众号|微信号)",
    r"[上下]一篇:.{0,60}|阅读下一篇:?.{0,60}",
    r"(?:长按|扫码|[点戳]击?这里)(?:即可)?(?:关注|加入).{0,8}|点[个亮][“\"「]?(?:在看|赞|关注)[”\"」]?(?:吧|,.{0,16})?|(?:觉得|如果|喜欢|看完).{0,14}点(?:个|击|一下)?[“\"「]?(?:在看|赞|关注)[”\"」]?.{0,8}",
    r"(?:(?:点赞|在看|分享|转发|收藏|评论|留言|一键三连)[、,+·&和 ]{0,3}){2,6}[哦吧]?",
    r"分享[给到](?:更多(?:的)?人|朋友圈|好友|朋友|身边的?人).{0,6}|已同步到看一看|写下你的留言",
    r"欢迎(?:关注|订阅|扫码|转发).{0,14}|(?:关注|订阅)(?:我们|本号|本公众号),(?:了解|获取|查看).{0,16}",
    r"返回(?:搜狐|新浪|网易|腾讯).{0,12}|海量资讯.{0,40}",
    r"分享[到至](?::.{0,60})?",
    r"字[号体](?:大小)?:?\s?(?:特大|超大|默认|[大中小+ -]){1,9}|a[+-]?\s?\|?\s?a[+-]",
    r"(?:(?:阅读|浏览|点击|访问|评论|点赞|赞|在看|转发|收藏|分享)(?:数|量|次数)?:?\s?\(?\d[\d.,]{0,12}[万w]?\+?次?\)?\s{0,4}){1,6}",
    r".{0,60}点我下载.{0,40}|下载.{1,12}(?:官方)?(?:app|客户端),?(?:或|并).{0,2}关注.{0,80}",
    r"(?:文明上网,?)?(?:请)?登录后?(?:可以|即可|才能|再)?(?:发[言贴帖]|评论|跟[贴帖])|(?:暂无|还没有|查看全部|全部|已有\d{1,9}条)评论.{0,12}|写留言|说点什么.{0,12}",
    KEYWORDS.pattern,
    r"share (?:this|on|via|to)\b.{0,60}|follow us (?:on|at)\b.{0,60}",
    r"skip to (?:main )?content|back to top|accept (?:all )?cookies|.{0,30}uses? cookies\b.{0,200}",
    r"(?:subscribe|sign up)\b.{0,24}\bnewsletters?\b.{0,40}",
)
"""What pages and public accounts ask their readers to do; matches a whole line."""

_ROLES = (
    "责任编辑|责编|责任校对|.{0,4}编辑|值班编委|校对|审[核校读]|[一二三四初复终]审|总?监制|签发|编审|出品人?|值班主任"
    "|(?:[a-z]{1,12} )?editors?"
)
_NAME = rf"[{HAN}·]{{2,4}}"
EDITOR = re.compile(
    rf"[(\[【]?(?:(?:我要)?纠错[\])】]?\s{{0,3}}[(\[【]?)?(?:责任编辑\s|(?:{_ROLES})(?:\s{{0,3}}[:|丨]|/)).{{0,60}}"
    rf"|[(\[【]?(?:本[文期]|责任|值班)?编辑\s{{1,3}}{_NAME}[)\]】]?|edited by [a-z][a-z.'’, &-]{{2,50}}"
    r"|reporting by .{2,60}; ?(?:writing|editing) by .{2,60}"
)
"""Who edited the page; matches a whole line."""

_CREDITED = (
    "作者|(?:本[报网])?记者|通讯员|文[字案]?|图[片文]?|文图|撰[文稿]|摄影(?:报道)?|摄像|视频|剪辑|供[稿图]|图源|制[图作]|排版|美[编术]|设计|策划|统筹"
    rf"|翻译|编译|[{HAN}]{{0,4}}(?:主编|总编辑?|编辑|责编|校对|审[核校读定]|监制)|签审|总值班"
)
_OFFICE = rf"[{HAN}·]{{2,14}}(?:[局厅委办部社网报院校会站]|中心|公司|频道|工作室|大学|发布)"
CREDIT = re.compile(
    rf"(?!\(记者)(?!.{{90}})[(\[【]?(?:(?:{_CREDITED})(?:[:|丨/]\s?|\s[:|丨]?\s?)(?:{_OFFICE}|{_NAME})(?:[、, ]{{1,3}}{_NAME}){{0,4}}\s{{0,4}}){{1,6}}[)\]】]?"
    rf"|[(\[【]?原标题\s?:.{{2,80}}|(?:photos?(?: by|:)|published by) [a-z][a-z.'’, &-]{{2,50}}"
    rf"|[(\[【](?:{_OFFICE}|xinhua|reuters|ap|afp|cna)[)\]】]"
    rf"|(?:综合|转载来源\s?:|(?:本文)?[转选摘]自\s?:?)\s?{_OFFICE}(?:[、,]{_OFFICE}){{0,4}}"
)
"""Who wrote the page or took its pictures, or its original title; matches a whole line. Reporters in brackets are left
out: they may belong to the article."""

RUN_ON = re.compile(
    # However often it is repeated; tried only where the row begins, as a row may be long without ending its line.
    r"(?<!查看更多)(?<![ \t\xa0\u3000])"
    r"(?:[ \t\xa0\u3000]{0,40}返回(?:搜狐|新浪|网易|腾讯)[^，,\n]{0,4}[，,]\s?查看更多(?:\s{0,9}责任编辑\s?[:：][^。\n返]{0,16})?)+$",
    re.MULTILINE,
)
"""What a page that has lost its line breaks shows after its last sentence. Unlike the others, not in folded form."""

CREDIT_BEHIND = re.compile(
    r"(?<=[。！？!?”.])[ \t\xa0\u3000]{0,9}(?:[(（\[【]\s?(?:(?:(?:责任)?编辑|责编|(?:本文|文章|稿件)?来源|稿源|原标题)\s?[:：\s][^()（）\[\]【】。\n]{2,60}|完|xinhua)[)）\]】]"
    r"|(?:责任编辑|责编)\s?[:：][^。\n]{2,20})\s*$",
    re.I,
)
"""Credits after the last sentence of an article, on the same line. Not in folded form either."""

_OTHER = "为你|相关|延伸|推荐|热门|热点|精彩|更多|最新|往期|猜你|编辑|为您|本周|今日|24小时|网友|同类|频道|其他|其它"
_ARTICLES = "阅读|新闻|报道|文章|推荐|精彩|推送|资讯|专题|视频|图片|图集|导读|排行榜?|评论|喜欢|内容|动态|信息|链接|回顾|热点|热文"
_LINKS = (
    rf"(?:{_OTHER})(?:{_ARTICLES}){{1,2}}",
    r"更多关于.{1,20}的?(?:资讯|新闻|文章|内容|信息|报道)",
    r"最新闻.{0,6}|你可能(?:还|也|会)?(?:感兴趣|喜欢).{0,8}",
    r"猜你(?:感)?(?:喜欢|兴趣).{0,6}|大家都在[看搜]|热门|热榜|(?:新闻|点击|阅读|热)排行榜?",
    r"(?:信息)?原文(?:地址|链接|网址)|友情链接|(?:链接|网址|地址|(?:source )?url)(?=:\s?https?://)",
    r"(?:related|recommended|latest|trending|popular)(?: (?:articles?|stor(?:y|ies)|posts?|news|content|topics))?",
    r"(?:read|see) (?:more|also|next)|more (?:from|on|stories|news)\b.{0,40}|most (?:read|popular|viewed)",
    r"you (?:may|might) also (?:like|be interested in)",
)
LINKS = re.compile(rf"(?:{'|'.join(_LINKS)})(?:\s?/?\s?more)?\s?(?::\s?(?:https?://\S{{0,300}}|.{{0,60}})|>{{1,2}})?")
"""The heading of a list of other articles, or such a list on one line; matches a whole line."""

FIELD = re.compile(r"[^\s,。:;]{1,10}:\s?[^\s/].{0,80}")
"""A label and what it says, as in 票价: 免费."""
CONTACT = re.compile(
    r".{0,6}(?:电话|热线|传真|手机|邮箱|邮编|编码|地址|网址|链接|qq|微信|微博|tel|fax|e-?mail|address)\s?:"
)
"""The beginning of a field by which a site can be reached."""

SITE = _any(
    r"icp\s?[备证]|公网安备|网站标识码|网站地图",
    r"违法和?不良信息(?:举报|投诉|受理)",
    r"许可证(?:编?号)?\s?[(:]?\s?[a-z]{0,4}\d{5,}",
    r"版权(?:所有|归属)(?![者人权])|all rights reserved",
    r"copyright\s?(?:©|\(c\)|\d{4}|:)|^(?:©|\(c\))\s?\d{4}",
    r"技术支持:|快照生成时间|主办(?:单位)?:.{0,40}(?:承办|备案|网站)",
)
"""What only a site prints, anywhere in a line that is not a sentence."""

NOTICE_LABEL = re.compile(r"^[【\[(].{0,6}(?:声明|提示|说明)[】\])]:?\s?|^[^,。:]{0,6}(?:声明|提示):\s?")
"""What often precedes a statement."""

_OWN = r"(?:本[文稿站网刊报页]|我们|转载|图片|稿件|网站)"
STATEMENT = _any(
    r"(?:本文|本网|本站|本平台|本公众号|凡本|凡注明|[^,。:]{2,8}声明:).{0,120}(?:不代表.{0,20}(?:观点|立场|意见)|不承担.{0,12}责任"
    r"|转载.{0,24}(?:注明|授权|目的|来源|联系)|信息存储(?:空间)?服务|赞同其观点|侵权.{0,24}(?:联系|告知|删除)).{0,80}",
    r"(?:以上|上述|文章|本文|该文|文中|内容).{0,60}(?:不代表(?:本|作者|平台|我|其).{0,16}(?:观点|立场|意见|看法)|[仅只]代表作者).{0,160}",
    r"本[文稿](?:系|为|由|是).{0,24}(?:独家|原创|授权|首发).{0,60}",
    r".{0,8}(?:内容|信息|数据|文章).{0,24}仅供参考.{0,60}|.{0,90}不构成.{0,8}投资建议.{0,60}|网友评论仅供.{0,60}",
    r"(?:本|该)(?:作品|文|文章|网站|站|内容).{0,12}采用.{0,40}(?:许可|授权|协议).{0,60}|(?:this (?:work|article) is )?licensed under .{0,80}",
    r"刊用.{0,8}稿件.{0,40}|转载请(?:注明|联系|标明).{0,40}|违者(?:.{0,6}必究|本[站网报刊].{0,16}责任)。?",
    # Also laws forbid to copy or use things without leave; a page means itself.
    r"(?:未经|不得).{0,24}(?:授权|许可|同意|允许),?.{0,10}(?:禁止|严禁|不得|谢绝|请勿).{0,6}(?:转载|摘编|镜像).{0,40}",
    rf"(?=.{{0,60}}{_OWN})(?:未经|不得).{{0,24}}(?:授权|许可|同意|允许),?.{{0,10}}(?:禁止|严禁|不得|谢绝|请勿).{{0,6}}(?:复制|使用).{{0,40}}",
    r"(?:声明:)?转载.{0,4}是出于传递更多信息之目的.{0,160}|(?:本文)?(?:版权|著作权)归.{1,20}所有.{0,40}",
    r".{0,8}(?:图片?|配图|素材|图源|视频)[^,。]{0,6}(?:来源|来自|源[于自]|[取转摘出]自)[^,。]{0,4}网络.{0,24}|(?:图片?|配图|图源)\s?[:/]?\s?(?:互联)?网络?|.{0,40}侵权?[必即则立]?删.{0,8}",
    rf"[如若](?:有|涉及|涉|存在).{{0,6}}侵权.{{0,16}}(?:联系|告知|通知|删除|来[信电函]|致[电函]|投诉|见谅|谅解|{_OWN}).{{0,24}}",
    r".{0,40}如有侵权.{0,8}联系.{0,20}",
    r"(?:投稿|商务|合作)?邮箱:\s?\S{3,40}|(?:新闻|爆料|投稿)(?:热线|线索|电话):.{3,40}",
    r"(?:免责|版权|法律|特别|平台|本站|本网)声明:?",
    r"(?:no part of|reproduction of) this.{0,120}|all content.{0,20}copyright.{0,80}",
    r"(?:notice: )?the content above.{0,200}",
)
"""Copyright notices and disclaimers; matches a whole line, whether a sentence or not."""
