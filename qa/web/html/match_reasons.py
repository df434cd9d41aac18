"""Why a passage was found, in words and in numbers."""

from index.types import Hit
from qa.web.html.spans import telling
from qa.web.i18n.phrases import Words

SIMILAR_COSINE = 0.32
"""Cosine from which meanings count as similar: nine out of ten best passages of answered questions are above it."""
WORDS_NAMED = 6
"""Maximum number of words named of each kind."""


def reasons(hit: Hit, words: Words) -> list[str]:
    """Shared words, similar meaning, names and translated words; never empty."""
    shared = [word for word in hit.words if telling(word)][:WORDS_NAMED]
    # A name that was found by its pinyin need not be named again as a translated word.
    names = tuple(name.partition(" → ")[0].lower() for name in hit.names)
    translated = [line for line in hit.translations if not (names and line.lower().startswith(names))][:WORDS_NAMED]
    found = [
        words["why_words"].format(words=words["comma"].join(shared)) if shared else "",
        words["why_meaning"] if hit.cosine is not None and hit.cosine >= SIMILAR_COSINE else "",
        words["why_names"].format(names=words["comma"].join(hit.names)) if hit.names else "",
        words["why_translations"].format(words=words["comma"].join(translated)) if translated else "",
    ]
    return [reason for reason in found if reason] or [words["why_none"]]


def scores(hit: Hit, words: Words) -> dict[str, str]:
    """The scores, with the rank in each retriever, by the phrase key of their name."""
    return {
        "score_fused": f"{hit.score:.2f}",
        "score_meaning": _score(hit.cosine, hit.dense_rank, words),
        "score_words": _score(hit.matched, hit.lexical_rank, words),
    }


def _score(score: float | None, rank: int | None, words: Words) -> str:
    if score is None:
        return "–"
    return f"{score:.2f}" + (f" ({words['rank'].format(rank=rank)})" if rank else "")
