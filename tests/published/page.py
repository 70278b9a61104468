"""The record as JSON, and the table of docs/conformance.md that is made from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symrf.readers import read
from symrf.testing.drawn.tree import line
from symrf.testing.mistakes.known import MISTAKES
from tests.tools import ROOT

PAGE = ROOT / "docs" / "conformance.md"
BEGIN, END = "<!-- made by python -m tests.published -->", "<!-- end of what is made -->"
SAYS = {mistake.name: mistake.says for mistake in MISTAKES}


def write(record: Path, found: Mapping[str, Any]) -> None:
    """The record, and the part of the page that shows it."""
    record.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{shown(found)}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def shown(found: Mapping[str, Any]) -> str:
    """A table of all, then for each what differs and on which network."""
    lines = ["| package | right | differs | not asked or not claimed |", "| --- | --- | --- | --- |"]
    for target in found["targets"]:
        if "not_run" in target:
            lines.append(f"| {target['name']} | | | could not be run: {target['not_run']} |")
            continue
        cells = [_names(target, verdicts) for verdicts in (("right",), ("wrong", "error"), ("unsupported",))]
        lines.append(f"| [{target['name']}]({target['url']}) | {' | '.join(cells)} |")
    return "\n".join([*lines, "", *(row for target in found["targets"] for row in _differences(target))])


def _names(target: Mapping[str, Any], verdicts: tuple[str, ...]) -> str:
    names = [c["name"].replace("_", " ") for c in target["capabilities"] if c["verdict"] in verdicts]
    return ", ".join(names) or "–"


def _differences(target: Mapping[str, Any]) -> list[str]:
    head = [f"**{target['name']}**: {target['how']}" + (f"; {target['note']}" if target["note"] else "") + "."]
    if "not_run" in target:
        return [*head, ""]
    head[0] += f" {target['examples']} networks a capability, seed {target['seed']}."
    rows = [_difference(c) for c in target["capabilities"] if c["verdict"] in ("wrong", "error")]
    told = "; ".join(map(_proof, target["symbols"]["proofs"]))
    return [*head, "", *rows, *([f"- with symbols: {told}"] if told else []), ""]


def _proof(found: Mapping[str, Any]) -> str:
    """What symbols showed of one quantity."""
    told = f"{found['quantity'].replace('_', ' ')} {found['verdict']}"
    if found["verdict"] == "open":
        return f"{told} at depth {found['depth']}"
    if found["verdict"] == "proved":
        return f"{told} up to depth {found['depth']}" + (f" with {found['held']}" if found["held"] else "")
    where = ", ".join(f"{name} = {value}" for name, value in found["at"].items() if name != "true")
    check = found["confirmed"]
    return f"{told} at {where}, where it is {found['at']['true']} ({_by(check)})"


def _by(check: Mapping[str, Any]) -> str:
    return f"{check['by']} agrees with the true value" if check["agrees"] else f"{check['by']} does not show it"


def _difference(found: Mapping[str, Any]) -> str:
    name, network = found["name"].replace("_", " "), line(read(found["network"]))
    if found["verdict"] == "error":
        return f"- {name}: {found['reason']}; least network {network}"
    mistake = found["mistake"]
    because = f": {SAYS[mistake]} (`{mistake}`)" if mistake else ""
    what = found["quantity"].replace("_", " ")
    values = f"{what} is given as {_value(found['returned'])} and is {_value(found['true'])}"
    return f"- {name}: on {network}, {values}{because}; {_by(found['confirmed'])}"


def _value(value: Any) -> str:
    return f"{value[0]} … {value[1]}" if isinstance(value, list) else "nothing" if value is None else str(value)
