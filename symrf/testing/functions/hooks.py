"""Quantities as methods: write those that you have, the others are skipped and counted as not implemented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symrf.network import Network
from symrf.testing.truth import QUANTITIES


class Hooks:
    """Subclass this and give `conformance` the class or an instance. Each method takes a network of one axis.

    A method is called as what it returns:

    - size: r, the number of input samples from the first to the last that an output is computed from
    - stride: S, by how many input samples the fields of two neighbouring outputs are apart
    - left: the index of the first input sample of output 0; negative: it lies in the padding
    - right: the index of the last input sample of output 0
    - padding: P, the effective left padding in input samples
    - right_padding: Q, the effective right padding in input samples
    - center: the middle of the first and the last index of output 0; sample 0 is at 0
    - start: the same where sample 0 is at 1/2
    - output_size: how many outputs there are, on the network's input size
    - regions: {y: (first, last)}, indices in the padding too; None where output y reads nothing
    - regions_in_bounds: the same without anything in the padding, of any layer

    >>> class Mine(Hooks):
    ...     def stride(self, network):
    ...         return 1
    >>> implemented(Mine())
    ['stride']
    """


def implemented(hooks: Hooks) -> list[str]:
    """The quantities that have a method."""
    return [name for name in QUANTITIES if hasattr(hooks, name)]


def as_function(hooks: Hooks) -> Callable[[Network], dict[str, Any]]:
    """The function that asks every method there is; one that raises NotImplementedError says nothing."""
    names = implemented(hooks)

    def answer(network: Network) -> dict[str, Any]:
        found = {}
        for name in names:
            try:
                found[name] = getattr(hooks, name)(network)
            except NotImplementedError:
                continue
        if names and not found:
            raise NotImplementedError("no hook knows this network")
        return found

    return answer
