"""A language model that keeps the connection open, floods it, or sends unreadable data.

The answer then consists of the articles' own sentences.
"""

import gzip
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread

import pytest

from qa.errors import LanguageModelUnusable
from qa.generate.calls import Calls
from qa.generate.client import LanguageModel
from qa.service import Service
from tests.language_model import Endpoint, Say, event, head, says, sends

FACT = "青岭果园今年收了91吨苹果。"
QUESTION = "青岭果园今年收了多少吨苹果？"
SILENCE, PATIENCE = 1.0, 4.0


def without_end(*pieces: bytes, wait: float = 0.0, headers: bool = True) -> Say:
    """Send the pieces over and over, as long as anyone listens."""

    def say(request: BaseHTTPRequestHandler) -> None:
        if headers:
            head(request)
        try:
            while True:
                for piece in pieces:
                    request.wfile.write(piece)
                    request.wfile.flush()
                    time.sleep(wait)
        except OSError:
            return

    return say


def compressed(size: int) -> Say:
    bomb = gzip.compress(b"data: " + b"[" * size)

    def say(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/event-stream")
        request.send_header("Content-Encoding", "gzip")
        request.end_headers()
        request.wfile.write(bomb)

    return say


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(f"青岭果园丰收\n2022-03-17 来源:示例日报\n\n{FACT}果园明年还要扩大。", "utf-8")
    home = tmp_path_factory.mktemp("home")
    Service(home).rebuild([folder])
    return home


@pytest.fixture
def service(home: Path, endpoint: Endpoint) -> Service:
    return Service(home, llm=LanguageModel(endpoint.url, "m", silence=SILENCE, patience=PATIENCE))


@pytest.mark.parametrize(
    ("say", "why"),
    [
        (without_end(b": still there\n\n", wait=0.05), "1 秒没有回应"),
        (without_end(b": flood\n" * 5_000), ""),  # whichever limit comes first: silence, or the bytes
        (without_end(b"x", wait=0.1), "1 秒没有回应"),
        (without_end(b"HTTP/1.1 200 OK\r\n", b"X-Slow: 1\r\n", wait=0.3, headers=False), "1 秒没有回应"),
        (without_end(b"data: " + b"y" * 100_000), "MB"),
        (without_end(event("慢"), wait=0.5), "4 秒"),
        (sends(b"data: " + b"[" * 100_000 + b"\n\n"), "不是 JSON"),
        (sends(b'data: {"choices": ' + b"[" * 100_000 + b"\n\n"), "不是 JSON"),
        (compressed(50_000_000), "压缩"),
    ],
    ids=[
        "comments",
        "flood",
        "bytes",
        "headers",
        "line",
        "drip",
        "brackets",
        "deep",
        "bomb",
    ],
)
def test_the_articles_own_sentences_come_in_time_with_one_line(
    service: Service, endpoint: Endpoint, say: Say, why: str
) -> None:
    endpoint.say = say
    import openai  # noqa: F401  # importing it takes seconds

    Service(service.home).ask(QUESTION)  # loads the models
    began = time.monotonic()
    answer = service.ask(QUESTION)
    assert time.monotonic() - began < PATIENCE + 4
    assert FACT in [c.quote for c in answer.citations]
    assert all(statement.verbatim for statement in answer.statements)
    assert answer.notice.count("\n") == 0
    assert why in answer.notice
    assert "语言模型" in answer.notice


@pytest.mark.parametrize("text", ["\ud83d" * 40, "。" * 4_000, "好吗？" * 2_000], ids=["halves", "stops", "many"])
def test_what_is_no_sentence_is_none(home: Path, endpoint: Endpoint, text: str) -> None:
    endpoint.say = says(text, size=1)
    answer = Service(home, llm=LanguageModel(endpoint.url, "m")).ask(QUESTION)
    assert FACT in [c.quote for c in answer.citations]
    assert "没有一句" in answer.notice


def test_who_finds_no_place_gets_the_articles_own_sentences_at_once(home: Path, endpoint: Endpoint) -> None:
    endpoint.say = without_end(b": still there\n\n", wait=0.1)
    service = Service(home, llm=LanguageModel(endpoint.url, "m", silence=60, patience=60))
    service._calls = Calls(places=1)
    first: list[str] = []
    waiting = Thread(target=lambda: first.append(service.ask(QUESTION).notice))
    waiting.start()
    while not endpoint.requests:
        time.sleep(0.02)
    began = time.monotonic()
    second = service.ask(QUESTION)
    assert time.monotonic() - began < 3
    assert "太多" in second.notice
    assert FACT in second.text
    service.stop()
    waiting.join(timeout=3)
    assert not waiting.is_alive()
    assert "正在停止" in first[0]
    assert "正在停止" in service.ask(QUESTION).notice


def test_a_reader_who_goes_away_ends_the_call(service: Service, endpoint: Endpoint) -> None:
    gone: list[str] = []

    def say(request: BaseHTTPRequestHandler) -> None:
        head(request)
        try:
            request.wfile.write(event(f"{FACT[:-1]}[1]。果园明年"))
            while True:
                request.wfile.write(event("还"))
                time.sleep(0.05)
        except OSError:
            gone.append("gone")

    endpoint.say = say
    answers = service.stream(QUESTION)
    assert next(answers).statements
    answers.close()  # type: ignore[attr-defined]
    for _ in range(60):
        if gone:
            break
        time.sleep(0.05)
    assert gone == ["gone"]


def test_a_place_is_free_again_after_each_call() -> None:
    calls = Calls(places=1)

    async def fails(_: object) -> None:
        raise LanguageModelUnusable("llm_unreachable", url="x")

    for _ in range(3):
        with pytest.raises(LanguageModelUnusable, match="reached"):
            list(calls.pieces(fails))
