"""Progress and results of rebuilds, removals and checks as HTML."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from corpus.types import SEARCHED_TITLE_CHARS
from index.types import Changes, Removal, Report
from qa.web.html.library import FULLY, damage_html
from qa.web.html.render import render
from qa.web.i18n.error_messages import message_text
from qa.web.i18n.phrases import Words
from qa.web.library.rebuilding import Check, Step

FILES_LISTED = 10
"""Maximum number of files named of each kind."""
MOSTLY = 0.5
"""A web page is reported if more than this share of it was removed as boilerplate."""


def progress_html(step: Step, words: Words) -> Markup:
    """The step, a bar, the rate and the time left."""
    parts = [
        f"{step.done:,} / {step.total:,}" if step.total > 1 else "",
        words["rate"].format(rate=f"{step.rate:.0f}" if step.rate >= 10 else f"{step.rate:.1f}") if step.rate else "",
        words["left"].format(time=lasting(step.left, words)) if step.left else "",
    ]
    name = words.get(f"step_{step.name}", step.name)
    return render("progress", words, step=step, name=name, details=" · ".join(filter(None, parts)))


def report_html(report: Report, words: Words, uploads: Path | None = None) -> Markup:
    """What a rebuild did and what needs attention: first of all, which of the `uploads` yielded no article."""
    read = report.read
    given = {note.path for note in read.notes}
    unread = [Path(s.path).name for s in read.skipped if Path(s.path).parent == uploads and s.path not in given]
    kind = "report_partly" if unread else "report_done" if report.published else "report_same"
    done = words[kind].format(
        articles=f"{report.articles:,}",
        passages=f"{report.passages:,}",
        files=f"{read.files:,}",
        unread=words["comma"].join(dict.fromkeys(unread)),
    )
    lines = [f"{done} {_work(report, words)}"] if report.published else [done]
    lines += [message_text(line, words) for line in report.changes.because]
    if report.left_out:
        lines.append(words["report_left_out"].format(count=f"{report.left_out:,}"))
    folds = {
        "report_skipped": [f"{Path(s.path).name}: {message_text(s.reason, words)}" for s in read.skipped],
        "report_undated": [_named(n.title, n.path) for n in read.notes if not n.dated],
        "report_replaced": [_named(n.title, n.path) for n in read.notes if n.replaced],
        "report_damaged": [_named(n.title, n.path) for n in read.notes if n.damaged],
        "report_mended": [_named(n.title, n.path) for n in read.notes if n.mended],
        "report_long_title": [_named(n.title[:SEARCHED_TITLE_CHARS], n.path) for n in read.notes if n.long_title],
        "report_chrome": [_named(n.title, n.path) for n in read.notes if n.removed > MOSTLY],
    }
    return _report(words, lines, folds)


def removal_html(removal: Removal, words: Words) -> Markup:
    """What was removed from where, and what remains."""
    held = removal.held
    counts = {"articles": held.articles, "passages": held.passages, "postings": held.postings}
    said = {name: f"{count:,}" for name, count in {**counts, "embeddings": removal.embeddings}.items()}
    lines = [words["removed"].format(what=removal.what, **said)]
    if removal.generations:
        numbers = words["comma"].join(map(str, removal.generations))
        lines.append(words["removed_generations"].format(numbers=numbers))
    lines.append(words["remains"].format(count=f"{removal.remains:,}") if removal.remains else words["remains_none"])
    return _report(words, lines, {"removed_files": [Path(path).name for path in held.paths if Path(path).exists()]})


def check_html(check: Check, words: Words) -> Markup:
    """Says that the index is intact, or what is wrong with it and how to repair it."""
    if not check.wrong:
        return _report(words, [words["check_whole"]])
    damage = damage_html(words["check_wrong"].format(count=f"{len(check.wrong):,}"), words, mendable=True, given=FULLY)
    return _report(words, [], {"check_found": [message_text(line, words) for line in check.wrong]}, damage)


def lasting(seconds: float, words: Words) -> str:
    """A duration as people say it: in seconds or minutes."""
    if seconds < 90:
        return words["seconds"].format(n=max(1, round(seconds)))
    return words["minutes"].format(n=round(seconds / 60))


def _report(
    words: Words, lines: Sequence[str], folds: Mapping[str, Sequence[str]] | None = None, damage: str = ""
) -> Markup:
    return render("report", words, lines=lines, folds=folds or {}, damage=damage, most=FILES_LISTED)


def _work(report: Report, words: Words) -> str:
    took = lasting(sum(report.seconds.values()), words)
    files = _files(report.changes, words)
    work = words["report_work"].format(embedded=f"{report.embedded:,}", reused=f"{report.reused:,}", time=took)
    return f"{files}{work}"


def _files(changes: Changes, words: Words) -> str:
    """How many files are new, changed and gone; empty if none are."""
    counts = {"files_new": changes.new, "files_changed": changes.changed, "files_gone": changes.gone}
    said = words["comma"].join(words[name].format(count=f"{count:,}") for name, count in counts.items() if count)
    return words["report_files"].format(said=said) if said else ""


def _named(title: str, path: str) -> str:
    return title or Path(path).name
