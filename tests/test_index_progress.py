"""Timing of the steps of a rebuild."""

import time

from index.progress import Clock


def test_the_blocks_of_a_step_add_up() -> None:
    clock = Clock()
    with clock.time("reading"):
        time.sleep(0.02)
    first = clock.seconds["reading"]
    with clock.time("reading"):
        pass
    assert clock.seconds["reading"] > first >= 0.02
