"""Verdicts as a JUnit report, which continuous-integration services show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from symrf.render.text import details, plain
from symrf.render.verdicts import route_words
from symrf.verification import Verdict


@dataclass(frozen=True)
class TestCase:
    """One test: what it is called, of what, what came out in a line and in full; failed, or else skipped where open."""

    name: str
    of: str
    short: str
    long: str
    failed: bool
    skipped: bool = False


def cases(name: str, found: Sequence[TestCase]) -> str:
    """A report of tests, whatever they are."""
    failures, skipped = sum(case.failed for case in found), sum(case.skipped for case in found)
    root = _suite(name, len(found), failures, skipped)
    for case in found:
        element = ElementTree.SubElement(root, "testcase", name=plain(case.name), classname=plain(case.of))
        if case.failed:
            told = ElementTree.SubElement(element, "failure", message=plain(case.short))
            told.text = "\n".join(map(_printable, case.long.splitlines()))
        elif case.skipped:
            ElementTree.SubElement(element, "skipped", message=plain(case.short))
    return _document(root)


def _suite(name: str, tests: int, failures: int, skipped: int) -> ElementTree.Element:
    """The head of a report. The schema wants a number of errors too; what could not be tried counts as failed here."""
    counts = {"tests": tests, "failures": failures, "errors": 0, "skipped": skipped}
    return ElementTree.Element("testsuite", {"name": plain(name), **{key: str(count) for key, count in counts.items()}})


def _printable(line: str) -> str:
    return "".join(c for c in line if c.isprintable())


def _document(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def suite(verdicts: Sequence[Verdict]) -> str:
    """One test case a statement: failed where the verdict is not the expected one, skipped where it is open."""
    failures = sum(not verdict.ok for verdict in verdicts)
    skipped = sum(verdict.ok and verdict.verdict == "open" for verdict in verdicts)
    root = _suite("symrf", len(verdicts), failures, skipped)
    for verdict in verdicts:
        seconds = sum(route.seconds or 0.0 for route in verdict.routes.values())
        case = ElementTree.SubElement(root, "testcase", name=verdict.name, classname="symrf", time=f"{seconds:.3f}")
        said = [(route, route_words(result)) for route, result in verdict.routes.items()]
        words = ", ".join(f"{route} {word}" for route, word in said if word)
        if not verdict.ok:
            element = ElementTree.SubElement(case, "failure", message=plain(f"{verdict.verdict}: {words}"))
            element.text = "\n".join(details(verdict))
        elif verdict.verdict == "open":
            ElementTree.SubElement(case, "skipped", message=plain(f"open: {words or verdict.reason}"))
    return _document(root)
