"""Whether a passage bears out a sentence that a language model wrote: its figures, dates, names and negations.

What can be checked is checked strictly: a figure that is rounded, or a name that the passage writes otherwise, does
not pass. What cannot be checked, as a common word in another language, is not. So a sentence that passes has no wrong
figure, date or name; whether it is well put is for the reader, beside its quote.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from corpus.fold import fold
from corpus.script import is_han
from corpus.sentences import sentences
from corpus.types import Passage
from index.names import EXONYMS
from index.tokens import tokenise
from qa.entities import latin_words, names
from qa.figures import Day, dates, figures

_NEGATION = re.compile(
    r"不(?![仅断少同久但论管只妨得错止])|没有|没|未(?![来必])|无(?![人锡数疑论线缝])|非(?![常洲遗])|否认|拒绝"
    r"|\b(?:not(?! only)|no(?! \d)|never|none|neither|nor|without|cannot|fail(?:ed|s)? to|den(?:y|ied|ies)|refus\w+)\b|n't\b"
)
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
"""English words with a capital letter that translate a common word and name nothing by themselves."""


def unsupported(sentence: str, passages: Sequence[Passage]) -> str:
    """What of the sentence the passages together do not bear out, in the sentence's own words; "" where they do."""
    texts = [f"{passage.article.title}\n{passage.text}" for passage in passages]
    evidence = "\n".join(texts)
    return next(
        (
            problem
            for problem in (
                *_figures(sentence, evidence, passages),
                *_names(sentence, evidence),
                *_negations(sentence, passages),
            )
        ),
        "",
    )


def quote_for(sentence: str, passage: Passage) -> tuple[int, int]:
    """Offsets in the article of the passage's sentence that says most of it: its figures, then its words."""
    text = passage.article.text
    spans = [(passage.start + a, passage.start + b) for a, b in sentences(passage.text)] or [
        (passage.start, passage.end)
    ]
    return max(spans, key=lambda span: (_closeness(sentence, text[slice(*span)]), -span[0]))


def _closeness(sentence: str, said: str) -> float:
    amounts = figures(said)
    same = sum(any(f.same(g) for g in amounts) for f in figures(sentence) if f.clear)
    days = dates(said)
    same += sum(any(day.within(d) for d in days) for day in dates(sentence))
    named = sum(_is_in(word, said) for word in _named(sentence))
    mine, its = set(tokenise(sentence)), set(tokenise(said))
    return 2 * same + named + len(mine & its) / (len(mine) or 1)


def _figures(sentence: str, evidence: str, passages: Sequence[Passage]) -> Iterator[str]:
    there, days = figures(evidence), dates(evidence)
    published = [p.article.published for p in passages if p.article.published]
    days += [Day(day.year, day.month, day.day, "", 0, 0) for day in published]
    for day in dates(sentence):
        if not any(day.within(known) for known in days):
            yield day.text
    years = {day.year for day in days}
    for figure in figures(sentence):
        a_year = figure.unit in ("", "year") and figure.value in years
        if figure.clear and not a_year and not any(figure.same(known) for known in there):
            yield figure.text


def _names(sentence: str, evidence: str) -> Iterator[str]:
    for name in _named(sentence):
        if not _is_in(name, evidence):
            yield name


def _named(sentence: str) -> list[str]:
    """The names in a sentence: Chinese ones by their form, Latin ones by their capital letter or their setting."""
    if is_han(sentence):
        return [*names(sentence), *latin_words(sentence)]
    found: list[str] = [*names(sentence)]
    run: list[str] = []
    for place, word in enumerate(latin_words(sentence)):
        bare = re.sub(r"['’]s$", "", word)
        first_and_unknown = place == 0 and not _readable(bare)
        if bare[:1].isupper() and bare.lower() not in _COMMON and not first_and_unknown:
            run.append(bare)
            continue
        found += [" ".join(run)] if run else []
        run = []
    return [*found, *([" ".join(run)] if run else [])]


def _is_in(name: str, evidence: str) -> bool:
    """Whether the evidence has the name, in its own letters or, a Chinese one, by its sound."""
    folded, said = fold(name), fold(evidence)
    if folded in said:
        return True
    if is_han(name):
        return not is_han(evidence) and _sound(folded).replace(" ", "") in re.sub(r"[^a-z]", "", _plain(said))
    if folded in EXONYMS:
        return EXONYMS[folded] in said
    words = re.split(r"[\s'’-]+", _plain(folded))
    sound = _sound(said)
    ways = {"".join(words), "".join([*words[1:], words[0]]), "".join([words[-1], *words[:-1]])}
    if any(_sounds(way, sound) for way in ways):
        return True
    return len(words) > 1 and all(
        re.search(rf"\b{re.escape(word)}\b", said)
        or EXONYMS.get(word, word) in said
        or (len(word) > 4 and _sounds(word, sound))
        for word in words
    )


def _sounds(letters: str, sound: str) -> bool:
    """Whether syllables that follow each other make up the letters."""
    return re.search(rf"(?:^| ){' ?'.join(map(re.escape, letters))}(?: |$)", sound) is not None if letters else False


@lru_cache(maxsize=64)
def _sound(text: str) -> str:
    """The toneless pinyin of a folded text, syllables apart."""
    from pypinyin import lazy_pinyin

    return _plain(" ".join(lazy_pinyin(text, errors=lambda _other: ",")))


@cache
def _syllables() -> frozenset[str]:
    from pypinyin import lazy_pinyin

    return frozenset(_plain(s) for s in lazy_pinyin([chr(c) for c in range(0x4E00, 0x9FA6)]) if s.isalpha())


def _readable(word: str) -> bool:
    """Whether a word can be read as two or more syllables of pinyin."""
    letters = _plain(fold(word))
    ways = {0: 0}
    for end in range(1, len(letters) + 1):
        counts = [ways[s] + 1 for s in range(max(0, end - 6), end) if s in ways and letters[s:end] in _syllables()]
        if counts:
            ways[end] = max(counts)
    return ways.get(len(letters), 0) > 1


def _plain(text: str) -> str:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", text.replace("v", "u") if text.isascii() else text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _negations(sentence: str, passages: Sequence[Passage]) -> Iterator[str]:
    """A negation that the quoted sentences do not have, or one of theirs that is left out."""
    said = [passage.article.text[slice(*quote_for(sentence, passage))] for passage in passages]
    mine = _NEGATION.search(fold(sentence))
    theirs = [_NEGATION.search(fold(text)) for text in said]
    if mine and not any(theirs):
        yield mine.group()
    if not mine and theirs and all(theirs):
        yield next(found.group() for found in theirs if found)
