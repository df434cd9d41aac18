"""Input that is not a question, and replies to it: greetings, "summarise everything", mere question words or places."""

import re
from enum import StrEnum

from corpus.text.fold import fold
from corpus.text.script import HAN, has_han, in_chinese
from index.lexical.tokens import FUNCTION_WORDS, tokenise
from index.query import Query
from qa.answer.wording.messages import phrases
from qa.facts.entities import PLACES


class Unasked(StrEnum):
    """Why input is not a question. Each reason has a message in `qa.answer.wording.messages`."""

    NOTHING = "ask_something"
    """A greeting, punctuation, or question words without a topic."""
    EVERYTHING = "ask_one_thing"
    """A request to summarise everything."""
    BARE = "ask_about_it"
    """A place without a question about it."""


_SIGNS = re.compile(r"[\s.!?,;:~…。、，！？；：～]+")
_GREETING = re.compile(
    r"(?:你好|您好|大家好|嗨|哈喽|哈罗|早上好|下午好|晚上好|早安|晚安|在吗|在不在|有人吗|谢谢你?|感谢|再见|测试(?:一下)?|帮助|好的?|嗯|哦|啊|呀|吗|你是谁|你叫什么(?:名字)?|你(?:能|会)(?:做|干)(?:些)?什么"
    r"|怎么用|hello|hi|hey|good (?:morning|afternoon|evening|day)|there|thanks?|thank you|thx|bye|goodbye|ok(?:ay)?|yes|no|test(?:ing)?|help|please"
    r"|who are you|what (?:can|do) you do|how (?:are you|do you work))+"
)
_EVERYTHING = re.compile(
    r"(?:请|帮我|麻烦|给我|能不能|可以)*(?:做个?)?(?:总结|概括|归纳|概述|摘要|介绍|讲讲|说说|讲|说)(?:一下|一个|下)?(?:所有|全部|这些|整个|全文|全体|内容|文章|新闻|资料|文档|的|一切|大意|都|我的|点什么|什么|吧|吗)*"
    r"|(?:please |can you |could you |just )*(?:summari[sz]e|sum up|recap|summary|overview|give me (?:a |an )?(?:summary|overview)|tell me|describe|explain)"
    r"(?: (?:everything|anything|something|all|it|this|that|the|these|those|my|your|of|about|articles?|news|documents?|texts?|pages?|contents?|for|me|us|please))*"
)
_ONLY_ASKING = re.compile(
    r"(?:是|不|的|了|吗|呢|吧|啊|什么|为什么|为何|怎么样?|怎样|如何|谁|哪里|哪儿|哪个|哪些|多少|几|几个|何时|时候|请问|然后|还有|继续|真|有|没|没有|呀|这|那|个|对|我|你|他|它|想|知道|问|说|告诉|一下)+"
)
_PLACE = re.compile(rf"[{HAN}]{{1,6}}(?:省|市|县|区|镇|乡|村|州)")
_SOME = re.compile(r"什么|哪|谁|怎|多少|几个|^(?:几|各|全|本|该|这|那|我|比较|对比|列出|列举|查找|查询|搜索)")
_ABOUT = re.compile(
    r"^(?:请|帮我|给我|麻烦|能不能|可以)*(?:总结|概括|归纳|概述|介绍|讲讲|说说|谈谈)(?:一下|下)?(?:关于)?"
    r"|^(?:please |can you |could you )*(?:summari[sz]e|describe|introduce|explain|tell me about|(?:give me )?(?:a |an )?(?:summary|overview) of) (?:the )?",
    re.IGNORECASE,
)
"""A request for information about what follows."""


def unasked(question: str, query: Query) -> Unasked | None:
    """Why this is not a question; None if it may be one, such as a person's name or a headline."""
    said = _said(question)
    if not said or _GREETING.fullmatch(said.replace(" ", "")) or _GREETING.fullmatch(said):
        return Unasked.NOTHING
    if asks_for_everything(question):
        return Unasked.EVERYTHING
    if _ONLY_ASKING.fullmatch(said) or (not has_han(said) and all(term in FUNCTION_WORDS for term in tokenise(said))):
        return Unasked.NOTHING
    about = _ABOUT.sub("", said).split()
    return Unasked.BARE if about and all(_is_place(word, query) for word in about) else None


def asks_for_everything(question: str) -> bool:
    """Whether the input asks for a summary of everything."""
    return _EVERYTHING.fullmatch(_said(question)) is not None


def _said(question: str) -> str:
    return _SIGNS.sub(" ", fold(question)).strip()


def guidance(question: str, reason: Unasked) -> str:
    """What to ask instead, in the question's language."""
    return phrases(chinese=in_chinese(question))[reason].format(_ABOUT.sub("", _SIGNS.sub(" ", question).strip()))


def _is_place(word: str, query: Query) -> bool:
    if has_han(word):
        return word in PLACES or bool(_PLACE.fullmatch(word) and not _SOME.search(word))
    return any(word == fold(e.written) and any(name in PLACES for name in e.terms) for e in query.expansions)
