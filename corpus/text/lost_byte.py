"""Finds and repairs text from a GBK stream that lost a byte.

A decoder that misses a byte writes a question mark and goes on from the wrong half of a character, until a letter or
another question mark brings it back into step: 载体。”省人大代表、 becomes 载体?!笔∪舜蟠?、. The bytes behind the
characters are still there, so the text can often be decoded again with the lost byte put back.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

# What such text looks like: a question mark, and at least two characters that were decoded a byte too early.
SHIFTED = re.compile(r"。?\?(?P<shifted>[^\s\x00-\x20\x22-\x7f][^\s。，、；：？！?!,]{1,6})\??")
RUN = re.compile(r"\?(?P<run>[!！]?[^\x00-\x7f]{2,40})(?P<end>[\x40-\x7e?])")

LOST = (b"\xa1", b"\xa3")
"""First bytes of 。、” and of ，：；！？: a byte is lost where punctuation marks meet."""
ENDS, QUOTES = frozenset("。，：；！？、"), frozenset("“”‘’")
UNASSIGNED = frozenset((*range(0xAA, 0xB0), *range(0xF8, 0xFF)))
"""Bytes that begin no character in GB 2312, at which the decoder wrote its second question mark."""


def shifted_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans that make sense as GBK when decoded one byte later: a quotation mark, then common characters."""
    for match in SHIFTED.finditer(text) if "?" in text else ():
        later = match["shifted"].replace("!", "！").encode("gbk", "ignore")[1:7].decode("gbk", "ignore")
        if later[:1] in ("“", "”") and len(later) == 3 and all(map(is_common, later[1:])):
            yield match.span()


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its lost bytes restored where that is certain, and the mended spans: `?!拔覀円e → 。“我們舉`."""
    mended: list[str] = []
    continued = cache(partial(_continued, text))  # the same words are often damaged in the same way

    def read_again(match: re.Match[str]) -> str:
        found = _read_again(match, continued)
        if not found:
            return match[0]
        mended.append(f"{match[0]} → {found}")
        return found

    return (RUN.sub(read_again, text) if "?" in text else text), tuple(mended)


def _read_again(match: re.Match[str], continued: Callable[[str, int, str], str]) -> str:
    """The original text of a run; "" if it is not certain."""
    # gb18030 is GBK plus its user-defined pairs. Characters of four bytes were not in the stream.
    rest = match["run"].replace("!", "！").encode("gb18030")
    if len(rest) != 2 * len(match["run"]):
        return ""
    for lost in LOST:
        if match["end"] != "?":
            said = _decoded(lost + rest + match["end"].encode())
        elif _makes_sense(said := _decoded((lost + rest)[:-1])):
            more = continued(said[-2:], rest[-1], match.string[match.end() : match.end() + 1])
            said = said + more if more else ""
        if _makes_sense(said):
            return said
    return ""


def _decoded(data: bytes) -> str:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return ""


def _makes_sense(said: str) -> bool:
    return len(said) > 3 and said[0] in ENDS and said[1] in QUOTES and all(map(is_common, said[2:]))


def _continued(text: str, before: str, lead: int, behind: str) -> str:
    """The one or two characters of which only the first byte, `lead`, is left.

    They are the ones that follow `before` elsewhere in the text; "" if there are none, or different ones.
    """
    around = re.finditer(re.escape(before) + r"(?P<next>\w)(?P<then>.)", text)
    found = {(one["next"], one["then"]) for one in around if _begins(one["next"], lead)}
    if len({following for following, _ in found}) != 1:
        return ""
    following, then = min(found)
    if (following, behind) in found:
        return following
    return following + then if len(found) == 1 and is_common(then) else ""


def _begins(char: str, lead: int) -> bool:
    code = char.encode("gbk", "ignore")
    return len(code) == 2 and code[0] == lead and code[1] in UNASSIGNED


def is_common(char: str) -> bool:
    """Whether the character is in the first level of GB 2312 or of Big5."""
    for table, first, last in (("gb2312", b"\xb0\xa1", b"\xd7\xfe"), ("big5", b"\xa4\x40", b"\xc6\x7e")):
        code = char.encode(table, "ignore")
        if first <= code <= last:
            return True
    return False
