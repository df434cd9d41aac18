"""Numbers in Han digits: 五千六百万, 三点二亿, 廿一, 二〇二二."""

import re
from decimal import Decimal

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "兩": 2}
"""A place is never written with 廿 or 卅, which are tens: 廿一 is 21."""
TENS = {"廿": 2, "卅": 3}
POWERS = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

DIGIT = f"[{''.join(DIGITS)}]"
NUMERAL = f"[{''.join([*DIGITS, *TENS, *POWERS, *MYRIADS])}]"
"""One character of a whole number, as a regex."""

MAX_NUMERAL_CHARS = 100
"""A longer run of Han digits is a list of them."""

_NUMBER = re.compile(rf"(?P<whole>{NUMERAL}+)(?:点(?P<decimals>{DIGIT}+)(?P<myriad>[{''.join(MYRIADS)}]{{0,2}}))?")


def han_number(written: str) -> Decimal | None:
    """The value of a number in Han digits, None where the text is none; 万 alone counts nothing.

    三千二百 is 3200, 三点二亿 is 320 million, and digits without a power are read one by one: 二〇二二 is 2022.
    """
    match = _NUMBER.fullmatch(written)
    if match is None or len(written) > MAX_NUMERAL_CHARS or all(c in MYRIADS for c in match["whole"]):
        return None
    whole = _spelled(match["whole"]) if all(c in DIGITS for c in match["whole"]) else _counted(match["whole"])
    decimals = "".join(str(DIGITS[c]) for c in match["decimals"] or "")
    value = Decimal(f"{whole}.{decimals}") if decimals else Decimal(whole)
    for myriad in match["myriad"] or "":
        value *= MYRIADS[myriad]
    return value


def _spelled(digits: str) -> int:
    return int("".join(str(DIGITS[c]) for c in digits))


def _counted(number: str) -> int:
    """A number with powers of ten: each power multiplies the digit before it, 万 and 亿 all that is before them."""
    total = section = digit = 0
    for c in number:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in TENS:
            section, digit = section + 10 * TENS[c], 0
        elif c in POWERS:
            section, digit = section + (digit or 1) * POWERS[c], 0
        elif MYRIADS[c] == 10**8:
            total, section, digit = (total + section + digit) * MYRIADS[c], 0, 0
        else:
            total, section, digit = total + (section + digit) * MYRIADS[c], 0, 0
    return total + section + digit
