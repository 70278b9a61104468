"""Nobody waits: reports against derivations, and by what power the time of a derivation grows with its network."""

import os
import subprocess
import sys
import time
from statistics import median

import pytest
import sympy

import symrf
from symrf.exposition.architecture import architecture as worked_out
from symrf.exposition.view import view
from symrf.layers import Add, Concat, Conv, ConvTranspose, Pool
from symrf.network import INPUT, Network, Node
from symrf.numbers import floors, order
from symrf.numbers.cases import _divided
from symrf.numbers.symbols import symbol
from symrf.render.text_network import architecture
from symrf.terms import sympy_form
from symrf.zoo import zoo_names
from tests.benchmarks.growth import exponent, held, own_seconds, step
from tests.test_cases import free_branches
from tests.test_nested_floors import aligned, same, to_halves, to_sizes
from tests.tools import ROOT

REPORT, BUNDLE, FIRST, DEEP, LEVEL, CASES, NODES, JOINED = 3.0, 5.0, 6.0, 1.5, 2.2, 2.5, 1.6, 5.0


def seconds(*arguments: str) -> float:
    """Processor seconds of a Python with these arguments, its children too."""
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime


def test_reports_against_deriving(benchmark):
    """The worst of the zoo; only the smallest network where nothing is timed."""
    every = ["distill_misaligned"] if benchmark.disabled else list(zoo_names())

    def ratios() -> dict[str, float]:
        return {name: seconds("-m", "symrf", "report", name) / seconds("-m", "symrf", "derive", name) for name in every}

    found = benchmark.pedantic(ratios, rounds=1)
    worst = max(found, key=lambda name: found[name])
    held(benchmark, f"`symrf report` against `symrf derive`, at worst ({worst})", found[worst], REPORT, "times")


def test_a_bundle_against_importing_sympy(benchmark, tmp_path):
    """ResNet-152, by turns; the smallest network where nothing is timed."""
    name, times = ("distill_aligned", 1) if benchmark.disabled else ("resnet_v1_152", 5)

    def ratios() -> list[float]:
        command = ("-m", "symrf", "bundle", name, "-o", str(tmp_path))
        return [seconds(*command) / seconds("-c", "import sympy") for _ in range(times)]

    found = median(benchmark.pedantic(ratios, rounds=1))
    assert (tmp_path / "manifest.json").exists()
    held(benchmark, "the bundle of ResNet-152 against importing SymPy", found, BUNDLE, "times")


