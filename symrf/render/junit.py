"""Verdicts as a JUnit report, which continuous-integration services show."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from symrf.render.text import details, plain
from symrf.render.verdicts import route_words
from symrf.verification import Verdict


def suite(verdicts: Sequence[Verdict]) -> str:
    """One test case a statement: failed where the verdict is not the expected one, skipped where it is open."""
    failures = sum(not verdict.ok for verdict in verdicts)
    skipped = sum(verdict.ok and verdict.verdict == "open" for verdict in verdicts)
    counts = {"tests": str(len(verdicts)), "failures": str(failures), "skipped": str(skipped)}
    root = ElementTree.Element("testsuite", {"name": "symrf", **counts})
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
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
