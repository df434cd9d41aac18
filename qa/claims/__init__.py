"""Checks of what a language model claims against the passages that it cites."""
