"""conformance: right functions pass, wrong ones are caught on the least network, and odd ones never stop the run."""

from __future__ import annotations

import os
import time
from fractions import Fraction
from typing import Any

import pytest

from symrf.errors import SymrfError
from symrf.network import Network
from symrf.testing import CAPABILITIES, MISTAKES, conformance
from symrf.testing.truth import QUANTITIES, OneOf, Truth
from symrf.testing.verdicts.report import details, result_record
from symrf.testing.verdicts.runner import CHANGES, ENDINGS

EXAMPLES = 25


def walked(network: Network) -> dict[str, Any]:
    """The walk, wrapped: it supports everything."""
    truth = Truth(network)
    values = {quantity: truth[quantity] for quantity in QUANTITIES if quantity != "right_padding"}
    return {q: v.values[-1] if isinstance(v, OneOf) else v for q, v in values.items()}


def test_the_walk_is_right_everywhere() -> None:
    report = conformance(walked).run(EXAMPLES)
    assert {result.verdict for result in report.results} == {"right"}
    assert report.ok


def test_the_same_seed_gives_the_same_report() -> None:
    def wrong(layers: list[tuple[int, ...]]) -> int:
        return sum(k for k, *_ in layers)

    one, two = (conformance(wrong, adapt="ksp:r").result("sizes", EXAMPLES, seed=3) for _ in range(2))
    assert one == two


def test_least_networks_have_few_layers() -> None:
    def strides_ignored(layers: list[tuple[int, ...]]) -> int:
        return 1 + sum(k - 1 for k, *_ in layers)

    result = conformance(strides_ignored, adapt="ksp:r").result("sizes", EXAMPLES)
    assert result.network is not None
    assert [(node.layer.kernel, node.layer.stride) for node in result.network.nodes] == [(3, 2), (3, 1)]  # type: ignore[attr-defined]
    assert result.mistake == "strides-ignored"
    assert (result.returned, result.true) == (5, 7)


def refuses(network: Network) -> Any:
    raise NotImplementedError


