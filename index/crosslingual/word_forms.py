"""Other forms of an English word, for words that the table of translations has only in another one.

Backoff translation (Oard et al. 2001, "CLEF experiments at the University of Maryland"; Resnik et al. 2001, "Improved
cross-language retrieval using backoff translation"): the nearest form comes first, and the first one known is taken.
"""

from collections.abc import Iterator

ENDINGS = (
    ("isation", "ization", "ise", "ize", ""),
    ("ization", "isation", "ize", "ise", ""),
    ("iveness", "ive"),
    ("ically", "ical", "ic"),
    ("ation", "ate", "e", ""),
    ("ionary", "ion"),
    ("ionist", "ion"),
    ("ional", "ion"),
    ("ating", "ate"),
    ("ising", "ise", "ize"),
    ("izing", "ize", "ise"),
    ("ised", "ise", "ize"),
    ("ized", "ize", "ise"),
    ("ise", "ize"),
    ("ize", "ise"),
    ("ying", "y"),
    ("ing", "", "e"),
    ("ied", "y"),
    ("ed", "", "e"),
    ("ier", "y"),
    ("iest", "y"),
    ("iness", "y"),
    ("ness", ""),
    ("lessly", "less"),
    ("fully", "ful", ""),
    ("ily", "y"),
    ("ally", "al", "ic"),
    ("ably", "able"),
    ("ibly", "ible"),
    ("ly", "", "le"),
    ("ibility", "ible"),
    ("ability", "able"),
    ("ivity", "ive"),
    ("ity", "", "e"),
    ("ment", ""),
    ("ship", ""),
    ("hood", ""),
    ("ist", "y", "ism", ""),
    ("ism", "", "ist"),
    ("aemia", "emia"),
    ("emia", "aemia"),
    ("er", "", "e"),
    ("or", "our", "", "e"),
    ("our", "or"),
    ("able", "", "e"),
    ("ive", "ion", ""),
    ("ia", "ium"),
    ("ae", "a"),
    ("al", "a", "", "e"),
    ("i", "us"),
    ("a", "um"),
    ("um", "a"),
)
"""What a word ends in, and what its other forms end in instead; the first row that fits says all that is tried."""

SHORTEST = 4
"""Letters that a word keeps before its ending; what is left of shorter ones is another word."""
VOWELS = "aeiou"


def forms(word: str) -> Iterator[str]:
    """Other forms of a word in lower case and without a plural's s, the nearest first; some are no words at all.

    A doubled consonant before an ending is one (`rebelling` is a form of `rebel`).
    """
    for ending, *others in ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) >= SHORTEST and stem != word:
            for other in others:
                yield stem + other
                if not other and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
                    yield stem[:-1]
            return
