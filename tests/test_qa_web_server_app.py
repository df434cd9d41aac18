"""The page as a server: what programs are given, who is let in, and which addresses it takes."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from markupsafe import escape

from corpus.text.script import has_han
from qa.errors import ServeError
from qa.service import Service
from qa.sources import sample_folder
from qa.types import Answer
from qa.web.conversation import TURNS, UNFILTERED, FilterForm
from qa.web.i18n.phrases import CHINESE, ENGLISH
from qa.web.library.listing import View
from qa.web.server.app import serve
from qa.web.server.guard import POLICY
from qa.web.server.http import DEFAULT_PORT, address, listen
from qa.web.server.options import Options
from qa.web.tabs.actions import Actions, Said
from qa.web.tabs.search_form import Search

Running: TypeAlias = Callable[..., AbstractContextManager[str]]

ARTICLES = {
    "investment.txt": "太忻经济区排出485个项目\n2022-03-25 来源：示例日报\n\n太忻经济区今年有485个项目，总投资5337亿元。两市分工明确。\n",
    "grain.txt": "Coarse grains find buyers\n2022-03-17 Source: Example Digest\n\nThe fair sold grain for 16.53 million yuan.\n",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    made = Service(tmp_path_factory.mktemp("home"), model="hashing")
    made.rebuild([folder])
    return made


@pytest.fixture(scope="module")
def url(service: Service, running: Running) -> Iterator[str]:
    # Nothing of this may open what the page keeps shut.
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


def fetch(url: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
    request = Request(url, data, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_ask_gives_programs_the_same_object(client: Client, service: Service) -> None:
    question = "太忻经济区总投资多少？"
    given = client.predict(question, api_name="/ask")
    expected: dict[str, Any] = json.loads(json.dumps(service.ask(question).to_dict()))
    assert expected["hits"]
    for part in (*expected["hits"], *expected["citations"]):
        part["article"]["path"] = None  # with one, the client would take the article for a file and fetch it
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
    """What an endpoint answers to a body, as any HTTP client hears it: the status, and the last event or the refusal."""
    status, answer = fetch(f"{url}gradio_api/call/{name}", body, Content_Type="application/json")
    return (status, answer) if status != 200 else fetch(f"{url}gradio_api/call/{name}/{json.loads(answer)['event_id']}")


ODD = [None, 7, -1, 2.5, True, "text", [], {}, ["a"], [None], [[["a"]]], {"a": {"b": [1]}}, float("nan"), float("inf")]
"""What no caller should send; for some arguments one or the other is right."""
FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}, "url": "http://127.0.0.1:1/x"}
FITTING: dict[str, list[tuple[object, type, type]]] = {
    "ask": [("谁？", str, str), ("", str, str), ("", str, str), ("", str, list)],
    "search": [("谁？", str, str), (1, int, int), ("bm25", str, str), ("", str, str), ("", str, str), ("", str, list)],
    "rebuild": [(None, list, list), (True, bool, bool)],
}
"""Of each endpoint's arguments one that makes sense, and which kinds are taken."""
KIND = {str: "text", int: "a whole number", bool: "true or false", list: "a list of texts"}


def odd_calls(name: str) -> Iterator[tuple[int, object, list[object]]]:
    """Calls in which one argument is of no kind that is taken there."""
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
        assert report["articles"] == len(ARTICLES)
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


def test_an_answer_does_not_wait_for_its_last_packet() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()) as sent:
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP  # what asyncio looks for before it turns Nagle's algorithm off
            assert sent


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
        assert status == 200  # the answer had begun
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


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5"])
def test_an_address_that_others_reach_needs_a_password(service: Service, host: str) -> None:
    with pytest.raises(ServeError, match=r"without a password.*127\.0\.0\.1.*--auth"):
        serve(service, host=host)


@pytest.mark.parametrize("host", ["example.com", "", "127.0.0.1.evil.example"])
def test_a_name_is_no_address_to_serve_on(service: Service, host: str) -> None:
    with pytest.raises(ServeError, match="is not an address"):
        serve(service, host=host)


def test_a_port_in_use_is_one_clear_error(service: Service) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=rf"port {port} is not free on 127\.0\.0\.1 .*--port 0"):
            serve(service, port=port)


