"""What Keras writes with model.to_json(), of versions 2 and 3, read without Keras."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.readers.keras.layers import CALLED, rule_of
from symrf.readers.model.graph import Graph, Operation
from symrf.readers.model.run import network_of

MODELS = ("Functional", "Model", "Sequential")
MAX_NESTING = 30
MAX_DEPTH = 100
_LAYERS = re.compile(r"(keras|tf_keras|tensorflow)\b.*\.(layers|engine|models)\b")


def is_keras(tree: Any) -> bool:
    """Whether a parsed file is such a model.

    >>> is_keras({"class_name": "Sequential", "config": {}}), is_keras({"layer": []})
    (True, False)
    """
    return isinstance(tree, Mapping) and "class_name" in tree and isinstance(tree.get("config"), Mapping | list)


def from_keras(tree: Mapping[str, Any]) -> Network:
    """The network of a functional or sequential model, its nodes called as its layers.

    A layer of a nested model is called outer/inner, the second call of a shared layer name~2. SymrfError where a model
    of a class of one's own hides how its layers are joined.
    """
    kind = tree.get("class_name")
    if kind not in MODELS:
        raise SymrfError(f"class_name is {shown(kind)}; of a model of a class of one's own to_json() has no graph")
    inputs: dict[str, list[int | str] | None] = {}
    operations: list[Operation] = []
    whole = _Model(_config(tree), "", None, inputs, operations, 0)
    outputs = list(dict.fromkeys(whole.made))
    if not operations:
        raise SymrfError("the model has no layers")
    title = whole.config.get("name")
    return network_of(Graph(inputs, {}, operations, title if isinstance(title, str) else "", outputs), rule_of)


def _config(layer: Mapping[str, Any]) -> Mapping[str, Any]:
    config = layer.get("config")
    if isinstance(config, list):  # a Sequential of old
        return {"layers": config}
    if not isinstance(config, Mapping):
        raise SymrfError(f"config is {shown(config)}; it must be a table")
    return config


class _Model:
    """One call of a model: its layers by name, under a prefix, with the tensors that it is fed (None: inputs).

    made: the tensors that it makes.
    """

    def __init__(
        self,
        config: Mapping[str, Any],
        prefix: str,
        feed: Sequence[str] | None,
        inputs: dict[str, list[int | str] | None],
        operations: list[Operation],
        depth: int,
    ) -> None:
        if depth > MAX_NESTING:
            raise SymrfError(f"more than {MAX_NESTING} models in each other")
        self.config, self.prefix, self.feed, self.depth = config, prefix, feed, depth
        self.inputs, self.operations = inputs, operations
        layers = config.get("layers")
        if not isinstance(layers, list) or not all(isinstance(layer, Mapping) for layer in layers):
            raise SymrfError(f"layers of {shown(prefix or 'the model')} are {shown(layers)}; they must be a list")
        self.layers = {_name(layer): layer for layer in layers}
        if len(self.layers) < len(layers):
            raise SymrfError(f"two layers of {shown(prefix or 'the model')} have one name")
        self.nested: dict[tuple[str, int], _Model] = {}
        self.called: dict[tuple[str, int], frozenset[str]] = {}
        functional = "input_layers" in config
        self.fed: dict[str, str] = {}
        self.last = ""
        if functional:
            self._functional()
        else:
            self._sequential()
        self.made = [self._end(one) for one in _histories(config.get("output_layers"))] if functional else [self.last]

    def _functional(self) -> None:
        fed = [history[0] for history in _histories(self.config["input_layers"])]
        if self.feed is not None and len(self.feed) != len(fed):
            raise SymrfError(f"model {shown(self.prefix)} is fed {len(self.feed)} tensors and has {len(fed)} inputs")
        self.fed = {} if self.feed is None else dict(zip(fed, self.feed, strict=True))
        waiting = []
        for name, layer in self.layers.items():
            if layer.get("class_name") == "InputLayer":
                if name not in self.fed:
                    self._given(name, _shape(layer))
                continue
            nodes = layer.get("inbound_nodes") or []
            if not isinstance(nodes, list):
                raise SymrfError(f"inbound_nodes of layer {shown(name)} are no list")
            waiting += [(name, call, list(_inbound(node, 0))) for call, node in enumerate(nodes)]
            self.called |= {(name, call): frozenset(_besides(node, 0)) for call, node in enumerate(nodes)}
        models = [one for one in waiting if self.layers[one[0]].get("class_name") in MODELS]
        # a nested model is laid out when all that it is fed is known by name: the others first
        while models:
            later = [one for one in models if not self._laid(*one)]
            if len(later) == len(models):
                raise SymrfError(f"nested models are fed in a circle, among them {shown(models[0][0])}")
            models = later
        for name, call, read in waiting:
            if self.layers[name].get("class_name") not in MODELS:
                self._operation(name, call, [self._end(one) for one in read])

    def _laid(self, name: str, call: int, read: Sequence[tuple[str, int, int]]) -> bool:
        """Lay a nested model out, where the tensors that it reads have names by now."""
        unknown = [
            one for one in read
            if self._layer(one[0]).get("class_name") in MODELS and (one[0], one[1]) not in self.nested
        ]  # fmt: skip
        if unknown:
            return False
        self._nest(name, call, [self._end(one) for one in read])
        return True

    def _sequential(self) -> None:
        self.last = self.feed[0] if self.feed else ""
        for name, layer in self.layers.items():
            if not self.last:
                shape = _shape(layer) or _shape(self.config, "build_input_shape") or _first_shape(layer)
                if shape is None:
                    raise SymrfError("the model has no input shape; build it before to_json(), or begin with an Input")
                self.last = self._given(f"{name}_input" if layer.get("class_name") != "InputLayer" else name, shape)
            if layer.get("class_name") == "InputLayer":
                continue
            if layer.get("class_name") in MODELS:
                self.last = self._nest(name, 0, [self.last]).made[0]
            else:
                self.last = self._operation(name, 0, [self.last])
        if not self.last:
            raise SymrfError("a Sequential without layers")

    def _layer(self, name: str) -> Mapping[str, Any]:
        if name not in self.layers:
            raise SymrfError(f"a layer reads layer {shown(name)}, which the model has not")
        return self.layers[name]

    def _end(self, history: tuple[str, int, int]) -> str:
        """The name of a tensor by layer, call of the layer and number of the tensor."""
        name, call, number = history
        layer = self._layer(name)
        if name in self.fed:
            return self.fed[name]
        if (name, call) in self.nested:
            made = self.nested[name, call].made
            if number >= len(made):
                raise SymrfError(f"model {shown(name)} has {len(made)} outputs, not {number + 1}")
            return made[number]
        if layer.get("class_name") in MODELS:
            raise SymrfError(f"model {shown(name)} is read at call {call}, which it has not")
        made_by = self._called(name, call)
        return made_by if number == 0 else f"{made_by}:{number}"

    def _called(self, name: str, call: int) -> str:
        return f"{self.prefix}{name}" + (f"~{call + 1}" if call else "")

    def _given(self, name: str, shape: list[int | str] | None) -> str:
        self.inputs[f"{self.prefix}{name}"] = shape
        return f"{self.prefix}{name}"

    def _nest(self, name: str, call: int, feed: Sequence[str]) -> _Model:
        config, prefix = _config(self.layers[name]), f"{self._called(name, call)}/"
        model = _Model(config, prefix, feed, self.inputs, self.operations, self.depth + 1)
        self.nested[name, call] = model
        return model

    def _operation(self, name: str, call: int, read: Sequence[str]) -> str:
        layer, made = self.layers[name], self._called(name, call)
        kind = layer.get("class_name")
        if not isinstance(kind, str):
            raise SymrfError(f"class_name of layer {shown(name)} is {shown(kind)}; it must be text")
        config = {**_config(layer), CALLED: self.called.get((name, call), frozenset())}
        self.operations.append(Operation(kind, tuple(read), (made,), config, domain=_domain(layer)))
        return made


def _name(layer: Mapping[str, Any]) -> str:
    name = layer.get("name") or _config(layer).get("name")
    if not isinstance(name, str) or not name:
        raise SymrfError(f"a layer's name is {shown(name)}; it must be text")
    return name


def _shape(layer: Mapping[str, Any], key: str = "") -> list[int | str] | None:
    """Batch 1, and the other dimensions; free where Keras has None."""
    config = layer if key else _config(layer)
    given = config.get(key) if key else config.get("batch_shape") or config.get("batch_input_shape")
    if not isinstance(given, list) or not all(n is None or isinstance(n, int) and n > 0 for n in given):
        return None
    return [1, *("" if n is None else n for n in given[1:])]


def _first_shape(layer: Mapping[str, Any]) -> list[int | str] | None:
    """The input of a Sequential that begins with another model."""
    inner = _config(layer).get("layers")
    if isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
        return _shape(inner[0]) or _shape(_config(layer), "build_input_shape")
    return None


def _histories(given: Any) -> list[tuple[str, int, int]]:
    """Input or output layers: [name, call, tensor], a list of such, or a table."""
    return list(_inbound(given, 0))


def _inbound(given: Any, depth: int) -> Iterator[tuple[str, int, int]]:
    """The tensors in a description of a call, in order: those of version 3 by keras_history, of 2 as lists."""
    if depth > MAX_DEPTH:
        raise SymrfError("inbound_nodes nested too deep")
    if isinstance(given, Mapping):
        if given.get("class_name") == "__keras_tensor__":
            yield _history(_config(given).get("keras_history"))
        else:
            for value in given.values():
                yield from _inbound(value, depth + 1)
    elif isinstance(given, list):
        if len(given) in (3, 4) and isinstance(given[0], str) and isinstance(given[1], int):
            yield _history(given[:3])
            given = given[3:]
        for value in given:
            yield from _inbound(value, depth + 1)


def _besides(given: Any, depth: int) -> Iterator[str]:
    """What a layer is called with besides tensors: "training" where it is told to, "numbers" where it is an array."""
    if depth > MAX_DEPTH:
        raise SymrfError("inbound_nodes nested too deep")
    if isinstance(given, Mapping):
        if given.get("training"):
            yield "training"
        if given.get("class_name") in ("__numpy__", "__tensor__"):
            yield "numbers"
            return
        given = list(given.values())
    for value in given if isinstance(given, list) else ():
        yield from _besides(value, depth + 1)


def _domain(layer: Mapping[str, Any]) -> str:
    """"" of a layer of Keras, else the module that its class is from."""
    module = layer.get("module")
    return module if isinstance(module, str) and not _LAYERS.match(module) else ""


def _history(given: Any) -> tuple[str, int, int]:
    right = isinstance(given, list) and len(given) == 3 and isinstance(given[0], str)
    if not right or not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in given[1:]):
        raise SymrfError(f"a tensor is {shown(given)}; it must be [layer, call, number]")
    return given[0], given[1], given[2]
