"""Which tensors of a program are made of the input, of parameters, or of numbers that may be 0 or minus infinity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PICKS = frozenset(("index", "index_select", "embedding", "gather", "linear", "matmul", "mm", "addmm", "getitem"))
"""What picks or mixes parameters by other numbers: parameters still."""
_SHAPED = "new_zeros new_ones new_full new_empty zeros_like ones_like full_like empty_like sym_size sym_numel"
SHAPED = frozenset(_SHAPED.split())
"""What takes no more of a tensor than its shape."""
_SCALES = "mul minimum maximum min max logical_and bitwise_and lerp addcmul pow clamp clamp_min clamp_max"
SCALES = frozenset(_SCALES.split())
"""Index by index, what a 0, or a number below or above all, leaves nothing of."""
ADDS = frozenset(("add", "sub", "rsub", "addmm", "baddbmm"))
"""What does so by minus infinity where a softmax comes after it."""
_CARRIES = (
    "mul div view reshape _unsafe_view permute transpose unsqueeze squeeze expand clone dropout to _to_copy float"
    " type_as contiguous flatten unflatten where masked_fill"
)
CARRIES = ADDS.union(_CARRIES.split())
SOFTMAX = frozenset(("softmax", "log_softmax", "_softmax", "_log_softmax", "_safe_softmax"))
_WEIGHTED = (
    "conv1d conv2d conv3d convolution conv_transpose1d conv_transpose2d conv_transpose3d linear matmul mm bmm addmm"
    " baddbmm einsum"
)
WEIGHTED = frozenset(_WEIGHTED.split())
"""What has weights, and so any numbers, but for those that it works out itself, as by a mask."""
ATTENTION = "scaled_dot_product_attention"


@dataclass(frozen=True)
class Weights:
    """fed: the nodes made of the module's input. trained: those made of its parameters alone."""

    fed: frozenset[Any]
    trained: frozenset[Any]

    def masks(self, node: Any, named: Mapping[str, Any]) -> list[str]:
        """The arguments of an operation whose numbers may be such that it leaves out what it reads otherwise."""
        kind = kind_of(node)
        lists = {name: given if isinstance(given, list) else [given] for name, given in named.items()}
        wide = [
            (name, one) for name, every in lists.items() for one in every
            if _wide(one) and one not in self.fed and one not in self.trained
        ]  # fmt: skip
        found = [name for name, one in wide if kind in SCALES or kind == ATTENTION and name == "attn_mask"]
        if kind in WEIGHTED:
            found += [name for name, one in wide if name != "bias" and one.op == "call_function"]
        if kind in ADDS and wide and _before_softmax(node):
            found += [name for name, _ in wide]
        return found

    def constant(self, node: Any) -> bool:
        """Whether it makes fractions of no input, of which the shape is known."""
        made = node.meta.get("val")
        every = list(made) if isinstance(made, list | tuple) else [made]
        if node in self.fed or not all(getattr(one, "is_floating_point", bool)() for one in every):
            return False
        return bool(every) and all(type(n) is int for one in every for n in one.shape)


def weights_of(program: Any) -> Weights:
    """What the tensors of a program are made of."""
    import torch

    specs = torch.export.graph_signature.InputKind
    kinds = {one.arg.name: one.kind for one in program.graph_signature.input_specs}
    fed: set[Any] = set()
    trained: set[Any] = set()
    for node in program.graph.nodes:
        if node.op == "placeholder":
            fed |= {node} if kinds[node.name] is specs.USER_INPUT else set()
            trained |= {node} if kinds[node.name] is specs.PARAMETER else set()
        elif any(one in fed for one in node.all_input_nodes) and kind_of(node) not in SHAPED:
            fed.add(node)
        elif wide := [one in trained for one in node.all_input_nodes if _wide(one)]:
            trained |= {node} if all(wide) or kind_of(node) in PICKS and any(wide) else set()
    return Weights(frozenset(fed), frozenset(trained))


def kind_of(node: Any) -> str:
    """What torch calls an operation, in place or not."""
    schema = getattr(node.target, "_schema", None)
    name = getattr(node.target, "__name__", "") if schema is None else schema.name.partition("::")[2]
    return str(name) if name.startswith("_") else str(name).removesuffix("_")


def _wide(node: Any) -> bool:
    """Whether it is a tensor of more than one number, or several tensors."""
    made = getattr(node, "meta", {}).get("val")
    return isinstance(made, list | tuple) or any(type(n) is not int or n != 1 for n in getattr(made, "shape", ()))


def _before_softmax(node: Any) -> bool:
    """Whether a softmax comes after it, with nothing between that puts indices together."""
    waiting, seen = [node], {node}
    while waiting:
        for user in waiting.pop().users:
            if kind_of(user) in SOFTMAX:
                return True
            if kind_of(user) in CARRIES and user not in seen:
                seen.add(user)
                waiting.append(user)
    return False
