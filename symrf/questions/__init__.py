"""Questions the other way round: which sizes fit, how many layers reach n, what to crop to align branches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import Layer
from symrf.network import Network
from symrf.network.axes import alike_axes
from symrf.questions.arithmetic.lines import Unanswered
from symrf.questions.asked import NONE_LEFT, features, known_values
from symrf.questions.solution import Solution, guarded
from symrf.repeat import MAX_COPIES, Repeat, free_symbols, size_symbols, substituted
from symrf.terms.tree import NAME
from symrf.verification.result import OPEN

EXAMPLE = '"r >= n"'


def solve(network: Network | Layer, question: str, *names: str, at: Mapping[str, int] | None = None) -> Solution:
    """What to choose for the names so that what the question says holds of the network.

    question: "fits" (every map has a feature and joins agree in size) or "unused == 0" (no input sample is left over)
    or "output_size == 7" for an input size; "aligned" for crops and paddings; a relation such as "r >= n" for a count,
    a kernel or a dilation, "covers n" for a count with which n consecutive samples are read, "no holes" for dilations;
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
    if len({*names}) < len(names):
        raise SymrfError(f"solve: {', '.join(names)}: a name is asked for twice")
    if at is not None and not isinstance(at, Mapping):
        raise SymrfError(f"solve: at is {shown(at)}; write numbers for names, such as {{'k': 3}}")
    values = _integers(at or {})
    if set(values) & set(names):
        raise SymrfError(f"solve: {sorted(set(values) & set(names))[0]} is given a value and asked for")
    if not isinstance(question, str):
        raise SymrfError(f"solve: {shown(question)} is no question; write one such as {EXAMPLE}")
    words = " ".join(question.split())
    words = NONE_LEFT if words.replace(" ", "") == NONE_LEFT.replace(" ", "") else words
    known_values(network, words, values)
    answers = [_of_axis(along, words, names, values) for along in _asked_about(network, words, names)]
    if len({str(answer) for answer in answers}) > 1:
        raise SymrfError(f"the axes {', '.join(network.axes)} have different answers; ask of a network of one axis")
    return guarded(network, answers[0], values)


def _asked_about(network: Network, words: str, names: tuple[str, ...]) -> list[Network]:
    """The network along its axes; where an input size is asked for, along those whose size it is."""
    every = [network.on(axes[0]) for axes in alike_axes(network)]
    of_sizes = words in ("fits", NONE_LEFT) or features(words) is not None
    own = [along for along in every if {*names} & size_symbols(along)] if of_sizes else []
    return own or every


def _integers(at: Mapping[str, Any]) -> dict[str, int]:
    for name, value in at.items():
        if isinstance(value, bool) or not isinstance(value, int):
            raise SymrfError(f"solve: {shown(name)} is given {shown(value)}; it must be an integer")
    return dict(at)


def _of_axis(network: Network, words: str, names: tuple[str, ...], at: Mapping[str, int]) -> Solution:
    try:
        put = substituted(network, at)
        if (count := features(words)) is not None and len(names) == 1 and _is_size(put, names[0]):
            from symrf.questions.answers import of_sizes

            return of_sizes(put, words, names[0], False, count)
        if words in ("fits", NONE_LEFT, "aligned", "no holes"):
            return _of_words(put, words, names)
        try:
            copies = [node.layer.times for node in put.nodes if isinstance(node.layer, Repeat)]
            if any(isinstance(times, int) and times > MAX_COPIES for times in copies):
                raise SymrfError(f"more than {MAX_COPIES} copies")
            return _of_relation(put, words, names, at)
        except SymrfError:
            if not at:
                raise
        return _of_relation(network, words, names, at)  # put in later: a sum may have a closed form without them
    except Unanswered as why:
        return Solution(words, names, OPEN, reason=str(why))


def _of_words(network: Network, words: str, names: tuple[str, ...]) -> Solution:
    from symrf.questions import answers, asked
    from symrf.questions.parameters import holes

    if words in ("fits", NONE_LEFT):
        (name, *more) = names
        if more:
            raise SymrfError(f"solve: {shown(words)} is asked for the input size alone")
        sizes = size_symbols(network)
        inside = {s.name for s in free_symbols(network)} - sizes
        if sizes and name not in sizes:
            raise SymrfError(f"--for {shown(name)}: the input size of this network is {', '.join(sorted(sizes))}")
        if name in inside:
            raise SymrfError(f"--for {shown(name)}: {shown(words)} is asked for the input size, which {name} is not")
        return answers.of_sizes(network, words, name, words != "fits")
    asked.known_names(network, names)
    return answers.of_alignment(network, words, names) if words == "aligned" else holes.largest(network, words, names)


def _of_relation(network: Network, words: str, names: tuple[str, ...], at: Mapping[str, int]) -> Solution:
    from symrf.questions import asked
    from symrf.questions.parameters import counts, holes, paddings

    covers = words.startswith("covers ")
    relation = asked.read(f"r >= {words.removeprefix('covers ')}" if covers else words, network, at)
    asked.known_names(network, names)
    if covers:
        if len(names) > 1:
            raise SymrfError(f"solve: {shown(words)} is asked for one name")
        return holes.covering(network, words, names[0], relation, at)
    if relation.relation.op == "==":
        return paddings.fitting(network, words, names, relation)
    if len(names) > 1:
        return holes.noted(network, relation, counts.pairs(network, words, names, relation, at))
    return holes.noted(network, relation, counts.least(network, words, names[0], relation, at))


def _is_size(network: Network, name: str) -> bool:
    """Whether the name is that of the input size, or may be, as neither the size nor anything else is called so."""
    sizes = size_symbols(network)
    return name in sizes or not sizes and name not in {s.name for s in free_symbols(network)}
