"""The published functions, each called as its documentation shows, on a network of one axis.

A wrapper raises NotImplementedError where its package does not claim to know a network. Packages are imported inside.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Any

from symrf.network import Network
from symrf.testing.functions.adapters import rows
from symrf.testing.functions.torch_module import module
from tests.published.gradient import gradient
from tests.published.onnx_model import model


@dataclass(frozen=True)
class Target:
    """requirement: what pip installs beside torch, without its dependencies. how: what is called. note: for readers.

    isolate: whether it may be called in a process of its own. few: so many networks a capability show all that all of
    them do; so many are tried where the record is only compared.
    """

    name: str
    requirement: str | None
    call: Callable[[Network], Any]
    how: str
    url: str
    examples: int = 1000
    note: str = ""
    isolate: bool = True
    few: int = 10


def size_of(network: Network) -> int:
    """The samples of the input."""
    if not network.input_size:
        raise NotImplementedError("an input of unknown size")
    return int(next(iter(network.input_size.values())))


def sequential(network: Network) -> Any:
    """A torch nn.Sequential with parameters; joins and modules without parameters are not asked."""
    made = module(network)
    if any(node.layer.joins for node in network.nodes) or next(made.parameters(), None) is None:
        raise NotImplementedError("a chain with at least one convolution")
    return made


def torchscan_old(network: Network) -> dict[str, Any]:
    """torchscan 0.1: crawl_module."""
    from torchscan import crawl_module

    n = size_of(network)
    last = crawl_module(sequential(network), (1, n, n))["layers"][-1]
    return {"size": last["rf"], "stride": last["s"], "padding": last["p"]}


def torchscan_new(network: Network) -> dict[str, Any]:
    """torchscan 0.2: crawl_module; its metrics are of each call of a module."""
    from torchscan import crawl_module

    n = size_of(network)
    last = crawl_module(sequential(network), (1, n, n))["layers"][-1]["metrics"]
    names = {"size": "receptive_field", "stride": "effective_stride", "padding": "effective_padding"}
    return {ours: last[theirs]["value"] for ours, theirs in names.items()}


def rf_calc(network: Network) -> dict[str, Any]:
    """rf_calc.receptive_field: the last row of the table that it returns."""
    from rf_calc import receptive_field

    row = receptive_field(sequential(network), size_of(network)).iloc[-1]
    first = {"size": row["Receptive_field"], "output_size": row["Output_Img_size"]}
    return {quantity: int(text.split("*")[0]) for quantity, text in first.items()}


def _netharn() -> Any:
    """netharn's analytic part alone: the rest of the package, and torchvision's model classes, are stood in for."""

    class Missing(types.ModuleType):
        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return type(name, (), {}) if name[0].isupper() else Missing(name)

    if "netharn" not in sys.modules:
        found = next(Path(p) for p in sys.path if (Path(p) / "netharn").is_dir())
        package = types.ModuleType("netharn")
        package.__path__ = [str(found / "netharn")]
        sys.modules["netharn"] = package
        sys.modules.setdefault("torchvision", Missing("torchvision"))
    from netharn.analytic import output_shape_for, receptive_field_for

    return receptive_field_for.ReceptiveFieldFor, output_shape_for.OutputShapeFor


def netharn(network: Network) -> dict[str, Any]:
    """ReceptiveFieldFor and OutputShapeFor; `crop` is where the first output is centred, sample 0 being at 0."""
    field, shape = _netharn()
    made, n = sequential(network), size_of(network)
    if any(node.layer.op == "upsample" or getattr(node.layer, "padding", 0) == "same" for node in network.nodes):
        raise NotImplementedError("neither upsampling nor padding='same'")
    found = field(made)()
    numbers = {"size": found["shape"], "stride": found["stride"], "center": found["crop"]}
    return {key: float(value[0]) for key, value in numbers.items()} | {"output_size": int(shape(made)((1, 1, n, n))[2])}


def torchlens(network: Network) -> dict[str, Any]:
    """trace(…).receptive_fields(); fields that it calls exact, at the last operation before the output."""
    import torch
    import torchlens as tl

    n = size_of(network)
    table = tl.trace(module(network).eval(), torch.zeros(1, 1, n, n)).receptive_fields().to_pandas()
    row = table.iloc[-1]
    if not row["exact"]:
        raise NotImplementedError(f"it says {row['status']}")
    return {"size": row["size"][0], "stride": row["jump"][0], "center": row["center0"][0]}


def pyannote(network: Network) -> dict[str, Any]:
    """pyannote.audio.utils.receptive_field, loaded alone: it needs nothing of the package."""
    found = next(Path(p) for p in sys.path if (Path(p) / "pyannote").is_dir())
    spec = util.spec_from_file_location("receptive_field", found / "pyannote/audio/utils/receptive_field.py")
    if spec is None or spec.loader is None:
        raise ImportError("pyannote/audio/utils/receptive_field.py")
    helpers = util.module_from_spec(spec)
    spec.loader.exec_module(helpers)
    letters = {"kernel_size": 0, "stride": 1, "padding": 2, "dilation": 3}
    columns = {name: [row[at] for row in rows(network, "kspd")] for name, at in letters.items()}
    found_size = helpers.multi_conv_num_frames(next(iter(network.input_size.values())), **columns)
    return {
        "output_size": found_size,
        "size": helpers.multi_conv_receptive_field_size(1, **columns),
        "center": helpers.multi_conv_receptive_field_center(0, **columns),
    }


def onnx_shapes(network: Network) -> dict[str, Any]:
    """onnx.shape_inference.infer_shapes."""
    from onnx import shape_inference

    made = shape_inference.infer_shapes(model(network, size_of(network)), strict_mode=True)
    return {"output_size": made.graph.output[0].type.tensor_type.shape.dim[2].dim_value}


def torch_shapes(network: Network) -> dict[str, Any]:
    """What torch makes of an input without data."""
    import torch

    made, n = module(network).to("meta"), size_of(network)
    return {"output_size": made(torch.empty(1, 1, n, n, device="meta")).shape[2]}


TARGETS = (
    Target("torchscan 0.1.2", "torchscan==0.1.2", torchscan_old, "crawl_module(model, shape), last layer",
           "https://pypi.org/project/torchscan/", 100),
    Target("torchscan 0.2.0", "torchscan==0.2.0", torchscan_new, "crawl_module(model, shape), last layer's metrics",
           "https://pypi.org/project/torchscan/", 60,
           "its scope says module_call: it reports each layer alone, and so differs from the field of the whole"),
    Target("rf-calc 0.0.7", "rf-calc==0.0.7", rf_calc, "receptive_field(model, n), last row",
           "https://pypi.org/project/rf-calc/", 100),
    Target("netharn 0.6.2", "netharn==0.6.2", netharn, "ReceptiveFieldFor(model)(), OutputShapeFor(model)(shape)",
           "https://pypi.org/project/netharn/", 200,
           "its analytic part is loaded alone; torchvision's classes, which no layer here is of, are stood in for",
           few=130),
    Target("torchlens 2.36.1", "torchlens==2.36.1", torchlens, "trace(model, x).receptive_fields(), where exact",
           "https://pypi.org/project/torchlens/", 30, isolate=False, few=8),
    Target("pyannote.audio 4.0.7", "pyannote.audio==4.0.7", pyannote, "utils.receptive_field.multi_conv_…",
           "https://pypi.org/project/pyannote.audio/", 1000,
           "the file is loaded alone; the package calls it without padding"),
    Target("onnx 1.19.1", "onnx==1.19.1", onnx_shapes, "shape_inference.infer_shapes, opset 19",
           "https://pypi.org/project/onnx/", 500, few=20),
    Target("torch 2.13.0", None, torch_shapes, "shapes on the meta device", "https://pypi.org/project/torch/", 200),
    Target("gradients in torch 2.13.0", None, gradient, "which inputs have a gradient (tests/published/gradient.py)",
           "https://pypi.org/project/torch/", 30),
)  # fmt: skip
