"""Expand the names in a question to their other forms: one form finds the others, and a hit says which."""

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
"""Other forms of one name that are looked for."""


def with_aliases(query: Query, aliases: Aliases, passage_count: Callable[[str], int]) -> Query:
    """The query with those other forms of its names that articles have, beside the written ones.

    Indexes have no capitals: WHO is not looked for where an English article may have "who".
    """
    for written, others in aliases.named(query.question, passage_count):
        names = (written, *others)
        words = {form for form in others if form.isupper() and is_ordinary_word(form, names) and passage_count("the")}
        held = tuple(form for form in others if form not in words and passage_count(form))[:MAX_FORMS]
        if held:
            query = _with_forms(query, written, held)
    return query


def in_written_words(question: str, passage_count: Callable[[str], int]) -> tuple[str, Mapping[str, AliasSet]]:
    """The question with what news writes for its words of everyday speech, and for each written word the others of its sense.

    Of several written words it has the first that articles have. A quotation stays as it is.
    """
    others: dict[str, AliasSet] = {}
    if any(mark in question for mark in QUOTATION_MARKS):
        return question, others
    asked = fold(question)
    inside = {place for start, end in words(asked) for place in range(start + 1, end)}
    for spoken, written in everyday().named(question, passage_count):
        start = asked.find(fold(spoken))
        if inside & {start, start + len(spoken)}:
            continue  # 死了 of 杀死了
        usual = next(filter(passage_count, written), written[0])
        question = question.replace(spoken, usual)
        others[usual] = (spoken, *(form for form in written if form != usual))
    return question, others


def with_everyday(query: Query, others: Mapping[str, AliasSet], passage_count: Callable[[str], int]) -> Query:
    """The query with the other words of the same sense beside those that were written for spoken ones."""
    expansions, text = query.expansions, query.text
    for usual, forms in others.items():
        if held := tuple(form for form in forms if passage_count(form))[:MAX_FORMS]:
            query = _with_forms(query, usual, held)
    return replace(query, expansions=expansions, text=text, everyday=others)


def _with_forms(query: Query, written: str, others: AliasSet) -> Query:
    """Each term of the written form has its part of every other form as alternatives."""
    own = set(tokenise(written)) - FUNCTION_WORDS
    places = [i for i, concept in enumerate(query.concepts) if next(iter(concept.terms)) in own]
    terms = [[term for term in tokenise(form) if term not in FUNCTION_WORDS] or [fold(form)] for form in others]
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
