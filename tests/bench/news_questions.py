"""Questions about news, made by rule: a clause that ends in a figure, asked for that figure.

The figure stands in no other article of the pool, so that nothing answers where the article is taken out.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from corpus.text.sentences import sentences

SEED = 20260301
CLAUSE = re.compile(
    r"(?:^|[，；：。])(?P<asked>[^\d，；：。、“”（）]{10,40}?(?:达到?|为|超过?|突破|增长|下降|共有?|实现|完成))"
    r"(?P<figure>\d[\d.]*[万亿]*(?P<unit>元|人次|人|吨|公里|家|个|亩|千瓦时|件|%))(?=[，；。])"
)


def write_questions(news: Path, target: Path, articles: int) -> Path:
    """A file of passages with questions, one for each of so many articles, drawn from a file of news."""
    with gzip.open(news, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    drawn = random.Random(SEED).sample(rows, min(articles, len(rows)))
    texts = [f"{row['title']}\n{row['body']}" for row in drawn]
    with target.open("w", encoding="utf-8") as file:
        for text in texts:
            asked = next(_asked(text, texts), {})
            file.write(json.dumps({"zh": asked.get("zh", "?"), "passage": text, **asked}, ensure_ascii=False) + "\n")
    return target


def _asked(text: str, texts: list[str]) -> Iterator[dict[str, str]]:
    for start, end in sentences(text):
        for clause in CLAUSE.finditer(text[start:end]):
            figure, unit = clause["figure"], clause["unit"]
            if sum(figure in other for other in texts) == 1 and text.count(figure) == 1:
                yield {"zh": f"{clause['asked']}多少{'' if unit == '%' else unit}？", "answer": figure}
