"""The command certify."""

from __future__ import annotations

from typing import Any

import click

from symrf.cli.completion import networks
from symrf.cli.networks import sized
from symrf.cli.output import directory, write
from symrf.errors import counted

DAY = 86_400


def _seconds(_: click.Context, __: click.Parameter, given: float) -> float:
    if not 0.1 <= given <= DAY:  # not a number is none of these
        raise click.BadParameter(f"{given:g}; give seconds, from 0.1 to {DAY}")
    return given


@click.command()
@click.argument("arch", shell_complete=networks)
@click.option("-o", "target", metavar="DIR", help="Write the Coq files and check.sh there.")
@click.option("--axis", metavar="A", help="Only this axis.")
@click.option("--source", metavar="I", help="The input that is seen, where the network has several.")
@click.option("--input-size", metavar="N", help="Samples of the input, as for derive.")
@click.option("--time-limit", type=float, callback=_seconds, default=60.0, show_default=True, metavar="S",
              help="Seconds of processor time for each command of Coq.")  # fmt: skip
def certify(
    arch: str, target: str | None, axis: str | None, source: str | None, input_size: str | None, time_limit: float
) -> int:
    """Have Coq prove what every layer of ARCH sees of the input.

    The network becomes a table of numbers, and Coq a judge of it: a soundness theorem says that a table which passes a
    check states nothing but what is so, and Coq computes the check. Ends with 0 where that is certified, 1 where Coq
    refuses it, which names the first node, and 3 where it is open: no Coq, no answer in time, or no rule.
    """
    from symrf.certified import recorded
    from symrf.certified.folder import files
    from symrf.certified.network import certificates, judged
    from symrf.derivation.upward.table import CheckFailed
    from symrf.readers import read

    network = sized(read(arch), input_size)
    if source is not None:
        network = network.seen_from(source)
    if axis is not None:
        network.on(axis)  # which says where there is no such axis
    try:
        found = [one for seen in network.by_source() for one in certificates(seen, axis)]
    except CheckFailed as why:
        click.echo(f"refused: {why}")
        return 1
    if target is not None:
        folder, made = directory(target), files(found)
        for name, text in made.items():
            write(folder / name, text)
    judged(found, time_limit)
    if target is not None:
        write(folder / recorded.NAME, recorded.written(found, made))
    for one in found:
        for line in lines(one, several=len({one.source for one in found}) > 1):
            click.echo(line)
    verdicts = {one.verdict for one in found}
    return 1 if "refused" in verdicts else 3 if "open" in verdicts else 0


def lines(one: Any, several: bool) -> list[str]:
    """One certificate as it is printed."""
    axes = ", ".join(one.axes) + (f" seen from {one.source}" if several else "")
    if one.verdict != "certified":
        return [f"{one.verdict}: {axes}: {one.reason}"]
    made = one.stated
    size = f"{counted(len(made.names), 'node')}, {counted(made.lines, 'line')} (coq {one.seconds:.1f} s)"
    told = [f"{one.verdict}: {axes}: {size}", *(f"  {said}" for said in made.said)]
    if one.alone:
        told.append(f"  stated of {one.output} alone: {', '.join(one.alone)}")
    return [*told, f"  without a statement: {', '.join(one.lacking)}"] if one.lacking else told
