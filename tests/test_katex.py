"""What GitHub and notebooks render: every formula passes KaTeX in strict mode, where what is odd is an error too."""

import json
import os
import random
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import symrf
from symrf.bundle.files import Options, bundle
from symrf.exposition.catalogue import entries
from symrf.layers import Conv, ConvTranspose, Layer, Upsample
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.render import formula, fragment
from symrf.zoo import MODELS
from tests import networks
from tests.goldens import KINDS, of_kind
from tests.tools import optional, some

CHECK = r"""
const katex = require("katex");
const wrong = [];
for (const [source, macros] of JSON.parse(require("fs").readFileSync(0))) {
  try { katex.renderToString(source, {displayMode: true, strict: "error", throwOnError: true, macros: {...macros}}); }
  catch (error) { wrong.push(`${source}: ${error.message}`); }
}
console.log(JSON.stringify(wrong));
"""
Formula = tuple[str, Mapping[str, str]]


def refused(every: list[Formula]) -> list[str]:
    """The formulas that KaTeX refuses, each with the reason; the module that the command katex belongs to is asked."""
    home = Path(os.path.realpath(optional("katex"))).parent.parent
    paths = os.pathsep.join([str(home), "/usr/share/nodejs"])
    run = subprocess.run(
        [optional("node"), "-e", CHECK], input=json.dumps(every), capture_output=True, text=True, check=True,
        env={**os.environ, "NODE_PATH": paths},
    )  # fmt: skip
    wrong: list[str] = json.loads(run.stdout)
    return wrong


def written(page: str) -> Iterator[Formula]:
    """The formulas of a page of Markdown, or of LaTeX."""
    for part in re.findall(r"\$`(.*?)`\$|```math\n(.*?)```", page, re.DOTALL):
        yield part[0] or part[1], {}
    for part in re.findall(r"\\begin\{align\*\}(.*?)\\end\{align\*\}", page, re.DOTALL):
        yield rf"\begin{{aligned}}{part}\end{{aligned}}", {}


def of_bundle(files: Mapping[str, str]) -> Iterator[Formula]:
    """The equations of a bundle with its macros."""
    macros = dict(re.findall(r"\\providecommand\{(\\\w+)\}(?:\[1\])?\{(.*)\}\n", files["symrf.tex"]))
    for name, text in files.items():
        if name.endswith(".aligned.tex"):
            yield rf"\begin{{aligned}}{text}\end{{aligned}}", macros
        elif re.fullmatch(r"(net|size|center|start)\..*", name) and not name.endswith(".where.tex"):
            yield text, macros


def drawn(seed: int) -> Network:
    """A chain of one to four layers with symbols among its numbers, of letters that formulas have too."""
    pick = random.Random(seed)
    numbers = [1, 2, 3, 7, *(symbol(x) for x in ("k", "s1", "alpha", "m", "l", "L", "i", "D_in", "r", "longName"))]

    def layer() -> Layer:
        kernel, stride, dilation, padding = (pick.choice(numbers) for _ in range(4))
        return pick.choice([
            Conv(kernel, stride=stride, dilation=dilation, padding=padding),
            Conv(3, stride=stride, padding=(padding, 0)), ConvTranspose(pick.choice([1, 2, 4]), stride=2), Upsample(2),
        ])  # fmt: skip

    network = Network.of(layer())
    for _ in range(pick.randrange(4)):
        network = network >> layer()
    return network


def both(network: Network) -> Iterator[Formula]:
    for format in ("markdown", "latex"):
        yield from written(fragment(network, format))


def test_every_kind_of_network_in_every_notation() -> None:
    every = [one for name in KINDS for one in both(of_kind(name))]
    every += [one for net in (networks.symbolic(), networks.two_ended()) for one in both(net)]
    for preset in ("distill", "dang", "torch"):
        every += of_bundle(bundle(networks.symbolic(), Options(notation=preset)))
    assert len(every) > 300
    assert refused(every) == []


def test_networks_with_symbols() -> None:
    every = [one for seed in some(range(200), 40) for one in both(drawn(seed))]
    assert len(every) > 40
    assert refused(every) == []


def test_the_zoo_and_the_catalogue() -> None:
    every = [one for model in some(MODELS, 18) for one in both(symrf.read(model.name))]
    for entry in entries():
        text = "".join(line for line in formula(entry).splitlines(keepends=True) if not line.startswith("%"))
        every += [(text, {})] if text else []
    assert refused(every) == []


def test_what_is_wrong_is_refused() -> None:
    wrong = [r"\nosuch{x}", r"\frac{1", "x_1_2", r"a \\ b & c", "é", r"\htmlClass{a}{b}"]
    said = refused([(one, {}) for one in ("x_1", *wrong, "x_2")])
    assert [line.startswith(f"{one}: ") for line, one in zip(said, wrong, strict=True)] == [True] * len(wrong)
