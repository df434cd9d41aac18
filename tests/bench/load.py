"""How the page bears many people: python tests/bench/load.py [--people 50] [--seconds 120] [--questions N] [--think 0].

Each person asks, waits for the answer, and asks again. Every answer is checked to be that of its own question. It prints
the median and the 95th percentile of the time to an answer, answers a second, errors, mix-ups, the memory of the server
before and after, how long a question of a megabyte takes to be refused, and the time from start to first answer.
"""

import argparse
import asyncio
import itertools
import json
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

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
    """What happened."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mixed: int = 0


def question(number: int) -> str:
    """A question that no other number has."""
    return f"{TOPICS[number % len(TOPICS)]}{ASKS[number // len(TOPICS) % len(ASKS)]}？（第{number}问）"


@contextmanager
def served(home: Path) -> Iterator[tuple[str, int, float]]:
    """`qa serve`: its address, its process id, and the moment it was started."""
    started = time.perf_counter()
    environment = {**os.environ, "QA_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    line = [sys.executable, "-m", "qa", "serve", "--port", "0"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout
            url = re.search(r"http://\S+/", process.stdout.readline())
            assert url, "the page did not start"
            yield url[0], process.pid, started
        finally:
            process.terminate()


async def ask(client: httpx.AsyncClient, text: str, session: str) -> dict[str, object]:
    """An answer over the endpoint that Gradio's client uses, in a session as the page has one. Raises where there is none."""
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
    """Asks until the time is over or the questions are."""
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
    """Many people at once over connections of their own."""
    tally = Tally()
    numbers = iter(range(questions)) if questions else itertools.count()
    limits = httpx.Limits(max_connections=people * 2)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits, trust_env=False) as client:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(person(client, numbers, until, think, tally) for _ in range(people)))
    return tally


def memory(pid: int) -> float:
    """Resident megabytes of a process; 0 where the system does not say."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def refusal(url: str) -> float:
    """Seconds until a question of a megabyte is refused; the best of five."""
    body = json.dumps({"data": ["x" * 1_000_000, "", "", ""]})
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        try:
            status = httpx.post(f"{url}gradio_api/call/ask", content=body, trust_env=False).status_code
        except httpx.HTTPError:
            status = 413  # refused so early that the sender was still sending
        taken.append(time.perf_counter() - began)
        assert status == 413, status
    return min(taken)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--questions", type=int, help="stop after so many")
    parser.add_argument("--think", type=float, default=0, help="seconds between an answer and the next question")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as (url, pid, started):
        asyncio.run(crowd(url, 1, 60, 1, 0))
        print(f"cold start to first answer  {time.perf_counter() - started:.1f} s")
        asyncio.run(crowd(url, given.people, 600, given.people * 2, 0))  # until every part has been used once
        before, began = memory(pid), time.perf_counter()
        tally = asyncio.run(crowd(url, given.people, given.seconds, given.questions, given.think))
        took = time.perf_counter() - began
        ordered = sorted(tally.seconds)
        print(f"answers                     {len(ordered)} ({len(ordered) / took:.1f} a second)")
        print(
            f"median, 95th percentile     {statistics.median(ordered):.2f} s, {ordered[int(len(ordered) * 0.95)]:.2f} s"
        )
        print(f"errors, mixed up            {len(tally.errors)}, {tally.mixed} {set(tally.errors) or ''}")
        print(f"memory before, after        {before:.0f} MB, {memory(pid):.0f} MB")
        print(f"a megabyte refused in       {refusal(url) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
