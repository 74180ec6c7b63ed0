"""The built-in model as an OpenVINO network: the four-bit weights as they are shipped, bit for bit.

Only this file knows OpenVINO (Apache-2.0, an extra of the package). The network reads tokens and
a mask, and gives the mean of the last layer's outputs: BERT (Devlin et al. 2019, arXiv 1810.04805)
with the pooling of multilingual E5 (Wang et al. 2024, arXiv 2402.05672).
"""

from __future__ import annotations

import queue
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.contracts import Vectors
from index.e5_file import E5File
from standards.errors import CorruptLibrary

if TYPE_CHECKING:
    import openvino
    from openvino import Node

__all__ = ["Network", "computes_halves", "network_at_hand", "write_network"]

_BLOCK = 32
_HIDDEN = np.float32(-1e9)


def network_at_hand() -> bool:
    """Whether OpenVINO is installed."""
    return find_spec("openvino") is not None


def computes_halves() -> bool:
    """Whether the processor has instructions for bfloat16; where they are lacking, it is slower
    than float32.
    """
    able: list[str] = _openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "BF16" in able


class Network:
    """The network in the file ``path``, ready to compute on ``processors`` of the machine.

    Several threads may ask at once; each call computes on one processor. ``rounded``: what flows
    between the layers is rounded to eight bits, a scale for each 32 numbers; ``half``: computed in
    bfloat16. Raises CorruptLibrary if the file is no network.
    """

    def __init__(self, path: Path, *, processors: int, rounded: bool, half: bool) -> None:
        self._path = path
        module = _openvino()
        options = {
            "NUM_STREAMS": processors,
            "INFERENCE_NUM_THREADS": processors,
            "INFERENCE_PRECISION_HINT": "bf16" if half else "f32",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": _BLOCK if rounded else 0,
        }
        try:
            compiled = module.Core().compile_model(str(path), "CPU", options)
        except RuntimeError as error:
            raise self._broken() from error
        self._free: queue.SimpleQueue[openvino.InferRequest] = queue.SimpleQueue()
        for _ in range(processors):
            self._free.put(compiled.create_infer_request())

    def vectors(self, numbers: Sequence[Sequence[int]], padding: int) -> Vectors:
        """One unit vector a text, from the numbers of its tokens; waits for a free processor.

        Raises CorruptLibrary if the network's file is damaged.
        """
        longest = max(map(len, numbers))
        tokens = np.full((len(numbers), longest), padding, dtype=np.int64)
        mask = np.zeros_like(tokens)
        for row, text in enumerate(numbers):
            tokens[row, : len(text)] = text
            mask[row, : len(text)] = 1
        request = self._free.get()
        try:
            request.infer({"tokens": tokens, "mask": mask})
            found: Vectors = request.get_output_tensor(0).data.copy()
        except RuntimeError as error:
            raise self._broken() from error
        finally:
            self._free.put(request)
        return found

    def _broken(self) -> CorruptLibrary:
        return CorruptLibrary(
            f"the prepared model {self._path} cannot be used; delete its folder and run: "
            "trachuan model"
        )


def write_network(source: E5File, path: Path) -> None:
    """Write the network to ``path`` (``.xml``) and its weights beside it (``.bin``)."""
    _openvino().save_model(_Graph(source).model(), str(path), compress_to_fp16=False)


