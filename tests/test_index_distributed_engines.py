"""Addresses of engines; servers that are down, slow or of an unknown version; and who may import an engine's client."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.distributed.engines import ENGINES, Address, check, reason
from index.distributed.qdrant import knows
from index.errors import EngineUnavailable, StoreUnavailable
from qa.service import Service
from tests.test_imports import ROOT, SOURCES, imported

CLIENTS = {"qdrant_client", "qdrant_edge"}


@contextmanager
def server(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[int]:
    """A server that answers every GET request with `answer`; yields its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_given: object) -> None:
            """Log nothing."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    try:
        yield made.server_port
    finally:
        made.shutdown()
        thread.join()
        made.server_close()


def telling(version: str) -> AbstractContextManager[int]:
    """A server that reports this version."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps({"title": "qdrant - vector search engine", "version": version}).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return server(answer)


def test_an_address_names_the_server_and_the_index() -> None:
    assert Address.parse("qdrant://host/news") == Address("qdrant", "host", 6333, "news", None, 1, local=False)
    full = "qdrant://10.0.0.5:7333/my-news_2?shards=6&copies=2&local=1"
    assert Address.parse(full) == Address("qdrant", "10.0.0.5", 7333, "my-news_2", 6, 2, local=True)


@pytest.mark.parametrize(
    "text",
    [
        "qdrant://host",
        "qdrant:///news",
        "qdrant://host/a/b",
        "qdrant://host/news?shards=many",
        "qdrant://host/news?shard=3",
        "qdrant://host:port/news",
        "milvus://host/news",
        "://",
    ],
)
def test_what_is_no_address_is_told_with_the_form_of_one(text: str) -> None:
    with pytest.raises(StoreUnavailable, match="KIND://HOST:PORT/NAME, KIND one of qdrant"):
        check(text)


def test_the_nodes_of_the_compose_file_are_of_a_version_that_the_client_knows() -> None:
    yaml = pytest.importorskip("yaml")
    written = (ROOT / "compose.yaml").read_text("utf-8")
    services = yaml.safe_load(written)["services"]
    constraints = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    (client,) = [line.partition("==")[2] for line in constraints if line.startswith("qdrant-client==")]
    address = Address.parse(written.partition("QA_STORE='")[2].partition("'")[0])
    nodes = {name: node for name, node in services.items() if name != "article-qa"}
    assert (len(nodes), address.host in nodes, address.copies) == (3, True, 2)
    for node in nodes.values():
        assert node["profiles"] == ["qdrant"]  # without that profile, the page starts alone
        assert knows(client, node["image"].partition(":v")[2])
        assert "ports" not in node  # nodes do not ask for a password


def test_a_store_of_our_own_is_checked_as_before() -> None:
    check("auto")
    check("flat")
    with pytest.raises(StoreUnavailable, match="there is no vector store 'flatt'"):
        check("flatt")
    assert reason("qdrant://host/news") == ENGINES["qdrant"].reason


@pytest.mark.parametrize("version", ["0.9.0", "2.0.0", "1.3.1", "new"])
def test_a_server_of_a_version_that_the_client_does_not_know_is_refused_by_name(version: str) -> None:
    pytest.importorskip("qdrant_client", reason="the extra qdrant is not installed")
    with telling(version) as port, pytest.raises(EngineUnavailable, match=rf"127.0.0.1:{port} is version {version}"):
        check(f"qdrant://127.0.0.1:{port}/news")


def test_a_server_that_the_client_knows_is_taken() -> None:
    pytest.importorskip("qdrant_client", reason="the extra qdrant is not installed")
    from importlib.metadata import version

    with telling(version("qdrant-client")) as port:
        check(f"qdrant://127.0.0.1:{port}/news")


def test_a_server_that_is_down_is_one_line_before_anything_is_read(tmp_path: Path) -> None:
    pytest.importorskip("qdrant_client", reason="the extra qdrant is not installed")
    (tmp_path / "a.txt").write_text("忻州承载产业落地。", "utf-8")
    with telling("1.0.0") as port:
        pass  # the port is free again
    with pytest.raises(EngineUnavailable, match=rf"^the engine at 127.0.0.1:{port} did not do what it was asked"):
        Service(tmp_path / "home", model="hashing").rebuild([tmp_path], store=f"qdrant://127.0.0.1:{port}/news")
    assert not (tmp_path / "home" / "CURRENT").exists()


def test_a_server_that_does_not_answer_in_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("qdrant_client", reason="the extra qdrant is not installed")
    monkeypatch.setattr("index.distributed.qdrant.TIMEOUT", 1)
    done = threading.Event()

    def wait(_handler: BaseHTTPRequestHandler) -> None:
        done.wait(30)

    with server(wait) as port:
        try:
            with pytest.raises(EngineUnavailable, match="did not do what it was asked"):
                check(f"qdrant://127.0.0.1:{port}/news")
        finally:
            done.set()


def test_without_the_client_the_line_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['qdrant_client'] = None\n"
        "from index.distributed.engines import check\nfrom index.errors import StoreUnavailable\n"
        "try: check('qdrant://host/news')\nexcept StoreUnavailable as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'article-qa[qdrant]'" in run.stdout


def test_only_the_room_of_engines_imports_their_clients_and_not_before_one_is_asked_for() -> None:
    importing = {path.parent.name for path in SOURCES if imported(path) & CLIENTS}
    assert importing == {"distributed"}
    code = "import sys, qa.cli.commands, index.search, index.build; print(*sys.modules, sep='\\n')"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not CLIENTS & set(run.stdout.split())
