"""Fair turns: a busy client waits for quiet ones, not they for it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def in_turn(items: Iterable[Item], owner: Callable[[Item], str]) -> list[Item]:
    """The first of each owner, then the second of each, and so on."""
    turns: dict[int, list[Item]] = defaultdict(list)
    seen: Counter[str] = Counter()
    for item in items:
        turns[seen[owner(item)]].append(item)
        seen[owner(item)] += 1
    return [item for turn in sorted(turns) for item in turns[turn]]


def last_of_greediest(items: Iterable[Item], owner: Callable[[Item], str], newcomer: str) -> Item | None:
    """The last item of the owner that has the most; None unless that is more than the newcomer has with one more."""
    kept = list(items)
    held = Counter(map(owner, kept))
    greediest = max(held, key=lambda one: held[one], default=newcomer)
    if held[greediest] <= held[newcomer] + 1:
        return None
    return next(item for item in reversed(kept) if owner(item) == greediest)
