"""A code for each word piece: -1 and 1 at random; an English piece has the code of what it is in Chinese.

English is a piece without a Chinese character: a number that is written otherwise in Chinese is translated too.
"""

import sys
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from corpus.text.script import has_han
from index.training.data.alignment import Aligned, aligned
from index.training.data.sources import Pair
from index.training.model.student import CODE_DIM, SPECIALS, Texts

OWN = 0.3
"""What an English piece's own code counts in it; each translation counts the square root of its probability.

Of both the sign is taken, since a bit is all that is kept: the sign of a sum is still like each of its parts.
"""

ALL = sys.maxsize
"""Pieces of a text: whether it is too long is for the alignment to say."""


def piece_codes(texts: Texts, pairs: Sequence[Pair], seed: int = 0) -> Tensor:
    """(pieces, CODE_DIM) int8 of -1 and 1; translations are learnt from `pairs`."""
    count = texts.tokenizer.get_vocab_size()
    draw = torch.Generator().manual_seed(seed)
    own = torch.randint(0, 2, (count, CODE_DIM), generator=draw, dtype=torch.int8) * 2 - 1
    found = aligned(_pieces(texts, pairs))
    return with_translations(own, found, _is_han(texts))


def with_translations(own: Tensor, found: Aligned, han: Tensor) -> Tensor:
    """The codes `own`, those of pieces with Chinese translations changed; `han` (pieces,) tells the Chinese ones."""
    word, other = torch.from_numpy(found.word).long(), torch.from_numpy(found.other).long()
    across = ~han[word] & han[other]
    weight = torch.from_numpy(found.probability).float().sqrt()[across, None]
    total = OWN * own.float()
    total[han] = own[han].float()
    total.index_add_(0, word[across], weight * own[other[across]].float())
    return torch.where(total < 0, -1, 1).to(torch.int8)


def _pieces(texts: Texts, pairs: Sequence[Pair]) -> Iterator[tuple[list[int], list[int]]]:
    english, chinese = (texts.ids(said, ALL) for said in ([p.en for p in pairs], [p.zh for p in pairs]))
    for one, other in zip(english, chinese, strict=True):
        yield _once(one), _once(other)


def _once(ids: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(piece for piece in ids if piece >= SPECIALS))


def _is_han(texts: Texts) -> Tensor:
    pieces = sorted(texts.tokenizer.get_vocab().items(), key=lambda item: item[1])
    return torch.tensor([has_han(piece) for piece, _ in pieces])
