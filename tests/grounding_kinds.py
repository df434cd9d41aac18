"""Invented articles, and pairs of a true and a false sentence in their words, by kind of falsehood."""

HARVEST = (
    "槐荫县农业农村局8日通报，全县小麦收割已完成九成，机收面积42万亩。局长冯立新介绍，今年投入收割机1860台，其中外来机手带来的有740台。"
    "邻近的柘水县因连日阴雨，收割进度只有六成，当地调来烘干机95台应急。柘水县副县长季秋平表示，县财政拿出2600万元补贴烘干费用，农户每吨少付60元。"
    "槐荫县的收购价为每斤1.21元，高于柘水县的1.14元。两县还签了协议，槐荫县腾出的收割机优先支援柘水县，柘水县向槐荫县开放两座粮库。"
    "种粮大户谭玉山说，他家的800亩地两天就收完了；机手罗大成则担心柴油涨价。"
)
FACTORY = (
    "7月11日，蓝桥新材料公司在洛溪镇的二期厂房封顶。项目总投资18.6亿元，一期去年投产，年产电池隔膜3亿平方米；二期明年6月投产，产能为5亿平方米。"
    "公司董事长邵一鹏说，新增的岗位主要面向本地青年，预计招工900人。洛溪镇党委书记简梅称，镇上将配套修建一所小学和两条公交线路。"
    "不过，因为变电站扩容滞后，二期比原计划晚了四个月。供货商北辰电缆公司负责变电站的设备，施工方为中岭建设集团。"
    "蓝桥公司去年出口收入7.2亿元，国内收入11.5亿元，出口占比首次低于四成。总部仍留在滨州路，研究院则迁到大学城。"
)
HOSPITAL = (
    "沅江市儿童医院新院区15日开诊，设床位650张，老院区保留床位200张。院长黎卫红表示，心脏外科和血液科先行搬迁，急诊部留在老院区。"
    "市卫健委副主任莫如海说，新院区投资9.8亿元，其中省里补助3亿元，其余由市财政承担。由于地铁5号线尚未开通，医院每天开行40班接驳车。"
    "护士长田小鸥从老院区调来，带领30名护士负责新生儿病房。患儿家长吴菲批评停车费太高，市发改委随后把每小时8元降到5元。"
    "同城的妇幼保健院去年分娩量1.2万人次，儿童医院门诊量88万人次，比前一年增长7%，妇幼保健院的门诊量则减少了4%。"
)
FERRY = (
    "Calder Lines will launch a fast ferry between Port Ansel and the island of Skerra in June, managing director Joan Pike told reporters. "
    "The crossing will take 55 minutes, compared with two hours on the old boat run by Northern Isles Shipping. Skerra council leader Hamish "
    "Orr welcomed the plan but warned that the pier needs repairs worth 3.4 million pounds. The government grant covers 2.1 million pounds of that. "
    "Because its engine supplier went bankrupt, Calder postponed the start from March. Port Ansel's harbour handles 1.3 million "
    "tonnes of freight a year and Skerra's 90,000. Return fares will be 38 pounds, against 29 pounds on the old boat. Hotel owner Mary Tait "
    "hopes for more guests, while fisherman Callum Roy fears for his lobster grounds. The shipyard in Gdynia built the hull; a firm in Turku fitted the cabins."
)
SCHOOLS = (
    "The city of Belmar will merge two of its high schools next autumn, superintendent Carla Nunez said on Wednesday. Students of Lincoln High, "
    "which has 640 pupils, will move to the campus of Roosevelt High, which has 1,150. The Lincoln building, opened in 1958, will become an adult "
    "education centre. Enrollment in the district fell 14 percent over ten years, though the number of teachers rose 3 percent. Board member Derek "
    "Shaw voted against the merger; board chair Anita Rao cast the deciding vote. The merger will save 4.5 million dollars a year, and 1.2 million "
    "of it will go to buses. Math scores at Roosevelt are lower than at Lincoln. Parents in the Oakdale neighbourhood gathered 2,300 signatures "
    "because the walk to Roosevelt crosses a highway. Neighbouring Winfield kept its small schools and raised its property tax."
)

