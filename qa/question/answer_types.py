"""Answer types (Li & Roth 2002, "Learning question classifiers"): patterns of questions for each and of its answers.

A question asks for a type by its question word ("何时", "who") or by the noun that it asks for ("上映时间", "导演").
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.text.script import HAN
from qa.facts.entities import PLACES, SURNAMES, TRANSCRIBING


class AnswerKind(StrEnum):
    """What a question asks for."""

    TIME = "time"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    ROLE = "role"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class AnswerType:
    """Patterns of an answer type, for folded text.

    `word`: question words. `noun`: the noun that is asked for, matched at its end in Chinese. `thing`: an instance in
    an answer. `new`: whether instances that the question names itself do not count, such as a year.
    """

    word: re.Pattern[str]
    noun: re.Pattern[str]
    thing: re.Pattern[str]
    new: bool = True


_HAN = rf"[{HAN}]"
_MONTHS = "january|february|march|april|may(?= \\d|,)|june|july|august|september|october|november|december"
_FOREIGN = rf"[{TRANSCRIBING}]{{3,}}"
_SAYS = "任|担任|出任|饰|扮|执导|导演|编剧|表示|介绍|说|指出|认为|称|率|领|夺|获|凭|成为|主演|参演|出演|就任|去世|逝世|死|当选|以|击败|在|为|是|于|与|和|及|等|被|将|也|的|等人"
_PERSON_TITLES = (
    "书记|市长|省长|县长|区长|镇长|[乡村厂行站馆台社所组团军师舰船机]长|主编|主任|主席|总裁|董事长|经理|首席执行官|局长|处长|部长|厅长|院长|会长|校长|总理|总统|首相|议长|国王|天皇|教授|教练|队长|记者|代表|委员|专家|院士"
    "|导演|主演|演员|歌手|作家|作者|选手|球员|将军|司令|先生|女士|博士|父亲|母亲|妻子|丈夫|儿子|女儿|由|名叫|叫做?|饰演者?|创始人|皇帝"
)
_ORGANISATIONS = "公司|集团|大学|学院|医院|银行|协会|学会|委员会|发展改革委|研究院|研究所|基金会|政府|[省市县区]委|部门|法院|检察院|党|队|俱乐部|乐队|组织|联盟|机构|教会|教会|军|家族|氏|族|人民"
_GROUPS = (
    "领导|妈妈|爸爸|父母|老师|教师|移民|地产商|平台|纪委|卫生院|集体|成年人|大人|家人|朋友|用户|[世王太]子|公主|欧盟|香港|台湾|系统"
    "|学会|教会|公会|工会|国会|议会|银行|警方|警察|军方|部队|军团|舰队|乐团|机构|杂志|报社|电视台|工作室"
    "|商人|群众|民众|居民|村民|学生|工人|农民|市民|士兵|人士|年轻人|青年|人群|[男女]子|[男女]孩|老人|妇女|儿童|孩子"
    "|王朝|朝廷|[元宋唐明清]朝|皇室"
)

ANSWER_TYPES: Mapping[AnswerKind, AnswerType] = {
    AnswerKind.TIME: AnswerType(
        re.compile(
            r"什么时候|什么时间|(?:星期|周|礼拜)几|什么时期|什么年代|何时|何年|何月|何日|几年(?=$|的?时候)|哪一?个?[年月天日]|哪个?(?:月份|时期|时候|世纪|朝代|年代|季节)|几(?:月|点(?![建意要问])|[号日](?![台线楼厅馆站门院店桌车位]))|公元几年"
            r"|^when\b|\bwhen$|\b(?:since|until|from|exactly|know|me|say|said|and|or|on|about|is that|was that) when\b"
            r"|^(?!(?:which|what|who|whom|whose|how|where|why|was|were|is|are|did|does|do|has|have|had|can|could|will|would|should)\b).*\bwhen\b|\b(?:what|which) (?:\w+ )?(?:years?|dates?|days?|months?|century|decade|season|time)\b"
        ),
        re.compile(
            r"(?:时间|日期|时候|年份|月份|日子|生日|年代|时刻|朝代|时期|日程|季节|世纪)$|\b(?:date|time|year|day|birthday|month|deadline)$"
        ),
        re.compile(
            r"(?<!\d)\d{3,4} ?年(?!前|后|来|多|历史|之久)|公元前?\d+|(?<![\d.])(?:1\d|20)\d\d(?![\d.%万亿元人米])|[一二三四五六七八九〇零]{4}年|\d{1,2} ?月|\d{1,2} ?[日号](?![线楼机])"
            rf"|{_HAN}{{2}}(?:元|[一二三四五六七八九十]+|\d{{1,2}})年(?![前后来内多])|[一二三四五六七八九十]+月|[初一二三四五六七八九十]+日(?!本)|年[间代初末底]|(?:\d+ ?|[上本一二三四五六七八九十])世纪|[春夏秋冬雨旱]季|{_HAN}{{2,6}}(?:时期|时代)"
            rf"|[夏商周秦汉晋隋唐宋元明清][代朝初末]|[东西南北前后][朝汉晋魏周齐宋梁陈唐燕秦赵凉]|(?:星期|周|礼拜)[一二三四五六日天末]|[每下上本这]周|[\d一二三四五六七八九十几数]+[多几]?万?(?:个?月|[年天周])[前后]|[上半深午]夜|立[春夏秋冬](?!新功)|[冬夏]至(?!\d)|[春秋]分(?!钟)|明清|隋唐|宋元|秦汉|每[天日月年晚]|[今明昨前后]天|[今明去前]年|春节|除夕|元旦|元宵|清明|端午|中秋|国庆|早[上晨]|中午|晚上|夜[间里]|(?<!\d)\d{{1,2}}(?:时|点|:\d\d)|凌晨|上午|下午|傍晚|\b(?:{_MONTHS})\b|\w+(?:st|nd|rd|th)[- ]centur|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:yesterday|today|tomorrow|tonight|noon|midnight)\b|\b(?:next|last|every) (?:week|month|year)\b|\b1\d{{3}}s?\b|\b20\d\ds?\b"
        ),
    ),
    AnswerKind.NUMBER: AnswerType(
        re.compile(
            r"多少|(?<![哪好期周拜])几(?![年月号日点何乎字经近番许率])|多[大长高远重深宽快久]|比例是|占比|\bhow (?:many|much|large|long|far|high|big|tall|old|deep|wide|fast|often|heavy|strong|thick)\b"
            r"|\b(?:what|which) (?:share|percent(?:age)?|proportion|number|amount|rate)\b"
        ),
        re.compile(
            r"(?:人数|次数|数量|总数|数目|个数|件数|户数|指数|[产总流容含存储销客]量|吞吐量|保有量|投入量|金额|总额|数额|份额|税额|比例|比重|占比|百分比|率|售价|房价|票价|单价|均价|价格|起售价|费用?|面积"
            r"|长度|高度|宽度|深度|速度|温度|里程|距离|海拔|年龄|身高|体重|体长|全长|人口|票房|营收|收入|利润|产值|总值|市值|工资|薪水|年薪|税|投资|规模|席位|比分|成绩|震级|电话|号码|时长|期限|工期)$"
            r"|\b(?:number|amount|population|area|length|height|width|depth|price|cost|fare|rate|percentage|distance|speed|age|size|salary|income|revenue|profit|budget|toll|tax|gdp)$"
        ),
        re.compile(
            r"\d|百分之|一半|半数|[一二三四五六七八九十百千万亿两半]{2,}|[一二三四五六七八九十两半数几](?:[个家名位条项亿万年次所份亩吨人户件座处篇部辆艘架天岁倍层米种支届分级套只头颗枚首本册卷站大国强元块角毛里斤克尺寸升度秒成号路页幢栋间扇门片张匹棵株场轮期代圈]|小时|公[里斤顷]|毫米|厘米)"
            r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundreds?|thousands?|millions?|half|third|quarter|dozens?)\b"
        ),
    ),
    AnswerKind.PERSON: AnswerType(
        re.compile(r"谁|哪[一两几]?位|何人|哪些人|什么人|哪一?个人|\bwho(?:se|m)?\b"),
        re.compile(
            r"(?:人|者|员|长|主任|主席|书记|总理|总统|首相|国王|皇帝|董事长|经理|总裁|执行官|作者|导演|主演|演员|编剧|歌手|教练|冠军|亚军|得主|赢家|创始人|发明家|教授|父亲|母亲|妻子|丈夫|儿子|女儿|名字|姓名|航天员)$"
            r"|\b(?:mayor|secretary|president|chairman|director|author|founder|minister|winner|champion|leader|king|queen|emperor|coach|actor|singer|writer|person|ceo|name)$"
        ),
        re.compile(
            rf"{_HAN}[·•‧・]{_HAN}|(?:{_PERSON_TITLES})[:：是为由“「]?[{SURNAMES}]{_HAN}{{1,2}}"
            rf"|(?:^|[^{HAN}]|[和与及由是为对被于任])[{SURNAMES}]{_HAN}{{1,2}}(?={_SAYS}|{_PERSON_TITLES}|[^{HAN}]|$)"
            rf"|[{SURNAMES}]{_HAN}{{1,2}}(?:{_PERSON_TITLES})|{_FOREIGN}|{_HAN}[帝后妃公王祖宗](?={_HAN}|$)"
            r"|\b(?:mr|mrs|sir|dr|lord|king|queen|president|professor|general) [a-z]+"
        ),
    ),
    AnswerKind.PLACE: AnswerType(
        re.compile(
            r"哪里|哪儿|何处|何地|[在于]哪(?![一个些年月天日种项位家所条座只部支门类名件本场次届款季])|什么地方|哪[一几两]?[个座]?(?:国家|城市|省份?|市|县|区|镇|村|地区|国|州|洲|地方|岛|地)"
            r"|\bwhere\b|\b(?:which|what) (?:\w+ )?(?:city|cities|province|county|counties|town|country|countries|place|state|region|location|continent|island)\b"
        ),
        re.compile(
            r"(?:地点|地址|地方|地|位置|国家|城市|省份|地区|首都|首府|省会|起点|终点|籍贯|故乡|老家|会址|总部|校址)$|\b(?:capital|location|place|city|country|birthplace|headquarters|address|venue)$"
        ),
        re.compile(
            rf"{_HAN}[省市县区镇乡村州郡国岛山河湖海江路街道洲城港站湾里府馆宫厅场园寺校院楼地州桥]|{'|'.join(PLACES)}|位于|境内|[东西南北中]部|{_HAN}[斯亚兰尔利拉大顿堡]|\b(?:in|at|near|from|of)\b"
        ),
        new=False,
    ),
    AnswerKind.REASON: AnswerType(
        re.compile(
            r"(?<![称成认作名视选命誉改])为什么|(?<![称成认作名视选命誉改])为何(?=.)|为啥|何以|怎么会|原因(?:查清|查明|清楚|公布)|什么(?:原因)?(?:导致|引起|引发|造成)|\bwhy\b|\bwhat (?:caused|causes|led to)\b"
        ),
        re.compile(r"(?:原因|理由|缘由|目的|动机|原由)$|\b(?:reasons?|cause|purpose)$"),
        re.compile(
            r"因|由于|为了|以便|以免|源于|出于|导致|使得|原因|理由|目的|旨在|所以|\b(?:because|due to|since|as|so|to|for|cause[sd]?|led|reason|result)\b"
        ),
        new=False,
    ),
    AnswerKind.ROLE: AnswerType(
        re.compile(
            r"(?:什么|何种|哪些|怎样的)(?:角色|作用|定位|地位|职务|职责|职位|职能|功能|任务)|\bwhat (?:roles?|functions?|positions?|tasks?|part|posts?|jobs?|office)\b"
        ),
        re.compile(
            r"(?:角色|作用|定位|地位|职务|职责|职位|职能|功能|任务|分工)$|\b(?:roles?|position|function|task|job|responsibilit(?:y|ies))$"
        ),
        re.compile(
            r"(?:打造|建设|建成|成为|作为|是|为|当好|构筑|争当|承担|担当|扮演|发挥|起到?)[^，,。；;]{0,25}(?:支点|基地|高地|枢纽|门户|桥头堡|引擎|增长极|示范区|先行区|中心|节点|走廊|屏障|腹地|前沿|样板|窗口|龙头|主力|角色|作用|职能|使命|支撑|城市(?!群))"
            rf"|承载(?!力|能力|量)|首脑|战略支点|桥头堡|担任|就任|[处局部厅市县省院会校队行]长|主任|书记|董事长|经理|总裁|主席|总理|总统|发言人|代表(?=[{HAN}])"
            r"|\b(?:roles?(?: (?:is|are|was|will))?|positions?|serves?|served|becom\w+|acts?|as|hub|base|gateway|pivot|functions?|responsible|head|chief|director)\b"
        ),
    ),
    AnswerKind.DEFINITION: AnswerType(
        re.compile(
            r"^[^的]{1,20}(?:是|指的?是?)(?:什么|何|啥)(?:意思|东西)?[?？]?$|^什么(?:是|叫做?)|是什么意思|^what (?:is|are|does) (?!the\b|its\b|their\b)"
        ),
        re.compile(r"(?:定义|含义|意思|概念)$|\b(?:meaning|definition)$"),
        re.compile(r"是|指|即|称为|简称|属于|成为|又[称名叫]|\b(?:is|are|was|were|means?|called|known as|refers?)\b"),
        new=False,
    ),
}
"""Patterns by type. To add a type, add an entry."""

ACTOR = re.compile(
    rf"{ANSWER_TYPES[AnswerKind.PERSON].thing.pattern}|(?:^|[^{HAN}])[{SURNAMES}]{_HAN}{{1,2}}|{_HAN}(?:{_ORGANISATIONS}|[者员师们厅局]|专?家(?![里庭中园长都]))|{_GROUPS}|(?:{_PERSON_TITLES}|[长民手员师])[{SURNAMES}]{_HAN}|[{SURNAMES}]某|《[^》]{{1,20}}》|(?<![a-z])[a-z][a-z.&'-]*[a-z](?![a-z])"
)
"""Possible agents in folded Chinese: a person, a group, an occupation, a film that won, a name in Latin letters."""
