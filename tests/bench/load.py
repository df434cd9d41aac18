"""The page under load: python -m tests.bench.load [--people 50] [--seconds 120] [--questions N] [--hostile].

Each simulated person asks, waits for the answer, and asks again. Every answer is checked to belong to its question.
Prints the median and the 95th percentile of the response time, answers per second, errors, mix-ups, the memory of the
server before and after, how long it takes to reject a question of one megabyte, and the time from start to first
answer.

With --hostile, 400 idle connections stay open throughout, a language model that takes half a minute is configured, and
one of the articles consists of text that is hard to process.
"""

import argparse
import asyncio
import itertools
import json
import os
import re
import secrets
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import httpx

from qa.service import Service
from qa.sources import sample_folder
from tests.language_model import Endpoint, head

ROOT = Path(__file__).parents[2]
TOPICS = (
    "太忻一体化经济区",
    "忻州",
    "太原",
    "雄安新区",
    "半导体项目",
    "文物联手",
    "五市大会",
    "转型综改示范区",
    "朔州",
    "粮食",
)
ASKS = (
    "有多少个重大工程项目",
    "承担什么角色",
    "总投资是多少",
    "什么时候发布",
    "由谁负责",
    "和谁合作",
    "签约了多少",
    "目标是什么",
)


@dataclass
class Tally:
    """The results of a run."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mixed: int = 0


def question(number: int) -> str:
    """A question that is different for each number."""
    return f"{TOPICS[number % len(TOPICS)]}{ASKS[number // len(TOPICS) % len(ASKS)]}？（第{number}问）"


@contextmanager
def served(home: Path, *options: str) -> Iterator[tuple[str, int, float]]:
    """Run `qa serve`; yields its address, its process id, and the time at which it was started."""
    started = time.perf_counter()
    environment = {**os.environ, "QA_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    line = [sys.executable, "-m", "qa", "serve", "--port", "0", *options]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout
            url = re.search(r"http://\S+/", process.stdout.readline())
            assert url, "the page did not start"
            yield url[0], process.pid, started
        finally:
            process.terminate()


async def ask(client: httpx.AsyncClient, text: str, session: str) -> dict[str, object]:
    """Ask over the endpoint of Gradio's client, in a session as the page has one. Raises if there is no answer."""
    body = {"data": [text, "", "", ""], "session_hash": session}
    joined = await client.post("gradio_api/call/ask", json=body)
    joined.raise_for_status()
    async with client.stream("GET", f"gradio_api/call/ask/{joined.json()['event_id']}") as events:
        kind = ""
        async for line in events.aiter_lines():
            name, _, value = line.partition(": ")
            kind = value if name == "event" else kind
            if name == "data" and kind == "complete":
                (answer,) = json.loads(value)
                return dict(answer)
            if name == "data" and kind == "error":
                raise RuntimeError(value)
    raise RuntimeError("the answer broke off")


async def person(client: httpx.AsyncClient, numbers: Iterator[int], until: float, think: float, tally: Tally) -> None:
    """Ask until the time is up or there are no more questions."""
    session = secrets.token_hex(8)
    for number in numbers:
        if time.perf_counter() > until:
            return
        text = question(number)
        began = time.perf_counter()
        try:
            answer = await ask(client, text, session)
        except (httpx.HTTPError, RuntimeError) as error:
            tally.errors.append(f"{type(error).__name__}: {error}"[:120])
            continue
        tally.seconds.append(time.perf_counter() - began)
        tally.mixed += answer["question"] != text
        await asyncio.sleep(think)


async def crowd(url: str, people: int, seconds: float, questions: int | None, think: float) -> Tally:
    """Simulate many people at once, with enough connections for all."""
    tally = Tally()
    numbers = iter(range(questions)) if questions else itertools.count()
    limits = httpx.Limits(max_connections=people * 2)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits, trust_env=False) as client:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(person(client, numbers, until, think, tally) for _ in range(people)))
    return tally


