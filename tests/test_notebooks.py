"""What a notebook shows: of networks, fields, theorems, verdicts and pictures, in every format; names are inert."""

import re
from collections.abc import Callable
from typing import Any

import pytest

import symrf
from symrf.figures.draw import scene
from symrf.notebooks import InNotebooks
from symrf.theorem import theorem
from tests import networks

FORMATS = ("html", "markdown", "latex")
VALUES: dict[str, Callable[[], Any]] = {
    "network": networks.alexnet,
    "branches": lambda: symrf.read("distill_misaligned"),
    "symbols": networks.symbolic,
    "derivation": lambda: symrf.derive(networks.alexnet()),
    "node": lambda: symrf.derive(networks.alexnet())["pool2"],
    "axis": lambda: symrf.derive(networks.unequal_axes()).output.axes["h"],
    "field": lambda: symrf.Field.window(kernel=3, stride=2, left=1, right=1),
    "theorem": lambda: theorem("size"),
    "verdict": lambda: symrf.check("r[0] == 1"),
    "picture": lambda: scene(symrf.Conv(3) >> symrf.Conv(3)),
}


def shown(value: Any, format: str) -> str | None:
    found: str | None = getattr(value, f"_repr_{format}_")()
    return found


@pytest.mark.parametrize("name", VALUES)
def test_every_format(name: str) -> None:
    value = VALUES[name]()
    for format in FORMATS:
        said = shown(value, format)
        if (name, format) == ("verdict", "latex"):
            assert said is None
        else:
            assert said, format


def test_the_numbers_are_those_of_the_value() -> None:
    derived = symrf.derive(networks.alexnet())
    size = derived["pool2"].size
    assert rf"r_0 &= {size} \\" in (shown(derived["pool2"], "latex") or "")
    assert f">{size}<" in (shown(derived["pool2"], "html") or "")
    assert f"size={size}" in repr(derived["pool2"])
    assert f"size={derived.output.size}" in repr(derived)
    assert "refuted" in (shown(symrf.check("r[0] == 1"), "html") or "")


def test_what_cannot_be_shown_is_its_repr() -> None:
    empty = symrf.Network.of(symrf.Conv(5)).with_input_size(3)
    with pytest.raises(symrf.SymrfError):
        symrf.derive(empty)
    assert [shown(empty, format) for format in FORMATS] == [None] * 3


def test_names_are_inert() -> None:
    page = shown(networks.hostile(), "html") or ""
    assert not re.search(r"<(script|img|iframe|a|input)\b", page)


def test_nothing_is_shown_before_there_is_a_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symrf.notebooks._writers", [])
    assert shown(InNotebooks(), "html") is None


def test_attributes_are_listed() -> None:
    node = symrf.derive(networks.alexnet())["pool2"]
    assert {"size", "stride", "region", "inputs"} <= set(dir(node))
    assert all(hasattr(node, name) for name in dir(node) if name in {"size", "stride", "status", "kind"})


def test_whether_there_is_a_node() -> None:
    derived = symrf.derive(symrf.read("vgg_16"))
    assert "vgg_16/conv1/conv1_1" in derived
    assert "conv1_1" in derived
    assert "conv9_9" not in derived
    assert 3 not in derived


@pytest.mark.parametrize("name", sorted(set(symrf.__all__) - {"__version__", "formulas"}))
def test_every_public_name_has_an_example(name: str) -> None:
    said = getattr(symrf, name).__doc__ or ""
    assert ">>> " in said, name
