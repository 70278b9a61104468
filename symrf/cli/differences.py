"""The command diff: two networks side by side."""

from __future__ import annotations

from typing import Any

import click

from symrf.cli.completion import networks
from symrf.cli.networks import sized
from symrf.cli.output import emit
from symrf.errors import counted


@click.command()
@click.argument("one", metavar="A", shell_complete=networks)
@click.argument("other", metavar="B", shell_complete=networks)
@click.option("--input-size", metavar="N", help="Samples of the input of both: 224, n or h=480,w=640.")
@click.option("--trust", is_flag=True, help="A and B may be package.module:attribute, torch modules; runs their code.")
@click.option("--input-shape", metavar="SHAPE", help="Of a torch module: batch, channels, sizes, 1,3,224,224.")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "target", metavar="FILE", help="Write to this file.")
def diff(
    one: str,
    other: str,
    input_size: str | None,
    trust: bool,
    input_shape: str | None,
    format: str,
    target: str | None,
) -> int:
    """What the layers of A and B see differently.

    Two architectures, or one model in two formats: node by node where names match, else layer by layer in order. Size,
    stride, padding, alignment and the number of features are compared. Exit code 1 where something differs.
    """
    from symrf.cli.trusted import read
    from symrf.derivation import derive
    from symrf.derivation.answers.differences import compare
    from symrf.render import json

    networks = [sized(read(arch, trust, input_shape, optional=True), input_size) for arch in (one, other)]
    found = compare(*(derive(network) for network in networks))
    if format == "json":
        emit(json.dumps(_record(found)), target)
    else:
        emit(_text(found), target)
    return 1 if found.differences else 0


def _record(found: Any) -> dict[str, Any]:
    from symrf.derivation.answers.jsonform import written

    rows = []
    for d in found.differences:
        values = [_plain(value, written) for value in d.values]
        rows.append({"nodes": list(d.nodes), "axis": d.axis or None, "what": d.what, "values": values})
    return {"compared_by": found.by, "pairs": [list(pair) for pair in found.pairs], "differences": rows}


def _plain(value: Any, written: Any) -> Any:
    return value if value is None or isinstance(value, str | bool) else written(value)


def _text(found: Any) -> str:
    from symrf.render.text import grid, short

    said = f"{counted(len(found.pairs), 'node')} compared by {found.by}"
    if not found.differences:
        return f"{said}: no difference\n"
    rows = []
    for difference in found.differences:
        names = dict.fromkeys(short(name) for name in difference.nodes if name is not None)
        values = ["–" if value is None else str(value) for value in difference.values]
        if difference.what == "node":
            values = ["–" if name is None else "there" for name in difference.nodes]
        rows.append([" / ".join(names), difference.axis or "", difference.what.replace("_", " "), *values])
    differing = len({difference.nodes for difference in found.differences})
    table = grid(["node", "axis", "what", "A", "B"], rows)
    return f"{said}, {differing} of them or beside them differ\n\n{table}\n"
