"""A quote is translated by the configured language model, and not at all without one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.errors import LanguageModelUnusable
from qa.generate.client import LanguageModel
from qa.service import Service
from qa.web.i18n.phrases import CHINESE, ENGLISH
from qa.web.tabs.actions import Actions
from tests.language_model import Endpoint, says

QUOTE = "水库今天开工，总投资三亿元。"


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture
def service(tmp_path: Path, endpoint: Endpoint) -> Service:
    (tmp_path / "a.txt").write_text(f"水库开工\n\n{QUOTE}", "utf-8")
    made = Service(tmp_path / "home", model="hashing", llm=LanguageModel(endpoint.url, "m"))
    made.rebuild([tmp_path / "a.txt"])
    return made


def test_the_model_is_given_the_quote_alone_and_the_page_says_whose_words_it_shows(
    service: Service, endpoint: Endpoint
) -> None:
    endpoint.say = says("Work on the <b>reservoir</b> began today.")
    article = next(iter(service.index().store.newest(1)))[0]
    start = article.text.index(QUOTE)
    shown = Actions(service).translation(article.id, start, start + len(QUOTE), ENGLISH)
    assert "Work on the &lt;b&gt;reservoir&lt;/b&gt; began today." in shown
    assert ENGLISH["translated"] in shown
    system, user = endpoint.requests[0]["messages"]
    assert "English" in system["content"]
    assert user == {"role": "user", "content": QUOTE}
    assert "paths" not in json.dumps(endpoint.requests)


def test_what_is_not_there_and_a_silent_model_are_told_in_a_line(service: Service, endpoint: Endpoint) -> None:
    assert CHINESE["gone"] in Actions(service).translation("nobody", 0, 9, CHINESE)
    assert not endpoint.requests
    endpoint.say = says("")
    with pytest.raises(LanguageModelUnusable):
        service.translate(QUOTE, chinese=False)


def test_without_a_model_nothing_is_translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_LLM", raising=False)
    with pytest.raises(LanguageModelUnusable, match="no language model is set up"):
        Service(tmp_path / "home", model="hashing").translate(QUOTE, chinese=False)
