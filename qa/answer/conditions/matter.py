"""Whether a quote is about the event, the stage of a project or the rank that is asked for."""

import re

from corpus.text.fold import fold
from qa.answer.sentence import Sentence, in_context
from qa.question.analysis import Question
from qa.question.topics import RANKS, STAGES, spoken_of

_BEGINNING = re.compile(
    r"开工|动工|开建|奠基|破土|启动建设|铺轨|合龙|封顶|\b(?:broke ground|construction (?:began|started))\b"
)
_OPENING = re.compile(
    r"通车|开通|运营|投[产运用]|启用|竣工|完工|建成(?![后之])|落成|开[馆园业]|交付|\b(?:open(?:ed|s)?|complet\w+)\b"
)
"""The beginning and the end of a construction project. The beginning does not answer when it opened."""
_PREPARED = re.compile(r"为[^,，。;；]{2,16}(?:奠定|打下|创造|做好)")
"""Preparations for an opening, not the opening itself: 为年内开通奠定基础."""


def is_on_the_matter(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence, with the text that it continues, is about the matter.

    A rank has to be in the sentence itself.
    """
    own = fold(sentence.text)
    if _OPENING.search(question.text) and _BEGINNING.search(own) and not _OPENING.search(_PREPARED.sub("", own)):
        return False
    return spoken_of(RANKS, question.text, own) and spoken_of(STAGES, question.text, in_context(sentence))
