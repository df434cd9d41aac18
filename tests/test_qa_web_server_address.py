"""Which addresses the page is served on."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import ServeError
from qa.service import Service
from qa.web.server.app import serve
from qa.web.server.http import DEFAULT_PORT, address, listen
from tests.serving import TWO_ARTICLES, fetch, indexed


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("app"), **TWO_ARTICLES)


def test_an_answer_does_not_wait_for_its_last_packet() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()) as sent:
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP  # what asyncio looks for before it turns Nagle's algorithm off
            assert sent


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
