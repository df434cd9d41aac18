"""Which model a run began with: it cannot go on from its checkpoint with another one."""

from pathlib import Path

from index.atomic_io import digest_file, replace_file
from index.errors import ModelMismatch

FILE = "begun-with.txt"


def begins_with(model: Path, run: Path) -> None:
    """Note in the run's folder that it begins with the model in this folder.

    Raises ModelMismatch where it began with another one.
    """
    digests = " ".join(digest_file(model / name)[1] for name in ("model.safetensors", "tokenizer.json"))
    noted = run / FILE
    if not noted.exists():
        run.mkdir(parents=True, exist_ok=True)
        replace_file(noted, digests.encode())
    elif noted.read_text("ascii") != digests:
        raise ModelMismatch(
            f"{run} began with another model than {model}: remove it, or name another folder with --work"
        )
