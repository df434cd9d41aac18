"""What the page may do besides answering."""

from dataclasses import dataclass
from importlib.util import find_spec

from qa.errors import ServeError
from qa.web.library.uploads import USUAL, Quota
from qa.web.server.request_log import RequestLog


@dataclass(frozen=True, slots=True)
class Options:
    """Options of the page.

    `read_only` turns off uploads, rebuilds and feedback; `tools` offers search and ask to language models (MCP); `log`
    logs requests.
    """

    read_only: bool = False
    feedback: bool = True
    tools: bool = False
    log: RequestLog | None = None
    quota: Quota = USUAL


def check_tools(options: Options) -> None:
    """Raises ServeError if tools are asked for but what they need is not installed."""
    if options.tools and find_spec("mcp") is None:
        raise ServeError("mcp_missing")
