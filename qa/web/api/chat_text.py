"""An answer in a chat: its text with markers, the list of its sources, and where each marker stands."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from qa.types import Answer, Citation

Address: TypeAlias = Callable[[Citation], str]
"""Where a citation can be opened."""

_MARKER = re.compile(r"\[(\d+)\]")


def text(answer: Answer) -> str:
    """The answer's lines as paragraphs of Markdown."""
    return answer.text.replace("\n", "\n\n")


def content(answer: Answer, address: Address) -> str:
    """The text, then how it came about, if that is to be told, and a line for each source."""
    lines = [f"[{c.number}] [{_escaped(c.article.reference)}]({address(c)})" for c in answer.citations]
    notice = [answer.notice] if answer.notice else []
    return "\n\n".join([text(answer), *notice, *(["  \n".join(lines)] if lines else [])])


def annotations(shown: str, answer: Answer, address: Address) -> list[dict[str, Any]]:
    """A `url_citation` for each marker in the text; indices are characters."""
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
    """The whole answer, for programs that know this one; without the passages, which are many."""
    return {name: value for name, value in answer.to_dict().items() if name != "hits"}


class Deltas:
    """The text in pieces that only ever add to what was sent."""

    def __init__(self) -> None:
        self._sent = ""

    def next(self, whole: str) -> Iterator[str]:
        """What is new, line by line; nothing where an unfinished text has changed what was sent."""
        if whole.startswith(self._sent):
            new = whole[len(self._sent) :]
            self._sent = whole
            yield from filter(None, re.split(r"(?<=\n\n)", new))

    def last(self, whole: str) -> Iterator[str]:
        """The rest; a text that came out differently is sent once more, as a whole."""
        if not whole.startswith(self._sent):
            self._sent = ""
            yield "\n\n---\n\n"
        yield from self.next(whole)


def _escaped(text: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", text)
