"""Claims about a network in the letters of its layers, as a report works a number out: k_4 is the kernel of layer 4.

Layers are numbered along the path that carries the output's region, as in the report's table. Sums and products over
layers, and letters of one layer, give way to numbers before anything is proved; L is how many layers the path has. Of
a = b = c, each of b and c is compared with a.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symrf.derivation import derive
from symrf.errors import SymrfError
from symrf.exposition.architecture import along
from symrf.exposition.instance import Instance
from symrf.network import Network
from symrf.repeat import free_symbols
from symrf.terms import At, Big, Num, Rel, Sym, Term, names, text
from symrf.terms.sympy_form import to_term
from symrf.terms.tree import LAYER_LETTERS, put, rebuilt

END = {"u": "left", "P": "left", "v": "right", "Q": "right"}
"""Of which end of the region these speak; the rest of either."""


def in_layers(claims: Sequence[Rel]) -> bool:
    """Whether a claim is in the letters of layers, each with an index."""
    return any(names(claim)[1] & LAYER_LETTERS for claim in claims)


def of_layers(claims: Sequence[Rel], network: Network) -> tuple[Rel, ...]:
    """The claims with the numbers of the network's layers; SymrfError where they are of no layer that is numbered.

    >>> from symrf.layers import Conv
    >>> from symrf.terms import parse
    >>> network = Conv(3, stride=2) >> Conv(5)
    >>> text(of_layers([parse("r == 1 + (k[1] - 1) + (k[2] - 1)*s[1]")], network)[0])
    'r == 1 + (3 - 1) + (5 - 1)*2'
    """
    paths = _paths(network)
    free = {symbol.name for symbol in free_symbols(network)}
    found: list[Rel] = []
    end = "left"
    for claim in claims:
        end = next((END[name] for name in sorted(names(claim)[0] & END.keys() - free)), end)
        layers = paths.get(end)
        if layers is None:
            raise SymrfError(f"claim: {_first(claim)}: the layers of this network are not numbered along one path")
        known = {} if "L" in free else {Sym("L"): Num(Fraction(len(layers.layers)))}
        left, right = (put(_written(side, layers), known) for side in (claim.left, claim.right))
        if found and found[-1].op == claim.op == "==" and found[-1].right == left:
            left = found[-1].left  # a = b = c says a = b and a = c, and a is what the network has
        found.append(Rel(claim.op, left, right))
    return tuple(found)


def _paths(network: Network) -> dict[str, Instance]:
    """The layers along the paths of the region's ends; SymrfError where axes differ."""
    found = derive(network)
    every = []
    for axis in network.axes:
        report = along(found, axis)
        layer = {row.name: row.layer for row in report.rows}
        every.append({path.carries: [layer[name] for name in path.nodes] for path in report.paths})
    if any(one != every[0] for one in every):
        which = f"the axes {', '.join(network.axes)} of this network differ"
        raise SymrfError(f"claim: {which}; name one, as --axis {network.axes[0]} or network.on({network.axes[0]!r})")
    ends = {end: every[0].get("both", every[0].get(end)) for end in ("left", "right")}
    return {end: Instance(layers) for end, layers in ends.items() if layers is not None}


def _written(term: Term, layers: Instance) -> Term:
    match term:
        case At(name=name) if name in LAYER_LETTERS:
            return _number(term, layers)
        case Big(body=body) if names(body)[1] & LAYER_LETTERS:
            return _number(term, layers)
    return rebuilt(term, lambda part: _written(part, layers))


def _number(term: Term, layers: Instance) -> Term:
    try:
        return to_term(layers.value(term))
    except ValueError as why:
        raise SymrfError(f"claim: {text(term)}: {why}; layers are numbered 1 to {len(layers.layers)}") from None


def _first(claim: Rel) -> str:
    """A letter of a layer in it, as it is typed."""
    return f"{min(names(claim)[1] & LAYER_LETTERS, default='L')}[…]"
