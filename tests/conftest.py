"""Hypothesis profiles, chosen with HYPOTHESIS_PROFILE, and what CI may not skip.

`ci`, the default, tries the same examples on every run; `deep`, by hand, tries many new ones.
"""

import gc
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from tests.tools import in_ci

settings.register_profile("ci", max_examples=25, derandomize=True, deadline=None, print_blob=True)
settings.register_profile("deep", max_examples=10_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # many tests start Python: symrf is compiled once, and not by each
sys.dont_write_bytecode = False


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
    """The definitions and lemmas are compiled, and checked by coqchk, by one of the processes, and not by each."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    from symrf.verification.coq import compiler, judge

    whole, base = compiler._workshop, tmp_path_factory.getbasetemp().parent

    @cache
    def shared(library: tuple[tuple[str, bytes], ...]) -> Path:
        made = base / f"coq-{hashlib.sha256(repr(library).encode()).hexdigest()}"
        begun, new = made.with_suffix(".begun"), made.with_suffix(".new")
        if made.exists():
            return made
        try:
            begun.mkdir()
        except FileExistsError:
            while begun.exists():
                time.sleep(0.1)
            return made if made.exists() else whole(library)
        try:
            return shutil.copytree(whole(library), new).rename(made)
        finally:
            begun.rmdir()

    class Noted(set[Path]):
        """The folders that hold a note that coqchk has checked what was compiled there."""

        def __contains__(self, folder: object) -> bool:
            return isinstance(folder, Path) and (folder / "rechecked").exists()

        def add(self, folder: Path) -> None:
            folder.mkdir(exist_ok=True)
            (folder / "rechecked").touch()

    compiler._workshop, judge._rechecked = shared, Noted()
    yield
    compiler._workshop, judge._rechecked = whole, set()
