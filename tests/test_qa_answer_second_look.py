"""A second look at other sentences when the chosen one lacks something."""

from dataclasses import replace

from index.query import Query
from qa.answer.candidates import Candidate
from qa.answer.confidence import Curve, features
from qa.answer.second_look import second_look
from qa.answer.selection import Choice
from tests.invented_sentences import said

CURVE = Curve({"cosine": 10.0, "lacks_kind": -1.0, "lacks_names": -1.0, "lacks_which": -9.0}, -5.0, 0.5)
"""A cosine above 0.5 is an answer; above 0.6, even without a name of the question."""
QUESTION = "青石镇的渡口有多少条船？"
QUERY = Query(QUESTION, (), (), (), QUESTION)


def candidate(text: str, cosine: float) -> Candidate:
    signals = {"cosine": cosine, "before": 0.0, "passage": 0.0, "across": 0.0}
    return Candidate(replace(said(text), article=replace(said(text).article, id=text)), cosine, signals)


def looked(query: Query, *likely: Candidate) -> Choice | None:
    odds = {(c.sentence.article.id, 0): CURVE.probability(features(c, "")) for c in likely}
    return second_look(query, likely, odds, CURVE)


def test_the_likeliest_that_may_answer_is_taken() -> None:
    named, numbered = candidate("青石镇的渡口很忙。", 0.55), candidate("渡口有九条船。", 0.7)
    found = looked(QUERY, named, numbered)
    assert found is not None
    assert [s.text for s in found.shown] == ["渡口有九条船。"]


def test_none_is_taken_where_what_it_lacks_leaves_too_little() -> None:
    assert looked(QUERY, candidate("青石镇的渡口很忙。", 0.55)) is None
    assert looked(QUERY, candidate("青石镇的渡口有九条船。", 0.4)) is None


def test_another_edition_is_never_taken() -> None:
    question = "第二届渡船节来了多少人？"
    query = Query(question, (), (), (), question)
    assert looked(query, candidate("第三届渡船节来了九千人。", 0.9)) is None
    assert looked(query, candidate("第二届渡船节来了九千人。", 0.9)) is not None
