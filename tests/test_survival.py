"""A sample of each ordeal in `tests/survival`. To run them all in full: `python -m tests.survival`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.survival import shim
from tests.survival.__main__ import INTERCEPTED, ORDEALS

ROOT = Path(__file__).parents[1]
SHARES = {
    "kill": 0.01,
    "power": 0.02,
    "corruption": 0.005,
    "fulldisk": 0.05,
    "ioerrors": 0.02,
    "unreadable": 0.15,
    "readers": 0.03,
    "soak": 0.01,
}
"""The share of each ordeal that runs with every commit, in a few seconds."""


def ordeal(name: str, share: float, timeout: float) -> dict[str, object]:
    """The figures of an ordeal, run by the command."""
    if name in INTERCEPTED and shim.unavailable():
        pytest.skip(shim.unavailable())
    command = [sys.executable, "-m", "tests.survival", name, "--share", str(share)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, timeout=timeout, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1].removeprefix(f"{name} "))
    return figures


@pytest.mark.parametrize("name", SHARES)
def test_a_sample_is_survived(name: str) -> None:
    figures = ordeal(name, SHARES[name], 280)
    assert "LOST" not in figures


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", ORDEALS)
def test_all_is_survived(name: str) -> None:
    figures = ordeal(name, 1.0, 7200)
    assert "LOST" not in figures
