"""Adding pages, feeds and sitemaps: each page is fetched once and saved."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from corpus.catalogue import Message
from qa.errors import FetchRefused
from qa.fetch.archive import KINDS, file_of, save
from qa.fetch.client import USUAL, Fetched, Limits, checked, fetch
from qa.fetch.links import links
from qa.fetch.robots import Robots
from qa.fetch.tried import Outcome, Tried

MOST_PAGES = 200
"""Pages tried for each feed or sitemap in one call, failures included; the rest follow in later calls."""
MOST_LISTS = 50
"""Sitemaps followed from one sitemap."""
PAUSE = 1.0
"""Seconds between two requests to one site."""


@dataclass(frozen=True, slots=True)
class Added:
    """The outcome: addresses saved, the number already there unchanged, and those refused with the reason.

    `left`: pages not fetched, and lists in a list not followed, because of the limits.
    """

    saved: tuple[str, ...]
    unchanged: int
    left: int
    refused: tuple[tuple[str, Message], ...]

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        refused = [{"url": url, "reason": str(reason)} for url, reason in self.refused]
        return {"saved": list(self.saved), "unchanged": self.unchanged, "left": self.left, "refused": refused}


def add(
    urls: Iterable[str],
    home: Path,
    *,
    limits: Limits = USUAL,
    most: int = MOST_PAGES,
    pause: float = PAUSE,
    sleep: Callable[[float], None] = time.sleep,
) -> Added:
    """Fetch the pages at these addresses, and save them in the home.

    A page given by its address is always fetched; one listed in a feed or sitemap, only if it is not saved yet. Raises
    HomeUnusable.
    """
    return _Adding(home, limits, most, pause, sleep).run(urls)


class _Adding:
    def __init__(self, home: Path, limits: Limits, most: int, pause: float, sleep: Callable[[float], None]) -> None:
        self._home, self._limits, self._most, self._pause, self._sleep = home, limits, most, pause, sleep
        self._robots = Robots(limits)
        self._tried = Tried(home)
        self._asked: set[str] = set()
        self._saved: list[str] = []
        self._refused: list[tuple[str, Message]] = []
        self._unchanged = self._left = 0

    def run(self, urls: Iterable[str]) -> Added:
        try:
            for url in urls:
                self._take(url)
        finally:
            self._tried.save()
        return Added(tuple(self._saved), self._unchanged, self._left, tuple(self._refused))

    def _take(self, url: str) -> None:
        found = self._fetch(url)
        if found is None:
            return
        named = links(found)
        if named is None:
            self._save(checked(url), found)
            return
        if not named:
            self._refused.append((url, Message("fetch_no_links", url=url)))
        self._pages(self._addresses(named))

    def _pages(self, named: list[str]) -> None:
        """Fetch the pages of a list, and those of the lists inside it; those that were refused before come last."""
        lists = tried = 0
        waiting: list[tuple[tuple[Outcome, int], int, str]] = []
        numbers = count()

        def enqueue(addresses: list[str]) -> None:
            for url in addresses:
                heappush(waiting, (self._tried.turn(url), next(numbers), url))

        enqueue(named)
        while waiting:
            url = heappop(waiting)[-1]
            if file_of(self._home, url).exists():
                self._unchanged += 1
            elif tried >= self._most:
                self._left += 1
            else:
                found = self._fetch(url)
                inner = links(found) if found else None
                if inner is None:
                    tried += 1
                    saved = found is not None and self._save(url, found)
                    self._tried.note(url, Outcome.NEW if saved else Outcome.REFUSED)
                elif lists < MOST_LISTS:
                    lists += 1
                    self._tried.note(url, Outcome.LIST)
                    enqueue(self._addresses(inner))
                else:
                    self._left += 1

    def _addresses(self, named: list[str]) -> list[str]:
        """The addresses in a list, normalised, each once."""
        addresses: dict[str, None] = {}
        for url in named:
            try:
                addresses[checked(url)] = None
            except FetchRefused as refusal:
                self._refused.append((url, refusal.message))
        return [*addresses]

    def _save(self, url: str, found: Fetched) -> bool:
        """Save a page; return whether it is one."""
        if found.kind not in KINDS:
            self._refused.append((url, Message("fetch_kind", url=url, kind=found.kind)))
            return False
        if save(self._home, url, found):
            self._saved.append(url)
        else:
            self._unchanged += 1
        return True

    def _fetch(self, url: str) -> Fetched | None:
        """The response at an address; None, with the reason recorded, if there is none."""
        try:
            address = checked(url)
            site = urlsplit(address).netloc
            if site in self._asked:
                self._sleep(self._pause)
            self._asked.add(site)
            self._robots.check(address)
            found = fetch(address, self._limits)
            if found.url != address:
                self._robots.check(found.url)
            if found.status != 200:
                raise FetchRefused("fetch_status", url=url, status=found.status)
        except FetchRefused as refusal:
            self._refused.append((url, refusal.message))
            return None
        return found
