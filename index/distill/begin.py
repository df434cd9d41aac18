"""Which model a run began with: it cannot go on from its checkpoint with another one."""

import hashlib
from pathlib import Path

from index.errors import ModelMismatch

FILE = "begun-with.txt"


def begins_with(model: Path, run: Path) -> None:
    """Note in the run's folder that it begins with the model in this folder.

    Raises ModelMismatch where it began with another one.
    """
    files = (model / name for name in ("model.safetensors", "tokenizer.json"))
    digest = hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()
    noted = run / FILE
    if not noted.exists():
        run.mkdir(parents=True, exist_ok=True)
        noted.write_text(digest, "ascii")
    elif noted.read_text("ascii") != digest:
        raise ModelMismatch(
            f"{run} began with another model than {model}: remove it, or name another folder with --work"
        )
