"""How far a rebuild is and what came of it, as HTML in words. Pure, like `qa.render`."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from index.types import Report
from qa.page.complaints import reason
from qa.page.rebuilding import Step
from qa.page.words import Words

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
    done = words["report_done"].format(articles=report.articles, passages=report.passages, files=read.files)
    took = lasting(sum(report.seconds.values()), words)
    work = words["report_work"].format(embedded=report.embedded, reused=report.reused, time=took)
    kinds = {
        "report_skipped": [f"{Path(s.path).name}: {reason(s.reason, words)}" for s in read.skipped],
        "report_undated": [_named(n.title, n.path) for n in read.notes if not n.dated],
        "report_replaced": [_named(n.title, n.path) for n in read.notes if n.replaced],
        "report_damaged": [_named(n.title, n.path) for n in read.notes if n.damaged],
        "report_chrome": [_named(n.title, n.path) for n in read.notes if n.removed > MOSTLY],
    }
    folds = "".join(_fold(kind, lines, words) for kind, lines in kinds.items())
    return f'<div class="qa-report" role="status"><p>{escape(done)} {escape(work)}</p>{folds}</div>'


def lasting(seconds: float, words: Words) -> str:
    """A length of time as people say it."""
    if seconds < 90:
        return words["seconds"].format(n=max(1, round(seconds)))
    return words["minutes"].format(n=round(seconds / 60))


def _fold(kind: str, lines: Sequence[str], words: Words) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines[:LISTED])
    if len(lines) > LISTED:
        items += f"<li>{escape(words['report_more'].format(count=len(lines) - LISTED))}</li>"
    opened = " open" if kind == "report_skipped" else ""
    return f"<details{opened}><summary>{escape(words[kind])} ({len(lines)})</summary><ul>{items}</ul></details>"


def _named(title: str, path: str) -> str:
    return title or Path(path).name
