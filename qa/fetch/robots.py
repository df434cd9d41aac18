"""What a site allows programs to fetch: robots.txt (RFC 9309), read once for each site."""

from contextlib import suppress
from dataclasses import replace
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from corpus.errors import UnreadableFile
from corpus.text.encoding import decode
from qa.errors import FetchRefused
from qa.fetch.client import AGENT, Limits, fetch

MAX_ROBOTS_BYTES = 500 * 1024
"""Bytes of a robots.txt that are read, as RFC 9309 allows; the rest of a longer one is ignored."""


class Robots:
    """The rules of the sites checked so far."""

    def __init__(self, limits: Limits) -> None:
        self._limits = replace(limits, bytes=MAX_ROBOTS_BYTES, cut=True)
        self._sites: dict[str, RobotFileParser | FetchRefused] = {}

    def check(self, url: str) -> None:
        """Raise FetchRefused if the site does not allow this program to fetch the address."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._sites.get(site) or self._rules(site)
        self._sites[site] = rules
        if isinstance(rules, FetchRefused):
            raise rules
        if not rules.can_fetch(AGENT, url):
            raise FetchRefused("fetch_robots", url=url)

    def _rules(self, site: str) -> RobotFileParser | FetchRefused:
        """The rules of a site: without a robots.txt everything is allowed.

        If the site fails to serve it, nothing is allowed, and the site is not asked again.
        """
        rules = RobotFileParser()
        try:
            found = fetch(f"{site}/robots.txt", self._limits)
        except FetchRefused as refusal:
            return refusal
        lines = ["User-agent: *", "Disallow: /"] if found.status >= 500 else []
        if found.status == 200:
            with suppress(UnreadableFile):
                lines = decode(found.body).splitlines()
        rules.parse(lines)
        return rules
