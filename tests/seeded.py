"""Wrong functions, one of each kind of mistake, as their authors might have written them; and a right one.

None of them knows symrf's own arithmetic. Rows are (k, s, p, d) or what the adapter says.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate
from operator import mul
from typing import Any

Rows = list[tuple[int, ...]]


def jumps(strides: list[int]) -> list[int]:
    """1, s1, s1 s2, …: the distance of neighbours in every map, the last one included."""
    return [1, *accumulate(strides, mul)]


def closed_form(rows: Rows, n: int) -> tuple[Any, ...]:
    """All quantities by closed forms: a polynomial in the jumps, nothing layer by layer but the sizes of maps."""
    k, s, p, q, d = (list(column) for column in zip(*rows, strict=True))
    jump = jumps(s)
    before = sum(a * b for a, b in zip(p, jump, strict=False))
    reach = sum((a - 1) * c * b for a, c, b in zip(k, d, jump, strict=False))
    behind = sum(a * b for a, b in zip(q, jump, strict=False))
    outputs = (n + before + behind - reach - 1) // jump[-1] + 1
    middle = Fraction(reach, 2) - before
    return reach + 1, jump[-1], -before, reach - before, before, middle, middle + Fraction(1, 2), outputs


CLOSED_FORM = "kspqd,n:r,S,u,v,P,c,start,n"


def size(grow: Callable[..., Any], start: int = 1) -> Callable[[Rows], Any]:
    """A loop that grows a size by some expression of k, s, p, d, the jump j and the jump after it."""

    def computed(rows: Rows) -> Any:
        r, j = start, 1
        for k, s, p, d in rows:
            r, j = grow(r, j, k, s, p, d), j * s
        return r

    return computed


def middle(move: Callable[..., Any], begin: Any = 0) -> Callable[[list[tuple[int, ...]]], Any]:
    """A loop that moves a centre by some expression of k, s, p, d and the jump."""
    return size(lambda c, j, k, s, p, d: c + move(j, k, s, p, d), begin)


def outputs(one: Callable[..., Any]) -> Callable[[Rows, int], Any]:
    """A loop over the sizes of maps by some expression of n, k, s, p, q, d."""

    def computed(rows: Rows, n: int) -> Any:
        for row in rows:
            n = one(n, *row)
        return n

    return computed


def stride(step: Callable[[Any, int, int], Any]) -> Callable[[Rows], Any]:
    """A loop over strides and dilations."""

    def computed(rows: Rows) -> Any:
        j = 1
        for _k, s, _p, d in rows:
            j = step(j, s, d)
        return j

    return computed


def backwards(rows: Rows) -> int:
    r = 1
    for k, s, _p, d in rows:
        r = s * (r - 1) + d * (k - 1) + 1
    return r


def with_padding(rows: Rows) -> int:
    r = 1
    for k, s, p, d in reversed(rows):
        r = (r - 1) * s + 1 + d * (k - 1) - 2 * p
    return r


def halved(rows: Rows, n: int) -> Any:
    c, j = Fraction(0), 1
    for k, s, p, d in rows:
        span = d * (k - 1) + 1
        m = (n + 2 * p - span) // s + 1
        used = (m - 1) * s - n + span
        c, j, n = c + (Fraction(span - 1, 2) - used // 2) * j, j * s, m
    return c


def regions(low: int, high: int, skip: int = 0) -> Callable[[Rows, int], Any]:
    def computed(rows: Rows, n: int) -> Any:
        r, j, first, _last, *_ = closed_form([(k, s, p, p, d) for k, s, p, d in rows], n)
        del r
        return {"regions": {y: (j * (y + skip) + first + low, j * (y + skip) + _last + high) for y in (0,)}}

    return computed


def in_bounds(cut: Callable[[int, int, int], tuple[int, int]]) -> Callable[[Rows, int], Any]:
    def computed(rows: Rows, n: int) -> Any:
        _r, _j, first, last, *_ = closed_form([(k, s, p, p, d) for k, s, p, d in rows], n)
        return {"regions_in_bounds": {0: cut(first, last, n)}}

    return computed


def branchwise(decide: Callable[[list[tuple[int, int, int]]], tuple[int, int, int]]) -> Callable[[Any], Any]:
    """Fields (jump, first, last) of every map, joined somehow."""

    def computed(network: Any) -> Any:
        maps = {"input": (1, 0, 0)}
        for node in network.nodes:
            j, a, b = decide([maps[name] for name in node.inputs]) if len(node.inputs) > 1 else maps[node.inputs[0]]
            layer = node.layer
            if type(layer).__name__ in ("Conv", "Pool"):
                p = layer.padding[0]
                j, a, b = j * layer.stride, a - p * j, b + (layer.dilation * (layer.kernel - 1) - p) * j
            elif len(node.inputs) == 1:
                raise NotImplementedError
            maps[node.name] = j, a, b
        j, a, b = maps[network.output]
        return {"size": b - a + 1, "left": a, "center": (a + b) / 2}

    return computed


def serial(network: Any) -> int:
    """All layers as they come."""
    r = j = 1
    for node in network.nodes:
        if hasattr(node.layer, "kernel"):
            r, j = r + node.layer.dilation * (node.layer.kernel - 1) * j, j * node.layer.stride
    return r


def resized(kind: str, change: Callable[[Any, Any], Any]) -> Callable[[Any], Any]:
    """Sizes of maps, an operation being treated somehow."""

    def computed(network: Any) -> Any:
        n = next(iter(network.input_size.values()))
        for node in network.nodes:
            x = node.layer
            if type(x).__name__ == kind:
                n = change(n, x)
            else:
                n = (n + sum(x.padding) - x.dilation * (x.kernel - 1) - 1) // x.stride + 1
        return {"output_size": n}

    return computed


def same(left: Callable[[int, int, int], int]) -> Callable[[Any], Any]:
    """The first index read, SAME padding being split somehow. t: total; K: span; s: stride."""

    def computed(network: Any) -> Any:
        n, a, j = next(iter(network.input_size.values())), 0, 1
        for node in network.nodes:
            x = node.layer
            span = x.dilation * (x.kernel - 1) + 1
            if isinstance(x.padding, str):
                m = -(-n // x.stride)
                total = max((m - 1) * x.stride + span - n, 0)
                a, n = a - left(total, span, x.stride) * j, m
                if x.padding == "same_lower":
                    raise NotImplementedError
            else:
                a, n = a - x.padding[0] * j, (n + sum(x.padding) - span) // x.stride + 1
            j *= x.stride
        return {"left": a}

    return computed


SEEDED: dict[str, tuple[Callable[..., Any], str | None, str | None]] = {
    # what is wrong: function, adapter, the mistake that is to be named
    "span d*k": (size(lambda r, j, k, s, p, d: r + (d * k - 1) * j), "kspd:r", "refuted-dilation-multiplies"),
    "no dilation": (size(lambda r, j, k, s, p, d: r + (k - 1) * j), "kspd:r", "dilation-ignored"),
    "span k + d - 1": (size(lambda r, j, k, s, p, d: r + (k + d - 2) * j), "kspd:r", "dilation-added"),
    "span d*(k - 1)": (size(lambda r, j, k, s, p, d: r + (d * (k - 1) - 1) * j), "kspd:r", "dilation-without-last-tap"),
    "odd kernels only": (size(lambda r, j, k, s, p, d: r + d * (k // 2 * 2) * j), "kspd:r", "even-kernel-rounded-up"),
    "kernel >= stride": (size(lambda r, j, k, s, p, d: r + (max(d * (k - 1) + 1, s) - 1) * j), "kspd:r",
                         "kernel-at-least-stride"),
    "k - s": (lambda rows: 1 + sum(k - s for k, s, _p, _d in rows), "kspd:r", "refuted-size-adds-k-minus-s"),
    "adds k": (lambda rows: 1 + sum(k for k, *_ in rows), "kspd:r", "refuted-depth-adds-k"),
    "no strides": (size(lambda r, j, k, s, p, d: r + d * (k - 1)), "kspd:r", "strides-ignored"),
    "own stride": (size(lambda r, j, k, s, p, d: r + d * (k - 1) * j * s), "kspd:r", "own-stride-included"),
    "whole kernel": (size(lambda r, j, k, s, p, d: r + (d * (k - 1) + 1) * j), "kspd:r", "size-adds-whole-kernel"),
    "from zero": (size(lambda r, j, k, s, p, d: r + d * (k - 1) * j, 0), "kspd:r", "size-begins-with-zero"),
    "own kernel": (lambda rows: rows[-1][3] * (rows[-1][0] - 1) + 1, "kspd:r", "size-is-kernel"),
    "product": (lambda rows: math.prod(d * (k - 1) + 1 for k, _s, _p, d in rows), "kspd:r",
                "size-is-product-of-kernels"),
    "sum": (lambda rows: sum(d * (k - 1) + 1 for k, _s, _p, d in rows), "kspd:r", "size-is-sum-of-kernels"),
    "product of all": (lambda rows: 1 + sum(d * (k - 1) for k, _s, _p, d in rows) * math.prod(r[1] for r in rows[:-1]),
                       "kspd:r", "refuted-product-index"),
    "backwards": (backwards, "kspd:r", "recurrence-backwards"),
    "padding in size": (with_padding, "kspd:r", "padding-in-size"),
    "last missing": (lambda rows: closed_form([(k, s, p, p, d) for k, s, p, d in rows[:-1]], 99)[0] if rows[1:] else 1,
                     "kspd:r", "last-layer-missing"),
    "strides added": (stride(lambda j, s, d: j + s - 1), "kspd:S", None),
    "strides added to 1": (stride(lambda j, s, d: j + s), "kspd:S", "stride-is-one-plus-sum"),
    "last stride": (stride(lambda j, s, d: s), "kspd:S", "stride-of-last-layer"),
    "stride below": (lambda rows: math.prod(s for _k, s, _p, _d in rows[:-1]), "kspd:S", "stride-without-last-layer"),
    "stride and dilation": (stride(lambda j, s, d: j * s * d), "kspd:S", "stride-times-dilation"),
    "largest stride": (stride(lambda j, s, d: max(j, s)), "kspd:S", "stride-is-largest"),
    "sum of paddings": (lambda rows: sum(p for _k, _s, p, _d in rows), "kspd:P", "padding-without-jump"),
    "padding by own stride": (size(lambda P, j, k, s, p, d: P + p * j * s, 0), "kspd:P", "padding-times-own-stride"),
    "padding sign": (size(lambda P, j, k, s, p, d: P - p * j, 0), "kspd:P", "padding-sign"),
    "right for left": (lambda rows: sum(q * j for (_p, q), j in zip(
        [(p, q) for _k, _s, p, q in rows], jumps([s for _k, s, _p, _q in rows]), strict=False)), "kspq:P",
        "padding-sides-swapped"),
    "halves": (halved, "kspd,n:c", "refuted-halved-padding"),
    "centre without dilation": (middle(lambda j, k, s, p, d: (Fraction(k - 1, 2) - p) * j), "kspd:c",
                                "refuted-start-ignores-dilation"),
    "centre floored": (middle(lambda j, k, s, p, d: ((d * (k - 1)) // 2 - p) * j), "kspd:c", "center-rounded-down"),
    "half kernel": (middle(lambda j, k, s, p, d: (Fraction(d * (k - 1) + 1, 2) - p) * j), "kspd:c",
                    "center-half-kernel"),
    "centre without jump": (middle(lambda j, k, s, p, d: Fraction(d * (k - 1), 2) - p), "kspd:c",
                            "center-without-jump"),
    "centre without padding": (middle(lambda j, k, s, p, d: Fraction(d * (k - 1), 2) * j), "kspd:c",
                               "padding-ignored"),
    "start for centre": (middle(lambda j, k, s, p, d: (Fraction(d * (k - 1), 2) - p) * j, Fraction(1, 2)), "kspd:c",
                         "start-for-center"),
    "centre for start": (middle(lambda j, k, s, p, d: (Fraction(d * (k - 1), 2) - p) * j), "kspd:start",
                         "center-for-start"),
    "end exclusive": (regions(0, 1), "kspd,n:answer", "end-exclusive"),
    "from one": (regions(1, 1), "kspd,n:answer", "counted-from-one"),
    "next feature": (regions(0, 0, 1), "kspd,n:answer", "features-counted-from-one"),
    "rounded up": (outputs(lambda n, k, s, p, d: math.ceil((n + 2 * p - d * (k - 1) - 1) / s) + 1), "kspd,n:n",
                   "refuted-ceil-output-size"),
    "no one": (outputs(lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) // s), "kspd,n:n",
               "output-size-without-one"),
    "one padding": (outputs(lambda n, k, s, p, d: (n + p - d * (k - 1) - 1) // s + 1), "kspd,n:n",
                    "output-size-one-padding"),
    "twice the left": (outputs(lambda n, k, s, p, q: (n + 2 * p - k) // s + 1), "kspq,n:n", "output-size-left-twice"),
    "size without dilation": (outputs(lambda n, k, s, p, d: (n + 2 * p - k) // s + 1), "kspd,n:n",
                              "output-size-ignores-dilation"),
    "not rounded": (outputs(lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) / s + 1), "kspd,n:n",
                    "output-size-not-rounded"),
    "quotient": (outputs(lambda n, k, s, p, d: n // s), "kspd,n:n", "output-size-quotient"),
    "clipped at the input": (in_bounds(lambda a, b, n: (max(a, 0), min(b, n - 1))), "kspd,n:answer",
                             "refuted-clip-at-input"),
    "not clipped": (in_bounds(lambda a, b, n: (a, b)), "kspd,n:answer", "not-clipped"),
    "clipped late": (in_bounds(lambda a, b, n: (max(a, 0), min(b, n))), "kspd,n:answer", "clipped-one-late"),
    "largest branch": (branchwise(lambda maps: max(maps, key=lambda f: f[2] - f[1])), None,
                       "refuted-largest-path-suffices"),
    "first branch": (branchwise(lambda maps: maps[0]), None, "first-branch-decides"),
    "last branch": (branchwise(lambda maps: maps[-1]), None, "last-branch-decides"),
    "one after another": (lambda network: {"size": serial(network)}, None, "branches-as-chain"),
    "transposed is convolution": (resized("ConvTranspose", lambda n, x: (
        n + sum(x.padding) - x.dilation * (x.kernel - 1) - 1) // x.stride + 1), None, "transposed-as-convolution"),
    "no output padding": (resized("ConvTranspose", lambda n, x: (
        (n - 1) * x.stride - sum(x.padding) + x.dilation * (x.kernel - 1) + 1)), None, "output-padding-ignored"),
    "no upsampling": (resized("Upsample", lambda n, x: n), None, "upsampling-ignored"),
    "SAME right": (same(lambda t, span, s: t - t // 2), None, "same-sides-swapped"),
    "SAME half kernel": (same(lambda t, span, s: (span - 1) // 2), None, "same-as-half-kernel"),
    "SAME as if divisible": (same(lambda t, span, s: max(span - s, 0) // 2), None, "same-as-if-divisible"),
    "a term too many": (size(lambda r, j, k, s, p, d: r + d * (k - 1) * j + j // 3), "kspd:r", None),
}  # fmt: skip