ODD: dict[str, tuple[Any, str, str]] = {
    "raises": (lambda net: 1 // 0, "error", "raised ZeroDivisionError"),
    "exits": (lambda net: os._exit(3), "error", "ended the process it ran in (exit code 3)"),
    "leaves": (lambda net: exit(), "error", "raised SystemExit"),
    "nan": (lambda net: {"size": float("nan")}, "error", "returned nan for size"),
    "text": (lambda net: {"size": "7"}, "error", "returned '7' for size; a number is expected"),
    "shape": (lambda net: [1, 2], "error", "returned [1, 2]; a mapping"),
    "key": (lambda net: {"sise": 1}, "error", "returned the key 'sise'; did you mean 'size'?"),
    "truth": (lambda net: {"size": True}, "error", "returned True for size"),
    "reads": (lambda net: input(), "error", "raised EOFError"),
    "nothing": (lambda net: {}, "unsupported", "nothing that it compares was returned"),
    "refuses": (refuses, "unsupported", "it raises NotImplementedError"),
    "huge": (lambda net: {"size": 10**5000}, "error", "returned a number of more than 1100 digits for size"),
    "address": (lambda net: {"size": object()}, "error", "returned <object object> for size; a number is expected"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_functions_are_reported_as_such(name: str) -> None:
    fn, verdict, words = ODD[name]
    result = conformance(fn).result("sizes", 5)
    assert result.verdict == verdict
    assert result.reason.startswith(words)


def test_a_call_that_hangs_does_not_stop_the_run() -> None:
    def hangs(network: Network) -> Any:
        while len(network.nodes) > 1:
            time.sleep(1)
        return {"size": Truth(network)["size"]}

    report = conformance(hangs, seconds=0.2, supports=["sizes", "dilation"]).run(10)
    assert [report[name].reason for name in ("sizes", "dilation")] == ["did not return within 0.2 seconds"] * 2


def test_a_hang_is_told_on_the_least_network_where_one_is_small() -> None:
    def hangs(rows: list[tuple[int, ...]]) -> int:
        while len(rows) > 1 and rows[1][1] > 1:
            time.sleep(1)
        return right(rows)

    def hangs_deep(rows: list[tuple[int, ...]]) -> int:
        while len(rows) > 3:
            time.sleep(1)
        return right(rows)

    found = conformance(hangs, adapt="ksp:r", seconds=0.5).result("sizes", 20)
    assert found.network is not None
    assert [(x.layer.kernel, x.layer.stride) for x in found.network.nodes] == [(1, 1), (3, 2)]  # type: ignore[attr-defined]
    assert "  least network   conv kernel=1 → conv kernel=3 stride=2, on 3 samples" in details(found)
    deep = conformance(hangs_deep, adapt="ksp:r", seconds=0.5).result("sizes", 20)
    assert (deep.verdict, deep.least) == ("error", False)
    assert details(deep)[1].startswith("  for example     ")
    assert result_record(deep)["least"] is False


def right(rows: list[tuple[int, ...]]) -> int:
    size = jump = 1
    for k, s, *_ in rows:
        size, jump = size + (k - 1) * jump, jump * s
    return size


def test_a_function_that_always_hangs_is_waited_for_once_a_capability() -> None:
    calls = conformance(lambda rows: time.sleep(9), adapt="kspd:r", seconds=0.2)
    waited = [calls.result(name, 50) for name in ("sizes", "dilation")]
    assert [(r.verdict, r.asked, r.least) for r in waited] == [("error", 1, True)] * 2


def test_a_function_that_ends_its_process_is_not_asked_for_ever() -> None:
    found = conformance(lambda net: os._exit(3)).result("sizes", 500)
    assert found.asked == ENDINGS


@pytest.mark.parametrize("regions", [{}, [], {-5: (0, 0), 10**9: (1, 1)}])
def test_regions_of_no_feature_are_not_right(regions: Any) -> None:
    found = conformance(lambda net: {"regions": regions}, isolate=False).result("regions", 5)
    assert (found.verdict, found.reason) == ("unsupported", "nothing that it compares was returned")


def test_a_mistake_about_sizes_is_not_named_for_a_centre() -> None:
    found = conformance(lambda net: {"center": 0, "size": None}).result("centers", EXAMPLES)
    assert found.mistakes["center"] == ("center-is-zero",)


def test_a_function_that_answers_differently_each_time_is_reported() -> None:
    calls = iter(range(10**6))
    found = conformance(lambda net: {"size": -1 if next(calls) < 3 else Truth(net)["size"]}).result("sizes", 5)
    assert (found.verdict, found.reason) == ("error", CHANGES)


def test_printing_is_kept_apart_and_noted(capfd: pytest.CaptureFixture[str]) -> None:
    def prints(network: Network) -> Any:
        print("hello")
        os.write(1, b"hello")
        return walked(network)

    result = conformance(prints).result("sizes", 5)
    assert result.verdict == "right"
    assert result.notes == ("printed something; a library function had better not",)
    assert capfd.readouterr().out == ""


def test_numbers_of_other_libraries_are_read_and_noted() -> None:
    numpy = pytest.importorskip("numpy")
    result = conformance(lambda net: {"size": numpy.int64(Truth(net)["size"])}).result("sizes", 5)
    assert result.verdict == "right"
    assert result.notes[0].startswith("returned numpy.int64 for size")
    wrong = conformance(lambda net: {"size": numpy.zeros(2)}).result("sizes", 5)
    assert wrong.reason.startswith("returned array([0., 0.]) of shape (2,) for size")


def test_a_half_as_a_float_is_a_half() -> None:
    found = conformance(lambda net: {"center": float(Truth(net)["center"])}).result("even_kernels", 20)
    assert found.verdict == "right"


def test_a_failure_says_what_a_maintainer_needs() -> None:
    def wrong(layers: list[tuple[int, ...]]) -> int:
        size = jump = 1
        for k, s, _p, d in layers:
            size, jump = size + (k * d - 1) * jump, jump * s
        return size

    result = conformance(wrong, adapt="kspd:r").result("dilation", EXAMPLES)
    assert "\n".join(details(result)) == (
        "dilated kernels: size on 25 of 25 networks\n"
        "  least network   conv kernel=3 dilation=2, on 5 samples\n"
        "  size            returned 6, true 5\n"
        "  feature 0 reads    0   1   2   3   4\n"
        "                     #   .   #   .   #   (# read, o padding, . not read)\n"
        "  mistake         size agrees with refuted-dilation-multiplies on all 25 networks: "
        "a dilated kernel is said to span d*k (right where: d = 1)"
    )


def test_names_are_checked() -> None:
    for call in (
        lambda: conformance(walked, supports=["size"]),
        lambda: conformance(walked, known_failures=["size"]),
        lambda: conformance(walked, adapt="kps"),
        lambda: conformance(walked, adapt="kxs:r"),
        lambda: conformance(7),
        lambda: conformance(walked, seconds=float("nan")),
        lambda: conformance(walked, seconds=0),
    ):
        with pytest.raises(SymrfError, match=r"^[^\n]*$"):
            call()


def test_mistakes_and_capabilities_have_names_of_their_own() -> None:
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES) >= 40
    assert len({capability.name for capability in CAPABILITIES}) == len(CAPABILITIES)
    assert Fraction(1, 2)
