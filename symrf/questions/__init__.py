"""Questions the other way round: which sizes fit, how many layers reach n, what to crop to align branches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import Layer
from symrf.network import Network
from symrf.questions.lines import Undecided
from symrf.questions.solution import Solution
from symrf.repeat import free_symbols, substituted
from symrf.verification.result import OPEN

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


def solve(network: Network | Layer, question: str, *names: str, at: Mapping[str, int] | None = None) -> Solution:
    """What to choose for the names so that what the question says holds of the network.

    question: "fits" (every map has a feature and joins agree in size) or "unused == 0" (no input sample is left over)
    for an input size; "aligned" for crops and paddings; a relation such as "r >= n" for a count, a kernel or a
    dilation, "covers n" for a count with which n consecutive samples are read, "no holes" for dilations;
    "output_size == ceil(n/s)" for paddings. at: numbers for symbols of the network or of the question.
    SymrfError, in one line, where the question cannot be read or names what is not there.

    >>> import symrf
    >>> pools = [{"op": "pool", "kernel": 2, "stride": 2}, {"op": "upsample", "factor": 2}]
    >>> skip = {"op": "add", "from": ["upsample1", "input"]}
    >>> print(symrf.solve(symrf.read({"layer": [*pools, skip]}), "fits", "n"))
    n is even
    """
    if not isinstance(network, Network | Layer):
        raise SymrfError(f"solve takes a network, not {shown(network)}; symrf.read makes one")
    network = Network.of(network)
    if not names:
        raise SymrfError('solve: no name to solve for; give one, such as "n"')
    for name in names:
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise SymrfError(f"solve: {shown(name)} is no name of a symbol")
    values = _integers(at or {})
    if set(values) & set(names):
        raise SymrfError(f"solve: {sorted(set(values) & set(names))[0]} is given a value and asked for")
    asked = question.strip() if isinstance(question, str) else ""
    answers = [_of_axis(along, asked, names, values) for along in _each_once(network)]
    if len({str(answer) for answer in answers}) > 1:
        raise SymrfError(f"the axes {', '.join(network.axes)} have different answers; ask of a network of one axis")
    return answers[0]


def _each_once(network: Network) -> list[Network]:
    """The network along its axes, along those that are alike once."""
    found: list[Network] = []
    for along in map(network.on, network.axes):
        sizes = [*along.input_size.values()]
        if not any(along.nodes == one.nodes and sizes == [*one.input_size.values()] for one in found):
            found.append(along)
    return found


def _integers(at: Mapping[str, Any]) -> dict[str, int]:
    for name, value in at.items():
        if isinstance(value, bool) or not isinstance(value, int):
            raise SymrfError(f"solve: {shown(name)} is given {shown(value)}; it must be an integer")
    return dict(at)


def _of_axis(network: Network, question: str, names: tuple[str, ...], at: Mapping[str, int]) -> Solution:
    try:
        try:
            return _answer(substituted(network, at), question, names, at)
        except SymrfError:
            if not at:
                raise
        return _answer(network, question, names, at)  # numbers put in later, where a sum has a closed form without them
    except Undecided as why:
        return Solution(question, names, OPEN, reason=str(why))


def _answer(network: Network, question: str, names: tuple[str, ...], at: Mapping[str, int]) -> Solution:
    from symrf.questions import answers, asked, counts, holes, paddings

    words = " ".join(question.split())
    if words in ("fits", *asked.NONE_LEFT):
        (name, *more) = names
        if more:
            raise SymrfError(f"solve: {shown(question)} is asked for the input size alone")
        sizes = _size_names(network)
        inside = {s.name for s in free_symbols(network)} - sizes
        if sizes and name not in sizes:
            raise SymrfError(f"--for {shown(name)}: the input size of this network is {', '.join(sorted(sizes))}")
        if name in inside:
            raise SymrfError(f"--for {shown(name)}: {shown(question)} is asked for the input size, which {name} is not")
        return answers.of_sizes(network, words, name, words != "fits")
    if words == "aligned":
        asked.known_names(network, names)
        return answers.of_alignment(network, words, names)
    if words == "no holes":
        asked.known_names(network, names)
        return holes.largest(network, words, names)
    if words.startswith("covers "):
        relation = asked.read(f"r >= {words.removeprefix('covers ')}", network)
        asked.known_names(network, names)
        (name, *more) = names
        if more:
            raise SymrfError(f"solve: {shown(question)} is asked for one name")
        return holes.covering(network, words, name, relation, at)
    relation = asked.read(question, network)
    asked.known_names(network, names)
    if relation.relation.op == "==":
        return paddings.fitting(network, words, names, relation)
    if len(names) > 1:
        return counts.pairs(network, words, names, relation, at)
    return counts.least(network, words, names[0], relation, at)


def _size_names(network: Network) -> set[str]:
    return {s.name for size in network.input_size.values() for s in getattr(size, "free_symbols", ())}
