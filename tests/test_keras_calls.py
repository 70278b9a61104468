"""Keras: what a layer is called with, the function that it ends with, and operations that are called as layers are."""

from typing import Any

import pytest

import symrf
from symrf.readers.keras import from_keras


def tensor(name: str) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"shape": [None, 9, 4], "keras_history": [name, 0, 0]}}


def layer(kind: str, name: str, *read: Any, module: str = "keras.layers", how: Any = None, **config: Any) -> Any:
    nodes = [{"args": list(read), "kwargs": how or {}}] if read else []
    return {"module": module, "class_name": kind, "name": name, "config": config, "inbound_nodes": nodes}


def derived(*after: Any, channels: str = "channels_last") -> symrf.derivation.Derivation:
    shape = [None, 9, 4] if channels == "channels_last" else [None, 4, 9]
    conv = {"filters": 4, "kernel_size": [3], "padding": "same", "data_format": channels}
    layers = [
        layer("InputLayer", "in", batch_shape=shape), layer("Conv1D", "conv", tensor("in"), **conv), *after,
    ]  # fmt: skip
    last = after[-1]["name"]
    config = {"layers": layers, "input_layers": ["in", 0, 0], "output_layers": [last, 0, 0]}
    return symrf.derive(from_keras({"class_name": "Functional", "config": config}))


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "sparsemax"])
def test_a_softmax_along_the_map_reads_all_of_it(name: str) -> None:
    step = layer("Activation", "end", tensor("conv"), activation=name)
    assert derived(step, channels="channels_first").output.status == "whole-input"
    assert derived(step).output.status == "exact"


def test_functions_that_are_not_known_are_frontiers() -> None:
    given: tuple[Any, ...] = ("mine", "glu", {"class_name": "function", "config": "pkg>mine"}, {"class_name": "Mine"})
    for activation in given:
        found = derived(layer("Activation", "end", tensor("conv"), activation=activation))
        assert "what its activation" in found.network.frontier[0].reason
    known: tuple[Any, ...] = ("relu", None, {"class_name": "LeakyReLU"}, {"class_name": "function", "config": "gelu"})
    for activation in known:
        found = derived(layer("Activation", "end", tensor("conv"), activation=activation))
        assert (found.network.frontier, found.output.status) == ((), "exact")


def test_operations_called_as_layers_are() -> None:
    ops = "keras.src.ops.numpy"
    mean = layer("Average", "mean", tensor("conv"), module=ops, axis=None)
    whole = derived(mean, layer("Multiply", "end", tensor("conv"), tensor("mean"), module=ops))
    assert [end.node for end in whole.network.frontier] == ["mean"]
    mask = {"class_name": "__numpy__", "config": {"value": [[1.0], [0.0]], "dtype": "float32"}}
    masked = derived(layer("Multiply", "end", tensor("conv"), mask, module=ops))
    assert "array of numbers" in masked.network.frontier[0].reason
    assert derived(layer("Multiply", "end", tensor("conv"), 2.0, module=ops)).output.status == "exact"
    own = derived(layer("ReLU", "end", tensor("conv"), module="mine.layers"))
    assert "domain mine.layers" in own.network.frontier[0].reason


def test_normalisation_while_training_is_by_the_whole_map() -> None:
    for training, status in ((True, "whole-input"), (False, "exact"), (None, "exact")):
        step = layer("BatchNormalization", "end", tensor("conv"), how={"training": training}, axis=-1)
        assert derived(step).output.status == status
    flip = derived(layer("RandomFlip", "end", tensor("conv"), how={"training": True}))
    assert "random" in flip.network.frontier[0].reason


def test_what_is_flattened_with_channels_first_has_them_last() -> None:
    flat = layer("Flatten", "flat", tensor("conv"), data_format="channels_first")

    def folded(*shape: int) -> symrf.derivation.Derivation:
        return derived(flat, layer("Reshape", "end", tensor("flat"), target_shape=shape), channels="channels_first")

    assert folded(9, 4).output.size == 3
    assert folded(4, 9).network.frontier
