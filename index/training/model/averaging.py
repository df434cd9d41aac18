"""The mean of a run's last checkpoints (Izmailov et al. 2018, stochastic weight averaging), and of several runs.

Runs from one start can be averaged (Wortsman et al. 2022, "Model soups"), even with different data, order or
vocabulary.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from index.training.model.rounding import rounded
from index.training.model.student import Texts, Transformer


def average(paths: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights in each file, in float32. All files have the same names and shapes."""
    from safetensors.torch import load_file

    total: dict[str, Tensor] = {}
    for path in paths:
        for name, value in load_file(path).items():
            total[name] = total.get(name, torch.zeros((), dtype=torch.float32)) + value.float() / len(paths)
    return total


def last_models(folder: Path, count: int) -> list[Path]:
    """The newest `count` checkpoints of a run."""
    return sorted(folder.glob("step-*.safetensors"))[-count:]


def average_folder(start: Path, run: Path, count: int, *, four_bits: bool) -> None:
    """Write the mean of a run's newest checkpoints as `model` in its folder, with the tokenizer of `start`.

    `four_bits` quantises the token table, as in training and in the exported graph.
    """
    model = Transformer.load(start)
    model.load_state_dict(average(last_models(run, count)))
    if four_bits:
        model.with_table(rounded(model.table.detach()))
    model.save(run / "model", start / "tokenizer.json")


def mean_of(folders: Sequence[Path]) -> Transformer:
    """The mean of the models in these folders, with the vocabulary of the first. A folder given twice counts twice."""
    models = [Transformer.load(folder) for folder in folders]
    places = [Texts.load(folder).tokenizer.get_vocab() for folder in folders]
    tables = [model.table for model in models]
    mean = models[0]
    with torch.no_grad():
        rows = _mean_rows(tables, places)
        for name, value in mean.named_parameters():
            if value is not tables[0]:
                value.copy_(torch.stack([model.get_parameter(name) for model in models]).mean(0))
        tables[0].copy_(rows)
    return mean


def _mean_rows(tables: Sequence[Tensor], places: Sequence[Mapping[str, int]]) -> Tensor:
    """A row for each token of the first vocabulary: the mean over the models that have the token."""
    return torch.stack(
        [
            torch.stack(
                [table[place[piece]] for table, place in zip(tables, places, strict=True) if piece in place]
            ).mean(0)
            for piece in sorted(places[0], key=places[0].__getitem__)
        ]
    )
