"""What cannot be asked, or has no answer, is said in one line."""

import pytest

import symrf
from symrf.cli import run
from symrf.errors import SymrfError
from tests.test_questions import TCN
from tests.tools import optional


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


ONE = {"op": "conv", "kernel": "k", "stride": "s", "dilation": "d", "padding": ["p", "q"]}
LAYER = symrf.read({"input": {"size": "n"}, "layer": [ONE]})
EVEN = symrf.read({"input": {"size": "n"}, "layer": [{**ONE, "stride": 1, "padding": "p"}]})


def sized(size, **more):
    """Down by four and up again, on an input of that size."""
    down = [{"op": "pool", "kernel": 2, "stride": 2}] * 2 + [{"op": "upsample", "factor": 4, "name": "up"}]
    join = {"op": "add", "from": ["up", "input"]}
    return symrf.read({"input": {"size": size}, "layer": [*down, join], **more})


@pytest.mark.parametrize(
    ("net", "question", "names", "at", "said"),
    [
        (LAYER, "output_size == n", ("p",), {"kk": 3}, "neither the network nor the question has it"),
        (LAYER, "output_size == n", ("p",), {"k": -3}, "at least 1"), (LAYER, "fits", ("n", "n"), {}, "twice"),
        (LAYER, "unused == 1", ("n",), {}, "one question"), (LAYER, 7, ("n",), {}, "no question"),
        (LAYER, "aligned", ("p",), {"k": -3}, "at least 1"),
    ],
)  # fmt: skip
def test_what_is_given_a_number_is_there_and_in_range(net, question, names, at, said):
    with pytest.raises(SymrfError, match=said) as error:
        symrf.solve(net, question, *names, at=at)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("size", "answer", "code"),
    [("2*m + 1", "no m: no input size does", 1), ("4*m", "m >= 1", 0), ("2*m + 6", "m is odd", 0),
     ("m", "m/4 is an integer", 0), ("m**2", "open: the input size m**2 is no line in m", 3)],
)  # fmt: skip
def test_the_size_of_the_input_may_be_a_line_in_what_is_asked(size, answer, code):
    """Not the size itself is asked for, but the symbol in it."""
    optional("z3")
    found = symrf.solve(sized(size), "fits", "m")
    assert (str(found), found.exit_code) == (answer, code)


def test_each_axis_has_a_size_of_its_own():
    optional("z3")
    net = sized({"h": "n", "w": "2*m"}, axes=["h", "w"])
    assert [str(symrf.solve(net, "fits", name)) for name in "nm"] == ["n/4 is an integer", "m is even"]
    assert symrf.solve(net, "fits", "n", at={"m": 3}).least == 4


def test_numbers_are_put_into_the_question_too():
    found = symrf.solve(LAYER, "output_size == ceil(n/s)", "p", "q", at={"k": 3, "s": 2, "d": 1})
    assert str(found) == "p + q = 2, such as p = q = 1"
    found = symrf.solve(LAYER, "output_size == n", "p", at={"k": 4, "s": 1, "d": 1, "q": 1})
    assert found.value == 2
    half = symrf.read({"input": {"size": "n"}, "layer": [{"op": "conv", "kernel": "k", "padding": "p"}]})
    assert str(symrf.solve(half, "output_size == n", "p", at={"k": 4})) == "no p: it would have to be 3/2, no integer"


def test_gaps_between_taps_are_seen_in_small_maps():
    """Taps 0 and 3 of one feature leave samples out until there are enough features."""
    optional("z3")
    found = symrf.solve(LAYER, "unused == 0", "n", at={"k": 2, "s": 1, "d": 3, "p": 0, "q": 0})
    assert (found.verdict, str(found), found.routes["z3"]["from"]) == ("proved", "n >= 6", 6)


def test_of_one_tap_nothing_grows():
    assert str(symrf.solve(TCN, "r >= n", "B", at={"k": 1, "n": 5})) == "no B: r is 1 whatever B is"
    assert symrf.solve(TCN, "r >= n", "B", at={"k": 1, "n": 1}).value == 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [("r >= -5", "B = 1"), ("r >= k", "B = 1"),
     ("r >= n - 7", "B = Max(1, ceil(log(Max(1, 1 + (n - 8)/(2*(k - 1))), 2))) where k >= 2")],
)  # fmt: skip
def test_no_logarithm_of_what_is_not_positive(question, answer):
    found = symrf.solve(TCN, question, "B")
    assert (found.verdict, str(found).splitlines()[0]) == ("proved", answer)
    assert found.at(k=2, n=1) == 1


