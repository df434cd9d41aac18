"""Limits password guesses: after a wrong password there is a wait, and after a few it doubles with each.

The wait applies to the client's address and, after many guesses, to all addresses together. Passwords that arrive
during a wait are not checked, so guessing is no faster with more connections, and no connection is held.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from qa.web.server.connections import network

KNOWN = 10_000
"""Maximum number of addresses remembered."""
FORGOTTEN = 3_600.0
"""Seconds without a wrong password after which earlier ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Budget:
    """`free` wrong passwords with the `first` wait (seconds); then it doubles, up to the `longest`."""

    free: int
    first: float
    longest: float

    def wait(self, wrong: int) -> float:
        """Seconds to wait after this many wrong passwords."""
        return min(self.longest, self.first * 2.0 ** min(max(wrong - self.free, 0), 60))


ADDRESS = Budget(free=5, first=0.5, longest=900.0)
ALL = Budget(free=100, first=0.01, longest=5.0)
"""An attack from many addresses is slowed down to one guess in five seconds."""


@dataclass(slots=True)
class _Tries:
    budget: Budget
    wrong: int = 0
    until: float = 0.0

    def add(self, now: float) -> None:
        self.wrong = 1 if now - self.until > FORGOTTEN else self.wrong + 1
        self.until = now + self.budget.wait(self.wrong)


class Guesses:
    """Recent wrong passwords."""

    def __init__(
        self, address: Budget | None = None, everyone: Budget | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        self._budget, self._clock = address or ADDRESS, clock
        self._all = _Tries(everyone or ALL)
        self._by_address: OrderedDict[str, _Tries] = OrderedDict()

    def wait(self, address: str) -> float:
        """Seconds until a password from this address is checked; 0 if at once."""
        tries = self._by_address.get(network(address))
        return max(0.0, self._all.until - self._clock(), tries.until - self._clock() if tries else 0.0)

    def add(self, address: str) -> int:
        """Record a wrong password from this address; returns how many there were recently."""
        name, now = network(address), self._clock()
        tries = self._by_address.setdefault(name, _Tries(self._budget))
        self._by_address.move_to_end(name)
        if len(self._by_address) > KNOWN:
            self._by_address.popitem(last=False)
        tries.add(now)
        self._all.add(now)
        return tries.wrong
