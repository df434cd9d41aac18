"""News terms that parallel text and the dictionary lack or translate in another sense.

Written by hand. Keys are stems, as in the table of translations, to which these terms are added.
"""

from collections.abc import Mapping

NEWS_TERMS: Mapping[str, str] = {
    "affected area": "灾区 疫区 受灾",
    "air strike": "空袭",
    "airstrike": "空袭",
    "box office": "票房",
    "breathing difficulty": "呼吸困难",
    "ceasefire": "停火",
    "consumer price index": "消费价格 价格指数",
    "death toll": "死亡人数 遇难 死亡",
    "difficulty breathing": "呼吸困难",
    "drone": "无人机",
    "electric vehicle": "电动汽车 电动车 新能源汽车",
    "fever": "发热 发烧 高烧",
    "five-year plan": "五年规划",
    "foreign trade": "外贸",
    "heavy rain": "暴雨 强降雨 大雨",
    "high-speed rail": "高铁 高速铁路",
    "high-speed railway": "高铁 高速铁路",
    "index": "指数",
    "infected area": "疫区",
    "interest rate": "利率",
    "job": "就业 岗位",
    "landslide": "滑坡 崩塌",
    "live broadcast": "直播",
    "lockdown": "封锁 封控",
    "new energy vehicle": "新能源汽车",
    "online retail": "网络零售 网上零售",
    "outbreak": "疫情 暴发",
    "pandemic": "疫情 大流行",
    "press conference": "发布会 记者会",
    "price index": "价格指数 物价指数",
    "purchasing manager index": "采购经理 经理指数",
    "rate cut": "降息",
    "regulation": "条例 规定",
    "retail": "零售",
    "rural revitalization": "乡村振兴",
    "shortness of breath": "呼吸困难 气短 气促",
    "spokesperson": "发言人",
    "state visit": "国事访问",
    "supply chain": "供应链",
    "vaccine": "疫苗",
}
