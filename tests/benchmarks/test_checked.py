"""How long deriving takes with its check, as a ratio to the same without: processor time of one process."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from symrf import derivation
from symrf.zoo import zoo, zoo_names

MOST = 1.5


def fastest(works: list[Callable[[], Any]], rounds: int) -> list[float]:
    """The least processor seconds of each, taken in turns."""
    found = [float("inf")] * len(works)
    for _ in range(rounds):
        for i, work in enumerate(works):
            started = time.process_time()
            work()
            found[i] = min(found[i], time.process_time() - started)
    return found


class Unchecked:
    """A table that nobody makes."""

    def __init__(self, *_: Any) -> None:
        self.numbers: dict[str, int] = {}


@pytest.mark.parametrize("name", zoo_names())
def test_deriving_with_its_check(benchmark: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    net, checked = zoo(name), derivation.Table

    def without() -> None:
        monkeypatch.setattr(derivation, "Table", Unchecked)
        derivation.derive(net)
        monkeypatch.setattr(derivation, "Table", checked)

    benchmark.pedantic(derivation.derive, args=(net,), rounds=1)
    taken, alone = fastest([lambda: derivation.derive(net), without], 1 if benchmark.disabled else 30)
    benchmark.extra_info["ratio to deriving alone"] = round(taken / alone, 2)
    assert benchmark.disabled or taken <= MOST * alone, f"{taken / alone:.2f} times, at most {MOST}"
