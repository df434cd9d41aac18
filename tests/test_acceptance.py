"""Acceptance on real pages and real news, if they are available."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.text.fold import fold
from corpus.text.sentences import sentences
from qa.service import Service

NEWS_PEAK = 2_000_000
"""Peak memory allowed for rebuilding the news, in kilobytes."""


@pytest.fixture(scope="module")
def service(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Service:
    """The five real pages, indexed with the bundled model."""
    service = Service(tmp_path_factory.mktemp("pages"))
    service.rebuild([shared / "articles"])
    return service


@pytest.fixture(scope="module")
def questions(shared: Path) -> list[dict[str, object]]:
    lines = (shared / "eval" / "articles_questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_question_of_the_design_cites_two_of_the_five(service: Service) -> None:
    answer = service.ask("what is Xinzhou's role in the Taixin zone")
    about = [c for c in answer.citations if "忻州" in fold(c.quote)]
    assert len({c.article.id for c in about}) >= 2


@pytest.mark.parametrize(("language", "least"), [("zh", 17), ("en", 15)])
def test_the_evidence_is_in_the_five_best_passages(
    service: Service, questions: list[dict[str, object]], language: str, least: int
) -> None:
    found = 0
    for question in questions:
        gold = question["gold"]
        assert isinstance(gold, list)
        texts = [fold(hit.passage.text) for hit in service.search(str(question[language]), k=5)]
        found += bool(gold) and any(all(fold(g) in text for g in gold) for text in texts)
    assert found >= least


def test_simplified_questions_find_the_traditional_page(service: Service) -> None:
    hits = service.search("朔州市委书记姜四清", k=1)
    assert "姜四清" in hits[0].passage.text
    assert fold(hits[0].passage.text) != hits[0].passage.text


@pytest.mark.parametrize(
    "noise", ["京ICP", "网站地图", "违法和不良信息", "广告", "唐山", "吉林动画学院", "信息快照", "临县人民政府办公室"]
)
def test_no_passage_holds_page_chrome(service: Service, noise: str) -> None:
    assert not any(noise in passage.text for passage in service.index().store.all_passages())


@pytest.mark.parametrize(("language", "cited", "kept_back"), [("zh", 16, 1), ("en", 14, 2)])
def test_answers_cite_the_evidence_and_are_silent_where_the_pages_are(
    service: Service, questions: list[dict[str, object]], language: str, cited: int, kept_back: int
) -> None:
    right = refused = silent = 0
    for question in questions:
        gold = question["gold"]
        assert isinstance(gold, list)
        answer = service.ask(str(question[language]))
        quotes = [fold(c.quote) for c in answer.citations]
        right += any(fold(g) in quote for g in gold for quote in quotes)
        refused += bool(gold) and not answer.answered
        silent += not gold and not answer.answered
    assert right >= cited
    assert refused <= kept_back
    assert silent >= 7


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_every_quote_of_five_thousand_answers_stands_in_its_article(shared: Path, tmp_path: Path) -> None:
    # Semantic similarity plays no part here, and the fake model builds the index in a minute.
    service = Service(tmp_path, model="hashing")
    service.rebuild([shared / "news"])
    store = service.index().store
    chosen = random.Random(7)
    articles = [passage.article for passage in store.all_passages()]
    asked = cited = 0
    while asked < 5_000:
        article = chosen.choice(articles)
        start, end = chosen.choice(sentences(article.text))
        question = chosen.choice(
            [article.title, article.text[start:end], f"{article.text[start : start + 30]}是多少？"]
        )
        answer = service.ask(question[:500])
        asked += 1
        for citation in answer.citations:
            kept = store.article(citation.article.id)
            assert kept is not None
            assert kept.text[citation.start : citation.end] == citation.quote
            cited += 1
    assert cited > asked


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_eighteen_thousand_articles_stay_below_two_gigabytes(shared: Path, tmp_path: Path) -> None:
    code = f"""
import resource
from qa import rebuild, search
report = rebuild([{str(shared / "news")!r}], home={str(tmp_path / "home")!r})
assert report.articles == 18561 and not report.read.skipped
assert search("长江 生态修复", home={str(tmp_path / "home")!r})
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < NEWS_PEAK
