"""Requests that quotes alone can answer: counts, lists, digests and comparisons."""
