"""Topics that a text must mention to answer: no champion without a victory, no number of dead without a death.

All text is folded. To add a topic, add an entry.
"""

import re
from collections.abc import Mapping

_WHEN = r"(?:何时|什么时候|哪[一个]*[年天日]|哪年哪月|几年|几月|[几哪]月?[号日]|啥时候?)(?:正式|开始|建成)*"
_VERBS = r"(?:did|do|does|is|are|was|were|has|have|had|can|will|would|should)\b"


def _office(chinese: str, english: str = "") -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for an office that exclude its deputy."""
    title = rf"(?<!副)(?:{chinese})"
    return re.compile(rf"{title}$" + (rf"|(?<!vice )(?<!deputy )\b(?:{english})$" if english else "")), re.compile(
        title + (rf"|\b(?:{english})\b" if english else "")
    )


def _kind(chinese: str, english: str, thing: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a "which" question about a kind of thing, and for the names of such things."""
    between = rf"(?:(?!{_VERBS})[\w-]+ ){{0,2}}?"
    which = rf"(?:哪[一几两]?[家所间个些座]?|什么)({chinese})|\b(?:which|what) {between}({english})\b(?! (?:doctors?|grade|staff|students?))"
    return re.compile(which), re.compile(thing)


OFFICES: Mapping[re.Pattern[str], re.Pattern[str]] = dict(
    [
        _office("书记", "party (?:secretary|chief)"),
        _office("市长", "mayor"),
        _office("省长|州长", "governor"),
        _office("县长"),
        _office("区长"),
        _office("镇长|乡长|村长"),
        _office("总统"),
        _office("总理|首相", "premier|prime minister"),
        _office("董事长|理事长|主席", "chair(?:man|woman|person)?"),
        _office("主任"),
        _office("经理|总裁", "manager"),
        _office("首席执行官|总裁|ceo", "chief executive(?: officer)?|ceo"),
        _office("首席财务官|财务总监|cfo", "chief financial officer|cfo"),
        _office("首席运营官|coo", "chief operating officer|coo"),
        _office("首席技术官|cto", "chief technology officer|cto"),
        _office("局长"),
        _office("部长|大臣", r"minister(?<!prime minister)"),
        _office("校长", "headmaster|principal"),
        _office("发言人", r"spokes\w+"),
        _office("司令"),
        _office("秘书长", "secretary[- ]general"),
        _office("大使", "ambassador"),
        *map(
            _office,
            "院长 行长 队长 会长 馆长 站长 社长 台长 厅长 处长 科长 团长 船长 舰长 机长 组长 所长 议长 军长 师长 旅长 营长 连长 班长 庭长 检察长 参谋长 主编 总编 主持人 裁判".split(),
        ),
    ]
)
"""Maps the end of the requested attribute to a pattern of texts about an office; its holder is named next to it."""

