import pytest

from corpus.types import Article
from qa.evaluation.outcomes import MEASURES, Outcome, measures, refused_at
from qa.types import Answer, Citation, Confidence

TEXT = "签了91份合同。天气很好。签了92份。"
ARTICLE = Article("a", "", TEXT, "", None, "", "")
FIRST, WEATHER, LAST = (0, 8), (8, 13), (13, 19)
GOLD = (("91份", "九十一份"),)


def answer(*spans: tuple[int, int], sure: Confidence, probability: float = 0.5) -> Answer:
    citations = tuple(Citation(n, ARTICLE, a, b, TEXT[a:b]) for n, (a, b) in enumerate(spans, start=1))
    return Answer("问", "", bool(spans), sure, citations, (), probability=probability)


def outcome(
    *spans: tuple[int, int],
    sure: Confidence = Confidence.LOW,
    answerable: bool = True,
    unspoken: tuple[tuple[int, int], ...] = (),
    probability: float = 0.5,
) -> Outcome:
    given = answer(*spans, sure=sure if spans else Confidence.NONE, probability=probability)
    spoken = answer(*unspoken, sure=Confidence.LOW, probability=probability) if unspoken else given
    return Outcome("问", GOLD, answerable, given, spoken)


def test_measures_by_hand() -> None:
    # Five have an answer. The first has it in its first sentence, the second in a later one, the third not at all. Two
    # are silent, one of which would have been right: of three right ones one is lost. Of 2 + 2 + 1 citations two
    # contain the gold. At high confidence are the first and the third, one of them right. Four have no answer: one is
    # answered at high confidence, one at low.
    found = measures(
        [
            outcome(FIRST, WEATHER, sure=Confidence.HIGH),
            outcome(WEATHER, FIRST),
            outcome(LAST, sure=Confidence.HIGH),
            outcome(unspoken=(FIRST,)),
            outcome(unspoken=(WEATHER,)),
            outcome(WEATHER, answerable=False, sure=Confidence.HIGH),
            outcome(WEATHER, answerable=False),
            outcome(answerable=False),
            outcome(answerable=False, unspoken=(WEATHER,)),
        ]
    )
    assert set(found) == {name for names in MEASURES.values() for name in names}
    assert (found["asked"], found["asked without one"]) == (5, 4)
    assert found["gold in first sentence"] == 1 / 5
    assert found["gold in a quote"] == 2 / 5
    assert found["citation precision"] == 2 / 5
    assert found["quotes exact"] == 1
    assert found["silent"] == 2 / 5
    assert found["lost"] == 1 / 3
    assert (found["high"], found["right at high"]) == (2 / 5, 1 / 2)
    assert (found["medium"], found["right at medium"]) == (0, None)
    assert (found["low"], found["right at low"]) == (1 / 5, 1)
    assert found["refused"] == 2 / 4
    assert found["answered at high"] == 1 / 4


def test_what_was_not_asked_is_not_measured() -> None:
    found = measures([outcome(answerable=False)])
    assert found["asked"] == 0
    assert found["gold in a quote"] is found["lost"] is found["quotes exact"] is found["refused at 5% lost"] is None
    assert found["refused"] == 1


@pytest.mark.parametrize(("loss", "refused"), [(0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.99, 0.75)])
def test_refusals_at_a_loss_by_hand(loss: float, refused: float) -> None:
    # Right answers at .2, .4, .6 and .8. The threshold is the lowest probability that must not be lost: .2, .4, .6, .8.
    right = [outcome(FIRST, probability=p) for p in (0.8, 0.2, 0.6, 0.4)]
    absent = [outcome(answerable=False, probability=p) for p in (0.1, 0.3, 0.5, 0.8)]
    assert refused_at(right, absent, loss) == refused


def test_what_was_kept_back_is_judged_by_what_it_would_have_said() -> None:
    silent = outcome(unspoken=(FIRST,))
    assert silent.lost
    assert not silent.cited
    assert silent.to_dict()["unspoken"] == [TEXT[:8]]
    assert not outcome(FIRST).lost
    assert not outcome(unspoken=(LAST,)).lost
