"""Names in several forms."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.aliases.abbreviations import AbbreviationFinder
from index.aliases.expansion import SHARE, in_written_words, with_aliases
from index.aliases.sets import Aliases, bundled_aliases, is_ordinary_word, parse_aliases
from index.search import understand
from index.training.tables.aliases import alias_sets
from index.types import Mode
from qa.errors import AliasesUnusable
from qa.service import Service
from tests.small_indexes import printed, search

ALIASES = "WHO, 世卫组织, 世界卫生组织  # 卫生\n\n青石电子、青电\n独一个\n"


def test_a_set_is_a_line() -> None:
    assert parse_aliases(ALIASES) == (("WHO", "世卫组织", "世界卫生组织"), ("青石电子", "青电"))


@pytest.fixture
def service(write: Callable[..., Path], tmp_path: Path) -> Service:
    folder = write(
        a="通报\n\n世界卫生组织昨天发布了疫苗的报告。",
        b="工厂\n\n青电在城东新建了芯片工厂。",
        c="果园\n\n果园里谁都在忙，今年的报告还没有写。",
    )
    file = tmp_path / "aliases.txt"
    file.write_text(ALIASES, "utf-8")
    service = Service(tmp_path / "home", aliases=file)
    service.rebuild([folder])
    return service


@pytest.mark.parametrize(
    ("query", "title", "found_by"),
    [
        ("世卫组织的报告", "通报", "世卫组织 → 世界卫生组织"),
        ("WHO report", "通报", "WHO → 世界卫生组织"),
        ("青石电子的工厂", "工厂", "青石电子 → 青电"),
    ],
)
def test_a_name_finds_its_other_forms_and_a_hit_says_by_which(
    service: Service, query: str, title: str, found_by: str
) -> None:
    first = service.search(query, 3)[0]
    assert first.passage.article.title == title
    assert found_by in first.names


def test_capitals_are_no_question_word(service: Service) -> None:
    assert service.search("WHO wrote the report", 3)[0].passage.article.title == "通报"
    assert service.search("who wrote the report", 3)[0].names == ()


def test_a_word_is_not_found_by_an_acronym_spelt_alike(write: Callable[..., Path], tmp_path: Path) -> None:
    folder = write(
        a="Report\n\nThe health report was written by a man who knows the town.",
        b="WHO report\n\nThe World Health Organization published the report.",
        c="果园\n\n果园里有三条小路。",
    )
    service = Service(tmp_path / "home")
    service.rebuild([folder])
    names = {hit.passage.article.title: hit.names for hit in service.search("世卫组织的报告", 3)}
    assert names["WHO report"] == ("世卫组织 → world health organization",)
    assert names.get("Report", ()) == ()


@pytest.mark.parametrize(
    ("acronym", "others", "ordinary"),
    [
        ("WHO", ["世界卫生组织"], True),
        ("SAFE", ["国家外汇管理局"], True),
        ("US", ["美国"], True),
        ("UN", ["联合国"], False),
        ("NATO", ["北大西洋公约组织", "北约"], False),
        ("TSMC", ["台积电"], False),
    ],
)
def test_acronyms_that_are_ordinary_words(acronym: str, others: list[str], ordinary: bool) -> None:
    assert is_ordinary_word(acronym, others) is ordinary


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("Trump", {"川普", "特朗普", "Trump"}),
        ("川普", {"川普", "特朗普", "Trump"}),
        ("特朗普", {"川普", "特朗普", "Trump"}),
    ],
)
def test_a_name_is_found_in_both_chinese_forms_and_in_english(
    write: Callable[..., Path], tmp_path: Path, query: str, titles: set[str]
) -> None:
    folder = write(
        a="川普\n\n川普昨天在纽约讲话。",
        b="特朗普\n\n特朗普昨天在纽约讲话。",
        c="Trump\n\nTrump spoke in New York.",
        d="果园\n\n果园里有三条小路。",
    )
    service = Service(tmp_path / "home")
    service.rebuild([folder])
    hits = service.search(query, 3)
    assert {hit.passage.article.title for hit in hits} == titles
    translated = {line.rpartition(" → ")[2] for hit in hits for line in (*hit.names, *hit.translations)}
    assert translated <= {"特朗普", "川普", "trump"}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(AliasesUnusable, match="aliases"):
        Service(tmp_path, aliases=tmp_path / "aliases.txt")


INTRODUCED = [
    ("由青石省水利管理委员会（以下简称“青石水委会”）负责", [("青石省水利管理委员会", "青石水委会")]),
    ("据世界候鸟组织（候鸟组织）介绍", []),  # the end of a name is not an alias of it
    ("世界候鸟保护组织（世鸟组织）", [("世界候鸟保护组织", "世鸟组织")]),
    ("世界候鸟保护组织（世鸟联盟）", []),
    ("蓝藻浓度指数（BGI）上升", [("蓝藻浓度指数", "BGI")]),
    ("据蓝藻浓度指数（BGI）显示", [("蓝藻浓度指数", "BGI")]),
    ("昨天下午蓝藻浓度指数（BGI）上升", [("蓝藻浓度指数", "BGI")]),
    ("青石去年底据蓝藻浓度指数（BGI）", [("蓝藻浓度指数", "BGI")]),
    ("城北区（新区）", []),
    ("他说（他笑了）", []),
    ("WBPO（世界候鸟保护组织）表示", [("世界候鸟保护组织", "WBPO")]),
    ("CEO（李大明）表示", []),
    ("青石矿业集团股份有限公司（青石矿业）", [("青石矿业集团股份有限公司", "青石矿业")]),
    ("青石矿业大会（青石矿业）", []),
    ("青石大学附属医院（以下简称青石大学）", [("青石大学附属医院", "青石大学")]),
    ("建设青石—河口生态示范区（以下称青河示范区）", [("青石—河口生态示范区", "青河示范区")]),
    ("by the World Bird Protection Organization (WBPO)", [("World Bird Protection Organization", "WBPO")]),
    ("the Society for the Study of Reptiles (SSR)", [("Society for the Study of Reptiles", "SSR")]),
    ("the old town hall (WBPO)", []),
]


@pytest.mark.parametrize(("text", "sets"), INTRODUCED)
def test_articles_introduce_abbreviations(text: str, sets: list[tuple[str, str]]) -> None:
    finder = AbbreviationFinder()
    finder.add(text)
    assert finder.sets() == sets


def test_an_acronym_stands_for_what_nearly_all_articles_have_before_it() -> None:
    finder = AbbreviationFinder()
    for text in ("上月蓝藻浓度指数（BGI）", "本市蓝藻浓度指数（BGI）", "蓝藻浓度指数（BGI）", "另有甲（乙）"):
        finder.add(text)
    assert finder.sets() == [("蓝藻浓度指数", "BGI")]


def test_a_short_form_of_many_things_is_none() -> None:
    finder = AbbreviationFinder()
    for full in ("青石水利管理委员会", "城东水利委员会", "河口水土管理委员会"):
        finder.add(f"{full}（{full[0]}水委）")
    finder.add("河湾水质评价委员会（河水委）")
    assert ("河口水土管理委员会", "河水委") in finder.sets()
    finder.add("河西水产委员会（河水委）")
    assert [full for full, short in finder.sets() if short == "河水委"] == []


ARTICLES = {"三文鱼研究": 9, "鱼研": 2, "文鱼": 9, "研究": 20, "新建": 1, "建行": 1, "行政": 1, "去建": 1, "行长": 2}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("三文鱼研究所有几人", []),  # 鱼研 is the end of one word and the beginning of the next
        ("鱼研是什么", ["鱼研"]),
        ("新建行政中心", []),  # the articles have all three from one place
        ("去建行长谈", ["建行"]),  # 去建 is no word
        ("What does the FAST do?", ["FAST"]),
        ("How fast is it, and is it FASTER?", []),  # "fast" is a different word
        ("is the nrbi open", ["nrbi"]),
    ],
)
def test_forms_are_words(question: str, named: list[str]) -> None:
    aliases = Aliases.of([("鱼类研究院", "鱼研", "FAST", "NRBI"), ("建设银行", "建行")])
    assert [written for written, _ in aliases.named(question, lambda term: ARTICLES.get(term, 0))] == named


def test_the_rarest_part_of_another_form_stands_for_it(tmp_path: Path) -> None:
    others = ["大学在北京论坛上讲话。", "北京下雨。", "大学开学。", "粮食丰收。", "公路通车。"]
    index = printed(tmp_path, "北京大学校长出席了昨天下午的典礼，并且介绍了新生。", *others)
    query = understand("北大校长", index)
    assert query.concepts[0].terms == {"北大": 1.0, "京大": SHARE}
    hits = search(index, None, "北大校长", 9, Mode.BM25)
    assert [hit.passage.text[:4] for hit in hits] == ["北京大学"]


def test_a_name_is_not_added_in_a_form_that_the_name_bridge_has_found(tmp_path: Path) -> None:
    index = printed(tmp_path, "普京昨天讲话。", "粮食丰收。")
    query = with_aliases(understand("Pu Jing", index), Aliases.of([("Pu Jing", "普京", "普丁")]), index.passage_count)
    assert [(e.written, e.terms) for e in query.expansions] == [("Pu Jing", ("普京",))]


def test_a_form_in_two_sets_has_the_others_of_both() -> None:
    aliases = Aliases.of([("甲乙", "丙丁")], [("甲乙", "戊己")])
    assert list(aliases.named("甲乙", lambda _: 1)) == [("甲乙", ("丙丁", "戊己"))]


def test_bundled_names_are_in_several_forms_each() -> None:
    sets = bundled_aliases()
    assert len(sets) > 500
    assert all(len(set(forms)) > 1 for forms in sets)
    aliases = Aliases.of(sets)
    for one, other in [
        ("世卫组织", "WHO"),
        ("TSMC", "台积电"),
        ("川普", "特朗普"),
        ("trump", "川普"),
        ("联储", "Federal Reserve"),
        ("普京", "普丁"),
        ("央行", "中国人民银行"),
        ("港交所", "香港交易所"),
    ]:
        assert other in aliases.others[one]


def test_articles_abbreviations_are_in_the_index_and_found_by(write: Callable[..., Path], tmp_path: Path) -> None:
    folder = write(
        a="机构\n\n青石省水利管理委员会（以下简称青石水委会）今天成立。",
        b="河道\n\n青石水委会清理了三条河道。",
        c="果园\n\n果园里有三条小路。",
    )
    service = Service(tmp_path / "home")
    service.rebuild([folder])
    hits = {hit.passage.article.title: hit for hit in service.search("青石省水利管理委员会清理河道", 3)}
    assert "青石省水利管理委员会 → 青石水委会" in hits["河道"].names


def test_names_that_the_dictionary_explains_alike_are_forms_of_one() -> None:
    entries = [
        ("River Bird Institute", "河鸟研究所"),
        ("River Bird Institute", "鸟研所"),
        ("Tomalia", "托马利亚"),
        ("Tomalia", "汤马利亚"),
        ("Tomalia", "北岛"),  # another name altogether
        ("Qingshi city", "青石"),
        ("Qingshi city", "青石市"),  # found by the shorter form anyway
        ("AA battery", "三号电池"),
        ("AA battery", "五号电池"),  # not spelt by its sound
    ]
    assert alias_sets(entries) == [("托马利亚", "汤马利亚"), ("河鸟研究所", "鸟研所")]


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("飞船第一次上天是哪天", "飞船首飞是哪天"),
        ("谁杀死了巨人", "谁杀死了巨人"),  # 死了 is not a word there
        ("价格上涨了多少", "价格上涨了多少"),
        ("十大火车站在哪", "十大火车站在哪"),  # 大火 neither
        ("两种地方债", "两种地方债"),
        ("如何再上台阶", "如何再上台阶"),
        ("修好多少座桥", "建成多少座桥"),  # but 好多 is not a word there
        ("谁说“散伙”", "谁说“散伙”"),
    ],
)
def test_everyday_words_are_written_as_the_news_writes_them(question: str, written: str) -> None:
    assert in_written_words(question, len)[0] == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("项目落地青石。", "项目落地青石"), ("项目落户青石。", "项目落户青石"), ("粮食丰收。", "项目着陆青石")],
)
def test_an_everyday_word_that_the_news_writes_instead_of_the_others_stays(text: str, written: str) -> None:
    assert in_written_words("项目落地青石", lambda term: int(term in text))[0] == written
