import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {"corpus": {"corpus"}, "index": {"corpus", "index"}, "qa": {"corpus", "index", "qa"}}
SOURCES = sorted(p for package in MAY_IMPORT for p in (ROOT / package).rglob("*.py"))
HEAVY = {"torch", "transformers", "sentence_transformers", "gradio", "trafilatura", "pypdf", "docx", "langchain_core"}


def imported(path: Path) -> set[str]:
    """Top-level names of every import in a file, wherever it stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    ours = imported(path) & set(MAY_IMPORT)
    assert ours <= MAY_IMPORT[path.relative_to(ROOT).parts[0]]


@pytest.mark.parametrize(
    "path", [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))], ids=lambda p: str(p.relative_to(ROOT))
)
def test_nothing_can_run_code_from_data(path: Path) -> None:
    assert not imported(path) & {"pickle", "marshal", "joblib", "shelve", "dill"}


def test_the_public_face_is_sorted_and_there() -> None:
    import qa

    assert qa.__all__ == sorted(qa.__all__)
    assert all(callable(getattr(qa, name)) for name in qa.__all__)


@pytest.mark.parametrize("module", ["qa", "qa.cli", "qa.service", "index.search", "index.build", "corpus.read"])
def test_importing_loads_nothing_heavy_and_prints_nothing(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({HEAVY!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_a_cold_search_loads_neither_torch_nor_the_readers(sample_home: Path) -> None:
    code = f"""
import sys
from qa import search
assert search("忻州", k=1, home={str(sample_home)!r})
print(*sorted({HEAVY!r} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""
