"""Hypothesis profiles, chosen with HYPOTHESIS_PROFILE, and what CI may not skip.

`ci`, the default, tries the same examples on every run; `deep`, by hand, tries many new ones.
"""

import os
import sys
from collections.abc import Generator

import pytest
from hypothesis import settings

from tests.tools import in_ci

settings.register_profile("ci", max_examples=25, derandomize=True, deadline=None, print_blob=True)
settings.register_profile("deep", max_examples=10_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # many tests start Python: symrf is compiled once, and not by each
sys.dont_write_bytecode = False


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A module of tests that skips itself, for want of an extra, is a failure where CI promises to have all."""
    report = yield
    if in_ci() and report.skipped:
        report.outcome = "failed"
    return report
