"""Checks of a claim, each for one kind of error. They yield the words of the sentence that are unsupported."""
