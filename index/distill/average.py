"""The mean of a run's last models (Izmailov et al. 2018, stochastic weight averaging)."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def average(paths: Sequence[Path]) -> dict[str, Tensor]:
    """Mean of the weights in each file, in float32; all hold the same names and shapes."""
    from safetensors.torch import load_file

    total: dict[str, Tensor] = {}
    for path in paths:
        for name, value in load_file(path).items():
            total[name] = total.get(name, torch.zeros((), dtype=torch.float32)) + value.float() / len(paths)
    return total


def last_models(folder: Path, count: int) -> list[Path]:
    """The newest `count` models that a run has left."""
    return sorted(folder.glob("step-*.safetensors"))[-count:]


def average_folder(start: Path, run: Path, count: int) -> None:
    """Write the mean of a run's newest models as `model` in its folder, with the tokenizer of `start`."""
    from index.distill.student import Transformer

    model = Transformer.load(start)
    model.load_state_dict(average(last_models(run, count)))
    model.save(run / "model")
    shutil.copy(start / "tokenizer.json", run / "model")
