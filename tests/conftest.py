"""Hypothesis profiles, chosen with HYPOTHESIS_PROFILE, and what CI may not skip.

`ci`, the default, tries the same examples on every run; `deep`, by hand, tries many new ones.
"""

import gc
import os
import sys
from collections.abc import Generator
from importlib.util import find_spec

import pytest
from hypothesis import settings

from tests.coq_library import shared
from tests.tools import in_ci

settings.register_profile("ci", max_examples=25, derandomize=True, deadline=None, print_blob=True)
settings.register_profile("deep", max_examples=10_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # many tests start Python: symrf is compiled once, and not by each
sys.dont_write_bytecode = False

collect_ignore = [] if find_spec("torch") else ["torchvision_models.py"]  # a command, which has no tests to be skipped

gc.set_threshold(200_000, 20, 100)  # what SymPy allocates is many small things, seldom in circles


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A module of tests that skips itself, for want of an extra, is a failure where CI promises to have all."""
    report = yield
    if in_ci() and report.skipped:
        report.outcome = "failed"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: workers take whole files, and the last to be taken should be a short one."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """What is imported stays: garbage is not looked for in it each time."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def library_of_coq(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Compiled by one of the processes, and not by each."""
    base = tmp_path_factory.getbasetemp()
    with shared(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base):
        yield
