"""torchvision's models on the meta device, some compared with eager NaN: python -m tests.torchvision_models [NAME …]

All that torchvision lists. Each is read without weights, in a process of its own with a limit of time and of memory,
or refused in one line; of one classifier of a family, every detector and everything quantized, what is read is compared
with what it computes, at every place where a module's output begins and ends.
"""

from __future__ import annotations

import importlib.util
import resource
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import torch

import symrf

COMPARED = (
    "mobilenet_v3_small", "resnet18", "shufflenet_v2_x0_5", "squeezenet1_1", "mnasnet0_5", "regnet_y_400mf",
    "efficientnet_b0", "densenet121", "googlenet", "vgg11_bn", "mobilenet_v2", "resnext50_32x4d", "swin_t", "swin_v2_t",
)  # fmt: skip
"""A family each."""
SIDE = 64
"""Samples along each side of the input where models run."""
SECONDS, BYTES = 60, 2 << 30
"""Of processor time and memory, for each; ten times as much time where a detector runs 128 times or more."""
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


def _listed(*parts: str) -> list[str]:
    """The models of torchvision.models, "", or of parts of it."""
    from torchvision import models

    places = [getattr(models, part) if part else models for part in parts]
    return [name for place in places for name in models.list_models(module=place)]


def names() -> list[str]:
    """Every model."""
    return _listed("", "segmentation", "detection", "quantization", "video", "optical_flow")


def made(name: str, **more: Any) -> Any:
    """The model with weights that nobody has trained."""
    from torchvision import models

    backbone = {"weights_backbone": None} if name in _listed("segmentation", "detection") else {}
    more = MAKING.get(name.removeprefix("quantized_"), {}) | more
    return models.get_model(name, weights=None, **backbone, **more).eval()


def shape(name: str) -> Any:
    """What it takes."""
    if name in _listed("optical_flow"):
        return [(1, 3, 128, 128)] * 2
    if name not in _listed("video"):
        return (1, 3, 299, 299) if name.endswith("inception_v3") else (1, 3, 224, 224)
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
    sized = name in _listed("detection") and not name.startswith("ssd")
    side = 96 if name.endswith("inception_v3") else SIDE
    module, given = made(name, **(SMALL if sized else {})), (1, 3, side, side)
    if name == "ssd300_vgg16":  # on smaller maps it ends without samples; no box is good enough
        module.score_thresh = 1.0
        return at_some_rows(module, (1, 3, 300, 300))
    if name.startswith("ssdlite"):
        module.transform.fixed_size = (side, side)
    return disagreements(symrf.read(module, input_shape=given), module, given)


def at_some_rows(module: Any, shape: tuple[int, ...], most: int = 12) -> tuple[int, list[str]]:
    """How many modules were compared at rows where features begin and end, and those that others see than is said."""
    from tests.real_models import rows
    from tests.test_torch import poisoned

    network = symrf.read(module, input_shape=shape)
    derivation, count, wrong = symrf.derive(network), 0, []
    for place, axis in enumerate(network.axes, 2):
        for row in rows(derivation, axis, shape[place], most):
            said = derivation.seeing(dict.fromkeys(network.axes, 0) | {axis: row})
            for name, calls in poisoned(module, shape, place, row).items():
                if name in network.nodes_by_name and axis in network.layout[name]:
                    at = network.layout[name].index(axis)
                    true = calls[0].any(dim=[i for i in range(calls[0].ndim) if i != at]).nonzero().flatten().tolist()
                    seen = said[name][axis]
                    told = None if seen is None else (seen.first, seen.last, seen.count)
                    count += 1
                    if told != ((true[0], true[-1], len(true)) if true else None):
                        wrong.append(f"{name} {axis}: row {row} is seen by {told}, in truth by {true}")
    return count, wrong


SMALL = {"min_size": SIDE, "max_size": SIDE}
"""What detectors that take images of any size make of them."""


def said_of(name: str) -> tuple[str, int]:
    """What is read, in a line, and how often it is wrong."""
    try:
        network = read(name)
    except symrf.SymrfError as error:
        return f"refused: {error}", 0
    field = symrf.derive(next(iter(network.by_source()))).output
    ends = "; ".join(f"{end.node} ({end.op}): {end.reason}" for end in network.frontier)
    said = f"{len(network.nodes)} rows, {field.name}, {ends or 'no frontier'}"
    if name not in {*COMPARED, *_listed("detection", "quantization")}:
        return said, 0
    count, wrong = compared(name)
    return f"{said}, {count} features compared, {len(wrong)} wrong {wrong[:3] or ''}", len(wrong)


def alone(name: str) -> bool:
    """Print the line, with the time that it takes; whether nothing is wrong with it."""
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    seconds = 10 * SECONDS if name in _listed("detection", "quantization") else SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    started = time.process_time()
    said, wrong = said_of(name)
    print(f"{name}: {said}, {time.process_time() - started:.1f} s", flush=True)
    return not wrong and "\n" not in said


def main(*given: str) -> int:
    """Read all models, or those named; a line for each."""
    if len(given) == 1:
        return 0 if alone(*given) else 1
    bad = 0
    for name in given or names():
        done = subprocess.run([sys.executable, "-m", "tests.torchvision_models", name], capture_output=True, text=True)
        bad += done.returncode != 0
        last = (done.stderr.splitlines() or [""])[-1]
        print(done.stdout or f"{name}: ended by {done.returncode}: {last}", end="" if done.stdout else "\n", flush=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
