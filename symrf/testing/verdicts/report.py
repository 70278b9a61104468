"""A report of conformance for people and for programs: text, JSON, JUnit, Markdown with a badge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from symrf.network import Network
from symrf.testing.drawn.capabilities import CAPABILITIES, compared, named
from symrf.testing.drawn.tree import line, tree
from symrf.testing.mistakes.known import MISTAKES
from symrf.testing.truth import QUANTITIES, Truth, samples
from symrf.testing.verdicts.runner import ERROR, RIGHT, UNSUPPORTED, WRONG, Outcome
from symrf.testing.verdicts.symbolic import Proof, Symbolic

ABOUT = {capability.name: capability.about for capability in CAPABILITIES}
BY_NAME = {mistake.name: mistake for mistake in MISTAKES}
WIDEST = 40
"""Of how many samples a picture shows at most what a feature reads of them."""
SIGN = {RIGHT: "✓", WRONG: "✗", ERROR: "!", UNSUPPORTED: "–"}


@dataclass(frozen=True)
class Report:
    """What came out for every capability, and for symbols."""

    target: str
    seed: int
    examples: int
    results: tuple[Outcome, ...]
    symbols: Symbolic
    hooks: tuple[str, ...] | None = None
    """The quantities that have a hook, where the target is a class of hooks."""

    def __getitem__(self, name: str) -> Outcome:
        return next(result for result in self.results if result.name in named([name], "capability"))

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong but what is known to be."""
        return all(result.ok for result in self.results) and not self.refuted

    @property
    def refuted(self) -> tuple[Proof, ...]:
        """What symbols refute; what known failures compare may be refuted."""
        return self.symbols.refuted_beside(compared(result.name for result in self.results if result.known is not None))

    @property
    def missing_hooks(self) -> tuple[str, ...]:
        """The quantities without a hook."""
        return () if self.hooks is None else tuple(q for q in QUANTITIES if q not in self.hooks)


def value_text(value: Any) -> str:
    """A returned or true value: a number, or the region (first, last) of a feature."""
    if isinstance(value, tuple):
        return f"{value[0]} … {value[1]}"
    return "nothing" if value is None else str(value)


def summary(result: Outcome) -> str:
    """One line: what was compared, or why nothing was."""
    if result.verdict == UNSUPPORTED:
        return result.reason
    if result.verdict == ERROR:
        return result.reason
    if result.verdict == RIGHT:
        told = f"{result.compared} networks"
    else:
        told = ", ".join(f"{quantity} on {count}" for quantity, count in result.wrong.items())
        told = f"{told} of {result.compared} networks"
    return f"{told} (a known failure: {result.known})" if result.known else told


def details(result: Outcome) -> list[str]:
    """What a maintainer needs of a failure: the least network, what is returned and what is true, the mistake."""
    found = [f"{ABOUT[result.name]}: {summary(result)}"]
    if result.known is not None and result.verdict in (RIGHT, UNSUPPORTED):
        found.append("  known_failures names it, and it no longer fails; take it out")
    if result.network is not None:
        found.append(f"  {_which(result):<15} {line(result.network)}")
    if result.verdict == WRONG and result.network is not None:
        of = f" of feature {result.feature}" if result.quantity in ("regions", "regions_in_bounds") else ""
        what = f"{str(result.quantity).replace('_', ' ')}{of}"
        found.append(f"  {what:<15} returned {value_text(result.returned)}, true {value_text(result.true)}")
        found += [f"  {row}" for row in picture(result.network, result.feature).splitlines()]
        found += [f"  mistake         {row}" for row in mistakes(result)]
    return found + [f"  note            {note}" for note in result.notes]


def _which(result: Outcome) -> str:
    return "least network" if result.least else "for example"


def mistakes(result: Outcome) -> list[str]:
    """A line for each wrong quantity: which known mistake agrees with everything that was returned."""
    lines = []
    for quantity, names in result.mistakes.items():
        if not names:
            lines.append(f"{quantity}: none of the {len(MISTAKES)} known mistakes agrees with all that was returned")
            continue
        first, *others = names
        told = f"{quantity} agrees with {first} on all {result.compared} networks: {BY_NAME[first].says}"
        more = f"; so does {', '.join(others)}" if others else ""
        lines.append(f"{told} (right where: {BY_NAME[first].right}){more}")
    return lines


def proof_line(proof: Proof) -> str:
    """One quantity's proof, or what refutes it."""
    told = f"{proof.quantity}: {proof.verdict}"
    if proof.verdict == "proved":
        held = f", with {proof.held}" if proof.held else ""
        return f"{told} for every {', '.join(proof.of)} at depths 1 to {proof.depth}{held}"
    short = proof.expression if len(proof.expression) <= 120 else f"{proof.expression[:119]}…"
    return f"{told} at depth {proof.depth}: {short}" + (f" ({proof.detail})" if proof.detail else "")


def text(report: Report) -> str:
    """The table, then every failure, then what is proved."""
    from symrf.render.text import grid

    rows = [[SIGN[r.verdict], r.name, r.verdict, summary(r)] for r in report.results]
    parts = [grid(["", "capability", "verdict", report.target], rows)]
    parts += ["\n".join(details(r)) for r in report.results if not r.ok or r.verdict in (WRONG, ERROR) or r.notes]
    proofs = [f"  {proof_line(proof)}" for proof in report.symbols.proofs]
    reason = [f"  {report.symbols.reason}"] if report.symbols.reason else []
    parts.append("\n".join(["symbols", *proofs, *reason]))
    if report.hooks is not None:
        missing = ", ".join(report.missing_hooks) or "none"
        parts.append(f"hooks: {len(report.hooks)} implemented; not implemented, and skipped: {missing}")
    return "\n\n".join([*parts, tally(report)]) + "\n"


