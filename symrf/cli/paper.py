"""Commands for papers: bundle, figure."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from symrf.cli.completion import networks, nodes
from symrf.cli.networks import numbers_of, sized
from symrf.cli.notated import with_certificate, with_notation
from symrf.cli.output import directory, emit, write
from symrf.errors import SymrfError, shown
from symrf.figures import FORMATS, KINDS


@click.command()
@click.argument("arch", nargs=-1, shell_complete=networks)
@click.option("-o", "target", metavar="DIR", help="Write the bundle there; of several ARCH each in its own directory.")
@click.option("--check", "checked", metavar="DIR", help="Say whether the bundle there still has today's formulas.")
@click.option("--output", metavar="NODE", help="About this node, of every ARCH.", shell_complete=nodes)
@click.option("--columns", metavar="NAMES", help="Columns of the table, as l,layer,k,s,d,r.")
@click.option("--strip-prefix", is_flag=True, help="Leave out what all names of layers begin with.")
@click.option("--width", type=click.Choice(["page", "column"]), default="page", show_default=True)
@click.option("--notation", metavar="FILE", help="The author's letters: a TOML file, or distill, dang, torch.")
@with_certificate
def bundle(
    arch: tuple[str, ...],
    target: str | None,
    checked: str | None,
    output: str | None,
    columns: str | None,
    strip_prefix: bool,
    width: str,
    notation: str | None,
) -> int:
    """Equations, table and theorems of ARCH for a paper, each in a file of its own.

    Equations are bare, NAME.tex in one line, a block of several where that is wider than --width, and NAME.aligned.tex
    with &; NAME.where.tex says when they hold. symrf.tex has the macros of their letters; what you define before wins.
    main.tex is a sample that uses all. Of a bundle that is there already, files that are no longer among the formulas
    are removed, and a main.tex that was edited stays; what no bundle wrote is not overwritten.

    --check ends with 1 where a file is missing, edited, or no longer what symrf says; the network is read from where it
    was, or from ARCH.
    """
    if (target is None) == (checked is None):
        raise click.UsageError("give -o DIR to write a bundle, or --check DIR to check one")
    if checked is not None:
        return _check(Path(checked), arch)
    if not arch or target is None:
        raise click.UsageError("a bundle is about a network; name one")
    from symrf.bundle.files import Options

    options = Options(output, columns, strip_prefix, width, notation)
    for number, one in enumerate(arch, start=1):
        folder = directory(target if len(arch) == 1 else os.path.join(target, _folder(one, number)))
        _write(one, folder, options)
    return 0


def _folder(arch: str, number: int) -> str:
    """A directory's name for one of several networks."""
    stem = "".join(c if c.isascii() and (c.isalnum() or c in "_-") else "_" for c in Path(arch).stem)[:40]
    return f"{number}-{stem or 'network'}"


def _write(arch: str, folder: Path, options: Any) -> None:
    from symrf.bundle.files import bundle
    from symrf.bundle.manifest import placed
    from symrf.derivation.answers.attested import read_from
    from symrf.readers import read

    network = _one(read(arch), arch)
    path = "" if arch == "-" or not Path(arch).is_file() else os.path.relpath(arch, folder)
    with read_from(folder):
        made = bundle(network, options, {"given": "" if path or arch == "-" else arch, "path": path})
    texts, gone = placed(folder, made)
    for name, text in texts.items():
        write(folder / name, text)
    for old in gone:
        old.unlink(missing_ok=True)
    click.echo(folder)


def _one(network: Any, arch: str) -> Any:
    if len(network.inputs) > 1 and not network.chosen:
        named = ", ".join(network.inputs)
        raise SymrfError(f"{shown(arch)} has several inputs: {named}; a bundle is about a network of one")
    return network


def _check(folder: Path, arch: tuple[str, ...]) -> int:
    """One line for every file that is not as it is made today."""
    from symrf.bundle.manifest import SAID, differences, manifest
    from symrf.readers import read

    if len(arch) > 1:
        raise click.UsageError("--check is about one network")
    record = manifest(folder)
    where = record["architecture"]
    given = arch[0] if arch else str(where.get("given") or "")
    path = str(where.get("path") or "")
    if not arch and path:
        given = os.path.join(folder, path)
    if not given:
        raise SymrfError(f"{shown(str(folder))} does not say where its network is; name it, as --check DIR ARCH")
    found = differences(folder, _one(read(given), given), record)
    for name, how in found:
        click.echo(f"{name} {SAID.get(how, how)}")
    if not found:
        click.echo(f"{len(record['files'])} files are what symrf says today")
    return 1 if found else 0


@click.command()
@click.argument("arch", shell_complete=networks)
@click.option("--kind", type=click.Choice(KINDS), default="field", show_default=True)
@click.option("--feature", type=int, default=0, show_default=True, metavar="Y", help="Of the output (field, weights).")
@click.option("--values", metavar="NAMES", help="Numbers for symbols, as k=3,s=2,B=3.")
@click.option("--layers", metavar="A..B", help="Only the layers from A to B.")
@click.option(
    "--output", metavar="NODE", help="Of this node, and the part of the network below it.", shell_complete=nodes
)  # fmt: skip
@click.option("--axis", metavar="AXIS", help="Along this axis; the first where none is named.")
@click.option("--input-size", metavar="N", help="Samples of the input, beyond which padding is shown.")
@click.option("--format", type=click.Choice(FORMATS), default="tikz", show_default=True)
@click.option("-o", "target", metavar="FILE", help="Write to this file.")
@with_notation
def figure(
    arch: str,
    kind: str,
    feature: int,
    values: str | None,
    layers: str | None,
    output: str | None,
    axis: str | None,
    input_size: str | None,
    format: str,
    target: str | None,
) -> None:
    """A picture of ARCH, no wider than a column, in black, white and grey.

    field: every map a row of samples, and those that one feature reads filled. growth: size, jump and padding, layer by
    layer. weights: along how many paths each input sample is read. graph: the network, and paths that do not agree.
    schematic: the letters, of a network with symbols too.

    tikz is a bare tikzpicture; it needs tikz and amsmath. svg carries its alternative text.
    """
    from symrf.figures.draw import Asked, drawn, stretch_of
    from symrf.readers import read

    network = sized(_one(read(arch), arch), input_size)
    asked = Asked(kind, feature, numbers_of(values, "--values"), stretch_of(layers), output, axis)
    emit(drawn(network, asked, format), target)
