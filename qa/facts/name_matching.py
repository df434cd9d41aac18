"""The names in a sentence, and whether a text mentions them: as written, translated, or by sound."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from corpus.text.fold import fold
from corpus.text.script import is_han
from index.crosslingual.glosses import meanings_of
from index.crosslingual.glosses import words as word_spans
from index.crosslingual.pinyin_names import EXONYMS, english_words
from index.crosslingual.translation_table import translations
from index.lexical.tokens import FUNCTION_WORDS
from qa.facts.countries import country_pattern
from qa.facts.entities import SURNAMES, companies, latin_words, names
from qa.facts.foreign_names import writes
from qa.facts.whole_words import whole_words

_COMMON = frozenset(
    (
        "a an the in on at of for from to by with and or but as it its this that these those there he she they his her their according however also both while when where "
        "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
        "chinese china's party committee secretary mayor governor minister ministry president director chairman chairwoman chair deputy general manager commission bureau office department "
        "government people's congress council province provincial city municipal county district town township village region zone area river lake mountain road street railway "
        "high-speed airport station university college school institute academy hospital bank company group corporation limited co ltd inc technology science economic development "
        "reform national state central north northern south southern east eastern west western new integrated integration demonstration cooperation project plan conference meeting fair "
        "exhibition centre center park base mr mrs ms dr professor reporter i we gdp yuan rmb five-year"
    ).split()
)
"""English words that are often capitalised but are not names by themselves."""


_FIXED = EXONYMS | {
    "beijing-tianjin-hebei": "京津冀",
    "yangtze river delta": "长三角",
    "pearl river delta": "珠三角",
    "greater bay area": "大湾区",
    "bay area": "湾区",
    "central plains": "中原",
    "united states": "美国",
    "us": "美国",
    "covid-19": "新冠",
    "covid": "新冠",
    "brexit": "脱欧",
    "kyiv": "基辅",
    "u.s": "美国",
}
"""Names whose usual English form matches neither by sound nor word by word."""
_SHORT = "中美俄乌以巴印日英法伊德韩朝欧加澳"
"""Characters that abbreviate a country in Chinese news: the first one of its name."""
_BESIDE = "中美俄乌巴印日英伊德韩朝欧"
"""Abbreviations that occur next to another one, as in 伊美."""
_SHORT_FORMS = {
    short: re.compile(
        rf"{short}[方军驻媒]|(?<=[{_BESIDE}]){short}(?!元)|{short}(?=[{_BESIDE}](?!元))"
        + ("|我[国方]" if short == "中" else "|俄国" if short == "俄" else "")
    )
    for short in _SHORT
} | {"香": re.compile("港澳"), "澳": re.compile("港澳|澳[方洲]"), "台": re.compile("澳台")}
_REGIONS = ("香港", "澳门", "台湾", "欧洲", "欧盟", "北约")
"""Regions and organisations that are abbreviated like countries."""
_FEATURES = {
    "bay": ("湾",), "island": ("岛",), "river": ("河", "江",), "lake": ("湖",), "mountain": ("山",), "hill": ("山",), "port": ("港",), "bridge": ("桥",), "valley": ("谷",), "village": ("村",),
    "town": ("镇",), "county": ("县",), "sea": ("海",), "gulf": ("湾",), "square": ("广场",), "road": ("路",), "street": ("街",), "hall": ("馆",), "school": ("校",), "group": ("集团",),
}  # fmt: skip
"""Words in English names, and their counterparts in Chinese names: 湾 for bay."""
_PARTICLES = frozenset("von van der den de da di du la le al bin ibn".split())
_FIXED_NAME = re.compile(
    # "Told us" does not name a country.
    rf"\b(?:{'|'.join('(?-i:US)' if name == 'us' else re.escape(name) for name in sorted(_FIXED, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_SMALL = re.compile(r"[a-zà-ɏ][\w'’-]*")
_ENGLISH_SYLLABLES = frozenset(
    "a ai an ban bang ben bin can chi chin dan dang die fan fen gang gun ha hang he hen jun lan lang lie long lung ma man me men mi min mo mu nan nun pa pan pang "
    "pen pi pie pin ping ran rang run sang she shi song sun tan tang tie tong wan wen wo wu yang yin you yuan".split()
)
"""Pinyin syllables that are also English words or common in English texts about China."""
_LONGEST_NAME = 40
"""Maximum letters of a name."""
_NO_NAME = re.compile(
    r"(?:所以|因此|因而|于是|但是?|而且?|或者?|该|这家|那家|的|由|在|把|让|使|称|说|表示|认为|宣布|指出)$"
)
"""How the text before an unnamed organisation ends, as in 该公司 and 这家公司."""
_CLAUSE = re.compile(r"[，。；：、,.;:\n]")
_PREFIX = re.compile(r"^(?:re|un|non|pre|over)(?=[a-z]{4,}(?:ing|ed|ion|ment)s?$)")
"""A prefix of a word that the dictionary may know only without it: relending."""
_LAST = 2
"""Number of characters before a suffix such as 公司 that identify a company."""
_SURE, _CERTAIN = 0.3, 0.9
"""Minimum share of a translation that counts as a match, and of one that two English words have in common."""


def named(sentence: str) -> list[str]:
    """The names in a sentence: Chinese ones by patterns, Latin ones by their capital letter or as pinyin."""
    if is_han(sentence):
        return [*names(sentence), *latin_words(sentence)]
    fixed = [match.group() for match in _FIXED_NAME.finditer(sentence)]
    rest = _FIXED_NAME.sub(" of ", sentence)
    han = [name for name in names(sentence) if is_han(name)]
    parts = [words for part in re.split(r"[,;:()]", rest) if (words := latin_words(part))]
    capitalised = [name for place, words in enumerate(parts) for name in _capitalised(words, first=place == 0)]
    return [*han, *fixed, *capitalised, *_romanised(latin_words(rest))]


def unnamed(sentence: str, text: str) -> list[str]:
    """The names in a sentence, including companies and schools, that a text does not mention."""
    missing = [name for name in named(sentence) if not has_name(text, name)]
    if is_han(sentence) and is_han(text):
        said = fold(text)
        stems = ((body, re.sub(r"(?:公司|集团|..)$", "", body)) for body in companies(sentence))
        missing += [body for body, stem in stems if stem[-_LAST:] not in said and not _NO_NAME.search(stem)]
    return missing


def _capitalised(words: Sequence[str], *, first: bool) -> Iterator[str]:
    """Runs of capitalised words, except common ones. The first word of a sentence counts only if it is unknown."""
    run: list[str] = []
    for place, word in enumerate(words):
        bare = _bare(word)
        common = bare.lower() in _COMMON or (first and place == 0 and not _is_strange(bare))
        if (bare[:1].isupper() and not common) or (run and bare in _PARTICLES):
            run.append(bare)
            continue
        if run:
            yield _without_particles(run)
        run = []
    if run:
        yield _without_particles(run)


def _without_particles(run: Sequence[str]) -> str:
    """The words of a name without trailing particles."""
    last = max(place for place, word in enumerate(run) if word not in _PARTICLES)
    return " ".join(run[: last + 1])


def _romanised(words: Sequence[str]) -> Iterator[str]:
    """Chinese names in lower case: shuozhou, xiong'an, zhang wei."""
    before = ""
    for word in words:
        bare = _bare(word)
        small = _SMALL.fullmatch(bare) is not None and bare not in FUNCTION_WORDS
        if small and _is_strange(bare) and bare not in _COMMON:
            yield f"{before} {bare}" if before in _surnames() else bare
        elif small and before in _surnames() and _syllables_in(bare) and bare not in _ENGLISH_SYLLABLES:
            yield f"{before} {bare}"
        before = bare if small and bare not in _ENGLISH_SYLLABLES else ""


