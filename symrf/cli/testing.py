"""Commands for other people's code: conformance, vectors."""

from __future__ import annotations

import contextlib
import sys

import click

from symrf.cli.output import Progress, emit
from symrf.errors import SymrfError


@click.command()
@click.argument("target", metavar="PACKAGE.MODULE:FUNCTION")
@click.option("--adapter", metavar="NAME", help="How it is called and what it returns, such as ksp:r or kspd:r,S,P.")
@click.option("--supports", metavar="NAMES", help="Only these capabilities, separated by commas.")
@click.option("--trust", is_flag=True, help="Import the module and run it; without this nothing is run.")
@click.option("--seed", type=int, default=0, show_default=True, metavar="N", help="Which random networks.")
@click.option("--examples", type=click.IntRange(1), default=1000, show_default=True, metavar="N", help="How many each.")
@click.option("--seconds", type=float, default=10.0, show_default=True, metavar="S", help="Time for one call.")
@click.option("--format", type=click.Choice(["text", "json", "junit", "markdown"]), default="text", show_default=True)
@click.option("-o", "output", metavar="FILE", help="Write to this file.")
def conformance(
    target: str,
    adapter: str | None,
    supports: str | None,
    trust: bool,
    seed: int,
    examples: int,
    seconds: float,
    format: str,
    output: str | None,
) -> int:
    """Is a function that computes receptive fields or sizes right?

    It is called on many small networks, and what it returns is compared with the truth: sizes, strides, paddings,
    centres, regions, sizes of maps; dilation, uneven padding, even kernels, branches, and so on. What is wrong is shown
    on the least network, with the known mistake that explains it. Where the code takes symbols, its formulas are
    proved. Ends with 1 where something is wrong.

    The function takes a symrf.Network and returns a mapping, or there is an --adapter INPUT:OUTPUT: ksp:r is a list of
    (k, s, p) and a size, kspd,n:n,j,r,start a list and the input's size, and four numbers; module:table a torch module
    and a table.
    """
    from symrf.testing.drawn.capabilities import NAMES
    from symrf.testing.functions.target import imported
    from symrf.testing.verdicts.report import FORMATS
    from symrf.testing.verdicts.suite import conformance as tests

    if not trust:
        raise SymrfError(f"{target!r} would be imported and run; add --trust where its code may run here")
    names = None if supports is None else [name.strip() for name in supports.split(",")]
    with contextlib.redirect_stdout(sys.stderr):  # what is printed here is a table, JSON or XML
        function = imported(target)
    suite = tests(function, supports=names, adapt=adapter, seconds=seconds)
    suite.target = target
    with Progress(len(NAMES), "trying") as progress:
        report = suite.run(examples, seed, lambda result: progress.step())
    emit(FORMATS[format](report), output)
    if adapter is None and all(result.verdict == "error" for result in report.results):
        click.echo("symrf: no call succeeded; a function that takes no symrf.Network needs an --adapter", err=True)
    if report.ok and not any(result.compared for result in report.results):
        click.echo("symrf: nothing was compared; an --adapter may say what the function returns", err=True)
        return 2
    return 0 if report.ok else 1


@click.command()
@click.option("--each", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="How many for a tag.")
@click.option("-o", "target", metavar="FILE", help="Write to this file.")
def vectors(each: int, target: str | None) -> None:
    """Networks with their true numbers as JSON, for tests in any language."""
    import json

    from symrf.testing.drawn.corpus import vectors as made

    emit(json.dumps(made(each=each), indent=1, ensure_ascii=False) + "\n", target)
