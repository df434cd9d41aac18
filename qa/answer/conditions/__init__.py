"""Conditions of an answer: its quotes are about the question's names, edition, part and time, and of the right kind."""
