"""Random ONNX graphs next to truth: python -m tests.random_onnx [HOW MANY [SEED]]

Up to eight operations one after the other, or on what came before, of whatever shapes come about: layouts that no
exporter writes. What symrf says of the last tensor, and of one before it, is judged as the onnx package's cases are.
"""

from __future__ import annotations

import random
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from onnx import TensorProto, helper

from tests import onnx_cases
from tests import onnx_truth as truth
from tests.onnx_small import Step, inputs, ints, model

LONGEST, LARGEST = 8, 2000
"""Operations of a graph, elements of a tensor."""

Shape = tuple[int, ...]


class Graph:
    """The steps so far, with the shapes of their tensors and the constants that they take."""

    def __init__(self, seed: int) -> None:
        self.chance, self.numbers = random.Random(seed), np.random.default_rng(seed)
        self.opset = self.chance.choice((13, 17, 18))
        rank = self.chance.choice((1, 1, 2, 2, 2, 3))
        space = [self.chance.choice((4, 5, 6, 7, 8) if rank < 3 else (2, 3, 4)) for _ in range(rank)]
        self.shape: Shape = (1, self.chance.choice((1, 2, 4)), *space)
        self.shapes: dict[str, Shape] = {"x": self.shape}
        self.steps: list[Step] = []
        self.constants: dict[str, Any] = {}

    def held(self, value: Any) -> str:
        """A new constant's name."""
        name = f"c{len(self.constants)}"
        self.constants[name] = np.asarray(value)
        return name

    def weight(self, *shape: int) -> str:
        """The name of a constant of numbers, none of them 0."""
        return self.held(self.numbers.uniform(0.5, 1.5, shape).astype(np.float32))

    def ints(self, *values: int) -> str:
        """The name of a constant of whole numbers."""
        return self.held(ints(*values))

    def alike(self, fits: Callable[[Shape], bool]) -> str:
        """A tensor whose shape fits."""
        return self.chance.choice([name for name, shape in self.shapes.items() if fits(shape)])

    def made(self, steps: list[Step]) -> Any:
        """The model of these steps, and of those constants that they take."""
        taken = {name for _, given, *_ in steps for name in given.split()} | {"c_yes"}
        held = {name: value for name, value in (self.constants | {"c_yes": np.array(True)}).items() if name in taken}
        return model(self.shape, steps, held, self.opset)

    def grown(self) -> bool:
        """One more operation, where it has a shape that is small enough; whether there is one."""
        name = self.chance.choice(list(self.shapes)[-3:])
        kind, out = self.chance.choice(KINDS), f"t{len(self.steps)}"
        try:
            steps = [*self.steps, *kind(self, name, self.shapes[name], out)]
            found = truth.session(self.made(steps), [out]).run(None, {"x": inputs(self.shape)[0]})[0]
        except Exception:  # it does not fit, as onnxruntime says in many ways
            return False
        if not 0 < found.size <= LARGEST or not 0 < found.ndim <= 6 or np.isnan(found).any():
            return False
        self.steps, self.shapes[out] = steps, found.shape
        return True

    def up_to(self, name: str) -> Any:
        """The model whose output is that tensor."""
        return self.made(self.steps[: next(i for i, step in enumerate(self.steps) if name in step[2].split()) + 1])


def window(g: Graph, x: str, shape: Shape, y: str) -> list[Step]:
    """A convolution, its transpose, or an average."""
    n, r = len(shape) - 2, g.chance
    kernel, strides = ([r.randint(1, most) for _ in range(n)] for most in (3, 3))
    how: dict[str, Any] = {"strides": strides}
    if r.random() < 0.5:
        how |= {"pads": [r.randint(0, min(kernel) - 1) for _ in range(2 * n)]}
    elif r.random() < 0.5:
        how |= {"auto_pad": r.choice(("SAME_UPPER", "SAME_LOWER", "VALID"))}
    groups = r.choice((1, 1, shape[1]))
    match r.randrange(4):
        case 0:
            return [("AveragePool", x, y, how | {"kernel_shape": kernel, "ceil_mode": r.randint(0, "pads" in how)})]
        case 1:
            return [("ConvTranspose", f"{x} {g.weight(shape[1], 2, *kernel)}", y, how)]
    how |= {"group": groups} | ({} if "auto_pad" in how else {"dilations": [r.randint(1, 2)] * n})
    return [("Conv", f"{x} {g.weight(2 * groups, shape[1] // groups, *kernel)}", y, how)]


