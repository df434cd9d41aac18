"""Wording of the page in Chinese and English."""
