"""Adapters: how a function of another shape is called, and what its answer means. Named "INPUT:OUTPUT".

INPUT says what it takes, arguments in order and separated by commas:

- `network` a symrf.Network; `module` a torch nn.Module of 2-D layers; `printed` the text that such a module prints;
  `text` layers as "k,s,p,d;k,s,p,d"; `n` the number of samples of the input; `shape` the input as (1, 1, n, n)
- letters together, as `ksp` or `kspqd`: a list with a tuple of these numbers for each layer
- one letter alone, as in `k,s,p,d`: a list of this number of all layers

k kernel, s stride, p left padding, q right padding, d dilation. A function that takes no d or q is tried on networks
without dilation or with equal paddings only; one that takes no p, where there is no padding.

OUTPUT says what it returns:

- `answer` a mapping of quantities; `table` per-layer tables with named columns, of which the last row counts
- one letter, as `r`: a number; several, as `r,S,P`: a tuple; with a * as in `n,j,r,start*`: such a row for each layer

r size, S or j stride, P padding, n output size, c center, start, u left, v right; `_` something else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from symrf.errors import SymrfError, near, shown
from symrf.layers import SAME, SAME_LOWER, Elementwise, Window
from symrf.network import Network
from symrf.testing.functions.answers import WrongShape, seen
from symrf.testing.functions.unseen import revealed
from symrf.testing.truth import samples

Adapter = Callable[[Callable[..., Any], Network], Any]
"""Calls a function on a network and gives a mapping of quantities."""

RETURNED = {
    "r": "size", "S": "stride", "j": "stride", "P": "padding", "n": "output_size", "c": "center", "start": "start",
    "u": "left", "v": "right", "_": "",
}  # fmt: skip
COLUMNS = {
    "r": "size", "rf": "size", "size": "size", "receptive_field": "size", "rf_size": "size", "field": "size",
    "s": "stride", "j": "stride", "jump": "stride", "stride": "stride", "effective_stride": "stride",
    "p": "padding", "padding": "padding", "effective_padding": "padding", "start": "start", "c": "center",
    "center": "center", "centre": "center", "n": "output_size", "output_size": "output_size", "out": "output_size",
}  # fmt: skip
"""Heads of columns, in small letters and with _ for blanks."""


def rows(network: Network, letters: str) -> list[tuple[Any, ...]]:
    """The layers of a chain of windows as tuples of these letters; NotImplementedError where it cannot be written so.

    >>> from symrf.layers import Conv
    >>> rows(Network.of(Conv(3, 2, 1, 1)), "ksp")
    [(3, 2, 1)]
    """
    found = []
    for node in network.nodes:
        layer = node.layer
        if isinstance(layer, Elementwise) and len(node.inputs) == 1:
            continue
        if not isinstance(layer, Window) or len(node.inputs) > 1 or layer.ceil_mode:
            raise NotImplementedError(f"{layer.op} in a list of {letters}")
        if layer.padding in (SAME, SAME_LOWER):
            raise NotImplementedError("SAME padding in a list of numbers")
        p, q = layer.padding
        row = {"k": layer.kernel, "s": layer.stride, "p": p, "q": q, "d": layer.dilation}
        least = {"q": p, "d": 1, "p": 0, "s": 1}
        for letter, plain in least.items():
            least_of = 0 if letter == "q" and "p" not in letters else plain
            if letter not in letters and revealed(row[letter]) != revealed(least_of):
                raise NotImplementedError(f"a list of {letters} says nothing of {letter} = {row[letter]}")
        found.append(tuple(row[letter] for letter in letters))
    return found


def adapter(name: str) -> Adapter:
    """The adapter of that name, "INPUT:OUTPUT"; SymrfError where there is none.

    >>> from symrf.layers import Conv
    >>> adapter("ksp:r")(lambda layers: sum(k for k, s, p in layers), Network.of(Conv(3, 2, 1, 1)))
    {'size': 3}
    """
    given, colon, returned = name.partition(":")
    if not colon:
        raise SymrfError(f'adapter {shown(name)}; write INPUT:OUTPUT, such as "ksp:r" or "kspd:r,S,P"')
    words = [word.strip() for word in given.split(",")]
    columns = "".join(word for word in words if word in tuple("kspqd"))
    arguments = [_argument(word, columns, name) for word in words]
    read = _output(returned.strip(), name)

    def adapt(fn: Callable[..., Any], network: Network) -> Any:
        return read(fn(*(argument(network) for argument in arguments)), network)

    return adapt


def _argument(word: str, columns: str, name: str) -> Callable[[Network], Any]:
    if word in INPUTS:
        return INPUTS[word]
    if len(word) == 1 and word in columns and len(set(columns)) == len(columns) and "k" in columns:
        return lambda network: [row[columns.index(word)] for row in rows(network, columns)]
    if len(word) > 1 and set(word) <= set("kspqd") and len(set(word)) == len(word) and "k" in word:
        return lambda network: rows(network, word)
    known = (*INPUTS, "ksp", "kspd", "kspqd", "k", "s", "p", "d")
    raise SymrfError(f"adapter {shown(name)}: input {shown(word)}; {near(word, known)}known are {', '.join(known)}")


def _size(network: Network) -> int:
    n = samples(network)
    if n is None:
        raise NotImplementedError("an input of unknown size")
    return n


def _module(network: Network) -> Any:
    from symrf.testing.functions.torch_module import module

    return module(network)


INPUTS: dict[str, Callable[[Network], Any]] = {
    "network": lambda network: network,
    "module": _module,
    "printed": lambda network: str(_module(network)),
    "text": lambda network: ";".join(",".join(map(str, row)) for row in rows(network, "kspd")),
    "n": _size,
    "shape": lambda network: (1, 1, _size(network), _size(network)),
}


def _output(word: str, name: str) -> Callable[[Any, Network], Any]:
    if word == "answer":
        return lambda returned, network: returned
    if word == "table":
        return _table
    letters = [letter.strip() for letter in word.removesuffix("*").split(",")]
    for letter in letters:
        if letter not in RETURNED:
            known = ("answer", "table", *RETURNED)
            told = f"output {shown(letter)}; {near(letter, known)}known are {', '.join(known)}"
            raise SymrfError(f"adapter {shown(name)}: {told}")
    if word.endswith("*"):
        return lambda returned, network: _row(_last(returned, network), letters)
    return lambda returned, network: _row(returned, letters)


def _row(returned: Any, letters: Sequence[str]) -> dict[str, Any]:
    """A number, or as many as there are letters."""
    values = [returned] if len(letters) == 1 and not isinstance(returned, Sequence) else returned
    if len(letters) == 1 and isinstance(values, str):
        values = [values]
    if not hasattr(values, "__len__") or len(values) != len(letters):
        raise WrongShape(f"returned {seen(returned)}; {', '.join(letters)} is expected, {len(letters)} in all")
    return {RETURNED[letter]: value for letter, value in zip(letters, values, strict=True) if RETURNED[letter]}


def _last(returned: Any, network: Network) -> Any:
    """The last of rows that are one for each layer, or one more for the input."""
    if hasattr(returned, "to_dict"):
        returned = returned.to_dict("records")
    if isinstance(returned, Mapping):
        returned = list(returned.values())
    layers = len(network.nodes)
    own = layers - sum(node.layer.joins for node in network.nodes)  # additions are no modules
    if not hasattr(returned, "__len__") or len(returned) not in (layers, layers + 1, own, own + 1):
        raise WrongShape(f"returned {seen(returned)}; a row for each of {layers} layers is expected")
    return returned[-1]


def _table(returned: Any, network: Network) -> dict[str, Any]:
    row = _last(returned, network)
    if not isinstance(row, Mapping):
        raise WrongShape(f"returned the row {seen(row)}; a mapping with heads such as size, jump, start is expected")
    heads = {key: COLUMNS.get(str(key).strip().lower().replace(" ", "_")) for key in row}
    found = {known: row[key] for key, known in heads.items() if known}
    if not found:
        raise WrongShape(f"returned a row with {', '.join(map(str, row))}; known heads are {', '.join(COLUMNS)}")
    return found
