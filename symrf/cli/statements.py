"""Commands about statements: verify, check, show, list."""

from __future__ import annotations

import io
import re
import sys
from typing import Any

import click

from symrf.cli import pinned
from symrf.cli.completion import networks, statements
from symrf.cli.networks import sized
from symrf.cli.notated import WithFormula
from symrf.cli.output import Progress
from symrf.errors import SymrfError, shown

EXIT = {"proved": 0, "refuted": 1, "open": 3}


@click.command()
@click.argument("name", nargs=-1, shell_complete=statements)
@click.option("--route", multiple=True, metavar="ROUTES", help="Only these, as kernel,fuzz (all: kernel,z3,coq,fuzz).")
@click.option("--examples", type=int, default=1000, show_default=True, metavar="N",
              help="Networks to fuzz; of published formulas at most 300 each.")  # fmt: skip
@click.option("--format", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True)
def verify(name: tuple[str, ...], route: tuple[str, ...], examples: int, format: str) -> int:
    """Prove the catalogue again, here and now.

    NAME is a statement that `symrf list` shows; without one, all of them, the published ones too. A statement is
    proved where the kernel has accepted a certificate, for every depth at once. What was only fuzzed, or not decided,
    is open. Ends with 1 where a verdict is not the one expected. One line a statement; of those that are named, or that
    fail, also what is known.
    """
    from symrf.published.entries import all_published, published, published_names
    from symrf.published.judge import judged
    from symrf.render import json, junit, text
    from symrf.render.verdicts import route_words
    from symrf.theorem import refutation_names, theorem_names
    from symrf.verification import ROUTES

    if len(route) > 1:
        parts = dict.fromkeys(",".join(route).split(","))
        raise click.UsageError(f"--route is given {len(route)} times; write --route {','.join(parts)}")
    routes = [part.strip() for part in route[0].split(",")] if route else None
    once = list(dict.fromkeys(name))
    known = set(published_names())
    every = map(published, sorted(known.intersection(once))) if once else all_published()
    printed = [one for one in every if (once or one.claim) and not one.same_as]
    meant = (published(one).same_as if one in known else one for one in once)
    own = list(dict.fromkeys(filter(None, meant))) if once else [*theorem_names(), *refutation_names()]
    names = [*own, *(one.name for one in printed)]
    found: list[Any] = []
    asked = list(ROUTES) if routes is None else routes
    if set(own) & set(refutation_names()) or printed:
        asked = ["walk", *asked]
    first = max(map(len, [*names, "statement"]))
    reached = judged(printed, routes, examples, own if name else None)
    with Progress(len(names), "verifying") as progress:
        if format == "text":
            progress.say(text.row(["statement", "verdict", *asked], first))
            sys.stdout.flush()
        for verdict in reached:
            found.append(verdict)
            if format == "text":
                cells = [verdict.name, verdict.verdict, *(route_words(verdict.routes.get(r)) for r in asked)]
                progress.say(text.row(cells, first))
                refuted = verdict.verdict == "refuted"
                for line in text.details(verdict) if not verdict.ok or (name and refuted) else []:
                    progress.say(line)
            progress.step()
    wrong = [verdict for verdict in found if not verdict.ok]
    if format == "json":
        click.echo(json.dumps(json.verdicts(found)), nl=False)
    elif format == "junit":
        click.echo(junit.suite(found), nl=False)
    else:
        click.echo(f"\n{text.tally(found)}")
    return 1 if wrong else 0


