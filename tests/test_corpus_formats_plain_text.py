"""Plain text and Markdown."""

from datetime import date
from pathlib import Path

import pytest

from corpus.formats.plain_text import read_markdown, without_marks


def test_front_matter_says_what_the_article_is(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    lines = [
        "---",
        'Title: "甲: 乙"',
        "date: 2023-11-02",
        "source: 河州日报",
        "url: https://a.cn/1",
        "tags:",
        "  - x",
        "---",
    ]
    path.write_text("\r\n".join([*lines, "# 另一题", "正文。", ""]), "utf-8")
    (page,) = read_markdown(path)
    assert (page.title, page.published, page.source) == ("甲: 乙", date(2023, 11, 2), "河州日报")
    assert page.url == "https://a.cn/1"
    assert page.text == "另一题\n正文。\n"


def test_the_first_heading_is_the_title_where_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("```\n# no heading\n```\n\n# 供热*管网* ##\n\n## 小标题\n正文。\n", "utf-8")
    (page,) = read_markdown(path)
    assert page.title == "供热管网"
    assert page.text == "# no heading\n\n供热管网\n\n小标题\n正文。\n"


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for text in (
        "---\n正文在这里。\n",
        "---\n\n# 大桥合龙\n\n正文在这里。\n\n---\n\n明年通车。\n",
        "---\n第一段：正文在这里。\n---\n明年通车。\n",
        "---\n地点：河州\n正文在这里。\n---\n明年通车。\n",
        "+++\n正文在这里。\n+++\n明年通车。\n",
    ):
        path.write_text(text, "utf-8")
        (page,) = read_markdown(path)
        assert "正文在这里。" in page.text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ('见[人民网](https://a.cn/x_(1) "题")和![图](a.png)。', "见人民网和图。"),
        ("见[甲][1]。\n\n[1]: https://a.cn\n", "见甲。\n\n\n"),
        ("**很重要**的*一点*,***都***要~~删~~", "很重要的一点,都要删"),
        ("__甲__和_乙_,snake_case_name与2*3*4不变", "甲和乙,snake_case_name与2*3*4不变"),
        ("运行 `a_b` 与 ``c`d``", "运行 a_b 与 c`d"),
        ("``a` b", "``a` b"),
        ("> 引用\n> > 再引", "引用\n再引"),
        ("标题\n===\n\n---\n正文", "标题\n\n\n\n正文"),
        ("<https://a.cn> <!-- 注\n释 -->好", "https://a.cn 好"),
        ("一<!-- 二 -->三<!-- 四 <!-- 五 -->六<!-- 七**八**", "一三六<!-- 七八"),
        (f"**{'很重要' * 300}**", "很重要" * 300),
        (r"1\. 不是列表 \*星\*", "1. 不是列表 *星*"),
        ("- 一\n- 二\n\n| a | b |", "- 一\n- 二\n\n| a | b |"),
        ("```python\n# 注释 *不变*\n```\n后", "# 注释 *不变*\n后"),
        ("#没有空格的话题#", "#没有空格的话题#"),
    ],
)
def test_marks_go_and_words_stay(markdown: str, text: str) -> None:
    assert without_marks(markdown) == text


@pytest.mark.parametrize("mark", ["**a ", "[a](", "`a ", "<!--", "`", "_a "])
def test_marks_without_a_partner_stay_and_are_soon_read(mark: str) -> None:
    text = "甲" + mark * (200_000 // len(mark))
    assert without_marks(text).count("a") == text.count("a")


def test_a_long_heading_is_soon_read() -> None:
    assert without_marks(f"# 供热{' #' * 100_000}改造").endswith("改造")


@pytest.mark.parametrize(
    "front",
    [
        '---\n{"title": "大桥合龙", "date": "2022-03-24", "source": "河州日报"}\n---\n',
        "---\ntitle: >\n  大桥\n  合龙\ndate: '2022-03-24'\nsource: |-\n  河州日报\n---\n",
        '+++\ntitle = "大桥合龙"\ndate = 2022-03-24\nsource = "河州日报"\n[menu]\nweight = 3\n+++\n',
        '{"title": "大桥合龙", "date": "2022-03-24", "source": "河州日报"}\n',
        '---\ntitle: 大桥合龙\ndate: 2022-03-24\nsource: "[[papers/hz|河州日报]]"\n---\n',
        "---\n标题：大桥合龙\n发布日期：2022-03-24\n来源：河州日报\n---\n",
        "---\ntitle: 大桥合龙\nsummary: 桥长\n一千米。\n发布日期：2022-03-24\n来源：河州日报\n---\n",
        "---\n# 摘自报纸。\ntitle: 大桥合龙\nsummary: 桥长一千米。\n发布日期：2022-03-24\n来源：河州日报\n---\n",
        '+++\ntitle = "大桥合龙"\ndate = 2022-03-24\nsource = "河州日报"\nsummary = "桥长一千米。"\n+++\n',
        "---\nbroken: [\ntitle: 大桥合龙\ncreated: x\ndate: 2022-03-24T08:00:00\nsource: 河州日报\n...\n",
    ],
)
def test_front_matter_is_read_in_every_form(front: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"{front}\n今天大桥合龙了。\n", "utf-8")
    (page,) = read_markdown(path)
    assert (page.title, page.published, page.source) == ("大桥合龙", date(2022, 3, 24), "河州日报")
    assert page.text.strip() == "今天大桥合龙了。"


def test_what_a_reader_service_puts_above_a_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    head = (
        "Title: 大桥合龙\n\nURL Source: https://a.cn/1\n\nPublished Time: 2022-03-24T08:00:00Z\n\nMarkdown Content:\n"
    )
    path.write_text(f"{head}今天大桥合龙了。\n", "utf-8")
    (page,) = read_markdown(path)
    assert (page.title, page.url, page.published) == ("大桥合龙", "https://a.cn/1", date(2022, 3, 24))
    assert page.text == "今天大桥合龙了。\n"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("[记者]: 桥什么时候通车？\n\n[局长]: 下个月。", "[记者]: 桥什么时候通车？\n\n[局长]: 下个月。"),
        ("桥花了三亿元。[^1]\n\n[^1]: 见财政决算。", "桥花了三亿元。\n\n 见财政决算。"),
        ("见[决算][a]。\n\n[a]: https://a.cn/b.pdf (决算)", "见决算。\n\n"),
        ("见[决算][a]。\n\n[a]: <../b.pdf>", "见决算。\n\n"),
        ("见[决算][a]。\n\n[a]: a.cn/b", "见决算。\n\n"),
    ],
)
def test_a_line_behind_a_bracket_goes_only_when_it_is_an_address(markdown: str, text: str) -> None:
    assert without_marks(markdown) == text
