"""Decodes bytes: UTF-8, UTF-16, GB18030 and Big5, told apart by the text that they would give.

GB18030 has a character for nearly every pair of bytes, so "it decodes" proves nothing. Therefore each encoding is
tried, and the reading that costs the fewest bits is taken. The rarer a character, the more bits it costs: about minus
the logarithm of its share in news text, the source coding view of a likelihood.
"""

import codecs
import re
import unicodedata
from collections import Counter
from functools import lru_cache

from corpus.errors import UnreadableFile

SAMPLE = 256 * 1024
"""Bytes, counted from the first non-ASCII one, that are enough to detect the encoding."""

REPLACEMENT = "\ufffd"

SURROGATE = re.compile("[\ud800-\udfff]")
UNSHOWABLE = re.compile("[\0\ud800-\udfff]")
"""NUL and lone surrogates: JSON escapes and PDF fonts produce them, but no encoding or database accepts them."""

UTF16 = ("utf-16-le", "utf-16-be")
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, UTF16[0]),
    (codecs.BOM_UTF16_BE, UTF16[1]),
)
LEGACY = ("gb18030", "cp950", "big5hkscs")
"""cp950 is Big5 as Windows writes it. Big5-HKSCS adds Cantonese characters where cp950 has nothing."""
NEIGHBOURS = ("euc_kr", "euc_jp")
"""Korean and Japanese: their characters have the same bytes as common Chinese ones."""

WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "iso8859-1": "cp1252"}
"""From the codec that a page declares to the one with all the characters that such pages really use."""

FOREIGN = re.compile(r"cp125\d|iso8859-\d+|koi8-r|shift_jis|cp932|euc_jp|euc_kr|cp949")
"""Other codecs that are accepted when a page declares them; Python also has some that do not give plain text."""

# The most frequent characters of Chinese text in either script. They only have to be likelier than the rest:
# a longer list or another order made no measurable difference.
FREQUENT = frozenset(
    "的一是不了在有人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前"
    "外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系"
    "军很情者最立代想已通并提直题党程展五果料员革位入常文总次品式活设及管特件长求老基资边流路级少图山统接知较将组见计别"
    "根论运农几九区强放决西被做必先任取据处队南给色光门保治北造百规领七海口东导世志金增争济思术交受联认六共权收证改清美"
    "再转更单风打白教速花带安场身车例真务具万每目至达走积示议声报八完类华名确才科信节话米整空元况今集土步广记需段研界"
    "這為個國時來們於對會發動過說產種麼後學經進著裡現實兩體當點從業應開還與關線內數質氣變條沒結問無軍題黨張員設長資"
    "據邊級圖統將組見計別論運農區強決處隊給門導爭濟術聯認權證轉單風帶場車務萬達議聲報類華確節話況廣記書東紀億歲縣鎮"
)


def decode(data: bytes, declared: str = "") -> str:
    """The decoded text, without a byte order mark; bytes that no encoding can decode become U+FFFD.

    `declared` is the encoding that a page declares; it is weighed, never trusted.
    Raises UnreadableFile, with the reason, when the bytes are not text.
    """
    codec = detect(data, declared)
    text = data.decode(codec, "replace")
    return text.removeprefix("\ufeff").rstrip("\0")


def storable(text: str) -> str:
    """The text with U+FFFD, which the report counts, for each character that cannot be encoded or stored."""
    return UNSHOWABLE.sub(REPLACEMENT, text)


def detect(data: bytes, declared: str = "") -> str:
    """The Python codec for these bytes, which may end in the middle of a character.

    Raises UnreadableFile, with the reason, when the bytes are not text.
    """
    for mark, codec in BOMS:
        if data.startswith(mark):
            return _without_many_nuls(data, codec)
    if b"\0" in data:
        # A few in a text are faults, and a disk may pad its end with them. UTF-16 has one in each line break, digit
        # and Latin letter.
        rest = data.rstrip(b"\0")
        if not _are_few(rest.count(b"\0"), len(rest)) or _is_utf16(rest):
            return _without_many_nuls(data, _cheapest(data[:SAMPLE], UTF16))
        data = rest.replace(b"\0", b"")
    if _decodes(data, "utf-8"):
        return "utf-8"
    first = re.search(rb"[\x80-\xff]", data)
    start = first.start() & ~1 if first else 0  # an even offset, so that UTF-16 stays aligned
    if neighbour := _neighbour(data[start : start + SAMPLE]):
        return neighbour
    return _cheapest(data[start : start + SAMPLE], (*LEGACY, *UTF16), ("utf-8", _declared(declared)))


def _decodes(data: bytes, codec: str) -> bool:
    """Whether the bytes are well-formed; a character may be cut off at the end."""
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(data)
    except UnicodeDecodeError:
        return False
    return True


MIN_FOREIGN_CHARS = 12
"""The fewest non-ASCII characters of a text that counts as Korean or Japanese."""
SYLLABLES = frozenset(
    "이다의는에을가를은고한하로지서기사으도인자대정리해부시어라있그나일과아제수스전것만구들원상국년보주장관성동경조문여공안세"
)
"""The most frequent syllables of Korean."""


