r"""Formulas as manuals, programs and README files print them: names of several words, members, casts, axes.

Only what is not read otherwise is rewritten so, and what was read is always shown. int(…) of a size is the floor; dW,
dH are the stride where no sW, sH stands beside them, as in Torch 7, else the dilation; o and i are sizes.
"""

from __future__ import annotations

import re

_WORDS = {
    "n_out": """output[ _]size output[ _]shape output out out_?[whl] o[wh]? [wh]_o pooled_?height pooled_?width
        n_frames num_frames (?:[wh]|(?-i:L))_out (?:out|output|o)_?(?:width|height|length|len|dim) [hw]out y[hw]
        new_(?:rows|cols|height|width|depth)""",
    "n_in": """input[ _]size input[ _]shape input in im(?:g|age)[ _]size i[wh]? [wh]_i
        height width data_len h_w (?:[wh]|(?-i:L))_in (?:in|input)_?(?:width|height|length|len|dim) [hw]in rows cols""",
    "K": "kernel_extent dkernel effective[ _]kernel(?:[ _]size)? kernel_eff",
    "k": """(?:kernel|filter)[ _]?sizes? kernel[ _]shape(?:_data)? filterdim window[ _]size win_size win_length kernel
        ksize k[wh] kernel_[whl] k_[wh] [wh]_f filter (?:kernel|filter)_?(?:width|height) (?-i:F[HW])""",
    "s": "strides? strides?_?(?:[whlxy]|width|height|data) s[wh] s_[wh] hop_size hop_length",
    "d": "dilation[ _]?factor dilation[ _]rate dilations? (?:dilation|dilate)_?(?:[whlxy]|data)",
    "p": """paddings? pad pad_[whl] pad[whl] p[wh] (?:pad|padding)_?(?:left|top) pad_data beginning[ _]padding pad_begin
        pads_begin""",
    "q": "(?:pad|padding)_?(?:right|bottom) ending[ _]padding pad_end pads_end",
    "(p + q)": "pad_(?:height|width|along_height|along_width|total) total_pad(?:ding)?",
    "output_padding": "output[ _]padding out_pad(?:ding)?[whl]? output_pad",
    "RF": "receptive[ _]field(?:[ _]size)?",
}  # fmt: skip
_SIDES = {meant: re.compile("|".join(names.split()), re.IGNORECASE) for meant, names in _WORDS.items()}
_FIRST = "input|output|kernel|filter|window|img|image|dilation|beginning|ending|receptive"
_PHRASE = re.compile(rf"\b({_FIRST}) (size|shape|padding|factor|rate|field)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w\\])[A-Za-z]\w*(?:\[[^\]]*\])?(?![\w(])")
_SHORT = re.compile(r"(?!L_(?:in|out)$)[A-Za-z](?:_(?!o$|i$)\w+)?(?:\[.*\])?")
"""Letters, which are read without this or are refused with a reason; h_o and h_i are words, and L_in is no depth."""
_AXIS = re.compile(r"(?<![\w\\])[hwHWnN](?![\w(\[])")
"""A size that stands beside one of which the side is said: oh = h - k + 1."""
_LAST = re.compile(r"\b(?:paddings?|pads?)\[[23]\]", re.IGNORECASE)
"""Of four paddings, those behind; the first two are those before."""
_PLAIN = (
    (r"\\(?:text|mbox|mathrm|operatorname)\s*\{([^{}]*)\}", r"\1"),  # the braces of words
    (r"\\_", "_"),
    (r"\bsum\(\s*(?:self\.)?dilations?\s*\)", "Sum(d[l], (l, 1, L))"),
    (r"\bpads\[start_\w+\]", "pad_begin"),
    (r"\bpads\[end_\w+\]", "pad_end"),
    (r"\^\s*(?:\{\s*[a-z]{3,}\s*\}|\\prime(?![a-z]))|(?<=[A-Z])'(?=_)", ""),  # marks that say which size is meant
    (r"\b(?:math|np|numpy|torch)\.(?=(?:floor|ceil)\b)", ""),
    (r"\bstatic_cast<(?:float|double)>|\bfloat(?=\()", ""),
    (r"\b(?:static_cast<int>|int(?=\())", "floor"),
    (r"(?<=\w)_(?![\w{])", ""),  # members of a class, height_
    (r"_\{(in|out|[whlf])\}", r"_\1"),
    (r"\bK'", "K"),
    (r"(?<=[0-9])(?=(?:padding|pad)\b)", "*"),
    (r"\(\s*layer\s*([-+]\s*1)?\s*\)", r"[l\1]"),
)


def in_usual_words(typed: str) -> str:
    r"""The claim with n_out, n_in, k, s, d, p, q for what manuals and programs call the numbers of a layer.

    >>> in_usual_words("output size = floor(1 + (input size - filter size) / stride)")
    'n_out = floor(1 + (n_in - k) / s)'
    >>> in_usual_words("out_W = ( inWidth + 2*padding - kW ) / dW + 1")
    'n_out = ( n_in + 2*p - k ) / s + 1'
    >>> in_usual_words(r"oH = (iH - 1) \times sH + dH \times (kH - 1) + out\_padH + 1")
    'n_out = (n_in - 1)  times s + d  times (k - 1) + output_padding + 1'
    >>> in_usual_words("l_out = l_in + (k_l - 1) * j_in")
    'l_out = l_in + (k_l - 1) * j_in'
    >>> in_usual_words("hout = (H + paddings[0] + paddings[2] - dkernel[0])/strides[0] + 1")
    'n_out = (n_in + p + q - K)/s + 1'
    """
    said = typed
    for pattern, instead in _PLAIN:
        said = re.sub(pattern, instead, said)
    said = re.sub(r"\bdepth\b", "height", said) if "new_depth" in said else said  # of a volume, not of the network
    said = _LAST.sub("pad_end", _PHRASE.sub(r"\1_\2", said.replace("\\", " ")))
    strided = re.search(r"(?<![A-Za-z])s[whWH](?![A-Za-z])", said) is not None
    names = {name for name in _NAME.findall(said) if _meant(name, strided) != name}
    if not ({"o", "i"} <= names or any(not _SHORT.fullmatch(name) for name in names)):
        return typed
    said = _NAME.sub(lambda found: _meant(found.group(), strided), said)
    sides = [side for side in ("n_in", "n_out") if side not in said]
    return _AXIS.sub(sides[0], said) if len(sides) == 1 else said


def _meant(name: str, strided: bool) -> str:
    """The letter of a name; an axis in brackets, as in stride[0], is left out where the name is of several letters."""
    bare, _, axis = name.partition("[")
    if bare in ("dW", "dH"):
        return "d" if strided else "s"
    found = next((meant for meant, names in _SIDES.items() if names.fullmatch(bare)), None)
    return name if found is None or axis and len(bare) == 1 else found
