"""Names in several forms, from a person's own file: a question in one form finds the others."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.text.fold import fold
from index.crosslingual.pinyin_names import Expansion
from index.lexical.concepts import Concept
from index.lexical.tokens import tokenise
from index.query import Query

SHARE = 0.9
"""What another form counts against the written one."""

_BETWEEN = re.compile(r"\s*[,，、;；=|\t]\s*")
AliasSet = tuple[str, ...]


def parse_aliases(text: str) -> tuple[AliasSet, ...]:
    """The sets of a file: one a line, forms with commas between them; `#` begins a remark."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    sets = (tuple(dict.fromkeys(form for form in _BETWEEN.split(line) if tokenise(form))) for line in lines)
    return tuple(forms for forms in sets if len(forms) > 1)


def with_aliases(query: Query, sets: Iterable[AliasSet]) -> Query:
    """The query with the other forms of the names that it has, beside the written ones."""
    for written, others in _named(query.question, sets):
        query = _with_forms(query, written, others)
    return query


def _named(question: str, sets: Iterable[AliasSet]) -> Iterator[tuple[str, AliasSet]]:
    """The longest form of each set that a question has, with the others."""
    for forms in sets:
        found = max((form for form in forms if _stands_in(form, question)), key=len, default=None)
        if found:
            yield found, tuple(form for form in forms if form != found)


def _stands_in(form: str, question: str) -> bool:
    """Letters stand as a word, and capitals as capitals: WHO is not "who"."""
    if form.isascii() and form.isupper():
        return re.search(rf"(?<![A-Za-z\d]){re.escape(form)}(?![A-Za-z\d])", question) is not None
    edges = (r"(?<![a-z\d])", r"(?![a-z\d])") if fold(form).isascii() else ("", "")
    return re.search(f"{edges[0]}{re.escape(fold(form))}{edges[1]}", fold(question)) is not None


def _with_forms(query: Query, written: str, others: AliasSet) -> Query:
    """Each term of the written form has its part of every other form as alternatives."""
    own = set(tokenise(written))
    places = [i for i, concept in enumerate(query.concepts) if next(iter(concept.terms)) in own]
    terms = [tokenise(form) for form in others]
    concepts = list(query.concepts)
    if not places:  # a name that reads as a word without meaning, as WHO
        places = [len(concepts)]
        concepts.append(Concept({terms[0][0]: 1.0}))
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
