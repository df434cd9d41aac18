"""Retrievers over the articles for other frameworks; each module needs its own extra."""
