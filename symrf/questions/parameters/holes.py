"""Chains without holes: the counts with which n consecutive samples are read, the largest dilations without holes.

A chain reads every sample of its region where in every layer with more than one tap d J <= r below it (no-holes); of
layers without strides whose dilations do not decrease it does only there (sorted-dilations).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from operator import mul
from typing import Any

from symrf.claims.evidence.dense import dense, gaps, in_series
from symrf.derivation import domain_of
from symrf.errors import SymrfError, shown
from symrf.layers import Elementwise, Window
from symrf.network import INPUT, Network
from symrf.numbers.positive import exact, never_negative
from symrf.numbers.sound_sympy import sympy
from symrf.questions.arithmetic.lines import Unanswered
from symrf.questions.asked import AskedRelation
from symrf.questions.evidence import instance
from symrf.questions.parameters import counts
from symrf.questions.solution import Solution, assigned
from symrf.repeat import Repeat, concrete, free_symbols, substituted
from symrf.terms import Sym
from symrf.terms.sympy_form import number_text
from symrf.verification.recorded import theorems
from symrf.verification.result import OPEN, PROVED, REFUTED, Result

MAX_COUNT = 4096


def covering(network: Network, question: str, name: str, asked: AskedRelation, given: Mapping[str, int]) -> Solution:
    """The least value with which r >= n and the region has no holes."""
    found = counts.least(network, question, name, asked, given)
    if found.verdict != PROVED:
        return found
    put = substituted(network, given)
    if dense(put, found.domain):
        return _checked(found, [*gaps(put, found.domain)])
    x = found.value
    if not isinstance(x, int):
        raise Unanswered("whether there are holes depends on the numbers; give them (--at)")
    if x > MAX_COUNT:
        raise Unanswered(f"{name} = {x} is too large to look for holes")
    hole = _first_hole(_windows(concrete(put, {name: x})))
    if hole is None:
        every = Result(PROVED, evidence={"theorem": "no-holes", "note": f"of {name} = {x} every layer is looked at"})
        return replace(found, routes={**found.routes, "holes": every})
    place, dilation, size = hole
    why = f"from layer {place} on there are holes, where the dilation {dilation} is more than the {size} samples below"
    routes = {**found.routes, "holes": Result(REFUTED, evidence={"theorem": "sorted-dilations", "note": why})}
    if not _only_more(put, name):
        raise Unanswered(f"with {name} = {x} {why}; larger values are not looked at")
    return replace(found, verdict=REFUTED, value=None, reason=why, routes=routes, put=None, formula="", sentence="")


def _checked(found: Solution, gaps: list[Any]) -> Solution:
    """With the kernel's verdict on each of the gaps, r below less d J, being at least 0."""
    said = [instance.never_negative(gap) for gap in gaps]
    wrong = next((one for one in said if one.verdict != PROVED), None)
    note = "taps are at most as far apart as what is below"
    evidence = {"theorem": "no-holes", "note": note, "hypotheses": [one.evidence.get("hypotheses") for one in said],
                "certificates": [one.evidence.get("certificate") for one in said]}  # fmt: skip
    holes = wrong or Result(PROVED, evidence=evidence)
    routes = {**found.routes, "holes": holes, "no-holes": theorems("no-holes")}
    if wrong:
        return Solution(found.question, found.names, OPEN, reason=str(wrong.reason), routes=routes)
    return replace(found, routes=routes)


def noted(network: Network, asked: AskedRelation, found: Solution) -> Solution:
    """With a word about samples that are left out, where r is what is asked about and none is not known."""
    if asked.relation.left != Sym("r") or found.verdict != PROVED or dense(network, found.domain):
        return found
    seen = "r is from the first sample read to the last; with dilation or strides, samples between may be left out"
    return replace(found, note="; ".join(filter(None, (found.note, f'{seen} (ask "covers n")'))))


def largest(network: Network, question: str, names: tuple[str, ...]) -> Solution:
    """The dilations with which a chain without strides has the largest region without holes."""
    (node, *more) = network.nodes
    layers = [n.layer for n in network.nodes]
    _in_chain(network)
    if not more and isinstance(node.layer, Repeat):
        return _of_powers(node.layer, question, names, domain_of(network).conditions)
    size, found = sympy.S.One, dict[str, Any]()
    for layer in layers:
        if not isinstance(layer, Window) or layer.stride != 1:
            raise Unanswered("it is asked of chains of layers without strides")
        dilation = exact(layer.dilation)
        if {s.name for s in exact(layer.kernel).free_symbols} & set(names):
            raise Unanswered("a kernel depends on what is asked for")
        if dilation.is_Symbol and dilation.name in names and dilation.name not in found:
            found[dilation.name] = size
        elif layer.kernel != 1 and sympy.expand(dilation - size) != 0:
            raise Unanswered(f"a dilation is {number_text(dilation)}, which is neither asked for nor the largest")
        size = sympy.expand(size * layer.kernel)
    if set(found) != set(names):
        raise SymrfError(f"--for {shown(sorted({*names} - {*found})[0])}: it is the dilation of no layer")
    return _largest(question, names, found, size, stacked(layers, found), domain_of(network).conditions)


