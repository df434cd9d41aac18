"""An answer in a chat: its text with markers, the list of its sources, and the position of each marker."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from qa.types import Answer, Citation

Address: TypeAlias = Callable[[Citation], str]
"""Gives the URL at which a citation can be opened."""

_MARKER = re.compile(r"\[(\d+)\]")


def text(answer: Answer) -> str:
    """The answer's lines as Markdown paragraphs."""
    return answer.text.replace("\n", "\n\n")


def content(answer: Answer, address: Address) -> str:
    """The text, then the notice on how the answer came about, if any, and a line for each source."""
    lines = [f"[{c.number}] [{_escaped(c.article.reference)}]({address(c)})" for c in answer.citations]
    notice = [answer.notice] if answer.notice else []
    return "\n\n".join([text(answer), *notice, *(["  \n".join(lines)] if lines else [])])


def annotations(shown: str, answer: Answer, address: Address) -> list[dict[str, Any]]:
    """A `url_citation` for each marker in the text; indices count characters."""
    cited = {citation.number: citation for citation in answer.citations}
    end = shown.rfind(f"\n\n[{min(cited)}] [") if cited else 0
    found = [(match, cited.get(int(match[1]))) for match in _MARKER.finditer(shown, 0, max(end, 0))]
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": match.start(),
                "end_index": match.end(),
                "url": address(citation),
                "title": citation.article.reference,
                "content": citation.quote,
            },
        }
        for match, citation in found
        if citation
    ]


def extension(answer: Answer) -> dict[str, Any]:
    """The whole answer, for programs written for article-qa; without the passages, as there are many."""
    return {name: value for name, value in answer.to_dict().items() if name != "hits"}


class Deltas:
    """Splits a growing text into pieces that only add to what was sent."""

    def __init__(self) -> None:
        self._sent = ""

    def next(self, whole: str) -> Iterator[str]:
        """The new text, paragraph by paragraph; nothing if an unfinished text changes what was already sent."""
        if whole.startswith(self._sent):
            new = whole[len(self._sent) :]
            self._sent = whole
            yield from filter(None, re.split(r"(?<=\n\n)", new))

    def last(self, whole: str) -> Iterator[str]:
        """The rest; a final text that differs from what was sent is sent again in full."""
        if not whole.startswith(self._sent):
            self._sent = ""
            yield "\n\n---\n\n"
        yield from self.next(whole)


def _escaped(text: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", text)
