"""A copy of the proofs in which something has been changed, and what `symrf verify` says of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from symrf.cli import run
from symrf.theorem import home

UNCHANGED = ("networks", "published")


@dataclass(frozen=True)
class Copy:
    """The proofs in a folder of their own, which symrf reads; `refused` is for what must not pass."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def path(self, name: str) -> Path:
        """A file of the copy; ValueError where it is none, but the one file that there is."""
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise ValueError(f"{name} is not copied: it is not to be changed")
        return path

    def change(self, name: str, old: str, new: str) -> None:
        """Change a text at one place at least, or there is no tampering to be caught."""
        path = self.path(name)
        text = path.read_text("utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new), "utf-8")

    def verify(self, *args: str) -> tuple[int, str]:
        """The exit code of `symrf verify`, and all that it says."""
        code = run(["verify", *args])
        said = self.capsys.readouterr()
        return code, said.out + said.err

    def refused(self, file: str, *args: str) -> str:
        """What is said of the tampering: exit 1, and the file's name with the reason."""
        code, said = self.verify(*args)
        assert code == 1, said
        reasons = [line for line in said.splitlines() if line.startswith("  reason: ")]
        assert any(file in line for line in reasons), said
        assert "all as expected" not in said
        return "\n".join(reasons)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Copy:
    """The proofs as they are, to be changed; where no test changes any, the folder itself."""
    folder = tmp_path / "proofs"
    shutil.copytree(home(), folder, ignore=shutil.ignore_patterns("__pycache__", *UNCHANGED))
    for name in UNCHANGED:
        (folder / name).symlink_to(home() / name, target_is_directory=True)
    monkeypatch.setattr("symrf.theorem.HOME", folder)
    return Copy(folder, capsys)
