"""Checks speakers: each part of a text belongs to the last speaker named before it, or to the one after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.script import is_han
from corpus.text.sentences import sentences
from qa.claims.clauses import subjects
from qa.claims.coverage import TextWords, has, share
from qa.claims.nearness import nearness
from qa.facts.name_matching import has_name, named

MARGIN = 0.15
"""Minimum advantage of another speaker's part: share of the words plus nearness."""
_PRONOUN = re.compile(r"[他她](?!们)|\b(?:he|she)\b", re.IGNORECASE)
SAYS_IT = 0.7
"""Minimum share of the words in another speaker's part, within a language."""
HALF = 0.5
"""Minimum share of a title's words in the clause that names a speaker."""
_SAID = (
    r"表示|介绍|指出|认为|强调|宣布|透露|告诉|提到|解释|坦言|补充|称|说(?![明得法])"
    r"|\b(?:said|says|told|announced|promised|warned|argued|claimed|stated|noted|added|explained|believes?|insisted)\b"
)
_SPEAKS = re.compile(rf"{_SAID}|\b(?:expects?|predicts?|sees|called|hopes|fears|according to)\b")
_CLAIM = re.compile(
    rf"(?:据|根据|[Aa]ccording to )(?P<source>[^,，]{{2,40}}?)(?:{_SAID})?[,，] ?(?P<told>.+)"
    rf"|(?P<who>[^,，]{{2,40}}?)(?:还|也|则|日前|近日)?(?:{_SAID})(?:[^,，:：]{{0,6}}[,，:：]| that\b|,)?(?P<what>.+)"
)
_PART = re.compile(
    r"[;；]|[,，](?=[^,，;；]{0,30}?(?:表示|介绍|指出|认为|强调|宣布|透露|称)[,，])|\b(?:while|whereas)\b"
)


@dataclass(frozen=True, slots=True)
class _Voice:
    """A part of a text, and the clause that names its speaker, or ""."""

    who: str
    said: str


def spoken(sentence: str) -> tuple[str, str]:
    """The speaker and the statement; ("", the sentence) without a speaker."""
    claim = _CLAIM.fullmatch(sentence.strip().rstrip("。.！!"))
    if claim is None:
        return "", sentence
    return claim["source"] or claim["who"], claim["told"] or claim["what"]


def said_by_another(sentence: str, text: str) -> Iterator[str]:
    """The speaker of the sentence, if the text attributes the statement to another."""
    who, what = spoken(sentence)
    if not who:
        return
    names = [*named(who), *re.findall(r"\b[A-Z][\w'’-]+", who)] or [who]
    voices = _voices(text)
    mine = [v for v in voices if any(_is_told_by(name, v) for name in names)]
    if not mine:
        return
    own = max(_fit(what, voice) for voice in mine)
    least = SAYS_IT if is_han(what) == is_han(text) else 0.0
    others = [v for v in voices if v not in mine and (is_han(v.who) or named(v.who))]
    if any(_words(what, v) >= least and _fit(what, v) > own + MARGIN for v in others):
        yield names[0]


def _fit(what: str, voice: _Voice) -> float:
    """How well a part has the words and the meaning of a statement."""
    return _words(what, voice) + nearness(what, voice.said)


def _words(what: str, voice: _Voice) -> float:
    return share(what, TextWords.of(voice.said))


def _is_told_by(who: str, voice: _Voice) -> bool:
    """Whether the part mentions the speaker, or its speaker's clause has half the words of a title: 外长, 外交部长."""
    return has_name(f"{voice.who}\n{voice.said}", who) or (not named(who) and has(who, voice.who) >= HALF)


def _voices(text: str) -> list[_Voice]:
    found: list[_Voice] = []
    for start, end in sentences(text):
        for part in filter(str.strip, _PART.split(text[start:end])):
            clauses = re.split(r"[,，:：](?!\d{3})", part)
            who = next((clause for clause in clauses if _SPEAKS.search(clause)), "")
            if who and not is_han(who) and not named(who):
                who = part[: part.index(who) + len(who)]  # "Ann Lee, who leads the team, says"
            if found and (not who or (_PRONOUN.search(who) and not subjects(who))):
                who = found[-1].who
            found.append(_Voice(who, part))
    return found
