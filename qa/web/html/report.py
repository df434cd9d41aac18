"""How far a rebuild is and what came of it, as HTML in words. Pure, like `qa.web.html.answers`."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from corpus.types import SEARCHED_TITLE_CHARS
from index.types import Changes, Removal, Report
from qa.web.html.catalogue import FULLY, damage_html
from qa.web.i18n.error_messages import message_text
from qa.web.i18n.phrases import Words
from qa.web.library.rebuilding import Check, Step

LISTED = 10
"""Files named of each kind."""
MOSTLY = 0.5
"""Share of a page that was removed from which it is told."""


def progress_html(step: Step, words: Words) -> str:
    """The step, a bar, the rate and the time left."""
    named = words.get(f"step_{step.name}", step.name)
    amount = f' value="{step.done}" max="{step.total}"' if step.total else ""
    parts = [
        f"{step.done:,} / {step.total:,}" if step.total > 1 else "",
        words["rate"].format(rate=f"{step.rate:.0f}" if step.rate >= 10 else f"{step.rate:.1f}") if step.rate else "",
        words["left"].format(time=lasting(step.left, words)) if step.left else "",
    ]
    details = " · ".join(part for part in parts if part)
    return (
        f'<div class="qa-progress"><p><strong>{escape(named)}</strong> <span>{escape(details)}</span></p>'
        f'<progress aria-label="{escape(named)}"{amount}></progress></div>'
    )


def report_html(report: Report, words: Words) -> str:
    """What a rebuild did, and what a person should look at."""
    read = report.read
    done = words["report_done" if report.published else "report_same"].format(
        articles=f"{report.articles:,}", passages=f"{report.passages:,}", files=f"{read.files:,}"
    )
    lines = [f"{done} {_work(report, words)}"] if report.published else [done]
    lines += [message_text(line, words) for line in report.changes.because]
    if report.left_out:
        lines.append(words["report_left_out"].format(count=f"{report.left_out:,}"))
    kinds = {
        "report_skipped": [f"{Path(s.path).name}: {message_text(s.reason, words)}" for s in read.skipped],
        "report_undated": [_named(n.title, n.path) for n in read.notes if not n.dated],
        "report_replaced": [_named(n.title, n.path) for n in read.notes if n.replaced],
        "report_damaged": [_named(n.title, n.path) for n in read.notes if n.damaged],
        "report_long_title": [_named(n.title[:SEARCHED_TITLE_CHARS], n.path) for n in read.notes if n.long_title],
        "report_chrome": [_named(n.title, n.path) for n in read.notes if n.removed > MOSTLY],
    }
    folds = "".join(_fold(kind, lines, words) for kind, lines in kinds.items())
    return f'<div class="qa-report" role="status">{_paragraphs(lines)}{folds}</div>'


def removal_html(removal: Removal, words: Words) -> str:
    """What was removed from where, and what remains."""
    held = removal.held
    counts = {"articles": held.articles, "passages": held.passages, "postings": held.postings}
    said = {name: f"{count:,}" for name, count in {**counts, "embeddings": removal.embeddings}.items()}
    lines = [words["removed"].format(what=removal.what, **said)]
    if removal.generations:
        numbers = words["comma"].join(map(str, removal.generations))
        lines.append(words["removed_generations"].format(numbers=numbers))
    lines.append(words["remains"].format(count=f"{removal.remains:,}") if removal.remains else words["remains_none"])
    files = _fold("removed_files", [Path(path).name for path in held.paths if Path(path).exists()], words)
    return f'<div class="qa-report" role="status">{_paragraphs(lines)}{files}</div>'


def check_html(check: Check, words: Words) -> str:
    """That the index is whole, or what is wrong with it and the way to mend it."""
    if not check.wrong:
        return f'<div class="qa-report" role="status">{_paragraphs([words["check_whole"]])}</div>'
    damage = damage_html(words["check_wrong"].format(count=f"{len(check.wrong):,}"), words, mendable=True, given=FULLY)
    lines = [message_text(line, words) for line in check.wrong]
    return f'<div class="qa-report">{damage}{_fold("check_found", lines, words)}</div>'


def lasting(seconds: float, words: Words) -> str:
    """A length of time as people say it."""
    if seconds < 90:
        return words["seconds"].format(n=max(1, round(seconds)))
    return words["minutes"].format(n=round(seconds / 60))


def _work(report: Report, words: Words) -> str:
    took = lasting(sum(report.seconds.values()), words)
    files = _files(report.changes, words)
    return f"{files}{words['report_work'].format(embedded=report.embedded, reused=report.reused, time=took)}"


def _files(changes: Changes, words: Words) -> str:
    """How many files are new, changed and gone; nothing where none is."""
    counts = {"files_new": changes.new, "files_changed": changes.changed, "files_gone": changes.gone}
    said = words["comma"].join(words[name].format(count=f"{count:,}") for name, count in counts.items() if count)
    return words["report_files"].format(said=said) if said else ""


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _fold(kind: str, lines: Sequence[str], words: Words) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines[:LISTED])
    if len(lines) > LISTED:
        items += f"<li>{escape(words['report_more'].format(count=len(lines) - LISTED))}</li>"
    opened = " open" if kind in ("report_skipped", "check_found") else ""
    return f"<details{opened}><summary>{escape(words[kind])} ({len(lines)})</summary><ul>{items}</ul></details>"


def _named(title: str, path: str) -> str:
    return title or Path(path).name
