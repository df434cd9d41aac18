"""Options that several commands take."""

from typing import Annotated

import typer

Home = Annotated[str | None, typer.Option(help="Folder of the index. Default: QA_HOME, else the user's data folder.")]
Collection = Annotated[
    str | None, typer.Option("--collection", help="Name of a collection: a separate index in the same folder.")
]
Collections = Annotated[list[str] | None, typer.Option("--collection", help="Search this collection; may be repeated.")]
Model = Annotated[str | None, typer.Option(help="Embedding model: bundled, or a sentence-transformers name or folder.")]
Store = Annotated[
    str | None, typer.Option(help="Vector store: auto, flat, quantised, a plugin's, or qdrant://HOST:PORT/NAME.")
]
Ray = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Let a Ray cluster read and embed: HOST:PORT, auto for this machine's, local."
    ),
]
Parts = Annotated[
    str | None, typer.Option(help="Folder, or s3:// address, that all workers of --ray write to. Default: QA_PARTS.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Since = Annotated[str | None, typer.Option(help="First day: 2022-08-06, 2022-08 or 2022.")]
Until = Annotated[str | None, typer.Option(help="Last day.")]
Sources = Annotated[list[str] | None, typer.Option("--source", help="Only articles from this source; may be repeated.")]
Llm = Annotated[
    str | None,
    typer.Option(
        help="Language model that writes answers: an OpenAI-compatible URL such as http://localhost:11434/v1."
    ),
]
LlmModel = Annotated[str | None, typer.Option(help="Name of the language model. Its key comes from QA_LLM_KEY.")]
ArticleId = Annotated[str | None, typer.Option("--article", help="Only the article with this id.")]
Aliases = Annotated[
    str | None, typer.Option(help="File of alternative names, one set per line: WHO, 世卫组织. Default: QA_ALIASES.")
]
Today = Annotated[str | None, typer.Option(help='The day from which "last week" is counted. Default: today.')]

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on.")]
OpenBrowser = Annotated[bool, typer.Option("--open", help="Open the page in a browser.")]
Auth = Annotated[bool, typer.Option("--auth", help="Require the user QA_USER and the password QA_PASSWORD.")]
ReadOnly = Annotated[bool, typer.Option("--read-only", help="No uploads, no rebuilds and no feedback from the page.")]
NoFeedback = Annotated[bool, typer.Option("--no-feedback", help="Do not ask on the page whether an answer is right.")]
Log = Annotated[bool, typer.Option("--log", help="Write a line for each request to standard error.")]
LogJson = Annotated[bool, typer.Option("--log-json", help="Log as JSON.")]
LogQuestions = Annotated[bool, typer.Option("--log-questions", help="Also log the text of questions.")]
Mcp = Annotated[bool, typer.Option("--mcp", help="Offer search and ask as tools (Model Context Protocol).")]
