"""True and false sentences in the words of invented articles, for testing the checks of a language model's sentences.

The false ones name another subject or place, merge facts, reverse a comparison, invent a cause, attribute a statement
to another person, or use the figure of something else. `TUNED` was looked at while the checks were written, `APART`
when their rules were widened.
"""

from typing import TypeAlias

Claims: TypeAlias = tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
"""Articles, each with true and with false sentences."""

TUNED: Claims = (
    (
        "云岭县与石桥县上月签署合作协议，云岭县出资3200万元修建冷链仓库，石桥县提供用地45亩。云岭县县长贺一鸣表示，仓库将于9月启用。"
        "石桥县农业局局长段小雨说，去年石桥县茶叶产量为680吨，比云岭县少120吨。受春季霜冻影响，石桥县的早茶采摘推迟了十天。"
        "两县的茶农合作社共有会员2400户，其中云岭县占六成。丰和公司负责仓库的运营，绿野公司负责运输车辆。",
        (
            "冷链仓库由云岭县投入3200万元建设。",
            "The warehouse is to open in September, He Yiming said.",
            "石桥县早茶推迟十天采摘，原因是春季霜冻。",
            "Shiqiao provides 45 mu of land.",
            "云岭县去年的茶叶产量高于石桥县。",
            "丰和公司运营仓库，运输车辆由绿野公司负责。",
            "段小雨是石桥县农业局局长。",
        ),
        (
            "石桥县出资3200万元修建冷链仓库。",
            "段小雨表示，仓库将于9月启用。",
            "云岭县的早茶采摘推迟了十天。",
            "石桥县去年的茶叶产量比云岭县多120吨。",
            "因为运输车辆不足，仓库推迟到9月启用。",
            "绿野公司负责仓库的运营。",
            "Yunling's tea output last year was 680 tons.",
        ),
    ),
    (
        "Norhaven's council voted on Monday to spend 18 million pounds on a new tram line to the harbour. The neighbouring town "
        "of Eastmere rejected a similar plan because its bridge cannot carry trams. Transport chief Lena Brook said the first "
        "trams will run in 2027. Opposition leader Paul Vane called the line too expensive. The line will have nine stops, two "
        "more than the old bus route. Carlow Engineering will build the tracks and Mistral Rail the vehicles. Ridership on buses "
        "fell by 6 percent last year, while bicycle use rose by 11 percent. The depot will employ 85 people, and the control room 12.",
        (
            "Lena Brook said that the first trams would start running in 2027.",
            "The new tram line will cost 18 million pounds.",
            "Eastmere turned down a similar plan since its bridge cannot bear trams.",
            "The old bus route has fewer stops than the tram line.",
            "去年公交客流下降6%，自行车使用增加11%。",
            "Mistral Rail will supply the vehicles.",
        ),
        (
            "Paul Vane said the first trams will run in 2027.",
            "Norhaven rejected the plan because its bridge cannot carry trams.",
            "Eastmere's council voted to spend 18 million pounds on a tram line.",
            "The old bus route has more stops than the tram line.",
            "Mistral Rail will build the tracks.",
            "The control room will employ 85 people.",
            "Bus ridership fell because the line was too expensive.",
        ),
    ),
    (
        "海棠市第一医院与北湖大学共建的康复中心11日揭牌。院长傅文清介绍，中心设床位260张，其中儿童床位40张。北湖大学校长梁思远说，"
        "学校将派出35名教师参与教学。中心一期投资2.1亿元，二期投资9000万元，二期预计2026年完工。由于门诊量增长过快，第一医院将把口腔科迁往"
        "城西院区，骨科仍留在城东院区。去年第一医院的门诊量为190万人次，第二医院为130万人次。市卫健委主任高岚强调，康复费用将纳入医保。",
        (
            "中心的一期投资为2.1亿元。",
            "口腔科将搬到城西院区。",
            "Liang Siyuan said the university will send 35 teachers.",
            "第一医院去年的门诊量比第二医院多。",
            "The second phase is expected to be finished in 2026.",
            "门诊量增长过快是口腔科搬迁的原因。",
            "Forty of the 260 beds are for children.",
        ),
        (
            "骨科将迁往城西院区。",
            "二期投资2.1亿元。",
            "傅文清说，学校将派出35名教师参与教学。",
            "第二医院去年的门诊量为190万人次。",
            "由于床位不足，口腔科将迁往城西院区。",
            "Gao Lan is the president of Beihu University.",
            "第二医院的门诊量超过第一医院。",
        ),
    ),
    (
        "Solvane Energy bought a wind farm off the coast of Thorney for 320 million euros from Baltic Power. Chief executive "
        "Marta Quill said the farm supplies 210,000 homes. Solvane also plans a solar park near Dunmore, which will cost 75 "
        "million euros and employ 40 people. Analyst Tom Ferris said the price was high because interest rates are falling. "
        "Profits at Solvane rose by 9 percent last year, whereas those at Baltic Power dropped by 4 percent. The wind farm has "
        "64 turbines, the older farm at Kells 30. Unions in Thorney welcomed the sale; fishermen opposed it.",
        (
            "Baltic Power sold the wind farm to Solvane Energy for 320 million euros.",
            "According to Marta Quill, the farm provides power for 210,000 homes.",
            "The solar park near Dunmore is to cost 75 million euros.",
            "The farm at Kells has fewer turbines than the one off Thorney.",
            "Fishermen were against the sale.",
            "The solar park will employ 40 people.",
        ),
        (
            "Baltic Power bought the wind farm from Solvane Energy.",
            "The solar park near Thorney will cost 75 million euros.",
            "Tom Ferris said the farm supplies 210,000 homes.",
            "Profits at Baltic Power rose by 9 percent last year.",
            "The farm at Kells has more turbines than the one off Thorney.",
            "Fishermen welcomed the sale.",
            "The solar park will cost 320 million euros.",
            "Baltic Power sold the farm because its profits dropped.",
        ),
    ),
)