TITLES: Mapping[re.Pattern[str], re.Pattern[str]] = {
    re.compile(r"冠军$|\b(?:champions?|winner)$"): re.compile(
        r"冠|第一|金牌|摘金|折桂|捧杯|夺魁|榜首|胜|赢|奖|champion|w[io]n"
    ),
    re.compile(r"亚军$|\brunner-up$"): re.compile(r"亚|第二|银牌|runner-up|second"),
    re.compile(r"(?:得主|获得者|赢家)$"): re.compile(r"得|获|夺|摘|奖|冠|赢"),
    re.compile(r"\bdirector$"): re.compile(r"导|主任|总监|负责人|董事|[院局处厅所馆]长|direct|head"),
    re.compile(r"导演$"): re.compile(r"导演|执导|总导|编导|direct"),
    re.compile(r"(?:主演|演员)$|\b(?:actor|actress)$"): re.compile(r"演|饰|出镜|star|act"),
    re.compile(r"编剧$"): re.compile(r"编|剧本"),
    re.compile(r"(?:作者|作家)$|\b(?:author|writer)$"): re.compile(r"作|写|著|撰|wr[io]t|author"),
    re.compile(r"(?:歌手|演唱者)$|\bsinger$"): re.compile(r"歌|唱|s[iau]ng"),
    re.compile(r"教练$|\bcoach$"): re.compile(r"教练|主帅|执教|coach"),
    re.compile(r"(?:创始人|创[办立建]者|创办人)$|\bfounder$"): re.compile(r"创|建立|成立|found"),
    re.compile(r"(?:老板|东家|所有者|业主)$|\b(?:owner|boss)$"): re.compile(
        r"老板|东家|业主|所有|拥有|持有|控股|旗下|创始|创办|董事长|总裁|首席执行官|掌门|\b(?:own|boss|founder|chairman|ceo)"
    ),
    re.compile(r"设计[师者]$|\b(?:designer|architect)$"): re.compile(r"设计|建筑师|design|architect"),
    re.compile(r"(?:继任者?|接班人|接替者)$|\bsuccessor$"): re.compile(
        r"继任|接任|接替|接班|继承|继位|取代|新任|succe|replac|t[ao]ke?n? over"
    ),
    **OFFICES,
}
"""Maps the end of the requested attribute to a pattern of texts about its holder."""

FATES: Mapping[re.Pattern[str], re.Pattern[str]] = {
    re.compile(r"死|遇难|罹难|丧生|身亡|\b(?:died?|dead|deaths?|killed|lives|fatalities)\b"): re.compile(
        r"死|亡|遇难|罹难|丧生|遇害|牺牲|不治|\b(?:died?|dead|deaths?|killed|lives|fatalities)\b"
    ),
    re.compile(r"(?:受|重|轻)伤|\b(?:injured|wounded|hurt)\b"): re.compile(r"伤|injur|wound|hurt"),
    re.compile(r"失踪|\bmissing\b"): re.compile(
        r"失踪|失联|下落|[未没][能有]?[寻找]|找不到|missing|not (?:been )?found"
    ),
    re.compile(r"失业|\bunemploy"): re.compile(r"失业|就业|unemploy"),
}
"""Maps a question for a number to a pattern of texts about those who are counted."""

