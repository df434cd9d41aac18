"""What the page may do beside answering."""

from dataclasses import dataclass
from importlib.util import find_spec

from qa.errors import ServeError
from qa.web.library.uploads import USUAL, Quota


@dataclass(frozen=True, slots=True)
class Options:
    """`read_only` shuts uploads, rebuilds and feedback; `tools` offers search and ask to language models (MCP)."""

    read_only: bool = False
    feedback: bool = True
    tools: bool = False
    quota: Quota = USUAL


def check_tools(options: Options) -> None:
    """Raises ServeError where tools are asked for and what they need is not installed."""
    if options.tools and find_spec("mcp") is None:
        raise ServeError("mcp_missing")
