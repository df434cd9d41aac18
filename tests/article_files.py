"""Test files that hold many articles."""

import json
from pathlib import Path


def jsonl(path: Path, *texts: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    rows = [
        {"title": f"标题{n}", "text": text, "source": "示例日报" if n % 2 else "示例晚报"}
        for n, text in enumerate(texts)
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path
