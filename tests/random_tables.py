"""Random networks of numbers, of all kinds of layers, and answers about them that are wrong.

    python -m tests.random_tables [NETWORKS] [WRONG]     3000 networks accepted, 20 000 wrong answers refused
    python -m tests.random_tables coq                    250 of either, through the checker and through Coq in one run
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from symrf.derivation import Derivation, derive
from symrf.derivation.upward.layered import LiftedLayer
from symrf.derivation.upward.table import AxisTable
from symrf.errors import SymrfError
from symrf.layers import (
    AdaptivePool,
    Add,
    Attention,
    Concat,
    Conv,
    ConvTranspose,
    Crop,
    Elementwise,
    Global,
    Input,
    Layer,
    Upsample,
)  # fmt: skip
from symrf.network import INPUT, Network, Node
from symrf.oracle import output_size
from symrf.tables import WrongTable, check

FAR = 60
"""Answers that agree for so many features either way are taken for the same."""


def layer(r: Random) -> Layer:
    """Any layer."""
    k, s, d = r.choice([1, 2, 2, 3, 4, 5, 7]), r.choice([1, 1, 1, 2, 2, 3, 5]), r.choice([1, 1, 1, 2, 3])
    padding = r.choice([(r.randint(-1, 4), r.randint(-1, 4)), "same"])
    rule, mode = r.choice(["half_pixel", "asymmetric", "align_corners"]), r.choice(["nearest", "linear", "cubic"])
    factor, size = Fraction(r.randint(1, 9), r.randint(1, 4)), r.randint(1, 12)
    rounding = r.choice(["floor", "ceil", "prefer_floor", "prefer_ceil"])
    crop = Crop(r.randint(-2, 2), r.randint(-2, 2), r.choice([1, 1, 2]))
    plain = [Conv(k, s, d, padding)] * 4 + [Elementwise(), crop]
    others = [ConvTranspose(k, s, d, padding, r.randint(0, 2)), Upsample(r.randint(1, 4), mode, rule, rounding)]
    others += [Upsample(factor, mode, rule, rounding), Upsample(None, mode, rule, rounding, size), AdaptivePool(size)]
    return r.choice(plain if r.randint(0, 2) else [*others, Global(), Attention()])


def network(seed: int, most: int = 8) -> Network:
    """A graph in which every map has features and joined maps are of one size; sometimes of two inputs."""
    r = Random(seed)
    n = r.randint(1, 60)
    maps, nodes = {INPUT: n}, []
    if not seed % 5:
        maps["other"] = r.choice([n, r.randint(1, 60)])
        nodes.append(Node("other", Input(maps["other"]), ()))
    for i in range(r.randint(1, most)):
        name, at = f"l{i}", r.choice(sorted(maps))
        fitting = [m for m in sorted(maps) if maps[m] == maps[at]]
        if r.randint(0, 2):
            found, below = layer(r), [at]
            try:
                size = output_size(found, maps[at])
            except SymrfError:
                continue
            if isinstance(found, Global) and r.randint(0, 1):  # a gate
                nodes.append(Node(f"{name}g", found, (at,)))
                found, below, size = Add(), [at, f"{name}g"], maps[at]
        else:
            found, below, size = r.choice([Add(), Concat()]), [at, r.choice(fitting)], maps[at]
        if 1 <= size <= 200:
            nodes.append(Node(name, found, tuple(below)))
            maps[name] = size
    net = Network(tuple(nodes), input_size={"x": n})
    return net.seen_from(INPUT) if len(net.inputs) > 1 and INPUT in net.inputs else net.seen_from(net.inputs[0])


def envelopes(seed: int) -> Network:
    """Many strides joined, most of which never decide an end."""
    r = Random(seed)
    nodes = [Node(f"c{i}", Crop(r.randint(-3, 3), 0, r.randint(1, 6)), (INPUT,)) for i in range(r.randint(2, 6))]
    nodes.append(Node("join", Concat(), tuple(node.name for node in nodes)))
    nodes.append(Node("above", Conv(2, r.randint(1, 2)), ("join",)))
    return Network(tuple(nodes))


def table(net: Network) -> tuple[Any, int]:
    """The table of a network, and how many of its nodes are not in it."""
    made = of(derive(net), "x")
    return plain(made.written), sum(node.name not in made.numbers for node in net.nodes)


def of(derived: Derivation, axis: str) -> AxisTable:
    """The table of a derivation."""
    descent = derived.output.axes[axis].descent
    states = {name: node[axis].state for name, node in derived.items()}
    return AxisTable(descent.network, descent.extents, states, 10**6)


def plain(data: Any) -> Any:
    """Tuples as lists, as JSON has them."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    return [plain(part) for part in data] if isinstance(data, list | tuple) else data


