"""The commands that export an index to one file and import it again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.options import Collection, Home, Json
from qa.cli.printing import print_json, print_line
from qa.errors import BackupUnusable

if TYPE_CHECKING:
    from qa.backup import Backup


def export_(
    file: Annotated[Path, typer.Argument(help="The .tar file to write.")],
    home: Home = None,
    collection: Collection = None,
    as_json: Json = False,
) -> None:
    """Write the index, the uploads and the saved pages to one file."""
    from qa.backup import export_home
    from qa.settings import home_folder, resolved

    _show(export_home(home_folder(home, collection), resolved(file, BackupUnusable)), "exported", as_json)


def import_(
    file: Annotated[Path, typer.Argument(help="A file that qa export wrote.")],
    home: Home = None,
    collection: Collection = None,
    as_json: Json = False,
) -> None:
    """Restore an exported file into an empty home."""
    from qa.backup import import_home
    from qa.settings import home_folder, resolved

    _show(import_home(resolved(file, BackupUnusable), home_folder(home, collection)), "imported", as_json)


def _show(done: "Backup", verb: str, as_json: bool) -> None:
    if as_json:
        print_json(done.to_dict())
    else:
        print_line(f"{verb} {done.files} files, {done.size / 1e6:,.1f} MB: {done.path}, home {done.home}")
