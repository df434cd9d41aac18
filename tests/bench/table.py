"""Figures as Markdown."""

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; numbers have three significant digits and are right-aligned."""
    number = [all(isinstance(row[i], int | float) or row[i] == NONE for row in rows) for i in range(len(head))]
    lines = [head, ["---:" if right else "---" for right in number], *([shown(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


NONE = "–"
"""Stands for a value that was not measured."""


def shown(value: object) -> str:
    """A number with three significant digits, or anything else unchanged."""
    if not isinstance(value, int | float):
        return str(value)
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
