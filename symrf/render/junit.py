"""Verdicts as a JUnit report, which continuous-integration services show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from symrf.render.text import details, plain
from symrf.render.verdicts import route_words
from symrf.verification import Verdict
from symrf.verification.result import OPEN


@dataclass(frozen=True)
class TestCase:
    """One test: what it is called, of what, what came out in a line and in full; failed, or else skipped where open.

    seconds: how long it took, where that is known.
    """

    name: str
    of: str
    short: str
    long: str
    failed: bool
    skipped: bool = False
    seconds: float | None = None


def cases(name: str, found: Sequence[TestCase]) -> str:
    """A report of tests. The schema wants a number of errors too; what could not be tried counts as failed here."""
    counts = {"failures": sum(case.failed for case in found), "errors": 0, "skipped": sum(c.skipped for c in found)}
    numbers = {key: str(count) for key, count in ({"tests": len(found)} | counts).items()}
    root = ElementTree.Element("testsuite", {"name": plain(name), **numbers})
    for case in found:
        named = {"name": plain(case.name), "classname": plain(case.of)}
        named |= {} if case.seconds is None else {"time": f"{case.seconds:.3f}"}
        element = ElementTree.SubElement(root, "testcase", named)
        if case.failed:
            told = ElementTree.SubElement(element, "failure", message=plain(case.short))
            told.text = "\n".join(map(_printable, case.long.splitlines()))
        elif case.skipped:
            ElementTree.SubElement(element, "skipped", message=plain(case.short))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _printable(line: str) -> str:
    return "".join(c for c in line if c.isprintable())


def suite(verdicts: Sequence[Verdict]) -> str:
    """One test case a statement: failed where the verdict is not the expected one, skipped where it is open."""
    return cases("symrf", [_case(verdict) for verdict in verdicts])


def _case(found: Verdict) -> TestCase:
    said = [(route, route_words(result)) for route, result in found.routes.items()]
    words = ", ".join(f"{route} {word}" for route, word in said if word)
    short = f"{found.verdict}: {words or (found.reason if found.ok else '')}"
    seconds = sum(route.seconds or 0.0 for route in found.routes.values())
    left_open = found.ok and found.verdict == OPEN
    return TestCase(found.name, "symrf", short, "\n".join(details(found)), not found.ok, left_open, seconds)
