"""Why a passage was found, in words and, folded away, in numbers."""

from html import escape

from index.types import Hit
from qa.web.html.markup import dated, dotted, lang, place, sourced, titled
from qa.web.html.spans import telling
from qa.web.i18n.phrases import Words

NEAR = 0.32
"""Cosine from which meanings are called close: among the best passages of answered questions nine of ten have more."""
MOST_WORDS = 6
MOST_REPRINTS = 5


def why_html(hit: Hit, words: Words) -> str:
    """A line of reasons, and the scores in a fold."""
    return f'<p class="qa-why">{dotted(map(escape, reasons(hit, words)))}</p>{scores_html(hit, words)}'


def reasons(hit: Hit, words: Words) -> list[str]:
    """Shared words, nearness of meaning, bridged names and translated words; never empty."""
    shared = [word for word in hit.words if telling(word)][:MOST_WORDS]
    # A name that is bridged need not be told once more as a word that is translated.
    bridged = tuple(name.partition(" → ")[0].lower() for name in hit.names)
    translated = [line for line in hit.translations if not (bridged and line.lower().startswith(bridged))][:MOST_WORDS]
    found = [
        words["why_words"].format(words=words["comma"].join(shared)) if shared else "",
        words["why_meaning"] if hit.cosine is not None and hit.cosine >= NEAR else "",
        words["why_names"].format(names=words["comma"].join(hit.names)) if hit.names else "",
        words["why_translations"].format(words=words["comma"].join(translated)) if translated else "",
    ]
    return [reason for reason in found if reason] or [words["why_none"]]


def scores_html(hit: Hit, words: Words) -> str:
    """The scores and ranks in a fold."""
    rows = {
        "score_fused": f"{hit.score:.2f}",
        "score_meaning": _score(hit.cosine, hit.dense_rank, words),
        "score_words": _score(hit.matched, hit.lexical_rank, words),
    }
    listed = "".join(f"<div><dt>{escape(words[name])}</dt><dd>{escape(said)}</dd></div>" for name, said in rows.items())
    return f'<details class="qa-scores"><summary>{escape(words["scores"])}</summary><dl>{listed}</dl></details>'


def reprints_html(hit: Hit, words: Words) -> str:
    """The other articles that print the same text; each opens."""
    if not hit.also:
        return ""
    items = dotted(
        f'<button type="button" class="qa-open qa-reprint"{place(article, 0, 0)}{lang(article.title)}'
        f' title="{titled(article, words)}">{sourced(article, words)} {dated(article, words)}</button>'
        for article in hit.also[:MOST_REPRINTS]
    )
    return f'<p class="qa-also"><span>{escape(words["also"])}</span> {items}</p>'


def _score(score: float | None, rank: int | None, words: Words) -> str:
    if score is None:
        return "–"
    return f"{score:.2f}" + (f" ({words['rank'].format(rank=rank)})" if rank else "")
