"""Invented articles, and true and false sentences about them in the articles' own words.

The false ones swap a subject, a place, a figure, a speaker, an office or the sides of a comparison, or add a cause. The
rules of qa.claims were measured on TUNED while they were written, and on APART when they were widened.
"""

ORCHARD = (
    "青岭市委书记方岚在会上表示，今年将新建12所小学。市长罗启明介绍，去年全市接待游客340万人次，旅游收入28亿元。"
    "白沙县种植苹果6万亩，产量比青川县高；青川县种植核桃2万亩。由于连续降雨，沿河公路7月3日关闭，预计8月重新开放。"
    "云峰集团董事长石磊说，集团将投资15亿元建设电池工厂，工厂设在白沙县。青川县的老纺织厂改成了展览馆。"
)
CAMPUS = (
    "临江大学校长顾文远宣布，学校将与东岛医院共建医学院。东岛医院有病床1200张，医生460名。"
    "院长陶静说，医学院每年招收150名学生，第一批学生明年入学。临江大学图书馆藏书280万册，体育馆可容纳5000名观众。"
    "新校区9月1日启用，老校区继续使用。因为地铁站离得近，新校区没有修建大型停车场。学生食堂的面积比图书馆小。"
)
HARBOUR = (
    "Mayor Helen Marsh of Alderport said on Tuesday that the harbour tunnel will open in May. Port director Tomas Reyes said "
    "container traffic rose 7 percent to 410,000 containers last year, while passenger numbers fell 3 percent to 96,000. "
    "Alderport has 18 ferries; neighbouring Brackwell has 11. The tunnel cost 640 million euros, more than the bridge, which "
    "cost 380 million euros. Ana Duarte, head of the fishing union, criticised the noise of the works. Because of a storm, "
    "the northern pier was closed in January. A new fish market is being built in Brackwell."
)
RESULTS = (
    "恒澜科技公司公布上半年业绩：营业收入42.6亿元，同比增长12%；净利润3.8亿元，同比下降5%。海外业务收入9.1亿元，首次超过国内软件业务。"
    "总经理叶舟表示，利润下降主要是因为原材料价格上涨。公司计划把总部从南桥区迁到新港区，研发中心留在南桥区。"
    "财务总监傅敏说，公司今年不派发股息。新港区区长卫东来出席了签约仪式。公司现有员工5200人，其中研发人员1900人。"
)
LIBRARY = (
    "Owen Pratt, chair of the Kestrel Foundation, announced that the foundation will pay 5 million dollars to repair the library "
    "in Stonebury. The town council will pay 2 million dollars for the theatre in Millford. Librarian Maud Ellery said 30,000 "
    "people visited the library last year. Because the roof leaked, the reading room was closed in March. The theatre sold more "
    "tickets than the cinema. Council president Ruth Colby said the theatre will reopen in October. The museum employs 14 "
    "people and the library 23."
)
RIVER = (
    "沧原省省长魏启程会见了来访的企业家。水利厅厅长邓禾说，北河水库蓄水4亿立方米，南河水库蓄水1.5亿立方米。"
    "平远市今年修复河道60公里，安陵市修复河道25公里。安陵市市长苏曼介绍，污水处理厂将于10月投产。"
    "因设备老化，平远市的水厂5月停产检修。今年的降雨比去年多。渔民协会会长彭涛认为，鱼类数量正在恢复。新建的水文站设在安陵市。"
)

