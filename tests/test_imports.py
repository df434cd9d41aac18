import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {"corpus": {"corpus"}, "index": {"corpus", "index"}, "qa": {"corpus", "index", "qa"}}
SOURCES = sorted(p for package in MAY_IMPORT for p in (ROOT / package).rglob("*.py"))
TRAINING = ROOT / "index" / "training"
FLOORS = {
    "corpus": ("text", "cleaning", "formats"),
    "index": (
        "lexical",
        "dense",
        "crosslingual",
        "aliases",
        "reading",
        "distributed",
        "storage",
        "workers",
        "training",
    ),
    "qa": (
        "facts",
        "question",
        "claims",
        "answer",
        "requests",
        "generate",
        "evaluation",
        "fetch",
        "integrations",
        "web",
        "cli",
    ),
    "qa.web": ("i18n", "library", "html", "api", "tabs", "server"),
}
"""The subpackages ("rooms") of each package from the bottom up: a room imports only rooms below it."""
HEAVY = {
    "torch",
    "transformers",
    "sentence_transformers",
    "gradio",
    "trafilatura",
    "pypdf",
    "docx",
    "langchain_core",
    "ray",
    "pyarrow",
}


def imported(path: Path) -> set[str]:
    """Top-level names of every import in a file, wherever it is."""
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


def modules_of(path: Path) -> set[str]:
    """Full names of our modules that a file imports, wherever the import is."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found & NAMES.keys()


def room(module: str) -> str:
    """The deepest listed room that contains a module; a module outside all rooms is its own room."""
    for package in sorted(FLOORS, key=len, reverse=True):
        for name in FLOORS[package]:
            if module == f"{package}.{name}" or module.startswith(f"{package}.{name}."):
                return f"{package}.{name}" if f"{package}.{name}" not in FLOORS else module
    return module


NAMES = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in SOURCES}


def test_every_folder_of_code_is_a_room_with_a_floor() -> None:
    for package, rooms in FLOORS.items():
        folder = ROOT / package.replace(".", "/")
        assert {path.parent.name for path in folder.glob("*/__init__.py")} == set(rooms)


@pytest.mark.parametrize("package", FLOORS)
def test_a_room_imports_only_rooms_below_it(package: str) -> None:
    floors = {f"{package}.{name}": floor for floor, name in enumerate(FLOORS[package])}
    for name, path in NAMES.items():
        own = next((floor for at, floor in floors.items() if name == at or name.startswith(at + ".")), None)
        if own is None:
            continue
        for other in modules_of(path):
            theirs = next((floor for at, floor in floors.items() if other == at or other.startswith(at + ".")), None)
            assert theirs is None or theirs <= own, f"{name} imports {other}, which lies above it"


def test_no_rooms_and_no_modules_import_each_other_in_a_circle() -> None:
    for graph in (
        {name: modules_of(path) for name, path in NAMES.items()},
        between_rooms(),
    ):
        TopologicalSorter(graph).prepare()  # raises CycleError, which names the cycle


def between_rooms() -> dict[str, set[str]]:
    """Which rooms import which others."""
    graph: dict[str, set[str]] = {}
    for name, path in NAMES.items():
        graph.setdefault(room(name), set()).update({room(other) for other in modules_of(path)} - {room(name)})
    return graph


def test_the_product_imports_nothing_of_the_training_recipe() -> None:
    for name, path in NAMES.items():
        if TRAINING not in path.parents:
            assert not any(other.startswith("index.training") for other in modules_of(path)), name


@pytest.mark.parametrize(
    "path", [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))], ids=lambda p: str(p.relative_to(ROOT))
)
def test_nothing_can_run_code_from_data(path: Path) -> None:
    assert not imported(path) & {"pickle", "marshal", "joblib", "shelve", "dill"}


def test_the_public_face_is_sorted_and_there() -> None:
    import qa

    assert qa.__all__ == sorted(qa.__all__)
    assert {"ask", "rebuild", "search", "status", "verify"} <= set(qa.__all__)
    assert {"Answer", "Article", "Citation", "Hit", "QAError", "Report", "__version__"} <= set(qa.__all__)
    public = {name for name, value in vars(qa).items() if getattr(value, "__module__", "").split(".")[0] in MAY_IMPORT}
    assert {name for name in public if not name.startswith("_")} | {"__version__"} == set(qa.__all__)


@pytest.mark.parametrize(
    "module", ["qa", "qa.cli.commands", "qa.service", "index.search", "index.build", "corpus.read"]
)
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


def test_one_module_alone_knows_the_systems_file_locks() -> None:
    users = {str(path.relative_to(ROOT)) for path in SOURCES if "fcntl" in imported(path)}
    assert users == {"index/storage/locks.py"}
