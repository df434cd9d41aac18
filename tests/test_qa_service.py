"""The public face, on the sample articles with the bundled model."""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import qa
from corpus.text.fold import fold
from index.dense.embedders import Embedder
from index.errors import ModelMismatch, NoIndex
from qa.answer.candidates import candidates
from qa.errors import QuestionError
from qa.service import Service
from qa.types import Answer, Confidence

QUESTION = "what is Xinzhou's role in the Taixin zone"


@pytest.fixture(scope="module")
def service(sample_home: Path) -> Service:
    return Service(sample_home)


def check(answer: Answer) -> None:
    """What holds for every answer."""
    assert answer.answered == bool(answer.citations)
    assert answer.answered == (answer.confidence is not Confidence.NONE)
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote
        assert citation.context_start <= citation.start < citation.end <= citation.context_end
    numbers = [number for statement in answer.statements for number in statement.numbers]
    assert numbers == [c.number for c in answer.citations]
    for statement in answer.statements:
        assert statement.text == answer.citations[statement.numbers[0] - 1].quote
    if answer.answered:
        assert answer.text == "\n".join([*filter(None, [answer.lead]), *map(str, answer.statements)])


def test_the_readmes_question_is_answered_from_two_chinese_articles(service: Service) -> None:
    for question in (QUESTION, "忻州在太忻一体化经济区中扮演什么角色？"):
        answer = service.ask(question)
        check(answer)
        chinese = [c for c in answer.citations if "忻州" in c.quote]
        assert len({c.article.id for c in chinese}) >= 2


@pytest.mark.parametrize(
    ("question", "gold"),
    [
        ("一群两区三圈是什么？", "山西中部城市群"),
        ("朔州市委书记是谁？", "姜四清"),
        ("太忻经济一体化发展促进中心什么时候挂牌？", "2021年12月29日"),
        ("太忻一体化经济区太原区在谈项目总投资多少？", "965.16亿元"),
        ("三大区域的签约项目开工了多少个？", "2288个"),
        ("朱红涛是什么职务？", "地区经济处处长"),
        ("How many order contracts were signed at the grain fair in Xiong'an?", "91 order contracts"),
        ("Who chairs Shengdian, the vein recognition company?", "张烜"),
        ("When was the Taixin promotion centre set up?", "2021年12月29日"),
        ("How much will the Taixin zone invest in its 485 projects?", "5337亿元"),
    ],
)
def test_questions_of_all_kinds_are_answered(service: Service, question: str, gold: str) -> None:
    answer = service.ask(question)
    check(answer)
    assert any(fold(gold) in fold(c.quote) for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("法国的首都是哪里？", "没有找到"),
        ("怎么做番茄炒蛋？", "没有找到"),
        ("What is the capital of France?", "do not answer"),
    ],
)
def test_what_the_articles_do_not_say_is_told_in_the_questions_language(
    service: Service, question: str, told: str
) -> None:
    answer = service.ask(question)
    check(answer)
    assert not answer.answered
    assert told in answer.text


def test_quotes_from_traditional_script_stay_in_it(service: Service) -> None:
    answer = service.ask("朔州要打造哪四块高地？")
    assert any(fold(c.quote) != c.quote and "朔州" in c.article.title for c in answer.citations)


@pytest.mark.parametrize("question", ["", "   ", "问" * 100_000])
def test_a_question_that_cannot_be_asked_gets_a_clear_answer(service: Service, question: str) -> None:
    answer = service.ask(question)
    check(answer)
    assert "ask" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "是吗？",
        "忻州是不是在山西？",
        "朔州市委书记是谁？杂粮展销签了多少合同？",
        "姜四清",
        "Xinzhou 的 role 是什么？",
        "太原 忻州",
        "？！",
        "Who and when and 多少?",
        "🙂",
        "\ud800",
        "a'; DROP TABLE",
        "朱晓东 姜四清 韦韬 Zhu Xiaodong",
        "一群两区三圈是什么，and when did the grain fair close？",
        "Is Taiyuan in Shanxi? 是还是不是？",
        "“",
        "“”",
        '""""',
        "”忻州“",
        "“忻州",
        "“忻州”杂粮”",
        "'忻州\"杂粮",
        '“ " ”',
        '“Xinzhou\'s "coarse" grains”',
        "「一群『两区』三圈」是什么",
        "的",
        "is it?",
    ],
)
def test_odd_questions_get_an_answer_object(service: Service, question: str) -> None:
    check(service.ask(question))


