"""Crash tests of the index, for real: `python -m tests.survival [ordeal ...] [--share 1.0]`.

Each ordeal is a module with a function `run(share)`, which returns figures and raises AssertionError, saying where
something did not hold. With a share below 1 an evenly spread part of it runs, as in the tests of each commit.
"""
