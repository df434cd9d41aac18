"""Yes or no is said only if a cited sentence says so."""

import pytest

from corpus.types import Article, Passage
from qa.claims.grounding import contradicted, unsupported
from qa.service import Service

TEXT = (
    "云岭县与石桥县上月签约，云岭县要建设冷链仓库，石桥县要打造茶叶市场。"
    "石桥县的早茶采摘因霜冻推迟了十天。"
    "石桥县去年的茶叶产量高于云岭县。"
    "段小雨是石桥县农业局局长。"
    "春茶采摘由高岭主持，但石桥县没有参加。"
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("yes")
    (folder / "articles").mkdir()
    (folder / "articles" / "tea.txt").write_text(f"两县合作\n\n{TEXT}", "utf-8")
    made = Service(folder / "home", model="hashing")
    made.rebuild([folder / "articles"])
    return made


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云岭县要建设冷链仓库吗？", "是的"),
        ("石桥县的早茶采摘是不是推迟了十天？", "是的"),
        ("石桥县的早茶采摘提前了吗？", "不是"),
        ("云岭县去年的茶叶产量高于石桥县吗？", "不是"),
        ("石桥县要建设冷链仓库吗？", ""),
        ("段小雨是不是云岭县农业局局长？", ""),
        ("云岭县要建设什么？", ""),
        ("春茶采摘是高岭主持的吗？", ""),  # the part before "but" is not what a sentence says
    ],
)
def test_yes_and_no_stand_in_front_of_the_sentence_that_says_so(service: Service, question: str, said: str) -> None:
    answer = service.ask(question)
    assert answer.lead.partition("，")[0] == said if said else not answer.lead.startswith(("是的", "不是"))
    assert all(citation.quote in TEXT for citation in answer.citations)


def passage(text: str) -> list[Passage]:
    article = Article("a", "见闻", text, "", None, "", "a.txt")
    return [Passage(0, article, 0, len(text))]


@pytest.mark.parametrize(
    ("sentence", "struck"),
    [
        ("云岭县要建设冷链仓库。", ""),
        ("石桥县要建设冷链仓库。", "石桥"),
        ("石桥县要打造茶叶市场。", ""),
        ("云岭县要打造茶叶市场。", "云岭"),
    ],
)
def test_a_clause_keeps_its_subject(sentence: str, struck: str) -> None:
    assert unsupported(sentence, passage(TEXT))[:2] == struck


@pytest.mark.parametrize(
    ("sentence", "reverse"),
    [
        ("石桥县的早茶采摘提前了十天。", True),
        ("石桥县的早茶采摘没有推迟。", True),
        ("云岭县去年的茶叶产量高于石桥县。", True),
        ("石桥县的早茶采摘推迟了十天。", False),
        ("云岭县的地铁提前了十天。", False),
        ("石桥县的早茶采摘提前了二十天。", False),
    ],
)
def test_only_the_reverse_of_what_is_said_is_contradicted(sentence: str, *, reverse: bool) -> None:
    assert contradicted(sentence, passage(TEXT)) is reverse
