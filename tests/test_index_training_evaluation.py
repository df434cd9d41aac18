from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")


from index.training.loop.evaluation import Task, evaluate, headline_task, question_tasks, score
from index.training.model.student import (
    StudentEmbedder,
    Texts,
    Transformer,
)
from tests.training_data import WARNINGS

pytestmark = [*WARNINGS, pytest.mark.usefixtures("one_thread")]


def test_scores_worked_by_hand() -> None:
    pool = np.eye(3, dtype=np.float32)
    queries = np.array([[1, 0, 0], [0.8, 0.6, 0], [0.8, 0.6, 0]], np.float32)
    found = score(queries, pool, [0, 0, 1])
    assert found.mrr == pytest.approx((1 + 1 + 1 / 2) / 3)
    assert found.first == pytest.approx(2 / 3)


def test_what_is_below_the_tenth_place_counts_nothing() -> None:
    pool = np.stack([np.cos(np.arange(11) / 20), np.sin(np.arange(11) / 20)], axis=1).astype(np.float32)
    query = np.array([[1, 0]], np.float32)
    assert [score(query, pool, [n]).mrr for n in (0, 9, 10)] == [pytest.approx(v) for v in (1, 1 / 10, 0)]


def test_evaluation_reads_questions_and_headlines(tmp_path: Path, start: Path) -> None:
    import gzip
    import json

    rows = [{"zh": "鐵路?", "en": "railway?", "passage": p, "passage_en": "x"} for p in ("鐵路", "城市")]
    news = [{"title": t, "body": f"{t}的正文"} for t in ("铁路", "城市", "晚间新闻", "晚间新闻")]
    for name, lines in (("small_dev", rows), ("news", news)):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines)
    tasks = question_tasks(tmp_path / "small_dev.jsonl.gz")
    assert tasks["small zh-zh"] == Task(["铁路?", "铁路?"], ["铁路", "城市"], [0, 1])
    assert tasks["small en-en"].pool == ["x"]
    assert tasks["small zh-zh"].cut(1) == Task(["铁路?"], ["铁路"], [0])
    headlines = headline_task(tmp_path / "news.jsonl.gz")
    assert (len(headlines.pool), list(headlines.right)) == (4, [0, 1]), "a title that stands twice is not asked"
    assert len(headline_task(tmp_path / "news.jsonl.gz", 1).pool) == 1
    model = StudentEmbedder(Transformer.load(start), Texts.load(start))
    assert evaluate(model, {"one": tasks["small zh-zh"]})["one"].mrr == pytest.approx((1 + 1 / 2) / 2)
