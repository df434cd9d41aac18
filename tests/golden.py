"""`python -m tests.golden` writes the golden index of today's format, which later versions open, or refuse with what to do.

It is a small index by the hashing model, with what it answers beside it, in `tests/golden_index/format-N`. Run it once for each
new format, and keep the one before it, which has to be refused.
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
    """What is found for each question."""
    return [[hit.to_dict() for hit in service.search(question, 3)] for question in QUESTIONS]


def main() -> None:
    """Write the golden index anew."""
    # Always the same place, because answers name the article's path.
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
