"""The addresses that the page is served on."""

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
from tests.serving import ROOT, TWO_ARTICLES, fetch, indexed, serving


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("app"), **TWO_ARTICLES)


def test_an_answer_does_not_wait_for_its_last_packet() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()) as sent:
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP  # asyncio checks this before it turns Nagle's algorithm off
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
    ("host", "sent"),
    [
        ("127.0.0.1", signal.SIGINT),
        pytest.param(
            "127.0.0.2",
            signal.SIGTERM,
            marks=pytest.mark.skipif(sys.platform == "darwin", reason="macOS has 127.0.0.1 only"),
        ),
    ],
)
def test_a_page_answers_ends_with_a_signal_and_leaves_no_port_and_no_folder(
    service: Service, host: str, sent: signal.Signals, tmp_path: Path
) -> None:
    with serving(service.home, "--host", host, TMPDIR=str(tmp_path)) as (url, process):
        assert url.startswith(f"http://{host}:")
        assert fetch(url)[0] == 200
        assert fetch(f"{url}config", Origin=url.rstrip("/"))[0] == 200
        assert [path.stat().st_mode & 0o077 for path in tmp_path.iterdir()] == [0]  # closed to others
        process.send_signal(sent)
        assert process.wait(timeout=30) == 0
    assert not list(tmp_path.iterdir())
    with listen(host, int(url.rstrip("/").rsplit(":", 1)[1])):
        pass


def test_an_interrupt_waits_for_the_model_that_is_being_loaded_and_gives_control_back(service: Service) -> None:
    code = (
        "import sys, time; from qa.service import Service; from qa.web.server.fast_import import imported_quickly\n"
        "with imported_quickly():\n"
        "    from qa.web.server.app import serve\n"
        "class Slow(Service):\n"
        "    def warm(self): time.sleep(2); print('loaded', flush=True)\n"
        "serve(Slow(sys.argv[1]), port=0, on_ready=lambda url: print(url, flush=True)); print('over')"
    )
    command = [sys.executable, "-c", code, str(service.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("http://")
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "loaded\nover\n"
        assert process.wait(timeout=20) == 0
