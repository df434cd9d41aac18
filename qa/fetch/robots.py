"""What a site allows programs to fetch: robots.txt (RFC 9309), read once for each site."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes, urlsplit, urlunsplit

from corpus.errors import UnreadableFile
from corpus.text.encoding import decode
from qa.errors import FetchRefused
from qa.fetch.client import AGENT, Limits, fetch

MAX_ROBOTS_BYTES = 500 * 1024
"""Bytes of a robots.txt that are read, as RFC 9309 allows; the rest of a longer one is ignored."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a line allows or disallows."""

    allows: bool
    parts: tuple[bytes, ...]
    """The path, split at each "*", which stands for any characters; unquoted."""
    whole: bool
    """Whether the path must end where the rule does ("$")."""

    @classmethod
    def of(cls, path: str, *, allows: bool) -> "Rule":
        """The rule of a line."""
        open_path = path.removesuffix("$")
        return cls(allows, tuple(map(unquote_to_bytes, open_path.split("*"))), open_path != path)

    @property
    def rank(self) -> tuple[int, bool]:
        """The longest rule that matches decides; of two that are equally long, the one that allows."""
        return sum(map(len, self.parts)) + len(self.parts) - 1 + self.whole, self.allows

    def matches(self, path: bytes) -> bool:
        """Whether the rule is about this path, which is unquoted."""
        first, *others = self.parts
        if self.whole and not others:
            return path == first
        if not path.startswith(first):
            return False
        at, last = len(first), others.pop() if self.whole else b""
        for part in others:
            found = path.find(part, at)  # the first place leaves the most room for the parts that follow
            if found < 0:
                return False
            at = found + len(part)
        return path.endswith(last, at)


class Robots:
    """The rules of the sites checked so far."""

    def __init__(self, limits: Limits) -> None:
        self._limits = replace(limits, bytes=MAX_ROBOTS_BYTES, cut=True)
        self._sites: dict[str, tuple[Rule, ...] | FetchRefused] = {}

    def check(self, url: str) -> None:
        """Raise FetchRefused if the site does not allow this program to fetch the address."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._sites:
            self._sites[site] = self._rules(site)
        rules = self._sites[site]
        if isinstance(rules, FetchRefused):
            raise rules
        if not allowed(rules, urlunsplit(("", "", parts.path or "/", parts.query, ""))):
            raise FetchRefused("fetch_robots", url=url)

    def _rules(self, site: str) -> tuple[Rule, ...] | FetchRefused:
        """The rules of a site: without a robots.txt everything is allowed.

        If the site fails to serve it, nothing is allowed, and the site is not asked again.
        """
        try:
            found = fetch(f"{site}/robots.txt", self._limits)
        except FetchRefused as refusal:
            return refusal
        lines = ["User-agent: *", "Disallow: /"] if found.status >= 500 else []
        if found.status == 200:
            with suppress(UnreadableFile):
                lines = decode(found.body).splitlines()
        return rules_for(AGENT, lines)


def allowed(rules: Iterable[Rule], path: str) -> bool:
    """Whether a path with its query may be fetched."""
    plain = unquote_to_bytes(path)
    return max((rule.rank for rule in rules if rule.matches(plain)), default=(0, True))[1]


def rules_for(agent: str, lines: Iterable[str]) -> tuple[Rule, ...]:
    """The rules of a robots.txt for a program: those of every group that names it, else those for all programs ("*")."""
    rules: dict[str, list[Rule]] = {}
    named: list[str] = []
    ruled = False
    for field, value in _fields(lines):
        if field == "user-agent":
            named, ruled = ([] if ruled else named), False
            named.append(value.partition("/")[0].strip().lower())
            rules.setdefault(named[-1], [])
        elif field in ("allow", "disallow"):
            ruled = True
            for name in named if value else ():
                rules[name].append(Rule.of(value, allows=field == "allow"))
    return tuple(rules.get(agent, rules.get("*", ())))


def _fields(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each line's field, in lower case, and value, without comments."""
    for line in lines:
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()
