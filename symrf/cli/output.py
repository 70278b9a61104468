"""Writing: files that are whole or not there, one-line messages, a progress bar for work that takes long."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import click

from symrf.errors import SymrfError, shown

EXAMPLES = 200
"""Random networks that fuzzing tries, where nobody says how many."""

PATIENCE = 1.0
"""Seconds before a progress bar appears."""


def one_line(message: str, limit: int = 400) -> str:
    """A message without line breaks and control characters, not longer than anyone would read."""
    line = "".join(c if c.isprintable() else "?" for c in " ".join(message.split()))
    return line if len(line) <= limit else line[: limit - 1] + "…"


def emit(text: str, target: str | None) -> None:
    """Write to the file named, or to standard output where none is ("-" neither)."""
    if target in (None, "-"):
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write(Path(str(target)), text if text.endswith("\n") else text + "\n")


def write(path: Path, text: str) -> None:
    """Write a file at once: under a temporary name beside it, then renamed; a device is written to as it is."""
    try:
        path = path.resolve()
        if path.is_dir():
            raise SymrfError(f"{shown(str(path))} is a directory; name a file in it")
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
            return
        if not path.parent.is_dir():
            raise SymrfError(f"no directory {shown(str(path.parent))} to write {shown(path.name)} in")
        _replace(path, text)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise SymrfError(f"cannot write {shown(str(path))}: {why}") from None


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".symrf-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def directory(target: str) -> Path:
    """A directory to write into, made where it is missing."""
    path = Path(target)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise SymrfError(f"{shown(target)} is a file; give a directory") from None
    except (OSError, ValueError) as error:
        raise SymrfError(f"cannot make the directory {shown(target)}: {error}") from None
    return path


class Progress:
    """A bar on standard error, where that is a terminal, once the work has taken a second.

    >>> with Progress(2, "work") as progress:
    ...     progress.say("one result"); progress.step()
    one result
    """

    def __init__(self, length: int, label: str) -> None:
        self.length, self.label = length, label
        self.done = 0
        self.began = time.monotonic()
        self.bar: Any = None
        self.timer = threading.Timer(PATIENCE, self._draw)
        self.timer.daemon = True

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()
        self.done = self.length
        if self.bar is not None:
            click.echo("\r\033[K\033[?25h", nl=False, err=True)  # the bar had hidden the cursor

    def say(self, line: str) -> None:
        """A line of results on standard output, above the bar."""
        self._clear()
        click.echo(line)
        self._draw()

    def step(self) -> None:
        """One part of the work is done."""
        self.done += 1
        self._draw()

    def _draw(self) -> None:
        if self.done >= self.length or time.monotonic() - self.began < PATIENCE or not sys.stderr.isatty():
            return
        if self.bar is None:
            self.bar = click.progressbar(length=self.length, label=self.label, file=sys.stderr)
        self.bar.update(self.done - self.bar.pos)
        self.bar.render_progress()

    def _clear(self) -> None:
        if self.bar is not None:
            click.echo("\r\033[K", nl=False, err=True)
