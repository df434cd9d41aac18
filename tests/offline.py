"""Do everything once without a network, inside an empty network namespace that has only loopback:

    unshare -rn python -m tests.offline FOLDER

The index and the articles are written to FOLDER. Prints the result of each step as JSON.
"""

import fcntl
import json
import re
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.request import Request, urlopen

SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
"""From linux/sockios.h and linux/if.h."""
OUTSIDE = ("192.0.2.1", 80)
"""An address that is assigned to nobody (RFC 5737)."""
PATIENCE = 120
QUESTION = "卡祖笛博物馆的门票是多少元？"


def bring_up_loopback() -> None:
    """Bring up loopback, the only interface of a new network namespace, which starts down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        (flags,) = struct.unpack("16xh", fcntl.ioctl(any_socket, SIOCGIFFLAGS, struct.pack("16sh", b"lo", 0)))
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | IFF_UP))


def outside() -> str:
    """Why nothing outside can be reached; an empty string if something can."""
    try:
        socket.create_connection(OUTSIDE, timeout=10).close()
    except OSError as error:
        return str(error)
    return ""


def fetch(url: str, body: object = None) -> tuple[int, str]:
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data, {"content-type": "application/json"}), timeout=PATIENCE) as answer:
        return answer.status, answer.read().decode("utf-8", "replace")


def assets(url: str) -> dict[str, int]:
    """URL -> status of the page, of its own files that it links to, and of the files that its scripts name."""
    found: dict[str, int] = {}
    waiting = [url]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address], text = fetch(address)
        names = re.findall(r"""(?:src|href)=["']([^"'#]+)["']""", text) if address == url else []
        if address.endswith(".js"):
            names += re.findall(r"""["'](\.{1,2}/[\w./-]+\.(?:js|css))["']""", text)
        waiting += [there for there in (urljoin(address, name) for name in names) if there.startswith(url)]
    return found


def call(url: str, name: str, *given: object) -> Any:
    """The result of an endpoint."""
    event = json.loads(fetch(f"{url}gradio_api/call/{name}", {"data": given})[1])["event_id"]
    said, _, data = fetch(f"{url}gradio_api/call/{name}/{event}")[1].partition("\n")
    assert said == "event: complete", data
    return json.loads(data.removeprefix("data: "))[0]


def qa(*words: str) -> Any:
    """The JSON output of a command."""
    done = subprocess.run([sys.executable, "-m", "qa", *words, "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def served(home: str, articles: str) -> dict[str, Any]:
    """Start a page without an index, let it add articles, and return what it says."""
    command = [sys.executable, "-u", "-m", "qa", "serve", "--port", "0", "--home", home]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        try:
            url = process.stdout.readline().split()[3]
            said = {
                "assets": assets(url),
                "sample": call(url, "ask", "what is Xinzhou's role in the Taixin zone"),
                "rebuilt": call(url, "rebuild", [articles]),
                "asked": call(url, "ask", QUESTION),
                "found": call(url, "search", "卡祖笛"),
            }
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE)
        return {**said, "code": process.returncode, "complaints": process.stderr.read()}


def main(folder: Path) -> None:
    """Run every step and print the results."""
    bring_up_loopback()
    articles = folder / "articles"
    articles.mkdir()
    (articles / "kazoo.txt").write_text("卡祖笛博物馆开馆\n\n卡祖笛博物馆上周开馆。博物馆的门票是三元。\n", "utf-8")
    home = str(folder / "home")
    said = {
        "interfaces": [name for _, name in socket.if_nameindex()],
        "outside": outside(),
        **served(home, str(articles)),
        "again": qa("rebuild", str(articles), "--full", "--home", home),
        "printed": qa("ask", QUESTION, "--home", home),
        "intact": qa("verify", "--home", home)["intact"],
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
