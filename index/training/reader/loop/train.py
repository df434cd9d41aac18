"""The training loop. Its budget is in seconds, not steps, so that a run on a slow or shared machine still ends with a
low learning rate.
"""

import json
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from index.training.model import attention
from index.training.reader.data.examples import ReadingExample
from index.training.reader.model.reader_model import (
    SPAN_WEIGHT,
    Encoded,
    ReaderBatch,
    ReaderModel,
    collate,
    encode,
    loss,
    sentence_logits,
)

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BETAS, DECAY = (0.9, 0.98), 0.01
CHUNK = 1_024
"""Examples that are sorted by length and batched together."""
HELD_OUT = 50
"""One question in this many is held out for evaluation."""
MEASURED = 500
"""Maximum held-out questions that are used."""


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """Settings of a run."""

    seconds: float = 3_000
    body_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warmup: float = 0.04
    """Share of the time in which the learning rate rises."""
    tokens: int = 3_600
    """Tokens per batch, with padding."""
    seed: int = 0
    save_every: float = 240
    """Seconds between checkpoints."""


class ReaderBatches:
    """The batches of a run. Each depends only on the seed and its number."""

    def __init__(self, tokenizer: "Tokenizer", examples: Sequence[ReadingExample], settings: ReaderSettings) -> None:
        self._tokenizer, self._settings = tokenizer, settings
        self.held_out = [e for e in examples if _held_out(e)]
        self._examples = [e for e in examples if not _held_out(e)]

    def chunk(self, number: int) -> list[list[Encoded]]:
        """CHUNK examples in batches of similar length, in random order."""
        per_epoch = max(1, len(self._examples) // CHUNK)
        epoch, place = divmod(number, per_epoch)
        order = list(range(len(self._examples)))
        Random(f"{self._settings.seed} {epoch}").shuffle(order)
        chosen = [self._examples[n] for n in order[place * CHUNK : (place + 1) * CHUNK]]
        found = list(by_length(encode(self._tokenizer, chosen), self._settings.tokens))
        Random(f"{self._settings.seed} {number} batches").shuffle(found)
        return found

    def measured(self) -> list[ReaderBatch]:
        """Batches of held-out questions."""
        encoded = encode(self._tokenizer, self.held_out[:MEASURED])
        return [collate(batch) for batch in by_length(encoded, self._settings.tokens)]


def by_length(encoded: Sequence[Encoded], tokens: int) -> Iterator[list[Encoded]]:
    """Batches of similar length with at most `tokens` tokens, padding included."""
    batch: list[Encoded] = []
    for example in sorted(encoded, key=lambda e: len(e.ids)):
        if batch and (len(batch) + 1) * len(example.ids) > tokens:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch


class ReaderTrainer:
    """Model and optimiser of a run."""

    def __init__(self, model: ReaderModel, settings: ReaderSettings) -> None:
        self.model, self.settings = model, settings
        self.bfloat16 = torch.cpu.get_capabilities().get("avx512_bf16", False)
        if self.bfloat16:
            attention.register()
            model.body.set_attn_implementation(attention.NAME)
        self._names = {name: p for name, p in model.named_parameters() if p.requires_grad}
        groups = [
            {"params": [p for n, p in self._names.items() if n.startswith("head")], "lr": settings.head_rate},
            {"params": [p for n, p in self._names.items() if not n.startswith("head")], "lr": settings.body_rate},
        ]
        self.optimizer = torch.optim.AdamW(groups, betas=BETAS, weight_decay=DECAY, fused=True)
        self._rates = [group["lr"] for group in self.optimizer.param_groups]
        self.seconds, self.chunk, self.seen = 0.0, 0, 0

    def advance(self, batch: ReaderBatch) -> tuple[float, float]:
        """Run one step and return the losses."""
        share = self.seconds / self.settings.seconds
        for group, rate in zip(self.optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * max(0.0, min((share + 1e-3) / self.settings.warmup, 1 - share))
        self.optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            sentence, span = loss(self.model(batch.ids, batch.mask), batch)
        (sentence + SPAN_WEIGHT * span).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(list(self._names.values()), 1.0)
        self.optimizer.step()
        self.seen += len(batch.ids)
        return sentence.item(), span.item()

    def state(self) -> dict[str, Tensor]:
        """Everything needed to resume a run, as tensors."""
        found = {f"model.{name}": value for name, value in self.model.state_dict().items()}
        for name, parameter in self._names.items():
            for key, value in self.optimizer.state[parameter].items():
                found[f"adam.{key}.{name}"] = torch.as_tensor(value)
        return found | {"progress": torch.tensor([self.seconds, self.chunk, self.seen], dtype=torch.float64)}

    def restore(self, state: dict[str, Tensor]) -> None:
        """Restore the result of `state`."""
        self.model.load_state_dict({n: state[f"model.{n}"] for n in self.model.state_dict()})
        for name, parameter in self._names.items():
            keys = ("step", "exp_avg", "exp_avg_sq")
            if f"adam.step.{name}" in state:
                self.optimizer.state[parameter] = {key: state[f"adam.{key}.{name}"].clone() for key in keys}
        seconds, chunk, seen = state["progress"].tolist()
        self.seconds, self.chunk, self.seen = seconds, int(chunk), int(seen)


def train(trainer: ReaderTrainer, batches: ReaderBatches, folder: Path, log: Callable[[str], None]) -> None:
    """Run until the time is up, from the checkpoint in `folder` if there is one."""
    from safetensors.torch import load_file

    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "state.safetensors").is_file():
        trainer.restore(load_file(folder / "state.safetensors"))
        log(f"going on after {trainer.seconds:.0f} seconds")
    torch.manual_seed(trainer.settings.seed + trainer.chunk)
    before, last = time.monotonic(), trainer.seconds
    recent: list[tuple[float, float]] = []
    while trainer.seconds < trainer.settings.seconds:
        for encoded in batches.chunk(trainer.chunk):
            recent.append(trainer.advance(collate(encoded)))
            now = time.monotonic()
            trainer.seconds, before = trainer.seconds + now - before, now
            if trainer.seconds >= trainer.settings.seconds:
                break
            if len(recent) == 25:
                sentence, span = (round(sum(column) / len(recent), 4) for column in zip(*recent, strict=True))
                log(
                    json.dumps(
                        {"seen": trainer.seen, "seconds": round(trainer.seconds), "loss": sentence, "span": span}
                    )
                )
                recent.clear()
        trainer.chunk += 1
        if trainer.seconds - last >= trainer.settings.save_every or trainer.seconds >= trainer.settings.seconds:
            save(trainer, folder)
            last = trainer.seconds
            log(json.dumps({"held out": measure(trainer.model, batches.measured())}))
            before = time.monotonic()


@torch.no_grad()
def measure(model: ReaderModel, batches: Sequence[ReaderBatch]) -> dict[str, float]:
    """Accuracy on held-out examples: the right sentence if there is an answer; answerable or not, with threshold 0."""
    right = answered = told = count = 0
    model.eval()
    for batch in batches:
        logits = sentence_logits(model(batch.ids, batch.mask), batch.owner)
        has = batch.answer > 0
        right += int(((logits[:, 1:].argmax(1) + 1 == batch.answer) & has).sum())
        answered += int(has.sum())
        told += int(((logits[:, 1:].amax(1) > logits[:, 0]) == has).sum())
        count += len(has)
    model.train()
    model.freeze()
    return {"sentence": round(right / max(answered, 1), 4), "answerable": round(told / max(count, 1), 4), "of": count}


def save(trainer: ReaderTrainer, folder: Path) -> None:
    """Write the checkpoint, and the model alone in half precision for averaging. Each file is written atomically."""
    _write(trainer.state(), folder / "state.safetensors")
    half = {name: value.half() for name, value in trainer.model.state_dict().items()}
    _write(half, folder / f"model-{round(trainer.seconds):05d}.safetensors")


def averaged(folder: Path, last: int) -> dict[str, Tensor]:
    """The mean of the last models of a run, which reduces noise like a lower learning rate.

    Izmailov et al. 2018, arXiv:1803.05407.
    """
    from safetensors.torch import load_file

    models = [load_file(path) for path in sorted(folder.glob("model-*.safetensors"))[-last:]]
    return {name: torch.stack([model[name].float() for model in models]).mean(0) for name in models[0]}


def mixed(begun: dict[str, Tensor], trained: dict[str, Tensor], keep: float) -> dict[str, Tensor]:
    """Interpolate between the weights at the start and the end of a run, to preserve what the start had learnt.

    Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", arXiv:2109.01903.
    """
    return {name: keep * begun[name].float() + (1 - keep) * trained[name].float() for name in begun}


def _write(tensors: dict[str, Tensor], path: Path) -> None:
    from safetensors.torch import save_file

    part = path.with_suffix(".part")
    save_file({name: value.detach().contiguous() for name, value in tensors.items()}, part)
    part.replace(path)


def _held_out(example: ReadingExample) -> bool:
    return zlib.crc32(example.question.encode()) % HELD_OUT == 0
