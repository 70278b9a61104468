"""What cannot be asked, or has no answer, is said in one line."""

import pytest

import symrf
from symrf.errors import SymrfError
from tests.test_questions import TCN


@pytest.mark.parametrize(
    ("net", "question", "names", "said"),
    [
        (TCN, "r >= n", ("z",), "no such symbol"), (TCN, "nonsense", ("B",), "is no relation"),
        (TCN, "r >=", ("B",), "invalid syntax"), (TCN, "r <= n", ("B",), "with >="),
        (TCN, "r[0] >= n", ("B",), "output"), (TCN, "S >= n", ("B",), "does not depend"),
        (TCN, "fits", ("B",), "input size"), (TCN, "fits", ("n", "m"), "alone"), (TCN, "r >= n", (), "no name"),
        (TCN, "r >= n", ("B; rm",), "no name"), (TCN, "r >= 10**10**10", ("B",), "exponent"),
        (TCN, "covers", ("B",), "is no relation"), (TCN, "covers n", ("B", "k"), "one name"),
        (TCN, "no holes", ("z",), "no such symbol"),
        (symrf.read({"input": {"size": "n"}, "layer": [{"op": "conv", "kernel": 3}]}), "fits", ("m",), "input size"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_in_one_line(net, question, names, said):
    with pytest.raises(SymrfError, match=said) as error:
        symrf.solve(net, question, *names)
    assert "\n" not in str(error.value)


def test_what_is_open_says_why():
    found = symrf.solve(TCN, "fits", "n")
    assert (found.verdict, found.exit_code) == ("open", 3)
    assert "B, k" in found.reason
