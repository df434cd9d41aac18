"""Output of the command line: colours and progress bars on a terminal, plain lines in a pipe."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console, ConsoleOptions, RenderableType
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from corpus.cleaning.artefacts import one_line
from corpus.cleaning.invisible import visible
from corpus.text.script import in_chinese
from index.types import Hit, Removal, Report
from qa.answer.wording.messages import phrases
from qa.evaluation.answers import AnswerEvaluation
from qa.evaluation.outcomes import MEASURES
from qa.evaluation.retrieval import DEPTH, Evaluation
from qa.types import Answer, Citation, Statement, Status

AROUND = 60
"""Characters shown on each side of a quote."""
MAX_LISTED = 10
"""Most skipped files, undated articles and the like that are listed by name."""


def answer(given: Answer, notice: str | None = None) -> None:
    """The answer's sentences, then their citations, with labels in the question's language."""
    console = _console(notice)
    words = phrases(chinese=in_chinese(given.question))
    if given.notice:
        console.print(Text(given.notice, style="yellow"))
    if not given.answered:
        console.print(Text(given.text))
        if given.hits:
            console.print(f"\n{words['related']}", style="dim")
        for hit in given.hits[:3]:
            console.print(Text(f"  {hit.passage.article.reference}", style="dim"))
        return
    if given.lead:
        console.print(Text(given.lead, style="dim"))
    for statement in given.statements:
        console.print(_statement(statement))
    console.print()
    for citation in given.citations:
        console.print(Text.assemble((f"[{citation.number}] ", "cyan"), citation.article.reference))
        console.print(Text.assemble("    ", _in_context(citation)), style="dim")
    if given.unverified:
        console.print(f"\n  {words['unverified']}", style="dim")
        for struck in given.unverified:
            console.print(Text.assemble("  ", (struck, "dim strike")))
    console.print(f"\n{words['confidence']}: {words[given.confidence.value]}", style="dim")


def growing(answers: Iterator[Answer]) -> Answer:
    """The last answer; a terminal shows the earlier ones as they grow."""
    last: Answer | None = None
    with Live(console=Terminal(highlight=False, soft_wrap=True), transient=True, auto_refresh=False) as live:
        for last in answers:
            if live.console.is_terminal:
                live.update(Text("\n").join(map(_statement, last.statements)), refresh=True)
    assert last is not None, "a stream has at least one answer"
    return last


def hits(found: Sequence[Hit], notice: str | None = None) -> None:
    """The passages, best first."""
    console = _console(notice)
    if not found:
        console.print("nothing found")
    for number, hit in enumerate(found, start=1):
        console.print(Text.assemble((f"{number:>2}  ", "cyan"), (hit.passage.article.reference, "bold")))
        console.print(Text(_one_line(hit.passage.text)))
        console.print(Text(f"score {hit.score:.3f}{_ranks(hit)}", style="dim"))
        for other in hit.also:
            console.print(Text(f"also {other.reference}", style="dim"))
        console.print()


def report(done: Report) -> None:
    """What a rebuild did, and what needs attention."""
    console = _console()
    read, changes = done.read, done.changes
    seconds = ", ".join(f"{step} {s:.1f} s" for step, s in done.seconds.items())
    for reason in changes.because:
        console.print(reason)
    if not done.published:
        console.print("nothing has changed")
    console.print(
        f"generation {done.generation}: {done.articles} articles from {read.files} files, {done.passages} passages"
    )
    console.print(
        f"files: {changes.new} new, {changes.changed} changed, {changes.gone} deleted, {changes.same} unchanged"
    )
    console.print(f"{done.embedded} embedded, {done.reused} reused, {done.forgotten} dropped ({seconds})")
    if done.left_out:
        console.print(f"{done.left_out} removed articles were left out (--restore allows them again)")
    damaged = [f"{n.path}: {', '.join(n.damaged[:3])}" for n in read.notes if n.damaged]
    _listed(console, "skipped", [f"{s.path}: {s.reason}" for s in read.skipped])
    _listed(console, "without a date", [f"{n.path}: {n.title}" for n in read.notes if not n.dated])
    _listed(console, "with undecodable characters", [n.path for n in read.notes if n.replaced])
    _listed(console, "with damaged text", damaged)
    _listed(console, "with repaired text", [f"{n.path}: {', '.join(n.mended[:3])}" for n in read.notes if n.mended])
    _listed(console, "with a title too long to be searched in full", [n.path for n in read.notes if n.long_title])
    _listed(
        console,
        "mostly navigation and boilerplate",
        [f"{n.path}: {n.removed:.0%} removed" for n in read.notes if n.removed > 0.5],
    )


def removal(done: Removal) -> None:
    """What was removed, and from where."""
    console = _console()
    held = done.held
    console.print(Text(f"removed {done.what}: {held.articles} articles"))
    console.print(f"from the index: {held.passages} passages, {held.passages} vectors, {held.postings} postings")
    console.print(f"from the cache: {done.embeddings} embeddings")
    console.print(f"generations removed: {', '.join(map(str, done.generations)) or 'none'}")
    console.print(f"generation {done.generation} is live; {done.remains} articles remain on disk")
    _listed(console, "articles removed", held.titles)
    _listed(console, "files that still contain them (and are left out of the index)", held.paths)


def status(state: Status) -> None:
    """What an index holds, a line each."""
    console = _console(state.notice)
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    sources = ", ".join(f"{name or '(none)'} {count}" for name, count in list(state.sources.items())[:MAX_LISTED])
    rows = {
        "home": state.home,
        "generation": f"{state.generation}",
        "last rebuild": state.created,
        "fallback": ", ".join(str(n) for n in state.generations if n != state.generation) or "none",
        "model": state.model,
        "index": f"{state.store} ({state.why_store})",
        "articles": f"{state.articles:,} in {state.passages:,} passages",
        "dates": f"{state.first} to {state.last}" if state.first else "none",
        "sources": sources,
        "size": f"{state.size / 1e6:,.1f} MB",
        "paths": "\n".join(state.paths),
        "removed": "\n".join(_removed(state)) or "none",
    }
    for name, value in rows.items():
        table.add_row(name, Text(value))
    console.print(table)


def _removed(state: Status) -> Iterator[str]:
    for what in state.removed:
        name = state.name_of_removed(what)
        yield what if name == what else f"{name} ({what})"


def evaluation(result: Evaluation) -> None:
    """A table of measures, a row for each language and search mode."""
    _measures(f"{result.questions} questions, {result.passages:,} passages", result.rows)


def misses(result: Evaluation) -> None:
    """The questions whose right passage did not come first, and what came instead."""
    console = _console()
    for miss in result.misses:
        rank = f"rank {miss.rank}" if miss.rank else f"not in the top {DEPTH}"
        console.print(f"{miss.way}: {miss.question}", markup=False)
        console.print(f"    {rank}; first: {one_line(miss.found)[:80] or 'nothing'}", style="dim", markup=False)


def answer_evaluation(result: AnswerEvaluation) -> None:
    """A table of measures of the answers, a column for each language; groups without questions are left out."""
    table = Table("answers")
    for label in result.rows:
        table.add_column(label, justify="right")
    for names in MEASURES.values():
        found = {name: [row[name] for row in result.rows.values()] for name in names}
        if any(isinstance(value, float) for values in found.values() for value in values):
            for name, values in found.items():
                table.add_row(name, *map(_measure, values))
            table.add_section()
    if table.row_count:
        _console().print(table)


def _measures(title: str, rows: Mapping[str, Mapping[str, float]]) -> None:
    table = Table(title=title, title_justify="left")
    names = list(next(iter(rows.values()), {}))
    for column in ("", *names):
        table.add_column(column, justify="left" if not column else "right")
    for label, row in rows.items():
        table.add_row(label, *(_measure(row[name]) for name in names))
    _console().print(table)


def _measure(value: float | None) -> str:
    return "–" if value is None else f"{value}" if isinstance(value, int) else f"{value:.3f}"


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each step, on standard error."""
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Terminal(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def update(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield update


class Terminal(Console):
    """A console that prints no control characters: names, articles and models may contain escape sequences."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The segments to print, without control characters in their text; styles are kept."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=visible(segment.text))


def _console(notice: str | None = None) -> Console:
    # Lines are not wrapped in a pipe: the program that reads it wants whole lines.
    console = Terminal(highlight=False, soft_wrap=True)
    if notice:
        Terminal(stderr=True, highlight=False, soft_wrap=True).print(Text(f"note: {notice}", style="yellow"))
    return console


def _statement(statement: Statement) -> Text:
    numbers = "".join(f"[{number}]" for number in statement.numbers)
    return Text.assemble((statement.head, "dim"), (statement.text, "bold"), (f" {numbers}", "cyan"))


def _in_context(citation: Citation) -> Text:
    text, start, end = citation.article.text, citation.start, citation.end
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Text.assemble(
        "…" if start > AROUND else "",
        _one_line(before),
        (_one_line(citation.quote), "reverse"),
        _one_line(after),
        "…" if end + AROUND < len(text) else "",
    )


def _ranks(hit: Hit) -> str:
    meaning = f", meaning #{hit.dense_rank}" if hit.dense_rank else ""
    words = f", words #{hit.lexical_rank}" if hit.lexical_rank else ""
    return meaning + words + "".join(f", {name}" for name in (*hit.names, *hit.translations))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _listed(console: Console, what: str, lines: Sequence[str]) -> None:
    if lines:
        console.print(f"\n{len(lines)} {what}:")
        for line in lines[:MAX_LISTED]:
            console.print(Text(f"  {line}"))
        if len(lines) > MAX_LISTED:
            console.print(f"  and {len(lines) - MAX_LISTED} more (--json lists all)")
