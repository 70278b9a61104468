"""`pytest --symrf-target=package.module:function`: a test for every capability, beside the project's own tests.

Loaded in every run of pytest where symrf is installed, so nothing is imported here before the option is given.
"""

from __future__ import annotations

from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options."""
    group = parser.getgroup("symrf", "conformance of functions that compute receptive fields")
    group.addoption("--symrf-target", metavar="MODULE:FUNCTION", help="try this function with symrf")
    group.addoption("--symrf-adapter", metavar="NAME", help="how it is called and what it returns, such as ksp:r")
    group.addoption("--symrf-supports", metavar="NAMES", help="only these capabilities, separated by commas")


def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the tests."""
    target = config.getoption("--symrf-target")
    if target is None:
        return
    from symrf.errors import SymrfError
    from symrf.testing import conformance
    from symrf.testing.functions.target import imported

    names = config.getoption("--symrf-supports")
    try:
        supports = None if names is None else [name.strip() for name in names.split(",")]
        suite = conformance(imported(target), adapt=config.getoption("--symrf-adapter"), supports=supports)
    except SymrfError as error:
        raise pytest.UsageError(f"symrf: {error}") from None
    for name in dir(suite):
        if name.startswith("test_"):
            items.append(_Test.from_parent(session, name=f"{target}::{name}", test=getattr(suite(), name)))


class _Test(pytest.Item):
    """One test of the class."""

    def __init__(self, *, test: Any, **known: Any) -> None:
        super().__init__(**known)
        self.test = test

    def runtest(self) -> None:
        self.test()

    def reportinfo(self) -> tuple[str, None, str]:
        return "symrf", None, self.name
