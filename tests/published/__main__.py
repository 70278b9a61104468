"""Make the environments, try every published function, and write docs/conformance.json and the table of the page.

    python -m tests.published [--environments DIR] [--only NAME]… [--examples N]
    python -m tests.published --compare [the same]       only say where today's results differ from the record

Needs the network once, for pip; takes about half an hour. Environments stand outside of this tree and are kept.
Continuous integration compares a function of each kind too, a third of the capabilities of each on fewer networks, in
the environment that it has (tests/test_published.py); all of them where HYPOTHESIS_PROFILE is deep.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from symrf.testing.drawn.capabilities import NAMES
from tests.published.page import write
from tests.published.targets import TARGETS, Target
from tests.tools import ROOT, some

BASE = (
    "torch==2.13.0", "numpy==2.4.6", "onnxruntime==1.31.1", "sympy==1.14.0", "hypothesis==6.170.15", "click==8.5.1",
    "lark==1.3.1", "jinja2==3.1.6", "z3-solver==5.4.0.0", "onnx==1.19.1",
)  # fmt: skip
"""What the environment has: torch, what runs the operations, and what symrf needs."""

BESIDE = (
    "pandas==2.2.3", "pytz==2026.1", "python-dateutil==2.9.0.post0", "tzdata==2026.1", "tabulate==0.9.0",
    "pillow==13.0.0", "ubelt==1.4.3", "six==1.17.0", "parse==1.22.4", "pyflakes==4.1.0", "astunparse==1.6.3",
    "pygtrie==2.6.2", "scriptconfig==0.9.1", "kwarray==0.7.2", "packaging==26.3", "safetensors==0.8.0",
    "tqdm==4.70.1", "graphviz==0.21",
)  # fmt: skip
"""What the packages import, in a folder of its own."""

RECORD = ROOT / "docs" / "conformance.json"
HOURS = 2.0


def environment(folder: Path) -> Path:
    """The Python of an environment with BASE, made where it is missing."""
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "made-from"
    if not stamp.exists() or stamp.read_text() != "\n".join(BASE):
        venv.create(folder / "venv", with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *BASE], check=True)
        stamp.write_text("\n".join(BASE))
    return python


def installed(place: Path, python: Path, requirements: Sequence[str]) -> Path:
    """The folder, which holds these packages and nothing that they depend on; made where it is missing or half made."""
    stamp, wanted = place / "made-from", "\n".join(requirements)
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(place, ignore_errors=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
        subprocess.run([*pip, "--target", place, *requirements], check=True, stdout=sys.stderr)
        stamp.write_text(wanted)
    return place


def tried(
    folder: Path, targets: Sequence[Target], few: bool = False, python: Path | None = None, examples: int | None = None
) -> list[dict[str, Any]]:
    """The record of each target; where it cannot be installed or run, why.

    python: that of an environment with torch, onnxruntime and what symrf needs; without one it is made. A package is
    in a folder of its own, so that two versions of one package can be tried, and nothing of it is left behind; all are
    tried in forks of one process. few: every third capability of each, of another target another third, on that many
    networks where `examples` does not say, and proofs by what needs no program.
    """
    records = [{"name": each.name, "how": each.how, "url": each.url, "note": each.note} for each in targets]
    asked: list[dict[str, Any]] = []
    try:
        python = python or environment(folder)
        beside = installed(folder / "beside", python, BESIDE)
        for at, target in enumerate(targets):
            own = [installed(folder / one, python, [one]) for one in [target.requirement] if one is not None]
            number = examples or (target.few if few else target.examples)
            asked.append({"name": target.name, "examples": number, "places": list(map(str, own))})
            asked[-1]["capabilities"] = list(some(NAMES, 3, at % 3) if few else NAMES)
        done = subprocess.run(
            [str(python), "-m", "tests.published.once", *map(json.dumps, asked)], cwd=folder, check=True,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{beside}", "OMP_NUM_THREADS": "1"}
            | ({"PATH": ""} if few else {}),
            stdout=subprocess.PIPE, text=True, timeout=HOURS * 3600 * len(targets),
        )  # fmt: skip
        found = [json.loads(line) for line in done.stdout.splitlines()[-len(targets) :]]
        return [{**known, **one} for known, one in zip(records, found, strict=True)]
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        return [{**known, "not_run": f"{type(error).__name__}: {error}"[:300]} for known in records]


def differences(recorded: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What one target's result says otherwise than the record; how many networks were tried may differ."""
    missing = [(when, x["not_run"]) for when, x in (("then", recorded), ("now", found)) if "not_run" in x]
    if missing:
        return [f"{found['name']} {when} could not be run: {why}" for when, why in missing]
    lines, known = [], {then["name"]: then for then in recorded["capabilities"]}
    for now in found["capabilities"]:
        then = known[now["name"]]
        for key in ("verdict", "network", "quantity", "returned", "true", "mistake"):
            if now[key] != then[key]:
                lines.append(f"{found['name']}, {now['name']}: {key} was {then[key]}, is {now[key]}")
                break
    before, after = (
        {p["quantity"]: (p["verdict"], p["expression"], p["at"]) for p in x["symbols"]["proofs"]}
        for x in (recorded, found)
    )
    if before != after:
        lines.append(f"{found['name']}, symbols: were {before}, are {after}")
    return lines


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--environments", type=Path, default=Path(tempfile.gettempdir()) / "symrf-published")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--examples", type=int)
    parser.add_argument("--compare", action="store_true")
    options = parser.parse_args()
    options.environments.mkdir(parents=True, exist_ok=True)
    before = json.loads(RECORD.read_text()) if RECORD.exists() else {"targets": []}
    found = {entry["name"]: entry for entry in before["targets"]}
    for target in TARGETS:
        if not options.only or target.name in options.only:
            print(f"== {target.name}", file=sys.stderr)
            (found[target.name],) = tried(options.environments.resolve(), [target], examples=options.examples)
    entries = [found[target.name] for target in TARGETS if target.name in found]
    if options.compare:
        lines = [line for entry in before["targets"] for line in differences(entry, found[entry["name"]])]
        print("\n".join(lines) or "as recorded")
        return 1 if lines else 0
    write(RECORD, {"schema": 1, "base": [*BASE, *BESIDE], "targets": entries})
    return 0


if __name__ == "__main__":
    sys.exit(main())
