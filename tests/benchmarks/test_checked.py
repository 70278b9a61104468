"""How long deriving takes with its check, as a ratio to the same without: processor time of one process."""

from typing import Any

import pytest

from symrf import derivation
from symrf.zoo import zoo, zoo_names
from tests.benchmarks.growth import ratio

MOST = 1.5


class Unchecked:
    """A table that nobody makes."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.numbers: dict[str, int] = {}


@pytest.mark.parametrize("name", zoo_names())
def test_deriving_with_its_check(benchmark: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    net, checked = zoo(name), derivation.AxisTable

    def without() -> None:
        monkeypatch.setattr(derivation, "AxisTable", Unchecked)
        derivation.derive(net)
        monkeypatch.setattr(derivation, "AxisTable", checked)

    benchmark.pedantic(derivation.derive, args=(net,), rounds=1)
    times = ratio(lambda: derivation.derive(net), without, 1 if benchmark.disabled else 31)
    benchmark.extra_info["ratio to deriving alone"] = round(times, 2)
    assert benchmark.disabled or times <= MOST, f"{times:.2f} times, at most {MOST}"