@pytest.mark.parametrize(
    ("question", "golds"),
    [
        ("一群两区三圈是什么？太忻中心什么时候挂牌？", ("山西中部城市群", "2021年12月29日")),
        ("姜四清", ("姜四清",)),
        ("Zhu Xiaodong", ("朱晓东",)),
        ("Xinzhou 在太忻一体化经济区的 role 是什么？", ("忻州",)),
        ("太原理工大学在名单里吗？", ("太原理工大学",)),
        ("示范区有1007家高新技术企业，是吗？", ("1007家",)),
    ],
)
def test_two_questions_in_one_names_alone_mixed_languages_and_yes_or_no_find_their_sentences(
    service: Service, question: str, golds: tuple[str, ...]
) -> None:
    answer = service.ask(question)
    check(answer)
    assert all(any(fold(gold) in fold(c.quote) for c in answer.citations) for gold in golds)


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        ("“五市大会”是什么时候？", "没有哪一段原文写着“五市大会”。"),
        ('When was the "meeting of five cities" in Shanxi?', 'No passage has "meeting of five cities" word for word.'),
    ],
)
def test_a_phrase_that_stands_in_a_title_alone_is_said_to_stand_in_no_passage(
    service: Service, question: str, notice: str
) -> None:
    assert service.search(question)
    assert service.search_notice(question) == notice
    answer = service.ask(question)
    check(answer)
    assert answer.notice == notice
    assert any("2023年5月9日" in c.quote for c in answer.citations)
    assert service.ask("五市大会是什么时候？").notice == service.search_notice("五市大会是什么时候？") == ""


def test_quotation_marks_inside_a_phrase_do_not_count(service: Service) -> None:
    found = service.search("“太原是'产业首脑'”".replace("'", '"'))
    assert ["太原是“产业首脑”" in hit.passage.text for hit in found] == [True]
    marked = service.ask('"Xinzhou\'s “coarse” grains" and who bought them')
    assert marked.notice


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
    assert [c.article.id for c in answer.citations] == [held.id]  # what was live when it was asked
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
    assert calls == {"candidates": 1, "bounds": 1}  # once for searching, once for the sentences and how sure they are


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
        together = list(pool.map(lambda n: (n, service.ask(questions[n % 5])), range(60)))
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


def test_an_english_question_is_framed_in_english_and_cites_chinese_as_it_stands(service: Service) -> None:
    answer = service.ask("How much will the Taixin zone invest in its 485 projects?")
    check(answer)
    assert "in their own language" in answer.lead
    assert answer.text.startswith(answer.lead)
    assert any("5337亿元" in c.quote for c in answer.citations)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """Three articles, two of which give an older figure in the same words."""
    folder = tmp_path_factory.mktemp("figures")
    text = "太忻一体化经济区谋划建设重大工程项目{}个，总投资达{}亿元。"
    for name, day, count, sum_ in (
        ("a", "2022-03-25", 485, 5337),
        ("b", "2022-03-26", 485, 5337),
        ("c", "2023-05-09", 512, 6001),
    ):
        said = text.format(count, sum_)
        (folder / f"{name}.txt").write_text(f"太忻经济区消息{name}\n{day} 来源:示例日报\n\n{said}", "utf-8")
    service = Service(tmp_path_factory.mktemp("home"))
    service.rebuild([folder])
    return service


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("太忻一体化经济区重大工程项目有多少个？", "各篇文章的数字不一致"),
        ("How many major projects does the Taixin zone plan?", "different figures, newest first"),
    ],
)
def test_different_figures_are_shown_newest_first_with_their_dates(figures: Service, question: str, lead: str) -> None:
    answer = figures.ask(question)
    check(answer)
    assert lead in answer.lead
    assert [str(s.published) for s in answer.statements] == ["2023-05-09", "2022-03-25"]
    assert [s.numbers for s in answer.statements] == [(1,), (2, 3)]
    assert answer.text.splitlines()[1].startswith("2023-05-09: 太忻一体化经济区谋划建设重大工程项目512个")
    assert answer.text.endswith("[2][3]")


def test_the_time_that_is_asked_for_comes_first(figures: Service) -> None:
    def first(question: str) -> str:
        return str(figures.ask(question).hits[0].passage.article.published)

    assert first("2023年太忻一体化经济区有多少重大工程项目？") == "2023-05-09"
    assert first("太忻一体化经济区最新的重大工程项目有多少个？") == "2023-05-09"
    assert first("2022年3月太忻一体化经济区有多少重大工程项目？").startswith("2022-03")


def test_a_follow_up_is_understood_by_the_turn_before(service: Service) -> None:
    before = service.ask("太忻经济一体化发展促进中心什么时候挂牌？")
    after = service.ask("它是谁牵头的？", history=[before])
    assert after.question == "它是谁牵头的？"
    assert after.asked == "太忻经济一体化发展促进中心是谁牵头的？"
    alone = service.ask(after.asked)
    assert (after.text, after.citations) == (alone.text, alone.citations)


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


def test_a_phrase_that_no_article_has_word_for_word_does_not_silence_an_answer(service: Service) -> None:
    plain, quoted = service.ask("谁是朔州市委书记"), service.ask("谁是“朔州的市委书记”，朔州市委书记")
    assert plain.answered
    assert quoted.answered
    assert service.search("谁是“朔州的市委书记”")
    assert "“朔州的市委书记”" in service.search_notice("谁是“朔州的市委书记”")


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


def test_a_reader_orders_what_was_found(service: Service) -> None:
    question = "朔州市委书记是谁？"
    hits, read = service.search(question, 10), service.search(question, 10, rerank=True)
    assert {hit.passage.id for hit in read} == {hit.passage.id for hit in hits}
    assert [hit.score for hit in read] == sorted((hit.score for hit in read), reverse=True)
    assert [hit.score for hit in read] != [hit.score for hit in hits]
    assert service.search(question, 1, rerank=True) == read[:1]
