"""Names of countries in Chinese, from the Unicode CLDR (through Babel)."""

import re
from functools import cache

from corpus.text.script import HAN

_SHORT = r"[美俄英法德日韩印中澳加朝泰越缅意巴](?:方|军|企|媒|队)"
"""An abbreviated country with a suffix for its government, army, companies, media or team: 美方, 俄军."""
_PAST = rf"[{HAN}](?<![各外全两该本多列跨出回爱报祖中])国(?![人民内家际务防产歌旗])|共和国|联邦|[商周秦汉晋隋唐宋元明清]朝|我国"
"""Former countries and dynasties, and words that may stand for a country's name: 联邦, 我国."""


@cache
def country_pattern() -> re.Pattern[str]:
    """A pattern for the names of countries in folded Chinese text."""
    from babel import Locale

    territories = Locale.parse("zh_Hans").territories
    names = sorted(
        (name for code, name in territories.items() if code.isalpha() and name != "中国"), key=len, reverse=True
    )
    return re.compile("|".join(["中国(?!国际)", *map(re.escape, names), _SHORT, _PAST]))