STAGES: Mapping[re.Pattern[str], re.Pattern[str]] = {
    re.compile(r"开工|动工|开建|奠基|破土|\bbr(?:eak|oke) ground"): re.compile(
        r"开工|动工|开建|奠基|破土|启动|开始|兴建|始建|建于|施工|开挖|投产|投入|start|beg[aiu]n|br(?:ea|o)k|launch"
    ),
    re.compile(r"完工|竣工|落成|\b(?:completed|finished)\b"): re.compile(
        r"完工|完成|竣工|[建修造]成|落成|[建修]好|交付|通车|投产|投[运用]|启用|开[通放]|贯通|运营|建于|进行|尚未|complet|finish|open|built"
    ),
    re.compile(
        r"投产|投入生产|\b(?:start|begin|go into|enter)(?:s|ed|ing)? (?:the )?(?:mass |commercial )?produc"
    ): re.compile(
        r"投产|投入(?:生产|运营|使用)|[实现试底]生产|达产|量产|开始生产|开工生产|下线|建成|启用|竣工|produc|complet"
    ),
    re.compile(
        r"(?:何时|什么时候|哪[一年]?[年天]|几[年月]).*通车|通车(?:时间|日期|是?在?什么时候)|\bopen(?:ed|s)? to traffic"
    ): re.compile(r"通车|开通|投[运用]|运营|启用|开放|open|traffic"),
    re.compile(
        rf"{_WHEN}(?:启用|投用|开放|开业|开馆|运营|投运)|\bwhen (?:did|does|will|was|is) .*\bopen(?:ed|s)?$"
    ): re.compile(
        r"启用|投[用入运]|[开启]幕|开[放业馆园通张村门店市港课学]|成立|设立|[挂揭]牌|运[营行]|营业|迎客|通车|投产|open|start|launch|service|in use"
    ),
    re.compile(
        rf"{_WHEN}(?:成立|创[立建办])|\b(?:when|what year|which year) (?:was|were) .*(?:founded|established)$"
    ): re.compile(r"创|[成建设]立|成团|组建|开办|兴办|建[于校馆院]|始建|found|establish|creat|set up|start|form"),
    re.compile(rf"{_WHEN}[^,，]{{0,4}}(?:开[卖售]|发售|销售)|\bwhen .*\b(?:on|for) sale\b"): re.compile(
        r"[卖售]|上市|抢购|开抢|发货|到手|sale|sell|sold|available|releas|ship"
    ),
    re.compile(r"谁(?:承建|建造|修建|兴建|建|修)|\bwho built\b"): re.compile(
        r"建|修|造|筑|施工|[成创]立|buil[dt]|construct"
    ),
    re.compile(r"谁发明|\bwho invented\b"): re.compile(r"发明|创造|首创|研制|开发|设计|invent|creat|develop|design"),
    re.compile(r"谁(?:首先|最早|最先)?发现|\bwho (?:first )?discovered\b"): re.compile(
        r"发现|找到|探测|观测|确认|discover|found|detect|identif|observ"
    ),
    re.compile(r"谁(?:导演|执导)|\bwho directed\b"): re.compile(r"导|拍|direct"),
    re.compile(r"谁(?:发起|发动|引发|点燃)|\bwho started\b"): re.compile(
        r"发起|发动|挑起|引发|引燃|点燃|纵火|开始|开启|启动|创|start|beg[au]n|launch|initiat|found|caus|lit"
    ),
    re.compile(
        r"签约(?!金)|签署|\bsigned\b(?! (?:up|in|out))|\b(?:did|does|will|to) (?:[\w'-]+ ){0,4}?sign\b(?! (?:up|in|out))"
    ): re.compile(r"签|缔结|订立|sign"),
    re.compile(r"谁.*创[立办建]|创[立办建]了?.{0,20}的是谁|\bwho (?:founded|established)\b"): re.compile(
        r"创|成立|[建设]立|组建|开办|兴办|found|establish|creat|set up|start"
    ),
    re.compile(r"接[替任]|继任|\bsucceed(?:ed)? (?!in\b)|\breplaced\b"): re.compile(
        r"接[替任班]|继[任承位]|取代|代替|替[代换]|变[更成为]|改[为成由]|转由|任命|新任|前任|换|不再[担兼]?任.{0,60}任|succe|replac|predecessor|t[ao]ke?n? over"
    ),
    re.compile(r"谁写|所写的?是谁|\bwho (?:wrote|is the author)|\bwritten by whom"): re.compile(
        r"[写著撰编]|作[者家品]|[创之]作|wr[io]t|author|\bby\b"
    ),
    re.compile(
        r"设计(?![商院]|公司|时速|速度|能力|产能|年限)|\bdesigned\b|\bdesigners?\b|\bwho .*\bdesign\b"
    ): re.compile(r"设计(?!时速|速度|能力|产能|年限)|建筑师|design|architect"),
    re.compile(
        r"归谁|业主|所有者|\bown(?:s|ed)\b(?! up)|\bowners? of\b|\bwho .*\bowners?\b|(?<!['’]s )(?<!s['’] )(?<!\bits )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\byour )(?<!\bour )(?<!\bmy )(?<!\bon )\bown\b(?! up)"
    ): re.compile(
        r"拥有|所有|持有|持股|控股|收购|旗下|归|属|业主|支配|统治|治下|管[理辖]|所得|房产|老板|股东|母公司|own|belong"
    ),
    re.compile(r"金牌|\bgold medal"): re.compile(r"金|冠|第一|夺魁|gold|champion|w[io]n"),
    re.compile(r"银牌|\bsilver medal"): re.compile(r"银|亚军|第二|silver|second"),
    re.compile(r"铜牌|\bbronze medal"): re.compile(r"铜|季军|第三|bronze|third"),
    re.compile(r"揭牌|挂牌"): re.compile(r"揭|挂牌|成立"),
    re.compile(
        r"哪[里儿]的?人|籍贯|出生(?:地|在|于)|老家|\b(?:was|were) .*\bborn\b|\b(?:birthplace|hometown)\b"
    ): re.compile(
        r"(?<![本别他人客工军])人(?![民士员类们物口才数力均事大])|籍|出生|[生诞]于|老家|故乡|家乡|来自|出身|[年月日]生|born|native|from"
    ),
    re.compile(
        r"处分|处罚|\b(?:punish\w*|penalt\w+|(?:was|were|been|got|get) disciplined|disciplinary action)\b"
    ): re.compile(
        r"处分|处罚|罚|判|刑|撤|免[去职]|开除|停职|逮捕|拘|起诉|警告|追究|问责|违约金|punish|penal|sentenc|suspend|fined|dismiss|fired"
    ),
    re.compile(r"反对票|投(?:了|下)?反对|\bvoted? against\b"): re.compile(r"反对|否决|不赞成|against|oppos"),
    re.compile(r"毕业(?!生|典礼)|母校|\bgraduated\b|\bgraduate (?:from|in|with|at)\b"): re.compile(
        r"毕业|母校|就读|学[位士]|[硕博]士|校友|graduat|alumn|degree|stud"
    ),
    re.compile(r"谁(?:当选|出任|就任|成为|当上)|^who (?:became|was elected|took over as)\b"): re.compile(
        r"当选|[出担就接继上升]任|就职|成为|同志任|获任|任命|elected|became|appoint|sworn|took o"
    ),
    re.compile(
        r"(?:谁|哪[一家个]?.{0,6}|被.{1,12})(?:收购|买下|并购)|\b(?:bought|acquired(?! immun)|purchased|took over)\b"
    ): re.compile(r"购|买|接[管任替掌]|继任|[改转]由|掌管|acqui|b[uo]+y|bought|purchas|t[ao]ke?n? over"),
}
"""Maps a question to a pattern of texts about the same event: a project stage, a prize, a purchase, a punishment."""