TUNED_TRUE = (
    (ORCHARD, "方岚说，青岭今年会新建12所小学。"),
    (ORCHARD, "Last year the city received 3.4 million visitors."),
    (ORCHARD, "云峰集团的电池工厂将建在白沙县，投资15亿元。"),
    (ORCHARD, "Fang Lan is the Party secretary of Qingling."),
    (ORCHARD, "沿河公路因降雨在7月3日关闭。"),
    (CAMPUS, "顾文远是临江大学的校长。"),
    (CAMPUS, "东岛医院的医生有460名。"),
    (CAMPUS, "The new medical school will admit 150 students each year."),
    (CAMPUS, "新校区不建大型停车场，因为离地铁站近。"),
    (CAMPUS, "Tao Jing said the first students will enter next year."),
    (HARBOUR, "Helen Marsh, the mayor of Alderport, expects the tunnel to open in May."),
    (HARBOUR, "The bridge cost less than the tunnel."),
    (HARBOUR, "布拉克韦尔有11艘渡轮。"),
    (HARBOUR, "Container traffic grew by 7 percent last year."),
    (HARBOUR, "The storm closed the northern pier in January."),
)
TUNED_FALSE = (
    (ORCHARD, "罗启明是青岭市委书记。"),
    (ORCHARD, "Shi Lei is the mayor of Qingling."),
    (ORCHARD, "青川县的苹果产量比白沙县高。"),
    (ORCHARD, "电池工厂设在青川县。"),
    (ORCHARD, "旅游收入15亿元。"),
    (CAMPUS, "陶静是临江大学的校长。"),
    (CAMPUS, "东岛医院有医生1200名。"),
    (CAMPUS, "Gu Wenyuan said the medical school will admit 150 students each year."),
    (CAMPUS, "因为学生太多，老校区继续使用。"),
    (CAMPUS, "图书馆的面积比学生食堂小。"),
    (HARBOUR, "Brackwell has 18 ferries."),
    (HARBOUR, "The bridge cost 640 million euros."),
    (HARBOUR, "Ana Duarte said container traffic rose 7 percent."),
    (HARBOUR, "Passenger numbers fell because of the noise of the works."),
    (HARBOUR, "The bridge cost more than the tunnel."),
)
APART_TRUE = (
    (RESULTS, "恒澜科技上半年的净利润是3.8亿元。"),
    (RESULTS, "Overseas revenue came to 910 million yuan."),
    (RESULTS, "叶舟说，原材料涨价是利润下降的主要原因。"),
    (RESULTS, "公司的总部将搬到新港区。"),
    (RESULTS, "The company has 5,200 employees."),
    (LIBRARY, "Owen Pratt is the chair of the Kestrel Foundation."),
    (LIBRARY, "The library in Stonebury will be repaired for 5 million dollars."),
    (LIBRARY, "The reading room closed in March because of a leaking roof."),
    (LIBRARY, "The library employs 23 people."),
    (LIBRARY, "剧院将在10月重新开放。"),
    (RIVER, "魏启程是沧原省省长。"),
    (RIVER, "Su Man is the mayor of Anling."),
    (RIVER, "南河水库的蓄水量是1.5亿立方米。"),
    (RIVER, "Pingyuan has restored 60 kilometres of river this year."),
    (RIVER, "彭涛说鱼的数量在恢复。"),
)
APART_FALSE = (
    (RESULTS, "国内软件业务收入超过海外业务。"),
    (RESULTS, "净利润同比增长12%。"),
    (RESULTS, "傅敏表示，利润下降是因为原材料价格上涨。"),
    (RESULTS, "研发中心将迁到新港区。"),
    (RESULTS, "Wei Donglai is the general manager of the company."),
    (LIBRARY, "The town council will pay 5 million dollars to repair the library."),
    (LIBRARY, "Maud Ellery said the theatre will reopen in October."),
    (LIBRARY, "The cinema sold more tickets than the theatre."),
    (LIBRARY, "The theatre closed because the roof leaked."),
    (LIBRARY, "The museum employs 23 people."),
    (RIVER, "苏曼是平远市市长。"),
    (RIVER, "北河水库蓄水1.5亿立方米。"),
    (RIVER, "今年的降雨比去年多，因此鱼类数量正在恢复。"),
    (RIVER, "Anling restored 60 kilometres of river."),
    (RIVER, "去年的降雨比今年多。"),
)
