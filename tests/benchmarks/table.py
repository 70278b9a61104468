"""python -m tests.benchmarks.table RESULTS: docs/performance.md from the results of the benchmarks, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.tools import ROOT

HEAD = """# Performance

Made by `python3 dev.py bench`, which fails where a line is beyond what it may be. Every line is a ratio of
times within one run, or the exponent or factor by which a time grows with a size: neither depends on the machine.
Graphs of more than 8000 edges are derived without the check of the derivation.

| what | measured | at most | in |
| --- | ---: | ---: | --- |
"""


def table(results: dict) -> str:
    """The page: a line for every benchmark that holds something."""
    every = [one["extra_info"] for one in results["benchmarks"] if "what" in one["extra_info"]]
    rows = [
        f"| {i['what']} | {i['value']:g}{' (beyond)' * (i['value'] > i['most'])} | {i['most']:g} | {i['unit']} |"
        for i in every
    ]
    return HEAD + "\n".join(rows) + "\n"


def kept(page: str) -> str:
    """What is written by hand below the table, from the first heading on."""
    _, heading, rest = page.partition("\n## ")
    return heading + rest


if __name__ == "__main__":
    file = ROOT / "docs" / "performance.md"
    page = table(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    file.write_text(page + kept(file.read_text("utf-8")), "utf-8")
