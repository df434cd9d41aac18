"""The weights of words, learnt before the transformer is: cheap, for no transformer runs."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from index.distill.batches import Batches
from index.distill.loss import Memory, contrastive
from index.distill.student import SPECIALS, Encoder, Texts, padded

MIXTURE = {"news": 32, "questions": 24, "documents": 24, "laws": 16}
PAIRS = 96
LONGEST = 320
COUNTED = 4_000
"""Passages of each kind that words are counted in."""
SHARE = 0.5
"""What the words count at first; half as much as the transformer was best before any was learnt."""
RATE = {"rarity": 2e-2, "turn": 1e-3, "shift": 1e-4}


def count_rarity(model: Encoder, texts: Texts, batches: Batches) -> None:
    """Begin with each piece's inverse document frequency, and the middle of the table for nought."""
    ids = texts.ids(batches.passages(COUNTED), LONGEST)
    table = model.body.get_input_embeddings().weight.detach()
    found = torch.zeros(len(table))
    for text in ids:
        found[list(set(text))] += 1
    model.words.rarity.data = torch.log((len(ids) + 1) / (found + 1) + 1e-3).clamp_min(0.05).log()
    model.words.shift.data = table[SPECIALS:].mean(0)
    model.words.share.data.fill_(SHARE)


def learn_rarity(model: Encoder, texts: Texts, batches: Batches, steps: int, log: Callable[[str], None]) -> None:
    """Train the words alone to bring queries to their passages and translations together; the table stays."""
    words, table = model.words, model.body.get_input_embeddings().weight.detach()
    rates = [{"params": [getattr(words, name)], "lr": rate} for name, rate in RATE.items()]
    optimizer = torch.optim.Adam(rates)
    memory = Memory.empty(4_096, model.dim, "cpu")

    def rows(said: Sequence[str]) -> Tensor:
        inputs = padded(texts.ids(said, LONGEST))
        return words(table[inputs["input_ids"]], **inputs)

    for step in range(steps):
        batch = batches[step]
        passages, queries = (
            rows([e.passage for e in batch.examples]),
            rows([q for e in batch.examples for q in e.queries]),
        )
        right = torch.tensor([n for n, e in enumerate(batch.examples) for _ in e.queries])
        keys, own = torch.tensor(batch.keys), torch.arange(len(batch.pairs))
        old, old_keys = memory.filled()
        english, chinese = rows([p.en for p in batch.pairs]), rows([p.zh for p in batch.pairs])
        retrieval = contrastive(queries, torch.cat([passages, old]), right, torch.cat([keys, old_keys]))
        across = contrastive(english, chinese, own, own)
        memory.add(passages, keys)
        optimizer.zero_grad()
        (retrieval + across).backward()
        for group, rate in zip(optimizer.param_groups, RATE.values(), strict=True):
            group["lr"] = rate * (1 - step / steps)
        optimizer.step()
        if step % 10 == 0:
            log(f"{step} retrieval {retrieval.item():.3f} across {across.item():.3f}")
