"""Nothing needs a network: page, endpoints and commands work without one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def apart() -> list[str]:
    """The command that runs another command in an empty network namespace."""
    command = [shutil.which("unshare") or "", "--map-root-user", "--net"]
    if not command[0]:
        pytest.skip("there is no unshare (util-linux) here")
    tried = subprocess.run([*command, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"this system makes no network namespaces: {tried.stderr.strip()}")
    return command


def test_everything_works_without_a_network(apart: list[str], tmp_path: Path) -> None:
    # Remove the settings that could keep a library from trying to reach its hub.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "TRANSFORMERS_"))}
    command = [*apart, sys.executable, "-m", "tests.offline", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["interfaces"] == ["lo"]
    assert "unreachable" in said["outside"]
    assert len(said["assets"]) > 50
    assert set(said["assets"].values()) == {200}
    assert (said["code"], said["complaints"]) == (0, "")
    assert "忻州" in said["sample"]["text"]
    assert said["rebuilt"]["articles"] == said["again"]["articles"] == 1
    for answer in (said["asked"], said["printed"]):
        assert answer["citations"][0]["quote"] == "博物馆的门票是三元。"
    assert said["found"][0]["article"]["title"] == "卡祖笛博物馆开馆"
    assert said["intact"] is True
