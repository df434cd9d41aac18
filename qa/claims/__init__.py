"""Checks claims of a language model against the passages that it cites."""
