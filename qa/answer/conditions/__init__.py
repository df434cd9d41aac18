"""Conditions of an answer: its quotes are about the names, edition, part and time of the question, and of the kind that is asked for."""
