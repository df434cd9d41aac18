"""The commands that serve: the web page, and MCP over stdio."""

from typing import TYPE_CHECKING

import typer

from qa.cli.options import (
    Auth,
    Collection,
    Home,
    Host,
    Llm,
    LlmModel,
    Log,
    LogJson,
    LogQuestions,
    Mcp,
    Model,
    NoFeedback,
    OpenBrowser,
    Port,
    ReadOnly,
)

if TYPE_CHECKING:
    from qa.service import Service


def serve(
    host: Host = "127.0.0.1",
    port: Port = 7860,
    open_browser: OpenBrowser = False,
    llm: Llm = None,
    llm_model: LlmModel = None,
    auth: Auth = False,
    read_only: ReadOnly = False,
    no_feedback: NoFeedback = False,
    mcp: Mcp = False,
    log: Log = False,
    log_json: LogJson = False,
    log_questions: LogQuestions = False,
    home: Home = None,
    collection: Collection = None,
    model: Model = None,
) -> None:
    """Serve the web page; on the sample articles if nothing is indexed yet."""
    from qa.cli.sample_index import index_sample_in_background
    from qa.web.server.fast_import import imported_quickly
    from qa.web.server.http import address_of
    from qa.web.server.login import credentials_from_environment
    from qa.web.server.options import Options, check_tools
    from qa.web.server.request_log import RequestLog
    from qa.web.server.stopping import exit_now, exit_soon
    from qa.web.server.temporary_folder import own_temporary_folder

    logged = RequestLog(as_json=log_json, questions=log_questions) if log or log_json or log_questions else None
    options = Options(read_only=read_only, feedback=not no_feedback, tools=mcp, log=logged)
    check_tools(options)
    credentials = credentials_from_environment() if auth else None
    address_of(host, guarded=auth)  # before anything is built
    service = opened(home, model, llm, llm_model, collection=collection)
    indexed = index_sample_in_background(service.home, model)
    with own_temporary_folder() as temporary:
        with imported_quickly():
            from qa.web.server.app import serve as serve_page

        serve_page(
            service,
            first=indexed,
            host=host,
            port=port,
            credentials=credentials,
            options=options,
            open_browser=open_browser,
            on_ready=_say_ready,
            on_signal=lambda: exit_soon(temporary),
        )
    exit_now()


def mcp(
    llm: Llm = None,
    llm_model: LlmModel = None,
    home: Home = None,
    collection: Collection = None,
    model: Model = None,
) -> None:
    """Offer search, ask and the articles to a language model that starts this command (MCP over stdio)."""
    from qa.web.server.options import Options, check_tools

    check_tools(Options(tools=True))
    from qa.web.api.mcp import run_stdio

    run_stdio(opened(home, model, llm, llm_model, collection=collection))


def opened(
    home: str | None,
    model: str | None,
    llm: str | None = None,
    llm_model: str | None = None,
    aliases: str | None = None,
    collection: str | None = None,
) -> "Service":
    """The service of a folder or of a collection in it, with the given language model."""
    from qa.service import Service
    from qa.settings import home_folder, language_model

    return Service(home_folder(home, collection), model, language_model(llm, llm_model), aliases)


def _say_ready(url: str) -> None:
    typer.echo(f"article-qa is at {url} (Ctrl+C to stop)")
