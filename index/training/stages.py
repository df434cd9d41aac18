"""Settings of the training stages, in order."""

import dataclasses

from index.training.data.batches import RetrievalBatches
from index.training.loop.train import EmbedderSettings
from index.training.model.narrow import FITTED_ON, HEADS, NEURONS, narrow
from index.training.model.student import Texts, Transformer

ON_A_GPU = 16
"""Default factor for the batch size on a GPU."""

STAGES: dict[str, EmbedderSettings] = {
    "distil": EmbedderSettings(
        steps=12_000,
        warmup=100,
        table_rate=1e-3,
        body_rate=1e-4,
        mixture={},
        pairs=96,
        english=20,
        passage_pairs=0,
        lists=0,
        save_every=500,
    ),
    "retrieve": EmbedderSettings(),
}
"""First distil: sentences learn the teacher's vectors of their translations. Then retrieve: questions move close to
their passages.
"""

NARROWING = EmbedderSettings(
    steps=600,
    warmup=20,
    table_rate=5e-4,
    body_rate=1e-4,
    mixture={"news": 5, "questions": 5, "documents": 4, "laws": 2},
    pairs=32,
    english=0,
    passage_pairs=4,
    lists=6,
    seed=11,
    rounded=True,
)
"""Distillation of the pruned transformer from the full one."""


def scaled(settings: EmbedderSettings, times: int) -> EmbedderSettings:
    """The same settings with batches `times` as large."""
    return dataclasses.replace(
        settings,
        mixture={kind: count * times for kind, count in settings.mixture.items()},
        pairs=settings.pairs * times,
        passage_pairs=settings.passage_pairs * times,
        lists=settings.lists * times,
        english=settings.english * times,
        memory=settings.memory * times,
        tokens=settings.tokens * times,
    )


def narrowed(model: Transformer, texts: Texts, batches: RetrievalBatches) -> Transformer:
    """Prune `model` in place to HEADS and NEURONS per layer, fitted on the texts of the first steps of NARROWING."""
    read = dict.fromkeys(pair.zh for step in range(FITTED_ON) for pair in batches[step].pairs)
    narrow(model.body, texts.ids(list(read), NARROWING.passage_tokens), HEADS, NEURONS)
    return model
