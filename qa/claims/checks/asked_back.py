"""Asks the reader who or what a claim is about. If the passage names another, the claim is in doubt.

All words of a false sentence may be in the passage, but in other combinations: a statement by another person, a fact
about another place. So each name is replaced by a question word, "谁负责仓库的运营？", and the reader looks for the
answer in the passage.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.text.fold import fold
from corpus.text.script import HAN, has_han, is_han
from corpus.text.sentences import sentences
from corpus.types import Passage
from index.reading.base import Reader
from index.reading.windows import cut_windows
from qa.claims.checks.subjects import subject
from qa.claims.clauses import subjects
from qa.facts.entities import PLACE, SURNAMES
from qa.facts.name_matching import has_name, named

SURE = 1.0
"""Minimum log odds for the reader's answer to count. With this check alone, it was the highest value that accepted no
additional false sentence among the tuned ones of tests/grounding_claims.py and those of tests/grounding_invented.py."""
MAX_NAME_CHARS = 40
"""Maximum characters of an answer that names one thing."""
_PLACE = re.compile(rf"[省市县区镇乡村州岛港]$|^(?:{PLACE.pattern})")
_TIME = re.compile(r"^(?:the|a|an) |[去今明前]年|[上下]半年|第.季度|\d+年|[本上下]月")
_PERSON = re.compile(rf"[{SURNAMES}][{HAN}]{{1,2}}$")
_BREAK = re.compile(r"[。！？；，,;:：!?\n]|\.(?=\s|$)|\b(?:and|but|while|whereas|although)\b")
_NO_SINGLE_FACT = re.compile(r"[比高低多少大小]于|超过|比|因为|由于|原因|\bthan\b|\bbecause\b|\bsince\b|\bdue to\b")
"""Comparisons and causes have two sides; other modules check them."""
_SAID = re.compile(
    r"说|表示|称|指出|认为|强调|宣布|透露|介绍|\b(?:sa(?:id|ys)|told|announced|promised|warned|argued|claimed|criticised)\b"
)
_ACCORDING = re.compile(
    r"(?:据|根据|According to )(?P<who>[^,，]{2,40}?)(?P<said>介绍|透露|表示|说)?[,，] ?(?P<what>.+)"
)


def answered_otherwise(sentence: str, passages: Sequence[Passage], reader: Reader) -> Iterator[str]:
    """The names in the sentence for which the passages give another name."""
    if is_han(sentence) != is_han("\n".join(passage.text for passage in passages)):
        return  # across languages it rejects true sentences as often as false ones
    for fact, questions in _questions(sentence):
        answers = [answer for passage in passages if (answer := _answer(questions, passage.text, reader))]
        if answers and all(_of_a_kind(fact, span) and not _same(fact, clause) for span, clause in answers):
            yield fact


def _questions(sentence: str) -> Iterator[tuple[str, list[str]]]:
    """Each name, and a subject that contains one, with the questions that it answers.

    For a comparison or a cause, only the speaker is asked for.
    """
    body, mark = _plainly(sentence.strip().rstrip("。.！!")), "？" if is_han(sentence) else "?"
    opening = subject(body)
    facts = list(dict.fromkeys([*([opening] if subjects(opening) else []), *named(body)]))
    for fact in facts:
        once = body.count(fact) == 1 and "的" not in fact and not any(fact in other for other in facts if other != fact)
        if once and (_says(fact, body) or not _NO_SINGLE_FACT.search(body)):
            yield fact, [body.replace(fact, asking) + mark for asking in _asking(fact, body)]


def _plainly(body: str) -> str:
    """Rewrite "According to Tom, it rains" as "Tom said it rains"."""
    found = _ACCORDING.fullmatch(body)
    if not found:
        return body
    return f"{found['who']}{'说，' if is_han(body) else ' said '}{found['what']}"


def _says(fact: str, body: str) -> bool:
    return _SAID.match(body[body.index(fact) + len(fact) :].lstrip()) is not None


def _asking(fact: str, body: str) -> tuple[str, ...]:
    if has_han(fact):
        return ("哪里",) if _PLACE.search(fact) and not body.startswith(fact) else ("谁",)
    if re.match(r"(?:the|a|an)\b", fold(fact)):
        return ("what",)
    return ("who",) if _says(fact, body) else ("who", "which company")


def _answer(questions: Sequence[str], text: str, reader: Reader) -> tuple[str, str] | None:
    """The best answer to any of the questions, and its clause; None if the reader is not confident."""
    windows = cut_windows(text, list(sentences(text)))
    readings = [reading for question in questions for reading in reader.read(question, windows)]
    best = max(readings, key=lambda reading: max(reading.scores), default=None)
    if best is None or best.span is None or max(best.scores) < SURE:
        return None
    start, end = best.span
    first = max((match.end() for match in _BREAK.finditer(text, 0, start)), default=0)
    last = next((match.start() for match in _BREAK.finditer(text, end)), len(text))
    return text[start:end], text[first:last]


def _same(fact: str, clause: str) -> bool:
    bare = _TIME.sub("", fold(fact)).strip()
    return bare in fold(clause) or has_name(clause, bare)


def _of_a_kind(fact: str, span: str) -> bool:
    """Whether one may replace the other; a figure or half a sentence is not a name."""
    if len(span) > MAX_NAME_CHARS or span[:1].isdigit():
        return False
    return not has_han(fact) or not has_han(span) or _kind(fact) == _kind(span)


def _kind(name: str) -> str:
    if _PLACE.search(name):
        return "place"
    return "person" if _PERSON.search(name) else ""
