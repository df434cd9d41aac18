"""The two trainings, one after the other, in numbers."""

from index.distill.train import Settings

STAGES: dict[str, Settings] = {
    "distil": Settings(
        steps=12_000,
        warmup=100,
        decay=1.0,
        table_rate=1e-3,
        body_rate=1e-4,
        mixture={},
        pairs=96,
        english=20,
        in_batch=0.5,
        save_every=500,
    ),
    "retrieve": Settings(),
}
"""Sentences land where the teacher puts their translation; then questions stand by their passages."""
