"""The trunk: the lower layers of multilingual-e5-small, with the tokens that the training text uses."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from corpus.text.script import has_han
from index.training.data.sources import PARALLEL, TrainingData
from index.training.reader.model.e5_file import E5File

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

SPECIALS = ("<pad>", "<s>", "</s>", "<unk>")
LAYERS = 9
"""Layers kept. The top ones are specialised in sentence vectors, and the reader is no worse without them."""
SENTENCES = 12_000
"""Sentence pairs per parallel source in which tokens are counted."""
SEEN = 2
"""Minimum occurrences of a token; single Han characters and ASCII are always kept."""

_HAN = r"[\p{Han}，。、；：？！“”‘’（）《》]"
LAYOUT = rf"(?<={_HAN})\s+(?=[{_HAN[1:-1]}0-9])|(?<=[0-9])\s+(?={_HAN})"
"""Spaces between Chinese characters and figures are layout: tokens are the same with and without them."""

_MODULES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def small_tokenizer(e5: E5File, texts: Iterable[str]) -> "Tokenizer":
    """A Unigram tokenizer with only the tokens that the texts use, special ones first."""
    whole = unigram(e5.pieces, e5.scores)
    counts: Counter[int] = Counter()
    chunk: list[str] = []
    for text in texts:
        chunk.append(text)
        if len(chunk) == 2_000:
            counts.update(number for encoding in whole.encode_batch_fast(chunk) for number in encoding.ids)
            chunk.clear()
    counts.update(number for encoding in whole.encode_batch_fast(chunk) for number in encoding.ids)
    kept = [
        (piece, score)
        for number, (piece, score) in enumerate(zip(e5.pieces, e5.scores, strict=True))
        if piece not in {*SPECIALS, "<mask>"} and (counts[number] >= SEEN or _common(piece))
    ]
    pieces, scores = zip(*[(piece, 0.0) for piece in SPECIALS], *kept, strict=True)
    return unigram(pieces, scores)


def unigram(pieces: Sequence[str], scores: Sequence[float]) -> "Tokenizer":
    """SentencePiece's Unigram model with these tokens, for text that is already folded."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    unknown = list(pieces).index("<unk>")
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, map(float, scores), strict=True)), unk_id=unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Replace(Regex(LAYOUT), ""), normalizers.Replace(Regex(r"\s+"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer


def counted_texts(data: TrainingData) -> Iterable[str]:
    """Folded text of both languages: parallel sentences, questions with their passages, news."""
    for source in PARALLEL:
        for pair in data.parallel(source)[:SENTENCES]:
            yield pair.en
            yield pair.zh
    for row in data.questions():
        yield row.question
        yield row.passage
    yield from data.news()


def trunk(e5: E5File, tokenizer: "Tokenizer", layers: int = LAYERS) -> "BertModel":
    """The lowest `layers` layers with the tokenizer's vocabulary, as a BertModel."""
    from transformers import BertConfig, BertModel

    places = {piece: number for number, piece in enumerate(e5.pieces)}
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=e5.hidden,
        num_hidden_layers=layers,
        num_attention_heads=e5.heads,
        intermediate_size=e5.intermediate,
        max_position_embeddings=e5.positions,
        layer_norm_eps=1e-12,
        pad_token_id=0,
        attention_probs_dropout_prob=0.0,
    )
    model = BertModel(config, add_pooling_layer=False)
    state = {
        "embeddings.word_embeddings.weight": e5.matrix("emb.word", e5.hidden, [places[piece] for piece, _ in pieces]),
        "embeddings.position_embeddings.weight": e5.vector("emb.pos").reshape(-1, e5.hidden),
        "embeddings.token_type_embeddings.weight": e5.vector("emb.type").reshape(-1, e5.hidden),
        "embeddings.LayerNorm.weight": e5.vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": e5.vector("emb.ln.b"),
    }
    for layer in range(layers):
        for short, name in _MODULES.items():
            weight = f"l{layer}.{short}.w"
            width = e5.intermediate if short == "fo" else e5.hidden
            value = e5.vector(weight) if short.endswith("ln") else e5.matrix(weight, width)
            state[f"encoder.layer.{layer}.{name}.weight"] = value
            state[f"encoder.layer.{layer}.{name}.bias"] = e5.vector(f"l{layer}.{short}.b")
    own = model.state_dict()
    types = own["embeddings.token_type_embeddings.weight"].numpy().copy()
    loaded = state["embeddings.token_type_embeddings.weight"]
    types[: len(loaded)] = loaded
    types[len(loaded) :] = loaded[-1]
    state["embeddings.token_type_embeddings.weight"] = types
    model.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in state.items()})
    return model


def save_trunk(data: TrainingData, e5: E5File, folder: Path, layers: int = LAYERS) -> int:
    """Write tokenizer and trunk to `folder`. Returns the size of the vocabulary."""
    tokenizer = small_tokenizer(e5, counted_texts(data))
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    trunk(e5, tokenizer, layers).save_pretrained(folder)
    return tokenizer.get_vocab_size()


def _common(piece: str) -> bool:
    return len(piece) == 1 and (has_han(piece) or " " < piece <= "~")
