"""Checks of a claim, each for one kind of error: what of the sentence its passages do not support, in the words of the sentence."""
