"""A little training data and a small teacher, made by the tests themselves."""

import gzip
import json
from pathlib import Path

import pytest

from index.training.data.sources import PARALLEL
from index.training.data.tokenizer import SPECIAL

WARNINGS = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:pkg_resources"),
    pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning"),
    pytest.mark.filterwarnings("ignore::SyntaxWarning"),
]
"""Warnings from the training libraries that cannot be fixed here."""

WORDS = {
    "铁路": "railway", "城市": "city", "经济": "economy", "大学": "university", "市场": "market", "河流": "river",
    "工厂": "factory", "学生": "student", "农民": "farmer", "医院": "hospital", "道路": "road", "桥梁": "bridge",
}  # fmt: skip
VERBS = {"建设": "builds", "需要": "needs", "离开": "leaves", "支持": "supports"}
LATIN = [*"abcdefghijklmnopqrstuvwxyz", *WORDS.values(), *VERBS.values(), "the", "which", "article", "1", "2", "3", "."]


def write_data(folder: Path) -> Path:
    """Write every file that training reads, each with a few lines."""
    sentences = [
        (f"the {e1} {ev} the {e2}.", f"{z1}{zv}{z2}。")
        for z1, e1 in WORDS.items()
        for zv, ev in VERBS.items()
        for z2, e2 in WORDS.items()
        if z1 != z2
    ]
    (folder / "parallel").mkdir(parents=True)
    for n, source in enumerate(PARALLEL):
        _write(folder / "parallel" / f"{source}.tsv.gz", ["\t".join(s) for s in sentences[n * 40 : (n + 1) * 40]])
    _write(folder / "cc_cedict.tsv.gz", [f"{e}\t{z}" for z, e in (WORDS | VERBS).items()])
    passages = ["".join(s[1] for s in sentences[n : n + 12]) for n in range(0, 480, 12)]
    _rows(folder / "qa_zh.jsonl.gz", [{"question": f"谁{p[2:4]}{p[4:6]}?", "passage": p} for p in passages])
    news = ["".join(f"{s[1][:-1]},{s[1]}" for s in sentences[n : n + 12]) for n in range(0, 480, 12)]
    _rows(folder / "news_zh.jsonl.gz", [{"date": "2023-08-01", "body": body} for body in news])
    laws = [
        {"title": f"{z}法 第{n}條", "title_en": f"{e} article {n}", "body": passages[n], "body_en": f"the {e} ." * 9}
        for n, (z, e) in enumerate(WORDS.items())
    ]
    _rows(folder / "law_titles.jsonl.gz", laws)
    return folder


def write_teacher(folder: Path) -> Path:
    """Write a 16-dimensional BERT with random weights and its own vocabulary."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel

    vocabulary = [*SPECIAL, *dict.fromkeys(LATIN), *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz")]
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    BertModel(config).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    pieces = models.WordPiece({piece: n for n, piece in enumerate(vocabulary)}, unk_token="[UNK]")
    tokenizer = Tokenizer(pieces)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _rows(path: Path, rows: list[dict[str, str]]) -> None:
    _write(path, [json.dumps(row, ensure_ascii=False) for row in rows])


def _write(path: Path, lines: list[str]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write("\n".join(lines))
