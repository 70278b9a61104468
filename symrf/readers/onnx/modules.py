"""The modules that torch's exporter writes into the metadata of an ONNX file: what they call the operations."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from symrf.readers.model.graph import Operation
from symrf.readers.model.paths import OWN, ModulePlace, named

SCOPES, CLASSES = "pkg.torch.onnx.name_scopes", "pkg.torch.onnx.class_hierarchy"
"""Lists in brackets: paths from the whole model inwards, the name of the node last; and what each of them is."""


def with_paths(operations: Sequence[Operation], nodes: Sequence[Any]) -> list[Operation]:
    """The operations, called by the paths of their modules where the file has these.

    Equal paths one after the other are one call, until a function of torch's comes again under another name. The path
    of a module is also another name of the last operation within it.
    """
    found = list(operations)
    scopes = {i: scope for i, node in enumerate(nodes) if len(scope := _listed(node, SCOPES)) > 1}
    last = {path: i for i, scope in scopes.items() for path in scope[:-1] if path}
    places: list[ModulePlace] = []
    seen: dict[str, str] = {}
    call = 0
    for i, (*_, path, function) in scopes.items():
        classes = _listed(nodes[i], CLASSES)
        short = function.rstrip("0123456789").rstrip("_") or function
        own, kind = len(classes) > 1 and classes[-2].startswith(OWN), classes[-1] if classes else short
        if not places or path != places[-1].path or seen.get(kind, function) != function:
            call, seen = call + 1, {}
        seen[kind] = function
        places.append(ModulePlace(path, own, str(call), short))
    names = named(places)
    taken = {name for name, _ in names}
    for i, place, (name, row) in zip(scopes, places, names, strict=True):
        aliases = tuple(path for path in scopes[i][:-1] if last.get(path) == i and path not in taken)
        found[i] = replace(found[i], called=name if place.path else "", row=row, aliases=aliases)
    return found


def _listed(node: Any, key: str) -> list[str]:
    """A list of texts in the metadata of a node; empty where it is none."""
    for one in node.metadata_props:
        if one.key != key or len(one.value) >= 10_000:
            continue
        try:
            found = ast.literal_eval(one.value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(found, list) and all(isinstance(part, str) for part in found):
            return found
    return []
