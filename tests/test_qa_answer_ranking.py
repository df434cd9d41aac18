"""How sentences are ranked, and how the weights are fitted."""

from math import e

import pytest

from corpus.types import Article
from index.query import Query
from qa.answer.candidates import Candidate
from qa.answer.ranking import ranking_weights, relative, utility
from qa.answer.sentence import Sentence
from qa.evaluation.fit_ranking import fit_weights
from qa.evaluation.samples import Sample


def test_the_likeliest_has_one_and_the_others_their_tempered_ratio() -> None:
    # exp((1 - 9) / 8) = 1 / e
    assert relative([1.0, 9.0]) == [pytest.approx(1 / e), 1.0]
    assert relative([]) == []


def test_a_date_where_one_is_asked_for_is_worth_more_than_words_of_the_question() -> None:
    echo = {"passage": 0.5, "before": 0.5, "context": 0.5, "cosine": 0.5, "fits_time": -1.0}
    dated = {**echo, "before": 0.2, "fits_time": 1.0}
    assert utility(dated) > utility(echo)


def test_signals_that_can_only_speak_for_a_sentence_have_no_negative_weight() -> None:
    for weights in ranking_weights().values():
        assert all(weight >= 0 for name, weight in weights.items() if name not in {"new", "length"})


def test_fitting_finds_the_signal_that_tells_and_no_negative_weight() -> None:
    article = Article("0", "", "甲。乙。", "", None, "", "")

    def sample(right: float, wrong: float) -> Sample:
        both = (Sentence(article, 0, 2), right), (Sentence(article, 2, 4), wrong)
        candidates = tuple(Candidate(s, 1.0, {"tells": told, "misleads": -told}) for s, told in both)
        return Sample("zh", Query("", (), (), (), ""), True, candidates, "甲", "0")

    weights = fit_weights([sample(1.0, 0.0), sample(0.7, 0.1), sample(0.4, 0.5)], ["tells", "misleads"])
    assert weights["tells"] > 0
    assert weights["misleads"] == 0
