"""Classifies the lines of a page.

A word proves nothing: articles also mention advertisements, home pages and licences. So a rule here looks at a whole
line, and `corpus.cleaning.chrome` also looks at where on the page the line is before anything is removed.
"""

import re
from enum import StrEnum
from functools import lru_cache

from corpus.cleaning import vocabulary as wording
from corpus.cleaning.unwrap import is_named_row
from corpus.text.dates import find_dates
from corpus.text.fold import Folded, fold
from corpus.text.script import HAN

MAX_CHROME_CHARS = 600
"""Characters; no line of navigation or footer is longer, so longer lines are not examined."""
MAX_HEADING_CHARS = 80
MAX_UNPUNCTUATED_HEADING_CHARS = 140
"""Characters of a heading without a comma or stop: official headlines are long."""
MAX_QUESTION_HEADLINE_CHARS = 40


class Kind(StrEnum):
    """The kind of a line, given by the first of TESTS that it passes."""

    BLANK = "blank"
    BODY = "body"
    """A sentence or a paragraph."""
    SHORT = "short"
    """Not a sentence: a heading, a list item, a line of verse, a link."""
    STAMP = "stamp"
    """A date, perhaps with a time, and nothing else."""
    MENU = "menu"
    """Navigation: a bar of links, a breadcrumb."""
    WIDGET = "widget"
    """Buttons and invitations that no article has: share, font size, scan the code."""
    BUTTON = "button"
    """One word that is a button on a page but could also be a list item."""
    EDITOR = "editor"
    """Who edited or checked the page: the article ends here."""
    NOTICE = "notice"
    """Licence numbers, copyright, disclaimers."""
    LINKS = "links"
    """The heading of a list of other articles."""


CHROME = frozenset({Kind.MENU, Kind.WIDGET, Kind.EDITOR, Kind.NOTICE, Kind.LINKS})
"""Kinds that no line of an article has."""

CLOSERS = "\"'”’」』)】〉》 "
SENTENCE_END = re.compile(rf"(?:[。!?…;]|[a-z)\]%\"”]\.|\d\.)[{CLOSERS}]*$")
CLOCK = re.compile(r"t?(?<!\d)\d{1,2}[:∶时点]\d{1,2}(?:[:∶分]\d{1,2}(?:\.\d{1,6})?秒?|分)?(?!\d)(?:\s?[ap]m)?")
TIME = re.compile(
    rf"{CLOCK.pattern}|(?:星期|周)[一二三四五六日天](?![{HAN}])|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,"
    r"|\b(?:gmt|utc|[ecmp][ds]t|cst|bst)\b|[+-]\d{2}:?\d{2}(?!\d)|(?:(?<=\s)|(?<=\d))z(?!\w)"
)
_SEPARATOR = r"\s|/\[\]【】()<>:,、·•»›+■◆●▪_-"
SEPARATORS = re.compile(f"[{_SEPARATOR}]+")
FIRST_WORD = re.compile(f"[{_SEPARATOR}]*([^{_SEPARATOR}]+)")
_BUTTONS = wording.BUTTONS | wording.NAVIGATION
MAX_BUTTON_CHARS = 40
"""Characters of a line that is one button, including its decoration."""
COMMA = re.compile(r"[,。;、]")
BAR = re.compile(r"[|│┊丨]")
TRAIL = re.compile(r"[>»›]")
DECORATION = "【】[]<>■◆●▪•·|-—=*#※ »"


def kind(line: str) -> Kind:
    """The kind of a line by itself. Traditional script, full-width forms and capitals make no difference."""
    if not line or line.isspace():
        return Kind.BLANK
    if len(line) > MAX_CHROME_CHARS:
        return Kind.BODY
    return Kind.SHORT if is_named_row(line) else _kind(line)


@lru_cache(maxsize=4096)
def _kind(line: str) -> Kind:
    folded = Folded(fold(line).strip())
    return next((name for name, test in TESTS if test(folded)), Kind.SHORT)


def is_sentence(folded: Folded) -> bool:
    """Whether the line ends like a sentence: with an end mark and any closing quotation marks and brackets."""
    return bool(SENTENCE_END.search(folded[-6:]))