def tally(report: Report) -> str:
    """How many of each verdict."""
    counts = {v: sum(r.verdict == v for r in report.results) for v in SIGN}
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
    return f"{told}; {report.examples} networks each, seed {report.seed}"


def record(report: Report) -> dict[str, Any]:
    """The report as a JSON-ready table."""
    return {
        "target": report.target,
        "seed": report.seed,
        "examples": report.examples,
        "ok": report.ok,
        "capabilities": [result_record(result) for result in report.results],
        "symbols": {
            "reason": report.symbols.reason or None,
            "proofs": [dict(vars(proof)) for proof in report.symbols.proofs],
        },
        "hooks": None if report.hooks is None else list(report.hooks),
    }


def result_record(result: Outcome) -> dict[str, Any]:
    """One capability of it."""
    return {
        "name": result.name,
        "verdict": result.verdict,
        "network": None if result.network is None else tree(result.network),
        "least": result.least,
        "quantity": result.quantity,
        "feature": result.feature if result.quantity in ("regions", "regions_in_bounds") else None,
        "returned": plain(result.returned),
        "true": plain(result.true),
        "mistake": result.mistake,
        "mistakes": {quantity: list(names) for quantity, names in result.mistakes.items()},
        "asked": result.asked,
        "compared": result.compared,
        "wrong": dict(result.wrong),
        "reason": result.reason or None,
        "notes": list(result.notes),
        "known": result.known,
    }


def plain(value: Any) -> Any:
    """A value for JSON: an int, [first, last], or text."""
    if isinstance(value, tuple):
        return [plain(x) for x in value]
    return value if value is None or isinstance(value, int) else str(value)


def as_json(report: Report) -> str:
    """`symrf conformance --format json`."""
    return json.dumps({"schema": 1, **record(report)}, indent=2, ensure_ascii=False) + "\n"


def as_junit(report: Report) -> str:
    """A test case a capability, for continuous integration."""
    from symrf.render.junit import TestCase, cases

    found = [
        TestCase(r.name, report.target, summary(r), "\n".join(details(r)), not r.ok, r.ok and r.verdict == UNSUPPORTED)
        for r in report.results
    ]
    proofs = [proof_line(p) for p in report.symbols.proofs] or [report.symbols.reason]
    failed, skipped = bool(report.refuted), not report.symbols.proofs
    found.append(TestCase("symbols", report.target, proofs[0], "\n".join(proofs), failed, skipped))
    return cases(f"symrf conformance {report.target}", found)


def badge(report: Report) -> str:
    """A Markdown image that says how many capabilities are right."""
    right = sum(r.verdict == RIGHT for r in report.results)
    asked = sum(r.verdict != UNSUPPORTED for r in report.results)
    color = "lightgrey" if not asked else "brightgreen" if right == asked else "yellow" if report.ok else "red"
    told = f"{right}/{asked} right"
    link = f"https://img.shields.io/badge/{quote('receptive fields')}-{quote(told, safe='')}-{color}"
    return f"![receptive fields: {told}]({link})"


def as_markdown(report: Report) -> str:
    """The badge and the table."""
    lines = [badge(report), "", f"| capability | verdict | `{report.target}` |", "| --- | --- | --- |"]
    for r in report.results:
        told = summary(r) if r.network is None else f"{summary(r)}; {_which(r)}: {line(r.network)}"
        lines.append(f"| {r.name} | {SIGN[r.verdict]} {r.verdict} | {_cell(told)} |")
    lines += ["", *(f"- {_cell(proof_line(p))}" for p in report.symbols.proofs), "", tally(report)]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join("".join(c for c in text if c.isprintable()).replace("|", "\\|").split())


def picture(network: Network, y: int = 0) -> str:
    """Two lines: indices, and under each what becomes of it.

    >>> from symrf.layers import Conv
    >>> print(picture(Network.of(Conv(2, dilation=2, padding=1)).with_input_size(4)))
    feature 0 reads   -1   0   1   2   3
                       o   .   #   .   .   (# read, o padding, . not read)
    """
    read = Truth(network).reads(y)
    if not read:
        return f"feature {y} reads nothing"
    n = samples(network)
    shown = range(min(*read, 0), max(*read, -1 if n is None else n - 1) + 1)
    cut = shown[:WIDEST]
    marks = (("#" if n is None or 0 <= i < n else "o") if i in read else "." for i in cut)
    width = max(3, *(len(str(i)) for i in cut))
    head = f"feature {y} reads"
    more = f" … up to {max(read)}" if len(shown) > len(cut) else ""
    numbers = "".join(f" {i:>{width}}" for i in cut)
    below = "".join(f" {m:>{width}}" for m in marks)
    return f"{head} {numbers}{more}\n{' ' * len(head)} {below}   (# read, o padding, . not read)"


FORMATS: Mapping[str, Any] = {"text": text, "json": as_json, "junit": as_junit, "markdown": as_markdown}
