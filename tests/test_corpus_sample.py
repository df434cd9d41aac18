"""The bundled articles: enough, complete, in the promised scripts and formats, and in our own words."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from opencc import OpenCC

from corpus.read import Reading
from corpus.types import Article, ReadReport

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpus" / "sample"
PAGES = ROOT.parent / "shared" / "articles"
"""The crawled pages whose facts the articles retell. They are not part of the project and may be absent."""

HAN = re.compile(r"[\u3400-\u9fff]")
PHONETIC = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùü]+\s*\)")
"""Pinyin that one crawled page has inside its words, as in `發(fā)展`."""

COPIED_RUN = 20

# One answer for each kind of question a user may ask, and the file that contains it.
ANSWERS = [
    ("“N”是山西周边的五组合作对象", "2021-08-27-regional-plan.txt"),
    ("王立刚", "2021-08-27-regional-plan.txt"),
    ("3426个", "2021-09-02-three-regions-investment.txt"),
    ("2288个", "2021-09-02-three-regions-investment.txt"),
    ("3,426 projects", "2021-09-08-shanxi-looks-outward.txt"),
    ("2021年12月29日挂牌成立", "2022-01-06-taixin-guideline.txt"),
    ("12月31日", "2022-01-06-taixin-guideline.txt"),
    ("忻州市委书记朱晓东", "2022-01-25-xinzhou-north-engine.md"),
    ("第三產業發達", "2022-01-27-yingze-district.txt"),
    ("朔州市委書記姜四清", "2022-01-30-shuozhou-four-highlands.txt"),
    ("16.53 million yuan", "2022-03-17-grain-fair-xiongan.txt"),
    ("91 order contracts", "2022-03-17-grain-fair-xiongan.txt"),
    ("485个重大工程项目，总投资5337亿元", "2022-03-25-taixin-division-of-labour.txt"),
    ("两地博物馆联合办展、两地大景区联动、考古工作事先协同", "2022-03-30-relics-and-research.txt"),
    ("地区经济处处长朱红涛", "2022-04-02-briefs.jsonl"),
    ("大约4个月", "2022-04-02-briefs.jsonl"),
    ("“一群”是山西中部城市群", "2022-05-17-one-cluster-two-zones-three-circles.md"),
    ("2022年5月13日", "2022-05-17-one-cluster-two-zones-three-circles.md"),
    ("965.16亿元", "2022-08-08-taixin-contracts.txt"),
    ("646.3亿元", "2022-08-08-taixin-contracts.txt"),
    ("董事长张烜", "2022-08-15-transformation-zone.html"),
    ("太原市委书记韦韬", "2023-05-11-five-cities.txt"),
]


@cache
def read() -> tuple[tuple[Article, ...], ReadReport]:
    reading = Reading([SAMPLE])
    articles = tuple(reading)
    return articles, reading.report()


def articles() -> tuple[Article, ...]:
    return read()[0]


def converted(text: str, config: str) -> str:
    return str(OpenCC(config).convert(text))


def script(text: str) -> str:
    """`english`, `traditional` or `simplified`; `mixed` if both Chinese scripts occur."""
    han = "".join(HAN.findall(text))
    if len(han) < len(text) / 100:
        return "english"
    # A handful of characters, such as 群 and 台, have variants in either script.
    tolerated = len(han) / 50
    traditional = sum(a != b for a, b in zip(han, converted(han, "t2s"), strict=True)) > tolerated
    simplified = sum(a != b for a, b in zip(han, converted(han, "s2t"), strict=True)) > tolerated
    return {(True, False): "traditional", (False, True): "simplified"}.get((traditional, simplified), "mixed")


def han_only(text: str) -> str:
    """The Han characters alone, in simplified script, so that neither script nor punctuation hides a copy."""
    return converted("".join(HAN.findall(PHONETIC.sub("", text))), "t2s")


def runs(text: str, length: int) -> Iterator[str]:
    return (text[i : i + length] for i in range(len(text) - length + 1))


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[。！？])|\n+", text)


def test_number_of_articles() -> None:
    assert len(articles()) == 16


def test_every_article_is_complete() -> None:
    for article in articles():
        assert article.title, article.path
        assert article.source, article.path
        assert article.published is not None, article.path
        assert date(2021, 8, 1) <= article.published <= date(2023, 6, 30), article.path
        assert len(article.text) >= 200, article.path


def test_titles_are_unique() -> None:
    titles = [article.title for article in articles()]
    assert sorted(set(titles)) == sorted(titles)


def test_page_furniture_is_not_read_as_text() -> None:
    for article in articles():
        assert "网站地图" not in article.text, article.path
        assert "来源：" not in article.text, article.path
        assert "url:" not in article.text, article.path


def test_scripts() -> None:
    found = [script(article.text) for article in articles()]
    assert found.count("traditional") == 2
    assert found.count("english") == 2
    assert found.count("simplified") == 12


def test_formats() -> None:
    suffixes = [path.suffix for path in SAMPLE.iterdir()]
    assert {suffix: suffixes.count(suffix) for suffix in suffixes} == {
        ".txt": 11,
        ".md": 2,
        ".html": 1,
        ".jsonl": 1,
    }


def test_report_has_nothing_to_look_at() -> None:
    report = read()[1]
    assert report.files == 15
    assert len(report.notes) == 16
    assert report.skipped == ()
    assert [note.path for note in report.notes if not note.dated] == []
    assert [note.path for note in report.notes if note.damaged or note.replaced] == []


def test_file_names_carry_a_date_of_an_article_inside() -> None:
    for path in SAMPLE.iterdir():
        dates = {a.published for a in articles() if Path(a.path).name.startswith(path.name)}
        assert date.fromisoformat(path.name[:10]) in dates, path.name


@pytest.mark.parametrize(("answer", "name"), ANSWERS)
def test_answer_stands_in_its_article(answer: str, name: str) -> None:
    assert [a for a in articles() if name in a.path and answer in a.text]


def test_two_articles_say_what_xinzhou_does_in_the_taixin_zone() -> None:
    telling = sorted(
        (article.published, article.source)
        for article in articles()
        for sentence in sentences(article.text)
        if article.published and "忻州" in sentence and "太忻一体化经济区" in sentence and "角色" in sentence
    )
    assert telling == [
        (date(2022, 3, 25), "太忻示例观察"),
        (date(2023, 5, 11), "晋中示例报"),
    ]


def test_project_figures_change_between_two_dates() -> None:
    planned = next(a for a in articles() if "5337亿元" in a.text)
    signed = next(a for a in articles() if "646.3亿元" in a.text)
    assert planned.published is not None
    assert signed.published is not None
    assert planned.published < signed.published
    assert "646.3亿元" not in planned.text
    assert "5337亿元" not in signed.text


def test_han_only_sees_through_script_punctuation_and_pinyin() -> None:
    assert han_only("優(yōu)化城鄉，發(fā )展") == "优化城乡发展"


@pytest.mark.skipif(not PAGES.is_dir(), reason="the pages that the articles retell are not here")
def test_nothing_is_copied_from_the_pages() -> None:
    pages = [han_only(path.read_text(encoding="utf-8")) for path in sorted(PAGES.glob("*.txt"))]
    assert pages
    copied = [
        (article.path, run)
        for article in articles()
        for run in runs(han_only(article.title + article.text), COPIED_RUN)
        if any(run in page for page in pages)
    ]
    assert copied == []
