"""Chinese offices with their English titles: a Party secretary is 市委书记, not any 书记.

Neither parallel text nor the dictionary has these phrases. The bigram that distinguishes an office from similar ones has
share 1 (委书 of 市委书记, while a bureau has a 党组书记), the others have 0.5.
"""

from collections.abc import Mapping

_SECRETARY = {"委书": 1.0, "书记": 0.5, "市委": 0.5, "省委": 0.5, "县委": 0.5}
_DEPUTY_SECRETARY = {"委副": 1.0, "副书": 0.5, "书记": 0.5}
_VICE_MAYOR = {"副市": 1.0, "市长": 0.5}
_VICE_GOVERNOR = {"副省": 1.0, "省长": 0.5}
_VICE_PREMIER = {"副总": 1.0, "总理": 0.5}

OFFICES: Mapping[str, Mapping[str, float]] = {
    "party secretary": _SECRETARY,
    "party chief": _SECRETARY,
    "party boss": _SECRETARY,
    "deputy party secretary": _DEPUTY_SECRETARY,
    "vice mayor": _VICE_MAYOR,
    "deputy mayor": _VICE_MAYOR,
    "executive vice mayor": {"常务": 1.0, **_VICE_MAYOR},
    "provincial governor": {"省长": 1.0},
    "vice governor": _VICE_GOVERNOR,
    "deputy governor": _VICE_GOVERNOR,
    "vice premier": _VICE_PREMIER,
    "deputy premier": _VICE_PREMIER,
    "county head": {"县长": 1.0},
    "county chief": {"县长": 1.0},
    "county magistrate": {"县长": 1.0},
    "district head": {"区长": 1.0},
    "district chief": {"区长": 1.0},
    "township head": {"乡长": 1.0, "镇长": 1.0},
    "village head": {"村长": 1.0, "村主": 0.5, "主任": 0.5},
}
"""Keyed by stems, like the table of translations."""