def test_powers_of_what_is_asked_for():
    levels = {"op": "repeat", "times": "L", "layers": [{"op": "conv", "kernel": "k", "dilation": "d**(i - 1)"}]}
    net = symrf.read({"layer": [levels]})
    assert symrf.solve(net, "r >= n", "d", at={"L": 3, "k": 2, "n": 100}).value == 10  # 1 + (1 + d + d**2)
    pairs = symrf.solve(net, "r >= 999", "L", "k", at={"d": 2}).value
    assert pairs[0] == (10, 2)  # with one tap no number of layers is enough
    for levels, k in pairs:
        assert (k - 1) * (2**levels - 1) > 997 >= (k - 2) * (2**levels - 1)


@pytest.mark.parametrize(
    ("found", "values", "said"),
    [
        (lambda: symrf.solve(TCN, "r >= n", "B"), {"k": 1, "n": 5}, "where k >= 2"),
        (lambda: symrf.solve(TCN, "r >= n", "B"), {"k": 0, "n": 5}, "at least 1"),
        (lambda: symrf.solve(TCN, "r >= n", "B"), {"n": 5}, "give values of k"),
        (lambda: symrf.solve(EVEN, "output_size == n", "p"), {"k": 4, "d": 1}, "is an integer"),
        (lambda: symrf.solve(EVEN, "output_size == n", "p"), {"k": 4}, "give values of d"),
        (lambda: symrf.solve(LAYER, "unused == 0", "n", at={"d": 1}), {"k": 2, "s": 3, "p": 0, "q": 0}, "k >= s"),
    ],
)  # fmt: skip
def test_numbers_outside_of_what_an_answer_is_about_are_not_put_in(found, values, said):
    with pytest.raises(SymrfError, match=said) as error:
        found().at(**values)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("question", "format", "said", "code"),
    [
        ("fits", "latex", "% refuted: no n: no input size does", 1), ("fits", "markdown", "refuted: no n", 1),
        ("aligned", "latex", "% open: ", 3), ("r == n", "text", "open: an equation", 3),
    ],
)  # fmt: skip
def test_what_has_no_formula_is_said_and_exits_as_it_should(question, format, said, code, tmp_path, capsys):
    optional("z3")
    file = tmp_path / "valid.toml"
    join = '{ op = "add", from = ["conv1", "input"] }'
    crop = "" if question == "fits" else '[symbols]\nk = { min = 1 }\nj = { min = 1 }\n'
    taps = "3" if question == "fits" else '"k*j"'
    file.write_text(f'layer = [ {{ op = "conv", kernel = {taps} }}, {join} ]\n{crop}')
    name = "n" if question == "fits" else "k,j" if question == "aligned" else "k"
    assert run(["solve", str(file), question, "--for", name, "--format", format]) == code
    assert capsys.readouterr().out.startswith(said)


@pytest.mark.parametrize(
    ("question", "name", "at", "said"),
    [("r >= n", "k", {"B": 10**9}, "power of more than"), ("r >= n**n**n", "B", {"n": 9}, "power of more than"),
     ("r >= 2**n", "B", {"n": 10**11, "k": 2}, "power of more than")],
)  # fmt: skip
def test_powers_too_long_to_be_worked_out(question, name, at, said):
    with pytest.raises(SymrfError, match=said):
        symrf.solve(TCN, question, name, at=at)


def test_what_is_too_long_to_be_tried_has_a_formula():
    found = symrf.solve(TCN, "r >= n**n**n", "B")
    assert (found.verdict, found.at(k=3, n=2)) == ("proved", 3)
    with pytest.raises(SymrfError, match="power of more than"):
        found.at(k=3, n=9)
    many = symrf.solve(TCN, "r >= n", "B", at={"k": 2, "n": 10**26})
    assert (many.verdict, many.exit_code) == ("open", 3)
