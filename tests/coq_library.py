"""The definitions and lemmas of Coq are compiled, and checked by coqchk, once for all processes of a run of tests."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

PLACE = "SYMRF_TESTS_COQ"
"""The variable that says to processes which a test starts where the compiled files are."""


COQC = """#!/bin/sh
for file; do :; done
if cmp -s "{made}/$file" "$file"; then exec cp "{made}/${{file}}o" .; fi
exec {program} "$@"
"""
COQCHK = """#!/bin/sh
known=
for word; do
  shift
  if [ "$known" ]; then known=; continue; fi
  if [ "$word" = -norec ] && [ -e "{made}/rechecked" ] && cmp -s "{made}/$1.vo" "$1.vo"; then known=yes; continue; fi
  set -- "$@" "$word"
done
exec {program} "$@"
"""


class Noted(set[Path]):
    """The folders that hold a note that coqchk has checked what was compiled there."""

    def __contains__(self, folder: object) -> bool:
        return isinstance(folder, Path) and (folder / "rechecked").exists()

    def add(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "rechecked").touch()


@contextmanager
def shared(base: Path) -> Iterator[None]:
    """What is compiled is looked for in that folder, and put there by who needs it first."""
    from symrf.verification.coq import compiler, judge

    whole = compiler._workshop

    @cache
    def found(library: tuple[tuple[str, bytes], ...]) -> Path:
        made = base / f"coq-{hashlib.sha256(repr(library).encode()).hexdigest()}"
        with made.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # let go by a process that ends, in whatever way
            if not made.exists():
                shutil.copytree(whole(library), made.with_suffix(".new"), dirs_exist_ok=True).rename(made)
        return made

    with (
        patch.object(compiler, "_workshop", found),
        patch.object(judge, "_rechecked", Noted()),
        patch.dict(os.environ, {PLACE: str(base)}),
    ):
        yield


def quick_coq(folder: Path, words: str) -> None:
    """A coqc and a coqchk in that folder that take a file of the library as it was compiled, and checked, before.

    As long as it is the same file.
    """
    from symrf.verification.coq.compiler import workshop

    for name, text in (("coqc", COQC), ("coqchk", COQCHK)):
        program = folder / name
        program.write_text(text.format(made=workshop(words), program=shutil.which(name)))
        program.chmod(0o755)
