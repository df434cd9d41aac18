"""The installed package works without the checkout: `python -m tests.wheel DIST`, where `python -m build` wrote DIST.

The wheel is installed into its own environment, which sees this environment's dependencies and nothing else of ours:
neither the checkout nor an editable installation can be imported from it.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "index", "qa")
NOT_INSTALLED = ("index/training/", "qa/web/screenshot.png")
ARTICLE = (
    "河州博物馆开馆\n2023-06-01 来源：河州示例报\n\n河州博物馆上周开馆。博物馆的门票是三元。馆长说，展品有四百件。"
)


def main(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    assert len(list(dist.glob("*.tar.gz"))) == 1, "there is no source distribution"
    check_files(wheel)
    with tempfile.TemporaryDirectory() as folder:
        check_commands(install(wheel, Path(folder) / "environment"), Path(folder))
    print(f"{wheel.name} answers in an environment of its own")


def check_files(wheel: Path) -> None:
    """Check that the wheel holds every file of the packages, and neither the training recipe nor anything else."""
    listed = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=True)
    expected = {
        name
        for name in listed.stdout.splitlines()
        if not name.startswith(NOT_INSTALLED) and (not name.endswith("README.md") or name.startswith("index/model/"))
    }
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == expected, f"missing: {expected - packed}; too many: {packed - expected}"


def install(wheel: Path, environment: Path) -> Path:
    """Install the wheel into a new environment; returns its folder of commands."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], check=True)
    (own,) = environment.glob("lib/python3*/site-packages")
    # A path in a .pth file is searched last. The .pth files in that path, such as an editable installation's, are not
    # read.
    (theirs,) = {path for path in sys.path if path.endswith("site-packages") and Path(path, "numpy").is_dir()}
    (own / "dependencies.pth").write_text(f"{theirs}\n", "utf-8")
    return environment / "bin"


def check_commands(commands: Path, folder: Path) -> None:
    """Check that `qa` runs from another folder, using its own environment alone."""
    (folder / "articles").mkdir()
    (folder / "articles" / "museum.txt").write_text(ARTICLE, "utf-8")

    def run(command: str, *words: str) -> str:
        line = [str(commands / command), *words]
        environment = {"QA_HOME": str(folder / "home"), "PATH": ""}
        done = subprocess.run(
            line, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, (words, done.stderr)
        return str(done.stdout)

    where = "import corpus, index, qa; print(corpus.__file__, index.__file__, qa.__file__)"
    own = str(commands.parent.resolve())
    assert all(str(Path(file).resolve()).startswith(own) for file in run("python", "-c", where).split())
    assert run("qa", "--version").startswith("article-qa ")
    run("qa", "rebuild", "articles")
    answer = json.loads(run("qa", "ask", "博物馆的门票是多少钱？", "--json"))
    assert "博物馆的门票是三元。" in [citation["quote"] for citation in answer["citations"]], answer
    assert run("qa", "verify")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