def first_line(*arguments: str) -> float:
    """Seconds until a Python with these arguments has printed a line, or has ended."""
    began = time.perf_counter()
    command = [sys.executable, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        taken = time.perf_counter() - began
        process.terminate()
    return taken


def test_the_first_line_of_verify(benchmark):
    """All routes of the whole catalogue: what is printed at once, against importing SymPy (0.3 s)."""
    every = ["-m", "symrf", "verify", *(["size", "--route", "kernel"] if benchmark.disabled else [])]
    rounds = range(1 if benchmark.disabled else 5)

    def turns() -> list[tuple[float, float]]:
        return [(first_line(*every), first_line("-c", "import sympy")) for _ in rounds]

    verify, sympy = map(min, zip(*benchmark.pedantic(turns, rounds=1), strict=True))
    what = "the first line of `symrf verify` against importing SymPy"
    held(benchmark, what, verify / sympy, FIRST, "times")


def residual(depth: int) -> Network:
    """Residual blocks with SAME padding, three of them with stride 2."""
    nodes, below = [], INPUT
    for i in range(depth):
        stride = 2 if i in (depth // 4, depth // 2, 3 * depth // 4) else 1
        nodes.append(Node(f"a{i}", Conv(3, stride, padding="same"), (below,)))
        nodes.append(Node(f"b{i}", Conv(3, padding="same"), (f"a{i}",)))
        nodes.append(Node(f"s{i}", Conv(1, stride, padding="same"), (below,)))
        nodes.append(Node(f"j{i}", Add(), (f"b{i}", f"s{i}")))
        below = f"j{i}"
    return Network(tuple(nodes))


def after_upsamplings(depth: int) -> Network:
    """Transposed convolutions, then strided layers with SAME padding."""
    layers = [ConvTranspose(4, 2)] * 3 + [Conv(3, 2, padding="same")] * depth
    return Network(tuple(Node(f"n{i}", layer, (f"n{i - 1}" if i else INPUT,)) for i, layer in enumerate(layers)))


def joins(depth: int) -> Network:
    """Joins in series of strides 1 and 2, every line of which decides an end."""
    nodes, below = [], INPUT
    for i in range(depth):
        nodes += [Node(f"a{i}", Conv(3, 1 + i % 2), (below,)), Node(f"b{i}", Conv(5), (below,))]
        nodes.append(Node(f"j{i}", Add(), (f"a{i}", f"b{i}")))
        below = f"j{i}"
    return Network(tuple(nodes))


def one_sided(depth: int, stride: int = 2, kernels: tuple[int, int] = (3, 4)) -> Network:
    """Joins of layers that divide SAME padding unlike, on a map whose size is a symbol."""
    nodes, below = [], INPUT
    for i in range(depth):
        nodes += [Node(f"{k}_{i}", Conv(k, stride, padding="same"), (below,)) for k in kernels]
        nodes.append(Node(f"j{i}", Add(), tuple(f"{k}_{i}" for k in kernels)))
        below = f"j{i}"
    return Network(tuple(nodes)).with_input_size(symbol("n"))


def unet(levels: int) -> Network:
    """A U-Net with skips."""
    nodes, below = [], INPUT
    for i in range(levels):
        nodes += [Node(f"e{i}", Conv(3, padding=1), (below,)), Node(f"p{i}", Pool(2, 2), (f"e{i}",))]
        below = f"p{i}"
    for i in reversed(range(levels)):
        nodes.append(Node(f"u{i}", ConvTranspose(2, 2), (below,)))
        nodes.append(Node(f"k{i}", Concat(), (f"u{i}", f"e{i}")))
        nodes.append(Node(f"d{i}", Conv(3, padding=1), (f"k{i}",)))
        below = f"d{i}"
    return Network(tuple(nodes))


def derived(make, anew=False):
    """size ↦ the derivation of its network, which is made before; anew: with nothing remembered of others."""

    def prepared(size):
        def work():
            if anew:
                forget()
            return symrf.derive(network).output["x"].aligned_for

        network = make(size)
        return work

    return prepared


def forget():
    """What is remembered of other networks, or of the same one before."""
    order._never_negative.cache_clear()
    floors.floor.cache_clear()
    sympy_form._tree.cache_clear()
    sympy_form._natural.cache_clear()
    sympy.core.cache.clear_cache()


def said(make):
    """size ↦ the text of its network, derived anew, with nothing remembered of others."""

    def prepared(size):
        def work():
            forget()
            return architecture(view(worked_out(network)))

        network = make(size)
        return work

    return prepared


def on_n(make):
    """The same networks on maps of n samples."""
    return lambda depth: make(depth).with_input_size(symbol("n"))


DEPTHS = "4 to 8 deep: the text of `symrf derive`"
RESIZED = "4 to 16 times: the text of `symrf derive`"
ONE_SIDED = "joins of one-sided SAME padding on a map of any size, 10 to 40"
GROWTH = [
    ("residual blocks with SAME padding, 50 to 200 deep", derived(residual), (50, 200), DEEP),
    ("strided SAME layers after upsamplings, 3 to 12", derived(after_upsamplings, anew=True), (3, 12), DEEP),
    (
        "joins of strides 1 and 2, 100 to 400: as many lines at each as there are joins below",
        derived(joins), (100, 400), 2.5,
    ),
    (ONE_SIDED, derived(one_sided, anew=True), (10, 40), DEEP),
    (f"corners aligned again and again, {DEPTHS}", said(on_n(aligned)), (4, 8), DEEP),
    (f"upsamplings by 3, each with a strided SAME layer, {DEPTHS}", said(on_n(same)), (4, 8), DEEP),
    (f"{ONE_SIDED}: the text of `symrf derive`", said(one_sided), (10, 40), DEEP),
    (f"resized to ever other sizes and convolved, {RESIZED}", said(on_n(to_sizes)), (4, 16), DEEP),
    (f"the same, every second sample of each, {RESIZED}", said(on_n(to_halves)), (4, 16), DEEP),
]  # fmt: skip


IDS = ["residual", "same", "joins", "sided", "aligned", "upsampled", "text", "sizes", "halves"]


@pytest.mark.parametrize(("what", "work", "sizes", "most"), GROWTH, ids=IDS)
def test_growth(benchmark, what, work, sizes, most):
    sizes = (2, 3) if benchmark.disabled else sizes
    work(2)()
    benchmark.pedantic(work(sizes[0]), rounds=1)
    held(benchmark, what, exponent(work, sizes), most, "exponent")


def test_a_thousand_joins(benchmark):
    network = joins(8 if benchmark.disabled else 1000)
    found = benchmark.pedantic(lambda: symrf.derive(network, network.output).output, rounds=1)
    assert found.status == "exact"


def test_forty_joins_against_importing_sympy(benchmark):
    """Of all strides; from 3 on a half of a padding is no straight line in the size. What `symrf derive` prints."""
    deep = 2 if benchmark.disabled else 40
    networks = [one_sided(deep, stride, (3, small)) for stride in (2, 3, 5) for small in (1, 2)]

    def once(network):
        forget()
        return own_seconds(lambda: architecture(view(worked_out(network))), 1)

    base = min(seconds("-c", "import sympy") for _ in range(1 if benchmark.disabled else 5))
    worst = benchmark.pedantic(lambda: max(map(once, networks)), rounds=1)
    held(benchmark, "40 joins of one-sided SAME padding against importing SymPy", worst / base, JOINED, "times")


def test_a_level_of_a_unet(benchmark):
    low, high = (2, 3) if benchmark.disabled else (7, 10)
    symrf.derive(unet(2))
    benchmark.pedantic(derived(unet)(low), rounds=1)
    held(benchmark, "a U-Net with skips, 7 to 10 levels", step(derived(unet), low, high), LEVEL, "times a level")


def test_many_branches_of_which_any_may_be_the_widest(benchmark):
    """Twelve against six: the comparisons have a limit."""

    def cases_of(count):
        field = symrf.derive(free_branches(count)).output["x"]

        def work():
            _divided.cache_clear()
            return field.__dict__.pop("cases", None) or field.cases

        _ = field.cases
        return work

    few, many = (2, 3) if benchmark.disabled else (6, 12)
    benchmark.pedantic(cases_of(few), rounds=1)
    ratio = own_seconds(cases_of(many)) / own_seconds(cases_of(few))
    held(benchmark, "the cases of a maximum, 12 branches against 6", ratio, CASES, "times")


MEMORY = r"""
import re
from pathlib import Path
from symrf import derive
from symrf.network import Network
from tests.networks_large import long_chain
import sympy
def peak(): return int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
nodes = long_chain(EDGES)
made = peak()
derive(Network(tuple(nodes)), nodes[-1].name)
print((peak() - before) / (made - before))
"""


def test_a_million_edges_in_memory(benchmark):
    """All that is held, against the list of nodes that a chain is made of (310 MB); a process inherits ru_maxrss."""
    edges = 10_000 if benchmark.disabled else 1_000_000
    command = [sys.executable, "-c", MEMORY.replace("EDGES", str(edges))]
    done = benchmark.pedantic(
        lambda: subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True), rounds=1
    )
    what = "the memory of a chain of a million nodes against the list of these"
    held(benchmark, what, float(done.stdout), NODES, "times")
