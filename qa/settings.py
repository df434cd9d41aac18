"""Where the index lives and which model makes it: an argument, else the environment, else a default."""

import os
from pathlib import Path

HOME, MODEL = "QA_HOME", "QA_MODEL"


def home_folder(home: str | Path | None = None) -> Path:
    """The folder of the index: the argument, else QA_HOME, else the user's data folder. Nothing is created."""
    given = home or os.environ.get(HOME)
    if given:
        return Path(given).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("article-qa", appauthor=False)


def model_name(model: str | None = None) -> str | None:
    """The model asked for: the argument, else QA_MODEL, else None (the index's own, or the bundled one)."""
    return model or os.environ.get(MODEL) or None
