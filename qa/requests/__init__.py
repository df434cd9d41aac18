"""Requests that quotes alone can answer: a count, a list, a digest, two things side by side."""
