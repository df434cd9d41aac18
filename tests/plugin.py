"""Packages with an entry point, written into a test's folder as pip would install them."""

from pathlib import Path


def install(folder: Path, group: str, name: str, source: str) -> None:
    """Write the distribution `tiny-NAME`, whose entry point NAME is `entry` in its module.

    The module holds `source`. It is called `tiny_NAME`, without a leading dot.
    """
    module = f"tiny_{name.removeprefix('.')}"
    (folder / f"{module}.py").write_text(source, "utf-8")
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: tiny-{name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}:entry\n", "utf-8")