def _is_strange(word: str) -> bool:
    """Whether a word is more likely a name, in pinyin or unknown, than an English word."""
    if word.lower() in english_words() or word.lower() in FUNCTION_WORDS or word.lower().endswith(("n't", "n’t")):
        return False
    known = [translations().of(_PREFIX.sub("", part)) for part in word.split("-")]
    if all(known):  # 浙江 is a translation of zhejiang, and sounds like it
        return _sound_alike(word, tuple(known[0]))
    return _syllables_in(word) > 1 or word[:1].isupper()


def _sound_alike(word: str, translated: Sequence[str]) -> bool:
    letters = _letters(word)
    return _syllables_in(word) > 1 and any(_sound(term).replace(" ", "") == letters for term in translated)


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_sound(SURNAMES).split())


@lru_cache(maxsize=1 << 12)
def has_name(text: str, name: str) -> bool:
    """Whether a text mentions a name: as written, translated or, across languages, by sound."""
    folded, said = fold(name), fold(text)
    if folded in said:
        return True
    if is_han(name):
        return not is_han(text) and _sound(folded).replace(" ", "") in re.sub(r"[^a-z]", "", _plain(said))
    if folded in _FIXED:
        return mentions(said, _FIXED[folded])
    if re.search(rf"\b{re.escape(folded)}\b", _glosses(said)) or (name.isupper() and folded in _acronyms(said)):
        return True
    parts = re.split(r"[\s'’-]+", _plain(folded))
    sound = _sound(said)
    ways = {"".join(parts), "".join([*parts[1:], parts[0]]), "".join([parts[-1], *parts[:-1]])}
    if any(_sounds(way, sound) for way in ways) or all(_has_word(said, sound, word) for word in parts):
        return True
    # Chinese news often uses only the family names of foreigners.
    written = re.split(r"[\s'’-]+", folded)
    spellings = ["".join(written[start:]) for start in range(len(written))]
    places = [said] if _syllables_in(folded) > 1 else [said, *_CLAUSE.split(said)]
    return is_han(text) and any(writes(place, way) for place in places for way in spellings)


