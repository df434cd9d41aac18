"""The golden index in the current format opens; one in another format is rejected with a message what to do."""

import json
import shutil
from pathlib import Path

import pytest

from index.errors import NoIndex
from index.storage.manifest import FORMAT
from qa.service import Service
from tests.golden import GOLDEN, TEXTS, answers

FORMATS = sorted(GOLDEN.glob("format-*"))


@pytest.fixture
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy, so that a test cannot change the golden index. Reading it changes nothing."""
    shutil.copytree(request.param / "home", tmp_path / "home")
    return tmp_path / "home"


@pytest.mark.parametrize("home", FORMATS, indirect=True, ids=lambda path: path.name)
def test_a_golden_index_opens_or_is_refused(home: Path, request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / request.node.callspec.id
    service = Service(home)
    if golden.name == f"format-{FORMAT}":
        assert answers(service) == json.loads((golden / "answers.json").read_text("utf-8"))
        assert service.status().articles == len(TEXTS)
    else:
        with pytest.raises(NoIndex, match="run qa rebuild"):
            answers(service)


def test_todays_format_has_its_golden_index_and_it_is_small() -> None:
    golden = GOLDEN / f"format-{FORMAT}"
    assert golden in FORMATS, "python -m tests.golden writes it"
    assert sum(path.stat().st_size for path in golden.rglob("*") if path.is_file()) < 200_000
