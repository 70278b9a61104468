"""Whether claims are about the copies of layers that are repeated, and which letter numbers them."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.network import Network
from symrf.repeat import LETTERS, copied, free_symbols
from symrf.terms import Rel, names


def numbering(claims: Sequence[Rel], network: Network) -> str | None:
    """The letter that numbers the copies that claims are about, the inner ones' where it is two; None where none is.

    >>> from symrf.layers import Conv
    >>> from symrf.numbers.symbols import symbol
    >>> from symrf.repeat import Repeat
    >>> from symrf.terms import At, Sym
    >>> net = Network.of(Repeat(symbol("B"), Network.of(Conv(symbol("k")))))
    >>> numbering([Rel("==", At("R", Sym("i")), Sym("i"))], net)
    'i'
    """
    known = copied(network)
    free = {name for claim in claims for name in names(claim)[0]}
    if known and not any(names(claim)[1] for claim in claims):  # a step of an induction may have a letter of its own
        known |= dict.fromkeys(sorted({*LETTERS} - {s.name for s in free_symbols(network)}), next(iter(known.values())))
    return next((letter for letter in reversed(known) if letter in free), None)
