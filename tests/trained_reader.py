"""A reader trained for a second on a few questions."""

import gzip
import json
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

from typer.testing import CliRunner

from index.training.reader.__main__ import app
from tests.tiny_reader import write_e5
from tests.training_data import write_data

STORY = "河口镇建了一座桥。桥长320米,由本地工匠在1987年4月建成。镇长王小明说,每天有两千人从桥上走过。桥的北边是茶园。"


def write_about(path: Path, *written: list[str | int | None], text: int = 0) -> Path:
    """Write a file of the questions or statements written about one of the reading texts."""
    row = {"source": "reading", "text": text, "start": 0, "end": len(STORY), "held_out": False, "written": written}
    path.write_text(json.dumps(row) + "\n", "utf-8")
    return path


def trained(folder: Path) -> Path:
    """Run the recipe's commands on a little data and a tiny trunk; a second of training. Returns the work folder."""
    data = write_data(folder / "data")
    (data / "reading").mkdir()
    row = {
        "passage": STORY,
        "questions": [
            {"question": "桥有多长?", "start": STORY.index("320"), "end": STORY.index("320") + 4},
            {"question": "谁是镇长", "start": STORY.index("王小明"), "end": STORY.index("王小明") + 3},
            {"question": "桥用了多少钢?", "start": None, "end": None},
        ],
    }
    for name in ("squad2_zh", "cmrc_trial", "drcd_dev"):
        with gzip.open(data / "reading" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    north = STORY.index("桥的北边"), STORY.index("茶园"), STORY.index("茶园") + 2
    questions = write_about(
        folder / "questions.jsonl", ["What lies north of the bridge?", *north], ["桥的南边是什么?", None, None, None]
    )
    statements = write_about(
        folder / "statements.jsonl",
        ["Tea grows north of the bridge.", north[0], None, None],
        ["桥长500米。", None, None, None],
    )
    work = folder / "work"
    work.mkdir()
    e5 = write_e5(work / "tiny.bin", layers=9)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.training.reader.model.e5_file.bundled_file", lambda: e5)
        patch.setattr("index.training.reader.data.written.QUESTIONS", questions)
        patch.setattr("index.training.reader.data.written.STATEMENTS", statements)
        for arguments in (
            ["start", "--data", str(data), "--work", str(work)],
            ["examples", "--data", str(data), "--work", str(work)],
            ["train", "--work", str(work), "--seconds", "1"],
            ["export", str(work / "model"), "--work", str(work)],
        ):
            done = CliRunner().invoke(app, arguments)
            assert done.exit_code == 0, (arguments, done.output, done.exception)
    return work
