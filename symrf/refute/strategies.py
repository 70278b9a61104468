"""Random chains for Hypothesis: away from the defaults at which false formulas agree with the truth."""

from __future__ import annotations

from hypothesis import strategies as st

from symrf.refute.measure import Chain

KERNELS = st.sampled_from([1, 2, 4, 5, 3, 6, 7])
STRIDES = st.sampled_from([1, 2, 3, 4, 5])
DILATIONS = st.sampled_from([1, 2, 3, 4])
SMALL = st.tuples(*[st.integers(1, 3)] * 2, st.integers(1, 2), *[st.integers(-1, 2)] * 2)
ROWS = st.tuples(KERNELS, STRIDES, DILATIONS, st.integers(-2, 6), st.integers(-2, 6))


def chains(
    padding: str = "explicit", max_depth: int = 5, sized: bool = False, min_depth: int = 0
) -> st.SearchStrategy[Chain]:
    """Chains of min_depth … max_depth layers; `sized` gives inputs large enough that most maps are not empty.

    Half of these are small, with the ends of the input in sight of most features.
    """
    large = st.tuples(KERNELS, STRIDES, DILATIONS, st.integers(0, 4), st.integers(0, 4))
    rows = st.one_of(SMALL, large) if sized else ROWS
    return st.builds(
        Chain,
        layers=st.lists(rows, min_size=min_depth, max_size=max_depth).map(tuple),
        uL=st.integers(-4, 5) if sized else st.integers(-2, 5),
        n0=st.one_of(st.integers(1, 8), st.integers(1, 300)) if sized else st.just(1),
        outside=st.lists(st.integers(-3, 7), min_size=1, max_size=5).map(tuple),
        padding=st.just(padding),
    )
