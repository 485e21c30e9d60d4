"""The model as an ONNX graph: sums of word and position vectors in, one unit row out.

Twelve layers of BERT (attention, add and normalise, GELU, add and normalise), the mean over all
tokens, length one. Run with one text there is no padding, and no text has a part in the scale of
another's activations: in a batch of 32 the same text's row moved by .013 (2026-11-22), and the
batch won 10 % of speed.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from tearsheet.relate.vectors.e5.files import INPUT, OUTPUT
from tearsheet.relate.vectors.e5.weights import Weights, unpacked

_MICROSOFT = "com.microsoft"
# 63 steps each way instead of 127: where a processor adds two products in 16 bits (AVX2 without
# VNNI) nothing is cut off, so that every machine counts alike and AVX2 comes nearer to the
# original (worst cosine over 36 texts of 18 languages .995 against .989, 2026-11-22).
_STEPS = 63
# How much of a channel's size moves from the activations into the weights (Xiao et al. 2023,
# "SmoothQuant", equation 4). Worst cosine .5: .9967, .7: .9977, .8: .9960, none: .9948; same day.
_MOVED = 0.7


class Plain:
    """The graph in float32, as the model was trained; what it multiplies can be looked at."""

    def __init__(self, weights: Weights) -> None:
        """Draws the whole graph."""
        self.weights = weights
        self.nodes = list[NodeProto]()
        self.tensors = list[TensorProto]()
        self.multiplicands = dict[str, str]()
        """What each multiplication takes, by its name."""
        at = self.normalised(INPUT, None, "emb.ln")
        for layer in range(weights.shape.layers):
            at = self.layer(f"l{layer}.", at)
        axis = self.held("mean.axis", np.array([1], np.int64))
        mean = self.node("ReduceMean", [at, axis], "mean", keepdims=0)
        self.node("LpNormalization", [mean], OUTPUT, axis=1, p=2)

    def model(self, outputs: Sequence[str] = ()) -> ModelProto:
        """Input (texts, tokens, hidden), output (texts, hidden), and ``outputs`` from within.

        Texts that run together have equally many tokens.
        """
        hidden = self.weights.shape.hidden
        values = [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["texts", hidden])]
        values += [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
        size: list[str | int | None] = ["texts", "tokens", hidden]
        given = helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, size)
        return helper.make_model(
            helper.make_graph(self.nodes, "e5", [given], values, self.tensors),
            opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(_MICROSOFT, 1)],
            ir_version=9,
        )

    def layer(self, name: str, at: str) -> str:
        """One layer of the encoder over ``at``; the name of what comes out."""
        shape = self.weights.shape
        parts = [name + "q", name + "k", name + "v"]
        together = self.affine(name + "qkv", at, parts, shape.hidden)
        self.nodes.append(helper.make_node("Split", [together], parts, axis=-1, num_outputs=3))
        seen = self.node(
            "MultiHeadAttention", parts, name + "seen", _MICROSOFT, num_heads=shape.heads
        )
        seen = self.affine(name + "ao", seen, [name + "ao"], shape.hidden)
        at = self.normalised(at, seen, name + "aln")
        inner = self.affine(name + "fi", at, [name + "fi"], shape.hidden)
        inner = self.node("Gelu", [inner], name + "gelu", _MICROSOFT)
        inner = self.affine(name + "fo", inner, [name + "fo"], shape.inner)
        return self.normalised(at, inner, name + "oln")

    def affine(self, name: str, at: str, matrices: Sequence[str], columns: int) -> str:
        """``at`` times the matrices laid beside each other, plus their biases."""
        rows = [unpacked(self.weights.blocks(f"{matrix}.w", columns)) for matrix in matrices]
        biases = [self.weights.floats(f"{matrix}.b") for matrix in matrices]
        self.multiplicands[name] = at
        return self.multiplied(name, at, np.concatenate(rows), np.concatenate(biases))

    def multiplied(
        self, name: str, at: str, rows: NDArray[np.float32], biases: NDArray[np.float32]
    ) -> str:
        """``at`` times the transpose of ``rows``, plus ``biases``."""
        matrix = self.held(f"{name}.matrix", np.ascontiguousarray(rows.T))
        product = self.node("MatMul", [at, matrix], f"{name}.product")
        return self.node("Add", [product, self.held(f"{name}.biases", biases)], f"{name}.out")

    def normalised(self, at: str, added: str | None, layer_norm: str) -> str:
        """``at``, plus ``added`` if there is one, through layer normalisation."""
        scale = self.held(f"{layer_norm}.w", self.weights.floats(f"{layer_norm}.w"))
        shift = self.held(f"{layer_norm}.b", self.weights.floats(f"{layer_norm}.b"))
        epsilon = self.weights.shape.epsilon
        out = f"{layer_norm}.out"
        if added is not None:
            at = self.node("Add", [at, added], f"{layer_norm}.sum")
        return self.node("LayerNormalization", [at, scale, shift], out, epsilon=epsilon)

    def held(self, name: str, values: NDArray[np.generic]) -> str:
        """Puts a constant into the graph; its name."""
        self.tensors.append(numpy_helper.from_array(values, name))
        return name

    def node(
        self, operator: str, inputs: Sequence[str], out: str, domain: str = "",
        **attributes: float
    ) -> str:  # fmt: skip
        """Puts an operator into the graph; the name of what comes out of it."""
        made = helper.make_node(operator, inputs, [out], domain=domain)
        made.attribute.extend(helper.make_attribute(key, attributes[key]) for key in attributes)
        self.nodes.append(made)
        return out


class Quantised(Plain):
    """The graph with int8 matrices, one scale for each of their columns, and int8 activations."""

    def __init__(self, weights: Weights, largest: Mapping[str, NDArray[np.float32]]) -> None:
        """``largest`` has the greatest size of each channel that a multiplication takes."""
        self._largest = largest
        super().__init__(weights)

    def multiplied(
        self, name: str, at: str, rows: NDArray[np.float32], biases: NDArray[np.float32]
    ) -> str:
        """As in `Plain`, in whole numbers."""
        moved = _moved(self._largest[name], np.abs(rows).max(axis=0))
        at = self.node("Mul", [at, self.held(f"{name}.moved", 1 / moved)], f"{name}.smooth")
        rows = rows * moved
        scales = np.maximum(np.abs(rows).max(axis=1), np.float32(1e-12)) / np.float32(_STEPS)
        whole = np.rint(rows / scales[:, None]).astype(np.int8)
        held = [
            self.held(f"{name}.matrix", np.ascontiguousarray(whole.T)),
            self.held(f"{name}.scales", scales),
            self.held(f"{name}.zeros", np.zeros(len(scales), np.int8)),
            self.held(f"{name}.biases", biases),
        ]
        return self.node("DynamicQuantizeMatMul", [at, *held], f"{name}.out", _MICROSOFT)


def _moved(activations: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each channel of a matrix is multiplied by, and the activations divided by.

    In steps of a quarter power of two, so that a last digit counted otherwise on another machine
    changes nothing.
    """
    wanted = _MOVED * np.log2(np.maximum(activations, 1e-3)) - (1 - _MOVED) * np.log2(
        np.maximum(weights, 1e-4)
    )
    moved: NDArray[np.float32] = np.exp2(np.rint((wanted - wanted.mean()) * 4) / 4)
    return moved.astype(np.float32)