RANKS: Mapping[re.Pattern[str], re.Pattern[str]] = {
    re.compile(
        r"(?:排名?|名列|位[居列])第一|第一名|榜首|\b(?:number one|(?:rank\w*|the|as|at|is) no\. ?1|first place|top spot|ranked first|ranks first)\b"
    ): re.compile(r"第一|首位|居首|榜首|之首|冠|领先|第1(?!\d)|\bfirst|\btop\b|number one"),
    **{
        re.compile(
            rf"第{han}(?:大|长|高|多|名)|\b{word}[- ](?:largest|biggest|longest|highest|most|place)\b"
        ): re.compile(
            rf"第(?:[一二三四五、]*{han}|{number})[、大长高多名位]|[居列名位]第(?:{han}|{number}(?!\d))|\b{word}\b"
        )
        for number, han, word in ((2, "二", "second"), (3, "三", "third"), (4, "四", "fourth"), (5, "五", "fifth"))
    },
}
"""Maps a question for a rank to a pattern of sentences that give it; the text around them may give other ranks."""

ATTRIBUTES: Mapping[re.Pattern[str], re.Pattern[str]] = {
    re.compile(r"深度|水深|[多最埋]深|\b(?:depth|deep|deepest)\b"): re.compile(
        r"深(?!圳|化|入|刻|厚|情|受|切|远)|deep|depth"
    ),
    re.compile(r"重量|体重|[多最]重(?!要)|\b(?:weighs?|weights?|heavy)\b"): re.compile(
        r"重(?![要庆点大视新建组])|\d ?(?:公斤|千克|斤)|weigh|heav|mass"
    ),
    re.compile(r"高度|海拔|身高|[多最]高(?!级|人民|院)|\b(?:heights?|altitude|elevation|tall|how high)\b"): re.compile(
        r"高|海拔|height|high|tall|altitude|elevation|level"
    ),
    re.compile(r"宽度|[多最]宽|\b(?:width|wide)\b"): re.compile(r"宽|幅|跨|wid"),
    re.compile(r"直径|\bdiameter\b"): re.compile(r"直径|diameter"),
    re.compile(r"厚度|[多最]厚|\b(?:thickness|thick)\b"): re.compile(r"厚|thick"),
}
"""Maps a question for a figure to a pattern of texts on that length or weight: units do not tell depth from height."""

