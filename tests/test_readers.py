"""What can be read, and the one line that says what is wrong where something cannot."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
import sympy

from symrf.derivation import derive
from symrf.errors import SymrfError
from symrf.layers import SAME, Add, Attention, Conv, ConvTranspose, Crop, PixelShuffle, Pool, Upsample
from symrf.network import Network, Node
from symrf.readers import read, read_architecture

FULL = """
title = "Everything"
axes = ["h", "w"]
[symbols]
k = { min = 1 }
p = { min = 0 }
e = {}
[input]
size = { h = 64, w = "n" }
[[layer]]
name = "stem"
op = "conv"
kernel = { h = 3, w = "k" }
stride = 2
dilation = "d"
padding = { left = 1, right = "p" }
[[layer]]
op = "pool"
kernel = 2
padding = { h = "same", w = { left = 1 } }
[[layer]]
name = "join"
op = "add"
from = ["pool1", "stem"]
[[layer]]
op = "conv_transpose"
kernel = 4
stride = 2
padding = [1, 2]
output_padding = 1
[[layer]]
op = "upsample"
factor = 2
mode = "linear"
rule = "asymmetric"
[[layer]]
op = "crop"
left = "e"
right = 1
from = "input"
[expect]
"join.size" = "2*k + 5"
"""


def symbol(name: str, **sign: bool) -> Any:
    return sympy.Symbol(name, integer=True, **sign)


def test_a_file_with_everything(tmp_path: Path) -> None:
    path = tmp_path / "all.toml"
    path.write_text(FULL)
    found = read_architecture(path)
    k, d, p = symbol("k", positive=True), symbol("d", positive=True), symbol("p", nonnegative=True)
    assert found.network == Network(
        (
            Node("stem", Conv({"h": 3, "w": k}, 2, d, (1, p))),
            Node("pool1", Pool(2, padding={"h": SAME, "w": (1, 0)}), ("stem",)),
            Node("join", Add(), ("pool1", "stem")),
            Node("conv_transpose1", ConvTranspose(4, 2, 1, (1, 2), 1), ("join",)),
            Node("upsample1", Upsample(2, "linear", "asymmetric"), ("conv_transpose1",)),
            Node("crop1", Crop(symbol("e"), 1)),
        ),
        ("h", "w"),
        {"h": 64, "w": symbol("n", positive=True)},
        "Everything",
    )
    assert found.expect == {"join.size": "2*k + 5"}
    assert set(found.symbols) == {"k", "p", "e", "d", "n"}


def test_words_for_paddings_in_any_case_and_symbols_like_them() -> None:
    def padding(given: str, **more: Any) -> Any:
        return read({"layer": [{"op": "conv", "kernel": 3, "padding": given}], **more}).nodes[0].layer.padding

    assert [padding(word) for word in ("SAME", "Valid", "same_lower")] == ["same", (0, 0), "same_lower"]
    declared = padding("sam", symbols={"sam": {"min": 0}})
    assert [str(side) for side in declared] == ["sam", "sam"]


def test_a_bound_for_a_misspelled_symbol_is_not_lost() -> None:
    layers = [{"op": "conv", "kernel": "k"}]
    with pytest.raises(SymrfError, match=r"^symbol kk is declared and not used \(did you mean 'k'\?\)$"):
        read({"symbols": {"kk": {"min": 3}}, "layer": layers})
    assert read({"symbols": {"other": {"min": 3}}, "layer": layers}).nodes


def test_a_copy_sees_its_own_layers_only() -> None:
    inner = [{"op": "conv", "kernel": 3, "from": "stem"}]
    layers = [{"op": "conv", "kernel": 3, "name": "stem"}, {"op": "repeat", "times": "B", "layers": inner}]
    words = "no such layer in this repeat, which sees its own layers and its input only"
    with pytest.raises(SymrfError, match=words):
        read({"layer": layers})


def test_operations_by_their_own_names() -> None:
    net = read(
        {
            "axes": ["h", "w"],
            "layer": [
                {"op": "pixel_shuffle", "factor": {"h": 2, "w": "f"}},
                {"op": "pad", "left": 1, "right": {"h": 2, "w": "q"}},
                {"op": "slice", "left": 1, "step": 3},
                {"op": "attention"},
            ],
        }
    )
    f, q = symbol("f", positive=True), symbol("q", positive=True)
    wanted = [PixelShuffle({"h": 2, "w": f}), Crop(-1, {"h": -2, "w": -q}), Crop(1, 0, 3), Attention()]
    assert [node.layer for node in net.nodes] == wanted
    assert [node.name for node in net.nodes] == ["pixel_shuffle1", "pad1", "slice1", "attention1"]


def test_toml_json_lists_and_trees_are_one_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = {"layer": [{"op": "conv", "kernel": 11, "stride": 4}, {"op": "conv", "kernel": "k", "padding": [1, 0]}]}
    expected = read(tree)
    texts = {
        "a.toml": '[[layer]]\nop="conv"\nkernel=11\nstride=4\n[[layer]]\nop="conv"\nkernel="k"\npadding=[1,0]',
        "a.json": json.dumps(tree),
        "list.json": '[[11, 4, 0], ["k", 1, [1, 0], 1]]',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        assert read(str(tmp_path / name)) == expected
        (tmp_path / "without-extension").write_text(text)
        assert read(tmp_path / "without-extension") == expected
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert read("-") == expected
    assert read([[11, 4, 0], ["k", 1, (1, 0)]]) == expected
    assert read(expected) is expected
    assert read(Conv(3)) == Network.of(Conv(3))


def test_layers_may_be_named_before_they_stand() -> None:
    layers = [
        {"name": "a", "op": "conv", "kernel": 3, "from": "b"},
        {"name": "b", "op": "conv", "kernel": 5, "from": "input"},
    ]
    assert derive(read({"layer": layers}))["a"].size == 7


def test_constants_are_computed() -> None:
    table = {"op": "conv", "kernel": "2**3 + 1", "stride": "4/2", "padding": "-(3 - 4)"}
    layer = read({"layer": [table]}).nodes[0].layer
    assert layer == Conv(9, 2, padding=1)
    assert [type(x) for x in (layer.kernel, layer.stride, *layer.padding)] == [int] * 4


def conv(**keys: Any) -> dict[str, Any]:
    return {"layer": [{"op": "conv", "kernel": 3, "name": "body", **keys}]}


BODY = "layer 1 'body': "


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        (conv(kernel=0), BODY + "kernel of conv is 0; it must be an integer of at least 1"),
        (conv(stride=-1), BODY + "stride of conv is -1; it must be an integer of at least 1"),
        (conv(kernel=1.5), BODY + 'kernel is 1.5; it must be an integer or a formula such as "2*k - 1"'),
        (conv(kernel=True), BODY + 'kernel is True; it must be an integer or a formula such as "2*k - 1"'),
        (conv(kernel="1/2"), BODY + "kernel '1/2' is 1/2; it must be an integer"),
        (conv(kernel="1/0"), BODY + "kernel '1/0' is zoo; it must be an integer"),
        (conv(kernel="-k"), BODY + "kernel of conv is -k; it must be an integer of at least 1"),
        (conv(padding="x;import os"), BODY + "padding 'x;import os': invalid syntax; write a formula such as "),
        (
            conv(padding="__import__('os').system('true')"),
            BODY + "padding '__import__('os').system('true')': call is not part of a formula; write one such as ",
        ),
        (conv(padding="vaild"), BODY + "padding is 'vaild'; did you mean 'valid'? (a symbol of that name is to be "),
        (conv(padding=[1, 2, 3]), BODY + "padding is [1, 2, 3]; a pair is [left, right]"),
        (conv(padding={"top": 1}), BODY + "padding is a table by axis; it has top, the axes are x"),
        (conv(kernel={"h": 1}), BODY + "kernel is a table by axis; it has h, the axes are x"),
        (conv(kernel={}), BODY + "kernel is a table by axis; it has nothing, the axes are x"),
        (conv(kernel="k[1]"), BODY + "kernel 'k[1]': a number has plain names only, no sequence"),
        (conv(kernel="2**floor(10**9)"), BODY + "kernel '2**floor(10**9)': an exponent must be an integer "),
        (conv(kernel=2**63), BODY + "kernel is 9223372036854775808; it must be an integer below 2**63"),
        (conv(kernel=10**1000), BODY + "kernel is an integer of 3322 bits; it must be an integer below 2**63"),
        (conv(kernl=3), BODY + "unknown key 'kernl' in conv (did you mean 'kernel'?); known are "),
        (conv(ceil_mode="yes"), BODY + "ceil_mode of conv is 'yes'; it must be true or false"),
        (conv(op="convolution"), BODY + "unknown op 'convolution' (did you mean 'conv'?); known are conv, pool, "),
        (conv(op="lstm"), BODY + "unknown op 'lstm'; known are conv, pool, "),
        (conv(name=""), "layer 1: name is ''; it must be text"),
        (conv(name="input"), "layer 1 'input': the name is taken, it stands for the input; give another"),
        (conv(**{"from": "bodi"}), BODY + "from 'bodi': no such layer (did you mean 'body'?)"),
        (conv(**{"from": "body"}), "the nodes form a cycle: body, body; a network has none"),
        (conv(**{"from": 3}), BODY + "from is 3; it must be a layer's name or a list of names"),
        (conv(**{"from": ["input", "input"]}), BODY + "from has 2 names; conv reads exactly one layer"),
        ({"layer": [{"op": "conv"}]}, "layer 1 'conv1': no kernel; write kernel = 3"),
        ({"layer": [{"kernel": 3}]}, "layer 1: no op; known are conv, pool, "),
        ({"layer": [3]}, "layer 1 is 3; a layer is a table with op, kernel, …"),
        ({"layer": {"op": "conv"}}, "layer is {'op': 'conv'}; write each layer as a table [[layer]]"),
        ({"layers": []}, "unknown key 'layers' in the file (did you mean 'layer'?); known are title, axes, "),
        ({"title": 3}, "title is 3; it must be text"),
        ({"axes": []}, 'axes are []; give one to eight names, such as ["h", "w"]'),
        ({"axes": ["h", "h"]}, "axes are ['h', 'h']; give at least one, each once"),
        ({"input": {"size": 0}}, "input size is 0; it must be an integer of at least 1"),
        ({"input": {"sise": 1}}, "unknown key 'sise' in [input] (did you mean 'size'?); known are size"),
        ({"input": 5}, "input is 5; write [input], or [[input]] with a name for each of several"),
        ({"input": []}, "input is []; write [input], or [[input]] with a name for each of several"),
        ({"input": [3]}, "input is [3]; write [input], or [[input]] with a name for each of several"),
        ({"input": [{"size": 3}]}, "name of [[input]] is None; each has one of its own, which no axis has"),
        ({"input": [{"name": "x"}]}, "name of [[input]] is 'x'; each has one of its own, which no axis has"),
        ({"input": [{"name": "a"}, {"name": "a"}]}, "name of [[input]] is 'a'; each has one of its own, which no "),
        ({"input": [{"name": "a", "size": 0}]}, "size of input 'a' is 0; it must be an integer of at least 1"),
        ({"input": [{"name": "a", "sise": 0}]}, "unknown key 'sise' in [[input]] (did you mean 'size'?)"),
        ({"input": [{"name": "a"}], "layer": [{"op": "conv", "kernel": 1, "name": "a"}]}, "layer 1 'a': the name is"),
        ({"input": [{"name": "a"}], "layer": [{"op": "add", "from": "input"}]}, "layer 1 'add1': from 'input': no"),
        ({"symbols": {"k": 3}}, "symbol k is 3; write k = { min = 1 }"),
        ({"symbols": {"k": {"min": "1"}}}, "min of symbol k is '1'; it must be an integer"),
        ({"symbols": {"2k": {}}}, "symbol '2k': a name is a letter, then letters, digits or _ (at most 40)"),
        ([[3, 1]], "layer 1: [3, 1]; a layer in a list is [k, s, p], [k, s, p, d] or [k, s, [p, q], d]"),
        ([[3, 1, 0], [0, 1, 0]], "layer 2: kernel of conv is 0; it must be an integer of at least 1"),
        (3, "cannot read 3; give a zoo name, a path, a list [[k, s, p], …] or a table"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tree: Any, words: str) -> None:
    with pytest.raises(SymrfError) as caught:
        read(tree)
    assert str(caught.value).startswith(words)
    assert str(caught.value).isprintable()


FILES = {
    "empty.toml": (b"", "empty; an architecture file has at least one [[layer]]"),
    "latin.toml": (b"title = '\xe9'", "not UTF-8 at byte 9; save it as UTF-8 text"),
    "huge.toml": (b"#" * (11 << 20), "more than 10 MB; an architecture file is smaller"),
    "bad.toml": (b"a = = 1", "not TOML: Invalid value (at line 1, column 5)"),
    "bad.json": (b'{"a": 1,}', "not JSON: "),
    "twice.json": (b'{"layer": [], "layer": []}', "the key 'layer' stands twice in one table"),
    "nan.json": (b"[[NaN, 1, 1]]", "NaN is not a number of an architecture; write an integer"),
    "digits.toml": (b"a = " + b"9" * 10**6, "not TOML: a number of too many digits"),
    "digits.json": (b"[" + b"9" * 10**6 + b"]", "not JSON: a number of too many digits"),
    "deep.json": (b"[" * 10**6, "not JSON that can be read: nested too deep"),
    "deep.toml": (b"a = " + b"[" * 10**6, "not TOML that can be read: nested too deep"),
    "dots.toml": (b"a" + b".a" * 10**6 + b" = 1", "not TOML that can be read: a key of more than 60 parts"),
    "layers.toml": (b"[[layer]]\n" * 10**6, "more than 100000 layers"),
    "keys.json": (b'{"a": 1,' + b'"b": 1,' * 10**5 + b'"c": 1}', "the key 'b' stands twice in one table"),
    "number.json": (b"3", "3; a JSON file holds a table, or a list [[k, s, p], …]"),
    "layer.toml": (b"[[layer]]\nname='body'\nop='conv'\nkernel=0", "layer 1 'body': kernel of conv is 0; it must be "),
    "symbol.toml": (b"[[layer]]\nop='conv'\nkernel='" + b"(" * 3000 + b"'", "layer 1 'conv1': kernel '((((("),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_named_at_once(name: str, tmp_path: Path) -> None:
    content, words = FILES[name]
    (tmp_path / name).write_bytes(content)
    start = time.process_time()
    with pytest.raises(SymrfError) as caught:
        read(tmp_path / name)
    assert time.process_time() - start < 1
    assert str(caught.value).startswith(f"{tmp_path / name}: {words}")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(SymrfError, match=r": a directory; give a TOML or JSON file$"):
        read(tmp_path)
    with pytest.raises(SymrfError, match=r"^vgg16: no such file, .* \(did you mean 'vgg_16'\?\)$"):
        read("vgg16")
    with pytest.raises(SymrfError, match=r"^a\\x00b: cannot be opened: "):
        read("a\0b")
