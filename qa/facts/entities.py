"""Rule-based named entities: places, organisations, people with a title, quoted works, Latin words."""

import re
from collections.abc import Iterator

from corpus.text.fold import fold
from corpus.text.script import HAN, count_han

_HAN = f"[{HAN}]"
PLACES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 "
    "内蒙古 广西 西藏 宁夏 新疆 香港 澳门 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安 太原 大同 阳泉 长治 晋城 朔州 晋中 "
    "运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 "
    "盘锦 铁岭 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 "
    "无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 "
    "马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 "
    "赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 "
    "新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 "
    "衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 "
    "东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 "
    "德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 "
    "临沧 大理 拉萨 日喀则 昌都 林芝 山南 那曲 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 "
    "庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 中国 美国 英国 法国 德国 日本 韩国 俄罗斯 印度 欧盟 "
    "长江 黄河 珠江 汾河 滹沱河 京津冀 长三角 珠三角 大湾区"
).split()
"""Provinces, prefectures, and a few countries and rivers: names without a typical ending."""
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦"
    "邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕"
)
TRANSCRIBING = (
    "阿艾安奥巴贝本比宾波博布查达戴丹德蒂迪多恩尔法菲费弗福夫伏戈格古哈海赫黑亨霍基吉加贾杰金卡凯康考科克肯库夸拉莱兰朗勒雷里丽利莉琳林隆卢鲁露伦罗洛马玛迈麦曼梅门蒙米莫姆穆娜纳内尼妮努诺欧帕佩皮普奇契乔切琼荣瑞萨塞桑森沙莎舍"
    "什史斯思苏索塔泰坦特廷图托瓦娃万威韦维温文沃乌西希锡夏肖谢辛休雅亚延耶伊因尤约扎泽詹兹佐"
)
"""Characters used in transliterations of foreign names."""
_TITLES = "书记|市长|省长|县长|区长|镇长|主任|主席|总裁|董事长|总经理|经理|局长|处长|部长|厅长|院长|会长|校长|总理|总统|教授|记者|代表|委员|专家|院士"
_SAYS = "表示|介绍|说|指出|认为|强调|告诉|担任|出任|任"
_ENDINGS = (
    "经济区|示范区|开发区|高新区|自贸区|新区|园区|城市群|都市圈|城镇圈|项目|工程|公司|集团|中心|大学|学院|医院|机场|高铁|铁路|高速|银行|协会|委员会"
    "|研究院|研究所|实验室|基金会|人民政府|市委|省委|县委|区委|发展改革委|公园|博物馆|水库|大桥"
)
PLACE = re.compile("|".join(sorted(PLACES, key=len, reverse=True)))
_PATTERNS = (
    PLACE,
    re.compile(
        rf"(?:{_TITLES})([{SURNAMES}]{_HAN}{{1,2}}?)(?=(?:{_SAYS}|{_TITLES}|[,.;:!?，。；：！？、的在为是和与将\s\])）]|$))"
    ),
    re.compile(rf"(?:^|[,.;:，。；：、\s])([{SURNAMES}]{_HAN}{{1,2}}?)(?=(?:{_SAYS}|{_TITLES}|是))"),
    re.compile(r"[“《「]([^“”《》「」]{2,20})[”》」]"),
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-z0-9À-ɏ'’&.-]*[A-Za-z0-9À-ɏ]|[A-Z]")
_BODY = re.compile(rf"({_HAN}{{1,12}}?(?:{_ENDINGS})(?:{_HAN}{{1,2}}区(?!域))?)")
_COMPANY = re.compile(rf"{_HAN}{{2,12}}?(?:公司|集团|大学|学院|医院|银行|协会|研究院|研究所|实验室|基金会)")
_FILLERS = re.compile(
    r"什么(?:时候|时间|地方)?|怎么|怎样|如何|为何|为什么|多少|哪[里儿个些年天位]?|谁|何时|几[个家年]?|是否|有没有|请问|关于|对于|今年|去年|目前|最新|将会?|已经?|计划|要|有|是|的|了|在|和|与|及"
    r"|由|把|被|向|对|为|从|到|打造|建设|突出|推进|成为|承担|签订|签约|在谈|参加|开工|重点|牵头|编制|吗|呢|[?？,，。.!！]"
)
_CAPITALS = re.compile(
    r"\b(?:the )?((?:[A-ZÀ-Þ][\w'’-]+)(?:\s+(?:(?:of|and|the|de)\s+)?[A-ZÀ-Þ][\w'’-]+)*(?:(?:\s+[a-z]+){0,2}?\s+(?:zone|region|city|province|county|district|project|company|group|centre|center|airport|railway|fair|plan|park))?)"
)
_ASKING = frozenset(
    "what which who whom whose when where why how is are was were do does did can could in on at for from the and tell".split()
)


def names(text: str) -> list[str]:
    """The distinct Chinese names that the patterns find, as written and in order."""
    found: list[tuple[int, str]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(fold(text)):
            group = 1 if pattern.groups else 0
            found.append((match.start(group), text[match.start(group) : match.end(group)]))
    return list(dict.fromkeys(name for _, name in sorted(found)))


def latin_words(text: str) -> list[str]:
    """The words in Latin letters, as written, without a trailing full stop."""
    return [match.group().rstrip(".") for match in _LATIN.finditer(text)]


def companies(text: str) -> list[str]:
    """Organisations in a Chinese text by suffix (公司, 大学), with the characters before it, whether a name or not."""
    return [match.group() for match in _COMPANY.finditer(fold(text))]


def topics(text: str) -> list[str]:
    """The topics of a question, likeliest first: organisations, capitalised words, names, and the remaining text.

    A name is extended to the phrase that it begins (朔州 to 朔州市委书记), unless the phrase contains another name.
    """
    left = list(_left(text))
    found = [*_bodies(text), *_capitals(text), *names(text)]
    grown = (next((w for w in left if w.startswith(name) and len(names(w)) <= 1), name) for name in found)
    return list(dict.fromkeys([*grown, *left]))


def _bodies(text: str) -> Iterator[str]:
    for part in _FILLERS.split(text):
        for match in _BODY.finditer(part or ""):
            yield match[1]


def _capitals(text: str) -> Iterator[str]:
    for match in _CAPITALS.finditer(text):
        words = match[1].split()
        while words and words[0].lower() in _ASKING:
            words = words[1:]
        if words:
            yield re.sub(r"['’]s$", "", " ".join(words))


def _left(text: str) -> Iterator[str]:
    parts = [part.strip() for part in _FILLERS.split(text) if part]
    yield from sorted((p for p in parts if count_han(p) > 1), key=len, reverse=True)
