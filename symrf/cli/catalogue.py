"""Commands that look into the catalogue: list, show, find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import click

from symrf.cli.completion import statements
from symrf.cli.notated import WithFormula, refuse_shape, with_notation, with_shape, with_width
from symrf.cli.output import EXAMPLES
from symrf.errors import SymrfError, near, shown


@click.command()
@click.argument("name", shell_complete=statements)
@click.option("--verify", is_flag=True, help="Prove it again, for a verdict of now and not as recorded.")
@click.option("--format", type=click.Choice(["text", "latex", "markdown", "json"]), default="text", show_default=True)
@with_shape
@with_width
@with_notation
def show(name: str, verify: bool, format: str, shape: str | None, width: str) -> None:
    """One theorem: statement, formula, idea of the proof, source, verdict.

    The verdict is the one recorded with the package, where statement, evidence and checker are unchanged.

    latex is the formula alone, to stand in an equation of your own (several claims in one `aligned`, which needs
    amsmath); with --shape without any environment, but for a line that is wider than --width.
    """
    from symrf.render import formula, json, section, text

    refuse_shape(shape, format)
    found = _entry(name)
    if format == "latex":
        click.echo(formula(found, shape, width), nl=False)
        return
    (verdict,) = _said([name], verify)
    found = replace(found, verdict=verdict)
    if format == "json":
        click.echo(json.dumps(json.entry(found)), nl=False)
    else:
        click.echo(section(found) if format == "markdown" else text.entry(found), nl=False)


@click.command("list")
@click.option("--verify", is_flag=True, help="Prove all again, which takes minutes.")
@click.option("--area", metavar="AREA", help="Only what is about this: size, centre, padding, holes, coverage, ...")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_(verify: bool, area: str | None, format: str) -> None:
    """All theorems and refutations, a line each, and what others have published.

    The verdicts are those recorded with the package, where statement, evidence and checker are unchanged.
    """
    from symrf.exposition.catalogue import entries
    from symrf.published.entries import all_published, listed
    from symrf.render import json, text
    from symrf.render.verdicts import notes
    from symrf.theorem import AREAS, theorem

    if area is not None and area not in AREAS:
        raise SymrfError(f"no area {shown(area)}; {near(area, AREAS)}areas are {', '.join(AREAS)}")
    known = {one.name: one for one in all_published()}
    every = (*entries(), *map(listed, all_published()))
    areas = {one.name: (known.get(one.name) or theorem(one.name)).area for one in every}
    every = tuple(one for one in every if area in (None, areas[one.name]))
    verdicts = _said([one.name for one in every], verify)
    every = tuple(replace(one, verdict=verdict) for one, verdict in zip(every, verdicts, strict=True))
    if format == "json":
        click.echo(json.dumps(json.listing(every, areas)), nl=False)
        return
    said = {one.name: verdict.verdict for one, verdict in zip(every, verdicts, strict=True)}
    by = {name: one.source for name, one in known.items()}
    rows = [[one.name, one.kind, said[one.name], one.title, by.get(one.name, one.source)] for one in every]
    click.echo(text.grid(["name", "kind", "verdict", "title", "source"], rows))
    for note in notes(verdicts):
        click.echo("\n".join(["", *text.lines(note)]))


@click.command(cls=WithFormula)
@click.argument("formula")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_notation
def find(formula: str, format: str) -> int:
    """The entry of the catalogue that a formula equals.

    FORMULA is read as by `symrf check`. An entry equals it up to notation, or where a proof says that the two are one;
    where none does, the nearest are shown. Ends with 0 where one equals it, else with 1.
    """
    from symrf.printed import in_use
    from symrf.published.find import find as search
    from symrf.published.shown import answer, record
    from symrf.render import json

    found = search(in_use().plain(formula))
    names = [match.name for match in (*found.equal, *found.nearest)]
    verdicts = dict(zip(names, _said(names, False), strict=True))
    entries = {name: replace(_entry(name), verdict=verdicts[name]) for name in names}
    if format == "json":
        click.echo(json.dumps(record(found, entries)), nl=False)
    else:
        click.echo(answer(found, entries))
    return 0 if found.equal else 1


def _entry(name: str) -> Any:
    """An entry of the catalogue, or a published statement."""
    from symrf.exposition.catalogue import entry
    from symrf.published.entries import published, published_names
    from symrf.published.shown import entry as of_published

    return of_published(published(name)) if name in published_names() else entry(name)


def _said(names: Iterable[str], verify: bool) -> list[Any]:
    """The verdicts on entries and published statements, in this order: as recorded, or proved now."""
    from symrf.published.entries import published, published_names
    from symrf.published.recorded import recorded as of_published
    from symrf.render.verdicts import verified
    from symrf.verification.recorded import recorded

    every, others = list(names), set(published_names())
    printed = [published(name) for name in every if name in others]
    own = [name for name in every if name not in others]
    kept = [one for one in printed if not verify or not one.claim]
    found = {v.name: v for v in (verified(own, EXAMPLES) if verify else recorded(own))}
    found |= {one.name: verdict for one, verdict in zip(kept, of_published(kept), strict=True)}
    if len(kept) < len(printed):
        from symrf.published.judge import judged

        found |= {verdict.name: verdict for verdict in judged(one for one in printed if one not in kept)}
    return [found[name] for name in every]
