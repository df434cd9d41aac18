"""Readers: cross-encoders that read a question with sentences and score each sentence as the answer."""
