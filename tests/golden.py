"""Write the golden index of the current format: `python -m tests.golden`.

Later versions open it, or reject it and say what to do. It is a small index, built with the hashing model, and its
expected answers, in `tests/golden_index/format-N`. Run this once for each new format, and keep the previous index,
which must be rejected.
"""

import json
import shutil
import tempfile
from pathlib import Path

from index.storage.manifest import FORMAT
from qa.service import Service

GOLDEN = Path(__file__).with_name("golden_index")
QUESTIONS = ("忻州承载什么", "粮食合同", "What is Xinzhou's role?")
TEXTS = {
    "one": "忻州承载产业落地\n2022-03-24 来源：示例日报\n\n忻州承载产业落地，太原是产业首脑。",
    "two": "忻州杂粮展销会签订合同\n2022-03-17 来源：示例周刊\n\n忻州杂粮展销会签订了九十一份订单合同。",
    "three": "Where projects land\n\nXinzhou's role is to be the place where projects land.",
}


def answers(service: Service) -> list[list[dict[str, object]]]:
    """The hits for each question."""
    return [[hit.to_dict() for hit in service.search(question, 3)] for question in QUESTIONS]


def main() -> None:
    """Rebuild the golden index."""
    # Always the same folder, because answers contain the article's path.
    place = Path(tempfile.gettempdir()) / "article-qa-golden"
    shutil.rmtree(place, ignore_errors=True)
    (place / "articles").mkdir(parents=True)
    for name, text in TEXTS.items():
        (place / "articles" / f"{name}.txt").write_text(text, "utf-8")
    service = Service(place / "home", model="hashing")
    service.rebuild([place / "articles"])
    target = GOLDEN / f"format-{FORMAT}"
    shutil.rmtree(target, ignore_errors=True)
    kept = shutil.ignore_patterns("cache.sqlite", "lock")
    shutil.copytree(place / "home", target / "home", ignore=kept)
    found = json.dumps(answers(service), ensure_ascii=False, indent=1)
    (target / "answers.json").write_text(found + "\n", "utf-8")
    shutil.rmtree(place)
    print(f"{target}: {sum(path.stat().st_size for path in target.rglob('*') if path.is_file()):,} bytes")


if __name__ == "__main__":
    main()
