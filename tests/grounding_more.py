"""More invented articles with true and false sentences, written before rules were fixed for them; tuned on since."""

from tests.grounding_claims import Claims

MORE_TUNED: Claims = (
    (
        "瑞河市与明塘市9日联合举办机器人展览会，瑞河市的展馆面积为3.6万平方米，明塘市的分会场面积为1.2万平方米。瑞河市副市长谭雪梅说，展览会吸引了"
        "480家企业参展，其中外地企业占三成。明塘市商务局局长郑一帆介绍，分会场签订意向合同27份，金额6.3亿元。长庚机器人公司展出了采摘机器人，"
        "白鹭精工公司展出了焊接机器人。因为航班取消，来自南岛的12家企业没有到场。白鹭精工公司向长庚机器人公司出售了一条装配线，价格为8500万元。"
        "明年的展览会将由明塘市主办，地点在新落成的国际会展中心。",
        (
            "参展的企业有480家。",
            "Tan Xuemei said that 480 companies took part in the exhibition.",
            "长庚机器人公司从白鹭精工公司买下一条装配线。",
            "明塘市将主办明年的展览会。",
            "南岛的12家企业由于航班取消而缺席。",
            "瑞河市的展馆比明塘市的分会场大。",
            "分会场签下27份意向合同，总额6.3亿元。",
        ),
        (
            "长庚机器人公司展出了焊接机器人。",
            "郑一帆说，展览会吸引了480家企业参展。",
            "瑞河市的展馆面积为1.2万平方米。",
            "长庚机器人公司向白鹭精工公司出售了一条装配线。",
            "明年的展览会将由瑞河市主办。",
            "由于金额不足，12家企业没有到场。",
            "明塘市的分会场面积大于瑞河市的展馆。",
            "谭雪梅是明塘市副市长。",
        ),
    ),
    (
        "The Lindholm shipyard in Marstad delivered its second electric ferry to the Faro line on Thursday. The ferry carries 420 "
        "passengers and 60 cars, 110 passengers more than the first one. Yard manager Greta Lund said the next order will come from "
        "Norway. Faro director Peter Osk expects ticket prices to stay the same. The mayor of Marstad, Ida Falk, thanked the workers, "
        "while union leader Nils Holm demanded higher wages. The first ferry was delayed because its batteries overheated. The yard "
        "has 900 employees; the repair dock in Sund has 140. Investment in the hall reached 35 million kroner, and the new crane cost "
        "12 million. Steel came from Finland and the engines from Germany.",
        (
            "The second ferry can carry 420 passengers.",
            "Greta Lund expects the next order from Norway.",
            "The first ferry carries fewer passengers than the second.",
            "Ida Falk is the mayor of Marstad.",
            "Overheated batteries delayed the first ferry.",
            "The repair dock in Sund has fewer employees than the yard.",
            "新起重机花费1200万克朗。",
            "The engines were made in Germany.",
        ),
        (
            "Nils Holm thanked the workers.",
            "The repair dock in Sund has 900 employees.",
            "Peter Osk said the next order will come from Norway.",
            "The second ferry was delayed because its batteries overheated.",
            "The new crane cost 35 million kroner.",
            "Greta Lund demanded higher wages.",
            "Steel came from Germany.",
            "The first ferry carries more passengers than the second one.",
        ),
    ),
    (
        "青禾县中学今年有312名学生考入大学，比去年增加46人；职业学校有205名学生就业。县教育局局长尹秀兰表示，全县将再招聘80名教师。校长包志国说，"
        "新宿舍楼下学期投入使用。青禾县投入4600万元改造学校操场，邻近的大湾县投入2900万元购买校车。由于河水上涨，大湾县的三所小学停课两天。"
        "家长代表柳春燕批评食堂的饭菜太贵。图书馆由青禾县修建，科技馆由省里出资修建。大湾县有小学24所，中学7所。",
        (
            "今年青禾县中学考入大学的学生有312名。",
            "尹秀兰说，县里还要招聘80名教师。",
            "Dawan county spent 29 million yuan on school buses.",
            "大湾县的三所小学因河水上涨停课。",
            "新宿舍楼将在下学期启用。",
            "科技馆是省里出钱建的。",
            "柳春燕认为食堂的饭菜价格太高。",
        ),
        (
            "大湾县投入4600万元改造学校操场。",
            "包志国表示，全县将再招聘80名教师。",
            "青禾县的三所小学停课两天。",
            "科技馆由青禾县修建。",
            "尹秀兰批评食堂的饭菜太贵。",
            "大湾县有中学24所。",
            "由于教师不足，大湾县的三所小学停课两天。",
            "职业学校有312名学生考入大学。",
        ),
    ),
    (
        "Brightwell Foods will close its bakery in Harrow Bay and move the work to Kingsmere, chief executive Dana Cole announced. "
        "About 230 people will lose their jobs in Harrow Bay; Kingsmere will gain 90. Brightwell sold its dairy business to Alpen "
        "Group for 410 million dollars in June. Finance director Omar Reid said debts fell to 1.2 billion dollars. Sales of bread "
        "dropped 8 percent, while sales of biscuits climbed 5 percent. Harrow Bay's mayor, Lucy Tran, called the decision a "
        "betrayal. Analyst Ben Sato said the closure was overdue because the ovens are forty years old. The state offered "
        "Brightwell 15 million dollars to stay, and the city offered free land.",
        (
            "Alpen Group bought the dairy business from Brightwell for 410 million dollars.",
            "Dana Cole announced that the bakery in Harrow Bay will be closed.",
            "Biscuit sales grew by 5 percent.",
            "According to Omar Reid, debts fell to 1.2 billion dollars.",
            "The state offered 15 million dollars.",
            "Kingsmere will gain 90 jobs.",
            "面包销量下降8%。",
            "Lucy Tran is the mayor of Harrow Bay.",
        ),
        (
            "Brightwell bought the dairy business from Alpen Group.",
            "Brightwell will close its bakery in Kingsmere.",
            "Sales of biscuits dropped 8 percent.",
            "Omar Reid called the decision a betrayal.",
            "The city offered Brightwell 15 million dollars.",
            "Ben Sato announced that Brightwell will close its bakery.",
            "The bakery will close because sales of bread dropped.",
            "Kingsmere will lose 230 jobs.",
        ),
    ),
)
