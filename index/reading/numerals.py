"""Rewrite numbers in a question in the form that the text uses: the reader does not know that 第59颗 is 第五十九颗."""

import re
from collections.abc import Mapping
from decimal import Decimal

from corpus.text.fold import Folded, fold
from corpus.text.numerals import MYRIADS, NUMERAL, han_number

_NUMBER = re.compile(
    rf"(?<![\d.])\d+(?:\.\d+)?(?![\d.])[万亿]?|{NUMERAL}{{2,}}(?:点{NUMERAL}+)?|{NUMERAL}点{NUMERAL}+|{NUMERAL}"
)


def as_written(question: str, text: Folded) -> str:
    """The question with each number in the text's form, digits or Han numerals, unless the text has it as asked."""
    forms = _forms(text)

    def written(match: re.Match[str]) -> str:
        number = match.group()
        value = _value(number)
        # A single numeral may be part of a word: 一体, 十分.
        word = len(number) == 1 and not number.isdecimal()
        return number if value is None or word or number in text else forms.get(value, number)

    return _NUMBER.sub(written, question)


def _forms(text: Folded) -> Mapping[Decimal, str]:
    """The written numbers of a text by value."""
    return {value: number for number in _NUMBER.findall(text) if (value := _value(number)) is not None}


def _value(number: str) -> Decimal | None:
    if not number[0].isdecimal():
        return han_number(fold(number))
    return Decimal(number.rstrip("万亿")) * MYRIADS.get(number[-1], 1)
