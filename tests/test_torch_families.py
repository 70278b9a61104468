"""Blocks of torchvision's families: what every module sees is what eager PyTorch does with a NaN."""

from typing import Any

import pytest

pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

import torch

import symrf
from tests.test_torch import poisoned
from tests.tools import some
from tests.torch_families import FAMILIES

pytestmark = pytest.mark.filterwarnings("default")


@pytest.mark.parametrize("name", some([*FAMILIES], 2))
def test_every_module_sees_what_a_nan_shows(name: str) -> None:
    """A few rows and columns of the input, the first and the last among them; gates and all."""
    kind, shape = FAMILIES[name]
    torch.manual_seed(0)
    module = kind().eval()
    network = symrf.read(module, input_shape=shape)
    assert network.frontier == ()
    derivation, compared = symrf.derive(network), 0
    for place, axis in ((2, "h"), (3, "w")):
        told: dict[str, list[Any]] = {}
        for index in (0, shape[place] // 2, shape[place] // 2 + 1, shape[place] - 1):
            for path, (where, *_) in poisoned(module, shape, place, index).items():
                if path not in derivation or where.ndim != 4:
                    continue
                if path not in told:
                    field = derivation[path][axis]
                    assert field.output_size == where.shape[place], path
                    told[path] = [field.region_in_bounds(y) for y in range(where.shape[place])]
                seen = where.amax(tuple(i for i in range(4) if i != place)).nonzero().flatten().tolist()
                ends = told[path]
                within = [y for y, region in enumerate(ends) if region and region[0] <= index <= region[1]]
                if name == "DeepLab":  # between the taps of a dilated window nothing is read
                    within = [y for y in within if y in seen or index in ends[y]]
                assert seen == within, (path, axis, index)
                compared += 1
    assert compared > 100
