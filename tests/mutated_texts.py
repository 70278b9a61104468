"""Networks written as JSON or as Darknet's cfg, changed at random: numbers, names, branches and bytes."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from tests.test_formats import CFG, KERAS, keras2

NAMES = ("", "input", "a" * 400, "x\n\x1b[2J", "../../etc/passwd", "__import__('os')", "\u202ename", "\x00", "~2")
ABSURD = (
    -(2**63), -1, 0, 1, 2, 3, 2**31, 2**62, 10**400, 1.5, -0.0, 1e308, None, True, [], {}, [[1]], {"min": -1}, "k",
    "9**9**9", "floor(n/0)", *NAMES,
)  # fmt: skip
SECTIONS = ("route", "shortcut", "crnn", "reorg", "local", "dropout", "net", "maxpool")
LINES = ("layers=-1,-2,0", "from=-1", "stride=0", "size=99", "groups=3", "pad=1", "=")
YOLO = "[net]\nheight=32\nwidth=32\n" + "".join(
    f"[convolutional]\nfilters=4\nsize=3\nstride={1 + n % 2}\npad=1\nactivation=leaky\n[route]\nlayers=-1\n"
    for n in range(4)
)  # fmt: skip


def configurations() -> list[str]:
    """What is written as cfg."""
    return [CFG, YOLO]


def trees() -> list[Any]:
    """What is written as JSON: models of Keras, an architecture file, a list."""
    layers = [
        {"op": "conv", "kernel": 3, "stride": 2, "padding": "same", "name": "a"},
        {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k", "dilation": "2**(i-1)"}]},
        {"op": "conv_transpose", "kernel": 4, "stride": 2, "padding": {"left": 1, "right": 1}},
        {"op": "upsample", "factor": "3/2", "mode": "linear"}, {"op": "global", "name": "g"},
        {"op": "add", "from": ["upsample1", "g"]},
    ]  # fmt: skip
    tree = {"title": "t", "axes": ["h", "w"], "symbols": {"k": {"min": 1}}, "input": {"size": 40}, "layer": layers}
    return [*(json.loads(path.read_text("utf-8"))["model"] for path in KERAS), keras2(), tree, [[3, 2, 1], [2, 2, 0]]]


def changed_tree(made: Any, chance: random.Random) -> bytes:
    """The tree with a few changes, as JSON."""
    tree = [copy.deepcopy(made)]
    for _ in range(chance.randint(0, 4)):
        _edit(tree, chance)
    return spoiled(json.dumps(tree[0]).encode(), chance)


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every container below a container, with a key or an index of it."""
    every = list(tree.items() if isinstance(tree, dict) else enumerate(tree))
    for key, below in every:
        yield tree, key
        if isinstance(below, dict | list):
            yield from _places(below)


def _edit(tree: list[Any], chance: random.Random) -> None:
    """One change: another number or name, a branch taken away, put twice, in another's place or within itself."""
    places = list(_places(tree))
    (one, key), (other, at) = chance.choice(places), chance.choice(places)
    leaves = [(holder, i) for holder, i in places if not isinstance(holder[i], dict | list)]
    match chance.randrange(7):
        case 0 if leaves:
            holder, i = chance.choice(leaves)
            holder[i] = copy.deepcopy(chance.choice(ABSURD))
        case 1 if leaves:
            (holder, i), (source, j) = chance.choice(leaves), chance.choice(leaves)
            holder[i] = source[j]
        case 2 if one is not tree:
            del one[key]
        case 3:
            one[key] = copy.deepcopy(other[at])
        case 4 if isinstance(one, list):
            one.insert(key, copy.deepcopy(one[key]))
        case 5:
            for _ in range(chance.choice((2, 60))):
                one[key] = [one[key]]
        case _ if isinstance(one, dict):
            one[chance.choice(NAMES)] = one[key]


def changed_lines(made: str, chance: random.Random) -> bytes:
    """The cfg with a few lines changed."""
    lines = made.splitlines()
    for _ in range(chance.randint(0, 5)):
        at = chance.randrange(len(lines))
        key, equals, _ = lines[at].partition("=")
        match chance.randrange(6):
            case 0 | 1 if equals:
                given = [str(chance.choice(ABSURD)) for _ in range(chance.choice((1, 1, 2)))]
                lines[at] = f"{key}={','.join(given)}"
            case 2 if len(lines) > 2:
                del lines[at]
            case 3:
                lines.insert(at, chance.choice(lines))
            case 4:
                lines[at] = f"[{chance.choice(SECTIONS)}]"
            case _:
                lines[at] = chance.choice(LINES)
    return spoiled("\n".join(lines).encode("utf-8", "surrogatepass"), chance)


def spoiled(text: bytes, chance: random.Random) -> bytes:
    """Sometimes with a few bytes changed."""
    data = bytearray(text)
    for _ in range(chance.choice((0, 0, 0, 0, 0, 0, 1, 3))):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1 if len(data) > 60:
                del data[at : at + chance.randint(1, 40)]
            case 2:
                data[at:at] = chance.randbytes(chance.randint(1, 8))
            case _:
                data = data[: at + 1]
    return bytes(data)
