"""PyTorch modules: what is read is what eager PyTorch does with a NaN, and what its ONNX export says."""

import contextlib
import tomllib
import warnings
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

import torch

import symrf
from symrf.derivation.answers.jsonform import record
from symrf.errors import SymrfError
from tests.tools import optional, some
from tests.torch_models import MODELS, ResNet, UNet

pytestmark = pytest.mark.filterwarnings("default")


def made(name: str) -> tuple[Any, tuple[int, ...]]:
    """A module with weights none of which is 0, and its input's shape."""
    kind, shape = MODELS[name]
    torch.manual_seed(0)
    return kind().eval(), shape


def poisoned(module: Any, shape: tuple[int, ...], place: int, index: int) -> dict[str, list[Any]]:
    """path -> the output of every call of the module there, where one input index holds NaN.

    Of modules that give one tensor, up to where PyTorch has no such operator, as behind a detector's maps.
    """
    seen: dict[str, list[Any]] = {}

    def hook(path: str) -> Any:
        def keep(_module: Any, _given: Any, found: Any) -> None:
            if isinstance(found, torch.Tensor):
                seen.setdefault(path, []).append(torch.isnan(found).clone())

        return keep

    hooks = [part.register_forward_hook(hook(path)) for path, part in module.named_modules() if path]
    x = torch.zeros(shape)
    x.select(place, index).fill_(float("nan"))
    with torch.no_grad(), contextlib.suppress(NotImplementedError):
        module(x)
    for one in hooks:
        one.remove()
    return seen


