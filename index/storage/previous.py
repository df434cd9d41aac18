"""The previous generation, whose files, articles and notes a rebuild can reuse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.catalogue import Message
from corpus.reuse import Item
from corpus.types import Article, ReadNote, ReadReport, Skipped
from index.errors import DamagedIndex, NoIndex
from index.storage.generation import is_built, live_folder
from index.storage.ledger import FileEntry, Ledger, Stamp, take_stamp
from index.storage.locks import ReadLock
from index.storage.manifest import DATABASE, Manifest, check_files, read_manifest


@dataclass(slots=True)
class PreviousGeneration:
    """The live generation, verified, as the next rebuild sees it.

    `reusable`: whether the current reader would make the same articles from the same files.
    """

    manifest: Manifest
    store: Ledger
    files: dict[Path, FileEntry]
    reusable: bool
    _lock: ReadLock
    _stamps: dict[Path, Stamp] = field(default_factory=dict)

    def close(self) -> None:
        """Close its files."""
        self.store.close()
        self._lock.close()

    def stamp(self, path: Path) -> Stamp:
        """The file's current stamp."""
        entry = self.files.get(path)
        self._stamps[path] = take_stamp(path, entry.stamp if entry else None)
        return self._stamps[path]

    def file(self, path: Path) -> Iterator[Item] | None:
        """The items of an unchanged file; None if it has to be read."""
        entry = self.files.get(path)
        if not (entry and self.reusable and entry.left_out == 0 and self.same(path)):
            return None
        return self._items(entry)

    def records(self, path: Path) -> frozenset[str]:
        """Fingerprints of the pages that the file had."""
        entry = self.files.get(path)
        return self.store.records(entry.first, entry.stop) if entry and self.reusable else frozenset()

    def article(self, record: str) -> tuple[Article, ReadNote]:
        """The article made from one of `records`. Raises KeyError."""
        return self.store.find(record)

    def same(self, path: Path) -> bool:
        """Whether the file has been stamped and is unchanged."""
        entry, now = self.files.get(path), self._stamps.get(path)
        return bool(entry and now and entry.stamp.sha256 == now.sha256)

    def report(self, skipped: Sequence[Skipped]) -> ReadReport:
        """The previous read report, with the files skipped now."""
        entries = self.files.values()
        return ReadReport(
            files=sum(entry.stop > entry.first for entry in entries),
            notes=tuple(note for entry in entries for note in self.store.notes(entry.first, entry.stop)),
            skipped=(*skipped, *(record for entry in entries for record in entry.skipped)),
        )

    def _items(self, entry: FileEntry) -> Iterator[Item]:
        articles = self.store.numbered(entry.first, entry.stop)
        yield from zip(articles, self.store.notes(entry.first, entry.stop), strict=True)
        yield from entry.skipped


def open_previous(home: Path, reader: str) -> tuple[PreviousGeneration | None, Message | None]:
    """The live generation, or None and the reason if it is damaged or of another format; no reason if none was built.

    `reader` is the fingerprint of the current reader.
    """
    if not is_built(home):
        return None, None
    try:
        folder = live_folder(home)
        lock = ReadLock(folder)
        manifest = read_manifest(folder)
        check_files(folder, manifest)
        store = Ledger(folder / DATABASE)
        files = store.files()
    except (DamagedIndex, NoIndex) as reason:
        return None, reason.message
    return PreviousGeneration(manifest, store, files, manifest.recipe["reader"] == reader, lock), None