def _openvino() -> ModuleType:
    """The module; its part that counts uses over the network is never loaded."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    module: ModuleType = openvino
    return module


class _Graph:
    """Builds the network out of the tensors of the file."""

    def __init__(self, source: E5File) -> None:
        self._openvino = _openvino()
        from openvino import opset13

        self._op = opset13
        self._source = source
        self._shape = source.shape
        self._kept: list[openvino.Tensor] = []

    def model(self) -> openvino.Model:
        """The network with its inputs ``tokens`` and ``mask``."""
        op, module = self._op, self._openvino
        tokens = op.parameter([-1, -1], module.Type.i64, name="tokens")
        mask = op.parameter([-1, -1], module.Type.i64, name="mask")
        for parameter in (tokens, mask):
            parameter.output(0).set_names({parameter.friendly_name})
        seen = op.convert(mask, "f32")
        hidden = op.multiply(op.subtract(op.constant(np.float32(1)), seen), op.constant(_HIDDEN))
        wide = op.unsqueeze(hidden, self._ints(1, 2))
        x = self._embedded(tokens)
        for layer in range(self._shape.layers):
            x = self._layer(x, wide, f"l{layer}.")
        summed = op.reduce_sum(op.multiply(x, op.unsqueeze(seen, self._ints(2))), self._ints(1))
        unit = op.normalize_l2(summed, self._ints(1), 1e-12, "max")
        return module.Model([op.result(unit)], [tokens, mask], "multilingual-e5-small")

    def _embedded(self, tokens: Node) -> Node:
        """Word, position and (always the first) type embeddings, normalised."""
        op, width = self._op, self._shape.hidden
        zero = op.constant(np.int64(0))
        words = op.gather(self._weights("emb.word", self._shape.vocabulary), tokens, zero)
        types = self._source.tensor("emb.type").reshape(-1, width)
        places = self._source.tensor("emb.pos").reshape(-1, width) + types[0]
        length = op.gather(op.shape_of(tokens, "i64"), self._ints(1), zero)
        first = op.slice(op.constant(places), self._ints(0), length, self._ints(1), self._ints(0))
        return self._normal(op.add(words, first), "emb.ln")

    def _layer(self, x: Node, hidden: Node, name: str) -> Node:
        op, heads, width = self._op, self._shape.heads, self._shape.hidden
        turned = self._ints(0, 2, 1, 3)

        def split(part: str) -> Node:
            apart = self._ints(0, 0, heads, width // heads)
            return op.transpose(op.reshape(self._linear(x, name + part), apart, True), turned)

        seen = op.scaled_dot_product_attention(split("q"), split("k"), split("v"), hidden)
        joined = op.reshape(op.transpose(seen, turned), self._ints(0, 0, width), True)
        x = self._normal(op.add(x, self._linear(joined, name + "ao")), name + "aln")
        inner = op.gelu(self._linear(x, name + "fi"), "erf")
        return self._normal(op.add(x, self._linear(inner, name + "fo")), name + "oln")

    def _linear(self, x: Node, name: str) -> Node:
        bias = self._source.tensor(f"{name}.b")
        product = self._op.matmul(x, self._weights(f"{name}.w", bias.size), False, True)
        return self._op.add(product, self._op.constant(bias.reshape(1, 1, -1)))

    def _normal(self, x: Node, name: str) -> Node:
        op = self._op
        weight, bias = (
            op.constant(self._source.tensor(f"{name}.{part}").reshape(1, 1, -1)) for part in "wb"
        )
        even = op.mvn(x, self._ints(-1), True, self._shape.epsilon, "INSIDE_SQRT")
        return op.add(op.multiply(even, weight), bias)

    def _weights(self, name: str, rows: int) -> Node:
        """A matrix as kept: nibbles less 8, times the scale of their block."""
        op = self._op
        scales, nibbles = self._source.blocks(name)
        shape = [rows, nibbles.size // rows // _BLOCK, _BLOCK]
        packed: NDArray[np.uint8] = nibbles[:, 0::2] | (nibbles[:, 1::2] << np.uint8(4))
        zero = self._nibbles(np.array([8], dtype=np.uint8), [1, 1, 1])
        centred = op.subtract(
            op.convert(self._nibbles(packed, shape), "f16"), op.convert(zero, "f16")
        )
        scaled = op.multiply(centred, op.constant(scales.reshape(rows, -1, 1)))
        flat = op.reshape(scaled, self._ints(rows, shape[1] * _BLOCK), False)
        return op.convert(flat, "f32")

    def _nibbles(self, packed: NDArray[np.uint8], shape: list[int]) -> Node:
        module = self._openvino
        tensor = module.Tensor(module.Type.u4, module.Shape(shape))
        tensor.data.reshape(-1)[:] = packed.reshape(-1)
        self._kept.append(tensor)  # the constant shares its memory
        return module.op.Constant(tensor)

    def _ints(self, *values: int) -> Node:
        return self._op.constant(np.array(values, dtype=np.int64))
