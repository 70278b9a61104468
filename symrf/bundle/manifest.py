"""Whether a bundle still has today's formulas: it is made anew, and every file compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from symrf.bundle.files import MAIN, MANIFEST, Options, bundle, digest
from symrf.errors import SymrfError, shown
from symrf.network import Network

OUTDATED, EDITED, MISSING, NEW, GONE = "outdated", "edited", "missing", "new", "gone"
SAID = {
    OUTDATED: "is no longer what symrf says",
    EDITED: "was edited by hand, and is not what symrf says",
    MISSING: "is missing",
    NEW: "is new; the bundle does not have it",
    GONE: "is no longer among the formulas",
}


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a bundle; SymrfError where there is none, or where it is not one."""
    path = folder / MANIFEST
    try:
        record = json.loads(path.read_text("utf-8"))
        options, files = record["options"], record["files"]
        fine = record["schema"] == 1 and isinstance(files, dict) and isinstance(record["architecture"], dict)
        Options(**options)
    except OSError:
        raise SymrfError(f"no {MANIFEST} in {shown(str(folder))}; symrf bundle ARCH -o DIR makes a bundle") from None
    except (ValueError, KeyError, TypeError):
        fine, record = False, {}
    if not fine:
        raise SymrfError(f"{shown(str(path))} is not the manifest of a bundle; make the bundle again")
    return dict(record)


def differences(folder: Path, network: Network, record: dict[str, Any]) -> list[tuple[str, str]]:
    """(file, how it differs from what is made today), in the order of names; the sample and the manifest apart.

    A theorem whose verdict is another today is named too, with both verdicts.
    """
    today = bundle(network, Options(**record["options"]), record["architecture"])
    was = {str(name): value for name, value in record["files"].items()}
    found = []
    for name in sorted(_compared(today) | _compared(was)):
        if name not in today:
            found.append((name, GONE))
        elif name not in was:
            found.append((name, NEW))
        elif (text := _read(folder / name)) is None:
            found.append((name, MISSING))
        elif text != today[name]:
            found.append((name, OUTDATED if digest(text) == was[name] else EDITED))
    now = json.loads(today[MANIFEST])["theorems"]
    before = record.get("theorems", {})
    changed = [name for name in sorted(now) if before.get(name) != now[name]]
    return found + [(name, f"{before.get(name, 'unnamed')} then, {now[name]} now") for name in changed]


def placed(folder: Path, made: Mapping[str, str]) -> tuple[dict[str, str], list[Path]]:
    """What to write there, and which files of the bundle before to remove, as they are no longer among the formulas.

    SymrfError for a file of such a name that no bundle wrote. A sample that somebody has made a paper of stays.
    """
    was = manifest(folder)["files"] if (folder / MANIFEST).exists() else {}
    names = [name for name in sorted({*was, *made}) if Path(name).name == name and (folder / name).exists()]
    there = {name: _read(folder / name) or "" for name in names}
    foreign = next((name for name in names if name not in {*was, MANIFEST} and there[name] != made[name]), None)
    if foreign is not None:
        raise SymrfError(f"{shown(str(folder / foreign))} is of no bundle and would be overwritten; give another DIR")
    edited = {name for name in names if name in was and digest(there[name]) != was[name]}
    gone = [folder / name for name in names if name not in made and name not in edited]
    return {name: text for name, text in made.items() if not (name == MAIN and name in edited)}, gone


def _compared(names: Iterable[str]) -> set[str]:
    return {name for name in names if name not in (MAIN, MANIFEST)}


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return None
