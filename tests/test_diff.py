"""symrf diff: which nodes of two networks are compared, and what differs."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from click.testing import CliRunner

import symrf
from symrf.cli import cli
from symrf.derivation.answers.differences import compare
from tests.test_formats import PRINTED


def run(*arguments: str) -> Any:
    return CliRunner().invoke(cli, list(arguments), standalone_mode=False)


def test_diff_of_one_network_in_two_forms(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PRINTED, "utf-8")
    (tmp_path / "b.txt").write_text(PRINTED.replace("kernel_size=2, stride=2", "kernel_size=3, stride=2"), "utf-8")
    alike = run("diff", str(tmp_path / "a.txt"), str(tmp_path / "a.txt"))
    assert (alike.return_value, "no difference" in alike.output) == (0, True)
    unlike = run("diff", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--input-size", "32", "--format", "json")
    told = json.loads(unlike.output)
    assert (unlike.return_value, told["compared_by"]) == (1, "name")
    first = told["differences"][0]
    assert (first["nodes"], first["what"], first["values"]) == (["2", "2"], "size", [5, 7])
    other = run("diff", "#3,1,1,SAME;2,2,1,VALID", "[[3, 1, 1], [2, 2, 0]]", "--input-size", "16")
    assert (other.return_value, other.output) == (0, "2 nodes compared by name: no difference\n")


def test_diff_by_order_where_no_name_is_in_both() -> None:
    printed = "Sequential(\n  (0): Conv1d(3, 4, kernel_size=(3,))\n  (1): Conv1d(4, 4, kernel_size=(5,))\n)"
    same, shorter = run("diff", printed, "[[3, 1, 0], [5, 1, 0]]"), run("diff", printed, "[[3, 1, 0]]")
    assert (same.return_value, "compared by order" in same.output) == (0, True)
    assert (shorter.return_value, "there" in shorter.output) == (1, True)


def test_diff_sees_alignment_and_padding() -> None:
    layers = '{"op": "conv", "kernel": 3, "padding": 1, "name": "a"}, {"op": "add", "from": ["a", "input"]}'
    aligned = f'{{"layer": [{layers}]}}'
    moved = aligned.replace('"padding": 1', '"padding": [2, 0]')
    told = json.loads(run("diff", aligned, moved, "--format", "json").output)
    assert {row["what"] for row in told["differences"]} >= {"padding", "right_padding", "aligned"}
    assert run("diff", aligned, '{"axes": ["h", "w"], "layer": [{"op": "conv", "kernel": 3}]}').exception is not None


def derived(*layers: tuple[str, Any], **aliases: str) -> Any:
    """A chain of named layers, each a convolution of a kernel or what a table says."""
    rows = [{"name": n, **(how if isinstance(how, dict) else {"op": "conv", "kernel": how})} for n, how in layers]
    return symrf.derive(replace(symrf.read({"layer": rows}), aliases=aliases))


def unlike(found: Any) -> list[Sequence[str | None]]:
    return list(dict.fromkeys(one.nodes for one in found.differences))


def test_the_second_call_of_one_is_not_that_of_another_with_more_calls() -> None:
    def called(*names: str) -> Any:
        return symrf.derive(symrf.read({"layer": [{"name": name, "op": "conv", "kernel": 3} for name in names]}))

    names = ("a", "b", "c~2", "d", "c~3")
    assert compare(called(*names), called(*names)).differences == ()
    found = compare(called(*names), called("a", "b", "d", "c", "c~2"))
    assert (found.by, found.pairs) == ("name", (("a", "a"), ("b", "b"), ("d", "d"), ("c~3", "c~2")))
    assert {one.nodes for one in found.differences if one.what == "node"} == {("c~2", None), (None, "c")}


HALVED = {"op": "pool", "kernel": 2, "stride": 2}


def test_numbers_that_two_exporters_count_alike_are_not_the_same_steps() -> None:
    """One leaves out a pooling of one sample, so that its pool is the other's pool_1."""
    one = derived(("c", 3), ("pool", {"op": "pool", "kernel": 1}), ("d", 3), ("pool_1", HALVED))
    found = compare(one, derived(("c", 3), ("d", 3), ("pool", HALVED)))
    assert found.differences == ()
    assert found.pairs == (("c", "c"), ("d", "d"), ("pool_1", "pool"))
    old = compare(derived(("1", 3), ("2", 1), ("3", 5)), derived(("1", 3), ("2", 5)))  # tensors of old exporters
    assert (old.by, old.pairs, old.differences) == ("order", (("1", "1"), ("3", "2")), ())


def test_another_name_of_a_node_is_not_that_of_another_step() -> None:
    """A tensor that the file calls relu is the first one, which torch calls features.relu."""
    below: list[tuple[str, Any]] = [("features.conv", 3), ("features.relu", {"op": "elementwise"}), ("last", 3)]
    one, other = derived(*below, ("relu", 5)), derived(*below, ("relu_1", 5), relu="features.relu")
    for found in (compare(one, other), compare(other, one)):
        assert (found.by, found.differences) == ("name", ())
        assert ("relu", "features.relu") not in found.pairs
    conv, pool = derived(("a", 3), ("b", 3)), derived(("a", 3), ("tail", HALVED), b="tail")
    assert unlike(compare(conv, pool)) == [("b", None), (None, "tail")]  # nor is another operation


def test_a_layer_that_one_form_does_not_have_leaves_the_others_their_partners() -> None:
    one = derived(("a", 3), ("b", HALVED), ("c", 3))
    other = derived(("0", 3), ("1", 5), ("2", HALVED), ("3", 3))
    found = compare(one, other)
    assert (found.by, found.pairs) == ("order", (("a", "0"), ("b", "2"), ("c", "3")))
    assert (None, "1") in unlike(found)
    assert compare(other, one).pairs == (("0", "a"), ("2", "b"), ("3", "c"))


def test_what_is_put_into_one_step_is_compared_there() -> None:
    """A convolution whose normalisation an exporter has put into it, under the name of the latter."""
    apart = derived(("conv", 3), ("norm", {"op": "elementwise"}), ("tail", 3))
    found = compare(apart, derived(("norm", 3), ("tail", 3)))
    assert (found.by, found.pairs, found.differences) == ("name", (("norm", "norm"), ("tail", "tail")), ())
    assert compare(derived(("norm", 3), ("tail", 3)), apart).differences == ()
    assert unlike(compare(apart, derived(("norm", 5), ("tail", 3))))[0] == ("norm", "norm")
    longer = derived(("a", 3), ("b", 3), ("out", {"op": "elementwise"}))
    found = compare(derived(("a", 3), ("out", {"op": "elementwise"})), longer)
    assert unlike(found) == [("out", "out"), (None, "b")]  # a layer more, within the same name
