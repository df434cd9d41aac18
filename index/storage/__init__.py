"""Generations on disk: written, checked, opened, compared and removed."""