def test_an_impossible_port_is_one_clear_error(service: Service) -> None:
    with pytest.raises(ServeError, match="70000 is not a port"):
        serve(service, port=70_000)


def test_the_default_port_gives_way_to_the_next_free_one() -> None:
    with listen("127.0.0.1", DEFAULT_PORT) as first, listen("127.0.0.1", DEFAULT_PORT) as second:
        assert second.getsockname()[1] > first.getsockname()[1] >= DEFAULT_PORT
        assert address(second) == f"http://127.0.0.1:{second.getsockname()[1]}/"


def test_names_of_this_computer_are_taken() -> None:
    with listen("localhost", 0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
    if socket.has_ipv6:
        with listen("[::1]", 0) as listener:
            assert address(listener).startswith("http://[::1]:")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        pytest.param(
            "127.0.0.2", marks=pytest.mark.skipif(sys.platform == "darwin", reason="macOS has 127.0.0.1 only")
        ),
    ],
)
def test_serving_answers_ends_with_an_interrupt_and_frees_the_port(service: Service, host: str) -> None:
    code = (
        "import sys; from qa.web.server.app import serve; from qa.service import Service;"
        "serve(Service(sys.argv[1]), host=sys.argv[2], port=0, on_ready=lambda url: print(url, flush=True)); print('over')"
    )
    root = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", code, str(service.home), host]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ}) as process:
        assert process.stdout
        url = process.stdout.readline().strip()
        assert url.startswith(f"http://{host}:")
        assert fetch(url)[0] == 200
        assert fetch(f"{url}config", Origin=url.rstrip("/"))[0] == 200
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "over\n"
        assert process.wait(timeout=20) == 0
    with listen(host, int(url.rstrip("/").rsplit(":", 1)[1])):
        pass


