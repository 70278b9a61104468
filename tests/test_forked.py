"""A fork says what a process says that starts by itself: arguments, folder, environment, files, exit code."""

import os
import subprocess
import sys
from pathlib import Path

from tests.forked import forked
from tests.tools import ROOT

SCRIPT = """symrf frobnicate 'a  b' é; echo $?
echo '[[3, 1, 1]]' | symrf derive - | tail -2
cd sub; symrf derive net.toml --output nope; echo $?
symrf check 'r == 4' --in net.toml -- 2>&1 | head -1; echo ${PIPESTATUS[*]}
COLUMNS=50 symrf solve --help
"""


def test_a_fork_is_as_a_process(tmp_path: Path) -> None:
    said = []
    for program in (f'#!/bin/sh\nexec "{sys.executable}" -m symrf "$@"\n', forked()):
        folder = tmp_path / str(len(said))
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "net.toml").write_text('[[layer]]\nop = "conv"\nkernel = 3\n')
        (folder / "symrf").write_text(program)
        (folder / "symrf").chmod(0o755)
        environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(["bash", "-c", SCRIPT], cwd=folder, env=environment, capture_output=True, check=False)
        said.append((done.returncode, done.stdout.decode(), done.stderr.decode()))
    assert said[0] == said[1]
    assert "refuted: r == 4\n1 0\n" in said[0][1]
    assert "no node 'nope'" in said[0][2]
