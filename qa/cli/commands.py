"""The command `qa`: parses arguments, calls the service, prints what it returns. No logic lives here."""

import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from corpus.errors import QAError
from index.types import Mode
from qa import __version__
from qa.cli.adding import add
from qa.cli.collections import chosen, collections
from qa.cli.evaluating import evaluate
from qa.cli.moving import export_, import_
from qa.cli.options import (
    Aliases,
    ArticleId,
    Collection,
    Collections,
    Home,
    Json,
    Llm,
    LlmModel,
    Model,
    Parts,
    Ray,
    Since,
    Sources,
    Store,
    Today,
    Until,
)
from qa.cli.printing import print_json, print_line
from qa.cli.progress import shown_progress
from qa.cli.serving import mcp, opened, serve
from qa.validation import Filters, check_question

if TYPE_CHECKING:
    from qa.service import Service

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"article-qa {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Ask your own articles, in Chinese or English; every answer is cited."""


@app.command()
def rebuild(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files and folders. Default: those of the last rebuild.")
    ] = None,
    add: Annotated[bool, typer.Option("--add", help="Keep what is already indexed (but not the sample).")] = False,
    full: Annotated[bool, typer.Option("--full", help="Ignore the cache; read and embed everything again.")] = False,
    remove: Annotated[
        str | None, typer.Option(metavar="SOURCE_OR_ID", help="Remove an article or a source for good.")
    ] = None,
    restore: Annotated[
        str | None, typer.Option(metavar="SOURCE_OR_ID", help="Allow a removed article or source again.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Keep running and pick up changes.")] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="The column of your records that holds the title, text, source, date or url.",
        ),
    ] = None,
    store: Store = None,
    ray: Ray = None,
    parts: Parts = None,
    home: Home = None,
    collection: Collection = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Index files and folders; only changes are read and embedded."""
    service = opened(home, model, collection=collection)
    if watch and as_json:
        raise typer.BadParameter("--watch prints lines, not JSON")
    fields = dict(pair.partition("=")[::2] for pair in columns) if columns else None
    targets = [what for what in (remove, restore) if what is not None]
    if targets and (paths or add or full or watch or store or columns or len(targets) > 1):
        raise typer.BadParameter(
            "--remove and --restore cannot be combined with other options: they read the same files again"
        )
    with shown_progress(shown=not as_json) as progress:
        if remove is not None:
            _show(as_json, service.remove(remove, progress=progress), "removal")
            return
        if restore is not None:
            report = service.restore(restore, progress=progress)
        else:
            report = service.rebuild(
                paths or (),
                add=add,
                full=full,
                store=store,
                ray=ray,
                parts=parts,
                columns=fields,
                progress=progress,
            )
    _show(as_json, report, "report")
    if watch:
        _watch(service)


@app.command()
def search(
    query: str,
    k: Annotated[int, typer.Option("-k", "--top", help="How many passages.")] = 10,
    mode: Annotated[str, typer.Option(help="dense, bm25 or hybrid.")] = Mode.HYBRID.value,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    article: ArticleId = None,
    today: Today = None,
    aliases: Aliases = None,
    rerank: Annotated[
        bool, typer.Option("--rerank", help="Reorder the best passages by how well they answer.")
    ] = False,
    home: Home = None,
    collection: Collections = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Find passages."""
    service = chosen(collection, home, model, aliases=aliases)
    question = check_question(query)
    only = Filters(since=since, until=until, source=source, article=article, today=today)
    found = service.find(question, k, mode=mode, rerank=rerank, **only)
    if as_json:
        print_json([hit.to_dict() for hit in found.hits])
    else:
        from qa.cli import terminal

        terminal.hits(found.hits, " ".join(filter(None, [service.notice(), found.notice])))


@app.command()
def ask(
    question: str,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    article: ArticleId = None,
    today: Today = None,
    aliases: Aliases = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    home: Home = None,
    collection: Collections = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Answer a question with cited sentences."""
    service = chosen(collection, home, model, llm=llm, llm_model=llm_model, aliases=aliases)
    asked = check_question(question)
    only = Filters(since=since, until=until, source=source, article=article, today=today)
    if as_json:
        print_json(service.ask(asked, **only).to_dict())
    else:
        from qa.cli import terminal

        answers = service.stream(asked, **only)
        terminal.answer(terminal.growing(answers), service.notice())


@app.command()
def status(home: Home = None, collection: Collection = None, as_json: Json = False) -> None:
    """Show what the index holds."""
    _show(as_json, opened(home, None, collection=collection).status(), "status")


@app.command()
def verify(
    answer: Annotated[
        Path | None, typer.Option(help="Check an answer printed by ask --json against the index.")
    ] = None,
    home: Home = None,
    collection: Collection = None,
    as_json: Json = False,
) -> None:
    """Full integrity check; exit code 1 if anything is wrong."""
    service = opened(home, None, collection=collection)
    if answer is not None:
        _verify_answer(answer, service, as_json)
        return
    wrong, remains = service.verify(), service.remains()
    if as_json:
        print_json({"intact": not wrong, "wrong": wrong, "removed": remains})
    else:
        print_line("\n".join(wrong) or "the index is intact")
        for what, count in remains.items():
            print_line(f"removed: {what}: {count} articles remain on disk")
    if wrong:
        raise typer.Exit(1)


def _verify_answer(file: Path, service: "Service", as_json: bool) -> None:
    from qa.generate.verify_answer import read_answer, recheck

    wrong = recheck(read_answer(file), service.index().store, service.reader())
    if as_json:
        print_json({"verified": not wrong, "wrong": wrong})
    else:
        print_line("\n".join(wrong) or "every citation was found in its article")
    if wrong:
        raise typer.Exit(1)


app.command("eval")(evaluate)
app.command()(serve)
app.command()(mcp)
app.command()(add)
app.command()(collections)
app.command("export")(export_)
app.command("import")(import_)


def main() -> NoReturn:
    """Run the command. A QAError is one line and exit code 2; any other exception is a bug and shows its traceback."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # `kill` cleans up as Ctrl+C does
    try:
        app()
    except QAError as error:
        print_line(f"qa: {error}", err=True)
        sys.exit(2)
    sys.exit(0)


def _show(as_json: bool, result: Any, kind: str) -> None:
    if as_json:
        print_json(result.to_dict())
    else:
        from qa.cli import terminal

        getattr(terminal, kind)(result)


def _watch(service: "Service") -> None:
    from qa.cli.watch import watch

    with suppress(KeyboardInterrupt):
        for line in watch(service):
            print_line(line)
