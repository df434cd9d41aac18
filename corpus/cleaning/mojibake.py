"""Mojibake: text that was decoded by the wrong table and cannot be repaired without guessing.

Such spans are found and reported; what can be read again for certain is mended by `corpus.text.lost_byte`. The bytes behind a span have to prove it, so that odd punctuation
alone (`真的吗?！`) is no damage.
"""

import re
from collections.abc import Iterator
from functools import cache

from corpus.text.lost_byte import is_common, shifted_spans

Span = tuple[int, int]

# Bytes of UTF-8 read one by one, as Latin-1 or Windows-1252: ä¸­å›½, â€œ. A soft hyphen among them is easily lost.
_FOLLOWING = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
UTF8_BYTES = re.compile(rf"(?:[à-ï][{_FOLLOWING}]{{1,2}}){{2,}}|â(?:€[{_FOLLOWING}]|\x80[\x80-\xbf])|[ÂÃ][\xa0-\xbf]")
# Bytes of GBK read one by one: ÖÐ¹ú.
GBK_BYTES = re.compile(r"[\xa1-\xff]{4,}")
ACCENTED = re.compile(r"[À-ÿ]")
LETTER = re.compile(r"[À-ÖØ-öø-ÿ]")
# Bytes that no table explained, with what stands around them; and what comes of reading those as GBK.
REPLACED = re.compile(r"\w{0,2}\ufffd(?:\w{0,3}\ufffd)*\w{0,2}")
KNOWN = re.compile(r"(?:锟斤拷|锟絔|烫烫烫|屯屯屯)+")


def damaged_spans(text: str) -> tuple[str, ...]:
    """The spans that look like mojibake, in the order of the text and as they stand in it."""
    if text.isascii():
        return ()
    found = [*shifted_spans(text)]
    patterns = [_utf8_as_gbk()]
    # The others begin with what hardly any text has, which is looked for at once.
    if ACCENTED.search(text):
        patterns.append(UTF8_BYTES)
        found += _gbk_bytes(text)
    patterns += [REPLACED] if "\ufffd" in text else []
    patterns += [KNOWN] if any(map(text.__contains__, "锟烫屯")) else []
    for pattern in patterns:
        found += [match.span() for match in pattern.finditer(text)]
    return tuple(text[start:end] for start, end in _merged(found))


def _merged(spans: list[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return merged


def _gbk_bytes(text: str) -> Iterator[Span]:
    """Runs of accented letters and signs that are common Chinese characters when taken for bytes of GBK."""
    for match in GBK_BYTES.finditer(text):
        read = match[0].encode("latin-1").decode("gbk", "replace")
        if LETTER.search(match[0]) and 4 * sum(map(is_common, read)) > 3 * len(read):
            yield match.span()


@cache
def _utf8_as_gbk() -> re.Pattern[str]:
    """UTF-8 read as GBK, such as 涓浗 for 中国: two Chinese characters of three bytes each are three characters of GBK.

    Four are asked for: in a rare word two may occur by chance.
    """
    leads, follows = (*range(0xE3, 0xEA), 0xEF), range(0x80, 0xC0)
    first, second, third = _gbk(leads, follows), _gbk(follows, leads), _gbk(follows, follows)
    return re.compile(f"(?:[{first}][{second}][{third}]){{2,}}[{first}]?")


def _gbk(leads: tuple[int, ...] | range, trails: tuple[int, ...] | range) -> str:
    """All characters of GBK that these bytes can make."""
    pairs = (bytes((lead, trail)).decode("gbk", "ignore") for lead in leads for trail in trails)
    return "".join(pair for pair in pairs if len(pair) == 1 and not pair.isascii())
