"""The training loop: one step, checkpoints, and resuming."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from index.training.data.batches import RetrievalBatch, RetrievalBatches
from index.training.loop.loss import Memory, contrastive, distillation
from index.training.model import attention
from index.training.model.rounding import rounded
from index.training.model.student import Texts, Transformer, encode

DISTILLATION = 4.0
"""Weight of the distance to the teacher."""
BETAS = (0.9, 0.98)
MIXTURE = {"news": 2, "questions": 12, "documents": 3}


@dataclass(frozen=True, slots=True)
class EmbedderSettings:
    """Settings of a run. `steps` may change when a run is resumed, the rest may not."""

    steps: int = 400
    warmup: int = 50
    table_rate: float = 2e-4
    """Learning rate of the token table, whose rows are rarely updated."""
    body_rate: float = 2e-5
    mixture: dict[str, int] = field(default_factory=lambda: dict(MIXTURE))
    """Examples of each kind in a step."""
    pairs: int = 40
    """Translated sentences in a step."""
    passage_pairs: int = 6
    """Translated passages in a step."""
    lists: int = 8
    """Lists of dictionary words in a step."""
    english: int = 12
    """Number of pairs whose English side is distilled too, so that English vectors stay close to the teacher's."""
    told_apart: float = 0.5
    """Weight of the contrastive loss between each pair and its teacher vector, added to their distance."""
    memory: int = 4_096
    """Number of teacher vectors kept as negatives."""
    passage_tokens: int = 320
    query_tokens: int = 40
    seed: int = 0
    tokens: int = 900
    """Tokens per forward pass, in texts of similar length; in larger batches a third would be padding."""
    save_every: int = 100
    rounded: bool = False
    """Whether the token table is quantised in the forward pass, as in the exported graph."""


class EmbedderTrainer:
    """Model, optimisers and memory of a run.

    Trains the transformer without the head, which is computed afterwards.
    """

    def __init__(
        self, student: Transformer, texts: Texts, teacher: Transformer, teacher_texts: Texts, settings: EmbedderSettings
    ) -> None:
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.settings, self.texts, self.teacher_texts = settings, texts, teacher_texts
        self.student, self.teacher = student.to(self.device), teacher.to(self.device)
        self._bfloat16 = self.device == "cuda" or torch.cpu.get_capabilities().get("avx512_bf16", False)
        if self._bfloat16 and self.device == "cpu":
            attention.register()
            self.student.body.set_attn_implementation(attention.NAME)
        if settings.rounded:
            self.student.body.get_input_embeddings().register_forward_hook(lambda _, __, rows: rounded(rows))
        self.optimizers = _optimizers(self.student, settings)
        self._rates = [group["lr"] for group in self._groups()]
        self.memory = Memory.empty(settings.memory, self.student.dim, self.device)
        self.step = 0

    def _groups(self) -> list[dict[str, Any]]:
        """Not cached, because restoring an optimiser replaces its groups."""
        return [group for optimizer in self.optimizers for group in optimizer.param_groups]

    def advance(self, batch: RetrievalBatch) -> dict[str, float]:
        """Run one step and return the losses."""
        for group, rate in zip(self._groups(), self._rates, strict=True):
            group["lr"] = rate * _schedule(self.step, self.settings)
        for optimizer in self.optimizers:
            optimizer.zero_grad()
        with torch.autocast(self.device, torch.bfloat16, enabled=self._bfloat16):
            retrieval, distilled = self._retrieval(batch), self._distilled(batch)
        (retrieval + distilled).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(
            [p for p in self.student.parameters() if p.grad is not None and not p.grad.is_sparse], 1.0
        )
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        return {"retrieval": retrieval.item(), "distillation": distilled.item()}

    def _retrieval(self, batch: RetrievalBatch) -> Tensor:
        s = self.settings
        if not batch.examples:
            return torch.zeros((), device=self.device)
        passages = self._encode([e.passage for e in batch.examples], s.passage_tokens)
        queries = self._encode([q for e in batch.examples for q in e.queries], s.query_tokens)
        right = torch.tensor([n for n, e in enumerate(batch.examples) for _ in e.queries], device=self.device)
        return contrastive(queries, passages, right, torch.tensor(batch.keys, device=self.device))

    def _distilled(self, batch: RetrievalBatch) -> Tensor:
        s, english = self.settings, [p.en for p in batch.pairs]
        with torch.no_grad():
            ids = self.teacher_texts.ids(english, s.passage_tokens)
            target = encode(self.teacher, ids, tokens=s.tokens, device=self.device).float()
        said = self._encode([p.zh for p in batch.pairs] + english[: s.english], s.passage_tokens)
        keys = torch.tensor(batch.pair_keys, device=self.device)
        apart = self.memory.told_apart(said[: len(target)], target, keys)
        return DISTILLATION * distillation(said, torch.cat([target, target[: s.english]])) + s.told_apart * apart

    def _encode(self, texts: list[str], longest: int) -> Tensor:
        ids = self.texts.ids(texts, longest)
        # Always float32: losses and memory are small, and cosines need the precision.
        return encode(self.student, ids, tokens=self.settings.tokens, device=self.device).float()

    def state(self) -> dict[str, Tensor]:
        """Everything needed to resume a run, as tensors, so that safetensors can store it without pickle."""
        state = {f"model.{name}": value for name, value in self.student.state_dict().items()}
        for n, optimizer in enumerate(self.optimizers):
            for number, moments in optimizer.state_dict()["state"].items():
                state |= {f"adam.{n}.{number}.{key}": torch.as_tensor(value) for key, value in moments.items()}
        return state | {
            **self.memory.state(),
            "step": torch.tensor(self.step),
        }

    def restore(self, state: dict[str, Tensor]) -> None:
        """Restore the result of `state`."""
        own = self.student.state_dict()
        self.student.load_state_dict({name: state[f"model.{name}"] for name in own})
        for n, optimizer in enumerate(self.optimizers):
            saved = optimizer.state_dict()
            saved["state"] = {}
            for name in (name for name in state if name.startswith(f"adam.{n}.")):
                number, key = name.split(".")[2:]
                value = state[name]
                counts = key == "step" and isinstance(optimizer, torch.optim.SparseAdam)  # keeps its step as an int
                saved["state"].setdefault(int(number), {})[key] = int(value) if counts else value
            optimizer.load_state_dict(saved)
        self.memory = Memory.restored(state, self.device)
        self.step = int(state["step"])


