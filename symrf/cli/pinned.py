"""`symrf check` of a directory: every file with [expect], as text, JSON or JUnit; --update writes today's formulas."""

from __future__ import annotations

import re
from pathlib import Path

import click

from symrf.cli.output import write
from symrf.errors import SymrfError, counted, shown

_NAME = re.compile(r"(?!-$)[\w.~/-]+")


def directory(given: str) -> bool:
    """Whether the argument names a directory."""
    try:
        return Path(given).is_dir()
    except (OSError, ValueError):
        return False


def refuse_path(given: str) -> None:
    """SymrfError where the argument looks like the name of a folder or a file and is none that can be checked."""
    if _NAME.fullmatch(given):
        if Path(given).exists():
            raise SymrfError(f"{shown(given)}: claims of a network stand in TOML or JSON files, under [expect]")
        raise SymrfError(f"{shown(given)}: there is no such folder or file, and a claim has a relation, such as ==")


def run(given: str, format: str, update: bool) -> int:
    """Check one file or all of a directory. 1 where a line is refuted, 2 where a file cannot be read, 3 where open."""
    from symrf.render import json, junit, text
    from symrf.testing.pinned import files, judged

    paths = files(Path(given)) if Path(given).is_dir() else [Path(given)]
    if not paths:
        raise SymrfError(f"no architecture files in {shown(given)}; a TOML or JSON file with layers is one")
    if update:
        return _update(paths)
    found = [judged(path) for path in paths]
    if format == "json":
        records = [
            {"path": str(one.path), "error": one.error or None, "skipped": one.skipped or None,
             **json.verdicts(one.verdicts)}
            for one in found
        ]  # fmt: skip
        click.echo(json.dumps({"files": records}), nl=False)
    elif format == "junit":
        cases = []
        for one in found:
            path = str(one.path)
            for v in one.verdicts:
                failed, skipped = v.verdict == "refuted", v.verdict == "open"
                cases.append(junit.TestCase(v.name, path, v.verdict, text.answer(v).strip(), failed, skipped))
            if why := one.error or one.skipped:
                cases.append(junit.TestCase("[expect]", path, why, why, bool(one.error), bool(one.skipped)))
        click.echo(junit.cases("symrf check", cases), nl=False)
    else:
        for one in found:
            said = [v.verdict for v in one.verdicts]
            counts = [f"{said.count(v)} {v}" for v in ("proved", "refuted", "open") if v in said]
            click.echo(f"{one.path}: {one.error or one.skipped or ', '.join(counts)}")
            for verdict in one.verdicts:
                if verdict.verdict != "proved":
                    click.echo("".join(f"  {line}\n" for line in text.answer(verdict).splitlines()), nl=False)
    said = [v.verdict for one in found for v in one.verdicts]
    if "refuted" in said:
        return 1
    return 2 if any(one.error for one in found) else 3 if "open" in said else 0


def _update(paths: list[Path]) -> int:
    """Write today's formulas; files that cannot be are named, and left as they are."""
    from symrf.testing.pinned import updated

    failed = 0
    for path in paths:
        try:
            made = updated(path)
        except SymrfError as error:
            click.echo(f"{path}: not updated: {str(error).removeprefix(f'{path}: ')}", err=True)
            failed += 1
            continue
        if made is not None:
            write(path, made)
        click.echo(f"{path}: {'unchanged' if made is None else 'updated'}")
    click.echo(counted(len(paths), "file"))
    return 2 if failed else 0