def disagreements(network: Any, module: Any, shape: tuple[int, ...]) -> tuple[int, list[str]]:
    """How many features were compared along all axes, and those whose ends are not as measured."""
    derivation = symrf.derive(network)
    compared, wrong = 0, []
    for n, axis in enumerate(network.axes):
        place = len(shape) - len(network.axes) + n
        runs = [poisoned(module, shape, place, i) for i in range(shape[place])]
        for path in runs[0]:
            for call in range(len(runs[0][path])):
                name = path if call == 0 else f"{path}~{call + 1}"
                if name not in network.nodes_by_name:
                    continue
                field, layout = derivation[name][axis], network.layout[name]
                if axis not in layout:
                    continue
                dim, rank = layout.index(axis), len(layout)
                others = [i for i in range(rank) if i != dim]
                reads = torch.stack([run[path][call].permute(dim, *others).flatten(1).any(1) for run in runs])
                last = reads.shape[1] - 1
                for y in {0, 1, last // 2, last - 1, last} & {*range(last + 1)}:
                    samples = reads[:, y].nonzero().flatten().tolist()
                    told = field.region_in_bounds(y)
                    compared += 1
                    if told != ((samples[0], samples[-1]) if samples else None):
                        wrong.append(f"{name} {axis} {y}: {told} {samples}")
                if field.output_size != reads.shape[1]:
                    wrong.append(f"{name} {axis}: {field.output_size} features")
    return compared, wrong


@pytest.mark.parametrize("name", MODELS)
def test_what_is_read_is_what_pytorch_does(name: str) -> None:
    module, shape = made(name)
    network = symrf.read(module, input_shape=shape)
    assert network.frontier == ()
    compared, wrong = disagreements(network, module, shape)
    assert (compared > 20, wrong) == (True, [])


def test_the_comparison_sees_a_wrong_network() -> None:
    module, shape = made("UNet")
    other = UNet()
    other.down2 = torch.nn.Conv2d(2, 4, 3, padding=1, dilation=1, stride=1)
    other.bottom = torch.nn.Conv2d(4, 8, 5, padding=2)
    assert disagreements(symrf.read(other, input_shape=shape), module, shape)[1]


KEPT = ("status", "kind", "size", "stride", "left", "right", "center", "aligned", "phases", "size_min", "size_max")


def records(network: Any) -> list[dict[str, Any]]:
    """What every convolution and resizing sees along every axis, and how many features it has, in order."""
    derivation, found = symrf.derive(network), []
    for node in network.nodes:
        if node.layer.op in ("conv", "conv_transpose", "upsample", "by_axis") and not node.layer.pointwise:
            fields = {axis: (record(field), field.output_size) for axis, field in derivation[node.name].axes.items()}
            found.append({axis: ({key: r.get(key) for key in KEPT}, n) for axis, (r, n) in fields.items()})
    return found


def by_hand(name: str) -> dict[str, Any]:
    """The same network as somebody would write it in an architecture file."""
    return tomllib.loads((Path(__file__).parent / "torch_by_hand" / f"{name.lower()}.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", some([*MODELS], 5, 1))
def test_the_onnx_export_and_a_file_written_by_hand_give_the_same_records(name: str, tmp_path: Path) -> None:
    optional("onnx")
    optional("onnxscript")
    module, shape = made(name)
    path = tmp_path / "model.onnx"
    with warnings.catch_warnings():  # torch's exporter copies what torch is to do without
        warnings.filterwarnings("ignore", r"`isinstance\(treespec, LeafSpec\)`", FutureWarning)
        torch.onnx.export(module, (torch.zeros(shape),), str(path), dynamo=True, verbose=False)
    network = symrf.read(module, input_shape=shape)
    assert len(records(network)) >= 2
    exported = symrf.read(path)
    assert records(network) == records(exported) == records(symrf.read(by_hand(name)))
    windows = [node.name for node in exported.nodes if node.layer.op in ("conv", "conv_transpose")]
    assert {*windows} <= {node.name for node in network.nodes}, "both are called by their modules"


class InPlace(torch.nn.Module):  # type: ignore[misc,name-defined]
    """What is changed in place is read by its old name, and through a view."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.other = torch.nn.Conv1d(1, 1, 3, padding=1), torch.nn.Conv1d(1, 1, 7, padding=3)

    def forward(self, x: Any) -> Any:
        y = self.one(x)
        y.add_(self.other(x))
        y[:, :, :].mul_(self.other(y))
        return y


def test_what_is_changed_in_place_is_followed() -> None:
    field = symrf.derive(symrf.read(InPlace(), input_shape=(1, 1, 30))).output
    assert (field.size, field.output_size) == (13, 30)


def test_weights_are_neither_read_nor_moved() -> None:
    module = ResNet().train()
    before = {name: weight.data_ptr() for name, weight in module.named_parameters()}
    for weight in module.parameters():
        weight.data.fill_(float("nan"))
    wide = (torch.nn.Conv2d(channels, 10**6, 9, device="meta") for channels in (3, 10**6))
    huge = torch.nn.Sequential(*wide)
    assert symrf.derive(symrf.read(huge, input_shape=(1, 3, 20, 20))).output.size == 17
    assert symrf.derive(symrf.read(module, input_shape=(1, 3, 64, 64)))["layer1.0.conv1"].size == 19
    assert module.training
    assert before == {name: weight.data_ptr() for name, weight in module.named_parameters()}


class Turned(torch.nn.Module):  # type: ignore[misc,name-defined]
    """One operation behind a convolution that makes 4 channels of 10 by 12 samples of 3 of 12 by 14."""

    def __init__(self, operation: Any) -> None:
        super().__init__()
        self.conv, self.operation = torch.nn.Conv2d(3, 4, 3), operation

    def forward(self, x: Any) -> Any:
        return self.operation(self.conv(x))


OPERATIONS: dict[str, tuple[Any, str]] = {
    "channels reversed": (lambda y: torch.flip(y, [1]), "h 10 (1, 3) w 12 (1, 3)"),
    "a roll": (lambda y: torch.roll(y, (2, 1), (2, 3)), "h 10 (9, 11) w 12 (0, 2)"),
    "moved dimensions": (lambda y: y.movedim(1, -1), "h 10 (1, 3) w 12 (1, 3)"),
    "every third column": (lambda y: y.index_select(3, torch.tensor([1, 4, 7])), "h 10 (1, 3) w 3 (4, 6)"),
    "rows by an index": (lambda y: y[:, :, torch.tensor([2, 3])], "h 2 (3, 5) w 12 (1, 3)"),
    "repeated columns": (lambda y: y.repeat_interleave(3, 3), "h 10 (1, 3) w 36 (0, 2)"),
    "the largest channels": (lambda y: y.topk(2, 1)[0], "h 10 (1, 3) w 12 (1, 3)"),
    "windows": (lambda y: y.unfold(3, 4, 2), "h 10 (1, 3) w 5 (2, 7)"),
    "a constant made on its way": (lambda y: y + torch.ones(10, 12) * torch.arange(12.0), "h 10 (1, 3) w 12 (1, 3)"),
    "channels by a sum": (lambda y: torch.einsum("bchw,cd->bdhw", y, torch.ones(4, 5)), "h 10 (1, 3) w 12 (1, 3)"),
    "columns by a sum": (lambda y: torch.einsum("bchw,wv->bchv", y, torch.ones(12, 5)), "h 10 (1, 3) w - (0, 13)"),
    "rows with rows": (lambda y: torch.einsum("bchw,bcgw->bhgw", y, y), "h 10 (0, 11) w 12 (1, 3)"),
}
"""For each the number of features along each axis, and what feature 1 sees, as computed by hand."""


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_takes_indices_is_followed(name: str) -> None:
    operation, told = OPERATIONS[name]
    field = symrf.derive(symrf.read(Turned(operation), input_shape=(1, 3, 12, 14))).output
    found = []
    for axis in "hw":
        size = field[axis].output_size
        found += [axis, "-" if size == 1 else str(size), str(field[axis].region_in_bounds(min(1, size - 1)))]
    assert " ".join(found) == told


def test_one_sample_of_every_window_is_a_bound() -> None:
    first = (lambda y: y.unfold(3, 4, 2)[..., 0], "upper-bound")
    for operation, status in (first, (lambda y: y.unfold(1, 2, 1), "exact")):
        network = symrf.read(Turned(operation), input_shape=(1, 3, 12, 14))
        assert symrf.derive(network).output["w"].status == status
    assert network.layout[network.output] == ("", "", "h", "w", "")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (lambda y: torch.flip(y, [3]), "reverses the order"),
        (lambda y: torch.roll(y, 1), "rolls all dimensions as one"),
        (lambda y: y[:, torch.tensor([0]), torch.tensor([1])], "several tensors of indices"),
        (lambda y: y[:, :, y[0, 0, :, 0] > 0], "depends on the data"),
        (lambda y: y.repeat_interleave(torch.tensor([1] * 12), 3), "how often it repeats is not known"),
        (lambda y: torch.einsum("bchh->bch", y[..., :10]), "the sum bchh->bch is not modelled"),
        (lambda y: torch.nn.functional.interpolate(y, scale_factor=1.05), "how the map lies in memory; give a size"),
        (lambda y: y.cumsum(3), "every sample up to this one"),
        (lambda y: torch.nn.functional.unfold(y, 3), "into one dimension with others"),
    ],
)
def test_what_is_not_followed_is_said(operation: Any, reason: str) -> None:
    frontier = symrf.read(Turned(operation), input_shape=(1, 3, 12, 14)).frontier
    assert [reason in end.reason for end in frontier] == [True]


@pytest.mark.parametrize("kind", [torch.float64, torch.float16, torch.bfloat16])
def test_the_kind_of_its_numbers_is_the_modules(kind: Any) -> None:
    module = torch.nn.Sequential(torch.nn.Conv1d(1, 2, 5), torch.nn.BatchNorm1d(2)).to(kind)
    assert symrf.derive(symrf.read(module, input_shape=(1, 1, 20))).output.size == 5


class Branching(torch.nn.Module):  # type: ignore[misc,name-defined]
    """Which layers run depends on the data."""

    def forward(self, x: Any) -> Any:
        return x if x.sum() > 0 else -x


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        (None, "read with the shape of its input; add .*, --input-shape 1,3,224,224"),
        ((1, 3, 0, 4), "batch, channels and sizes"),
        ("1, 3", "batch, channels and sizes"),
        ((1, 5, 20, 20), "torch.export cannot follow Sequential"),
    ],
)
def test_a_shape_that_does_not_fit_is_one_line(shape: Any, message: str) -> None:
    module = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3))
    with pytest.raises(SymrfError, match=message) as error:
        symrf.read(module, input_shape=shape)
    assert "\n" not in str(error.value)


def test_what_export_cannot_follow_is_one_line() -> None:
    with pytest.raises(SymrfError, match="cannot follow Branching") as error:
        symrf.read(Branching(), input_shape=(1, 3, 4, 4))
    assert "\n" not in str(error.value)


def test_what_is_not_known_is_a_frontier() -> None:
    class Mixed(torch.nn.Module):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.conv = torch.nn.Conv1d(2, 2, 3)
            self.lstm = torch.nn.LSTM(2, 2, batch_first=True)

        def forward(self, x: Any) -> Any:
            return torch.flip(self.conv(x), [2])

    network = symrf.read(Mixed(), input_shape=(1, 2, 20))
    assert [(end.node, "reverses" in end.reason) for end in network.frontier] == [("flip", True)]
    assert symrf.derive(network).output.size == 3
