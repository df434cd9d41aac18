"""What is looked at again where the chosen sentence lacks something."""

from index.query import Query
from qa.answer.candidates import Candidate
from qa.answer.confidence import Curve
from qa.answer.second_look import second_look
from tests.invented_sentences import said

CURVE = Curve({"cosine": 10.0, "lacks_kind": -1.0, "lacks_names": -1.0, "lacks_which": -9.0}, -5.0, 0.5)
"""A cosine of more than 0.5 answers, of more than 0.6 even without a name of the question."""
QUESTION = "青石镇的渡口有多少条船？"
QUERY = Query(QUESTION, (), (), (), QUESTION)


def candidate(text: str, cosine: float) -> Candidate:
    signals = {"cosine": cosine, "before": 0.0, "passage": 0.0, "across": 0.0}
    return Candidate(said(text), cosine, signals)


def test_the_likeliest_that_may_answer_is_taken() -> None:
    named, numbered = candidate("青石镇的渡口很忙。", 0.55), candidate("渡口有九条船。", 0.7)
    found = second_look(QUERY, [named, numbered], CURVE)
    assert found is not None
    assert [s.text for s in found.shown] == ["渡口有九条船。"]


def test_none_is_taken_where_what_it_lacks_leaves_too_little() -> None:
    assert second_look(QUERY, [candidate("青石镇的渡口很忙。", 0.55)], CURVE) is None
    assert second_look(QUERY, [candidate("青石镇的渡口有九条船。", 0.4)], CURVE) is None


def test_another_edition_is_never_taken() -> None:
    question = "第二届渡船节来了多少人？"
    query = Query(question, (), (), (), question)
    assert second_look(query, [candidate("第三届渡船节来了九千人。", 0.9)], CURVE) is None
    assert second_look(query, [candidate("第二届渡船节来了九千人。", 0.9)], CURVE) is not None
