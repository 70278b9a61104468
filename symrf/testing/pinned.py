"""Architecture files with [expect] as a regression suite: pin the formulas of your model, and pin them anew."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symrf.claims.network.expect import judge_expected
from symrf.claims.typed.names import ASKED, place
from symrf.derivation import Derivation, derive
from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.numbers import plain
from symrf.readers import Architecture, read_architecture
from symrf.verification import Verdict

PINNED = ("size", "stride", "padding", "center", "output_size")
"""What is pinned of every output where a file has no [expect] yet."""

_TABLE = re.compile(r"\s*\[\s*(?P<name>[^\[\]]+?)\s*\]\s*(#.*)?")
_LINE = re.compile(
    r"""(?P<before>\s*(?P<key>"(?:[^"\\]|\\.)*"|'[^']*')\s*=\s*)(?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|[-+]?\d+)"""
    r"(?P<after>\s*(#.*)?)"
)


@dataclass(frozen=True)
class Pinned:
    """One file: the verdicts on what it expects, or why there are none. skipped: it expects nothing."""

    path: Path
    verdicts: tuple[Verdict, ...] = ()
    error: str = ""
    skipped: str = ""


def files(folder: Path) -> list[Path]:
    """Every TOML and JSON file in a folder and below that is an architecture, hidden folders left out.

    A file counts as one where it has layers or [expect], or cannot be read at all.
    """
    found = sorted(path for pattern in ("*.toml", "*.json") for path in folder.rglob(pattern) if path.is_file())
    seen = (path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return [path for path in seen if _is_architecture(path)]


def _is_architecture(path: Path) -> bool:
    try:
        text = path.read_text("utf-8")
        tree = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError):
        return True
    return isinstance(tree, Mapping) and bool({"layer", "expect"} & set(tree))


def judged(path: Path) -> Pinned:
    """The verdicts on one file; an error is one line, and never ends a run over several."""
    try:
        architecture = read_architecture(str(path))
        if not architecture.expect:
            return Pinned(path, skipped="no [expect]; --update writes one")
        return Pinned(path, tuple(judge_expected(architecture.network, architecture.expect)))
    except SymrfError as error:
        return Pinned(path, error=str(error).removeprefix(f"{path}: "))


def updated(path: Path) -> str | None:
    """The file's text with today's formulas in [expect], all else left as it is; None where nothing changes.

    SymrfError where a quantity has no formula, or where the text cannot be changed line by line.
    """
    architecture = read_architecture(str(path))
    expect = dict(architecture.expect) or dict(_first(architecture.network))
    today = {key: formula(architecture, key) for key in expect}
    text = path.read_bytes().decode("utf-8")  # the ends of its lines are left as they are too
    if path.suffix == ".json":
        tree = json.loads(text)
        return None if tree.get("expect") == today else _written_alike(text, tree, {**tree, "expect": today})
    made = _in_place(text, today) if architecture.expect else _appended(text, today)
    if tomllib.loads(made) != {**tomllib.loads(text), "expect": today}:
        raise SymrfError(f'{path}: [expect] is not written as one "node.quantity" = value a line; write it so')
    return None if made == text else made


def formula(architecture: Architecture, key: str) -> int | str:
    """Today's value of a quantity, as an architecture file writes it."""
    network = architecture.network
    where = place(network, key)
    name = ASKED.get(where.quantity, where.quantity)
    seen = network.seen_from(where.source) if where.source else network
    found = derive(seen, where.node)
    field: Any = found[where.node] if where.axis is None else found[where.node][where.axis]
    value = getattr(field, name)
    if value is None:
        raise SymrfError(f"[expect] {shown(key)}: there is no {name} to write; its features differ, or it is not known")
    exact = plain(found.expanded(value))
    return exact if isinstance(exact, int) else str(exact)


def _first(network: Network) -> Iterator[tuple[str, None]]:
    """What is pinned of a network that nobody has pinned yet: its outputs."""
    for node in network.outputs:
        found = derive(network, node)
        for axis in (None,) if _alike(found, node) else network.axes:
            field: Any = found[node] if axis is None else found[node][axis]
            dotted = node if axis is None else f"{node}.{axis}"
            names = [name for name in PINNED if getattr(field, name) is not None]
            if "size" not in names:
                names += [name for name in ("size_min", "size_max") if getattr(field, name) is not None]
            yield from ((f"{dotted}.{name}", None) for name in names)


def _alike(found: Derivation, node: str) -> bool:
    try:
        return all(getattr(found[node], name) is not NotImplemented for name in PINNED)
    except SymrfError:
        return False


def _in_place(text: str, today: Mapping[str, int | str]) -> str:
    lines, inside = [], False
    for line in text.splitlines(keepends=True):
        if table := _TABLE.fullmatch(line.rstrip("\r\n")):
            inside = table["name"] == "expect"
        found = _LINE.fullmatch(line.rstrip("\r\n")) if inside else None
        if found is not None:
            (key,) = tomllib.loads(f"{found['key']} = 0")
            (old,) = tomllib.loads(f"x = {found['value']}").values()
            if key in today and old != today[key]:
                end = line[len(line.rstrip("\r\n")) :]
                line = f"{found['before']}{json.dumps(today[key], ensure_ascii=False)}{found['after']}{end}"
        lines.append(line)
    return "".join(lines)


def _written_alike(text: str, before: Any, after: Any) -> str:
    """JSON in the form that the text has, where all of it is written by one rule; otherwise indented by two."""
    forms: list[dict[str, Any]] = [{"indent": indent} for indent in (2, 4, "\t", None)] + [{"separators": (",", ":")}]
    forms = [{**form, "ensure_ascii": ascii_only} for form in forms for ascii_only in (False, True)]
    form = next((form for form in forms if json.dumps(before, **form) == text.rstrip()), forms[0])
    return json.dumps(after, **form) + (text[len(text.rstrip()) :] or "\n")


def _appended(text: str, today: Mapping[str, int | str]) -> str:
    rows = (f"{json.dumps(k, ensure_ascii=False)} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in today.items())
    added = "".join([text.rstrip(), "\n\n[expect]\n", *rows])
    return added.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in text else added
