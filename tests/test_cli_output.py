"""How the command line writes: files that are whole or not there, and a progress bar."""

import os
import sys
from pathlib import Path

import pytest

from symrf.cli import output
from symrf.cli.output import Progress, write
from symrf.errors import SymrfError


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_text("before")
    path.chmod(0o640)
    write(path, "after\n")
    assert path.read_text() == "after\n"
    assert path.stat().st_mode & 0o777 == 0o640

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(SymrfError, match="No space left on device"):
        write(path, "lost")
    assert path.read_text() == "after\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_and_a_device_is_left_in_place(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", "text")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "text"
    write(Path(os.devnull), "text")
    assert not Path(os.devnull).is_file()


def test_a_bar_appears_after_a_second_and_only_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> str:
        with Progress(3, "working") as progress:
            progress.step()
            progress.say("result")
            progress.step()
        out, err = capsys.readouterr()
        assert out == "result\n"
        return str(err)

    assert work() == ""
    monkeypatch.setattr(output, "PATIENCE", 0.0)
    assert work() == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    shown = work()
    assert "working" in shown
    assert shown.endswith("\x1b[?25h")
