"""Networks for the tests of what people see: ordinary, symbolic, branched, hostile."""

import symrf
from symrf import Network
from symrf.verification import Result, Verdict

HOSTILE_TITLE = r"\input{/etc/passwd} $x$ | <script>alert(1)</script> 100% `code` **b** _u_ é # ~ ^ \end{document}"
HOSTILE_NAMES = [
    r"a|b <script> $x^2$ \input{/etc/passwd} %",
    "../../../etc/passwd",
    "`rm -rf` {{ 7*7 }} << 7 >> <% raw %>",
    "{% for x in y %}@team #12 [link](http://x) ![i](x)",
    "aVeryLongNameWithoutAnyPlaceToBreakIt" * 4,
]


def alexnet() -> Network:
    """The zoo's first network on the input of its paper."""
    return symrf.read("dang_alexnet").with_input_size(227)


def symbolic() -> Network:
    """A residual block with a symbolic kernel, on an input of symbolic size."""
    layers = [
        {"name": "stem", "op": "conv", "kernel": 7, "stride": 2, "padding": 3},
        {"name": "body", "op": "conv", "from": "stem", "kernel": "k", "padding": "(k - 1)/2"},
        {"name": "join", "op": "add", "from": ["body", "stem"]},
    ]
    return symrf.read({"title": "A symbolic kernel", "axes": ["h", "w"], "input": {"size": "n"}, "layer": layers})


def two_ended() -> Network:
    """Branches of which one reaches further left and the other further right, then a dilated layer."""
    layers = [
        {"name": "a", "op": "conv", "from": "input", "kernel": 5, "padding": {"left": 4, "right": 0}},
        {"name": "b", "op": "conv", "from": "input", "kernel": 7, "padding": {"left": 0, "right": 6}},
        {"name": "join", "op": "add", "from": ["a", "b"]},
        {"name": "dilated", "op": "conv", "kernel": 3, "dilation": 2, "stride": 2},
    ]
    return symrf.read({"title": "Two ends, two paths", "layer": layers})


def either() -> Network:
    """Branches of which a symbol decides the wider, to the left and to the right; another input beside."""
    layers = [
        {"name": "a", "op": "conv", "from": "image", "kernel": "k", "padding": {"left": "p", "right": 0}},
        {"name": "b", "op": "conv", "from": "image", "kernel": 5, "padding": {"left": 2, "right": 2}},
        {"name": "mask", "op": "conv", "from": "map", "kernel": 3},
        {"name": "join", "op": "add", "from": ["a", "b", "mask"]},
    ]
    read = symrf.read({"title": "Either", "input": [{"name": "image"}, {"name": "map"}], "layer": layers})
    return read.seen_from("image")


def wide() -> Network:
    """Branches whose table is wider than a page in letters of the usual size."""
    layers = [
        {"name": "a", "op": "conv", "kernel": "k", "dilation": "d", "padding": {"left": 0, "right": "d*(k-1)"}},
        {"name": "b", "op": "conv", "kernel": "m", "padding": {"left": "m-1", "right": 0}, "from": "input"},
        {"name": "j", "op": "concat", "from": ["a", "b"]},
    ]
    return symrf.read({"title": "Two branches, valid and cropped", "layer": layers})


def all_symbols(depth: int = 9) -> Network:
    """A chain with a symbol of its own for every number of every layer."""
    letters = {"kernel": "k", "stride": "s", "padding": "p", "dilation": "d"}
    layers = [{"op": "conv", **{key: f"{x}{i}" for key, x in letters.items()}} for i in range(1, depth + 1)]
    return symrf.read({"title": "All symbols", "layer": layers})


def unequal_axes() -> Network:
    """Kernels that differ between the axes."""
    layers = [{"name": "c", "op": "conv", "kernel": {"h": 3, "w": "k"}}, {"name": "p", "op": "pool", "kernel": 2}]
    return symrf.read({"title": "Unequal axes", "axes": ["h", "w"], "layer": layers})


def deep() -> Network:
    """A chain of forty layers: its sums are shown in part."""
    layers = [{"op": "conv", "kernel": 3, "padding": 1, "stride": 2 if i % 10 == 0 else 1} for i in range(1, 41)]
    return symrf.read({"title": "Forty layers", "layer": layers})


def spelt() -> Network:
    """Names of other alphabets, which LaTeX has to spell, and one that is longer than a page."""
    smile = "\U0001f600"
    names = ("\u5377\u79ef\u5c42\u5377\u79ef", "\u0436\u0443\u043a", smile * 3, smile * 10_000)
    return symrf.read({"layer": [{"name": name, "op": "conv", "kernel": 3} for name in names]})


def hostile() -> Network:
    """Titles and names that would do harm, were they ever read as LaTeX, Markdown, HTML or a template."""
    layers = [{"name": name, "op": "conv", "kernel": 3} for name in HOSTILE_NAMES]
    return symrf.read({"title": HOSTILE_TITLE, "layer": layers})


EVERY = (alexnet, symbolic, two_ended, either, all_symbols, unequal_axes, deep, hostile)


def accepted(names: list[str]) -> list[Verdict]:
    """Verdicts without the work of finding them."""
    routes = {"kernel": Result("proved", seconds=0.0), "fuzz": Result("passed", evidence={"examples": 200})}
    return [Verdict(name, "proved", routes) for name in names]