APART: Claims = (
    (
        "临川市与怀远市之间的城际铁路28日通车，全程52分钟，比原来的普速列车快40分钟。铁路公司总经理骆小天说，首日发售车票1.9万张。"
        "怀远市市长阮青表示，市里将开通6条接驳公交线路。临川站设有8个站台，怀远站设有5个站台。因为隧道施工困难，原定去年底的通车时间推迟了"
        "三个月。中铁建工承担隧道工程，华信电气承担信号系统。临川市预计每年新增游客300万人次，怀远市预计新增150万人次。旅客可在临川站换乘"
        "地铁2号线，在怀远站换乘长途客车。",
        (
            "城际铁路全程用时52分钟。",
            "骆小天介绍，第一天卖出1.9万张车票。",
            "Huaiyuan will open six feeder bus lines, mayor Ruan Qing said.",
            "临川站的站台比怀远站多。",
            "通车推迟三个月是因为隧道施工困难。",
            "华信电气负责信号系统。",
            "Passengers can change to metro line 2 at Linchuan station.",
        ),
        (
            "阮青说，首日发售车票1.9万张。",
            "怀远站设有8个站台。",
            "临川市将开通6条接驳公交线路。",
            "普速列车比城际铁路快40分钟。",
            "因为信号系统故障，通车时间推迟了三个月。",
            "华信电气承担隧道工程。",
            "怀远市预计每年新增游客300万人次。",
            "旅客可在怀远站换乘地铁2号线。",
        ),
    ),
    (
        "The Alder Museum in Corbridge reopened on Friday after a renovation that cost 14 million dollars. Director Simone Hale "
        "said the museum expects 500,000 visitors a year. Architect Ravi Desai designed the glass hall, and sculptor Ines Moreau "
        "the fountain. The state paid 9 million dollars, the city of Corbridge the rest. The textile gallery stays closed because "
        "the damp damaged its floor. The print gallery now holds 3,200 works, the textile gallery 1,100. Tickets cost 12 dollars, "
        "three dollars less than at the rival Castle Museum in Wexley. Councillor Neil Abbot criticised the cost of the glass hall.",
        (
            "Simone Hale expects half a million visitors a year.",
            "The renovation of the Alder Museum cost 14 million dollars.",
            "Ravi Desai is the architect of the glass hall.",
            "The textile gallery remains closed since damp damaged its floor.",
            "Tickets at the Castle Museum are more expensive than at the Alder Museum.",
            "博物馆修缮花费1400万美元。",
        ),
        (
            "Ines Moreau designed the glass hall.",
            "The city of Corbridge paid 9 million dollars.",
            "Neil Abbot said the museum expects 500,000 visitors a year.",
            "The textile gallery holds 3,200 works.",
            "Tickets at the Castle Museum are cheaper than at the Alder Museum.",
            "The Alder Museum in Wexley reopened on Friday.",
            "The print gallery stays closed because the damp damaged its floor.",
        ),
    ),
    (
        "天琴集团第三季度营收86亿元，同比增长12%，净利润却下降5%。董事长陆以宁表示，利润下滑的主要原因是研发投入增加。旗下的星辰汽车交付"
        "3.4万辆，天琴电池出货量达到21吉瓦时。副总裁贾明哲宣布，集团将在滨江区新建研发中心，在永宁镇的老厂停止生产。竞争对手启明集团同期营收"
        "102亿元，净利润增长8%。滨江区副区长洪燕称，研发中心将带来1500个就业岗位。天琴的海外门店有73家，国内门店有410家。",
        (
            "第三季度，天琴集团的营收增长12%。",
            "陆以宁说，利润下滑主要因为研发投入增加。",
            "研发中心将建在滨江区。",
            "Qiming Group's revenue was 10.2 billion yuan.",
            "启明集团的营收高于天琴集团。",
            "Hong Yan said the research centre will bring 1,500 jobs.",
            "永宁镇的老厂将停产。",
        ),
        (
            "启明集团净利润下降5%。",
            "洪燕宣布，永宁镇的老厂停止生产。",
            "研发中心将建在永宁镇。",
            "天琴集团的营收超过启明集团。",
            "由于汽车交付减少，天琴集团利润下滑。",
            "天琴的海外门店有410家。",
            "贾明哲是天琴集团董事长。",
            "星辰汽车出货量达到21吉瓦时。",
        ),
    ),
    (
        "Farmers in the Tarn valley harvested 48,000 tonnes of plums this year, a quarter more than in 2022. In the Orme valley "
        "hail destroyed half the crop. Minister Clara Voss promised the Orme growers 6 million crowns in aid. Cooperative head Jan "
        "Petrak said the aid will come too late. The Tarn growers export most of their fruit to Austria; those of Orme sell at "
        "home. The juice plant in Radnik hired 120 workers, the cannery in Velm dismissed 35. The mild spring made the plums ripen "
        "earlier. A kilo costs 22 crowns in Radnik and 27 in Velm.",
        (
            "Clara Voss promised 6 million crowns to growers in the Orme valley.",
            "Hail destroyed half of the crop in the Orme valley.",
            "Jan Petrak said that the aid would come too late.",
            "Plums are cheaper in Radnik than in Velm.",
            "The juice plant in Radnik took on 120 workers.",
        ),
        (
            "Hail destroyed half the crop in the Tarn valley.",
            "Jan Petrak promised the growers 6 million crowns.",
            "The Orme growers export most of their fruit to Austria.",
            "The cannery in Velm hired 120 workers.",
            "A kilo costs 22 crowns in Velm.",
            "The plums ripened earlier because of the hail.",
            "Plums are more expensive in Radnik than in Velm.",
        ),
    ),
)
