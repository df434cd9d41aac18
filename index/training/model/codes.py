"""A code for each token: random -1 and 1. The code of an English token is made from those of its Chinese translations.

"English" is any token without a Chinese character, so numbers are translated as well.
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
"""Weight of an English token's own code; each translation is weighted by the square root of its probability.

Only the sign of the sum is stored, as one bit; it is still similar to each of the summed codes.
"""

ALL = sys.maxsize
"""No limit on the tokens of a text: the alignment skips long ones itself."""


def piece_codes(texts: Texts, pairs: Sequence[Pair], seed: int = 0) -> Tensor:
    """(pieces, CODE_DIM) int8 of -1 and 1; translations are learnt from `pairs`."""
    count = texts.tokenizer.get_vocab_size()
    draw = torch.Generator().manual_seed(seed)
    own = torch.randint(0, 2, (count, CODE_DIM), generator=draw, dtype=torch.int8) * 2 - 1
    found = aligned(_pieces(texts, pairs))
    return with_translations(own, found, _is_han(texts))


def with_translations(own: Tensor, found: Aligned, han: Tensor) -> Tensor:
    """The codes `own`, with translations mixed into those of English tokens. `han` (pieces,) marks Chinese tokens."""
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
