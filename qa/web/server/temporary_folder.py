"""Where the web framework may write."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def own_temporary_folder() -> Iterator[Path]:
    """Give the web framework, which is imported afterwards, a folder that nobody else can enter.

    Its own folder is shared by all users of a computer, readable by all, and cannot be created if another user has
    created it.
    """
    with TemporaryDirectory(prefix="article-qa-") as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder
        yield Path(folder)
