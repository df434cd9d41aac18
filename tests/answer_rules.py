"""Rules that every answer satisfies."""

from qa.types import Answer, Confidence


def check(answer: Answer) -> None:
    """Check the rules that every answer satisfies."""
    assert answer.answered == bool(answer.citations)
    assert answer.answered == (answer.confidence is not Confidence.NONE)
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote
        assert citation.context_start <= citation.start < citation.end <= citation.context_end
    numbers = [number for statement in answer.statements for number in statement.numbers]
    assert numbers == [c.number for c in answer.citations]
    for statement in answer.statements:
        assert statement.text == answer.citations[statement.numbers[0] - 1].quote
    if answer.answered:
        assert answer.text == "\n".join([*filter(None, [answer.lead]), *map(str, answer.statements)])
