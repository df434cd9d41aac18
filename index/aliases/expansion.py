"""Add the other forms of the names in a question: one form finds the others, and a hit lists those that it contains."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from corpus.text.fold import fold
from index.aliases.sets import Aliases, AliasSet, everyday, is_ordinary_word
from index.crosslingual.glosses import words
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
    """
    for written, others in aliases.named(query.question, passage_count):
        names = (written, *others)
        words = {form for form in others if form.isupper() and is_ordinary_word(form, names) and passage_count("the")}
        held = tuple(form for form in others if form not in words and passage_count(form))[:MAX_FORMS]
        if held:
            query = _with_forms(query, written, held)
    return query


def in_written_words(question: str, passage_count: Callable[[str], int]) -> tuple[str, Mapping[str, AliasSet]]:
    """Replace the colloquial words of a question with the words that news uses.

    Of several such words, the first that occurs in the articles is used. Also returns, for each word used, its
    synonyms, the colloquial one first. A question with quotation marks is left unchanged.
    """
    others: dict[str, AliasSet] = {}
    if any(mark in question for mark in QUOTATION_MARKS):
        return question, others
    asked = fold(question)
    inside = {place for start, end in words(asked) for place in range(start + 1, end)}
    for spoken, written in everyday().named(question, passage_count):
        start = asked.find(fold(spoken))
        if inside & {start, start + len(spoken)}:
            continue  # part of another word: 死了 in 杀死了
        usual = next(filter(passage_count, written), written[0])
        question = question.replace(spoken, usual)
        others[usual] = (spoken, *(form for form in written if form != usual))
    return question, others


def with_everyday(query: Query, others: Mapping[str, AliasSet], passage_count: Callable[[str], int]) -> Query:
    """Add the synonyms from `in_written_words` that occur in the articles, as alternative terms."""
    expansions, text = query.expansions, query.text
    for usual, forms in others.items():
        if held := tuple(form for form in forms if passage_count(form))[:MAX_FORMS]:
            query = _with_forms(query, usual, held)
    return replace(query, expansions=expansions, text=text, everyday=others)


def _with_forms(query: Query, written: str, others: AliasSet) -> Query:
    """Add the terms of the other forms as alternatives to those of the written form, distributed among them in turn."""
    own = set(tokenise(written)) - FUNCTION_WORDS
    places = [i for i, concept in enumerate(query.concepts) if next(iter(concept.terms)) in own]
    terms = [[term for term in tokenise(form) if term not in FUNCTION_WORDS] or [fold(form)] for form in others]
    concepts = list(query.concepts)
    if not places:  # a name spelt like a stop word, such as WHO
        places = [len(concepts)]
        concepts.append(Concept({written: 1.0}))  # a placeholder: no term is in capitals
    for nth, place in enumerate(places):
        more = {term: SHARE for form in terms for term in form[nth :: len(places)]}
        written_first = dict(concepts[place].terms)
        concepts[place] = replace(concepts[place], terms={**written_first, **more, **written_first})
    return replace(
        query,
        concepts=tuple(concepts),
        text=fold(" ".join([query.text, *others])),
        expansions=(*query.expansions, Expansion(written, tuple(map(fold, others)))),
    )
