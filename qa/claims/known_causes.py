"""Whether a sentence says that the cause of something is known."""

import re

from corpus.text.fold import fold
from corpus.types import Passage
from qa.claims.clauses import subjects
from qa.claims.coverage import bears_out
from qa.facts.name_matching import has_name, named

_CAUSE, _CAUSE_LATIN = r"(?:原因|起因|成因|死因|真相|下落|身份)", r"(?:cause|reason|motive|origin|identity|whereabouts)"
_ASKS_WHETHER_KNOWN = re.compile(
    rf"{_CAUSE}.{{0,6}}(?:清楚|查清|查明|明确|明了|确定|找到|公布|知道)|(?:清楚|查清|查明|明确|确定|找到|知道).{{0,12}}{_CAUSE}|\b{_CAUSE_LATIN}\b.*\b(?:known|clear|found|determined|established|identified)\b"
)
_UNKNOWN = re.compile(
    rf"{_CAUSE}.{{0,8}}(?:不清楚|不明|未查明|未查清|未确定|未知|未公布|没有查|有待|待查|调查中)|(?:正在|仍在|展开)调查.{{0,8}}{_CAUSE}|{_CAUSE}.{{0,8}}(?:正在|仍在|还在|进一步)?(?:进行)?调查|\b{_CAUSE_LATIN}\b.*\b(?:not (?:yet )?(?:known|clear|been)|unknown|unclear|under investigation|being investigated)"
)
_KNOWN = re.compile(
    rf"(?<!未)(?<!没)(?:已经?|均已)(?:查明|查清|确定|找到).{{0,10}}{_CAUSE}|{_CAUSE}.{{0,4}}已经?(?:查明|查清|确定|找到|清楚)"
)
_CAUSE_WORDS = re.compile(
    rf"{_CAUSE}|{_CAUSE_LATIN}|清楚|查[清明]|明确|确定|找到|知道|known|clear|found|determined|established|identified"
)


def asks_whether_known(asked: str) -> bool:
    """Whether a statement says that a cause is known."""
    return _ASKS_WHETHER_KNOWN.search(fold(asked)) is not None


def of_the_cause(asked: str, quote: Passage) -> str:
    """Whether the cause is known: "yes", "no" or "" for neither.

    The quote has to say what it is the cause of, or name nothing else and follow sentences that say it.
    """
    said, matter = fold(quote.text), _CAUSE_WORDS.sub(" ", fold(asked))
    strangers = [name for name in subjects(quote.text) if name not in asked]
    about = f"{paragraph_before(quote)}{quote.text}"
    if strangers or not bears_out(matter, about) or any(not has_name(about, name) for name in named(asked)):
        return ""
    found = {kind for kind, pattern in (("no", _UNKNOWN), ("yes", _KNOWN)) if pattern.search(said)}
    return found.pop() if len(found) == 1 else ""


def paragraph_before(quote: Passage) -> str:
    """The text before a quote in its paragraph."""
    return quote.article.text[: quote.start].rsplit("\n", 1)[-1]
