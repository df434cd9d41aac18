"""Generations on disk: writing, checking, opening, comparing and removing them."""
