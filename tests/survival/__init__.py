"""Ordeals that the index has to survive, done for real: `python -m tests.survival [ordeal ...] [--share 1.0]`.

A module for each ordeal, with a function `run(share)` that gives figures and raises AssertionError with the place where
something did not hold. With a share below 1 an evenly spread part is done, as the tests of each commit do.
"""
