"""Damage done to PDF files on purpose, the same for the same seed.

Reads the bytes of a PDF (and of a second one, from which parts are taken); writes damaged bytes.
The kinds are those that fuzzing of PDF readers is known to need: bytes, structure, references,
streams once unpacked, filters, fonts.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from random import Random
from typing import Final

__all__ = ["MUTATIONS", "mutate"]

Mutation = Callable[[bytes, Random, bytes], bytes]
Place = tuple[int, int]

_STREAM: Final = re.compile(rb"\bstream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_OBJECT: Final = re.compile(rb"\b(\d+) (\d+) obj\b(.*?)\bendobj\b", re.DOTALL)
_REFERENCE: Final = re.compile(rb"\b(\d+) (\d+) R\b")
_NUMBER: Final = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_TREE: Final = re.compile(rb"/(?:Kids\s*\[[^\]]*\]|Parent\s+\d+ \d+ R|Count\s+-?\d+)")
_FONT: Final = re.compile(
    rb"/(?:ToUnicode|FontFile[23]?|DescendantFonts|Encoding|FontDescriptor|CIDToGIDMap|W|Widths"
    rb"|FirstChar|LastChar|BaseFont|Subtype)\b"
)
_KEY: Final = re.compile(
    rb"/(?:Resources|MediaBox|Type|Contents|Length|Font|XObject|ColorSpace|Width|Height|Root|Pages"
    rb"|Size|Prev|Index|Filter|DecodeParms|Rotate|CropBox)\b"
)
_FILTERS: Final = (
    *(b"/FlateDecode", b"/LZWDecode", b"/DCTDecode", b"/CCITTFaxDecode", b"/JBIG2Decode"),
    *(b"/JPXDecode", b"/ASCII85Decode", b"/ASCIIHexDecode", b"/RunLengthDecode", b"/Crypt"),
)
_ODD_NUMBERS: Final = (
    *(b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"4294967296", b"1e309"),
    *(b"99999999999999999999", b"0.00000000001", b"-0.0", b"nan", b"10000000", b"32768"),
)
_ENDS: Final = (b"<<", b">>", b"[", b"]", b"(", b")", b"obj", b"endobj", b"endstream", b"R", b"%")


def mutate(data: bytes, names: str, seed: int, donor: bytes) -> bytes:
    """The bytes damaged by these mutations, ``+`` between them, in their order."""
    chance = Random(seed)
    for name in names.split("+"):
        data = MUTATIONS[name](data, chance, donor)
    return data


def _put(data: bytes, place: Place, what: bytes) -> bytes:
    return data[: place[0]] + what + data[place[1] :]


def _some(found: list[Place], chance: Random, most: int) -> list[Place]:
    """A few of the places, last first, so that each can be replaced in turn."""
    picked = chance.sample(found, min(len(found), chance.randint(1, most)))
    return sorted(picked, reverse=True)


def _places(pattern: re.Pattern[bytes], data: bytes, group: int = 0) -> list[Place]:
    return [found.span(group) for found in pattern.finditer(data)]


def _flip(data: bytes, chance: Random, _: bytes) -> bytes:
    damaged = bytearray(data)
    for _time in range(chance.choice((1, 4, 16, 64, 256))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _flip_structure(data: bytes, chance: Random, _: bytes) -> bytes:
    """Bytes outside streams: dictionaries, the table of objects, the trailer."""
    inside = _places(_STREAM, data, 1)
    gaps = zip(
        [0, *(end for _, end in inside)], [*(at for at, _ in inside), len(data)], strict=True
    )
    outside = [at for start, end in gaps for at in range(start, end)]
    damaged = bytearray(data)
    for _time in range(chance.choice((1, 3, 10, 30))):
        damaged[chance.choice(outside)] = chance.choice(b"0123456789 /<>[]()%Rnf\x00\xff")
    return bytes(damaged)


def _cut_tail(data: bytes, chance: Random, _: bytes) -> bytes:
    return data[: int(len(data) * chance.uniform(0.02, 0.999))]


def _cut_slice(data: bytes, chance: Random, _: bytes) -> bytes:
    start = chance.randrange(16, len(data))
    return _put(data, (start, start + chance.randint(1, 4096)), b"")


def _repeat_slice(data: bytes, chance: Random, _: bytes) -> bytes:
    start = chance.randrange(16, len(data))
    part = data[start : start + chance.randint(1, 4096)]
    return _put(data, (start, start), part * chance.randint(1, 20))


def _zero_streams(data: bytes, chance: Random, _: bytes) -> bytes:
    for start, end in _some(_places(_STREAM, data, 1), chance, 4):
        data = _put(data, (start, end), bytes(end - start))
    return data


def _swap_streams(data: bytes, chance: Random, _: bytes) -> bytes:
    found = _places(_STREAM, data, 1)
    if len(found) < 2:
        return data
    first, second = sorted(chance.sample(found, 2))
    ours, theirs = data[slice(*first)], data[slice(*second)]
    return _put(_put(data, second, ours), first, theirs)


def _splice_objects(data: bytes, chance: Random, donor: bytes) -> bytes:
    """Objects of another file in the place of ours."""
    theirs = _places(_OBJECT, donor, 3)
    for place in _some(_places(_OBJECT, data, 3), chance, 6) if theirs else ():
        data = _put(data, place, donor[slice(*chance.choice(theirs))])
    return data


def _append_file(data: bytes, chance: Random, donor: bytes) -> bytes:
    return data + donor[chance.randrange(len(donor)) :]


def _break_table(data: bytes, chance: Random, _: bytes) -> bytes:
    """The table of objects: places in it, and the place of it."""
    for start, end in _some(_places(re.compile(rb"\d{10} \d{5} [nf]"), data), chance, 8):
        data = _put(data, (start, start + 10), b"%010d" % chance.randrange(len(data) + 9))
        data = _put(data, (end - 1, end), chance.choice((b"n", b"f")))
    if chance.random() < 0.5:
        data = re.sub(rb"startxref\s+\d+", b"startxref\n%d" % chance.randrange(len(data)), data)
    return data


def _odd_numbers(data: bytes, chance: Random, _: bytes) -> bytes:
    found = [
        (start + number.start(), start + number.end())
        for start, end in _places(_OBJECT, data, 3)
        for number in _NUMBER.finditer(data[start:end].split(b"stream")[0])
    ]
    for place in _some(found, chance, 8):
        data = _put(data, place, chance.choice(_ODD_NUMBERS))
    return data


def _knot_tree(data: bytes, chance: Random, _: bytes) -> bytes:
    """Pages that hold their parents: other numbers in /Kids, /Parent and /Count."""
    numbers = [found[1] for found in _OBJECT.finditer(data)] or [b"1"]
    for start, end in _some(_places(_TREE, data), chance, 4):
        part = data[start:end]
        for place in _some(_places(re.compile(rb"\d+(?= \d+ R)|-?\d+$"), part), chance, 3):
            part = _put(part, place, chance.choice(numbers))
        data = _put(data, (start, end), part)
    return data


def _rewire(data: bytes, chance: Random, _: bytes) -> bytes:
    numbers = [found[1] for found in _OBJECT.finditer(data)] or [b"1"]
    for place in _some(_places(_REFERENCE, data, 1), chance, 6):
        data = _put(data, place, chance.choice(numbers))
    return data


def _break_fonts(data: bytes, chance: Random, _: bytes) -> bytes:
    """Fonts: other names for their parts, numbers changed after them."""
    for start, end in _some(_places(_FONT, data), chance, 5):
        if chance.random() < 0.5:
            data = _put(data, (start, end), chance.choice(_FONT_NAMES))
        else:
            number = _NUMBER.search(data, end)
            if number is not None:
                data = _put(data, number.span(), chance.choice(_ODD_NUMBERS))
    return data


_FONT_NAMES: Final = (
    b"/ToUnicode",
    b"/FontFile2",
    b"/Encoding",
    b"/W",
    b"/Widths",
    b"/Type3",
    b"/X",
)


def _drop_keys(data: bytes, chance: Random, _: bytes) -> bytes:
    for start, end in _some(_places(_KEY, data), chance, 4):
        data = _put(data, (start, end), b"/" + b"x" * (end - start - 1))
    return data


def _other_filters(data: bytes, chance: Random, _: bytes) -> bytes:
    for place in _some(_places(re.compile(b"|".join(_FILTERS)), data), chance, 4):
        data = _put(data, place, chance.choice(_FILTERS))
    return data


def _nest(data: bytes, chance: Random, _: bytes) -> bytes:
    for place in _some(_places(_OBJECT, data, 3), chance, 2):
        data = _put(data, place, chance.choice((b"[", b"<<", b"<</A", b"(")) * 3000)
    return data


def _stray_words(data: bytes, chance: Random, _: bytes) -> bytes:
    for _time in range(chance.choice((1, 3, 10))):
        at = chance.randrange(16, len(data))
        data = _put(data, (at, at), b" " + chance.choice(_ENDS) + b" ")
    return data


def _unpacked(data: bytes, chance: Random, _: bytes) -> bytes:
    """What is inside streams: drawing commands, maps to Unicode, packed objects, fonts."""
    for start, end in _some(_places(_STREAM, data, 1), chance, 3):
        try:
            content = zlib.decompress(data[start:end])
        except zlib.error:
            continue
        data = _put(data, (start, end), zlib.compress(_damaged(content, chance)))
    return data


def _damaged(content: bytes, chance: Random) -> bytes:
    if not content:
        return content
    kind = chance.randrange(4)
    if kind == 0:
        return _flip(content, chance, b"")
    if kind == 1:
        for place in _some(_places(_NUMBER, content), chance, 20):
            content = _put(content, place, chance.choice(_ODD_NUMBERS))
        return content
    if kind == 2:
        words = content.split(b" ")
        chance.shuffle(words)
        return b" ".join(words)
    return content[: chance.randrange(len(content))] * chance.randint(1, 8)


MUTATIONS: Final[dict[str, Mutation]] = {
    "flip": _flip,
    "flip_structure": _flip_structure,
    "cut_tail": _cut_tail,
    "cut_slice": _cut_slice,
    "repeat_slice": _repeat_slice,
    "zero_streams": _zero_streams,
    "swap_streams": _swap_streams,
    "splice_objects": _splice_objects,
    "append_file": _append_file,
    "break_table": _break_table,
    "odd_numbers": _odd_numbers,
    "knot_tree": _knot_tree,
    "rewire": _rewire,
    "break_fonts": _break_fonts,
    "drop_keys": _drop_keys,
    "other_filters": _other_filters,
    "nest": _nest,
    "stray_words": _stray_words,
    "unpacked": _unpacked,
}
"""Kinds of damage by name."""
