"""The public strategies, the vectors, the adapters, the hooks and the pytest plugin."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from symrf.errors import SymrfError
from symrf.layers import Conv, Upsample
from symrf.network import Network
from symrf.readers import read
from symrf.testing import CAPABILITIES, Hooks, chains, conformance, layers, networks, vectors
from symrf.testing.drawn.corpus import TAGS, digest, expectation
from symrf.testing.drawn.draw import has_features, seeded
from symrf.testing.drawn.tree import tree
from symrf.testing.functions.adapters import adapter
from symrf.testing.truth import Truth
from symrf.testing.verdicts.report import FORMATS, Report, details
from symrf.testing.verdicts.symbolic import Symbolic
from tests.tools import ROOT

VECTORS = "82c97c9f4641958e"
"""The hash of this version's vectors: it changes with the version only."""


# ---- strategies


@given(networks(["conv", "transposed", "upsample", "same", "ceil", "elementwise"]))
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_networks_have_features_and_read_back(network: Network) -> None:
    (n,) = network.input_size.values()
    assert isinstance(n, int)
    assert has_features(network, n)
    assert tree(read(tree(network))) == tree(network)


@given(layers(kernels=[2, 4], strides=[1, 3], symmetric=True, overlapping=True))
@settings(max_examples=30, deadline=None)
def test_layers_take_the_values_given(layer: Conv) -> None:
    assert layer.kernel in (2, 4)
    assert layer.stride in (1, 3)
    assert layer.stride <= layer.kernel
    assert layer.padding[0] == layer.padding[1]


@given(chains(["pool"], most=2))
@settings(max_examples=20, deadline=None)
def test_chains_are_as_long_as_said(network: Network) -> None:
    assert {node.layer.op for node in network.nodes} == {"pool"}
    assert 1 <= len(network.nodes) <= 2


@pytest.mark.parametrize(
    "call",
    [
        lambda: layers(["konv"]),
        lambda: layers(kernels=[0]),
        lambda: layers(strides=[3], kernels=[1], overlapping=True),
        lambda: networks(shapes=["ring"]),
        lambda: chains(most=0),
    ],
)
def test_wrong_parameters_are_refused(call: Any) -> None:
    with pytest.raises(SymrfError):
        call()


def test_capabilities_show_what_they_are_about() -> None:
    pick = seeded("shown")
    for capability in CAPABILITIES:
        assert all(capability.admits(capability.draw(pick)) for _ in range(20)), capability.name
    only = {c.name for c in CAPABILITIES if c.shows(Network.of(Conv(3)).with_input_size(5))}
    assert only == {"sizes", "strides", "paddings", "centers", "regions", "output_sizes", "in_bounds"}


# ---- vectors


def test_vectors_are_what_they_were() -> None:
    """Of one version they never change; a new version has a new name."""
    found = vectors(each=6)
    assert found["hash"] == digest(found["vectors"])
    assert found["hash"].startswith(VECTORS)
    assert len({vector["id"] for vector in found["vectors"]}) == 6 * (len(TAGS) + 1)
    tags = {tag for vector in found["vectors"] for tag in vector["tags"]}
    assert {*TAGS, "2-d", "same-upper", "same-lower"} <= tags


def test_vectors_hold_networks_and_their_truth() -> None:
    for vector in vectors(each=2, tags=["dilation", "same", "branches", "2-d", "unequal-strides"])["vectors"]:
        if "graph" in vector:
            network = read(vector["graph"])
        else:
            rows = [[x["k"], x["s"], [x["p"], x["q"]], x["d"]] for x in vector["layers"]]
            network = read(rows).with_input_size(vector["input_size"])
        alone = {axis: expectation(network.on(axis)) for axis in network.axes}
        assert vector["expected"] == (alone if len(alone) > 1 else alone[network.axes[0]])


def test_ceil_mode_is_tried_on_poolings_that_frameworks_have() -> None:
    """Both refuse more padding; and without it what the walk counts is what the operation makes."""
    pytest.importorskip("onnxruntime")
    from tests.published.onnx_model import reads

    for vector in vectors(each=12, tags=["ceil-mode"])["vectors"]:
        network, n = read(vector["graph"]), vector["graph"]["input"]["size"]
        rows = reads(network, n)
        assert len(rows) == vector["expected"]["n"][-1]
        for y, first, last in vector["expected"]["regions_in_bounds"]:
            assert rows[y] == [] if first is None else (rows[y][0], rows[y][-1]) == (first, last)


def test_a_tampered_vector_is_seen() -> None:
    found = vectors(each=1, tags=["plain"])
    found["vectors"][0]["expected"]["r"] += 1
    assert found["hash"] != digest(found["vectors"])


# ---- adapters and hooks

NET = (Conv(3, 2, 1, (1, 1)) >> Conv(2, 1, 2, (0, 0))).with_input_size(9)