def reshaped(g: Graph, x: str, shape: Shape, y: str) -> list[Step]:
    """Two dimensions as one, or one as two, or the shape of another tensor."""
    i, size = g.chance.randrange(len(shape)), 1
    match g.chance.randrange(3):
        case 0:
            to = (*shape[:i], -1, *shape[i + 2 :])
        case 1:
            size = g.chance.choice([n for n in range(1, shape[i] + 1) if shape[i] % n == 0])
            to = (*shape[:i], size, shape[i] // size, *shape[i + 1 :])
        case _:
            to = g.shapes[g.alike(lambda other: np.prod(other) == np.prod(shape))]
    return [("Reshape", f"{x} {g.ints(*to)}", y)]


def moved(g: Graph, x: str, shape: Shape, y: str) -> list[Step]:
    """Dimensions in another order, new ones, or without those of one index."""
    if g.chance.random() < 0.7:
        return [("Transpose", x, y, {"perm": g.chance.sample(range(len(shape)), len(shape))})]
    at = g.ints(g.chance.randrange(len(shape)))
    return [(g.chance.choice(("Squeeze", "Unsqueeze")), f"{x} {at}", y)]


def taken(g: Graph, x: str, shape: Shape, y: str) -> list[Step]:
    """Some indices: a slice along two dimensions, forward or backward, or a gather of any of them."""
    r = g.chance
    if r.random() < 0.3:
        i = r.randrange(len(shape))
        picked = r.choice((r.randrange(shape[i]), list(range(shape[i]))[:: r.choice((1, 2))], [[0], [shape[i] - 1]]))
        return [("Gather", f"{x} {g.held(np.array(picked, np.int64))}", y, {"axis": i})]
    cuts = []
    for i in r.sample(range(len(shape)), min(2, len(shape))):
        step = r.choice((1, 1, 2, -1, -2))
        ends = (r.randrange(shape[i]), r.choice((shape[i], 2**63 - 1))) if step > 0 else (-1, r.choice((0, -(2**62))))
        cuts.append((*ends, i, step))
    return [("Slice", " ".join([x, *(g.ints(*column) for column in zip(*cuts, strict=True))]), y)]


def joined(g: Graph, x: str, shape: Shape, y: str) -> list[Step]:
    """Another tensor behind it, or index by index; or its own pieces in another order."""
    r = g.chance
    i = r.randrange(len(shape))
    match r.randrange(4):
        case 0:
            other = g.alike(lambda s: len(s) == len(shape) and all(j == i or s[j] == shape[j] for j in range(len(s))))
            return [("Concat", " ".join(r.choices((x, other), k=3)), y, {"axis": i})]
        case 1:
            parts = f"{y}a", f"{y}b"
            cut = r.randrange(1, shape[i]) if shape[i] > 1 else 1
            pieces: Step = ("Split", f"{x} {g.ints(cut, shape[i] - cut)}", " ".join(parts), {"axis": i})
            return [pieces, ("Concat", " ".join(r.choices((x, *parts), k=3)), y, {"axis": i})]
    other = g.alike(lambda s: all(a == b or 1 in (a, b) for a, b in zip(s[::-1], shape[::-1], strict=False)))
    return [(r.choice(("Add", "Mul")), f"{x} {other}", y)]


def mixed(g: Graph, x: str, shape: Shape, y: str) -> list[Step]:
    """One of many along some dimensions: a mean, a softmax, a normalisation, a product, everything up to an index."""
    r = g.chance
    i = r.randrange(len(shape))
    swapped = [*range(len(shape) - 2), len(shape) - 1, len(shape) - 2]
    match r.randrange(7):
        case 0:
            return [("ReduceSum", f"{x} {g.ints(i)}", y, {"keepdims": r.randint(0, 1)})]
        case 1:
            return [("Softmax", x, y, {"axis": i})]
        case 2:
            both: Step = ("LayerNormalization", f"{x} {g.weight(*shape[i:])}", f"{y}n {y}m", {"axis": i})
            return [both, ("Identity", f"{y}{r.choice('nm')}", y)]
        case 3:
            return [("MatMul", f"{x} {g.weight(shape[-1], r.choice((3, shape[-1])))}", y)]
        case 4:
            return [("Transpose", x, f"{y}t", {"perm": swapped}), ("MatMul", f"{x} {y}t", y)]
        case 5:
            return [("CumSum", f"{x} {g.held(np.array(i))}", y)]
    return [("InstanceNormalization", f"{x} {g.weight(shape[1])} {g.weight(shape[1])}", y)]


def spread(g: Graph, x: str, shape: Shape, y: str) -> list[Step]:
    """More samples, or less: resizing, padding, tiles, channels dealt out in space and back."""
    r = g.chance
    i = r.randrange(len(shape))
    match r.randrange(5):
        case 0:
            scales = [1.0, 1.0, *(r.choice((0.5, 0.75, 1.5, 2)) for _ in shape[2:])]
            rule = r.choice(("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel"))
            how = {"mode": r.choice(("nearest", "linear")), "coordinate_transformation_mode": rule}
            held = [g.held(np.array(one, np.float32)) for one in ([], scales)]
            return [("Resize", " ".join([x, *held]), y, how)]
        case 1:
            pads = [r.randint(-1, 2) if j % len(shape) == i else 0 for j in range(2 * len(shape))]
            return [("Pad", f"{x} {g.ints(*pads)}", y, {"mode": r.choice(("constant", "reflect", "edge"))})]
        case 2:
            return [("Tile", f"{x} {g.ints(*(2 if j == i else 1 for j in range(len(shape))))}", y)]
        case 3:
            return [("Expand", f"{x} {g.ints(*(3 if n == 1 else n for n in shape))}", y)]
    return [(r.choice(("DepthToSpace", "SpaceToDepth")), x, y, {"blocksize": 2})]


def branched(g: Graph, x: str, shape: Shape, y: str) -> list[Step]:
    """A branch that takes the tensor from around it."""
    made = helper.make_tensor_value_info(f"{y}o", TensorProto.FLOAT, None)
    branch = helper.make_graph([helper.make_node("Neg", [x], [f"{y}o"])], "branch", [], [made])
    return [("If", "c_yes", y, {"then_branch": branch, "else_branch": branch})]


KINDS = 5 * [window] + 4 * [reshaped] + 3 * [moved, taken, joined, mixed] + 2 * [spread] + [branched]


def judged(seed: int) -> Iterator[tuple[str, str, list[str]]]:
    """Of a random graph the verdict on its last tensor and on one before it: verdict, why, operations."""
    graph = Graph(seed)
    length = graph.chance.randint(2, LONGEST)
    for _ in range(4 * length):
        if len(graph.shapes) <= length:
            graph.grown()
    tensors = list(graph.shapes)[1:]
    for name in dict.fromkeys([*tensors[-1:], *tensors[:1], *graph.chance.sample(tensors, min(1, len(tensors)))]):
        made = graph.up_to(name)
        yield *onnx_cases.judged(made, inputs(graph.shape)), [node.op_type for node in made.graph.node]


def main(count: str = "200", seed: str = "0") -> int:
    """Judge so many graphs; a line for each that is wrong."""
    warnings.simplefilter("ignore")
    counts: Counter[str] = Counter()
    for one in range(int(seed), int(seed) + int(count)):
        for verdict, why, kinds in judged(one):
            counts[verdict] += 1
            if verdict == "wrong":
                print(f"{verdict}: {one}: {' '.join(kinds)}: {why}", flush=True)
    print(dict(counts))
    return min(counts["wrong"], 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