@lru_cache(maxsize=64)
def _glosses(said: str) -> str:
    """The glosses of a text's Chinese words, without explanations: Volgograd, not "Russian city on the Volga River"."""
    meanings = (meanings_of(said[start:end]) for start, end in word_spans(said))
    return fold("\n".join(gloss.split(",")[0] for meaning in meanings for gloss in meaning.split(";")))


@lru_cache(maxsize=64)
def _acronyms(said: str) -> frozenset[str]:
    """The initials of the glosses of a text's Chinese words: IMF, ECB."""
    glosses = (re.findall(r"(?!(?:of|the|and|for|on)\b)[a-z]+", gloss) for gloss in _glosses(said).split("\n"))
    return frozenset("".join(word[0] for word in words) for words in glosses if len(words) > 1)


def _has_word(said: str, sound: str, word: str) -> bool:
    return (
        re.search(rf"\b{re.escape(word)}\b", said) is not None
        or EXONYMS.get(word, word) in said
        or (len(word) > 4 and _sounds(word, sound))
        or any(mentions(said, term) for term in whole_words(word, _SURE))
        or any(character in said for character in _FEATURES.get(word, ()))
        or (not is_han(said) and not _translated(said).isdisjoint(whole_words(word, _CERTAIN)))
    )


@lru_cache(maxsize=64)
def _translated(said: str) -> frozenset[str]:
    """The translations of the words in an English text: 希腊 for both Greek and Greece."""
    return frozenset(term for word in _SMALL.findall(said) for term in whole_words(word, _CERTAIN))


def mentions(said: str, name: str) -> bool:
    """Whether a text has a Chinese name or, for a country, its abbreviation."""
    country = country_pattern().fullmatch(name)
    # 印度 is not named in 印度尼西亚.
    if name in (country_pattern().findall(said) if country else said):
        return True
    short = _SHORT_FORMS.get(name[0])
    abbreviated = name in _REGIONS or country
    return bool(short and abbreviated and short.search(said))


def _sounds(letters: str, sound: str) -> bool:
    """Whether consecutive syllables spell the letters."""
    return re.search(rf"(?:^| ){' ?'.join(map(re.escape, letters))}(?: |$)", sound) is not None if letters else False


@lru_cache(maxsize=64)
def _sound(text: str) -> str:
    """The toneless pinyin of a folded text, with spaces between syllables."""
    from pypinyin import lazy_pinyin

    return _plain(" ".join(lazy_pinyin(text, errors=lambda _other: ",")))


@cache
def _syllables() -> frozenset[str]:
    from pypinyin import lazy_pinyin

    return frozenset(_plain(s) for s in lazy_pinyin([chr(c) for c in range(0x4E00, 0x9FA6)]) if s.isalpha())


@lru_cache(maxsize=1 << 12)
def _syllables_in(word: str) -> int:
    """The maximum number of pinyin syllables that a word can be split into; 0 if it is not pinyin."""
    letters = _letters(word)
    if len(letters) > _LONGEST_NAME:
        return 0
    ways = {0: 0}
    for end in range(1, len(letters) + 1):
        counts = [ways[s] + 1 for s in range(max(0, end - 6), end) if s in ways and letters[s:end] in _syllables()]
        if counts:
            ways[end] = max(counts)
    return ways.get(len(letters), 0)


def _bare(word: str) -> str:
    """A word without a possessive 's."""
    return re.sub(r"['’]s$", "", word)


def _letters(word: str) -> str:
    """A word's letters as in pinyin, without apostrophes and hyphens."""
    return re.sub("['’-]", "", _plain(fold(word)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("v", "u") if text.isascii() else text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
