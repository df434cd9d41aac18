"""Finds mojibake: text that was decoded with the wrong table and cannot be repaired without guessing.

Such spans are reported; what can be restored with certainty is mended by `corpus.text.lost_byte`. The bytes behind a
span must prove the damage, so odd punctuation alone (`真的吗?！`) does not count.
"""

import re
from collections.abc import Iterator
from functools import cache

from corpus.text.lost_byte import is_common, shifted_spans

Span = tuple[int, int]

# Bytes of UTF-8 decoded one by one, as Latin-1 or Windows-1252: ä¸­å›½, â€œ. A soft hyphen among them is easily lost.
_FOLLOWING = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
UTF8_BYTES = re.compile(rf"(?:[à-ï][{_FOLLOWING}]{{1,2}}){{2,}}|â(?:€[{_FOLLOWING}]|\x80[\x80-\xbf])|[ÂÃ][\xa0-\xbf]")
# Bytes of GBK decoded one by one: ÖÐ¹ú.
GBK_BYTES = re.compile(r"[\xa1-\xff]{4,}")
ACCENTED = re.compile(r"[À-ÿ]")
LETTER = re.compile(r"[À-ÖØ-öø-ÿ]")
# Bytes that could not be decoded, with the text around them; and what comes of decoding those as GBK.
REPLACED = re.compile(r"\w{0,2}\ufffd(?:\w{0,3}\ufffd)*\w{0,2}")
KNOWN = re.compile(r"(?:锟斤拷|锟絔|烫烫烫|屯屯屯)+")


def damaged_spans(text: str) -> tuple[str, ...]:
    """The spans that look like mojibake, in order and as they appear in the text."""
    if text.isascii():
        return ()
    found = [*shifted_spans(text)]
    patterns = [_utf8_as_gbk()]
    # The others begin with characters that hardly any text has, so these are looked for first.
    if ACCENTED.search(text):
        patterns.append(UTF8_BYTES)
        found += _gbk_bytes(text)
    patterns += [REPLACED] if "\ufffd" in text else []
    patterns += [KNOWN] if any(map(text.__contains__, "锟烫屯")) else []
    for pattern in patterns:
        found += [match.span() for match in pattern.finditer(text)]
    return tuple(text[start:end] for start, end in _merged(found))


def _merged(spans: list[Span]) -> list[Span]:
    """The spans in order, with overlapping ones merged."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return merged


def _gbk_bytes(text: str) -> Iterator[Span]:
    """Runs of accented letters and signs that give common Chinese characters when taken for bytes of GBK."""
    for match in GBK_BYTES.finditer(text):
        read = match[0].encode("latin-1").decode("gbk", "replace")
        if LETTER.search(match[0]) and 4 * sum(map(is_common, read)) > 3 * len(read):
            yield match.span()


@cache
def _utf8_as_gbk() -> re.Pattern[str]:
    """UTF-8 decoded as GBK, such as 涓浗 for 中国: two Chinese characters of three bytes each become three of GBK.

    Four are required: in a rare word, two may occur by chance.
    """
    leads, follows = (*range(0xE3, 0xEA), 0xEF), range(0x80, 0xC0)
    first, second, third = _gbk(leads, follows), _gbk(follows, leads), _gbk(follows, follows)
    return re.compile(f"(?:[{first}][{second}][{third}]){{2,}}[{first}]?")


def _gbk(leads: tuple[int, ...] | range, trails: tuple[int, ...] | range) -> str:
    """All characters of GBK that these lead and trail bytes can make."""
    pairs = (bytes((lead, trail)).decode("gbk", "ignore") for lead in leads for trail in trails)
    return "".join(pair for pair in pairs if len(pair) == 1 and not pair.isascii())
