"""Antialiased resizing of PyTorch: which samples move a feature, one at a time."""

from typing import Any

import pytest

pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

import torch

import symrf

pytestmark = pytest.mark.filterwarnings("default")


class Resized(torch.nn.Module):  # type: ignore[misc,name-defined]
    """A convolution of one tap, and antialiased resizing to a size or by a factor."""

    def __init__(self, mode: str, to: Any, corners: bool | None = None) -> None:
        super().__init__()
        self.body = torch.nn.Conv2d(1, 1, 1, bias=False)
        self.more = {"mode": mode, "align_corners": corners, "scale_factor" if isinstance(to, float) else "size": to}

    def forward(self, x: Any) -> Any:
        return torch.nn.functional.interpolate(self.body(x), antialias=True, **self.more)


@pytest.mark.parametrize(
    ("mode", "to", "n"),
    [("bilinear", 0.5, 11), ("bilinear", (4, 4), 12), ("bilinear", (17, 17), 12),
     ("bicubic", 0.25, 19), ("bicubic", 1.5, 9)],
)
def test_antialiasing_is_followed_where_all_features_read_alike(mode: str, to: Any, n: int) -> None:
    module = Resized(mode, to)
    field = symrf.derive(symrf.read(module, input_shape=(1, 1, n, n))).output["h"]
    with torch.no_grad():
        rows = torch.eye(n, dtype=torch.float64)[:, None, :, None].expand(n, 1, n, n)
        moved = module.double()(rows)[:, 0, :, -1].abs() > 1e-9
    ends = [(int(seen.nonzero()[0]), int(seen.nonzero()[-1])) for seen in moved.T]
    assert [field.region_in_bounds(y) for y in range(field.output_size)] == ends


@pytest.mark.parametrize(
    ("to", "corners", "reason"), [((7, 7), None, "different numbers of samples"), ((17, 17), True, "half pixels alone")]
)
def test_antialiasing_of_which_features_read_unlike_is_a_frontier(to: Any, corners: Any, reason: str) -> None:
    network = symrf.read(Resized("bilinear", to, corners), input_shape=(1, 1, 12, 12))
    assert [reason in end.reason for end in network.frontier] == [True]
