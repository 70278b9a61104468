"""Records say that Coq has proved them where a certificate of just these is given, and nowhere else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from symrf.certified import recorded
from symrf.certified.folder import files
from symrf.certified.network import certificates
from symrf.cli import run
from symrf.readers import read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What symrf certify aspp -o writes where Coq agrees."""
    made = certificates(read("aspp"))
    for one in made:
        one.verdict = "certified"
    content = files(made)
    content[recorded.NAME] = recorded.written(made, content)
    for name, text in content.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def symrf(*arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command."""
    with CliRunner().isolation() as (out, errors, *_):
        code = run([*arguments])
        return code, out.getvalue().decode(), errors.getvalue().decode()


def checked(*arguments: str) -> list[str | None]:
    """What checked each record that derive prints."""
    code, said, _ = symrf("derive", *arguments, "--format", "json")
    assert code == 0
    return [record["checked"] for node in json.loads(said)["nodes"] for record in node["axes"].values()]


def test_records_that_are_certified_say_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {*checked("aspp", "--certificate", str(folder))} == {"coq"}
    assert {*checked("aspp")} == {"python"}
    assert {*checked("vgg_16", "--certificate", str(folder))} == {"python"}
    assert {*checked("aspp", "--input-size", "64", "--certificate", str(folder))} == {"python"}
    monkeypatch.chdir(folder)
    code, said, _ = symrf("report", "aspp", "--certificate", ".")
    assert code == 0
    assert "Coq has proved these numbers, as a theorem about this network: [`net_h_w.v`](<net_h_w.v>)." in said


def test_documents_link_the_file_from_where_they_lie(folder: Path) -> None:
    """Whatever the folder is called: nothing in a link is more than a path."""
    hostile = folder.parent / f"{folder.name} 50%_x](javascript:a)<b>&\\$^"
    folder.rename(hostile)
    quoted = quote(hostile.name)
    for form, link in (
        ("markdown", f"](<../{quoted}/net_h_w.v>)"),
        ("html", f'href="../{quoted}/net_h_w.v"'),
        ("latex", rf"\href{{../{quoted}/net_h_w.v}}{{\symrfname".replace("%", r"\%")),
    ):
        assert symrf("report", "aspp", "--certificate", str(hostile), "--format", form, "-o", str(folder))[0] == 0
        (page,) = (path.read_text("utf-8") for path in folder.iterdir())
        assert link in page
        shutil.rmtree(folder)


def test_a_bundle_says_what_checked_its_numbers(folder: Path) -> None:
    for more, by, file, words in (
        (["--certificate", str(folder)], "coq", "../net_h_w.v", "Coq has proved these numbers"),
        ([], "python", None, "were checked again by a program"),
    ):
        assert symrf("bundle", "aspp", "-o", str(folder / by), *more)[0] == 0
        manifest = json.loads((folder / by / "manifest.json").read_text("utf-8"))
        assert manifest["checked"] == {"h": {"by": by, "certificate": file}}
        assert words in (folder / by / "main.tex").read_text("utf-8")


def test_what_was_not_certified_is_not_recorded() -> None:
    made = certificates(read("aspp"))
    assert json.loads(recorded.written(made, files(made)))["records"] == {}


def test_a_folder_that_is_changed_is_refused(folder: Path) -> None:
    path = folder / recorded.NAME
    right = json.loads(path.read_text("utf-8"))

    def refused() -> str:
        code, said, errors = symrf("derive", "aspp", "--certificate", str(folder))
        assert (code, said, errors.count("\n")) == (1, "", 1)
        return errors

    for wrong in ("[]", "{", '{"records": 1, "files": {}}', '{"records": {}}'):
        path.write_text(wrong, "utf-8")
        assert "is not what symrf certify -o writes" in refused()
    path.write_text(json.dumps({**right, "records": {"0" * 64: "other.v"}}), "utf-8")
    assert "other.v is changed since Coq certified it" in refused()
    path.write_text(json.dumps(right), "utf-8")
    (folder / "net_h_w.v").write_text("(* nothing *)", "utf-8")
    assert "net_h_w.v is changed since Coq certified it" in refused()
    (folder / "net_h_w.v").unlink()
    assert "net_h_w.v: No such file or directory; give a folder" in refused()
    assert {*checked("aspp")} == {"python"}