@click.command(cls=WithFormula)
@click.argument("claim")
@click.option(
    "--in", "arches", metavar="ARCH", multiple=True, shell_complete=networks,
    help="About this network: r, S, P, c … are its output's. Several: A.r == B.r, by --in A=ARCH --in B=ARCH.",
)  # fmt: skip
@click.option("--where", metavar="COND", multiple=True, help="Only where this holds, such as d[l] == 1 (repeatable).")
@click.option("--input-size", metavar="N", help="Samples of the network's input: 224, n, h=480,w=640.")
@click.option("--source", metavar="INPUT", help="The input that is seen, where the network has several.")
@click.option("--axis", metavar="AXIS", help="Along this axis of the network, where its axes differ.")
@click.option("--notation", metavar="FILE", help="The letters of CLAIM: a TOML file, or distill, dang, torch.")
@click.option("--integers", metavar="NAMES", help="Numbers that a claim about chains has of its own, as n,m.")
@click.option("--certificates", metavar="DIR", help="Write the certificates there, for python -m symrf.kernel.")
@click.option("--update", is_flag=True, help="Write today's formulas into the [expect] of a file, or of all in a DIR.")
@click.option("--format", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True)
def check(
    claim: str,
    arches: tuple[str, ...],
    where: tuple[str, ...],
    input_size: str | None,
    source: str | None,
    axis: str | None,
    notation: str | None,
    integers: str | None,
    certificates: str | None,
    update: bool,
    format: str,
) -> int:
    """Put a formula to the test: proved, refuted or open.

    CLAIM is an equation such as "r[0] == 1 + Sum(k[l] - s[l], (l, 1, L))" in the letters k s d p q K of the layers and
    n r u v c S P Q of the maps, or as papers write it: "r_out = r_in + (k-1)*j_in", LaTeX, a = b = c; what was read is
    shown. A refuted one comes with its least counterexample, and with the weakest of the usual conditions (no dilation,
    stride 1, symmetric padding, one kernel for all) under which it is proved. Ends with 0, 1 or 3.

    CLAIM may also be an architecture file with [expect]: then every line of it is a claim about the file's network;
    or a directory: then all files in it are checked. --update writes what is derived today. A CLAIM of - is read from
    standard input.
    """
    from symrf.claims import check as checked
    from symrf.claims.typed.read import is_property
    from symrf.render import json, text

    arch = arches[0] if arches else None
    if not claim.strip():
        raise click.UsageError("CLAIM is empty; write a formula, or name a file or a directory")
    if len(arches) > 1 and (source is not None or axis is not None or update or certificates is not None):
        raise click.UsageError("--source, --axis, --update and --certificates are for one network")
    if arch is None and (source is not None or axis is not None):
        raise click.UsageError("--source and --axis are for a claim about a network, with --in")
    if arch is None and (pinned.directory(claim) or is_architecture(claim) and (update or format == "junit")):
        if where or input_size is not None or certificates is not None:
            raise click.UsageError("--where, --input-size and --certificates are for one claim or file")
        return pinned.run(claim, format, update)
    if arch is None and not is_architecture(claim) and not is_property(claim):
        pinned.refuse_path(claim)
    if update or format == "junit":
        raise click.UsageError("--update and --format junit are for files with [expect]; name one, or a directory")
    if claim == "-":
        if arch == "-":
            raise click.UsageError("CLAIM and --in are both -, and there is one standard input")
        claim = from_input()
    elif arch is None and is_architecture(claim):
        if where:
            raise click.UsageError("--where is for a claim, not for a file with [expect]")
        return _expected(claim, input_size, format)
    if arch is None and input_size is not None:
        raise click.UsageError("--input-size is for a claim about a network, with --in")
    network = None if arch is None else _networks(arches, input_size, source, axis)
    own = [name.strip() for name in integers.split(",")] if integers else []
    verdict = checked(claim, network, where, notation, own)
    click.echo(json.dumps(json.verdict(verdict)) if format == "json" else text.answer(verdict), nl=format != "json")
    if certificates is not None:
        _write(certificates, verdict)
    return EXIT[verdict.verdict]


def _networks(arches: tuple[str, ...], input_size: str | None, source: str | None, axis: str | None) -> Any:
    """The network, or several by name: NAME=ARCH, or of a file the name before its ending."""
    from symrf.readers import read

    if len(arches) == 1:
        network = sized(read(arches[0]), input_size)
        network = network if source is None else network.seen_from(source)
        return network if axis is None else network.on(axis)
    found: dict[str, Any] = {}
    for arch in arches:
        name, given, path = arch.partition("=")
        name, path = (name, path) if given else (re.split(r"[/\\]", arch)[-1].split(".")[0], arch)
        if name in found:
            raise SymrfError(f"--in {shown(arch)}: two networks called {name}; write --in A=… --in B=…")
        found[name] = sized(read(path), input_size)
    return found


def from_input() -> str:
    """The claim on standard input, or several, a line each."""
    from symrf.terms.parse import MAX_TEXT

    stream = sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
    try:  # what is longer than any claim is refused as too long, and not read
        return stream.read(4 * MAX_TEXT + 1).decode("utf-8").replace("\r", "").strip()
    except UnicodeDecodeError:
        raise SymrfError("claim on standard input: not text in UTF-8") from None


def _write(folder: str, verdict: Any) -> None:
    """A file for every certificate of the kernel: the first is of the claim, the others of what that rests on."""
    import json
    from pathlib import Path

    kernel = verdict.routes.get("kernel")
    known = kernel.evidence if kernel is not None else {}
    every = [known["certificate"]] if "certificate" in known else []
    every += [part["certificate"] for part in known.get("certificates", ())]
    if not every:
        click.echo("no certificate: the kernel did not prove it", err=True)
        return
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for number, certificate in enumerate(every, 1):
            name = f"{number}-{certificate['statement']['name']}.json"
            Path(folder, name).write_text(json.dumps(certificate, separators=(",", ":")), "utf-8")
    except OSError as error:
        raise SymrfError(f"--certificates {shown(folder)}: {error.strerror}; name a folder to write to") from None


def is_architecture(claim: str) -> bool:
    """Whether the argument names an architecture file rather than stating a claim."""
    return "=" not in claim and claim.lower().endswith((".toml", ".json"))


def _expected(path: str, input_size: str | None, format: str) -> int:
    """Every claim of a file's [expect], the worst verdict deciding: refuted, then open, then proved."""
    from symrf.claims.network.expect import judge_expected
    from symrf.readers import read_architecture
    from symrf.render import json, text

    architecture = read_architecture(path)
    network = sized(architecture.network, input_size)
    try:
        found = judge_expected(network, architecture.expect)
    except SymrfError as error:
        raise SymrfError(f"{path}: {error}") from None
    if format == "json":
        click.echo(json.dumps(json.verdicts(found)), nl=False)
    else:
        click.echo("\n".join(text.answer(verdict) for verdict in found))
    said = {verdict.verdict for verdict in found}
    return next(EXIT[verdict] for verdict in ("refuted", "open", "proved") if verdict in said)
