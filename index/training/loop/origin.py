"""Records the model that a run started from, because its checkpoint cannot be resumed with another one."""

from pathlib import Path

from index.atomic_io import digest_file, replace_file
from index.errors import ModelMismatch

FILE = "begun-with.txt"


def begins_with(model: Path, run: Path) -> None:
    """Record in the run's folder that it starts from `model`.

    Raises ModelMismatch if it started from another model.
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