def stacked(layers: Sequence[Any], found: Mapping[str, Any]) -> Result:
    """The kernel's verdict on each dilation, as found, being the product of the kernels below."""
    sizes = accumulate((exact(layer.kernel) for layer in layers), mul, initial=sympy.S.One)
    pairs = [(_put(layer.dilation, found), size) for layer, size in zip(layers, sizes, strict=False)
             if layer.kernel != 1]  # fmt: skip
    return instance.equal("largest-without-holes", pairs)


def _put(value: Any, found: Mapping[str, Any]) -> Any:
    return exact(value).xreplace({s: exact(found[s.name]) for s in exact(value).free_symbols if s.name in found})


def _of_powers(repeat: Repeat, question: str, names: tuple[str, ...], domain: tuple[str, ...]) -> Solution:
    """Layers of one kernel and dilations b**(i - 1), asked for b: k, and r = k**L."""
    layers = [node.layer for node in repeat.body.nodes]
    (layer,) = layers if len(layers) == 1 else (None,)
    i = sympy.Symbol(repeat.index, integer=True, positive=True)
    if not isinstance(layer, Window) or layer.stride != 1 or len(names) != 1:
        raise Unanswered("it is asked of one layer that is repeated, without stride, its dilation a power b**(i - 1)")
    (b,) = [s for s in exact(layer.dilation).free_symbols if s.name == names[0]] or [None]
    if b is None or sympy.expand(exact(layer.dilation) - b ** (i - 1)) != 0:
        raise Unanswered(f"the dilation is not {names[0]}**({repeat.index} - 1)")
    kernel, times = exact(layer.kernel), exact(repeat.times)
    if {s.name for s in kernel.free_symbols | times.free_symbols} & {repeat.index, *names}:
        raise Unanswered("the kernel or the number of layers depends on what is asked for, or kernels differ")
    same = instance.equal("largest-without-holes", [(_put(layer.dilation, {names[0]: kernel}), kernel ** (i - 1))])
    return _largest(question, names, {names[0]: kernel}, kernel**times, same, domain)


def _largest(
    question: str, names: tuple[str, ...], found: Mapping[str, Any], size: Any, checked: Result,
    domain: tuple[str, ...],
) -> Solution:
    routes = {"kernel": checked, "theorem": theorems("largest-without-holes")}
    if checked.verdict != PROVED:
        return Solution(question, names, OPEN, reason=str(checked.reason), routes=routes)
    named = {name: found[name] for name in names}
    answer = Solution(question, names, PROVED, domain=domain, routes=routes, **assigned(named))
    said = f"{answer.sentence}, with r = {number_text(size)}, the largest"
    return replace(answer, sentence=said, formula=assigned({**named, "r": size})["formula"])


def _windows(network: Network) -> list[Window]:
    """The layers of a chain of plain numbers, from the input up; Unanswered where it is none."""
    found = []
    _in_chain(network)
    for node in network.nodes:
        if isinstance(node.layer, Window):
            found.append(node.layer)
        elif not isinstance(node.layer, Elementwise):
            raise Unanswered(f"holes are not looked for through {node.layer.op}")
    return found


def _first_hole(windows: list[Window]) -> tuple[int, int, int] | None:
    """(layer, dilation, size below) of the first layer that leaves holes; Unanswered where that is not known."""
    size, jump = 1, 1
    for place, w in enumerate(windows, 1):
        if w.kernel > 1 and w.dilation * jump > size:
            rest = [v.dilation for v in windows[place - 1 :]]
            if jump != 1 or any(v.stride != 1 for v in windows) or min(rest) < w.dilation:
                raise Unanswered("whether samples are left out is not known: strides, or dilations that decrease")
            return place, int(w.dilation), int(size)
        size, jump = size + (w.kernel - 1) * w.dilation * jump, jump * w.stride
    return None


def _only_more(network: Network, name: str) -> bool:
    """Whether larger values of the name put more layers on top of the same, with dilations that never decrease."""
    (node, *more) = network.nodes
    if more or not isinstance(node.layer, Repeat) or str(node.layer.times) != name:
        return False
    body, index = node.layer.body, node.layer.index
    if name in {s.name for s in free_symbols(body)}:
        return False
    plain = [inner.layer for inner in body.nodes if isinstance(inner.layer, Window) and inner.layer.stride == 1]
    dilations = [exact(layer.dilation) for layer in plain]
    if len(dilations) != len(body.nodes):
        return False
    later = [d.xreplace({s: s + 1 for s in d.free_symbols if s.name == index}) for d in dilations]
    return all(never_negative(b - a) for a, b in zip(dilations, [*dilations[1:], later[0]], strict=True))


def _in_chain(network: Network) -> None:
    """Unanswered where the network is no chain."""
    try:
        in_series(network.nodes, INPUT)
    except SymrfError as why:
        raise Unanswered(str(why)) from None