PAIRS = {
    "subject": (
        (HARVEST, "柘水县向槐荫县开放两座粮库。", "槐荫县向柘水县开放两座粮库。"),
        (HARVEST, "Zheshui County brought in 95 dryers.", "Huaiyin County brought in 95 dryers."),
        (FACTORY, "变电站的设备由北辰电缆公司负责。", "中岭建设集团负责变电站的设备。"),
        (HOSPITAL, "血液科先搬到新院区。", "急诊部先行搬迁到新院区。"),
        (FERRY, "A firm in Turku fitted the cabins.", "The shipyard in Gdynia fitted the cabins."),
        (SCHOOLS, "Winfield increased its property tax.", "Belmar raised its property tax."),
    ),
    "place": (
        (FACTORY, "公司的总部还在滨州路。", "研究院迁到滨州路。"),
        (HOSPITAL, "急诊部不搬，仍在老院区。", "心脏外科留在老院区。"),
        (FERRY, "The hull was built in Gdynia.", "The hull was built in Turku."),
        (SCHOOLS, "Lincoln's students are moving to the Roosevelt campus.", "Roosevelt's students will move to the campus of Lincoln High."),
    ),
    "merged": (
        (FACTORY, "二期产能为5亿平方米，明年6月投产。", "一期明年6月投产，年产电池隔膜5亿平方米。"),
        (HOSPITAL, "妇幼保健院的门诊量下降了4%。", "妇幼保健院的门诊量增长7%。"),
        (FERRY, "The fast ferry will need 55 minutes for the crossing.", "The old boat takes 55 minutes for the crossing."),
        (SCHOOLS, "Roosevelt High has 1,150 pupils.", "Lincoln High, opened in 1958, has 1,150 pupils."),
    ),
    "comparison": (
        (HARVEST, "柘水县的收购价比槐荫县低。", "柘水县的收购价高于槐荫县。"),
        (FACTORY, "去年蓝桥公司的国内收入超过出口收入。", "蓝桥公司去年的出口收入超过国内收入。"),
        (FERRY, "Return fares on the old boat are cheaper than on the fast ferry.", "The fast ferry will be cheaper than the old boat."),
        (SCHOOLS, "Lincoln's math scores are higher than Roosevelt's.", "Math scores at Lincoln are lower than at Roosevelt."),
    ),
    "cause": (
        (HARVEST, "因为连日阴雨，柘水县的收割进度只有六成。", "因为柴油涨价，柘水县的收割进度只有六成。"),
        (FERRY, "The start was postponed because the engine supplier went bankrupt.", "The start was postponed because the pier needs repairs."),
        (HOSPITAL, "地铁5号线没有开通，所以医院开行接驳车。", "由于停车费太高，医院每天开行40班接驳车。"),
    ),
    "statement": (
        (FACTORY, "简梅说，镇里会修建一所小学。", "邵一鹏说，镇上将修建一所小学和两条公交线路。"),
        (HARVEST, "Luo Dacheng is worried about the price of diesel.", "谭玉山担心柴油涨价。"),
        (FERRY, "Mary Tait is hoping for more guests.", "Callum Roy hopes for more guests."),
        (SCHOOLS, "Derek Shaw was against the merger.", "Anita Rao voted against the merger."),
    ),
    "role": (
        (HOSPITAL, "Mo Ruhai is deputy director of the municipal health commission.", "田小鸥是沅江市儿童医院院长。"),
        (FERRY, "Hamish Orr leads the council of Skerra.", "Hamish Orr is managing director of Calder Lines."),
    ),
    "measure": (
        (HARVEST, "县里拿出2600万元补贴烘干费用。", "机收面积1860万亩。"),
        (HOSPITAL, "省里为新院区补助了3亿元。", "市财政为新院区承担9.8亿元。"),
        (SCHOOLS, "The merger will save 4.5 million dollars annually.", "The merger will save 1.2 million dollars a year."),
    ),
}  # fmt: skip
