"""The words of datelines: labels, names of outlets, and what platforms write beside them, in folded form."""

import re

from corpus.text.script import HAN

SOURCE = "(?:信息|文章|新闻|稿件|内容|本文)?来源于?|稿源|信源|出处|来自|(?:本文)?转自|转载自|source"
PUBLISHED = (
    "(?:首次)?(?:发布|发表|发稿|创建|成文|刊发|首发)(?:时间|日期|于)?|(?:first )?(?:published|posted)(?: on| at)?"
)
UPDATED = "(?:最后|最近|上次)?(?:更新|修改|修订|编辑)(?:时间|日期|于)|最[后近](?:更新|修改|修订|编辑)|更新|(?:last )?(?:updated|modified)(?: on| at)?"
DAY = "(?:公布)?(?:时间|日期)|公布于|date"
"""Labels of days that need not be that of the page: results are announced too."""
ROLES = "作者|记者|通讯员|撰文|责任编辑|责编|编辑|校对|审核|摄影"
OTHER = (
    f"{ROLES}|类别|栏目|分类|频道|字号|字体|版次|版面|(?:点击|浏览|阅读|访问|评论|查看|回复|收藏|点赞)(?:数|量|率|次数)?"
    "|人气|关键词|标签|发布(?:机构|者|人|单位|部门)|索引号|文号|发文字号|主题词|ip\\s?属地|author|hits|views"
)
MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
# Not after another Han character: 资金来源 and 截止时间 mean other things. A day may follow its label without a colon.
LABEL = re.compile(
    rf"(?<![{HAN}a-z])(?:(?:(?P<source>{SOURCE})|文|图|文图|图文)\s?[:】|丨/]|(?:(?P<published>{PUBLISHED})|(?P<updated>{UPDATED})|(?P<day>{DAY})|{OTHER})\s?[:】]"
    rf"|(?:(?P<published_>{PUBLISHED})|(?P<updated_>{UPDATED})|(?P<day_>{DAY}))\s?(?=\d|{MONTH}))\s{{0,3}}"
)
# A value ends where the next thing begins: a bar, a gap, a dash, a date, a button, a writer.
GAP = re.compile(
    rf"\s{{0,3}}(?:[|│丨]|\s\s|\s[-–—]\s|(?=(?:19|20)\d\d\s?[-年/.])"
    rf"|\s[\[【(]{{0,2}}(?:分享|打印|字[号体]|[大小]字|收藏|评论|复制|关闭|纠错|举报|[听看]新闻|听文章|朗读|语音|手机|{ROLES}|点击|浏览|阅读))"
)

