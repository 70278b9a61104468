"""The kernel with one guard dropped, one bound moved or one rule changed: each such kernel is caught.

A changed kernel is caught where it accepts an attack, lets another exception out, or refuses something honest.
"""

import itertools
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symrf.kernel.__main__ import load
from symrf.theorem import home
from tests.kernel_attacks import ATTACKS
from tests.kernel_claims import HEAVY_WORK, MALFORMED, heavy
from tests.kernel_honest import HONEST
from tests.kernel_mutants import EQUIVALENT, MUTANTS
from tests.tools import ROOT

KERNEL = ROOT / "symrf" / "kernel"
SOURCES = {name: (KERNEL / f"{name}.py").read_text("utf-8") for name in ("polynomial", "check")}
EVIDENCE = {path.stem: load(path) for path in sorted((home() / "evidence").glob("*.json"))}
numbers = itertools.count()


def mutated(old: str, new: str) -> dict[str, str]:
    """The sources of the kernel with that one change."""
    assert sum(source.count(old) for source in SOURCES.values()) == 1, f"not once in the kernel: {old}"
    return {name: source.replace(old, new) for name, source in SOURCES.items()}


def kernel(sources: dict[str, str]) -> Any:
    """A kernel of its own, made from these sources and from nothing of the real one: (check, Refused)."""
    made, package = {}, f"mutant_{next(numbers)}"
    for name, source in sources.items():
        module = types.ModuleType(f"{package}_{name}")
        sys.modules[module.__name__] = module
        text = source.replace("symrf.kernel.polynomial", f"{package}_polynomial")
        exec(compile(text, str(Path(package) / f"{name}.py"), "exec"), module.__dict__)
        made[name] = module
    return made["check"].check, made["polynomial"].Refused


def faults(sources: dict[str, str]) -> Iterator[str]:
    """Everything that the kernel accepts and should not, or refuses and should not; what takes longest comes last."""
    check, refused = kernel(sources)
    yield from accepted(check, refused, {**ATTACKS, **MALFORMED})
    yield from not_accepted(check, HONEST)
    lazy = {name: source.replace("400_000", str(HEAVY_WORK)) for name, source in sources.items()}
    yield from accepted(*kernel(lazy), heavy())
    yield from not_accepted(check, EVIDENCE)


def not_accepted(check: Any, honest: dict[str, Any]) -> Iterator[str]:
    """The certificates that are refused, or taken for another statement."""
    for name, certificate in honest.items():
        try:
            if check(certificate) != certificate["statement"]:
                yield f"another statement of {name}"
        except Exception as error:
            yield f"refuses the honest {name}: {error}"


def accepted(check: Any, refused: Any, attacks: dict[str, Any]) -> Iterator[str]:
    """The attacks that succeed."""
    for name, certificate in attacks.items():
        try:
            check(certificate)
            yield f"accepts {name}"
        except refused:
            pass
        except Exception as error:
            yield f"lets out {type(error).__name__} at {name}"


def test_the_kernel_as_it_stands_has_no_fault() -> None:
    assert list(faults(SOURCES)) == []


def test_there_are_many_mutants() -> None:
    assert len(MUTANTS) == len(set(MUTANTS)) >= 100
    assert set(EQUIVALENT) <= set(MUTANTS)
    assert len(EQUIVALENT) <= 10


def test_every_attack_is_one() -> None:
    """Some mutant accepts it, or lets another exception out: it is not refused for a slip in the attack."""
    vain = {**ATTACKS, **MALFORMED}
    for old, new in MUTANTS:
        if not vain:
            break
        for fault in list(accepted(*kernel(mutated(old, new)), vain)):
            vain = {name: attack for name, attack in vain.items() if not fault.endswith(f" {name}")}
    assert list(vain) == []


@pytest.mark.parametrize(("old", "new"), MUTANTS, ids=[f"{i}" for i in range(1, len(MUTANTS) + 1)])
def test_a_mutant_is_caught(old: str, new: str) -> None:
    fault = next(faults(mutated(old, new)), None)
    if (old, new) in EQUIVALENT:
        assert fault is None, f"not equivalent after all: {fault}"
    else:
        assert fault is not None, f"survives: {old.strip()} -> {new.strip()}"
