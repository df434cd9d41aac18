"""Numbers in Han digits and in English words: 五千六百万, 三点二亿, 廿一, 二〇二二, 3亿2000万, fifty-six million."""

import re
from collections.abc import Sequence
from decimal import Decimal

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "兩": 2}
"""廿 and 卅 are not digits but tens: 廿一 is 21."""
TENS = {"廿": 2, "卅": 3}
POWERS = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

DIGIT = f"[{''.join(DIGITS)}]"
NUMERAL = f"[{''.join([*DIGITS, *TENS, *POWERS, *MYRIADS])}]"
"""One character of a whole number, as a regex."""

MIXED = r"\d{1,4}[百千]?[万亿](?:\d{1,4}[多余]?(?:[百千]?[万亿]|[百千])|(?<=万)\d{4}(?![\d年])){1,5}"
"""A number in Arabic digits with Han units, as a regex: 3亿2000万, 1万5千, 1万5000. A longer run is a list of numbers."""
TENTHS = rf"成(?P<half>半|{DIGIT})?(?!{DIGIT}|不变|[立果为功员长本绩就交份效熟因分品型人名家语年渝])"
"""成 after a single digit, as a regex: 两成 is 20 %, 三成半 and 三成五 are 35 %."""

ENGLISH = {
    word: value
    for words, values in (
        ("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen", range(2, 17)),
        ("seventeen eighteen nineteen", range(17, 20)),
        ("twenty thirty forty fifty sixty seventy eighty ninety", range(20, 100, 10)),
    )
    for word, value in zip(words.split(), values, strict=True)
}
"""Without `one`, which is more often a pronoun."""
ENGLISH_SIZES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
ENGLISH_NUMBER = (
    rf"(?P<tens>{'|'.join(ENGLISH)})(?:-(?P<ones>{'|'.join(ENGLISH)}|one))?\b"
    rf"(?:\s+(?P<hundred>hundred)\b)?(?:\s+(?P<size>{'|'.join(ENGLISH_SIZES)})\b)?"
)
"""A number in English words, as a regex; `english_number` gives the value of a match."""

MAX_NUMERAL_CHARS = 100
"""A longer run of Han digits is a list of digits, not a number."""

_MIXED = re.compile(MIXED)
_NUMBER = re.compile(rf"(?P<whole>{NUMERAL}+)(?:点(?P<decimals>{DIGIT}+)(?P<myriad>[{''.join(MYRIADS)}]{{0,2}}))?")


def han_number(written: str) -> Decimal | None:
    """The value of a number in Han digits; None if the text is not one. 万 alone is not a number.

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


def mixed_number(written: str) -> Decimal | None:
    """The value of a number in the form of `MIXED`; None if the text is not one."""
    return Decimal(_counted(re.findall(r"\d+|[^\d多余]", written))) if _MIXED.fullmatch(written) else None


def tenths(digit: str, half: str | None) -> Decimal | int:
    """The percentage meant by a digit before 成 and what follows 成: 35 for 三成半."""
    behind = 5 if half == "半" else han_number(half or "零") or 0
    return 10 * (han_number(digit) or 0) + behind


def english_number(match: re.Match[str]) -> Decimal:
    """The value of a match of `ENGLISH_NUMBER`."""
    ones = 1 if match["ones"] == "one" else ENGLISH.get(match["ones"] or "", 0)
    hundreds = 100 if match["hundred"] else 1
    return Decimal((ENGLISH[match["tens"]] + ones) * hundreds * ENGLISH_SIZES.get(match["size"] or "", 1))


def _spelled(digits: str) -> int:
    return int("".join(str(DIGITS[c]) for c in digits))


def _counted(number: Sequence[str]) -> int:
    """The value of a number with powers of ten: each multiplies the digit before it, 万 and 亿 everything before them.

    A last digit directly after a power counts the next lower one: 三千五 is 3500, and 三千零五 is 3005.
    """
    total = section = digit = 0
    for c in number:
        if c in DIGITS or c.isdecimal():
            digit = DIGITS[c] if c in DIGITS else int(c)
        elif c in TENS:
            section, digit = section + 10 * TENS[c], 0
        elif c in POWERS:
            section, digit = section + (digit or 1) * POWERS[c], 0
        elif MYRIADS[c] == 10**8:
            total, section, digit = (total + section + digit) * MYRIADS[c], 0, 0
        else:
            total, section, digit = total + (section + digit) * MYRIADS[c], 0, 0
    power = (POWERS | MYRIADS).get(number[-2], 10) if number[-1] in DIGITS and len(number) > 1 else 10
    return total + section + digit * power // 10
