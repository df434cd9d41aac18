import shutil
from pathlib import Path

import pytest

import corpus
import index
from index.storage.fingerprints import made_by

MAKES = {
    "corpus/text/fold.py": {"reader", "tokeniser"},
    "corpus/cleaning/heads.py": {"reader"},
    "corpus/formats/pdf.py": {"reader"},
    "index/lexical/tokens.py": {"tokeniser", "tables"},
    "index/crosslingual/pinyin_names.py": {"tables"},
    "index/build.py": {"tables"},
    "index/training/loop/train.py": set(),
}


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Copies of the sources of both packages, for tests to change."""
    for package in (corpus, index):
        folder = Path(package.__file__ or "").parent
        shutil.copytree(folder, tmp_path / folder.name, ignore=shutil.ignore_patterns("model*", "*.npz", "__pycache__"))
    return tmp_path / "corpus", tmp_path / "index"


@pytest.mark.parametrize("changed", MAKES)
def test_a_changed_source_changes_the_steps_it_makes_however_deep_it_lies(
    copies: tuple[Path, Path], changed: str
) -> None:
    before = made_by(*copies)
    path = copies[0].parent / changed
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "# changed\n", "utf-8")
    after = made_by(*copies)
    assert {step for step in before if before[step] != after[step]} == MAKES[changed]


def test_a_module_that_moves_is_a_change(copies: tuple[Path, Path]) -> None:
    before = made_by(*copies)
    (copies[1] / "lexical" / "terms.py").rename(copies[1] / "dense" / "terms.py")
    (copies[1] / "lexical" / "terms.py").write_text("", "utf-8")
    assert made_by(*copies)["tables"] != before["tables"]
