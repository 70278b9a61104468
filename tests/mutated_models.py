"""Files that are changed at random: python -m tests.mutated_models [HOW MANY [SEED [onnx | json | cfg]]]

Each is an answer or one line, in less than two seconds and a gigabyte, with no file opened but the one given.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx

import symrf
from symrf.derivation.answers.jsonform import as_tables
from symrf.errors import SymrfError
from tests import mutated_texts
from tests.mutated_texts import spoiled
from tests.onnx_small import SMALL

SECONDS, BYTES = 2.0, 1 << 30
ABSURD = (-(2**63), -1, 0, 2**31, 2**62, 2**63 - 1)
NAMES = ("", "input", "a" * 400, "x\n\x1b[2J", "../../etc/passwd", "__import__('os')", "\u202ename", "x")


def originals() -> list[Any]:
    """Models to change: the small ones, and a real one without weights."""
    from tests import light_models

    squeezenet = onnx.load(light_models.path("squeezenet"), load_external_data=False)
    return [made for made, _ in SMALL.values()] + [squeezenet]


def changed(made: Any, chance: random.Random) -> bytes:
    """The model as a file, with a few changes to what it says or to its bytes."""
    model = onnx.ModelProto()
    model.CopyFrom(made)
    for _ in range(chance.randint(0, 4)):
        _edit(model.graph, chance)
    return spoiled(model.SerializeToString(), chance)


def _edit(graph: Any, chance: random.Random) -> None:
    """One change to a graph."""
    node = chance.choice(graph.node)
    match chance.randrange(9):
        case 0 if node.attribute:
            attribute = chance.choice(node.attribute)
            attribute.ints[:] = [chance.choice((*ABSURD, 1, 2, 3)) for _ in attribute.ints]
        case 1 if node.input:
            every = [name for other in graph.node for name in (*other.input, *other.output)]
            node.input[chance.randrange(len(node.input))] = chance.choice(every)
        case 2 if node.output:
            node.output[0] = chance.choice(NAMES)
        case 3:
            node.op_type = chance.choice(graph.node).op_type
        case 4:
            graph.node.remove(node)
            if not graph.node:
                graph.node.add().op_type = "Relu"
        case 5:
            graph.node.append(node)
        case 6:
            dims = graph.input[0].type.tensor_type.shape.dim
            chance.choice(dims).dim_value = chance.choice(ABSURD)
        case 7 if graph.initializer:
            held = chance.choice(graph.initializer)
            held.dims[:] = [chance.choice(ABSURD) for _ in held.dims]
        case _:
            node.name, node.domain = chance.choice(NAMES), chance.choice(("", "", "com.microsoft"))


def outcome(path: str) -> str:
    """What comes of a file: an answer, or one line."""
    try:
        network = symrf.read(path)
        for one in network.by_source():
            as_tables(symrf.derive(one))
    except SymrfError as error:
        if "\n" in str(error):
            raise ValueError(f"more than one line: {error}") from None
        return "one line"
    return "an answer"


def _of_python(name: str) -> bool:
    """Whether it is a module that is imported, or its compiled form on its way to its place."""
    return name.endswith(".py") or "__pycache__" in name


KINDS: dict[str, tuple[Callable[[], list[Any]], Callable[[Any, random.Random], bytes]]] = {
    "onnx": (originals, changed),
    "json": (mutated_texts.trees, mutated_texts.changed_tree),
    "cfg": (mutated_texts.configurations, mutated_texts.changed_lines),
}
"""For each extension what is changed, and how."""


def run(count: int, seed: int = 0, kind: str = "onnx") -> Counter[str]:
    """How many files come to what; RuntimeError where one takes too long, opens another file or fails otherwise."""
    made, change = KINDS[kind]
    chance, every = random.Random(seed), made()
    opened: list[str] = []
    watching = False

    def watch(event: str, args: tuple[Any, ...]) -> None:
        if watching and event == "open" and isinstance(args[0], str | bytes) and not _of_python(str(args[0])):
            opened.append(str(args[0]))

    sys.addaudithook(watch)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"model.{kind}"
        for number in range(count):
            path.write_bytes(change(chance.choice(every), chance))
            opened.clear()
            watching, started = True, time.process_time()
            try:
                said = outcome(str(path))
            except Exception as error:
                raise RuntimeError(f"file {number} of seed {seed}: {type(error).__name__}: {error}") from error
            finally:
                watching = False
            taken = time.process_time() - started
            if taken > SECONDS:
                raise RuntimeError(f"file {number} of seed {seed}: {taken:.1f} s")
            if set(opened) - {str(path)}:
                raise RuntimeError(f"file {number} of seed {seed}: opened {sorted(set(opened) - {str(path)})}")
            found[said] += 1
    return found


def main(count: str = "2000", seed: str = "0", kind: str = "onnx") -> None:
    """Change so many files, and say what came of them."""
    found = run(int(count), int(seed), kind)
    status = Path("/proc/self/status")  # getrusage counts the process that started this one too
    said = re.search(r"VmHWM:\s*(\d+)", status.read_text()) if status.exists() else None
    peak = int(said[1]) * 1024 if said else 0
    if peak > BYTES:
        raise SystemExit(f"{peak // 2**20} MB")
    print(f"{dict(found)}, {peak // 2**20} MB at most")


if __name__ == "__main__":
    main(*sys.argv[1:])
