"""The command about questions the other way round: solve."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from symrf.cli.completion import networks
from symrf.cli.networks import numbers_of
from symrf.cli.notated import with_notation
from symrf.cli.output import emit
from symrf.errors import SymrfError

if TYPE_CHECKING:
    from symrf.questions.solution import Solution


@click.command()
@click.argument("arch", shell_complete=networks)
@click.argument("question", required=False)
@click.option("--for", "names", metavar="NAMES", help="What to choose: B, or left,right.")
@click.option("--search", "bounds", metavar="BOUNDS", help="Instead of ARCH, all chains: k in 1,3; s in 1,2; L <= 5.")
@click.option("--at", metavar="VALUES", help="Numbers for symbols: k=3,n=1000.")
@click.option("--format", type=click.Choice(["text", "latex", "markdown", "json"]), default="text", show_default=True)
@click.option("-o", "target", metavar="FILE", help="Write to this file.")
@with_notation
def solve(
    arch: str, question: str | None, names: str | None, bounds: str | None, at: str | None, format: str,
    target: str | None,
) -> int:  # fmt: skip
    """What to choose so that QUESTION holds of ARCH: a formula, or the set of input sizes, with its proof.

    \b
      fits                       the input sizes of which every map has a feature and joins agree in size
      unused == 0                those of which no sample is left over
      r >= n                     the least number of blocks, kernel or dilation
      covers n                   the same, with no sample left out between the first and the last read
      no holes                   the largest dilations with which none is left out
      aligned                    crops or paddings that align the branches of every join
      output_size == ceil(n/s)   paddings that keep a size

    With --search, the question stands alone, about r and S: symrf solve "r == 41, S == 4" --search "k in 1,3; L <= 5".
    """
    from symrf.printed import in_use
    from symrf.questions import solve as solved
    from symrf.readers import read
    from symrf.repeat import free_symbols

    if bounds is not None:
        from symrf.questions.parameters.search import search

        if question is not None or names or at:
            raise SymrfError('--search takes a question alone, such as "r == 41, S == 4", no network and no --for')
        found = search(arch, bounds)
        emit(_written(found, format), target)
        return found.exit_code
    if question is None:
        raise SymrfError("solve takes a network and a question, such as: symrf solve unet fits --for n")
    if names is None:
        raise SymrfError("solve: what to choose is given with --for, such as --for n")
    wanted = tuple(part.strip() for part in names.split(","))
    network = read(arch)
    question = in_use().plain(question, {symbol.name for symbol in free_symbols(network)})
    found = solved(network, question, *wanted, at=numbers_of(at, "--at"))
    emit(_written(found, format), target)
    return found.exit_code


def _written(found: Solution, format: str) -> str:
    if format == "json":
        from symrf.questions.solution import data
        from symrf.render import json

        return json.dumps(data(found))
    if format == "text" or not found.formula:  # without a formula there are words, in LaTeX a comment
        said = str(found) if str(found).startswith("open: ") else f"{found.verdict}: {found}"
        if format == "latex":
            return "% " + said.replace("…", "...").encode("ascii", "namereplace").decode().replace("\n", "\n% ")
        return said if format == "text" else _in_markdown(said)
    where = _where(found.domain, format) if found.domain else ""
    return f"{found.formula}{where}" if format == "latex" else f"${found.formula}${where}"


def _where(conditions: Iterable[str], format: str) -> str:
    """What makes a formula true, behind it: in brackets in mathematics mode of LaTeX, as a sentence in Markdown."""
    from symrf.exposition.conditions import spaced, spoken
    from symrf.render.document import writer_of
    from symrf.terms import inline

    if format == "markdown":
        return " where " + " and ".join(writer_of(format).said(tuple(spaced(spoken(one)))) for one in conditions)
    written = (
        r"\ ".join(rf"\text{{{piece}}}" if isinstance(piece, str) else inline(piece) for piece in spoken(one))
        for one in conditions
    )
    return r" \qquad (" + r",\ ".join(written) + ")"


def _in_markdown(said: str) -> str:
    from symrf.render.document import writer_of

    return "  \n".join(map(writer_of("markdown").escape, said.split("\n")))
