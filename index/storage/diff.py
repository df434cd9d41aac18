"""What is different from the generation before, in numbers and words."""

from collections.abc import Collection, Mapping
from pathlib import Path

from index.dense.embedders import Embedder
from index.storage.manifest import Manifest
from index.storage.previous import Earlier
from index.types import Changes

_MEANING = {
    "reader": "articles are read in another way: every file is read again",
    "splitter": "articles are split in another way: passages that are new are embedded",
    "tokeniser": "terms are found in another way",
    "tables": "the index is written in another way: its tables are made again",
}


def changed_files(earlier: Earlier, files: Collection[Path]) -> Changes:
    """How many of the stamped files are new, have changed, or are gone."""
    before = earlier.files.keys()
    same = sum(earlier.same(path) for path in files)
    new = sum(path not in before for path in files)
    return Changes(new=new, changed=len(files) - new - same, gone=len(before - set(files)), same=same)


def changed_recipe(manifest: Manifest, recipe: Mapping[str, str], embedder: Embedder, store: str) -> tuple[str, ...]:
    """What is made otherwise than before, a line each."""
    lines = [meaning for step, meaning in _MEANING.items() if manifest.recipe.get(step) != recipe[step]]
    if manifest.model != embedder.name:
        lines.append(f"the model was {manifest.model} and is {embedder.name}: its vectors are other ones")
    elif manifest.fingerprint != embedder.fingerprint:
        lines.append(f"the model {embedder.name} is another version: every passage is embedded again")
    if manifest.store_choice != store:
        lines.append(f"the vector store was {manifest.store_choice} and is {store}: no passage is embedded again")
    return tuple(lines)
