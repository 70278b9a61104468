"""What is repeated a symbolic number of times, in words: the layers of one copy."""

from __future__ import annotations

from collections.abc import Iterator

from symrf.exposition.sentences import Sentence
from symrf.exposition.table import Cell, Name
from symrf.layers import Input, Layer
from symrf.network import Network
from symrf.repeat import copied, one_copy
from symrf.terms import Sym
from symrf.terms.sympy_form import to_term


def repeated(network: Network) -> Iterator[Sentence]:
    """What one copy of all that is repeated a symbolic number of times has: layers with their own numbers."""
    for letter, (_, node, repeat) in copied(network).items():
        layers = [one for one in one_copy(repeat, letter).nodes if not isinstance(one.layer, Input)]
        said = (piece for one in layers for piece in ("; ", Name(one.name), *_own(one.layer)))
        copy: Sentence = (to_term(repeat.times), " copies, and copy ", Sym(letter), " has ")
        yield (Name(node.name), " is ", *copy, *list(said)[1:])


def _own(layer: Layer) -> Iterator[Cell]:
    """The own numbers of a layer in words; a stride of 1 and a padding of 0 are not said."""
    known = {word: getattr(layer, word, None) for word in ("kernel", "stride", "dilation", "factor")}
    padding = getattr(layer, "padding", None)
    ends = padding if isinstance(padding, tuple) else (padding,)
    said = [(word, (value,)) for word, value in known.items() if value is not None and (value != 1 or word == "kernel")]
    said += [("padding", ends[:1] if len({*ends}) == 1 else ends)] if {*ends} - {0, None} else []
    for i, (word, values) in enumerate(said):
        yield f"{', ' if i else ' with '}{word} "
        for j, value in enumerate(values):
            yield from (" and ",) * j
            yield value if isinstance(value, str) else to_term(value)
