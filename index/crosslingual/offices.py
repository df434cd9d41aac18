"""Chinese terms for English titles of office: a Party secretary is a 市委书记, not just any 书记.

Neither parallel text nor the dictionary has these phrases. The bigram that distinguishes an office from similar ones
has share 1 (委书 in 市委书记; a bureau has a 党组书记), the others have 0.5. A deputy's title contains the head's
(副省长). 省省 in 某省省长 occurs only in the head's title but is often left out, so its share is too small to be shown
in a hit.
"""

from collections.abc import Mapping

_SECRETARY = {"委书": 1.0, "书记": 0.5, "市委": 0.5, "省委": 0.5, "县委": 0.5}
_DEPUTY_SECRETARY = {"委副": 1.0, "副书": 0.5, "书记": 0.5}
_VICE_MAYOR = {"副市": 1.0, "市长": 0.5}
_MAYOR = {"市长": 1.0, "市市": 0.45, "镇长": 0.4}
_GOVERNOR = {"省长": 1.0, "州长": 1.0, "省省": 0.45, "总督": 0.4, "行长": 0.4}
_VICE_GOVERNOR = {"副省": 1.0, "副州": 1.0, "副行": 0.5, "省长": 0.5, "州长": 0.5}
_PREMIER = {"总理": 1.0, "院总": 0.45, "省长": 0.4, "州长": 0.4}
_VICE_PREMIER = {"副总": 1.0, "总理": 0.5}
_VICE_MINISTER = {"副部": 1.0, "副外": 0.5, "部长": 0.5}
_VICE_CHAIRMAN = {"副主": 1.0, "副董": 1.0, "主席": 0.5, "董事": 0.5, "事长": 0.5}
_VICE_PRESIDENT = {"副总": 1.0, "总统": 0.5, "总裁": 0.5, "副主": 1.0, "主席": 0.5, "副校": 0.5, "副院": 0.5}
_CENTRAL_BANK_GOVERNOR = {"行长": 1.0, "央行": 0.5}

OFFICES: Mapping[str, Mapping[str, float]] = {
    "party secretary": _SECRETARY,
    "party chief": _SECRETARY,
    "party boss": _SECRETARY,
    "deputy party secretary": _DEPUTY_SECRETARY,
    "mayor": _MAYOR,
    "vice mayor": _VICE_MAYOR,
    "deputy mayor": _VICE_MAYOR,
    "executive vice mayor": {"常务": 1.0, **_VICE_MAYOR},
    "governor": _GOVERNOR,
    "provincial governor": {"省长": 1.0, "省省": 0.45},
    "state governor": {"州长": 1.0},
    "bank governor": _CENTRAL_BANK_GOVERNOR,
    "central bank governor": _CENTRAL_BANK_GOVERNOR,
    "vice governor": _VICE_GOVERNOR,
    "deputy governor": _VICE_GOVERNOR,
    "lieutenant governor": {"副州": 1.0, "州长": 0.5},
    "premier": _PREMIER,
    "vice premier": _VICE_PREMIER,
    "deputy premier": _VICE_PREMIER,
    "vice minister": _VICE_MINISTER,
    "deputy minister": _VICE_MINISTER,
    "vice chairman": _VICE_CHAIRMAN,
    "vice chairwoman": _VICE_CHAIRMAN,
    "vice president": _VICE_PRESIDENT,
    "deputy director": {"副主": 1.0, "副局": 1.0, "副厅": 1.0, "主任": 0.5, "局长": 0.5, "厅长": 0.5},
    "county head": {"县长": 1.0},
    "county chief": {"县长": 1.0},
    "county magistrate": {"县长": 1.0},
    "district head": {"区长": 1.0},
    "district chief": {"区长": 1.0},
    "township head": {"乡长": 1.0, "镇长": 1.0},
    "village head": {"村长": 1.0, "村主": 0.5, "主任": 0.5},
}
"""Keys are stems, as in the translation table."""
