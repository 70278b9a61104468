"""Golden files: what people see, kept as it was when somebody last looked at it.

`python3 dev.py regenerate` writes them anew; the change is then read as a diff.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import symrf
from symrf.exposition.architecture import architecture
from symrf.exposition.catalogue import entry
from symrf.exposition.view import view
from symrf.render import formula, fragment, section, text, text_network
from tests import networks
from tests.tools import ROOT

GOLDEN = Path(__file__).parent / "golden"


def derived(network: symrf.Network) -> str:
    """What `symrf derive` prints."""
    return text_network.architecture(view(architecture(network)))


def reported(network: symrf.Network, format: str) -> str:
    """A report whose verdicts are made up: they are not what is looked at."""
    return symrf.report(network, format, verdicts=networks.accepted)


def shown(name: str) -> str:
    """What `symrf show` prints, but for the verdict."""
    return text.entry(entry(name))


def help_page() -> str:
    """What `symrf --help` prints."""
    from click.testing import CliRunner

    from symrf.cli import cli

    return CliRunner(env={"COLUMNS": "100"}).invoke(cli, ["--help"], prog_name="symrf").output


KINDS: dict[str, list[dict[str, object]]] = {
    "strides": [
        {"name": "left", "op": "conv", "from": "input", "kernel": 5, "stride": 2, "padding": 2},
        {"name": "right", "op": "conv", "from": "input", "kernel": 5},
        {"name": "join", "op": "add", "from": ["left", "right"]},
    ],
    "phases": [
        {"name": "conv", "op": "conv", "kernel": 3, "stride": 2},
        {"name": "up", "op": "conv_transpose", "kernel": 4, "stride": 2},
        {"name": "thin", "op": "conv_transpose", "kernel": 1, "stride": 2},
    ],
    "strides_and_phases": [
        {"name": "conv", "op": "conv", "from": "input", "kernel": 5, "stride": 2},
        {"name": "up", "op": "conv_transpose", "from": "input", "kernel": 1, "stride": 2},
        {"name": "join", "op": "add", "from": ["conv", "up"]},
    ],
    "any_factor": [
        {"name": "down", "op": "pool", "kernel": "s", "stride": "s"},
        {"name": "body", "op": "conv", "kernel": 3, "padding": 1},
        {"name": "up", "op": "conv_transpose", "kernel": "s", "stride": "s"},
        {"name": "skip", "op": "concat", "from": ["up", "input"]},
        {"name": "out", "op": "conv", "kernel": 3, "padding": 1},
    ],
    "same": [
        {"name": "a", "op": "conv", "from": "input", "kernel": 3, "stride": 2, "padding": "same"},
        {"name": "b", "op": "conv", "from": "input", "kernel": 3, "stride": 2, "padding": 1},
        {"name": "join", "op": "add", "from": ["a", "b"]},
    ],
    "whole_input": [{"op": "conv", "kernel": 3}, {"name": "pool", "op": "global"}],
    "upper_bound": [{"name": "up", "op": "conv_transpose", "kernel": "k", "stride": 2}],
    "unsupported": [
        {
            "name": "stage", "op": "repeat", "times": "B",
            "layers": [{"op": "conv", "kernel": 3, "stride": 2, "padding": "same"}],
        },
    ],
}  # fmt: skip
"""Layers of networks whose answers are not one affine field, or not exact."""


def of_kind(name: str) -> symrf.Network:
    """The network of that kind."""
    return symrf.read({"title": name.replace("_", " ").capitalize(), "layer": KINDS[name]})


FILES: dict[str, Callable[[], str]] = {
    "dang_alexnet.txt": lambda: derived(networks.alexnet()),
    "dang_alexnet.tex": lambda: reported(networks.alexnet(), "latex"),
    "dang_alexnet.md": lambda: reported(networks.alexnet(), "markdown"),
    "symbolic.txt": lambda: derived(networks.symbolic()),
    "either.txt": lambda: derived(networks.either()),
    "either.tex": lambda: fragment(networks.either(), "latex"),
    "symbolic.tex": lambda: fragment(networks.symbolic(), "latex"),
    "two_ended.txt": lambda: derived(networks.two_ended()),
    "two_ended.md": lambda: fragment(networks.two_ended(), "markdown"),
    "unequal_axes.txt": lambda: derived(networks.unequal_axes()),
    "hostile.txt": lambda: derived(networks.hostile()),
    "hostile.tex": lambda: fragment(networks.hostile(), "latex"),
    "hostile.md": lambda: fragment(networks.hostile(), "markdown"),
    "size.txt": lambda: shown("size"),
    "size.tex": lambda: formula(entry("size")),
    "size.md": lambda: section(entry("size")),
    "refuted-size-adds-k-minus-s.txt": lambda: shown("refuted-size-adds-k-minus-s"),
    "path-region.txt": lambda: shown("path-region"),
    "path-region.tex": lambda: formula(entry("path-region")),
    "refuted-size-adds-k-minus-s.md": lambda: section(entry("refuted-size-adds-k-minus-s")),
    **{f"{name}.txt": lambda name=name: derived(of_kind(name)) for name in KINDS},
    "strides.md": lambda: fragment(of_kind("strides"), "markdown", feature=3),
    "any_factor.tex": lambda: fragment(of_kind("any_factor"), "latex", feature=3),
    "phases.tex": lambda: fragment(of_kind("phases"), "latex", feature=1),
    "help.txt": help_page,
}


def main() -> None:
    """Write every golden file, and delete those that are no longer made."""
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.iterdir():
        if path.name not in FILES:
            path.unlink()
    for name, make in FILES.items():
        (GOLDEN / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
