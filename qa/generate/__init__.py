"""Answers written by a language model, and the checks that they have to pass."""
