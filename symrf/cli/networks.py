"""Commands about networks: derive, report, zoo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from symrf.cli.completion import networks, nodes
from symrf.cli.notated import refuse_shape, with_certificate, with_notation, with_shape, with_width
from symrf.cli.output import EXAMPLES, Progress, directory, emit, write
from symrf.errors import SymrfError, shown
from symrf.render.formats import FORMATS

if TYPE_CHECKING:
    from symrf.derivation.answers.features import Feature


def _offered(command: str) -> list[str]:
    return [format for format, commands in FORMATS.items() if command in commands]


@click.command()
@click.argument("arch", shell_complete=networks)
@click.option(
    "--output", metavar="NODE", help="Only this node, and the part of the network below it.", shell_complete=nodes
)  # fmt: skip
@click.option("--source", metavar="INPUT", help="The input that is seen, where the network has several.")
@click.option(
    "--feature", metavar="Y", help="Also which input samples this feature (3, 3,5 or h=3,w=5) is computed from."
)
@click.option("--input-size", metavar="N", help="Samples of the input: 224, n, h=480,w=640 or image=224,mask=56.")
@click.option("--symbol", metavar="n", help="Leave the size of the input free, as that symbol.")
@click.option("--no-gates", is_flag=True, help="Without what gates and normalisations over the whole map add.")
@click.option("--pixel", metavar="X", help="Also which features see this input sample (text, json).")
@click.option("--trust", is_flag=True, help="ARCH may be package.module:attribute, a torch module; runs its code.")
@click.option("--input-shape", metavar="SHAPE", help="Of a torch module: batch, channels, sizes, 1,3,224,224.")
@click.option("--changes", is_flag=True, help="Only the layers at which size or stride change (text, json).")
@click.option("--expanded", is_flag=True, help="Sums and expressions in full (latex, markdown).")
@click.option("--exact", is_flag=True, help="Also which samples it reads, along how many paths (text, json).")
@click.option(
    "--format", type=click.Choice(["text", *_offered("derive"), "json"]), default="text", show_default=True
)
@click.option("-o", "target", metavar="FILE", help="Write to this file.")
@with_shape
@with_width
@with_certificate
@with_notation
def derive(
    arch: str,
    output: str | None,
    source: str | None,
    feature: str | None,
    input_size: str | None,
    symbol: str | None,
    no_gates: bool,
    pixel: str | None,
    trust: bool,
    input_shape: str | None,
    changes: bool,
    expanded: bool,
    exact: bool,
    format: str,
    target: str | None,
    shape: str | None,
    width: str,
) -> None:
    """What every layer of ARCH sees of the input.

    For one feature of each layer, along each axis: size, effective stride and padding, centre. --exact adds what is
    known of the samples between the ends: which are read, the number of paths to them, its mean and variance.

    latex is a bare tabular and the equations behind the numbers, for a table and a text of your own; it needs amsmath,
    array, booktabs and graphicx. With --shape it is the equations alone, without environments, each under its name; a
    line that is wider than --width is a block, `aligned`, of several.
    """
    from symrf.cli.trusted import read
    from symrf.derivation.answers.features import feature_of

    for option, given in (("--exact", exact), ("--pixel", pixel is not None), ("--changes", changes)):
        if given and format not in ("text", "json"):
            raise click.UsageError(f"{option} is for the formats text and json, not {format}")
    refuse_shape(shape, format)
    if input_size is not None and symbol is not None:
        raise click.UsageError("--input-size and --symbol both say how large the input is; give one")
    network = sized(read(arch, trust, input_shape), input_size or symbol)
    if no_gates:
        from symrf.network import without_gates

        network = without_gates(network)
    if source is not None:
        network = network.seen_from(source)
    if output is not None:
        output = network.node(output).name
    if output is not None:
        network = network.up_to(output)
    about = _About(
        output,
        None if feature is None else feature_of(feature, network.axes),
        None if pixel is None else feature_of(pixel, network.axes, "pixel"),
        exact,
        changes,
    )
    seen = network.by_source()
    if format == "json":
        records = {one.source: _record(one, about) for one in seen}
        emit(_json(network.title, records), target)
    elif format == "text":
        emit("\n".join(_text(one, about) for one in seen), target)
    elif shape is not None:
        from symrf.render.parts import separate

        emit("\n".join(separate(one, output, shape, width) for one in seen), target)
    else:
        from symrf.render import fragment

        emit("\n".join(fragment(one, format, output, expanded, about.feature, width) for one in seen), target)


@dataclass(frozen=True)
class _About:
    """What is asked about a network: one node, one feature of it, one sample of the input, and how much of it all."""

    output: str | None
    feature: Feature | None
    pixel: Feature | None
    exact: bool
    changes: bool


def _record(network: Any, about: _About) -> dict[str, Any]:
    from symrf.derivation import derive as derived
    from symrf.derivation.answers.features import along
    from symrf.exposition.answer import seen
    from symrf.render import json

    found = derived(network, None if about.changes else about.output)
    for axis in found.output.axes.values():
        if about.feature is not None:
            seen(axis, along(about.feature, axis.axis))
    return json.derivation(found, about.feature, about.exact, about.pixel, about.changes)


def _json(title: str, records: dict[str, Any]) -> str:
    """One record, or with several inputs a record for each."""
    from symrf.render import json

    alone = next(iter(records.values()))
    return json.dumps(alone if len(records) == 1 else {"architecture": title, "sources": records})


def _text(network: Any, about: _About) -> str:
    from symrf.derivation import derive as derived
    from symrf.derivation.answers.changes import changing
    from symrf.exposition.architecture import architecture
    from symrf.exposition.own_symbols import apart
    from symrf.exposition.view import view
    from symrf.printed import SYMRF, in_use
    from symrf.render import text_network
    from symrf.render.beyond import beyond, seen_by

    network, renamed = apart(network) if in_use() != SYMRF else (network, ())
    output, only = about.output, None if about.output is None else frozenset([about.output])
    if about.changes:
        only = changing(derived(network))  # of the part below the output
    rows: Mapping[str, str] = getattr(network, "rows", {})  # a module is one row, whatever the steps it is made of
    if rows and (about.changes or output is None):
        only = frozenset(rows.get(name, name) for name in (network.nodes_by_name if only is None else only))
    said = text_network.architecture(view(architecture(network, output), feature=about.feature, renamed=renamed), only)
    if more := "".join(beyond(network, output)):
        said += f"\n{more}"
    if about.pixel is not None:
        said += f"\n{seen_by(derived(network, None if about.changes else output), about.pixel, only)}"
    if not about.exact:
        return said
    from symrf.render import exact_field

    return f"{said}\n{exact_field.lines(derived(network, output), about.feature or 0)}"


def sized(network: Any, given: str | None) -> Any:
    """The network on inputs of the size that is given, where one is."""
    return network if given is None else network.with_input_size(input_sizes(given))


def numbers_of(given: str | None, option: str) -> dict[str, int]:
    """Numbers for symbols, each once.

    >>> numbers_of("k=3, s=2", "--at")
    {'k': 3, 's': 2}
    """
    values: dict[str, int] = {}
    for part in given.split(",") if given else ():
        name, equals, number = (word.strip() for word in part.partition("="))
        try:
            value = int(number)
        except ValueError:
            value = None
        if not name or not equals or value is None or len(number) > 80:
            raise SymrfError(f"{option} {shown(part)}: give a name and an integer, such as k=3")
        if name in values:
            raise SymrfError(f"{option} gives {shown(name)} twice")
        values[name] = value
    return values


def input_sizes(given: str) -> Any:
    """An input size: a number or an expression, or one for each axis."""
    from symrf.numbers import plain
    from symrf.readers.values import unlike_letters
    from symrf.terms import parse_value
    from symrf.terms.sympy_form import natural, to_sympy

    def size(text: str) -> Any:
        try:
            return int(text)
        except ValueError:
            tree = parse_value(text.strip(), "input size")
            return plain(to_sympy(tree, default=lambda name: natural(unlike_letters(name))))

    if "=" not in given:
        return size(given)
    pairs = [part.partition("=") for part in given.split(",")]
    if not all(sign for _, sign, _ in pairs):
        raise SymrfError(f"input size {shown(given)}; give a number such as 224, or h=480,w=640")
    return {axis.strip(): size(text) for axis, _, text in pairs}


@click.command()
@click.argument("arch", nargs=-1, shell_complete=networks)
@click.option("--output", metavar="NODE", help="About this node, of every ARCH.", shell_complete=nodes)
@click.option("--format", type=click.Choice(_offered("report")), help="One format only.")
@click.option("--expanded", is_flag=True, help="Sums and expressions in full.")
@click.option("--verify", is_flag=True, help="Prove the theorems again, which may take a minute.")
@click.option("-o", "target", metavar="DIR", help="Write report.tex and report.md there.")
@with_certificate
@with_notation
def report(
    arch: tuple[str, ...], output: str | None, format: str | None, expanded: bool, verify: bool, target: str | None
) -> None:
    """Networks worked out step by step, or the whole catalogue.

    For each ARCH the table of its layers and every number of its output, from the proved closed form down to the
    result, then the notation and what is proved: of theorems as recorded with the package, of the network's own sums
    now. Without ARCH: all formulas and theorems. Without -o it goes to standard output (in Markdown, where no --format
    is given).
    """
    from symrf.derivation.answers.attested import read_from
    from symrf.readers import read
    from symrf.render import report as written
    from symrf.render.document import writer_of

    networks = [read(name) for name in arch] or None
    if output is not None and networks is None:
        raise click.UsageError("--output is for a report about networks; name one")
    verdicts = _verdicts if verify else None
    if target is None:
        page = written(networks, format or "markdown", output=output, expanded=expanded, verdicts=verdicts)
        emit(page, None)
        return
    folder = directory(target)
    for one in [format] if format else ["latex", "markdown"]:
        path = folder / f"report.{writer_of(one).suffix}"
        with read_from(folder):
            page = written(networks, one, output=output, expanded=expanded, verdicts=verdicts)
        write(path, page)
        click.echo(path)


_KNOWN: dict[str, Any] = {}


def _verdicts(names: Sequence[str]) -> list[Any]:
    """The verdicts on these statements, each verified once for all files of a report."""
    from symrf.render.verdicts import verified

    missing = [name for name in names if name not in _KNOWN]
    with Progress(len(missing), "verifying") as progress:
        for verdict in verified(missing, EXAMPLES):
            _KNOWN[verdict.name] = verdict
            progress.step()
    return [_KNOWN[name] for name in names]


@click.command()
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def zoo(format: str) -> None:
    """The networks that are built in."""
    from symrf.render import json, text
    from symrf.zoo import MODELS

    if format == "json":
        record = {"networks": [{"name": entry.name, "about": entry.about} for entry in MODELS]}
        click.echo(json.dumps(record), nl=False)
    else:
        click.echo(text.grid(["name", "network"], [(entry.name, entry.about) for entry in MODELS]))
