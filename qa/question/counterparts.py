"""What the new part of a follow-up replaces: what was counted, or the name that the question begins with.

"How many people died?", "What about the injured?"; 华为什么时候发布新机？小米呢？
"""

import re

from corpus.text.script import HAN
from index.crosslingual.glosses import meanings_in_chinese
from qa.question.nouns import is_common, is_place, leading_name

_COUNTED = re.compile(
    r"(?P<how>how (?:many|much) )(?P<unit>[a-z-]+ of )?(?P<what>[a-z-]+)(?= (?:do|does|did|are|is|was|were|has|have|had|will|can)\b)",
    re.IGNORECASE,
)
"""What is counted, with its unit: "hectares of wheat"."""
_FATES = {
    re.compile(r"(?:the )?(?:dead|deaths?|killed)"): "died",
    re.compile(r"(?:the )?(?:injured|injuries|wounded)"): "were injured",
    re.compile(r"(?:the )?missing"): "are missing",
}
_FATE_ASKED = re.compile(
    r"(how many (?:people|persons) )(?:died|were (?:killed|injured|wounded)|are missing)\b", re.IGNORECASE
)
_NOT_COUNTED = re.compile(r"people|persons|casualt\w+|victims?|deaths?|injuries")


HAN_NOUN = re.compile(f"[{HAN}]{{2,6}}")
"""The form of a Chinese name or noun."""


def other_count(before: str, new: str) -> str | None:
    """The previous English question with another fate, or another thing counted; None if that makes no sense."""
    return _other_fate(before, new) or _other_thing(before, new)


def _other_fate(before: str, new: str) -> str | None:
    """The previous question about the injured instead of the dead."""
    fate = next((said for form, said in _FATES.items() if form.fullmatch(new)), None)
    if fate is None or _FATE_ASKED.match(before) is None:
        return None
    return _FATE_ASKED.sub(lambda match: match[1] + fate, before, count=1)


def _other_thing(before: str, new: str) -> str | None:
    """The previous question with another thing counted: jobs for projects, corn for wheat.

    Casualties are none of that: "How many victims were injured?" makes no sense.
    """
    if re.fullmatch(r"[a-z-]+", new) is None or (old := _COUNTED.match(before)) is None:
        return None
    if any(map(_NOT_COUNTED.fullmatch, (old["what"], new))) or is_place(new) or not meanings_in_chinese(new):
        return None
    alike = new.endswith("s") == old["what"].endswith("s")
    return before[: old.start("what")] + new + before[old.end("what") :] if alike or old["unit"] else None


def other_name(before: str, new: str) -> str | None:
    """The previous Chinese question with another name for the one that it begins with: 小米 for 华为."""
    known = leading_name(before)
    if not known or is_place(known) or is_common(new) or not HAN_NOUN.fullmatch(new):
        return None
    return new + before[len(known) :]