def _neighbour(sample: bytes) -> str:
    """The codec of a Korean or Japanese text, else "": Chinese has no kana, and hardly any hangul by chance."""
    for codec in NEIGHBOURS:
        if not _decodes(sample, codec):
            continue
        beyond = [char for char in _read(sample, codec) if char > "\x7f"]
        kana = sum("\u3041" <= char <= "\u3093" for char in beyond)
        hangul = [char for char in beyond if "\uac00" <= char <= "\ud7a3"]
        korean = 2 * len(hangul) > len(beyond) and 3 * sum(map(SYLLABLES.__contains__, hangul)) > len(hangul)
        if len(beyond) >= MIN_FOREIGN_CHARS and (korean if codec == "euc_kr" else 8 * kana > len(beyond)):
            return codec
    return ""


def _are_few(nuls: int, length: int) -> bool:
    return 100 * nuls <= length and nuls <= 2 + length // 1_000


def _is_utf16(data: bytes) -> bool:
    """Whether the bytes make sense as UTF-16."""
    readings = ((_read(data[:SAMPLE], codec), codec) for codec in UTF16)
    return any(text and _believable(text, codec) and "\0" not in text for text, codec in readings)


def _without_many_nuls(data: bytes, codec: str) -> str:
    """The same codec; raises UnreadableFile if the text that it decodes has more than a few NUL characters."""
    text = data.decode(codec, "replace").rstrip("\0")
    if not _are_few(text.count("\0"), len(text)):
        raise UnreadableFile("binary_data")
    return codec


def _cheapest(sample: bytes, guessed: tuple[str, ...], expected: tuple[str, ...] = ()) -> str:
    """The codec whose reading costs the fewest bits.

    A guessed codec must make sense of the bytes; for an expected one, stray bytes are allowed. UTF-8 is always
    expected, so that a text with stray bytes is told apart from one in another encoding.
    """
    readings = {codec: _read(sample, codec) for codec in guessed}
    readings = {codec: text for codec, text in readings.items() if _believable(text, codec)}
    readings |= {codec: _read(sample, codec) for codec in expected if codec}
    if not readings:
        raise UnreadableFile("binary_data")
    best = min(readings, key=lambda codec: _bits(readings[codec]))
    _refuse_noise(readings[best])
    return best


def _declared(name: str) -> str:
    """The Python codec for the encoding name that a page declares, or an empty string."""
    try:
        codec = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):  # ValueError: the name contains a NUL
        return ""
    codec = WIDER.get(codec, codec)
    return codec if codec in LEGACY or FOREIGN.fullmatch(codec) else ""


def _read(sample: bytes, codec: str) -> str:
    """The sample as the codec decodes it, without a character cut off at the end."""
    return codecs.getincrementaldecoder(codec)("replace").decode(sample)


def _believable(text: str, codec: str) -> bool:
    """Whether most non-ASCII characters are common ones: chance readings have fewer.

    UTF-16 needs more of them than the others, because it makes a Chinese character of any two Latin letters.
    """
    counts = Counter(text)
    beyond = {character: count for character, count in counts.items() if character > "\x7f"}
    common = sum(count for character, count in beyond.items() if _cost(character) <= COMMON)
    return common >= (0.75 if codec in UTF16 else 0.5) * sum(beyond.values())


def _refuse_noise(text: str) -> None:
    """Raises UnreadableFile when there are too many replacement or control characters for text with stray bytes."""
    counts = Counter(text)
    control = sum(n for c, n in counts.items() if unicodedata.category(c) == "Cc" and c not in "\t\n\r\f")
    if 20 * control > len(text):
        raise UnreadableFile("binary_data")
    if 5 * counts[REPLACEMENT] > len(text):
        raise UnreadableFile("unknown_encoding")


COMMON = 13
"""The cost in bits of a character that is common in ordinary text."""


def _bits(text: str) -> int:
    """The cost of a whole reading."""
    return sum(count * _cost(character) for character, count in Counter(text).items())


@lru_cache(maxsize=70_000)
def _cost(character: str) -> int:
    """Bits that one character costs: about -log2 of its share in news text."""
    if character in FREQUENT:
        return 8
    if character < "\x7f" or character in "，。、；：？！“”‘’（）《》「」『』【】〈〉—－～…·•‧％\u3000":
        return 6 if character >= " " or character in "\t\n\r" else 32
    if character in _ordinary():
        return COMMON
    if character == REPLACEMENT:
        return 28
    category = unicodedata.category(character)
    if category in ("Co", "Cn", "Cc", "Cs"):  # private, unassigned, control, surrogate
        return 32
    if "\u4e00" <= character <= "\u9fff":  # only the first block: wrong readings are full of rarer characters
        return 19
    return 16 if character <= "\u33ff" or character >= "\uff00" else 22


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    """The first-level characters of GB 2312 and of Big5: those in frequent use."""
    simplified = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    traditional = (
        bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )
    level_one = "".join(pair.decode("gb2312", "ignore") for pair in simplified)
    level_one += "".join(pair.decode("big5", "ignore") for pair in traditional)
    level_one += "佢哋嘅嘢咗喺冇唔啲咁嚟噉咩嗰攞揾瞓睇畀諗"  # Cantonese
    return frozenset(level_one)
