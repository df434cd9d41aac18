import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.types import Article
from qa.service import Service
from qa.web.html.charts import LIGHT, map_figure, months_figure
from qa.web.i18n.phrases import CHINESE, ENGLISH
from qa.web.library.listing import Entry
from qa.web.library.projection import lay_out, principal


def entry(name: str, title: str = "", source: str = "", day: date | None = None, length: int = 0) -> Entry:
    return Article(name, title, "", source, day, "", ""), length, 1


def test_bars_count_articles_by_month_and_source() -> None:
    entries = [
        entry("a", source="甲", day=date(2022, 11, 3)),
        entry("b", source="甲", day=date(2022, 11, 9)),
        entry("c", source="乙", day=date(2023, 1, 1)),
        entry("d", source="甲"),
    ]
    figure = months_figure(entries, ENGLISH, LIGHT)
    assert [(bar["name"], bar["x"], bar["y"]) for bar in figure["data"]] == [
        ("甲", ["2022-11", "2022-12", "2023-01"], [2, 0, 0]),
        ("乙", ["2022-11", "2022-12", "2023-01"], [0, 0, 1]),
    ]
    assert months_figure([], ENGLISH, LIGHT)["data"] == []


def test_sources_past_the_colours_are_together() -> None:
    entries = [entry(f"{n}", source=f"s{n:02d}", day=date(2022, 1, 1)) for n in range(12)]
    bars = months_figure(entries, ENGLISH, LIGHT)["data"]
    assert len(bars) == 9
    assert (bars[-1]["name"], bars[-1]["y"]) == ("others", [4])
    assert sum(bar["y"][0] for bar in bars) == 12


def test_a_source_has_one_colour_in_both_pictures(sample_home: Path) -> None:
    index = Service(sample_home).index()
    entries = index.store.listing()
    bars = {bar["name"]: bar["marker"]["color"] for bar in months_figure(entries, ENGLISH, LIGHT)["data"]}
    dots = map_figure(lay_out(index), [], entries, ENGLISH, LIGHT)["data"]
    assert bars == {trace["name"]: trace["marker"]["color"] for trace in dots}
    assert len(bars) == 9


@pytest.mark.parametrize(("years", "every"), [(1, 1), (2, 2), (30, 30)])
def test_not_more_months_are_named_than_have_room(years: int, every: int) -> None:
    entries = [entry("a", day=date(1990, 1, 1)), entry("b", day=date(1989 + years, 12, 1))]
    assert months_figure(entries, ENGLISH, LIGHT)["layout"]["xaxis"]["dtick"] == every


@pytest.mark.parametrize(("tallest", "every"), [(1, 1), (6, 1), (7, 2), (29, 5), (31, 10), (201, 50), (601, 200)])
def test_the_marks_of_the_axis_are_round_numbers(tallest: int, every: int) -> None:
    entries = [entry(f"{n}", source=f"s{n % 3}", day=date(2022, 1, 1)) for n in range(tallest)]
    assert months_figure(entries, ENGLISH, LIGHT)["layout"]["yaxis"]["dtick"] == every


def test_principal_components_by_hand_and_by_numpy() -> None:
    line = np.array([[1, 0, 0], [2, 0, 0], [3, 0, 0], [2, 0.1, 0], [2, -0.1, 0]], np.float32)
    assert np.allclose(principal(line), np.array([[-1, 0], [0, 0], [1, 0], [0, 0.1], [0, -0.1]]), atol=1e-6)
    vectors = np.random.default_rng(7).normal(size=(50, 8)).astype(np.float32)
    centred = vectors - vectors.mean(axis=0)
    values, directions = np.linalg.eigh(np.cov(centred.T))
    brute = centred @ directions[:, np.argsort(-values)[:2]]
    assert np.allclose(np.abs(principal(vectors)), np.abs(brute), atol=1e-4)
    assert principal(vectors[:1]).shape == (1, 2)


def test_the_map_holds_a_sample_and_what_was_found(sample_home: Path) -> None:
    index = Service(sample_home).index()
    whole = lay_out(index)
    assert [p.id for p in whole.passages] == list(range(index.manifest.passages))
    some = lay_out(index, also=[7, 7, 99_999], most=5)
    assert len(some.passages) in (5, 6)
    assert 7 in [p.id for p in some.passages]
    assert some.places.shape == (len(some.passages), 2)
    figure = map_figure(some, [7], index.store.listing(), CHINESE, LIGHT)
    marked = figure["data"][-1]
    assert marked["name"] == CHINESE["found_now"]
    (passage,) = [p for p in some.passages if p.id == 7]
    assert marked["customdata"] == [[passage.article.id, passage.start, passage.end]]
    assert sum(len(trace["x"]) for trace in figure["data"][:-1]) == len(some.passages)
    json.dumps(figure)