def changed(right: Any) -> Iterator[tuple[int, Any]]:
    """Every number of every answer changed by 1, every line and phase dropped, phases swapped, statuses changed."""
    for node, (status, phases) in enumerate(right["answers"]):
        other = "exact" if status == "whole-input" else "whole-input"
        yield node, [other, phases]
        for i, lines in enumerate(phases):
            yield node, [status, [*phases[:i], [], *phases[i + 1 :]]]
            yield node, [status, [*phases[:i], *phases[i + 1 :]]]
            yield node, [status, [*phases[:i], [*lines, [1, 0, 0]], *phases[i + 1 :]]]
            if i:
                yield node, [status, [*phases[: i - 1], phases[i], phases[i - 1], *phases[i + 1 :]]]
            for j, line in enumerate(lines):
                yield node, [status, [*phases[:i], [*lines[:j], *lines[j + 1 :]], *phases[i + 1 :]]]
                for place in range(3):
                    for by in (-1, 1):
                        moved = [*line[:place], line[place] + by, *line[place + 1 :]]
                        yield node, [status, [*phases[:i], [*lines[:j], moved, *lines[j + 1 :]], *phases[i + 1 :]]]


def region(answer: Any, y: int) -> tuple[int, int] | None:
    """What an answer says of output y, written a second time."""
    _, phases = answer
    lines = phases[y % len(phases)]
    m = y // len(phases)
    return (min(s * m + a for s, a, _ in lines), max(s * m + b for s, _, b in lines)) if lines else None


def differ(one: Any, other: Any) -> bool:
    """Whether two answers say something else of some output."""
    return one[0] != other[0] or not other[1] or any(region(one, y) != region(other, y) for y in range(-FAR, FAR))


def wrong(right: Any) -> Iterator[Any]:
    """Tables of which one answer is not what it was."""
    for node, answer in changed(right):
        if differ(right["answers"][node], answer):
            answers = [*right["answers"][:node], answer, *right["answers"][node + 1 :]]
            yield {**right, "answers": answers}


def reach_too_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on windows are derived one sample too wide on the right."""
    right = LiftedLayer.__init__

    def wrong(read: LiftedLayer, *given: Any) -> None:
        right(read, *given)
        if read.field is not None:
            read.field = replace(read.field, right=read.field.right + 1)

    monkeypatch.setattr(LiftedLayer, "__init__", wrong)


def refused(data: Any) -> bool:
    """Whether the checker refuses a table."""
    try:
        check(data)
    except WrongTable:
        return True
    return False


def trial(networks: int, wanted: int) -> tuple[int, int, int, list[str]]:
    """(networks accepted, nodes not claimed, wrong answers refused, what went wrong)."""
    accepted = unclaimed = right = 0
    faults = []
    for seed in range(networks):
        data, out = table(network(seed) if seed % 10 else envelopes(seed))
        unclaimed += out
        if refused(data):
            faults.append(f"network {seed} is refused")
        accepted += 1
        for false in wrong(data) if right < wanted else ():
            if not refused(false):
                faults.append(f"a wrong answer about network {seed} is accepted: {false['answers']}")
            right += 1
    return accepted, unclaimed, right, faults


def through_coq(each: int = 250) -> tuple[int, list[str]]:
    """(tables that both judged, where they differ): right ones and wrong ones, all in one run of Coq."""
    from symrf.certified.coq import data
    from symrf.verification.coq.compiler import compiled, workbench

    tables: list[Any] = []
    for seed in range(1, each + 1):
        right = table(network(seed) if seed % 10 else envelopes(seed))[0]
        others = [one for one in wrong(right) if one["answers"][0] == right["answers"][0] and _typed(one, right)]
        tables += [right, others[seed % len(others)] if others else right]
    source = ""
    for i, one in enumerate(tables):
        names = [str(number) for number in range(len(one["network"]))]
        head, _, body = data(one, names).partition("\n")
        source += (head + "\n" if not i else "") + f"Module T{i}.{body}End T{i}.\n"
    checks = "; ".join(f"check T{i}.net T{i}.answers" for i in range(len(tables)))
    where = workbench("Tables")
    (where / "Many.v").write_text(f"{source}Set Printing Depth 100000.\nEval vm_compute in [{checks}].\n", "utf-8")
    ran = compiled(where, "Many", 600.0)
    shutil.rmtree(where)
    said = [word == "true" for word in re.findall(r"\b(true|false)\b", ran.output)]
    if len(said) != len(tables):
        return 0, [f"Coq: {ran.problem}"]
    pairs = enumerate(zip(tables, said, strict=True))
    return len(tables), [f"table {i}: Coq says {coq}: {one}" for i, (one, coq) in pairs if coq == refused(one)]


def _typed(one: Any, right: Any) -> bool:
    """Whether Coq knows a word for the change: it has none for a status."""
    return [phases for _, phases in one["answers"]] != [phases for _, phases in right["answers"]]


if __name__ == "__main__":
    if sys.argv[1:] == ["coq"]:
        judged, differing = through_coq()
        print(f"{judged} tables judged by both, {len(differing)} of them differently", *differing[:5], sep="\n")
        sys.exit(bool(differing))
    counts = [int(part) for part in sys.argv[1:]] or [3000, 20_000]
    accepted, unclaimed, right, faults = trial(*counts)
    print(f"{accepted} networks accepted ({unclaimed} nodes without numbers), {right} wrong answers refused")
    print("\n".join(faults[:10]) or "no fault")
    sys.exit(bool(faults))
