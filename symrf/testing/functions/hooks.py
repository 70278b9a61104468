"""Quantities as methods: write those that you have, the others are skipped and counted as not implemented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symrf.network import Network
from symrf.testing.truth import QUANTITIES


class Hooks:
    """Subclass this and give `conformance` the class or an instance. Each method takes a network of one axis.

    >>> class Mine(Hooks):
    ...     def stride(self, network):
    ...         return 1
    >>> implemented(Mine())
    ['stride']
    """

    def size(self, network: Network) -> Any:
        """r, the number of input samples from the first to the last that an output is computed from."""
        raise NotImplementedError("the hook size")

    def stride(self, network: Network) -> Any:
        """S, by how many input samples the fields of two neighbouring outputs are apart."""
        raise NotImplementedError("the hook stride")

    def left(self, network: Network) -> Any:
        """The index of the first input sample of output 0; negative: it lies in the padding."""
        raise NotImplementedError("the hook left")

    def right(self, network: Network) -> Any:
        """The index of the last input sample of output 0."""
        raise NotImplementedError("the hook right")

    def padding(self, network: Network) -> Any:
        """P, the effective left padding in input samples."""
        raise NotImplementedError("the hook padding")

    def right_padding(self, network: Network) -> Any:
        """Q, the effective right padding in input samples."""
        raise NotImplementedError("the hook right_padding")

    def center(self, network: Network) -> Any:
        """The middle of the first and the last index of output 0; sample 0 is at 0."""
        raise NotImplementedError("the hook center")

    def start(self, network: Network) -> Any:
        """The same where sample 0 is at 1/2."""
        raise NotImplementedError("the hook start")

    def output_size(self, network: Network) -> Any:
        """How many outputs there are, on the network's input size."""
        raise NotImplementedError("the hook output_size")

    def regions(self, network: Network) -> Any:
        """{y: (first, last)}, indices in the padding too; None where output y reads nothing."""
        raise NotImplementedError("the hook regions")

    def regions_in_bounds(self, network: Network) -> Any:
        """The same without anything in the padding, of any layer."""
        raise NotImplementedError("the hook regions_in_bounds")


def implemented(hooks: Hooks) -> list[str]:
    """The quantities that have a method."""
    return [name for name in QUANTITIES if getattr(type(hooks), name) is not getattr(Hooks, name)]


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
