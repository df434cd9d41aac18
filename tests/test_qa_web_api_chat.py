"""The articles as a model of OpenAI's API, called by its own client and with Open WebUI's requests."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from corpus.text.fold import fold
from qa.errors import LanguageModelUnusable
from qa.service import Service
from qa.types import Answer
from qa.web.api.chat_text import Deltas
from tests.serving import Running

openai = pytest.importorskip("openai", reason="the extra [llm] is not installed")

QUESTION = "what is Xinzhou's role in the Taixin zone"


@pytest.fixture(scope="module")
def service(sample_home: Path) -> Service:
    return Service(sample_home)


@pytest.fixture(scope="module")
def url(service: Service, running: Running) -> Iterator[str]:
    with running(service) as address:
        yield address


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[Any]:
    with openai.OpenAI(base_url=f"{url}v1", api_key="none", max_retries=0) as made:
        yield made


def user(text: str) -> dict[str, str]:
    return {"role": "user", "content": text}


def test_there_is_one_model(client: Any) -> None:
    (model,) = client.models.list().data
    assert model.id == "article-qa"
    assert client.models.retrieve("article-qa").id == "article-qa"
    with pytest.raises(openai.NotFoundError, match="article-qa"):
        client.models.retrieve("gpt-9")


def test_a_chat_is_answered_with_markers_sources_and_annotations(client: Any, service: Service, url: str) -> None:
    said = client.chat.completions.create(model="article-qa", messages=[user(QUESTION)], temperature=0.2)
    answer = service.ask(QUESTION)
    (choice,) = said.choices
    text = choice.message.content
    assert (choice.finish_reason, choice.message.role) == ("stop", "assistant")
    for statement in answer.statements:
        assert str(statement) in text
    for citation in answer.citations:
        assert f"[{citation.number}] [{citation.article.reference}](" in text
    noted = choice.message.annotations
    markers = [number for statement in answer.statements for number in statement.numbers]
    assert [text[n.url_citation.start_index : n.url_citation.end_index] for n in noted] == [f"[{m}]" for m in markers]
    cited = {citation.number: citation for citation in answer.citations}
    for number, note in zip(markers, noted, strict=True):
        assert note.url_citation.title == cited[number].article.reference
        place = f"a={cited[number].article.id}%3A{cited[number].start}-{cited[number].end}"
        assert note.url_citation.url == cited[number].article.url or (
            note.url_citation.url.startswith(url) and place in note.url_citation.url
        )
    whole = dict(answer.to_dict())
    assert [c["quote"] for c in said.article_qa["citations"]] == [c.quote for c in answer.citations]
    assert said.article_qa["confidence"] == whole["confidence"]
    assert "hits" not in said.article_qa


def test_a_stream_adds_up_to_the_same(client: Any) -> None:
    whole = client.chat.completions.create(model="article-qa", messages=[user(QUESTION)])
    chunks = [
        *client.chat.completions.create(
            model="article-qa", messages=[user(QUESTION)], stream=True, stream_options={"include_usage": True}
        )
    ]
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert "".join(delta.content or "" for delta in deltas) == whole.choices[0].message.content
    assert len([delta for delta in deltas if delta.content]) > 2
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop"
    noted = [note for delta in deltas for note in getattr(delta, "annotations", None) or []]
    assert noted == [note.to_dict() for note in whole.choices[0].message.annotations]
    assert chunks[-1].usage.total_tokens == 0


def test_a_follow_up_is_understood_from_the_messages_before_it(client: Any) -> None:
    said = client.chat.completions.create(
        model="article-qa",
        messages=[
            {"role": "system", "content": "You are a helpful assistant."},
            user("太忻经济区有多少个项目？"),
            {"role": "assistant", "content": "485个。 [1]"},
            user("它总投资多少？"),
        ],
    )
    assert said.article_qa["asked"] == "太忻经济区总投资多少？"


def test_the_requests_of_open_webui_are_understood(url: str) -> None:
    body = {
        "model": "article-qa",
        "stream": True,
        "messages": [{"role": "user", "content": [{"type": "text", "text": QUESTION}, {"type": "image_url", "image_url": {"url": "x"}}]}],
        "stream_options": {"include_usage": True},
        "temperature": 0.7,
        "max_tokens": 1000,
        "metadata": {"chat_id": "1"},
        "user": {"name": "me", "id": "1"},
        "chat_id": "1",
        "tools": [],
    }  # fmt: skip
    with httpx.stream(
        "POST", f"{url}v1/chat/completions", json=body, headers={"authorization": "Bearer sk-none"}
    ) as said:
        assert said.headers["content-type"].startswith("text/event-stream")
        events = [line.removeprefix("data: ") for line in said.iter_lines() if line]
    assert events[-1] == "[DONE]"
    chunks = [json.loads(event) for event in events[:-1]]
    assert all(chunk["object"] == "chat.completion.chunk" for chunk in chunks)
    noted = [note for chunk in chunks for choice in chunk["choices"] for note in choice["delta"].get("annotations", ())]
    assert noted
    assert all(note["type"] == "url_citation" and note["url_citation"].keys() >= {"url", "title"} for note in noted)


def test_a_source_links_to_the_page_if_its_article_has_no_web_address(tmp_path: Path, running: Running) -> None:
    urls = {
        "青石": "https://news.example/1.html",
        "东湖": "javascript:alert(1)",
        "西山": "/news/1.html",
        "南山": "news.example/1.html",
        "北山": "",
    }
    rows = [{"title": f"{name}水库", "text": f"{name}水库有三座闸门。", "url": url} for name, url in urls.items()]
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    made = Service(tmp_path / "home", model="hashing")
    made.rebuild([tmp_path / "a.jsonl"])
    with running(made) as address, httpx.Client(base_url=address, timeout=60) as asking:
        for name, url in urls.items():
            body = {"messages": [user(f"{name}水库有几座闸门？")]}
            message = asking.post("v1/chat/completions", json=body).json()["choices"][0]["message"]
            (note,) = message["annotations"]
            link = note["url_citation"]["url"]
            assert note["url_citation"]["content"] == f"{name}水库有三座闸门。"
            assert link == url if name == "青石" else link.startswith(f"{address}?q=")
            assert f"]({link})" in message["content"]


def test_nothing_found_is_said_without_sources(client: Any) -> None:
    said = client.chat.completions.create(model="article-qa", messages=[user("谁发明了电话？")])
    assert not said.article_qa["answered"]
    assert said.choices[0].message.content == said.article_qa["text"]
    assert said.choices[0].message.annotations == []


@pytest.mark.parametrize(
    "messages", [[], [{"role": "system", "content": "x"}], [user(" ")], [user("长" * 2_001)], [{"role": "user"}], ["x"]]
)
def test_a_conversation_without_a_question_is_refused(client: Any, messages: list[Any]) -> None:
    with pytest.raises(openai.UnprocessableEntityError) as refused:
        client.chat.completions.create(model="article-qa", messages=messages)
    assert refused.value.code in ("request_field", "question_empty", "question_too_long")
    assert refused.value.body["message"]


def test_an_error_is_a_problem_before_the_first_word_and_an_event_after_it(
    client: Any, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = replace(service.ask(QUESTION), text="begun")

    def stream(*_: object, late: bool = False, **__: object) -> Iterator[Answer]:
        if late:
            yield first
            yield first
        raise LanguageModelUnusable("llm_unnamed", url="http://x", variable="QA_LLM_MODEL")

    monkeypatch.setattr(service, "stream", stream)
    with pytest.raises(openai.InternalServerError, match="http://x"):
        client.chat.completions.create(model="article-qa", messages=[user(QUESTION)], stream=True)
    monkeypatch.setattr(service, "stream", lambda *a, **b: stream(late=True))
    with pytest.raises(openai.APIError, match="http://x"):
        list(client.chat.completions.create(model="article-qa", messages=[user(QUESTION)], stream=True))


def test_pieces_only_add_to_what_was_sent() -> None:
    deltas = Deltas()
    assert [*deltas.next("One.\n\nTwo.")] == ["One.\n\n", "Two."]
    assert [*deltas.next("Other.")] == []
    assert [*deltas.next("One.\n\nTwo.\n\nThree.")] == ["\n\n", "Three."]
    assert [*deltas.last("Something else.")] == ["\n\n---\n\n", "Something else."]


def test_texts_are_embedded_by_the_model_of_the_index(client: Any, service: Service) -> None:
    texts = ["忻州", "Taixin zone"]
    expected = service.embedder(service.index()).passages([fold(text) for text in texts])
    for encoding in ("float", "base64"):  # the client asks for base64 by default, and decodes it
        given = client.embeddings.create(model="bundled", input=texts, encoding_format=encoding)
        if encoding == "base64":
            rows = [np.frombuffer(base64.b64decode(row.embedding), "<f4") for row in given.data]
        else:
            rows = [np.array(row.embedding) for row in given.data]
        assert np.allclose(rows, expected, atol=1e-6)
    usual = client.embeddings.create(model="bundled", input="忻州")
    assert np.allclose(usual.data[0].embedding, expected[0], atol=1e-6)
    with pytest.raises(openai.UnprocessableEntityError, match="512"):
        client.embeddings.create(model="bundled", input="忻州", dimensions=3)


def test_documents_are_put_in_order_by_the_reader(url: str) -> None:
    documents = ["雄安的文章。", {"text": "忻州的投资是三元。"}, "忻州是一个城市。", "。"]
    given = httpx.post(
        f"{url}v1/rerank",
        json={
            "model": "any",
            "query": "忻州的投资是多少",
            "documents": documents,
            "top_n": 3,
            "return_documents": True,
        },
        timeout=60,
    ).json()
    best = given["results"][0]
    assert (best["index"], best["document"]) == (1, {"text": "忻州的投资是三元。"})
    scores = [result["relevance_score"] for result in given["results"]]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert scores[0] > 0.5 > scores[1]


def test_dify_gets_records_and_errors_in_its_shape(url: str, service: Service) -> None:
    body = {
        "knowledge_id": "articles",
        "query": "太忻经济区的投资",
        "retrieval_setting": {"top_k": 3, "score_threshold": 0.1},
    }
    records = httpx.post(f"{url}retrieval", json=body, timeout=60).json()["records"]
    hits = service.search("太忻经济区的投资", 3)
    assert [record["content"] for record in records] == [hit.passage.text for hit in hits]
    assert [record["metadata"]["id"] for record in records] == [hit.passage.article.id for hit in hits]
    high = {**body, "retrieval_setting": {"top_k": 3, "score_threshold": 2.0}}
    assert httpx.post(f"{url}retrieval", json=high, timeout=60).json() == {"records": []}
    conditions = {**body, "metadata_condition": {"conditions": [{"name": "source"}]}}
    refused = httpx.post(f"{url}retrieval", json=conditions, timeout=60)
    assert (refused.status_code, refused.json()["key"]) == (422, "conditions_unsupported")
    assert refused.json()["error_code"] == 422
    assert refused.json()["error_msg"] == refused.json()["detail"]


@pytest.mark.parametrize("field", ['"model": "\\ud800"', '"messages": [{"role": "user", "content": "\\ud83d"}]'])
def test_half_a_surrogate_pair_is_no_text(url: str, field: str) -> None:
    body = f'{{"messages": [{{"role": "user", "content": "忻州"}}], {field}}}'
    answer = httpx.post(
        f"{url}v1/chat/completions",
        content=body,
        headers={"Content-Type": "application/json"},
        timeout=60,
        trust_env=False,
    )
    assert answer.status_code == 422
