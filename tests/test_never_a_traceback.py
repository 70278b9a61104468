"""Whatever the network, an answer or one line that says what is wrong: in every format, symbols anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symrf
from symrf.derivation import derive
from symrf.errors import SymrfError
from symrf.exposition.architecture import architecture
from symrf.exposition.view import view
from symrf.render import fragment, text_network
from symrf.render import json as as_json
from tests.tools import examples

numbers = st.one_of(
    st.integers(1, 5),
    st.sampled_from(["k", "s", "n", "2*k", "k - 1", "k + s - 2", "2**k", "floor(k/2)", "k*s", "Max(k, 3)"]),
)
paddings = st.one_of(
    st.sampled_from(["same", "same_lower", "valid", "(k - 1)/2", "p", 0, 1, -1]),
    st.fixed_dictionaries({"left": st.sampled_from([0, 2, "p", "k"]), "right": st.sampled_from([0, 1, "p - 1"])}),
)
window = {"kernel": numbers, "stride": numbers, "dilation": numbers, "padding": paddings}
operations = st.one_of(
    st.fixed_dictionaries({"op": st.sampled_from(["conv", "pool"])} | window, optional={"ceil_mode": st.booleans()}),
    st.fixed_dictionaries({"op": st.sampled_from(["conv", "pool"])} | window),
    st.fixed_dictionaries({"op": st.just("conv_transpose")} | window, optional={"output_padding": st.integers(0, 1)}),
    st.fixed_dictionaries(
        {"op": st.just("upsample"), "factor": numbers},
        optional={
            "mode": st.sampled_from(["nearest", "linear"]),
            "rule": st.sampled_from(["half_pixel", "align_corners"]),
        },
    ),
    st.fixed_dictionaries({"op": st.sampled_from(["elementwise", "global", "attention"])}),
    st.fixed_dictionaries({"op": st.just("crop"), "left": numbers, "step": numbers}),
    st.fixed_dictionaries({"op": st.just("pixel_shuffle"), "factor": numbers}),
)


@st.composite
def trees(draw: Any) -> dict[str, Any]:
    """Parsed architecture files of up to six layers, a repetition among them."""
    layers: list[dict[str, Any]] = []
    for i in range(draw(st.integers(1, 6))):
        below = ["input", *(layer["name"] for layer in layers)]
        kind = draw(st.integers(0, 5))
        if kind == 0:
            body = draw(st.lists(operations, min_size=1, max_size=2))
            layer = {"op": "repeat", "times": draw(st.sampled_from([2, "B", "k"])), "layers": body}
        else:
            layer = {"op": draw(st.sampled_from(["add", "concat"]))} if kind == 1 else dict(draw(operations))
        at = draw(st.sampled_from([below[-1], draw(st.sampled_from(below))]))
        several = [at, *draw(st.lists(st.sampled_from(below), min_size=1, max_size=2))]
        layers.append({"name": f"l{i}", "from": several if kind == 1 else at, **layer})
    tree: dict[str, Any] = {"layer": layers, "symbols": {"k": {"min": draw(st.integers(-1, 4))}}}
    size = draw(st.sampled_from([None, 7, 64, "n", "2*n + 1"]))
    return tree if size is None else {**tree, "input": {"size": size}}


def answered(tree: dict[str, Any], feature: int) -> None:
    """Everything that can be asked of a network."""
    network = symrf.read(tree)
    found = derive(network)
    json.loads(as_json.dumps(as_json.derivation(found, feature, exact=True)))
    assert text_network.architecture(view(architecture(network), feature=feature))
    for format in ("latex", "markdown", "html"):
        assert fragment(network, format, feature=feature)


def complaint(ask: Callable[[], object]) -> str:
    """What a SymrfError says, nothing where there is an answer; any other error is a defect."""
    try:
        ask()
    except SymrfError as error:
        return str(error)
    return ""


@examples(3)
@given(trees(), st.integers(0, 3))
def test_an_answer_or_one_line(tree: dict[str, Any], feature: int) -> None:
    assert "\n" not in complaint(lambda: answered(tree, feature))


@examples(3)
@given(trees(), st.sampled_from(["r == k + 2", "S == 2", "P == (k - 1)/2", "c == 0", "n == 3", "Q == p"]))
def test_claims_get_a_verdict_or_one_line(tree: dict[str, Any], claim: str) -> None:
    assert "\n" not in complaint(lambda: symrf.check(claim, symrf.read(tree)))


def test_other_errors_are_seen() -> None:
    with pytest.raises(TypeError):
        complaint(lambda: len(3))  # type: ignore[arg-type]
