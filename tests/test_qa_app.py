"""The page as a server: what programs are given, who is let in, and which addresses it takes."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import escape
from pathlib import Path
from queue import Queue
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from corpus.script import has_han
from qa.app import serve, web_app
from qa.errors import ServeError
from qa.page.actions import Actions, Search
from qa.page.guard import POLICY
from qa.page.server import DEFAULT_PORT, PageServer, address, listen
from qa.page.words import CHINESE, ENGLISH
from qa.service import Service, sample_folder

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


@contextmanager
def running(service: Service) -> Iterator[str]:
    """The page, served by a thread until the block ends."""
    ready: Queue[str] = Queue()
    server = PageServer(web_app(service), listen("127.0.0.1", 0), ready.put)
    thread = threading.Thread(target=server.serve_until_stopped)
    thread.start()
    try:
        yield ready.get(timeout=30)
    finally:
        server.should_exit = True
        thread.join(timeout=30)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def url(service: Service) -> Iterator[str]:
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
    with pytest.raises(AppError, match="there is no mode 'magic'"):
        client.predict("grain", mode="magic", api_name="/search")


def test_programs_see_two_endpoints_and_no_other(client: Client, url: str) -> None:
    info = client.view_api(return_format="dict", print_info=False)
    assert set(info["named_endpoints"]) == {"/ask", "/search"}
    assert not info["unnamed_endpoints"]
    config = json.loads(fetch(f"{url}config")[1])
    public = [d["api_name"] for d in config["dependencies"] if d["api_visibility"] != "private"]
    assert sorted(public) == ["ask", "search"]


def test_the_environment_opens_nothing(url: str) -> None:
    config = json.loads(fetch(f"{url}config")[1])
    assert not config["analytics_enabled"]
    assert not config["vibe_mode"]
    assert not config["show_error"]
    assert config["footer_links"] == []
    assert config["root"].rstrip("/") == url.rstrip("/")
    for path in ("gradio_api/file=/etc/hostname", "gradio_api/mcp/", "gradio_api/vibe-code/", "monitoring", "docs"):
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


def test_nothing_can_be_uploaded(url: str) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nb\r\n--x--\r\n'
    assert fetch(f"{url}gradio_api/upload", form, Content_Type="multipart/form-data; boundary=x")[0] == 404


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", "", "127.0.0.1.evil.example"])
def test_an_address_that_others_reach_is_refused(service: Service, host: str) -> None:
    with pytest.raises(ServeError, match=r"no password protection yet.*127\.0\.0\.1"):
        serve(service, host=host)


def test_a_port_in_use_is_one_clear_error(service: Service) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=rf"port {port} is not free on 127\.0\.0\.1 .*--port 0"):
            serve(service, port=port)


def test_an_impossible_port_is_one_clear_error(service: Service) -> None:
    with pytest.raises(ServeError, match="70000 is no port"):
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
        "import sys; from qa.app import serve; from qa.service import Service;"
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


def test_the_page_sends_its_three_tabs_in_both_languages(url: str) -> None:
    config = json.loads(fetch(f"{url}config")[1])
    sent = config["i18n_translations"]
    labels = [part["props"]["label"] for part in config["components"] if part["type"] == "tabitem"]
    keys = [json.loads(label.removeprefix("__i18n__"))["key"] for label in labels]
    assert [sent["en"][key] for key in keys] == ["Ask", "Search", "Articles"]
    for language in ("zh", "zh-CN", "zh-TW", "zh-HK"):
        assert [sent[language][key] for key in keys] == ["提问", "搜索", "文章"]


def test_every_phrase_is_sent_in_english_and_in_chinese(url: str) -> None:
    sent = json.loads(fetch(f"{url}config")[1])["i18n_translations"]
    assert sent["en"] == ENGLISH
    assert ENGLISH.keys() == CHINESE.keys()
    for language in ("zh", "zh-CN", "zh-TW", "zh-HK", "zh-MO", "zh-SG"):
        assert sent[language] == CHINESE
    assert [key for key in ENGLISH if has_han(ENGLISH[key])] == []
    assert [key for key in CHINESE if not has_han(CHINESE[key])] == []


def test_the_welcome_shows_what_is_there(service: Service) -> None:
    welcome = Actions(service).welcome(CHINESE)
    assert "2 篇文章，2022-03-17 至 2022-03-25" in welcome.heading
    assert "示例文章" not in welcome.heading
    assert welcome.sources == ["Example Digest", "示例日报"]
    assert welcome.examples == ["“太忻经济区排出485个项目”讲了什么？", "What is “Coarse grains find buyers” about?"]


def test_the_welcome_says_when_it_is_the_sample(tmp_path: Path) -> None:
    service = Service(tmp_path, model="hashing")
    service.rebuild([sample_folder()])
    assert "qa rebuild FOLDER" in Actions(service).welcome(ENGLISH).heading
    assert ENGLISH["sample"] in Actions(service).welcome(ENGLISH).heading


def test_the_articles_are_the_newest_ones_of_all(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Actions(service).articles(CHINESE)
    assert told.index("太忻经济区排出485个项目") < told.index("Coarse grains find buyers")
    assert "这里列出" not in told
    monkeypatch.setattr("qa.page.actions.SHOWN", 1)
    told = Actions(service).articles(CHINESE)
    assert "Coarse grains" not in told
    assert "这里列出最新的 1 篇，共 2 篇。" in told


def test_without_an_index_every_action_tells_so_in_one_line(tmp_path: Path) -> None:
    actions = Actions(Service(tmp_path / "none", model="hashing"))
    told = [
        actions.ask("谁？", ENGLISH),
        actions.search(Search("谁"), ENGLISH),
        actions.articles(ENGLISH),
        actions.article("a", 0, 0, ENGLISH),
        actions.welcome(ENGLISH).heading,
    ]
    for html in told:
        assert html.count('role="alert"') == 1
        assert "qa rebuild" in html
    assert actions.welcome(ENGLISH).examples == []


def test_a_filter_that_makes_no_sense_is_told(service: Service) -> None:
    actions = Actions(service)
    assert "is no date" in actions.search(Search("grain", since="soon"), ENGLISH)
    assert "qa-hit" in actions.search(Search("grain", since=" ", until=" 2022 "), ENGLISH)
    assert actions.search(Search("  "), ENGLISH) == ""


def test_a_bug_is_logged_and_not_shown(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: str) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(service, "ask", fail)
    told = Actions(service).ask("谁？", ENGLISH)
    assert escape(ENGLISH["broken"]) in told
    assert "secret" not in told
    assert "secret" in caplog.text


def test_an_article_that_is_gone_is_told(service: Service) -> None:
    assert ENGLISH["gone"] in Actions(service).article("nobody", 0, 5, ENGLISH)
