"""The wording around quotes in an answer, in the question's language."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

Phrases: TypeAlias = Mapping[str, str]

ENGLISH: Phrases = {
    "not_found": "The articles do not answer this question.",
    "ask_something": (
        "Ask about something that the articles may tell, in English or Chinese: who, when, where, how many, why. "
        'For example: "When does the new station open?"'
    ),
    "ask_one_thing": (
        "Questions are answered with sentences from the articles; the articles are not summarised. Ask about one thing, "
        'for example: "What is the new bridge for?"'
    ),
    "ask_about_it": (
        'What would you like to know about {0}? Ask a whole question, for example: "Who is the mayor of {0}?" or '
        '"What is being built in {0}?"'
    ),
    "missing": "The articles do not answer this part: {}",
    "no_time": "The sentences that come closest do not say when.",
    "no_number": "The sentences that come closest do not give the figure that is asked for.",
    "no_person": "The sentences that come closest do not say who.",
    "no_period": "The sentences that come closest are about another time.",
    "no_edition": "The sentences that come closest are about a different one.",
    "no_which": "The sentences that come closest do not say which one.",
    "no_matter": "The sentences that come closest are about something else.",
    "no_names": "The articles that come closest do not mention {}.",
    "differ": "The articles give different figures, newest first:",
    "series": "Figures for different periods, newest first:",
    "by_date": "From the articles, newest first:",
    "yes": "Yes, the articles say so:",
    "no": "No, the articles say otherwise:",
    "across": "The articles say, in their own language:",
    "related": "Perhaps related:",
    "confidence": "confidence",
    "and": " and ",
    "listed": "{0} sentences name {1}; the newest {2} of them (sentences are listed, not the things themselves):",
    "compared": "What the articles say of each, side by side; nothing is compared by machine.",
    "compared_nothing": " They have nothing on {0}.",
    "digest_on": "{0} articles name {2}; a sentence of {1} of them, newest first:",
    "digest_all": "{0} articles; the first sentences of the newest {1}:",
    "digest": "{0} articles are from these days; the first sentences of {1}, newest first:",
    "counted": "{0} articles mention “{1}”, counted word for word:",
    "counted_none": "No article mentions “{1}” word for word.",
    "counted_one": "1 article mentions “{1}”, counted word for word:",
    "typed": 'Read "{0}" as "{1}".',
    "period": 'Articles from {first} to {last} ("{written}") come first.',
    "period_empty": 'No article is from {first} to {last} ("{written}").',
    "undated": "Articles without a date: {}.",
    "no_phrase": "No passage has {} word for word.",
    "unverified": "Not borne out by the articles and struck out:",
    "high": "high",
    "medium": "medium",
    "low": "low",
}

CHINESE: Phrases = {
    "not_found": "文章中没有找到这个问题的答案。",
    "ask_something": "请就文章的内容提问，中文、英文都可以：谁、何时、何地、多少、为什么。例如：“新车站什么时候启用？”",
    "ask_one_thing": "这里用文章的原句回答问题，不做整体总结。请就一件事提问，例如：“这座大桥有什么作用？”",
    "ask_about_it": "关于“{0}”，您想了解什么？请提一个完整的问题，例如：“{0}的市长是谁？”“{0}正在建设什么项目？”",
    "missing": "文章没有回答这一部分：{}",
    "no_time": "最接近的句子没有说明时间。",
    "no_number": "最接近的句子没有给出所问的数字。",
    "no_person": "最接近的句子没有说明是谁。",
    "no_period": "最接近的句子说的是别的时间。",
    "no_edition": "最接近的句子说的不是所问的那一个。",
    "no_which": "最接近的句子没有说明是哪一个。",
    "no_matter": "最接近的句子没有说到所问的内容。",
    "no_names": "最接近的文章没有提到{}。",
    "differ": "各篇文章的数字不一致，由新到旧：",
    "series": "以下是不同时期的数字，由新到旧：",
    "by_date": "文章原文，由新到旧：",
    "yes": "是的，文章这样写：",
    "no": "不是，文章的说法相反：",
    "across": "文章原文如下：",
    "related": "也许相关：",
    "confidence": "可信度",
    "and": "、",
    "listed": "{0}个句子同时写到{1}，以下是最新的{2}句（列出的是原句，不是逐项清单）：",
    "compared": "文章中关于两者的原句，并列如下，不作评比。",
    "compared_nothing": "没有找到关于{0}的内容。",
    "digest_on": "{0}篇文章写到{2}，以下是其中{1}篇的相关原句，由新到旧：",
    "digest_all": "共{0}篇文章，以下是最新{1}篇的首句：",
    "digest": "这段时间有{0}篇文章，以下是其中{1}篇的首句，由新到旧：",
    "counted": "{0}篇文章提到“{1}”（按原词统计）：",
    "counted_none": "没有文章提到“{1}”（按原词查找）。",
    "counted_one": "1篇文章提到“{1}”（按原词统计）：",
    "typed": "“{0}”按“{1}”查找。",
    "period": "“{written}”按{first}至{last}理解，这段时间的文章排在前面。",
    "period_empty": "没有{first}至{last}（“{written}”）的文章。",
    "undated": "另有{}篇文章没有日期。",
    "no_phrase": "没有哪一段原文写着{}。",
    "unverified": "文章未能证实，已划去：",
    "high": "高",
    "medium": "中",
    "low": "低",
}


def phrases(*, chinese: bool) -> Phrases:
    """The phrases of a language; both have the same keys."""
    return CHINESE if chinese else ENGLISH


def no_phrase(quoted: Iterable[str], *, chinese: bool) -> str:
    """A notice that no passage has these quoted phrases; "" for none."""
    marks = "“{}”" if chinese else '"{}"'
    listed = ("、" if chinese else ", ").join(map(marks.format, quoted))
    return phrases(chinese=chinese)["no_phrase"].format(listed) if listed else ""


def read_as(read: Iterable[tuple[str, str]], *, chinese: bool) -> str:
    """A notice of replacements in the question; "" for none."""
    return " ".join(phrases(chinese=chinese)["typed"].format(*pair) for pair in read)
