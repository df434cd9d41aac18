"""What the page shows about an index itself: its articles, its state, what was removed."""

from contextlib import suppress

from corpus.errors import QAError
from index.errors import DamagedIndex
from qa.service import Service
from qa.sources import sample_folder
from qa.web.conversation import FilterForm
from qa.web.html.library import damage_html, sources_html, status_html, table_html
from qa.web.html.links import Link
from qa.web.html.render import render
from qa.web.i18n.error_messages import error_text, message_text
from qa.web.i18n.phrases import Words
from qa.web.library.listing import Entry, View, listed, of_month
from qa.web.tabs.actions import attempted, told

LISTED = 50
"""Maximum number of articles listed per month."""


class Holdings:
    """The views of one index; each returns HTML and raises nothing, unless it says so."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._entries: tuple[int, list[Entry]] = (-1, [])

    def status(self, words: Words) -> str:
        """What the index holds and how it was made; empty if damage hides it."""

        def look() -> str:
            with suppress(DamagedIndex):
                return status_html(self._service.status(), words)
            return ""

        return told(look, words)

    def damage(self, words: Words, *, mendable: bool) -> str:
        """What is damaged in the index, with a repair button if `mendable`; empty if it is intact."""
        try:
            said = message_text(self._service.status().notice, words)
        except DamagedIndex as error:
            said = error_text(error, words)
        except QAError:
            return ""
        return damage_html(said, words, mendable=mendable) if said else ""

    def table(self, view: View, words: Words, *, removable: bool = False) -> str:
        """A page of the table of articles."""
        return told(lambda: table_html(listed(self.entries(), view), words, removable=removable), words)

    def outside(self, words: Words) -> str:
        """The sources and what was removed, each with its button."""
        return attempted(lambda: sources_html(self._service.status(), words), lambda _: "", words)

    def month(self, month: str, source: str | None, words: Words) -> str:
        """The articles of a month, of one source or of all, and a link to ask only these."""

        def find() -> str:
            filters = FilterForm(month, month, (source,) if source else ())
            link = "" if source == "" else Link(filters=filters).query()
            named = words["comma"].join(filter(None, (month, source)))
            found = of_month(self.entries(), month, source)
            return render("month", words, articles=found, named=named, link=link, most=LISTED)

        return told(find, words)

    def entries(self) -> list[Entry]:
        """Every article without its text, read once per generation. Raises IndexingError."""
        index = self._service.index()
        number, entries = self._entries
        if number != index.manifest.number:
            entries = index.store.listing()
            self._entries = index.manifest.number, entries
        return entries

    def has_only_sample(self) -> bool:
        """Whether the index holds only the sample articles, or there is none."""
        try:
            return self._service.status().paths == (str(sample_folder()),)
        except QAError:
            return True
