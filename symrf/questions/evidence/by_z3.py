"""z3's proof, for all n at once, that a set of sizes is the right one. Sizes are stated anew, from what layers do.

Where it asks about samples in use, the ends of what is read are stated; of what lies between them, of a sample said to
be read by none, that no feature on any path reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from symrf.layers import (
    AdaptivePool,
    Attention,
    ConvTranspose,
    Crop,
    Elementwise,
    Global,
    Input,
    Layer,
    Upsample,
    Window,
)
from symrf.network import INPUT, Network, gates
from symrf.questions.arithmetic.sets import SizeSet
from symrf.verification.result import OPEN, PROVED, REFUTED, Result
from symrf.verification.routes.z3 import ABSENT

Missed = tuple[int, Mapping[int, tuple[int, int]]]
"""A modulus, and by the remainder of the size (N, t): of n >= N sample t is left over, from the end where t < 0."""


class Encoding:
    """What z3 is told of a network on n samples: the sizes of its maps, and whether it fits."""

    def __init__(self, z3: Any, network: Network) -> None:
        self.z3, self.network, self.gated = z3, network, gates(network)
        self.n = z3.Int("n")
        self.facts: list[Any] = []
        self.needs: list[Any] = [self.n >= 1]
        self.sizes: dict[str, Any] = {}
        self._known: dict[Any, Any] = {}
        self._sizes()

    def _sizes(self) -> None:
        given: dict[str, Any] = {INPUT: next(iter(self.network.input_size.values()), None)}
        given |= {n.name: n.layer.size for n in self.network.nodes if isinstance(n.layer, Input)}
        self.sizes = {**{name: self.z3.IntVal(size) for name, size in given.items() if size is not None},
                      self.network.source: self.n}  # fmt: skip
        for node in self.network.nodes:
            if node.name in self.sizes:
                continue
            first, *rest = [self.sizes[name] for name in node.inputs if (node.name, name) not in self.gated]
            self.needs += [first == other for other in rest if not first.eq(other)]
            self.sizes[node.name] = self._size(node.layer, first)

    def _size(self, layer: Layer, below: Any) -> Any:
        """The size of the map above, one unknown for equal layers on equal maps."""
        if isinstance(layer, Elementwise | Attention) or _of_one_tap(layer):
            return below
        key = (layer, below.get_id())
        if key not in self._known:
            self._known[key] = self._counted(layer, below)
            self.needs.append(self._known[key] >= 1)
        return self._known[key]

    def _counted(self, layer: Layer, below: Any) -> Any:
        z3, size = self.z3, self.z3.Int(f"n{len(self._known) + 1}")
        match layer:
            case Window(padding=str()):
                self.facts += [layer.stride * size >= below, layer.stride * (size - 1) < below]
            case Window():
                left, right = layer.padding
                # the last of `size` windows ends within the padded map, one more would not
                ends = layer.stride * (size - 1) - left + layer.span - 1
                plain = z3.And(ends <= below - 1 + right, ends + layer.stride > below - 1 + right)
                if not layer.ceil_mode:
                    self.facts.append(plain)
                else:
                    whole = z3.Int(f"w{len(self._known) + 1}")
                    last = layer.stride * (whole - 1) - left + layer.span - 1
                    self.facts += [last <= below - 1 + right, last + layer.stride > below - 1 + right]
                    more = z3.And(last < below - 1 + right, layer.stride * whole - left <= below - 1)
                    self.facts.append(size == whole + z3.If(more, 1, 0))
            case ConvTranspose():
                total = sum(layer.padding) if isinstance(layer.padding, tuple) else max(layer.span - layer.stride, 0)
                self.facts.append(size == (below - 1) * layer.stride + layer.span - total + layer.output_padding)
            case Crop():
                kept = below - layer.left - layer.right
                self.facts += [layer.step * size >= kept, layer.step * (size - 1) < kept]
            case Upsample(size=None):
                factor = Fraction(layer.factor)
                above, divisor = factor.numerator, factor.denominator
                self.facts += [divisor * size <= above * below, divisor * (size + 1) > above * below]
            case Upsample() | AdaptivePool():
                self.facts.append(size == layer.size)
            case Global():
                self.facts.append(size == 1)
            case _:
                raise NotImplementedError(layer.op)
        return size

    def reach(self) -> tuple[Any, Any]:
        """The first and the last input sample that any output reads."""
        z3 = self.z3
        used: dict[str, tuple[Any, Any]] = {self.network.output: (z3.IntVal(0), self.sizes[self.network.output] - 1)}
        for node in reversed(self.network.nodes):
            if node.name not in used:
                continue
            for name in node.inputs:
                ends = (z3.IntVal(0), z3.IntVal(0)) if (node.name, name) in self.gated else used[node.name]
                low, high = self._read(node.layer, ends, self.sizes[name])
                if name in used:
                    before = used[name]
                    low, high = z3.If(before[0] <= low, before[0], low), z3.If(before[1] >= high, before[1], high)
                used[name] = self._named(low), self._named(high)
        return used[self.network.source]

    def reads(self, sample: Any) -> Any:
        """That some path leads from a feature of the output to this sample of the source."""
        z3, places, read = self.z3, dict[str, Any](), dict[str, Any]()
        for node in self.network.nodes:
            places[node.name], read[node.name] = z3.Int(f"at {node.name}"), z3.Bool(f"read {node.name}")
        places[self.network.source], read[self.network.source] = sample, z3.Bool("read")
        paths: dict[str, list[Any]] = {name: [] for name in read}
        for node in self.network.nodes:
            for name in node.inputs if node.name != self.network.source else ():
                gated = (node.name, name) in self.gated
                step = True if gated else self._tap(node.layer, places[node.name], places[name], self.sizes[name])
                paths.setdefault(name, []).append(z3.And(read[node.name], step))
        known = [z3.Implies(read[name], z3.Or(*paths[name])) for name in read if name != self.network.output]
        there = [z3.And(places[name] >= 0, places[name] < self.sizes[name]) for name in read]
        return z3.And(*known, *there, read[self.network.source])

    def _tap(self, layer: Layer, above: Any, below: Any, size: Any) -> Any:
        """That feature `above` of a layer reads the sample `below`; more where a layer is not known here."""
        z3, tap = self.z3, self.z3.FreshInt("tap")
        match layer:
            case Elementwise():
                return above == below
            case Window():
                taps = z3.And(tap >= 0, tap < layer.kernel)
                return z3.And(taps, below + self._left(layer, size) == layer.stride * above + layer.dilation * tap)
            case Crop():
                return below == layer.step * above + layer.left
            case ConvTranspose(padding=tuple()):
                taps = z3.And(tap >= 0, tap < layer.kernel)
                return z3.And(taps, above + layer.padding[0] == layer.stride * below + layer.dilation * tap)
        return z3.BoolVal(True)

    def _named(self, value: Any) -> Any:
        if self.z3.is_int_value(value) or self.z3.is_const(value):
            return value
        name = self._known.get(("end", value.get_id()))
        if name is None:
            name = self._known["end", value.get_id()] = self.z3.Int(f"e{len(self._known) + 1}")
            self._known["kept", value.get_id()] = value
            self.facts.append(name == value)
        return name

    def _read(self, layer: Layer, ends: tuple[Any, Any], below: Any) -> tuple[Any, Any]:
        z3 = self.z3
        if _of_one_tap(layer):
            return ends
        match layer:
            case Elementwise():
                return ends
            case Global() | AdaptivePool():
                return z3.IntVal(0), below - 1
            case Window():
                low, high = (layer.stride * end - self._left(layer, below) for end in ends)
                high = high + layer.span - 1
            case Crop():
                low, high = (layer.step * end + layer.left for end in ends)
            case ConvTranspose():
                total = max(layer.span - layer.stride, 0)
                left = layer.padding[0] if isinstance(layer.padding, tuple) else (
                    total // 2 if layer.padding == "same" else total - total // 2)  # fmt: skip
                low, high = self._floor(ends[0] + left - layer.span + layer.stride, layer.stride), self._floor(
                    ends[1] + left, layer.stride)  # fmt: skip
            case Upsample():
                factor = Fraction(layer.factor)
                low, high = (self._floor(end * factor.denominator, factor.numerator) for end in ends)
            case _:
                raise NotImplementedError(layer.op)
        return z3.If(low >= 0, low, 0), z3.If(high <= below - 1, high, below - 1)

    def _left(self, layer: Window, below: Any) -> Any:
        if isinstance(layer.padding, tuple):
            return layer.padding[0]
        windows = self._size(layer, below)
        whole = (windows - 1) * layer.stride + layer.span - below
        whole = self.z3.If(whole >= 0, whole, 0)
        return self._floor(whole if layer.padding == "same" else whole + 1, 2)

    def _floor(self, value: Any, divisor: int) -> Any:
        if divisor == 1:
            return value
        quotient = self.z3.FreshInt("q")
        self.facts += [divisor * quotient <= value, value < divisor * (quotient + 1)]
        return quotient


def _of_one_tap(layer: Layer) -> bool:
    """Whether it reads of every map just the sample at the same place."""
    return isinstance(layer, Window) and layer.kernel == layer.stride == 1 and layer.padding in ((0, 0), "same")


def _solver(z3: Any, seconds: float, statement: Encoding) -> Any:
    """z3 with all that is said of the sizes so far."""
    solver = z3.Solver()
    solver.set("timeout", int(1000 * seconds))
    solver.add(*statement.facts)
    return solver


def proved(
    network: Network, sizes: SizeSet, left_over: bool, seconds: float, line: tuple[int, int] = (1, 0), since: int = 1,
    missed: Missed | None = None, count: int | None = None,
) -> Result:  # fmt: skip
    """z3's verdict on: for every m >= since, m is in the set iff the network fits (and no sample is left over, or its
    output has `count` features).

    line: (a, b) where the input has a m + b samples. missed: samples that no feature reads, which z3 has to
    prove first.
    """
    try:
        import z3
    except ImportError:
        return ABSENT
    statement = Encoding(z3, network)
    needs = list(statement.needs)
    if left_over:
        low, high = statement.reach()
        needs += [low == 0, high == statement.n - 1]
    needs += [] if count is None else [statement.sizes[network.output] == count]
    modulus, samples = missed or (1, {})
    gaps = []
    for least, t in sorted({*samples.values()}):
        rests = [statement.n % modulus == r for r, found in samples.items() if found == (least, t)]
        gaps.append((t, z3.And(statement.n >= least, z3.Or(*rests))))
    for t, where in gaps:
        read = statement.reads(z3.IntVal(t) if t >= 0 else statement.n + t)
        solver = _solver(z3, seconds, statement)
        solver.add(read, where)
        if (said := solver.check()) != z3.unsat:
            return Result(OPEN, f"z3 does not prove that no feature reads sample {t}: {said}")
    needs += [z3.Not(where) for _, where in gaps]
    m = z3.Int("m")
    turns, rest = z3.Ints("turns rest")
    member = z3.Or(*(rest == r for r in sizes.remainders))
    among = z3.Or(*(m == few for few in sizes.few))
    solver = _solver(z3, seconds, statement)
    solver.add(statement.n == line[0] * m + line[1], m >= since)
    solver.add(m == sizes.modulus * turns + rest, rest >= 0, rest < sizes.modulus)
    solver.add(z3.And(*needs) != z3.If(m >= sizes.since, member, among))
    answer = solver.check()
    if answer == z3.unsat:
        return Result(PROVED, evidence={"from": since} if since > 1 else {})
    if answer == z3.sat:
        return Result(REFUTED, evidence={"counterexample": {"n": solver.model()[m].as_long()}})
    return Result(OPEN, f"z3 found no answer in {seconds:g} s")
