"""The tokenizer of the built-in model: written once beside its weights, and read again.

It is the Unigram tokenizer of XLM-R: NFKC, control characters out, spaces to ``▁`` (Kudo 2018,
arXiv 1804.10959).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Regex, Tokenizer
from tokenizers.decoders import Metaspace as MetaspaceDecoder
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Replace
from tokenizers.normalizers import Sequence as InTurn
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

from index.e5_file import TokenizerTable
from index.splitting import Encoding

__all__ = ["Tokens", "write_tokenizer"]

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


class Tokens:
    """The tokenizer in the file ``path``; a text has at most ``most`` numbers. Threads may share
    it.
    """

    def __init__(self, path: Path, most: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._most = most

    def numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """Numbers of the tokens of each text, with the marks at both ends, at most ``most``."""
        found: list[list[int]] = [each.ids for each in self._tokenizer.encode_batch(list(texts))]
        most = self._most
        return [ids if len(ids) <= most else [*ids[: most - 1], ids[-1]] for ids in found]

    def offsets(self, text: str) -> Encoding:
        """Where each token of the whole text starts and ends, without marks."""
        found: Encoding = self._tokenizer.encode(text, add_special_tokens=False).offsets
        return found


def write_tokenizer(table: TokenizerTable, path: Path) -> None:
    """Write the file that ``tokenizers`` and ``transformers`` read."""
    _build(table).save(str(path))


def _build(table: TokenizerTable) -> Tokenizer:
    special = _replaced(table)
    tokenizer = Tokenizer(Unigram(list(table.pieces), unk_id=table.unknown, byte_fallback=False))
    tokenizer.normalizer = InTurn(
        [Replace(Regex(_char_class(chars)), to) for to, chars in special.items()]
        + [NFKC(), Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = MetaspaceDecoder(replacement="▁", prepend_scheme="always")
    tokenizer.add_special_tokens([*_SPECIAL, "<mask>"])
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", table.bos), ("</s>", table.eos)],
    )
    return tokenizer


def _replaced(table: TokenizerTable) -> dict[str, list[int]]:
    """Code points by what they become, where that is not what NFKC makes of them."""
    found: dict[str, list[int]] = {}
    for code, to in table.replacements.items():
        if unicodedata.normalize("NFKC", chr(code)) != to:
            found.setdefault(to, []).append(code)
    return found


def _char_class(codes: list[int]) -> str:
    return "[" + "".join(f"\\x{{{code:X}}}" for code in codes) + "]"
