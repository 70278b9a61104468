"""What symrf certify states besides regions: next to the walk, and every change of it refused by Coq."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from random import Random
from typing import Any

from symrf.certified.coq import data
from symrf.certified.samples import Beside, besides, points
from symrf.derivation import derive
from symrf.exact import exact
from symrf.layers import Add, Conv, Crop, Pool, Upsample
from symrf.network import INPUT, Network, Node
from symrf.oracle import sizes
from symrf.verification.coq.compiler import compiled, workbench
from tests.random_tables import network, of
from tests.tools import optional, some

NUMBER = re.compile(r"(?<![A-Za-z_\d])-?\d+")


def bordered(seed: int) -> Network:
    """Layers that read samples of the map in place of what lies beyond its ends, joined with a crop."""
    r = Random(seed)
    k, d, n = r.choice([3, 5]), r.choice([1, 2]), r.randint(6, 9)
    border, side = r.choice(["reflect", "replicate", "circular", "zeros"]), (k - 1) * d // 2
    nodes = [
        Node("body", Conv(k, 1, d, (side, side), border=border), (INPUT,)),
        Node("pool", Pool(3, 2, 1, (1, 0)), ("body",)),
        Node("cut", Crop(1, 0, 2), (INPUT,)),
        Node("top", r.choice([Upsample(2, "linear"), Add()]), ("pool",)),
    ]
    if isinstance(nodes[-1].layer, Add):
        nodes[-1] = Node("top", Add(), ("pool", "cut"))
    return Network(tuple(nodes), input_size={"x": n})


def stated(net: Network) -> tuple[Any, list[Beside]]:
    """The table of a network and what is stated besides."""
    derived = derive(net)
    table, output = of(derived, "x"), derived.output["x"]
    n = net.source_size["x"]
    lasts = sizes(net, n) if isinstance(n, int) else {}
    known = [n, *(lasts.get(name) for name in table.names)]
    return table, besides(table, output, known if None not in known else None) if output.node in table.numbers else []


def samples() -> list[Network]:
    """Networks of all kinds."""
    every = [bordered(seed) for seed in range(16)] + [network(seed) for seed in range(1, 60) if seed % 5]
    return [net for net in some(every, 6) if net.nodes]


def lists(goal: str) -> list[Any]:
    """The lists of a proposition, as Python's."""
    parts = re.split(r" /\\ ", goal)
    return [ast.literal_eval(re.sub(r"^.* \d+ (?=\[)", "", bare(part))) for part in parts]


def bare(text: str) -> str:
    return text.replace("Some ", "").replace("None", "()").replace(";", ",")


def test_what_is_stated_is_what_the_walk_finds() -> None:
    seen = set()
    for net in samples():
        for one in stated(net)[1]:
            seen |= {*one.about}
            name = net.output
            if one.goal.startswith("sees_just"):
                (phases,) = lists(one.goal)
                for y in range(-3, 6):
                    m, phase = divmod(y, len(phases))
                    assert {s * m + o for s, o in phases[phase]} == {*exact(net, name, y).support}
            elif one.goal.startswith("in_bounds"):
                regions, left = lists(one.goal)
                supports = [exact(net, name, y, in_bounds=True).support for y in range(len(regions))]
                assert [(x[0], x[-1]) if x else () for x in supports] == regions
                n = net.source_size["x"]
                assert left == sorted({*range(n)} - {x for support in supports for x in support})
    assert seen == {"samples between the ends", "alignment", "regions in bounds", "unused samples"}


def test_there_is_none_where_there_is_too_much() -> None:
    chain = [[(i, 1, 0, 1, 9, 1)] for i in range(9)]
    assert points(chain, 1000) is None
    assert points([[(0, 1, 0, 1, 10**12, 1)]]) is None


# ---- Coq


def asked(goal: str) -> str:
    """The check that Coq computes for a proposition."""
    if goal.startswith("in_bounds"):
        one, other = goal.split(" /\\ unused ")
        return f"{one.replace('in_bounds', 'check_bounds')} {other[other.rindex('[') :]}"
    return goal.replace("sees_just", "check_points").replace("aligned", "check_aligned")


def changed(goal: str, r: Random) -> Iterator[str]:
    """The same with one of the numbers stated changed by one."""
    places = [*NUMBER.finditer(goal, goal.index("["))] if "[" in goal else []
    if goal.startswith("in_bounds"):
        places = [p for p in places if re.search(r"Some \((\d+, )?$", goal[: p.start()])]
    for place in r.sample(places, min(2, len(places))):
        yield f"{goal[: place.start()]}{int(place[0]) + r.choice([-1, 1])}{goal[place.end() :]}"


def test_coq_computes_the_same_and_refuses_all_else() -> None:
    optional("coqc")
    r, parts, wanted = Random(1), [], []
    for i, net in enumerate(samples()):
        table, found = stated(net)
        head, _, body = data(table.written, table.names).partition("\n")
        parts += [head] * (i == 0) + [f"Module T{i}.{body}"]
        for one in found:
            if one.goal.startswith("misaligned"):
                goals = [(one.goal.replace("misaligned", "aligned"), False)]
            else:
                goals = [(one.goal, True), *((goal, False) for goal in changed(one.goal, r))]
            for goal, right in goals:
                parts.append(f"Eval vm_compute in {asked(goal)}.")
                wanted.append(right)
            parts.append(f"Theorem beside{len(parts)} : {one.goal}. Proof. {one.proof} Qed.")
        parts.append(f"End T{i}.")
    where = workbench("Tables")
    (where / "Besides.v").write_text("\n".join(parts), "utf-8")
    ran = compiled(where, "Besides", 300.0)
    shutil.rmtree(where)
    assert ran.problem is None, parts[(ran.line or 1) - 1][:300]
    assert [word == "true" for word in re.findall(r"= (true|false)", ran.output)] == wanted
    assert {*wanted} == {True, False}
