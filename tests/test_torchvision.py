"""A model of torchvision's, where that is installed; python -m tests.torchvision_models reads them all."""

from typing import Any

import pytest

pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

from tests.tools import missing, some

if why := missing("torchvision"):
    pytest.skip(why, allow_module_level=True)

import torch

import symrf
from tests import torchvision_models as models
from tests.test_torch import disagreements

pytestmark = pytest.mark.filterwarnings("default")


@pytest.mark.parametrize("name", some(models.COMPARED, 14, 3))
def test_what_is_read_is_what_torchvision_computes(name: str) -> None:
    count, wrong = models.compared(name)
    assert (count > 20, wrong) == (True, [])


def test_a_detector_is_what_torchvision_computes_up_to_its_boxes() -> None:
    from torchvision.models.detection import RetinaNet
    from torchvision.models.detection.anchor_utils import AnchorGenerator

    body = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3, stride=2, padding=1), torch.nn.Conv2d(4, 32, 3, stride=2))
    body.out_channels = 32
    anchors, given = AnchorGenerator(((8,),), ((1.0,),)), (1, 3, 24, 24)
    module = RetinaNet(body, 2, anchor_generator=anchors, min_size=24, max_size=24).eval()
    network = symrf.read(module, input_shape=given)
    assert "head.classification_head.conv.3.0" in network.nodes_by_name
    assert all("head" in end.node or end.node == "the rest" for end in network.frontier)
    assert disagreements(network, module, given) == (200, [])


def test_a_model_is_read_without_weights() -> None:
    field = symrf.derive(models.read("resnet18"))["layer4.1.conv2"]
    assert (field.size, field.stride, field.output_size) == (435, 32, 7)


def windowed() -> dict[str, tuple[Any, tuple[int, ...]]]:
    """Attention within windows, and among samples of a grid: small ones of two families."""
    from torchvision.models import MaxVit, SwinTransformer

    return {
        "swin": (SwinTransformer([2, 2], 4, [2], [2], [4, 4], stochastic_depth_prob=0.0), (1, 3, 20, 20)),
        "maxvit": (MaxVit((32, 32), 8, 4, [8], [1], 4, 0.0), (1, 3, 32, 32)),
    }


@pytest.mark.parametrize("name", some(["swin", "maxvit"], 2))
def test_attention_in_windows_is_followed(name: str) -> None:
    module, given = windowed()[name]
    network = symrf.read(module.eval(), input_shape=given)
    assert network.frontier == ()
    count, wrong = disagreements(network, module, given)
    assert (count > 20, wrong) == (True, [])
