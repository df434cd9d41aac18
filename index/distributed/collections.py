"""A generation's collection in an engine: filling it, checking it against what was sent, and dropping it.

The generation's folder keeps texts, vocabulary and readings, and names its collection. Both come from one build, so a
reader opens them together, and CURRENT switches both. The alias is updated as well, for other users of the engine.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import numpy as np

from corpus.catalogue import Message
from index.distributed.engines import Address, Engine, connect
from index.distributed.parts import Part
from index.errors import EngineUnavailable
from index.lexical.vocabulary import Vocabulary
from index.retriever import Retriever

COLLECTION = "collection.json"
SAMPLES = 8
"""Parts read back after a collection is filled; `qa verify` reads all of them."""


@dataclass(frozen=True, slots=True)
class SentPart:
    """A part that was sent: the passages `first` to `first + count - 1`, and their digest."""

    first: int
    count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EngineCollection:
    """The collection with a generation's vectors and words. `address` is kept as it was given."""

    address: str
    name: str
    parts: tuple[SentPart, ...]

    def to_bytes(self) -> bytes:
        """JSON, for the generation's folder."""
        parts = [[part.first, part.count, part.sha256] for part in self.parts]
        return json.dumps({"address": self.address, "name": self.name, "parts": parts}).encode()

    @classmethod
    def read(cls, folder: Path) -> "EngineCollection":
        """The collection that the generation in this folder names. Raises OSError, ValueError."""
        body = json.loads((folder / COLLECTION).read_bytes())
        return cls(body["address"], body["name"], tuple(SentPart(*part) for part in body["parts"]))

    @property
    def passages(self) -> int:
        """The number of passages."""
        return sum(part.count for part in self.parts)

    def retriever(self, vocabulary: Vocabulary) -> Retriever:
        """A retriever for the collection. Raises EngineUnavailable, also if passages are missing."""
        engine = connect(self.address)
        self._check_count(engine)
        return engine.retriever(self.name, vocabulary)

    def publish(self) -> None:
        """Point the alias, which is the address's name, to this collection. Raises EngineUnavailable."""
        connect(self.address).publish(Address.parse(self.address).name, self.name)

    def check_samples(self, engine: Engine) -> None:
        """Raises EngineUnavailable if the number of passages or a sampled part differs from what was sent."""
        self._check_count(engine)
        for i in np.unique(np.linspace(0, len(self.parts) - 1, min(SAMPLES, len(self.parts))).astype(int)):
            part = self.parts[i]
            if not _is_as_sent(engine.read(self.name, part.first, part.count), part):
                raise EngineUnavailable("engine_changed", where=self.address, collection=self.name)

    def wrong(self) -> Iterator[Message]:
        """Yield a message for each difference from what was sent."""
        try:
            engine = connect(self.address)
            if (found := engine.count(self.name)) != self.passages:
                yield self._unlike(found).message
            for part in self.parts:
                if not _is_as_sent(engine.read(self.name, part.first, part.count), part):
                    last = part.first + part.count - 1
                    yield Message("check_part", collection=self.name, first=part.first, last=last)
        except EngineUnavailable as error:
            yield error.message

    def _check_count(self, engine: Engine) -> None:
        if (found := engine.count(self.name)) != self.passages:
            raise self._unlike(found)

    def _unlike(self, found: int) -> EngineUnavailable:
        return EngineUnavailable(
            "engine_count", where=self.address, collection=self.name, found=found, expected=self.passages
        )


def fill(home: Path, address: str, dim: int, parts: Iterable[Part]) -> EngineCollection:
    """Create and fill the collection of a new generation, then check its number of passages and a sample of its parts.

    Raises EngineUnavailable; the unfinished collection is then dropped, if necessary by the next rebuild.
    """
    engine, name, sent = connect(address), _prefix(home, address) + token_hex(6), list[SentPart]()

    def sending() -> Iterator[Part]:
        for part in parts:
            sent.append(SentPart(part.first, len(part), part.digest()))
            yield part

    try:
        engine.fill(name, dim, sending())
        made = EngineCollection(address, name, tuple(sent))
        made.check_samples(engine)
    except BaseException:
        with suppress(EngineUnavailable):
            engine.drop(name)
        raise
    return made


def collections(home: Path) -> list[EngineCollection]:
    """The collections of all generations that may answer."""
    found = []
    for path in sorted((home / "generations").glob(f"[0-9]*/{COLLECTION}")):
        with suppress(OSError, ValueError, KeyError, TypeError):  # a damaged generation names none
            found.append(EngineCollection.read(path.parent))
    return found


def settle(home: Path, live: Path, before: Iterable[EngineCollection]) -> None:
    """Point the alias to the live generation's collection, and drop this home's collections that no generation uses.

    `before`: the collections before old generations were deleted. Raises EngineUnavailable.
    """
    if (live / COLLECTION).exists():
        EngineCollection.read(live).publish()
    kept = {each.name for each in collections(home)}
    for engine, name in _ours(home, before):
        if name not in kept:
            engine.drop(name)


def remaining(home: Path, what: str) -> int:
    """How many passages of an article or a source remain in all collections of this home. Raises EngineUnavailable."""
    return sum(engine.count(name, what) for engine, name in _ours(home, collections(home)))


def _ours(home: Path, known: Iterable[EngineCollection]) -> Iterator[tuple[Engine, str]]:
    """All collections of this home at the addresses of the known ones, including those of killed rebuilds."""
    for address in dict.fromkeys(each.address for each in known):
        engine = connect(address)
        yield from ((engine, name) for name in engine.names() if name.startswith(_prefix(home, address)))


def _prefix(home: Path, address: str) -> str:
    """The prefix of this home's collection names, since another home may use the same engine."""
    return f"{Address.parse(address).name}-{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:8]}-"


def _is_as_sent(found: Part | None, sent: SentPart) -> bool:
    return found is not None and found.digest() == sent.sha256