# How an outlet's name ends if it is beside a date without a label.
OUTLET = re.compile(
    r"[\w·\s-]{0,20}(?:网站?|[^公汇通申简]报|社|电视台|电台|广播|新闻|客户端|资讯|频道|在线|周刊|杂志|传媒|融媒体?|政府|发布|财经|头条|新浪|搜狐|网易|腾讯"
    r"|news|times|post|daily|reuters|xinhua|guardian|journal|\b(?:bbc|cnn|afp|ap))"
)
PROVINCES = (
    "(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏"
    "|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾)[省市]?"
)
ACCOUNT = re.compile(rf"([{HAN}\w]{{2,20}})(?:官方|已?认证)[账帐]号")
"""The account that posted on a platform."""
POSTER = re.compile(r"(?:原创\s)?([^\W\d_][\w·]{4,15})\s+(?=\d{4}[-/年.])")
"""A longer name at the beginning of a line, followed by the day and the time."""
POSTED = re.compile(
    # Where it was posted, by whom, from what device; the page of a newspaper; how many have read it.
    rf"发[表布]于\s?:?\s?(?:[{HAN}]{{2,6}}|(?=\s?\d{{4}}))|来自\s?(?:{PROVINCES}|(?:iphone|ipad|android|[{HAN}\w]{{0,8}}(?:客户端|手机|网页版?))[\w .-]{{0,12}})"
    rf"|(?:昨天|今天|前天|刚刚)(?=\s|\d)|(?<=日)[讯電电](?![{HAN}])|(?:原创)?首发|优质(?:原创)?(?:作者|创作者)|[{HAN}]{{2,6}}领域创作者"
    r"|(?:发表)?(?:阅读|浏览|点击|评论|播放|查看|回复)(?:量|数|次数)?\s?\(?\d[\d.,]{0,9}\s?[万w]?\+?\)?|(?:已有)?\d{1,9}(?:人|条)(?:评论|参与|跟贴)"
    rf"|(?<![{HAN}])(?:见习|实习|首席|特约)?(?:{ROLES})\s[{HAN}·]{{2,8}}(?:\s[{HAN}·]{{2,4}}){{0,3}}(?=\s|$)|(?<=\s){PROVINCES}$"
    rf"|ip\s?属地:?\s?[{HAN}]{{2,6}}|(?:上午|下午|晚上|凌晨|早上|中午|傍晚)(?=\s|\d|$)|\bat\b|\b[ap]m\b|\d{{1,2}} min(?:ute)?s? read"
    rf"|(?<![\d年])(?<!年\s)\d{{1,2}}月\d{{1,2}}日|农历[{HAN}]{{3,10}}|(?:[{HAN}\w]{{2,20}})?(?:官方|已?认证)[账帐]号"
    rf"|第?\s?[a-z]?\d{{1,3}}\s?版(?:面)?(?:\s?[:：]\s?[{HAN}·]{{1,8}}|\s[{HAN}·]{{1,4}}$)?"
)
WRITER = re.compile(r"\bby [a-z][a-z.'’ -]{2,40}")
NAME = re.compile(rf"[{HAN}·]{{1,4}}")
"""A writer's name, or another word or two beside the time of day: no sentence is this short."""

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方"
    "邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔常汤康施牛温芦"
)
_PERSON = rf"[{_SURNAMES}][{HAN}]{{1,2}}"
BYLINE = re.compile(
    rf"[□■◇◆\s]{{0,4}}(?:[{HAN}]{{2,10}}[报社网台刊](?:记者|通讯员)?|{_PERSON})\s{{1,3}}{_PERSON}"
    rf"(?:[、\s]{{1,3}}{_PERSON}){{0,4}}"
    r"|by [a-z][\w.'’-]{0,20}(?: (?:[a-z][\w.'’-]{0,20}|&)){0,9}(?:, [\w. -]{2,40})?"
)
"""A line with the names of people, perhaps after that of their outlet; a headline may look like it, but seldom does."""
BESIDE_BYLINE = re.compile(r"^[□■◇◆\s]{1,4}|\s{0,3}(?:摄影报道|报道|摄影|摄|文/图|图/文)$")

# What follows a source without a gap.
BEHIND_SOURCE = re.compile(
    rf"(?<=..)\s{{0,3}}[(（]?(?:(?:{ROLES}|发布时间|时间|日期|阅读|浏览|点击)[数量]?\s?[:：].*|(?:本[报网]|见习|实习|首席|特约)?(?:{ROLES})\s?[{HAN}·、]{{2,9}}[)）]?"
    r"|我?要?举报.*|分享到?|原创稿?|(?:已有)?\d{1,9}(?:人|条)(?:评论|参与|跟贴).*)$"
)
ADDRESS = re.compile(r"https?:|www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org)(?:[/:]|$)", re.I)

NO_SOURCE = frozenset(
    "nan,none,null,本站,本站原创,本网,原创,网络,互联网,网络整理,综合,不详,未知,暂无,匿名,其他,其它,佚名,admin,管理员,unknown,unknown author,anonymous".split(
        ","
    )
)
EDGES = ' \t\xa0\u3000|/()（）[]【】<>《》:：,，;；·・•—–-。."“”'
