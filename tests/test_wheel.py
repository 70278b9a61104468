"""What a user gets: the wheel, built through the sdist and installed into an environment with what it says it needs.

One test, not several sharing a fixture: parallel workers would each build and install it again.
"""

import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import PathDistribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.tools import copy_repository, in_ci

OFFLINE = re.compile(r"NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|name resolution")
ENVIRONMENT = {**os.environ, "PIP_RETRIES": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
ENVIRONMENT.pop("PYTHONPATH", None)


def run(command: list[str], cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command away from this environment's own symrf."""
    environment = ENVIRONMENT | variables
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def fetch(*args: str, **variables: str) -> None:
    """Run a Python tool that downloads; without a network skip, except in CI; fail on any other error."""
    done = run([sys.executable, "-m", *args], **variables)
    if done.returncode == 0:
        return
    said = done.stdout + done.stderr
    if OFFLINE.search(said) and not in_ci():
        pytest.skip(f"no network for {args[0]}: connect, or leave this out with -m 'not slow'")
    pytest.fail(f"python -m {' '.join(args)}\n{said[-3000:]}", pytrace=False)


def contents(sources: Path) -> set[str]:
    """What the wheel of these sources must hold: the package, and the proofs within it."""
    files = [path for part in ("symrf", "proofs") for path in (sources / part).rglob("*") if path.is_file()]
    return {re.sub("^proofs/", "symrf/_proofs/", path.relative_to(sources).as_posix()) for path in files}


ALL = """
import symrf
from symrf.cli import run
print(symrf.__file__)
for command in (["list"], ["verify", "size", "--examples", "20"]):
    print("--")
    if run(command):
        raise SystemExit(1)
"""
"""Where it is, and what it says."""


def provide(requirements: list[str], place: Path) -> None:
    """Link what is required, and what that requires, from this environment into a folder, and nothing else."""
    for requirement in map(Requirement, requirements):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        found = distribution(requirement.name)
        assert requirement.specifier.contains(found.version), requirement
        for name in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            if not (place / name).exists():
                (place / name).symlink_to(found.locate_file(name))
        provide(found.requires or [], place)


@pytest.mark.slow
def test_the_wheel_works_without_the_sources(tmp_path: Path) -> None:
    sources = copy_repository(tmp_path / "sources")
    environment, elsewhere = tmp_path / "environment", tmp_path / "elsewhere"
    expected = contents(sources)
    assert {name.rpartition(".")[2] for name in expected} >= {"py", "j2"}
    assert any(name.startswith("symrf/_proofs/evidence/") for name in expected)

    tools = str(tmp_path / "tools")
    fetch("pip", "install", "--quiet", "--no-compile", "--target", tools, "hatchling")
    fetch("build", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(sources), PYTHONPATH=tools)
    (wheel,) = (tmp_path / "dist").glob("symrf-*.whl")
    assert {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name} == expected

    made = run([sys.executable, "-m", "venv", "--without-pip", str(environment)])
    assert made.returncode == 0, made.stderr
    python = environment / "bin" / "python"
    fetch("pip", "--python", str(python), "install", "--quiet", "--no-compile", "--no-deps", "--no-index", str(wheel))
    (site,) = environment.glob("lib/python*/site-packages")
    (metadata,) = site.glob("symrf-*.dist-info")
    provide(PathDistribution(metadata).requires or [], site)
    elsewhere.mkdir()

    def installed(*args: str, program: str = "symrf") -> str:
        """Nothing beside the environment is found, so that Coq is skipped where its files are as they should be."""
        done = run([str(environment / "bin" / program), *args], elsewhere, PATH="")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where, listed, verified = installed("-c", ALL, program="python").split("\n--\n")
    assert Path(where).is_relative_to(environment)
    assert "size" in listed
    assert "size" in verified
    installed("report", "dang_alexnet", "-o", "out")
    written = [path for path in (elsewhere / "out").rglob("*") if path.is_file()]
    assert written
    assert all(path.stat().st_size for path in written)
