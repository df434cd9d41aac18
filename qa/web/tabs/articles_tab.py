"""The tab of articles, and what its script calls to list, add and remove them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import QAError
from index.types import Removal, Report
from qa.web.html.library import FULLY, add_articles_html, folders_html, index_html, uploads_html
from qa.web.html.markup import empty_html, error_html
from qa.web.html.report import check_html, progress_html, removal_html, report_html
from qa.web.i18n.error_messages import error_text
from qa.web.i18n.phrases import Words
from qa.web.library.listing import View
from qa.web.library.rebuilding import Check, Rebuilding, Result
from qa.web.library.uploads import MEGABYTE, Uploads
from qa.web.tabs.actions import attempted, told
from qa.web.tabs.holdings import Holdings
from qa.web.tabs.search_form import whole


class ArticlesTab:
    """The tab's HTML. `rebuilding` is None if the page is read-only."""

    def __init__(self, holdings: Holdings, uploads: Uploads, rebuilding: Rebuilding | None) -> None:
        self._holdings = holdings
        self._uploads = uploads
        self._rebuilding = rebuilding

    def html(self, words: Words) -> str:
        """The frame, which the page's script fills."""
        add = empty_html(words["read_only"])
        if self._rebuilding:
            sample = self._holdings.has_only_sample()
            megabytes = self._uploads.quota.file // MEGABYTE
            add = add_articles_html(words, sample=sample, megabytes=megabytes)
        return index_html(add, words)

    def status(self, words: Words) -> str:
        """What the index holds; if it is damaged, also what is damaged, and the repair button."""
        return f"{self._holdings.damage(words, mendable=self._rebuilding is not None)}{self._holdings.status(words)}"

    def table(self, view: View, words: Words) -> str:
        """A page of the table of articles."""
        return self._holdings.table(view, words, removable=self._rebuilding is not None)

    def lists(self, words: Words) -> str:
        """The folders, the uploaded files, the sources and what was removed; empty if the page is read-only."""
        if not self._rebuilding:
            return ""
        names = [path.name for path in self._uploads.files()]
        folders = list(map(str, self._rebuilding.folders()))
        return f"{folders_html(folders, words)}{uploads_html(names, words)}{self._holdings.outside(words)}"

    def refusal(self, name: str, length: int, words: Words) -> str:
        """Why a file would be refused, in a line of text; empty if it would not."""
        if not self._rebuilding:
            return words["read_only"]

        def check() -> str:
            self._uploads.check(name, length)
            return ""

        return attempted(check, str, words)

    def start(self, job: str, given: str, words: Words) -> str:
        """Start a job; returns an error line or nothing."""
        jobs: dict[str, Callable[[Rebuilding], None]] = {
            "uploads": lambda rebuilding: rebuilding.uploaded(),
            "again": lambda rebuilding: rebuilding.uploaded(),
            "check": lambda rebuilding: rebuilding.checked(),
            "mend": lambda rebuilding: rebuilding.mended(fully=given == FULLY),
            "folder": lambda rebuilding: rebuilding.folder(given),
            "pages": lambda rebuilding: rebuilding.pages(given),
            "remove": lambda rebuilding: rebuilding.removed(given),
            "leave": lambda rebuilding: rebuilding.left(given),
            "forget": lambda rebuilding: rebuilding.forgotten(given),
            "restore": lambda rebuilding: rebuilding.restored(given),
        }
        if not self._rebuilding or job not in jobs:
            return error_html(words["read_only"])
        rebuilding = self._rebuilding
        return told(lambda: jobs[job](rebuilding) or "", words)

    def progress(self, words: Words) -> dict[str, Any]:
        """Whether a job is running, and its progress or the last result."""
        if not self._rebuilding:
            return {"running": False, "html": ""}
        step = self._rebuilding.step()
        if step:
            return {"running": True, "html": progress_html(step, words)}
        return {"running": False, "html": _came_to(self._rebuilding.result, words, self._uploads.folder)}


def view_of(given: Mapping[str, Any]) -> View:
    """The view of the table that the page asks for."""
    return View(
        str(given.get("find") or ""),
        str(given.get("sort") or ""),
        given.get("descending") is True,
        whole(given.get("page")),
    )


def _came_to(result: Result | QAError | Exception | None, words: Words, uploads: Path) -> str:
    if isinstance(result, Report):
        return report_html(result, words, uploads)
    if isinstance(result, Removal):
        return removal_html(result, words)
    if isinstance(result, Check):
        return check_html(result, words)
    if isinstance(result, QAError):
        return error_html(error_text(result, words))
    return error_html(words["broken"]) if result else ""
