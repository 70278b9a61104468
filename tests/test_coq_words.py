"""What the words of the Coq files mean: every definition is compared with the walk, or with a second writing.

The files are computed on small networks, together with copies in each of which one definition is changed: no such
copy gives the same answers. Every sixth definition is changed, and every change is tried in the deep profile.
"""

import ast
import re
from pathlib import Path

import pytest

from symrf.verification.coq.compiler import compiled
from symrf.verification.coq.file import MEANINGS, found
from tests.coq_words import NETWORKS_HEAD, SYMRF_HEAD, Answers, networks_answers, symrf_answers
from tests.coq_words_changed import LAWS, NETWORKS_MUTANTS, PROPOSITIONS, SHAPES, SYMRF_MUTANTS, defined
from tests.coq_words_exact import EXACT_LAWS, EXACT_MUTANTS, exact_answers
from tests.coq_words_tables import TABLES_LAWS, TABLES_MUTANTS, tables_answers
from tests.tools import deep, optional

FILES = {
    "Symrf": ("ZArith QArith Qcanon List", SYMRF_HEAD, symrf_answers, SYMRF_MUTANTS, ""),
    "Networks": ("ZArith List Lia", NETWORKS_HEAD, networks_answers, NETWORKS_MUTANTS, LAWS),
    "Tables": ("ZArith List Bool Lia", "", tables_answers, TABLES_MUTANTS, TABLES_LAWS),
    "Exact": ("ZArith List Bool Lia", "", exact_answers, EXACT_MUTANTS, EXACT_LAWS),
}
IN = {"Exact": "Tables"}
"""The file that words are in, where it has another name: its second half is asked apart."""
REQUIRE = re.compile(r"^From Coq Require Export .*\n", re.MULTILINE)


def said(where: Path, name: str, copies: list[tuple[str, bool]]) -> list[tuple[list[list[int]], list[str]]]:
    """(the answers, the laws that hold) of each copy of a file, all in one run of Coq; where they are asked."""
    libraries, head, answers, _, laws = FILES[name]
    questions = "".join(f"({expression}) :: " for expression, _ in answers())
    source = f"From Coq Require Import {libraries}.\nSet Printing Width 100000.\n"
    source += "Set Printing Depth 100000.\nOpen Scope bool_scope.\nOpen Scope Z_scope.\n"
    for i, (copy, asked) in enumerate(copies):
        body = f"{REQUIRE.sub('', copy)}\n{head}\nEval vm_compute in ({questions}nil).\n{laws * asked}"
        source += f"Module C{i}.\n{body}\nEnd C{i}.\nPrint C{i}.\n"
    (where / f"{name}Words.v").write_text(source, "utf-8")
    ran = compiled(where, f"{name}Words", 300.0)
    assert ran.problem is None, (ran.problem, source.splitlines()[(ran.line or 1) - 1][:200])
    pieces = re.split(r"^Module\s+C\d+", ran.output, flags=re.MULTILINE)[: len(copies)]
    values = [re.search(r"^     = (.*)$", piece, re.MULTILINE) for piece in pieces]
    lists = [as_lists(value[1]) if value else [] for value in values]
    return [(l, re.findall(r"^law \d+ holds$", p, re.MULTILINE)) for l, p in zip(lists, pieces, strict=True)]


def as_lists(printed: str) -> list[list[int]]:
    """Lists of lists of integers as Coq prints them, with or without its notation for lists."""
    if "::" in printed:
        bare = printed.removesuffix("%list")
        inner = bare if bare == printed else bare.removeprefix("(").removesuffix(")")
        printed = re.sub(r"\bnil\b", "[]", re.sub(r"\(([^()]*?) :: nil\)", r"[\1]", inner)).removesuffix(" :: []")
        printed = f"[{printed.replace('::', ',')}]"
    found: list[list[int]] = ast.literal_eval(printed.replace(";", ","))
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_definition(name: str, tmp_path: Path) -> None:
    optional("coqc")
    text = found(IN.get(name, name)).read_text("utf-8")
    _, _, answers, mutants, laws = FILES[name]
    for mutant in mutants:
        assert mutant[1] in text, mutant
    if not deep():
        mutants = [*{mutant[0]: mutant for mutant in mutants}.values()][::6]
    copies = [(text.replace(old, new, 1), changed in PROPOSITIONS) for changed, old, new in mutants]
    right, *wrong = said(tmp_path, name, [(text, True), *copies])
    wanted: Answers = answers()
    differing = [
        (expression, value, answer)
        for (expression, answer), value in zip(wanted, right[0], strict=True)
        if value != answer
    ]
    assert differing == []
    assert len(right[1]) == laws.count("\nask ")
    told = zip(mutants, wrong, strict=True)
    alike = [m for m, (values, held) in told if values == right[0] and (m[0] not in PROPOSITIONS or held == right[1])]
    assert alike == []


@pytest.mark.parametrize("name", MEANINGS)
def test_every_definition_has_a_mutant(name: str) -> None:
    mutants = {mutant[0] for asked in FILES if IN.get(asked, asked) == name for mutant in FILES[asked][3]}
    assert defined(found(name).read_text("utf-8")) - SHAPES[name] == mutants


def test_the_definitions_in_force_are_these() -> None:
    """A file that is changed is refused by `symrf verify`; what is compared here is what it accepts."""
    import hashlib

    kept = {name: hashlib.sha256(found(name).read_bytes()).hexdigest() for name in MEANINGS}
    assert kept == MEANINGS
