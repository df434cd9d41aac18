"""What changed since the previous generation."""

from collections.abc import Collection, Mapping
from pathlib import Path

from index.dense.embedders import Embedder
from index.storage.manifest import Manifest
from index.storage.previous import PreviousGeneration
from index.types import Changes

_MEANING = {
    "reader": "articles are read in another way: every file is read again",
    "splitter": "articles are split in another way: passages that are new are embedded",
    "tokeniser": "terms are found in another way",
    "tables": "the index is written in another way: its tables are made again",
}


def changed_files(previous: PreviousGeneration, files: Collection[Path]) -> Changes:
    """How many of the stamped files are new, changed, unchanged or deleted."""
    before = previous.files.keys()
    same = sum(previous.same(path) for path in files)
    new = sum(path not in before for path in files)
    return Changes(new=new, changed=len(files) - new - same, gone=len(before - set(files)), same=same)


def changed_recipe(manifest: Manifest, recipe: Mapping[str, str], embedder: Embedder, store: str) -> tuple[str, ...]:
    """Why steps have to be redone, a line each."""
    lines = [meaning for step, meaning in _MEANING.items() if manifest.recipe.get(step) != recipe[step]]
    if manifest.model != embedder.name:
        lines.append(f"the model was {manifest.model} and is {embedder.name}: its vectors are other ones")
    elif manifest.fingerprint != embedder.fingerprint:
        lines.append(f"the model {embedder.name} is another version: every passage is embedded again")
    if manifest.store_choice != store:
        lines.append(f"the vector store was {manifest.store_choice} and is {store}: no passage is embedded again")
    return tuple(lines)