@contextmanager
def slow_model(seconds: float = 30) -> Iterator[tuple[str, ...]]:
    """A silent language model that keeps the connection alive for `seconds`; yields the options that choose it."""

    def say(request: BaseHTTPRequestHandler) -> None:
        head(request)
        with suppress(OSError):
            for _ in range(int(seconds)):
                request.wfile.write(b": still there\n\n")
                time.sleep(1)

    endpoint = Endpoint()
    endpoint.say = say
    try:
        yield ("--llm", endpoint.url, "--llm-model", "slow")
    finally:
        endpoint.server.shutdown()
        endpoint.server.server_close()


@contextmanager
def silent(url: str, count: int = 400) -> Iterator[None]:
    """Hold connections open that send nothing; any that the server closes is reopened."""
    place, over = urlsplit(url), Event()
    address = (str(place.hostname), int(place.port or 80))

    def hold() -> None:
        held: list[socket.socket] = []
        while not over.wait(0.5):
            closed, _, _ = select.select(held, [], [], 0)
            for one in closed:
                held.remove(one)
                one.close()
            with suppress(OSError):
                held += [socket.create_connection(address, timeout=5) for _ in range(count - len(held))]
        for one in held:
            one.close()

    holding = Thread(target=hold)
    holding.start()
    try:
        yield
    finally:
        over.set()
        holding.join()


def poison(home: Path, folder: Path) -> None:
    """Index the sample articles and one that is hard to process."""
    parts = (
        ". " * 40_000,
        "返回搜狐，查看更多" * 5_000,
        "1,000 " * 20_000,
        "\u202e太原" * 10_000,
        "（" * 20_000,
        "。" * 20_000,
    )
    (folder / "poison.txt").write_text("太忻一体化经济区的重大工程项目\n\n" + "\n".join(parts), "utf-8")
    Service(home).rebuild([sample_folder(), folder])


def memory(pid: int) -> float:
    """Resident memory of a process in MB; 0 if the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def refusal(url: str) -> float:
    """Seconds until a question of one megabyte is rejected; the best of five."""
    body = json.dumps({"data": ["x" * 1_000_000, "", "", ""]})
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        try:
            status = httpx.post(f"{url}gradio_api/call/ask", content=body, trust_env=False).status_code
        except httpx.HTTPError:
            status = 413  # rejected so early that the client was still sending
        taken.append(time.perf_counter() - began)
        assert status == 413, status
    return min(taken)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--questions", type=int, help="stop after so many")
    parser.add_argument(
        "--hostile", action="store_true", help="beside silent connections, a slow model, a hard article"
    )
    parser.add_argument("--think", type=float, default=0, help="seconds between an answer and the next question")
    given = parser.parse_args()
    with ExitStack() as around:
        home, articles = (Path(around.enter_context(tempfile.TemporaryDirectory())) for _ in range(2))
        options: tuple[str, ...] = ()
        if given.hostile:
            poison(home, articles)
            options = around.enter_context(slow_model())
        url, pid, started = around.enter_context(served(home, *options))
        if not given.hostile:
            asyncio.run(crowd(url, 1, 60, 1, 0))
            print(f"cold start to first answer  {time.perf_counter() - started:.1f} s")
            asyncio.run(crowd(url, given.people, 600, given.people * 2, 0))  # until every component has been used once
        else:
            around.enter_context(silent(url))
        measure(given, url, pid)


def measure(given: argparse.Namespace, url: str, pid: int) -> None:
    """Let people ask, and print the results."""
    before, began = memory(pid), time.perf_counter()
    tally = asyncio.run(crowd(url, given.people, given.seconds, given.questions, given.think))
    took = time.perf_counter() - began
    ordered = sorted(tally.seconds)
    print(f"answers                     {len(ordered)} ({len(ordered) / took:.1f} a second)")
    print(f"median, 95th percentile     {statistics.median(ordered):.2f} s, {ordered[int(len(ordered) * 0.95)]:.2f} s")
    print(f"errors, mixed up            {len(tally.errors)}, {tally.mixed} {set(tally.errors) or ''}")
    print(f"memory before, after        {before:.0f} MB, {memory(pid):.0f} MB")
    print(f"a megabyte refused in       {refusal(url) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
