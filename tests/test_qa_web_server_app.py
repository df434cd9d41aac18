"""The page as a server: what programs get, who is let in, and which addresses it accepts."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.request import urlopen

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from corpus.text.script import has_han
from qa.service import Service
from qa.web.i18n.phrases import CHINESE, ENGLISH
from qa.web.server.guard import POLICY
from qa.web.server.options import Options
from tests.serving import TWO_ARTICLES, Running, fetch, indexed


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("app"), **TWO_ARTICLES)


@pytest.fixture(scope="module")
def url(service: Service, running: Running) -> Iterator[str]:
    # None of these may open what the page keeps closed.
    with pytest.MonkeyPatch.context() as environment:
        for name in ("SHARE", "MCP_SERVER", "VIBE_MODE", "ANALYTICS_ENABLED", "SSR_MODE", "RUN_HISTORY"):
            environment.setenv(f"GRADIO_{name}", "True")
        environment.setenv("GRADIO_ALLOWED_PATHS", "/")
        environment.setenv("GRADIO_ROOT_PATH", "/elsewhere")
        with running(service) as address:
            yield address


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[Client]:
    with closing(Client(url, verbose=False)) as connected:
        yield connected


def test_ask_gives_programs_the_same_object(client: Client, service: Service) -> None:
    question = "太忻经济区总投资多少？"
    given = client.predict(question, api_name="/ask")
    expected: dict[str, Any] = json.loads(json.dumps(service.ask(question).to_dict()))
    assert expected["hits"]
    for part in (*expected["hits"], *expected["citations"]):
        part["article"]["path"] = None  # with a path, the client would take the article for a file and fetch it
    assert given == expected
    assert given["question"] == question
    assert given["hits"][0]["article"]["title"] == "太忻经济区排出485个项目"


def test_search_gives_programs_the_same_list(client: Client, service: Service) -> None:
    given = client.predict("grain", k=1, mode="bm25", source="Example Digest", api_name="/search")
    (hit,) = service.search("grain", 1, mode="bm25", source="Example Digest")
    assert given == [{**hit.to_dict(), "article": {**hit.passage.article.to_dict(), "path": None}}]
    assert given[0]["passage"]["text"].strip() == "The fair sold grain for 16.53 million yuan."
    assert client.predict("grain", since="2022-03-20", mode="bm25", api_name="/search") == []


def test_an_error_reaches_programs_as_its_line(client: Client) -> None:
    with pytest.raises(AppError, match='there is no mode "magic"'):
        client.predict("grain", mode="magic", api_name="/search")


def call(url: str, name: str, body: bytes) -> tuple[int, str]:
    """Call an endpoint as any HTTP client would; returns the status, and the last event or the refusal."""
    status, answer = fetch(f"{url}gradio_api/call/{name}", body, Content_Type="application/json")
    return (status, answer) if status != 200 else fetch(f"{url}gradio_api/call/{name}/{json.loads(answer)['event_id']}")


ODD = [None, 7, -1, 2.5, True, "text", [], {}, ["a"], [None], [[["a"]]], {"a": {"b": [1]}}, float("nan"), float("inf")]
"""What no caller should send, although some arguments accept some of it."""


FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}, "url": "http://127.0.0.1:1/x"}
FITTING: dict[str, list[tuple[object, type, type]]] = {
    "ask": [("谁？", str, str), ("", str, str), ("", str, str), ("", str, list)],
    "search": [("谁？", str, str), (1, int, int), ("bm25", str, str), ("", str, str), ("", str, str), ("", str, list)],
    "rebuild": [(None, list, list), (True, bool, bool)],
}
"""For each argument of each endpoint, a sensible value and the types that are accepted."""


KIND = {str: "text", int: "a whole number", bool: "true or false", list: "a list of texts"}


def odd_calls(name: str) -> Iterator[tuple[int, object, list[object]]]:
    """Calls in which one argument is of a type that is not accepted."""
    fitting = FITTING[name]
    for place, (_, *kinds) in enumerate(fitting):
        for odd in [*ODD, FILE]:
            left_out = odd is None and name + str(place) not in ("ask0", "search0")
            taken = type(odd) in kinds and odd not in ([None], [[["a"]]])
            if not (left_out or taken):
                yield place, odd, [*(value for value, *_ in fitting[:place]), odd]


@pytest.mark.parametrize("name", FITTING)
def test_odd_arguments_are_told_in_one_line(
    url: str, service: Service, name: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    names = {"ask": ["question"], "search": ["query", "k", "mode"], "rebuild": ["paths", "add"]}[name]
    names += ["since", "until", "source"] if name != "rebuild" else []
    before = service.status()
    calls = list(odd_calls(name))
    assert len(calls) > 10 * len(FITTING[name])
    for place, odd, sent in calls:
        status, answer = call(url, name, json.dumps({"data": sent}).encode())
        told = json.loads(answer.partition("data: ")[2])
        expected = rf"{names[place]} is .+; expected .*{KIND[FITTING[name][place][1]]}"
        assert (status, answer.partition("\n")[0]) == (200, "event: error"), (sent, answer)
        assert re.match(expected, told["error"]), (odd, told)
        assert "\n" not in told["error"]
        assert len(told["error"]) < 300
    assert service.status() == before
    assert "Traceback" not in capfd.readouterr().err + caplog.text


@pytest.mark.parametrize("name", FITTING)
def test_what_is_left_out_is_usual_and_what_is_too_much_is_told(url: str, name: str) -> None:
    usual = [] if name == "rebuild" else ["谁？"]
    for more in (0, len(FITTING[name]) - len(usual)):
        assert call(url, name, json.dumps({"data": usual + [None] * more}).encode())[1].startswith("event: complete")
    told = call(url, name, json.dumps({"data": ["谁？"] * 9}).encode())[1]
    assert f"9 arguments given, expected at most {len(FITTING[name])}: " in told


@pytest.mark.parametrize("name", FITTING)
@pytest.mark.parametrize(
    "body", [b"", b"null", b"5", b"[]", b"{}", b'{"data": null}', b'{"data": {}}', b'{"data": "q"}', b"\xff", b"{"]
)
def test_a_body_that_is_no_request_is_told_in_one_line(
    url: str, name: str, body: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    status, answer = call(url, name, body)
    told = json.loads(answer)
    line = told["detail"] if body == b"\xff" else told["error"]
    assert status in (400, 422)
    assert re.fullmatch(
        "the body is not a valid request; expected JSON such as .+|There was an error parsing the body", line
    )
    assert "Traceback" not in capfd.readouterr().err


def test_a_bug_behind_an_endpoint_is_logged_and_its_particulars_are_not_told(
    url: str, service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(service, "search", lambda *_, **__: os.environ["A_SECRET"])
    told = call(url, "search", '{"data": ["谁？"]}'.encode())[1]
    assert ENGLISH["broken"] in told
    assert "A_SECRET" not in told
    assert "A_SECRET" in caplog.text


@pytest.mark.parametrize("odd", [*ODD, FILE], ids=repr)
def test_whatever_the_pages_script_sends_is_answered(
    url: str, service: Service, odd: object, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    config = json.loads(fetch(f"{url}config")[1])
    (panel,) = [part for part in config["components"] if part["props"].get("elem_id") == "article-panel"]
    before = service.status()
    for name in panel["props"]["server_fns"]:
        for data in (
            odd,
            dict.fromkeys(("article", "start", "end", "page", "k", "sources", "name", "size", "job"), odd),
        ):
            body = {"session_hash": "s", "component_id": panel["id"], "fn_name": name, "data": data}
            sent = json.dumps(body).encode()
            assert fetch(f"{url}gradio_api/component_server", sent, Content_Type="application/json")[0] == 200, name
    assert service.status() == before
    assert "Traceback" not in capfd.readouterr().err + caplog.text


def test_programs_see_three_endpoints_and_no_other(client: Client, url: str) -> None:
    info = client.view_api(return_format="dict", print_info=False)
    assert set(info["named_endpoints"]) == {"/ask", "/rebuild", "/search"}
    assert not info["unnamed_endpoints"]
    config = json.loads(fetch(f"{url}config")[1])
    public = [d["api_name"] for d in config["dependencies"] if d["api_visibility"] != "private"]
    assert sorted(public) == ["ask", "rebuild", "search"]


def test_a_rebuild_is_told_to_programs_as_its_report(service: Service, running: Running) -> None:
    with running(service) as there, closing(Client(there, verbose=False)) as connected:
        report = connected.predict(api_name="/rebuild")
        assert report["articles"] == len(TWO_ARTICLES)
        assert report["read"]["skipped"] == []
        with pytest.raises(AppError, match="does not exist"):
            connected.predict(["/no/such/folder"], api_name="/rebuild")
    with running(service, options=Options(read_only=True)) as there, closing(Client(there, verbose=False)) as connected:
        with pytest.raises(ValueError, match="Cannot find"):
            connected.predict(api_name="/rebuild")
        assert (
            fetch(f"{there}gradio_api/call/rebuild", b'{"data": [null, true]}', Content_Type="application/json")[0]
            == 404
        )
        assert fetch(f"{there}uploads?name=a.txt", b"x")[0] in (404, 405)
        assert not (service.home / "uploads").exists()


def test_the_environment_opens_nothing(url: str) -> None:
    config = json.loads(fetch(f"{url}config")[1])
    assert not config["analytics_enabled"]
    assert not config["vibe_mode"]
    assert not config["show_error"]
    assert config["footer_links"] == []
    assert config["root"].rstrip("/") == url.rstrip("/")
    for path in (
        "gradio_api/file=/etc/hostname",
        "gradio_api/runs",
        "gradio_api/mcp/",
        "gradio_api/vibe-code/",
        "monitoring",
    ):
        assert fetch(url + path)[0] in (403, 404, 405), path


def test_the_page_names_no_font_or_script_of_another_place(url: str) -> None:
    theme, page = fetch(f"{url}theme.css")[1], fetch(url)[1]
    assert "googleapis" not in theme + page
    assert "@import" not in theme
    assert "cdn" not in page.split("gradio_config")[0]
    assert "url(http" not in theme.replace('"', "")


def test_the_browser_is_held_to_this_server(url: str) -> None:
    with urlopen(url, timeout=10) as answer:
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_ids_that_nobody_knows_are_told_in_one_line(url: str, capfd: pytest.CaptureFixture[str]) -> None:
    wrong = {"session_hash": "s", "fn_name": "x", "component_id": 99_999, "fn_index": 99_999, "data": []}
    for path in ("component_server", "queue/join"):
        status, told = fetch(f"{url}gradio_api/{path}", json.dumps(wrong).encode(), Content_Type="application/json")
        assert (status, list(json.loads(told))) == (404, ["error"])
        assert "this id" in told
    for path in ("call/ask/nobody", "call/search/nobody", "queue/data?session_hash=nobody"):
        status, told = fetch(f"{url}gradio_api/{path}")
        assert status == 200  # the response had begun
        assert "404" in told
    for path in ("cancel", "reset"):
        sent = json.dumps({"session_hash": "s", "fn_index": 99_999, "event_id": "nobody"}).encode()
        assert fetch(f"{url}gradio_api/{path}", sent, Content_Type="application/json")[0] == 200
    assert "Traceback" not in capfd.readouterr().err


def test_other_hosts_and_origins_are_refused(url: str) -> None:
    assert fetch(url, Host="evil.example")[0] == 403
    assert fetch(url, Host="127.0.0.1.evil.example:7860")[0] == 403
    assert fetch(url, Origin="https://evil.example")[0] == 403
    assert fetch(url, Origin="null")[0] == 403
    assert fetch(url, Host="127.0.0.2:7860")[0] == 403
    assert fetch(url, Origin=url.rstrip("/"))[0] == 200
    assert fetch(url, Host="localhost:7860")[0] == 200
    assert fetch(url, Host="[::1]:7860")[0] == 200


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860"])
def test_a_page_of_another_port_or_name_is_another_site(url: str, host: str) -> None:
    for origin in (f"http://{host}", f"https://{host}"):
        assert fetch(url, Host=host, Origin=origin)[0] == 200, origin
    ports = ("http://localhost:9999", "http://127.0.0.1:9999", "http://localhost", "http://[::1]")
    tricks = (f"ftp://{host}", f"http://{host}.evil.example", f"http://{host}@evil.example", "http://[", "")
    for origin in ports + tricks:
        assert fetch(url, Host=host, Origin=origin)[0] == 403, origin


def test_the_page_sends_its_tabs_in_both_languages(url: str) -> None:
    config = json.loads(fetch(f"{url}config")[1])
    sent = config["i18n_translations"]
    labels = [part["props"]["label"] for part in config["components"] if part["type"] == "tabitem"]
    keys = [json.loads(label.removeprefix("__i18n__"))["key"] for label in labels]
    assert [sent["en"][key] for key in keys] == ["Ask", "Search", "Articles", "Charts"]
    for language in ("zh", "zh-CN", "zh-TW", "zh-HK"):
        assert [sent[language][key] for key in keys] == ["提问", "搜索", "文章", "图表"]


def test_every_phrase_is_sent_in_english_and_in_chinese(url: str) -> None:
    sent = json.loads(fetch(f"{url}config")[1])["i18n_translations"]
    assert sent["en"] == ENGLISH
    assert ENGLISH.keys() == CHINESE.keys()
    for language in ("zh", "zh-CN", "zh-TW", "zh-HK", "zh-MO", "zh-SG"):
        assert sent[language] == CHINESE
    # The other language is named in that language, a language by its code, and a comma has no letters.
    assert [key for key in ENGLISH if has_han(ENGLISH[key])] == ["other_language"]
    assert [key for key in CHINESE if not has_han(CHINESE[key])] == ["other_language", "language", "comma"]