def _optimizers(
    student: Transformer, settings: EmbedderSettings
) -> tuple[torch.optim.Optimizer, torch.optim.Optimizer]:
    """One optimiser for the token table, one for the rest.

    A step uses a few thousand rows of the table, so gradients and moments are sparse.
    """
    table = student.body.get_input_embeddings()
    table.sparse = True
    rest = [p for p in student.body.parameters() if p is not table.weight]
    return (
        torch.optim.SparseAdam([table.weight], lr=settings.table_rate, betas=BETAS),
        torch.optim.AdamW(rest, lr=settings.body_rate, weight_decay=0.01, betas=BETAS, fused=True),
    )


def train(trainer: EmbedderTrainer, batches: RetrievalBatches, folder: Path, log: Callable[[str], None]) -> None:
    """Run to the last step, from the checkpoint in `folder` if there is one.

    Writes `state.safetensors`, a model every `save_every` steps as `step-N.safetensors` (half precision, for averaging)
    and `log.jsonl`.
    """
    from safetensors.torch import load_file

    settings = trainer.settings
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "state.safetensors").is_file():
        trainer.restore(load_file(folder / "state.safetensors"))
        log(f"going on at step {trainer.step}")
    start = time.monotonic()
    recent: list[dict[str, float]] = []
    while trainer.step < settings.steps:
        recent.append(trainer.advance(batches[trainer.step]))
        if trainer.step % 10 == 0:
            mean = {key: round(sum(r[key] for r in recent) / len(recent), 4) for key in recent[0]}
            line = json.dumps({"step": trainer.step, **mean, "seconds": round(time.monotonic() - start)})
            with (folder / "log.jsonl").open("a", encoding="utf-8") as out:
                out.write(line + "\n")
            log(line)
            recent.clear()
        if trainer.step % settings.save_every == 0 or trainer.step == settings.steps:
            save(trainer, folder)


def save(trainer: EmbedderTrainer, folder: Path) -> None:
    """Write the checkpoint. Each file is written atomically."""
    half = {name: value.half() for name, value in trainer.student.state_dict().items()}
    _write(half, folder / f"step-{trainer.step:06d}.safetensors")
    _write(trainer.state(), folder / "state.safetensors")


def _write(tensors: dict[str, Tensor], path: Path) -> None:
    from safetensors.torch import save_file

    part = path.with_suffix(".part")
    save_file({name: value.detach().cpu().contiguous() for name, value in tensors.items()}, part)
    part.replace(path)


def _schedule(step: int, settings: EmbedderSettings) -> float:
    """Factor of the learning rate: linear warm-up, then linear decay to zero."""
    return min((step + 1) / settings.warmup, (settings.steps - step) / settings.steps)
