"""The command that adds pages from the web; nothing else in this program fetches anything."""

import time
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import QAError
from qa.cli.options import Collection, Home, Json, Model
from qa.cli.printing import print_json, print_line
from qa.cli.progress import shown_progress
from qa.cli.serving import opened

if TYPE_CHECKING:
    from qa.fetch.adding import Added
    from qa.fetch.client import Limits
    from qa.service import Service


def add(
    urls: Annotated[list[str], typer.Argument(help="Addresses of pages, feeds (RSS, Atom) or sitemaps.")],
    limit: Annotated[int, typer.Option(min=1, help="New pages taken from each feed or sitemap, at most.")] = 200,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also fetch from this computer and private networks.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Keep running and check for new pages.")] = False,
    every: Annotated[float, typer.Option(help="Minutes between checks.")] = 30.0,
    home: Home = None,
    collection: Collection = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Fetch pages, save them and index them. Later rebuilds need no network."""
    from qa.fetch.client import Limits

    if watch and as_json:
        raise typer.BadParameter("--watch prints lines, not JSON")
    service, limits = opened(home, model, collection=collection), Limits(private=allow_private)
    _once(service, urls, limits, limit, as_json)
    with suppress(KeyboardInterrupt):
        while watch:
            time.sleep(60 * max(every, 0.01))
            typer.echo(datetime.now().strftime("%H:%M:%S"))
            try:
                _once(service, urls, limits, limit, as_json)
            except QAError as error:
                print_line(str(error))


def _once(service: "Service", urls: list[str], limits: "Limits", limit: int, as_json: bool) -> None:
    from qa.fetch.adding import add
    from qa.fetch.archive import FOLDER

    added = add(urls, service.home, limits=limits, most=limit)
    if not as_json:
        _print_added(added)
    report = None
    if added.saved or added.unchanged:  # the rebuild that should have indexed a saved page may have failed
        with shown_progress(shown=not as_json) as progress:
            done = service.rebuild([service.home / FOLDER], add=True, progress=progress)
        report = done if added.saved or done.published else None
    if as_json:
        shown = {**added.to_dict(), "report": report.to_dict() if report else None}
        print_json(shown)
    elif report:
        from qa.cli import terminal

        terminal.report(report)


def _print_added(added: "Added") -> None:
    typer.echo(f"{len(added.saved)} pages saved, {added.unchanged} already there, {added.left} left for next time")
    for url, reason in added.refused:
        print_line(f"not added: {url}: {reason}")