def test_an_interrupt_waits_for_the_model_that_is_being_loaded(service: Service) -> None:
    code = (
        "import sys, time; from qa.web.server.app import serve; from qa.service import Service\n"
        "class Slow(Service):\n"
        "    def warm(self): time.sleep(2); print('loaded', flush=True)\n"
        "serve(Slow(sys.argv[1]), port=0, on_ready=lambda url: print(url, flush=True)); print('over')"
    )
    command = [sys.executable, "-c", code, str(service.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("http://")
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "loaded\nover\n"
        assert process.wait(timeout=20) == 0


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
    # The other language is named in itself, and a comma has no letters.
    assert [key for key in ENGLISH if has_han(ENGLISH[key])] == ["other_language"]
    assert [key for key in CHINESE if not has_han(CHINESE[key])] == ["other_language", "comma"]


def test_the_welcome_shows_what_is_there(service: Service) -> None:
    welcome = Actions(service).welcome(CHINESE)
    assert "2 篇文章，2022-03-17 至 2022-03-25" in welcome.heading
    assert "示例文章" not in welcome.heading
    assert welcome.sources == ["Example Digest", "示例日报"]


def test_the_welcome_says_when_it_is_the_sample(tmp_path: Path) -> None:
    service = Service(tmp_path, model="hashing")
    service.rebuild([sample_folder()])
    assert "qa rebuild FOLDER" in Actions(service).welcome(ENGLISH).heading
    assert ENGLISH["sample"] in Actions(service).welcome(ENGLISH).heading


def test_the_articles_are_listed_the_newest_first(service: Service) -> None:
    told = Actions(service).table(View(), CHINESE)
    assert told.index("太忻经济区排出485个项目") < told.index("Coarse grains find buyers")
    told = Actions(service).table(View(find="GRAINS"), CHINESE)
    assert "太忻" not in told
    assert "Coarse grains" in told


def last(said: Iterator[Said]) -> Said:
    *_, whole = said
    return whole


def test_without_an_index_every_action_tells_so_in_one_line(tmp_path: Path) -> None:
    actions = Actions(Service(tmp_path / "none", model="hashing"))
    for words, way in ((ENGLISH, "run qa rebuild"), (CHINESE, "请用 qa rebuild")):
        told = [
            last(actions.ask("谁？", words, filters=UNFILTERED, related=5)).answer,
            actions.search(Search("谁"), words),
            actions.table(View(), words),
            actions.status(words),
            actions.article("a", 0, 0, words),
            actions.welcome(words).heading,
        ]
        for html in told:
            assert html.count('role="alert"') == 1
            assert way in html
    assert actions.examples(ENGLISH) == ""


def test_a_filter_that_makes_no_sense_is_told(service: Service) -> None:
    actions = Actions(service)
    soon = FilterForm(since="soon")
    assert "is not a date" in actions.search(Search("grain", soon), ENGLISH)
    assert "不是日期" in actions.search(Search("grain", soon), CHINESE)
    said = last(actions.ask("grain", CHINESE, filters=soon, related=5))
    assert "不是日期" in said.answer
    assert (said.taken, said.history) == (False, ())
    assert "qa-hit" in actions.search(Search("grain", FilterForm(" ", " 2022 ")), ENGLISH)
    assert actions.search(Search("  "), ENGLISH) == actions.empty_search(ENGLISH)


def test_filters_choose_what_is_answered_from(service: Service) -> None:
    actions = Actions(service)
    for chosen, there in ((FilterForm(sources=("示例日报",)), True), (FilterForm(since="2023"), False)):
        said = last(actions.ask("太忻经济区有多少个项目？", ENGLISH, filters=chosen, related=5))
        assert ("485个项目" in said.answer) == there


def test_an_answer_is_shown_as_it_grows(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = service.ask("太忻经济区有多少个项目？")
    assert whole.answered
    parts = [replace(whole, statements=whole.statements[:1] * n) for n in (1, 2, 3)]
    monkeypatch.setattr(service, "stream", lambda *_, **__: iter(parts))
    waiting, *said = Actions(service).ask(whole.question, ENGLISH, filters=UNFILTERED, related=5)
    assert ENGLISH["thinking"] in waiting.answer
    assert not waiting.taken
    assert [s.answer.count('class="qa-sentence"') for s in said] == list(range(1, len(parts) + 1))
    assert [ENGLISH["growing"] in s.answer for s in said] == [True] * (len(parts) - 1) + [False]
    assert [len(s.history) for s in said] == [0] * (len(parts) - 1) + [1]


def test_a_conversation_is_handed_on_and_forgets_the_oldest(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Sequence[Answer]] = []
    stream = service.stream

    def note(question: str, *, history: Sequence[Answer], **filters: Any) -> Iterator[Answer]:
        given.append(history)
        return stream(question, history=history, **filters)

    monkeypatch.setattr(service, "stream", note)
    actions, history = Actions(service), tuple[Answer, ...]()
    for turn in range(TURNS + 2):
        said = last(
            actions.ask(f"太忻经济区有多少个项目 {turn}", ENGLISH, filters=UNFILTERED, history=history, related=5)
        )
        assert given[-1] == history
        history = said.history
    assert [answer.question[-1] for answer in history] == [str(n) for n in range(2, TURNS + 2)]
    assert all(answer.hits == () for answer in history)
    assert said.earlier.count("<summary") == TURNS


def test_a_question_that_cannot_be_asked_is_no_part_of_the_conversation(service: Service) -> None:
    said = last(Actions(service).ask(" ", CHINESE, filters=UNFILTERED, related=5))
    assert "问题是空的" in said.answer
    assert said.history == ()
    assert not said.taken


def test_a_bug_is_logged_and_not_shown(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(service, "stream", fail)
    told = last(Actions(service).ask("谁？", ENGLISH, filters=UNFILTERED, related=5)).answer
    assert escape(ENGLISH["broken"]) in told
    assert "A_SECRET" not in told
    assert "secret" in caplog.text


def test_an_article_that_is_gone_is_told(service: Service) -> None:
    assert ENGLISH["gone"] in Actions(service).article("nobody", 0, 5, ENGLISH)


def test_gradio_is_imported_without_its_stubs_and_works() -> None:
    code = """
import gc, inspect, sys
from qa.web.server.fast_import import imported_quickly
before, read = inspect.getfile, []
sys.addaudithook(lambda event, args: event == "open" and str(args[0]).endswith(".pyi") and read.append(args[0]))
with imported_quickly():
    import gradio
assert inspect.getfile is before and gc.isenabled()
assert not read, read
with gradio.Blocks() as page:
    gradio.Textbox().change(lambda text: text, None, None)
assert page.get_config_file()["dependencies"]
"""
    subprocess.run([sys.executable, "-c", code], check=True)
