"""Seeded mistakes: each is caught on a least network, and named; right functions pass everything they support."""

from __future__ import annotations

import pytest

from symrf.testing import CAPABILITIES, MISTAKES, conformance
from symrf.testing.drawn.draw import seeded as from_seed
from symrf.testing.drawn.smaller import weight
from symrf.testing.mistakes.rules import Rules
from symrf.testing.truth import Truth, equal
from symrf.testing.verdicts.runner import RIGHT, UNSUPPORTED, WRONG
from symrf.theorem import refutation_names
from tests.seeded import CLOSED_FORM, SEEDED, closed_form
from tests.tools import some

EXAMPLES = 40


def test_there_are_enough() -> None:
    assert len(SEEDED) >= 40
    assert sum(name is not None for _, _, name in SEEDED.values()) >= 30
    assert {name for _, _, name in SEEDED.values()} - {None} <= {mistake.name for mistake in MISTAKES}


@pytest.mark.parametrize("seeded", some([*SEEDED], 2))
def test_a_seeded_mistake_is_caught_on_a_least_network_and_named(seeded: str) -> None:
    fn, adapter, name = SEEDED[seeded]
    suite = conformance(fn, adapt=adapter, isolate=False)
    results = [suite.result(capability, EXAMPLES) for capability in CAUGHT_BY.get(seeded, LIKELY)]
    wrong = [result for result in results if result.verdict == WRONG]
    assert wrong
    least = min((r.network for r in wrong if r.network is not None), key=weight)
    assert weight(least)[0] <= 2
    named = {mistake for result in wrong for mistakes in result.mistakes.values() for mistake in mistakes}
    assert name is None or name in named


LIKELY = ("sizes", "strides", "paddings", "centers", "regions", "output_sizes", "dilation")
CAUGHT_BY = {
    "odd kernels only": ["even_kernels"], "kernel >= stride": ["kernel_below_stride"], "right for left": ["asymmetric"],
    "centre floored": ["even_kernels"], "twice the left": ["asymmetric"],
    "clipped at the input": ["in_bounds"], "not clipped": ["in_bounds"], "clipped late": ["in_bounds"],
    "largest branch": ["branches"], "first branch": ["branches"], "last branch": ["branches"],
    "one after another": ["branches", "unequal_strides"],
    "transposed is convolution": ["transposed"], "no output padding": ["transposed"], "no upsampling": ["upsampling"],
    "SAME right": ["same"], "SAME half kernel": ["same"], "SAME as if divisible": ["same"],
}  # fmt: skip


def test_a_closed_form_is_right_wherever_it_applies() -> None:
    suite = conformance(closed_form, adapt=CLOSED_FORM)
    verdicts = {name: suite.result(name, 60).verdict for name in (*LIKELY, "asymmetric", "even_kernels", "branches")}
    assert set(verdicts.values()) == {RIGHT, UNSUPPORTED}
    assert [name for name, verdict in verdicts.items() if verdict == UNSUPPORTED] == ["branches"]


@pytest.mark.parametrize("capability", ["dilation", "asymmetric", "branches", "same", "ceil_mode"])
def test_the_arithmetic_that_mistakes_change_is_right_unchanged(capability: str) -> None:
    """A mistake differs from the truth by its own step alone."""
    suite = conformance(lambda network: {k: v for k, v in Rules().of(network).items() if v is not None})
    assert suite.result(capability, 60).verdict == RIGHT


def test_no_mistake_is_right_everywhere() -> None:
    pick = from_seed("mistakes")
    networks = [capability.draw(pick) for _ in range(25) for capability in CAPABILITIES]
    truths = [(network, Truth(network)) for network in networks]

    def differs(mistake: object, network: object, truth: Truth) -> bool:
        try:
            said = mistake.rules.of(network)  # type: ignore[attr-defined]
        except Exception:
            return False
        for quantity, value in said.items():
            true = None if value is None else truth[quantity]
            if isinstance(value, dict) and true is not None:
                if any(not equal(value[y], true[y]) for y in true if y in value and true[y] is not None):
                    return True
            elif true is not None and not equal(value, true):
                return True
        return False

    assert [m.name for m in MISTAKES if not any(differs(m, *each) for each in truths)] == []


def test_every_mistake_of_the_catalogue_that_functions_can_make_is_known() -> None:
    about_other_things = {"refuted-size-counts-features"}  # what is counted, not computed
    assert set(refutation_names()) - {m.name for m in MISTAKES} == about_other_things
