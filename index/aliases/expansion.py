"""Add the other forms of the names in a question: one form finds the others, and a hit lists those that it contains."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from corpus.text.fold import fold
from index.aliases.sets import Aliases, AliasSet, everyday, is_ordinary_word
from index.crosslingual.glosses import MAX_WORD_CHARS, meanings_of, words
from index.crosslingual.pinyin_names import Expansion
from index.lexical.concepts import Concept
from index.lexical.tokens import FUNCTION_WORDS, tokenise
from index.query import QUOTATION_MARKS, Query

SHARE = 0.9
"""The weight of another form relative to the written one."""
MAX_FORMS = 4
"""Maximum other forms searched for per name."""


def with_aliases(query: Query, aliases: Aliases, passage_count: Callable[[str], int]) -> Query:
    """Add the other forms of the query's names that occur in the articles.

    The index ignores case, so an acronym that is also a word, such as WHO, is not added if there are English articles.
    Nor is a form that the name bridge has added: 习近平 for Xi Jinping.
    """
    bridged = {term for expansion in query.expansions for term in expansion.terms}
    for written, others in aliases.named(query.question, passage_count):
        names = (written, *others)
        left_out = {
            form for form in others if form.isupper() and is_ordinary_word(form, names) and passage_count("the")
        }
        left_out |= {form for form in others if fold(form) in bridged}
        held = tuple(form for form in others if form not in left_out and passage_count(form))[:MAX_FORMS]
        if held:
            query = _with_forms(query, written, held, passage_count)
    return query


def in_written_words(question: str, passage_count: Callable[[str], int]) -> tuple[str, Mapping[str, AliasSet]]:
    """Replace the colloquial words of a question with the words that news uses.

    Of several such words, the first that occurs in the articles is used; the colloquial one stays if it alone does.
    Also returns, for each word used, its synonyms, the colloquial one first. A question with quotation marks is left
    unchanged.
    """
    others: dict[str, AliasSet] = {}
    if any(mark in question for mark in QUOTATION_MARKS):
        return question, others
    asked = fold(question)
    inside = {place for start, end in words(asked) for place in range(start + 1, end)}
    for spoken, written in everyday().named(question, passage_count):
        start = asked.find(fold(spoken))
        end = start + len(spoken)
        if inside & {start, end} or _runs_on(asked, start, end):
            continue  # part of another word: 死了 in 杀死了
        usual = next(filter(passage_count, (*written, spoken)), written[0])
        if usual == spoken:
            continue
        question = question.replace(spoken, usual)
        others[usual] = (spoken, *(form for form in written if form != usual))
    return question, others


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a dictionary word begins inside text[start:end] and ends behind it: 大火 in 十大火车站.

    It must be longer than the word that begins behind it (修好|多少), and 的 may be a word of its own (见面的).
    """
    behind = len(_word_at(text, end))
    found = ((at, _word_at(text, at)) for at in range(start + 1, end))
    return any(at + len(word) > end and len(word) > behind and word[-1] != "的" for at, word in found)


def _word_at(text: str, at: int) -> str:
    """The longest dictionary word that begins here; a single character if there is none."""
    near = text[at : at + MAX_WORD_CHARS]
    return next((near[start:end] for start, end in words(near) if start == 0), "")


def with_everyday(query: Query, others: Mapping[str, AliasSet], passage_count: Callable[[str], int]) -> Query:
    """Add the synonyms from `in_written_words` that occur in the articles, as alternative terms."""
    expansions, text = query.expansions, query.text
    for usual, forms in others.items():
        if held := tuple(form for form in forms if passage_count(form))[:MAX_FORMS]:
            query = _with_forms(query, usual, held, passage_count)
    return replace(query, expansions=expansions, text=text, everyday=others)


def _with_forms(query: Query, written: str, others: AliasSet, passage_count: Callable[[str], int]) -> Query:
    """Add the terms of the other forms as alternatives to those of the written form, distributed among them in turn.

    Of the terms of one form that a place gets, the rarest stands for all: 京大 for 北京大学, not 北京 or 大学. Of equally
    rare ones, it is one that is no word.
    """
    own = set(tokenise(written)) - FUNCTION_WORDS
    places = [i for i, concept in enumerate(query.concepts) if next(iter(concept.terms)) in own]
    terms = [[term for term in tokenise(form) if term not in FUNCTION_WORDS] or [fold(form)] for form in others]
    concepts = list(query.concepts)
    if not places:  # a name spelt like a stop word, such as WHO
        places = [len(concepts)]
        concepts.append(Concept({written: 1.0}))  # a placeholder: no term is in capitals
    for nth, place in enumerate(places):
        parts = filter(None, (form[nth :: len(places)] for form in terms))
        more = {min(part, key=lambda term: (passage_count(term), bool(meanings_of(term)))): SHARE for part in parts}
        written_first = dict(concepts[place].terms)
        concepts[place] = replace(concepts[place], terms={**written_first, **more, **written_first})
    return replace(
        query,
        concepts=tuple(concepts),
        text=fold(" ".join([query.text, *others])),
        expansions=(*query.expansions, Expansion(written, tuple(map(fold, others)))),
    )