KINDS: Mapping[re.Pattern[str], re.Pattern[str]] = dict(
    [
        _kind(
            "公司|企业",
            "company|companies|(?<!law )firm|corporation",
            r".{2}(?:公司|集团|企业|股份|银行|[工药酒电]厂|工作室|研究院|局)|(?:由|属于?|归).{2}|[a-z]{2,}",
        ),
        _kind(
            "医院",
            "hospitals?",
            r".{2}(?:医院|卫生院|保健院|诊所)|[大一二三四五六七八九十]院|[a-z]+ (?:hospital|clinic|medical)",
        ),
        _kind("大学|高校", "university|universities", r".{2}(?:大学|学院)|[a-z]+ (?:university|college)|university of"),
        _kind(
            "学校|中学|小学|高中|初中|卫校|技校",
            "schools?",
            r"[^的了在从到于由是和\W]{2}(?:学校|中学|小学|高中|初中|[卫技艺体党]校|学院|大学|书院|[外实附一二三四五六七八九十]小|[一二三四五六七八九十]中)|[a-z]+ (?:school|college|academy)",
        ),
        _kind("银行", "banks?", r".{2}[银央]行|[a-z]+ bank"),
        _kind("机场", "airports?", r".{2}机场|[a-z]+ airport"),
        _kind(
            "影院|影城|剧院|剧场", "cinemas?|theat(?:re|er)s?", r".{2}(?:[影剧戏]院|影城|剧场)|[a-z]+ (?:cinema|theat)"
        ),
        _kind("律师事务所|律所", "law firms?", r".{2}(?:律师事务所|律所|律师行)|[a-z]+ (?:llp|law|partners)"),
        _kind("法院", "courts?", r".{2}法院|法庭|[中高]院|[a-z]+ (?:court|tribunal)"),
        _kind(
            "酒店|宾馆|饭店", "hotels?", r".{2}(?:酒店|宾馆|饭店|度假村|民宿|客栈|招待所)|[a-z]+ (?:hotel|inn|resort)"
        ),
        _kind(
            "博物馆|美术馆",
            "museums?",
            r".{2}(?:博物[馆院]|美术馆|纪念馆|展览馆|艺术馆|故宫)|[a-z]+ (?:museum|gallery)",
        ),
        _kind(
            "电视台|频道|卫视",
            "(?:tv|television|radio) (?:channels?|stations?)",
            r".{2}(?:电视台|频道|卫视|广播|总台)|央视|中央台|cctv|bbc|[a-z]+ (?:tv|channel|station|television)",
        ),
    ]
)
"""Maps "which company" and the like, with the noun as a group, to a pattern of the names of such things."""

FIRMS = re.compile("公司|企业|company|companies|firm|corporation")
"""Kinds of things whose names need not tell the kind."""


def asked_for(topics: Mapping[re.Pattern[str], re.Pattern[str]], asked: str) -> bool:
    """Whether a question asks for one of the topics."""
    return any(topic.search(asked) for topic in topics)


def spoken_of(topics: Mapping[re.Pattern[str], re.Pattern[str]], asked: str, text: str) -> bool:
    """Whether a text mentions the topics that are asked for; True if none is."""
    return all(said.search(text) for topic, said in topics.items() if topic.search(asked))
