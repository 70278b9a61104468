"""Models of other tools, by what their files are called or where their objects come from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from symrf.readers.architecture import Architecture


def reads(source: Any) -> Architecture | None:
    """The network of an ONNX file, or of a model that onnx has loaded; None of anything else."""
    is_file = isinstance(source, str | Path) and str(source).lower().endswith(".onnx")
    if not is_file and type(source).__module__.split(".")[0] != "onnx":
        return None
    from symrf.readers.onnx import from_onnx

    return Architecture(from_onnx(source))