def is_body(folded: Folded) -> bool:
    """Whether a line is a sentence or too long for a heading. A short question or exclamation is rather a headline."""
    longest = MAX_HEADING_CHARS if COMMA.search(folded) else MAX_UNPUNCTUATED_HEADING_CHARS
    if len(folded) > longest and not folded.endswith(("...", "…")):
        return True
    is_question = folded.rstrip(CLOSERS)[-1:] in tuple("!?…") and len(folded) <= MAX_QUESTION_HEADLINE_CHARS
    return is_sentence(folded) and not is_question


def is_stamp(folded: Folded) -> bool:
    """Whether the line has under 40 characters and a date, and nothing besides dates, times of day and brackets."""
    return len(folded) < 40 and any(True for _ in find_dates(folded)) and not without_dates(folded).strip(" ()[]【】")


def without_dates(folded: Folded) -> str:
    """The text with its dates, times of day and weekdays taken out."""
    text: str = folded
    for found in sorted(find_dates(text), key=lambda f: -f.start):
        text = f"{text[: found.start]} {text[found.end :]}"
    return TIME.sub(" ", text)


def words_of(folded: str) -> list[str]:
    """The words of a line of buttons."""
    return [word for word in SEPARATORS.split(folded) if word]


def is_button(folded: Folded) -> bool:
    """Whether the line is one word, used on buttons or in the navigation of sites."""
    if len(folded) > MAX_BUTTON_CHARS:
        return False
    words = words_of(folded)
    return len(words) == 1 and words[0] in _BUTTONS


def is_widget(folded: Folded) -> bool:
    """Whether the line is two or more buttons and nothing else, or an invitation."""
    if len(folded) > 240:
        return False
    first = FIRST_WORD.match(folded)
    if first and first[1] in _BUTTONS:
        words = words_of(folded)
        if len(words) > 1 and all(map(_is_button_word, words)):
            return True
    return bool(wording.INVITATION.fullmatch(folded.strip("【】[]()<> 。!»")))


def _is_button_word(word: str) -> bool:
    return word in wording.BUTTON_BAR or word.isdigit()


def is_menu(folded: Folded) -> bool:
    """Whether the line is a breadcrumb, or a bar of links: many short names, some of them found on every site."""
    if wording.PLACE.match(folded):
        return len(folded) < 150
    trail = [step.strip() for step in TRAIL.split(folded) if step.strip()] if len(folded) < 120 else []
    if len(trail) > 1 and (trail[-1] in wording.TRAIL_ENDS or trail[0] in wording.NAVIGATION):
        return True
    bar = [name.strip() for name in BAR.split(folded) if name.strip()]
    if len(bar) > 7 and max(map(len, bar)) < 9 and not any(c.isdigit() for c in folded):
        return True
    names = bar if len(bar) > 2 else folded.split()
    navigation = sum(name in wording.NAVIGATION for name in names)
    if max(map(len, names), default=0) > 20 or navigation < 2:
        return False
    return len(bar) > 2 or (len(names) > 3 and navigation * 2 >= len(names))


def is_editor(folded: Folded) -> bool:
    """Whether the line has under 90 characters, as a whole names an editor (`wording.EDITOR`) and is not a sentence."""
    return len(folded) < 90 and not folded.endswith(("。", "!", "?")) and bool(wording.EDITOR.fullmatch(folded))


def is_links(folded: Folded) -> bool:
    """Whether the line has at most 400 characters and as a whole reads like the heading of a list (`wording.LINKS`)."""
    if len(folded) > 400 or folded.endswith("。"):
        return False
    return bool(wording.LINKS.fullmatch(folded.strip(DECORATION)) or wording.LINKS.fullmatch(folded))


def is_notice(folded: Folded) -> bool:
    """Whether the line is a notice of at most 300 characters.

    A notice is a statement of rights as a whole, or something that only a site prints and that is not a sentence.
    """
    if len(folded) > 300:
        return False
    if not folded.endswith(("。", "!", "?")) and folded.count("。") < 2 and wording.SITE.search(folded):
        return True
    said = (folded, wording.NOTICE_LABEL.sub("", folded), folded.strip(f"(){DECORATION}"))
    return any(map(wording.STATEMENT.fullmatch, said))


TESTS = (
    (Kind.STAMP, is_stamp),
    (Kind.BUTTON, is_button),
    (Kind.WIDGET, is_widget),
    (Kind.MENU, is_menu),
    (Kind.EDITOR, is_editor),
    (Kind.LINKS, is_links),
    (Kind.NOTICE, is_notice),
    (Kind.BODY, is_body),
)
"""Tried in this order; a line that passes none is SHORT."""
