"""The public API, on the sample articles with the bundled model."""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import qa
from index.dense.embedders import Embedder
from index.errors import ModelMismatch, NoIndex
from qa.answer.candidates import candidates
from qa.errors import QuestionError
from qa.service import Service
from tests.answer_rules import check

QUESTION = "what is Xinzhou's role in the Taixin zone"


@pytest.fixture(scope="module")
def service(sample_home: Path) -> Service:
    return Service(sample_home)


def test_an_article_removed_between_search_and_answer_leaves_a_whole_answer(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, question = Service(tmp_path / "home"), "忻州杂粮展销活动签订了多少份合同？"
    service.rebuild([write(one="忻州杂粮展销活动一共签订了91份订单合同。", two="太原是产业首脑。")])
    held = service.search("合同")[0].passage.article

    def removes_first(*args: Any) -> Any:
        Service(tmp_path / "home").remove(held.id)
        return candidates(*args)

    monkeypatch.setattr("qa.answer.pipeline.candidates", removes_first)
    answer = service.ask(question)
    check(answer)
    assert [c.article.id for c in answer.citations] == [held.id]  # the generation that was live when it was asked
    monkeypatch.undo()
    after = service.ask(question)
    check(after)
    assert held.id not in {hit.passage.article.id for hit in after.hits}


def test_the_questions_words_are_weighed_once_for_its_sentences(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.storage.local import LocalRetriever

    calls: Counter[str] = Counter()

    def count(name: str) -> None:
        method = getattr(LocalRetriever, name)

        def counted(*given: Any) -> Any:
            calls[name] += 1
            return method(*given)

        monkeypatch.setattr(LocalRetriever, name, counted)

    count("candidates")
    count("bounds")
    service.ask(QUESTION)
    assert calls == {"candidates": 1, "bounds": 1}  # once for the search, once for the sentences and the confidence


def test_an_empty_search_finds_nothing(service: Service) -> None:
    assert service.search(" ") == []


def test_a_filter_names_what_is_wrong_with_it(service: Service) -> None:
    with pytest.raises(QuestionError, match="示例日报"):
        service.search("太原", source="示例晚报")
    with pytest.raises(QuestionError, match="swap"):
        service.search("太原", since="2023", until="2022")


@pytest.mark.parametrize("call", [Service.search, Service.ask])
def test_a_filter_that_is_none_is_no_filter_left_out(service: Service, call: Callable[..., object]) -> None:
    with pytest.raises(TypeError, match="no filter sinse: there are since, until, source, article"):
        call(service, "太原", sinse="2022")


def test_filters_reach_the_index(service: Service) -> None:
    hits = service.search("项目", k=50, since="2022-08", until="2022-08", source="示例日报")
    assert {hit.passage.article.source for hit in hits} == {"示例日报"}
    assert all("2022-08" in str(hit.passage.article.published) for hit in hits)


@pytest.mark.parametrize("k", [0, -1, 10**9])
def test_k_is_taken_as_far_as_it_goes(service: Service, k: int) -> None:
    passages = service.index().store.passages(range(service.index().manifest.passages))
    assert len(service.search("太原", k=k, mode="dense")) == (len(passages) if k > 0 else 0)
    holding = {p.id for p in passages if "太原" in p.text} if k > 0 else set()
    assert len(holding) in (0, 9)
    assert {hit.passage.id for hit in service.search("太原", k=k)} == holding


def test_an_index_by_another_model_says_what_to_do(sample_home: Path) -> None:
    with pytest.raises(ModelMismatch, match="qa rebuild --model hashing"):
        Service(sample_home, model="hashing").search("太原")


def test_a_model_that_has_changed_under_its_name_says_what_to_do(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    Service(home, model="hashing").rebuild([write(one="忻州承载产业落地。")])
    monkeypatch.setattr("index.dense.hashing.HashingEmbedder.fingerprint", "hashing-2")
    with pytest.raises(ModelMismatch, match="run qa rebuild"):
        Service(home).search("忻州")


def test_a_new_generation_is_picked_up_without_a_restart(write: Callable[..., Path], tmp_path: Path) -> None:
    reader = Service(tmp_path / "home", model="hashing")
    Service(tmp_path / "home", model="hashing").rebuild([write(one="忻州承载产业落地。")])
    assert len(reader.search("产业")) == 1
    Service(tmp_path / "home", model="hashing").rebuild([write(two="太原是产业首脑。")])
    assert len(reader.search("产业")) == 2


def test_an_article_that_was_removed_is_not_found_afterwards(write: Callable[..., Path], tmp_path: Path) -> None:
    service = Service(tmp_path / "home", model="hashing")
    folder = write(one="忻州承载产业落地。", two="太原是产业首脑。")
    service.rebuild([folder])
    gone = service.search("首脑")[0].passage.article
    assert service.article(gone.id) == gone
    (folder / "two.txt").unlink()
    service.rebuild()
    assert service.article(gone.id) is None


def test_a_rebuild_that_waits_undoes_no_removal_and_no_addition(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, slow = (Service(tmp_path / "home", model="hashing") for _ in range(2))
    service.rebuild([write(one="忻州承载产业落地。", two="太原是产业首脑。")])
    (tmp_path / "more.txt").write_text("吕梁成为支点。", "utf-8")
    removed = service.search("首脑")[0].passage.article.id
    model = slow.chosen_embedder

    def while_the_model_loads() -> Embedder:
        service.remove(removed)
        service.rebuild([tmp_path / "more.txt"], add=True)
        return model()

    monkeypatch.setattr(slow, "chosen_embedder", while_the_model_loads)
    slow.rebuild()
    status = service.status()
    assert (status.articles, status.removed, len(status.paths)) == (2, (removed,), 2)


def test_status_says_what_is_there(service: Service) -> None:
    status = service.status().to_dict()
    assert status["articles"] == 16
    assert status["model"] == "bundled"
    assert sum(service.status().sources.values()) == 16
    assert str(status["first"]) < str(status["last"])


def test_a_whole_index_verifies(service: Service) -> None:
    assert service.verify() == []


def test_the_functions_of_the_package_are_the_service(sample_home: Path) -> None:
    assert qa.search("忻州", k=2, home=sample_home) == Service(sample_home).search("忻州", k=2)
    assert qa.ask(QUESTION, home=str(sample_home)).answered
    assert qa.status(home=sample_home) == Service(sample_home).status()
    assert qa.verify(home=sample_home) == []


def test_a_rebuild_takes_the_model_that_it_is_given(write: Callable[..., Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert qa.rebuild([write(one="忻州的投资是三元。")], home=home, model="hashing").model == "hashing"
    assert qa.status(home=home).model == "hashing"
    assert qa.search("忻州", home=home)
    assert qa.rebuild(home=home).model == "hashing"


def test_without_an_index_everything_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        qa.search("忻州", home=tmp_path)
    with pytest.raises(NoIndex):
        qa.ask("忻州在哪", home=tmp_path)


def test_an_index_of_one_passage_answers_and_refuses(write: Callable[..., Path], tmp_path: Path) -> None:
    service = Service(tmp_path / "home")
    service.rebuild([write(one="忻州杂粮展销活动一共签订了91份订单合同。")])
    assert service.ask("忻州杂粮展销活动签订了多少份合同？").answered
    refused = service.ask("What is the capital of France?")
    check(refused)
    assert not refused.answered


def test_many_threads_get_what_one_gets(service: Service) -> None:
    questions = ["忻州的角色", "What is Xinzhou's role?", "示范区的企业", "朔州 高地", "grain fair contracts"]
    alone = {question: service.ask(question) for question in questions}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda n: (n, service.ask(questions[n % 5])), range(25)))
    assert all(answer == alone[questions[n % 5]] for n, answer in together)


def test_readers_go_on_while_generations_change(write: Callable[..., Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    folder = write(one="忻州承载产业落地。")
    Service(home, model="hashing").rebuild([folder])
    reader = Service(home)
    with ThreadPoolExecutor(4) as pool:
        readings = [pool.submit(lambda: [len(reader.search("产业", k=50)) for _ in range(100)]) for _ in range(3)]
        for n in range(10):
            write(**{f"more{n}": f"第{n}篇也写产业。"})
            Service(home).rebuild()
        found = [count for reading in readings for count in reading.result()]
    assert set(found) <= set(range(1, 12))
    assert len(reader.search("产业", k=50)) == 11


def test_the_last_of_a_stream_is_what_asking_gives(service: Service) -> None:
    for question in (QUESTION, "法国的首都是哪里？", ""):
        *_, last = service.stream(question)
        assert last == service.ask(question)


def test_an_answer_outlives_the_article_it_cites(write: Callable[..., Path], tmp_path: Path) -> None:
    service = Service(tmp_path / "home")
    folder = write(one="忻州杂粮展销活动一共签订了91份订单合同。", two="太原是产业首脑。")
    service.rebuild([folder])
    answers = service.stream("忻州杂粮展销活动签订了多少份合同？")
    before = next(answers)
    (folder / "one.txt").unlink()
    service.rebuild()
    check(before)
    after = service.ask("忻州杂粮展销活动签订了多少份合同？", history=[before])
    check(after)
    assert all("91份" not in c.quote for c in after.citations)


def test_an_answer_cites_no_print_that_the_filter_leaves_out(tmp_path: Path) -> None:
    text = "忻州杂粮展销活动一共签订了91份订单合同。活动在太原举行，全省的企业参加了展销，市民购买各种杂粮产品。"
    prints = [
        {"title": "杂粮展销", "text": text, "source": "甲报", "date": "2022-01-01"},
        {"title": "杂粮展销", "text": text, "source": "乙报", "date": "2023-01-01"},
        {"title": "杂粮展销", "text": text, "source": "丙报"},
    ]
    (tmp_path / "prints.jsonl").write_text("\n".join(map(json.dumps, prints)), "utf-8")
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([tmp_path / "prints.jsonl"])

    def cited(**only: Any) -> set[str]:
        answer = service.ask("忻州杂粮展销活动签订了多少份合同？", **only)
        return {citation.article.source for citation in answer.citations}

    assert cited() == {"甲报", "乙报", "丙报"}
    assert cited(source="乙报") == {"乙报"}
    assert cited(since="2022-06") == {"乙报"}
    assert cited(until="2022-06") == {"甲报"}
    article = service.search("忻州", source="丙报")[0].passage.article
    assert cited(article=article.id) == {"丙报"}
