"""Build translation models that are a few kilobytes and always say the same sentence.

All weights of the Transformer are zero but two: the decoder sees nothing but the position
it is at, and its projection has one word for each position. So the loader, the cutting
into pieces, the search and the end of a sentence are the real ones, and what comes out is
known. Source of the names: ctranslate2.specs.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

_SIZE = 64
_N_PLACES = 64
SENTENCE = "The port is open."


def write_model(
    folder: Path, *, sentence: str = SENTENCE, ends: bool = True, marian: bool = False
) -> None:
    """Write model.bin, its vocabularies, source.spm and target.spm into a folder.

    Args:
        folder: Made when it is not there.
        sentence: What the model says to everything.
        ends: The sentence comes to an end; otherwise words follow for ever.
        marian: The vocabularies have no `<s>`, as those of OPUS-MT.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source = _train(folder / "source.spm", ["港は開いています。", "港は静かです。", "朝の港。"])
    target = _train(folder / "target.spm", [sentence, "A [[1]] of words."], kind="word")
    words = target.encode(sentence, out_type=str)
    spec = _build_spec(
        _vocabulary(source, marian=marian), _vocabulary(target, marian=marian), words, ends=ends
    )
    spec.validate()
    spec.optimize()
    spec.save(str(folder))


def _train(path: Path, lines: list[str], kind: str = "unigram") -> Any:
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=written,
        vocab_size=60,
        model_type=kind,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    path.write_bytes(written.getvalue())
    return sentencepiece.SentencePieceProcessor(model_proto=written.getvalue())


def _vocabulary(pieces: Any, *, marian: bool) -> list[str]:
    words = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    return [word for word in words if word != "<s>"] if marian else words


def _build_spec(source: list[str], target: list[str], words: list[str], *, ends: bool) -> Any:
    spec = TransformerSpec.from_config((1, 1), 1, pre_norm=True)
    spec.encoder.embeddings[0].weight = _zeros(len(source), _SIZE)
    spec.decoder.embeddings.weight = _zeros(len(target), _SIZE)
    for stack in (spec.encoder, spec.decoder):
        _norm(stack.layer_norm)
        for layer in stack.layer:
            _fill_layer(layer)
    spec.decoder.projection.weight = _say(words, target, ends=ends)
    spec.decoder.projection.bias = _zeros(len(target))
    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    return spec


def _fill_layer(layer: Any) -> None:
    _norm(layer.self_attention.layer_norm)
    _linear(layer.self_attention.linear[0], 3 * _SIZE)
    _linear(layer.self_attention.linear[1], _SIZE)
    if hasattr(layer, "attention"):
        _norm(layer.attention.layer_norm)
        _linear(layer.attention.linear[0], _SIZE)
        _linear(layer.attention.linear[1], 2 * _SIZE)
        _linear(layer.attention.linear[2], _SIZE)
    _norm(layer.ffn.layer_norm)
    _linear(layer.ffn.linear_0, _SIZE)
    _linear(layer.ffn.linear_1, _SIZE)


def _say(words: list[str], vocabulary: list[str], *, ends: bool) -> Any:
    """One word for each position; without an end, any word behind the last."""
    weight = _zeros(len(vocabulary), _SIZE)
    said = [*words, "</s>"] if ends else words
    for word, code in zip(said, _normal_positions(), strict=False):
        weight[vocabulary.index(word)] += code
    return weight


def _normal_positions() -> Any:
    """The sinusoidal codes of the positions, as a layer norm leaves them."""
    half = _SIZE // 2
    rates = np.exp(np.arange(half) * -(np.log(10_000) / (half - 1)))
    angles = np.arange(1, _N_PLACES + 1)[:, None] * rates[None]
    codes = np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)
    return (codes - codes.mean(axis=1, keepdims=True)) / codes.std(axis=1, keepdims=True)


def _norm(norm: Any) -> None:
    norm.gamma = np.ones(_SIZE, dtype=np.float32)
    norm.beta = _zeros(_SIZE)


def _linear(layer: Any, n_rows: int) -> None:
    layer.weight = _zeros(n_rows, _SIZE)
    layer.bias = _zeros(n_rows)


def _zeros(*shape: int) -> Any:
    return np.zeros(shape, dtype=np.float32)
