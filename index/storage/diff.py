"""What changed since the previous generation."""

from collections.abc import Collection, Mapping
from pathlib import Path

from corpus.catalogue import Message
from index.dense.embedders import Embedder
from index.storage.manifest import Manifest
from index.storage.previous import PreviousGeneration
from index.types import Changes

_STEPS = {
    "reader": "changed_reader",
    "splitter": "changed_splitter",
    "tokeniser": "changed_tokeniser",
    "tables": "changed_tables",
}
"""The message for each step of the recipe, if it has changed."""


def changed_files(previous: PreviousGeneration, files: Collection[Path]) -> Changes:
    """How many of the stamped files are new, changed, unchanged or deleted."""
    before = previous.files.keys()
    same = sum(previous.same(path) for path in files)
    new = sum(path not in before for path in files)
    return Changes(new=new, changed=len(files) - new - same, gone=len(before - set(files)), same=same)


def changed_recipe(
    manifest: Manifest, recipe: Mapping[str, str], embedder: Embedder, store: str
) -> tuple[Message, ...]:
    """Why steps have to be redone, one message each."""
    lines = [Message(key) for step, key in _STEPS.items() if manifest.recipe.get(step) != recipe[step]]
    if manifest.model != embedder.name:
        lines.append(Message("changed_model", before=manifest.model, now=embedder.name))
    elif manifest.fingerprint != embedder.fingerprint:
        lines.append(Message("changed_model_version", model=embedder.name))
    if manifest.store_choice != store:
        lines.append(Message("changed_store", before=manifest.store_choice, now=store))
    return tuple(lines)
