"""Two models from packages on PyPI against truth; python -m tests.real_models compares the others."""

import pytest

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed; pip install onnxruntime")

import symrf
from tests import real_models
from tests.tools import in_ci, some


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A model that is there, or can be downloaded; without a network the test is skipped, but not in CI."""
    try:
        real_models.fetched(request.param)
    except real_models.Unavailable as why:
        (pytest.fail if in_ci() else pytest.skip)(str(why))
    return str(request.param)


EITHER = [("mtcnn", False), ("mtcnn", True), ("pitch", False), ("pitch", True)]


@pytest.mark.parametrize(("name", "gates"), some(EITHER, 3), indirect=["name"])
def test_a_model_that_nobody_here_made(name: str, gates: bool) -> None:
    found = real_models.compared(name, most=3, gates=gates)
    assert not found.wrong
    assert len(found.tensors) >= real_models.DOZEN
    assert len(found.left_out) <= 1


@pytest.mark.parametrize("name", ["mtcnn"], indirect=True)
def test_a_wrong_answer_is_seen(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    read = symrf.read

    def cropped(source: object) -> object:
        network = read(source)
        first = next(node for node in network.nodes if getattr(node.layer, "kernel", 1) != 1)
        object.__setattr__(first.layer, "kernel", 2)
        return network

    monkeypatch.setattr(symrf, "read", cropped)
    assert real_models.compared(name, most=2).wrong


def test_what_cannot_be_had_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(real_models, "FOLDER", tmp_path)
    monkeypatch.setitem(real_models.MODELS, "none", real_models.Real("./no-such-file.whl", "no.onnx"))
    with pytest.raises(real_models.Unavailable, match="cannot be downloaded"):
        real_models.fetched("none")
