"""torchvision's models on the meta device, some compared with eager NaN: python -m tests.torchvision_models [NAME …]

Classifiers, segmentation and video. Each is read in one line and without weights; of a dozen classifiers what is read
is compared with what they compute, at every place where a module's output begins and ends.
"""

from __future__ import annotations

import importlib.util
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import torch

import symrf

COMPARED = (
    "mobilenet_v3_small", "resnet18", "shufflenet_v2_x0_5", "squeezenet1_1", "mnasnet0_5", "regnet_y_400mf",
    "efficientnet_b0", "densenet121", "googlenet", "vgg11_bn", "mobilenet_v2", "resnext50_32x4d",
)  # fmt: skip
"""A dozen families."""
SIDE = 64
"""Samples along each side of the input where models run."""
MAKING: dict[str, dict[str, Any]] = {"googlenet": {"init_weights": False}, "inception_v3": {"init_weights": False}}
OPERATORS = (
    "nms", "qnms", "roi_align", "qroi_align", "ps_roi_align", "roi_pool", "ps_roi_pool", "deform_conv2d",
    "_roi_align_backward", "_ps_roi_align_backward", "_roi_pool_backward", "_ps_roi_pool_backward",
    "_deform_conv2d_backward",
)  # fmt: skip
"""Those of detection, which torchvision's extension defines. The package is not imported without their names."""


def without_extension() -> Any:
    """Name the operators where the extension is compiled for another torch than this; no model here uses one."""
    found = importlib.util.find_spec("torchvision")
    try:
        torch.ops.load_library(str(Path(found.submodule_search_locations[0]) / "_C.so"))  # type: ignore[union-attr,index]
    except OSError:
        library = torch.library.Library("torchvision", "DEF")
        for name in OPERATORS:
            library.define(f"{name}(Tensor x) -> Tensor")
        return library
    return None


_library = without_extension()


def names() -> list[str]:
    """Every classifier, segmentation model and video model."""
    from torchvision import models

    return [name for part in (models, models.segmentation, models.video) for name in models.list_models(module=part)]


def made(name: str) -> Any:
    """The model with weights that nobody has trained."""
    from torchvision import models

    backbone = {"weights_backbone": None} if name in models.list_models(module=models.segmentation) else {}
    return models.get_model(name, weights=None, **backbone, **MAKING.get(name, {})).eval()


def shape(name: str) -> tuple[int, ...]:
    """What it takes."""
    from torchvision import models

    if name not in models.list_models(module=models.video):
        return (1, 3, 299, 299) if name == "inception_v3" else (1, 3, 224, 224)
    side = 112 if name in ("r3d_18", "mc3_18", "r2plus1d_18") else 224
    return (1, 3, 16, side, side)


def read(name: str) -> Any:
    """Its network, without a weight being made, but for models that compute while they are built."""
    try:
        with torch.device("meta"):
            module = made(name)
    except NotImplementedError:  # RegNet's widths
        module = made(name)
    return symrf.read(module, input_shape=shape(name))


def compared(name: str) -> tuple[int, list[str]]:
    """How many features of how many modules were compared with NaN, and what differs."""
    from tests.test_torch import disagreements

    torch.manual_seed(0)
    module, given = made(name), (1, 3, SIDE, SIDE)
    return disagreements(symrf.read(module, input_shape=given), module, given)


def main() -> int:
    """Read all models, or those named; a line for each."""
    bad = 0
    warnings.simplefilter("ignore")
    for name in sys.argv[1:] or names():
        started = time.process_time()
        try:
            network = read(name)
            field = symrf.derive(network).output
            ends = "; ".join(f"{end.node} ({end.op}): {end.reason}" for end in network.frontier)
            said = f"{len(network.nodes)} nodes, {field.name}, {ends or 'no frontier'}"
            if name in COMPARED:
                count, wrong = compared(name)
                bad += len(wrong)
                said += f", {count} features compared, {len(wrong)} wrong {wrong[:3] or ''}"
        except symrf.SymrfError as error:
            bad, said = bad + 1, str(error)
        print(f"{name}: {said}, {time.process_time() - started:.1f} s", flush=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