@pytest.mark.parametrize(
    ("name", "given_", "returned", "answer"),
    [
        ("kspd:r", [(3, 2, 1, 1), (2, 1, 0, 2)], 7, {"size": 7}),
        ("kpqd,n:n,j,r,start", None, (1, 2, 3, 4), None),
        ("k,s,p,d:r,S", [3, 2], (7, 2), {"size": 7, "stride": 2}),
        ("kspd:r,_*", [(3, 2, 1, 1), (2, 1, 0, 2)], [(3, 0), (7, 0)], {"size": 7}),
        ("kspd:table", [(3, 2, 1, 1), (2, 1, 0, 2)], [{"RF": 3}, {"RF": 7, "Jump": 2}], {"size": 7, "stride": 2}),
        ("text:r", "3,2,1,1;2,1,0,2", 7, {"size": 7}),
        ("n:n", 9, 3, {"output_size": 3}),
        ("shape:n", (1, 1, 9, 9), 3, {"output_size": 3}),
    ],
)
def test_adapters(name: str, given_: Any, returned: Any, answer: Any) -> None:
    seen: list[Any] = []

    def function(*arguments: Any) -> Any:
        seen.extend(arguments)
        return returned

    if answer is None:
        with pytest.raises(NotImplementedError, match="says nothing of s = 2"):
            adapter(name)(function, NET)
        return
    assert adapter(name)(function, NET) == answer
    assert seen[0] == given_


@pytest.mark.parametrize("name", ["ksp", "kksp:r", "ksq:r", "ksp:rr", "x:r", "s:r", ":", "ksp:", "k,k:r"])
def test_unknown_adapters_are_refused(name: str) -> None:
    if name == "ksq:r":
        assert adapter(name)
        return
    with pytest.raises(SymrfError, match="adapter"):
        adapter(name)


def test_a_table_of_the_wrong_length_is_reported() -> None:
    found = conformance(lambda layers: [{"size": 3}] * 9, adapt="ksp:table").result("sizes", 5)
    assert found.verdict == "error"
    assert "a row for each of" in found.reason


def test_hooks_are_counted() -> None:
    class Mine(Hooks):
        def stride(self, network: Network) -> Any:
            if any(isinstance(node.layer, Upsample) for node in network.nodes):
                raise NotImplementedError
            result = 1
            for node in network.nodes:
                result *= node.layer.stride  # type: ignore[attr-defined]
            return result

    suite = conformance(Mine, supports=["strides", "sizes"])
    assert suite.result("strides", 10).verdict == "right"
    assert suite.result("sizes", 10).reason == "said to be supported: nothing that it compares was returned"
    report = Report("mine", 0, 10, (), Symbolic(), suite.hooks)
    assert report.hooks == ("stride",)
    assert "size" in report.missing_hooks
    assert "hooks: 1 implemented; not implemented, and skipped: size, left," in FORMATS["text"](report)


def test_known_failures_are_expected_and_must_fail() -> None:
    wrong = conformance(lambda rows: 1, adapt="ksp:r", supports=["sizes"], known_failures={"sizes": "a reason"})
    report = wrong.run(10)
    assert report.ok
    assert report.symbols.refuted
    assert 'failures="0"' in FORMATS["junit"](report)
    other = conformance(lambda rows: (1, 1), adapt="ksp:r,P", supports=["sizes"], known_failures={"sizes": "a reason"})
    assert not other.run(10).ok  # the padding is refuted, of which nothing was known
    right = conformance(lambda net: {"size": Truth(net)["size"]}, supports=["sizes"], known_failures=["sizes"])
    result = right.result("sizes", 5)
    assert (result.verdict, result.ok) == ("right", False)
    assert "take it out" in "\n".join(details(result))


# ---- the plugin


def test_the_plugin_imports_next_to_nothing() -> None:
    program = (
        "import sys, pytest; before = set(sys.modules); import symrf.pytest_plugin; "
        "print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['symrf', 'symrf.notebooks', 'symrf.pytest_plugin']"


def test_the_plugin_is_an_entry_point() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["pytest11"] == {"symrf": "symrf.pytest_plugin"}


def test_the_plugin_and_the_class_in_pytest(tmp_path: Path) -> None:
    (tmp_path / "wrong_to_test.py").write_text(
        "def size(layers):\n    return 1 + sum(k - 1 for k, s, p in layers)\n"
        "def none(layers):\n    return {}\n"
    )
    (tmp_path / "test_mine.py").write_text(
        "from symrf.testing import conformance\nfrom wrong_to_test import none\n"
        "TestNone = conformance(none, adapt='ksp:answer', supports=())\n"
    )
    command = [
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "symrf.pytest_plugin", "-rs",
        "--symrf-target=wrong_to_test:size", "--symrf-adapter=ksp:r", "--symrf-supports=sizes,strides",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": f"{ROOT}:{tmp_path}", "PATH": "/usr/bin:/bin", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "agrees with strides-ignored on all 1000 networks" in done.stdout
    assert "not said to be supported" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("3 failed, 33 skipped in ")
