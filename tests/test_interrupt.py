"""Ctrl-C ends a command within a second, whatever it waits for; a closed output is no error."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tools import ROOT, optional, some

ENDS = 5.0
"""Seconds in which an interrupted command has to have ended on a loaded machine, all of which would run far longer."""


BEGUN = "import runpy; print('begun', flush=True); runpy.run_module({!r}, run_name='__main__', alter_sys=True)"
"""As python -m does, once Python itself has started: what an interrupt does before that is Python's."""


def started(args: list[str], cwd: Path, module: str = "symrf") -> subprocess.Popen[str]:
    """A command in a group of its own, which has begun."""
    command = subprocess.Popen(
        [sys.executable, "-c", BEGUN.format(module), *args], cwd=cwd,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{cwd}"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert command.stdout is not None
    assert command.stdout.readline() == "begun\n"
    return command


def interrupted(args: list[str], seconds: float, cwd: Path, module: str = "symrf") -> tuple[int, str, float]:
    """Exit code, standard error, and how long a command went on after SIGINT, as a terminal sends it: to its group."""
    command = started(args, cwd, module)
    time.sleep(seconds)
    assert command.poll() is None, "it ended before it was interrupted"
    began = time.monotonic()
    os.killpg(command.pid, signal.SIGINT)
    try:
        _, said = command.communicate(timeout=60)
    finally:
        command.kill()
    return command.returncode, said.strip(), time.monotonic() - began


COMMANDS = [
    ("z3", ["verify", "--route", "z3"]),
    ("coqc", ["verify", "--route", "coq"]),
    ("", ["verify", "size", "--route", "fuzz", "--examples", "1000000"]),
]


WHEN = some([(*command, seconds) for seconds in (0.3, 1.2) for command in COMMANDS], 2, 1)
"""Before anything is proved, and in the midst."""


@pytest.mark.parametrize(("tool", "args", "seconds"), WHEN)
def test_a_command_is_interrupted(tool: str, args: list[str], seconds: float, tmp_path: Path) -> None:
    if tool:
        optional(tool)
    code, said, went_on = interrupted(args, seconds, tmp_path)
    assert code == 130
    assert said == ""
    assert went_on < ENDS


def test_nothing_goes_on_when_a_command_is_interrupted(tmp_path: Path) -> None:
    """A program that fuzzes for it ends too, also where the interrupt reaches the command alone."""
    command = started(["verify", "size", "--route", "fuzz", "--examples", "1000000"], tmp_path)
    time.sleep(1.2)
    os.kill(command.pid, signal.SIGINT)
    command.communicate(timeout=60)
    for _ in range(100):
        try:
            os.killpg(command.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(command.pid, signal.SIGKILL)
    pytest.fail("something of it still runs after ten seconds")


DEAF = """
import ctypes, sys
from symrf.cli import cli, interrupt, run
import click

@click.command("deaf")
def deaf():
    while True:
        try:
            ctypes.CDLL(None).sleep(30)
        except KeyboardInterrupt:
            pass

cli.commands["deaf"] = deaf
interrupt.watch()
sys.exit(run(["deaf"]))
"""


def test_what_does_not_listen_is_ended(tmp_path: Path) -> None:
    """A library that waits in C, and a loop that catches every interrupt."""
    (tmp_path / "deaf.py").write_text(DEAF)
    code, said, went_on = interrupted([], 1.5, tmp_path, "deaf")
    assert (code, said) == (130, "")
    assert went_on < ENDS


READERS = ["verify --route kernel | head -1", "zoo >&-"]


@pytest.mark.parametrize("command", READERS)
def test_nobody_reads(command: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m symrf {command}", shell=True, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == (0 if "&" in command else 1)
