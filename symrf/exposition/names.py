"""Names of nodes in short: what all of them begin with, and what within them tells none apart."""

from __future__ import annotations

from collections.abc import Sequence

LONG = 24
"""A name of more letters is shown in short."""


def common(names: Sequence[str]) -> str:
    """What all names begin with, up to a slash or a dot; nothing where a name would be left empty.

    >>> common(["net/block1/conv1", "net/block1/conv2"]), common(["conv1", "conv2"])
    ('net/block1/', '')
    """
    if len(names) < 2:
        return ""
    least, most = min(names), max(names)
    same = next((i for i, (a, b) in enumerate(zip(least, most, strict=False)) if a != b), min(len(least), len(most)))
    cut = max(least.rfind(mark, 0, same) for mark in "/.") + 1
    return least[:cut] if all(len(name) > cut for name in names) else ""


def condensed(names: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Long names with an ellipsis for the parts within them that tell no two apart, and what these parts are.

    >>> condensed(["block1/unit_1/bottleneck_v1/shortcut", "block1/unit_2/bottleneck_v1/shortcut", "conv1"])
    (['block1/unit_1/…/shortcut', 'block1/unit_2/…/shortcut', 'conv1'], ('bottleneck_v1',))
    """
    paths = [tuple(name.split("/")) for name in names]
    after: dict[tuple[str, ...], set[str]] = {}
    for path in paths:
        for i, part in enumerate(path):
            after.setdefault(path[:i], set()).add(part)
    whole, found, left_out = {*paths}, [], dict[str, None]()
    for name, path in zip(names, paths, strict=True):
        kept: list[str] = []
        for i, part in enumerate(path):
            known = 0 < i < len(path) - 1 and len(after[path[:i]]) == 1 and path[:i] not in whole
            if not known or len(name) <= LONG:
                kept.append(part)
            else:
                left_out[part] = None
                kept += ["…"] * (kept[-1] != "…")
        found.append("/".join(kept))
    return found, tuple(left_out)
