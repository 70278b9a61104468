"""Coq itself: folders with the compiled definitions, and runs of coqc and coqchk in them within a time."""

from __future__ import annotations

import atexit
import hashlib
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from math import ceil
from pathlib import Path
from threading import Lock, Thread

from symrf.verification.coq.file import MEANINGS, WORDS, found

ABSENT = "coqc is not installed; apt-get install coq"
_LOAD = ("-Q", ".", "")
_SPARING = ("env", "OCAMLRUNPARAM=s=4M,i=4M,o=1000") if shutil.which("env") else ()
"""Coq collects no garbage where little is checked, which takes up to a quarter of its time."""
_LIMITED = ("sh", "-c", 'ulimit -t "$0"; exec "$@"')
BUSY = 100
"""So many times as long as it may compute a program may take by the clock: what counts is work, whatever else the
machine does, and only what neither works nor ends is stopped so."""
_one_at_a_time = Lock()
_running: set[subprocess.Popen[str]] = set()


def available() -> bool:
    """Whether Coq is installed: its compiler and its checker."""
    return all(shutil.which(program) for program in ("coqc", "coqchk"))


class Unusable(Exception):
    """A file that every proof needs does not compile, or is not the one that was tested; the message names it."""


def workshop(words: str = "Symrf") -> Path:
    """A temporary folder with that file of definitions and its lemmas, compiled once in a process; or Unusable."""
    with _one_at_a_time:
        return _workshop(tuple((name, _text(name)) for name in WORDS[words]))


def prepare() -> None:
    """Compile the definitions in the background, for a proof that is likely to be asked for."""

    def work() -> None:
        with suppress(Unusable, KeyboardInterrupt, OSError):  # said where it is asked for
            workshop()

    if available():
        Thread(target=work, daemon=True).start()


@cache
def _workshop(library: tuple[tuple[str, bytes], ...]) -> Path:
    made = Path(tempfile.mkdtemp(prefix="symrf-coq-"))
    atexit.register(_left, made)
    for name, text in library:
        (made / f"{name}.v").write_bytes(text)
        ran = compiled(made, name, 120)
        if ran.problem is not None:
            raise Unusable(f"{name}.v does not compile: {ran.problem}")
    return made


def _left(made: Path) -> None:
    """What to do at the end of the process with a folder: nothing writes to it any more, and it goes."""
    for process in [*_running]:
        process.kill()
        process.wait()
    shutil.rmtree(made, ignore_errors=True)


def _text(name: str) -> bytes:
    """A file of the library as it is kept."""
    try:
        text = found(name).read_bytes()
    except OSError as problem:
        raise Unusable(f"{name}.v is unreadable: {problem.strerror}") from None
    if name in MEANINGS and hashlib.sha256(text).hexdigest() != MEANINGS[name]:
        raise Unusable(f"{name}.v is changed: it is not the file whose words the tests compare with the walk")
    return text


def workbench(words: str) -> Path:
    """A new folder with copies of what was compiled of these words, or Unusable; whoever asks removes it."""
    library = workshop(words)
    made = Path(tempfile.mkdtemp(prefix="symrf-coq-"))
    for file in library.glob("*.vo"):
        shutil.copyfile(file, made / file.name)
    return made


class Run:
    """What a run said. problem: the first line of its error, or that there was no answer; line: where."""

    def __init__(self, output: str, problem: str | None = None, line: int | None = None, late: bool = False) -> None:
        self.output, self.problem, self.line, self.late = output, problem, line, late


def compiled(where: Path, name: str, seconds: float) -> Run:
    """Compile NAME.v in that folder."""
    return _run([*_SPARING, "coqc", "-q", "-w", "none", *_LOAD, f"{name}.v"], where, seconds)


def rechecked(where: Path, names: list[str], seconds: float) -> Run:
    """Check compiled files again with coqchk, which shares no code with the tactics; what they rest on is listed."""
    chosen = [part for name in names for part in ("-norec", name)]
    return _run([*_SPARING, "coqchk", "-silent", "-o", *_LOAD, *chosen], where, seconds)


def _run(command: list[str], where: Path, seconds: float) -> Run:
    """Run it for at most so much processor time; by the clock, which counts what others do too, for BUSY times that."""
    pipe, limited = subprocess.PIPE, [*_LIMITED, str(ceil(seconds))] if shutil.which("sh") else []
    with subprocess.Popen(
        [*limited, *command], cwd=where, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True,
    ) as process:  # fmt: skip
        _running.add(process)
        try:
            output, errors = process.communicate(timeout=seconds * BUSY)
        except subprocess.TimeoutExpired:
            return Run("", f"no answer in {seconds * BUSY:g} s by the clock", late=True)
        finally:
            process.kill()
            _running.discard(process)
    if limited and -process.returncode in (signal.SIGXCPU, signal.SIGKILL):
        return Run("", f"no answer in {seconds:g} s of processor time", late=True)
    if process.returncode == -signal.SIGINT:  # Ctrl-C, which all programs at a terminal see
        raise KeyboardInterrupt
    if process.returncode == 0:
        return Run(output + errors)
    place = re.search(r"line (\d+), characters", errors)
    said = errors.partition("Error:")[2].split("\n\n")[0] or errors
    reason = " ".join(said.split())[:160] or f"{command[0]} ended with {process.returncode}"
    return Run(output, reason, int(place[1]) if place else None, reason.startswith("Timeout"))
