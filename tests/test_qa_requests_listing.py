"""Lists of sentences, and digests of articles."""

import pytest

from qa.service import Service
from tests.serving import indexed


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(
        tmp_path_factory.mktemp("requests"),
        model="bundled",
        a="忻州快讯\n\n发布时间：2024-03-01\n\n光伏项目开工。市里种了一千棵树。",
        b="要闻\n\n发布时间：2025-06-02\n\n忻州的铁路项目通车。太原的项目推迟。",
        c="果园\n\n发布时间：2025-07-02\n\n忻州苹果丰收。",
    )


def quotes(service: Service, question: str) -> list[str]:
    return [citation.quote for citation in service.ask(question).citations]


@pytest.mark.parametrize(
    "question",
    [
        "列出忻州的所有项目",
        "请列举在忻州的项目",
        "List all projects in Xinzhou.",
        "show me the Xinzhou projects",
        "Name all projects in Xinzhou",
        "show all the projects in Xinzhou",
    ],
)
def test_a_list_is_the_sentences_that_name_all_of_it_newest_first(service: Service, question: str) -> None:
    assert quotes(service, question) == ["忻州的铁路项目通车。", "光伏项目开工。"]  # 忻州 is in the title of the second
    assert "原句" in service.ask(question).lead or "sentences are listed" in service.ask(question).lead


def test_a_year_in_a_request_is_a_filter(service: Service) -> None:
    assert quotes(service, "列出2025年忻州的项目") == ["忻州的铁路项目通车。"]


@pytest.mark.parametrize(
    "question",
    [
        "总结一下关于苹果的新闻",
        "哪些文章提到苹果？",
        "总结一下苹果",
        "请概括苹果的情况",
        "Summarise the news about apples",
        "list articles about apples",
        "Give me a summary of the apples",
        "苹果最近有什么新闻？",
        "最近苹果发生了什么大事",
        "苹果的最新消息",
        "What's new with apples?",
        "any news about apples",
        "What is happening with apples these days?",
    ],
)
def test_a_digest_on_something(service: Service, question: str) -> None:
    answer = service.ask(question)
    assert [c.quote for c in answer.citations] == ["忻州苹果丰收。"]
    assert answer.lead.startswith(("1篇文章写到苹果", "1 articles name apples"))


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("哪些文章提到苹果和忻州？", "1篇文章写到苹果、忻州，"),
        ("总结一下苹果和忻州的新闻", "1篇文章写到苹果、忻州，"),
        ("哪些文章提到苹果或铁路？", "2篇文章写到苹果 / 铁路，"),
        ("總結一下蘋果和忻州的新聞", "1篇文章写到苹果、忻州，"),
        ("which articles mention Taiyuan or Xinzhou", "3 articles name Taiyuan / 太原 / Xinzhou / 忻州;"),
        ("list Xinzhou's projects", "2 sentences name Xinzhou / 忻州 and projects / 项目;"),
        ("list all projects in 忻州", "2个句子同时写到projects / 项目、忻州，"),
    ],
)
def test_several_things_are_all_named_or_any_of_them(service: Service, question: str, lead: str) -> None:
    assert service.ask(question).lead.startswith(lead)


def test_of_too_many_articles_the_newest_are_read(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.requests.wording.MOST_READ", 2)
    assert quotes(service, "哪些文章提到忻州？") == ["忻州苹果丰收。", "忻州的铁路项目通车。"]
    assert service.ask("哪些文章提到忻州？").lead.startswith("至少2篇文章写到忻州，")
    assert service.ask("which articles mention Xinzhou").lead.startswith("At least 2 articles name Xinzhou")
    monkeypatch.setattr("qa.requests.wording.MOST_READ", 1)
    assert quotes(service, "列出忻州的项目") == ["忻州的铁路项目通车。"]
    assert service.ask("列出忻州的项目").lead.startswith("至少1个句子")


@pytest.mark.parametrize("question", ["总结一下", "Summarise everything"])
def test_a_digest_of_everything(service: Service, question: str) -> None:
    assert quotes(service, question) == ["忻州苹果丰收。", "忻州的铁路项目通车。", "光伏项目开工。"]


def test_days_without_articles_have_no_digest(service: Service) -> None:
    answer = service.ask("What happened in May 2025?")
    assert (answer.answered, answer.citations) == (False, ())
    assert answer.text == 'No article is from 2025-05-01 to 2025-05-31 ("May 2025").'


@pytest.mark.parametrize(
    "question",
    ["列车什么时候开", "What is on the list of projects?", "name the mayor of Xinzhou", "show the way to Xinzhou"],
)
def test_another_question_is_no_list(service: Service, question: str) -> None:
    assert "原句" not in service.ask(question).lead
    assert "sentences are listed" not in service.ask(question).lead
