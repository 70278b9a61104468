"""Theorems that have no formula, and refutations: what every format says of them."""

import re

import pytest

import symrf
from symrf.exposition.catalogue import Entry, entries, entry
from symrf.render import formula, section, text
from symrf.render import json as records
from symrf.theorem import theorem
from tests import networks

FORMATS = ("latex", "markdown", "html")


def test_a_theorem_without_a_formula_names_its_file() -> None:
    by_hand = [one for one in entries() if one.file and not one.statement]
    assert {"path-region", "graph-equals-paths", "ends-suffice"} <= {one.name for one in by_hand}
    for one in by_hand:
        named = f"proofs/coq/{theorem(one.name).by_hand}"
        assert one.file == named
        assert formula(one).startswith("% ")
        assert formula(one).count("\n") == 1
        for page in (text.entry(one), section(one), formula(one), records.dumps(records.entry(one))):
            assert named in page
            assert r"\begin{aligned}" not in page


def test_the_catalogue_has_no_empty_formula() -> None:
    for format in FORMATS:
        page = symrf.report(format=format, verdicts=networks.accepted)
        assert not re.search(r"\{(align\*|aligned)\}\s*\\end|<mtable></mtable>|```math\s*```", page)
        assert "path" in page


@pytest.mark.parametrize("one", [one for one in entries() if one.kind == "refutation"], ids=lambda one: one.name)
def test_a_refutation_says_what_where_when_and_what_instead(one: Entry) -> None:
    for page in (text.entry(one), section(one)):
        assert "Where published: " in page
        assert "Right " in page
        assert "True instead: " in page
        assert one.right in page
    if one.difference is not None:
        assert "hat is claimed less what is true:" in text.entry(one)
    stated = theorem(one.right)
    assert one.instead == (() if stated.define else stated.claims())


def test_the_difference_reads_as_in_a_paper() -> None:
    tex = section(entry("refuted-size-adds-k-minus-s"))
    assert "What is claimed less what is true: $`-(s_l - 1) r_l - (d_l - 1) (k_l - 1)`$." in tex


def test_a_theorem_with_a_formula_names_the_file_that_says_more() -> None:
    both = [one for one in entries() if one.file and one.statement]
    assert {"residual-stage", "transposed-region"} <= {one.name for one in both}
    for one in both:
        assert f"and its proof, are in the Coq file {one.file}" in text.entry(one).replace("\n", " ")
        assert "and its proof, are in the Coq file" in section(one)
