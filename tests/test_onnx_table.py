"""Every operation that readers know, in a model of its own: right, or an end with its reason."""

import pytest

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed; pip install onnxruntime")

import symrf
from symrf.readers.model.graph import Operation
from symrf.readers.onnx import rule_of
from symrf.readers.onnx.joins import FRONTIER
from symrf.readers.onnx.table import TABLE
from tests import onnx_cases, onnx_table
from tests.onnx_small import inputs

FOLLOWED = dict(onnx_table.followed())


@pytest.mark.parametrize("name", FOLLOWED)
def test_what_is_followed_is_right(name: str) -> None:
    assert onnx_cases.judged(FOLLOWED[name], inputs(onnx_table.SHAPE)) == ("right", "")


@pytest.mark.parametrize("name", onnx_table.ENDS)
def test_what_is_not_followed_ends_with_a_reason(name: str) -> None:
    row, reason = onnx_table.ENDS[name]
    network = symrf.read(onnx_table.made(row))
    assert any(reason in end.reason for end in network.frontier), network.frontier
    assert symrf.derive(network)["c"].size == 3


@pytest.mark.parametrize(("reason", "kind"), [(why, kind) for why, kinds in FRONTIER.items() for kind in kinds.split()])
def test_what_no_reader_follows_is_a_frontier(reason: str, kind: str) -> None:
    network = symrf.read(onnx_table.made(([(kind, "c", "y"), ("Add", "y x", "z")], {})))
    assert [(end.node, end.op, end.reason) for end in network.frontier] == [("y", kind, reason)]
    assert [node.name for node in network.nodes] == ["c"]


def test_the_comparison_sees_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    rule_of(Operation("Relu", (), ()))  # which fills the table
    monkeypatch.setitem(TABLE, "AveragePool", TABLE["Relu"])
    assert onnx_cases.judged(FOLLOWED["AveragePool"], inputs(onnx_table.SHAPE))[0] == "wrong"


def test_every_operation_of_the_table_is_here() -> None:
    """As many kinds as real models were seen to hold, none of which is a frontier by itself."""
    there = {node.op_type for model in FOLLOWED.values() for node in model.graph.node}
    known = {*TABLE} - {name for names in FRONTIER.values() for name in names.split()}
    assert len(there) >= 65
    assert there <= known


def test_the_models_and_the_picture_of_the_readme_are_what_their_script_makes() -> None:
    import onnx

    from tests import readme_model

    for name, make in readme_model.MODELS.items():
        assert onnx.load(readme_model.DOCS / name, load_external_data=False) == make()
    assert (readme_model.DOCS / readme_model.PICTURE).read_text(encoding="utf-8") == readme_model.picture()
    shown = (readme_model.DOCS.parent / "README.md").read_text(encoding="utf-8").partition("](")[2].partition(")")[0]
    assert shown == f"docs/{readme_model.PICTURE}"
