"""Whether a Chinese text mentions a foreign name: by the transliteration table, or by the consonants of its pinyin.

Transliterations vary in their vowels but seldom in their consonants: Vuhledar (v-h-l-d-r) is 乌格列达尔,
wu ge lie da er (w-g-l-d-r).
"""

import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.text.fold import fold
from index.crosslingual.transliteration import letters, transliterate
from qa.facts.entities import TRANSCRIBING

MIN_CONSONANTS = 3
"""Minimum consonants for a match, not counting optional ones, or one more if they are counted; fewer are ambiguous."""
_SOUNDS = (
    ("t?s?ch|sh|t[sz]|cz|zh|s|z|x|c(?=[eiy])", "[sjq]"),
    ("ck|kh?|q|c", "[kjq]"),
    ("gh?", "[kjqs]?"),
    ("j", "[sjqr]?"),
    ("h", "k?"),
    ("th", "[st]"),
    ("ph|f", "f"),
    ("v", "[fw]?"),
    ("w", "[wfk]?"),
    ("b|p", "p"),
    ("d|t", "t"),
    ("l", "l"),
    ("r", "[lr]?"),
    ("m|n", "n"),
)
"""Consonants of a name, and the classes of pinyin consonants that spell them."""
_LATIN = re.compile("|".join(f"(?P<s{i}>{pattern})" for i, (pattern, _) in enumerate(_SOUNDS)))
_INITIAL = {
    **dict.fromkeys(("zh", "ch", "sh", "z", "c", "s", "x"), "s"),
    **dict.fromkeys("gkh", "k"),
    **dict.fromkeys("bp", "p"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("mn", "n"),
    "y": "",
}


def writes(text: str, name: str) -> bool:
    """Whether a Chinese text mentions a foreign name, given in Latin letters."""
    folded = fold(text)
    followers = _followers(folded)

    def adjacent(character: str, alphabet: str) -> NDArray[np.bool_]:
        return np.array([other in followers.get(character, "") for other in alphabet])

    return bool(transliterate(name, lambda form: form in folded, adjacent)) or _by_consonants(folded, letters(name))


@lru_cache(maxsize=64)
def _followers(folded: str) -> dict[str, set[str]]:
    found = defaultdict[str, set[str]](set)
    for one, other in pairwise(folded):
        found[one].add(other)
    return found


def _by_consonants(folded: str, name: str) -> bool:
    found = [int((match.lastgroup or "s0")[1:]) for match in _LATIN.finditer(name)]
    sounds = (_SOUNDS[i][1] for i in found)
    pattern = "".join(f"(?:{sound} *)" + ("?" if sound.endswith("?") else "+") for sound in sounds)
    sure = sum(not _SOUNDS[i][1].endswith("?") for i in found)
    matches = (match for run in _runs(folded) for match in re.finditer(rf"(?:^|(?<= )){pattern}(?:$|(?<= ))", run))
    return any(max(sure, len(match.group().replace(" ", "")) - 1) >= MIN_CONSONANTS for match in matches)


@lru_cache(maxsize=64)
def _runs(folded: str) -> list[str]:
    """The consonants of each run of transliteration characters, with a space between characters."""
    alphabet = frozenset(f"{TRANSCRIBING}冯顿涅茨瓜捷连胡列别哥盛齐扬朱汉翰祖赞")
    found: list[list[str]] = [[]]
    for character in folded:
        if character in alphabet:
            found[-1].append(_consonants(character))
        elif found[-1]:
            found.append([])
    return [" ".join(run) for run in found if len(run) > 1]


@lru_cache(maxsize=1 << 12)
def _consonants(character: str) -> str:
    from pypinyin import lazy_pinyin

    (sound,) = lazy_pinyin(character)
    if sound == "er":
        return "l"
    initial = re.match(r"[zcs]h|[^aeiouv]?", sound)
    first = initial.group() if initial else ""
    return _INITIAL.get(first, first) + ("n" if re.search(r"ng?$", sound) else "")
