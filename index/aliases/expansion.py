"""Expand the names in a question to their other forms: one form finds the others, and a hit says which."""

from collections.abc import Callable
from dataclasses import replace

from corpus.text.fold import fold
from index.aliases.sets import Aliases, AliasSet, everyday
from index.crosslingual.pinyin_names import Expansion
from index.lexical.concepts import Concept
from index.lexical.tokens import tokenise
from index.query import Query

SHARE = 0.9
"""The weight of another form relative to the written one."""
MAX_FORMS = 4
"""Other forms of one name that are looked for."""


def with_aliases(query: Query, aliases: Aliases, passage_count: Callable[[str], int]) -> Query:
    """The query with those other forms of its names that articles have, beside the written ones."""
    for written, others in aliases.named(query.question, passage_count):
        held = tuple(form for form in others if passage_count(form))[:MAX_FORMS]
        if held:
            query = _with_forms(query, written, held)
    return query


def with_everyday(query: Query, passage_count: Callable[[str], int]) -> Query:
    """The query with what news writes for its words of everyday speech, for BM25, the embedder and the reader."""
    expansions, found = query.expansions, tuple(everyday().named(query.question, passage_count))
    for spoken, written in found:
        if held := tuple(form for form in written if passage_count(form) or len(form) > 2)[:MAX_FORMS]:
            query = _with_forms(query, spoken, held)
    return replace(query, expansions=expansions, everyday=found)


def _with_forms(query: Query, written: str, others: AliasSet) -> Query:
    """Each term of the written form has its part of every other form as alternatives."""
    own = set(tokenise(written))
    places = [i for i, concept in enumerate(query.concepts) if next(iter(concept.terms)) in own]
    terms = [tokenise(form) for form in others]
    concepts = list(query.concepts)
    if not places:  # a name spelt like a stop word, such as WHO
        places = [len(concepts)]
        concepts.append(Concept({written: 1.0}))  # no term is in capitals
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
