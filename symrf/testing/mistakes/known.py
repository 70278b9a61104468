"""The known mistakes, as data: each is the usual arithmetic with one step wrong.

Those named refuted-… stand in the catalogue, with the condition under which they are right; the others are kinds of
mistakes met in tools and tutorials. To add one, add a line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, prod

from symrf.testing.mistakes.rules import HALF, Map, OneLayer, Rules
from symrf.testing.truth import QUANTITIES


@dataclass(frozen=True)
class Mistake:
    """says: what is wrong, as one would say it to the author; right: when it makes no difference; of: only these."""

    name: str
    says: str
    right: str
    rules: Rules
    of: tuple[str, ...] = QUANTITIES

    def about(self, quantity: str) -> bool:
        """Whether it says anything of a quantity: a formula of a whole chain gives one number only."""
        return quantity in self.of and self.rules.gives in (None, quantity)


def _whole(size: object) -> Rules:
    """Only the size of a chain, by a formula of all layers at once."""
    return Rules(whole=lambda steps: Map(R=size(steps)), gives="size")  # type: ignore[operator]


def _backwards(steps: Sequence[OneLayer]) -> int:
    """The recurrence from the output, r = s r + K - s, run from the input."""
    size = 1
    for x in steps:
        size = x.s * size + x.K - x.s
    return size


def _padded_recurrence(steps: Sequence[OneLayer]) -> int:
    size = 1
    for x in reversed(steps):
        size = x.s * (size - 1) + x.K - x.p - x.q
    return size


def _fraction(f: Map, x: OneLayer) -> Map:
    """A transposed window of jump 1/s, as if its features lay between the samples."""
    jump = Fraction(f.J, 1) / x.s
    center = f.c + (x.p - Fraction(x.K - 1, 2)) * jump
    return replace(f, J=jump, R=f.R + (x.K - 1) * jump, c=center, n=_transposed_size(x))


def _transposed_size(x: OneLayer) -> int | None:
    return None if x.n is None else (x.n - 1) * x.s + x.K - x.p - x.q + x.output_padding


def _as_window(f: Map, x: OneLayer) -> Map:
    right = Rules()
    size = None if x.n is None else right.outputs(x)
    return Map(right.jump(f, x), right.size(f, x), right.left(f, x), right.center(f, x), size)


def _halved(x: OneLayer) -> int:
    return ((x.n + x.p + x.q - x.K) // x.s * x.s - x.n + x.K) // 2


def _padded(by: Callable[[OneLayer], int | Fraction]) -> Rules:
    """So much taken for the left padding."""
    return Rules(left=lambda f, x: f.a - by(x) * f.J, center=lambda f, x: f.c + (Fraction(x.K - 1) / 2 - by(x)) * f.J)


def _largest(maps: Sequence[Map]) -> Map:
    return max(maps, key=lambda f: f.R)


def _clipped(f: Map, y: int, n: int, low: int = 0, beyond: int = 1) -> tuple[int, int]:
    return max(f.J * y + f.a, low), min(f.J * y + f.a + f.R - 1, n - beyond)


def _regions(first: int, last: int) -> Rules:
    """Regions with ends that are off."""
    return Rules(reported=lambda f: {"regions": {y: (f.J * y + f.a + first, f.J * y + f.a + f.R - 1 + last)
                                                 for y in range(60)},
                                     "left": f.a + first, "right": f.a + f.R - 1 + last})  # fmt: skip


SIZE = ("output_size",)

MISTAKES: tuple[Mistake, ...] = (
    # ---- the span of a kernel
    Mistake("refuted-dilation-multiplies", "a dilated kernel is said to span d*k", "d = 1",
            Rules(span=lambda x: x.d * x.k)),
    Mistake("dilation-ignored", "a kernel is said to span k, whatever its dilation", "d = 1 or k = 1",
            Rules(span=lambda x: x.k)),
    Mistake("dilation-added", "a dilated kernel is said to span k + d - 1", "d = 1 or k = 2",
            Rules(span=lambda x: x.k + x.d - 1)),
    Mistake("dilation-without-last-tap", "a dilated kernel is said to span d*(k - 1)", "never",
            Rules(span=lambda x: x.d * (x.k - 1))),
    Mistake("dilation-minus-one", "a dilated kernel is said to have d - 1 as its step, k + (k - 1)*d", "never",
            Rules(span=lambda x: x.k + (x.k - 1) * x.d)),
    Mistake("even-kernel-rounded-up", "an even kernel is taken as the next odd one", "k odd",
            Rules(span=lambda x: x.d * (2 * (x.k // 2)) + 1)),
    Mistake("even-kernel-rounded-down", "an even kernel is taken as the odd one below", "k odd",
            Rules(span=lambda x: x.d * (2 * ((x.k - 1) // 2)) + 1)),
    Mistake("kernel-at-least-stride", "a kernel smaller than its stride is taken as large as it", "k >= s",
            Rules(span=lambda x: max(x.d * (x.k - 1) + 1, x.s))),
    # ---- sizes
    Mistake("refuted-size-adds-k-minus-s", "each layer is said to add k - s", "s = 1 and d = 1",
            _whole(lambda steps: 1 + sum(x.k - x.s for x in steps))),
    Mistake("refuted-depth-adds-k", "each layer is said to add its kernel size", "k = 2 and jump*d = 2",
            _whole(lambda steps: 1 + sum(x.k for x in steps))),
    Mistake("refuted-product-index", "the product of strides runs over all layers but the last for every kernel",
            "all strides 1", _whole(lambda steps: 1 + sum(x.K - 1 for x in steps) * prod(x.s for x in steps[:-1]))),
    Mistake("strides-ignored", "sizes grow by K - 1, without the strides below", "all strides below the last are 1",
            Rules(size=lambda f, x: f.R + x.K - 1)),
    Mistake("own-stride-included", "a layer's kernel is spread by its own stride too", "s = 1",
            Rules(size=lambda f, x: f.R + (x.K - 1) * f.J * x.s)),
    Mistake("size-adds-whole-kernel", "sizes grow by K times the jump, not K - 1", "never",
            Rules(size=lambda f, x: f.R + x.K * f.J)),
    Mistake("size-begins-with-zero", "the size of one sample is said to be 0", "never", Rules(start=Map(R=0))),
    Mistake("size-is-kernel", "the size of a layer is said to be its own kernel", "one layer",
            Rules(size=lambda f, x: x.K)),
    Mistake("size-is-product-of-kernels", "kernels are multiplied", "one layer",
            Rules(size=lambda f, x: f.R * x.K)),
    Mistake("size-is-sum-of-kernels", "kernels are added up", "one layer",
            _whole(lambda steps: sum(x.K for x in steps))),
    Mistake("recurrence-backwards", "the recurrence from the output, r = s*r + K - s, is run from the input",
            "layers of equal strides and kernels", _whole(_backwards)),
    Mistake("padding-in-size", "padding is subtracted in the recurrence of the size", "p = q = 0",
            _whole(_padded_recurrence)),
    Mistake("padding-outside-size", "the effective padding is subtracted from the size", "p = q = 0",
            Rules(size=lambda f, x: f.R + (x.K - 1 - x.p) * f.J)),
    Mistake("last-layer-missing", "the last layer is left out of the size", "the last kernel is 1",
            _whole(lambda steps: 1 + sum((x.K - 1) * prod(y.s for y in steps[:i])
                                         for i, x in enumerate(steps[:-1])))),
    Mistake("first-layer-missing", "the first layer is left out", "a first layer of kernel 1 and stride 1",
            _whole(lambda steps: 1 + sum((x.K - 1) * prod(y.s for y in steps[1:i])
                                         for i, x in enumerate(steps) if i))),
    # ---- strides
    Mistake("stride-is-sum", "strides are added", "one layer",
            Rules(jump=lambda f, x: x.s if not x.number else f.J + x.s)),
    Mistake("stride-is-one-plus-sum", "strides are added to 1", "never",
            Rules(jump=lambda f, x: f.J + x.s)),
    Mistake("stride-of-last-layer", "the stride is that of the last layer alone", "one layer",
            Rules(jump=lambda f, x: x.s)),
    Mistake("stride-without-last-layer", "the stride is that of the map below", "the last stride is 1",
            Rules(whole=lambda steps: Map(J=prod(x.s for x in steps[:-1])), gives="stride")),
    Mistake("stride-times-dilation", "dilations are taken for strides", "d = 1",
            Rules(jump=lambda f, x: f.J * x.s * x.d)),
    Mistake("stride-is-largest", "the largest stride is taken", "only one layer has a stride",
            Rules(jump=lambda f, x: max(f.J, x.s))),
    # ---- paddings
    Mistake("padding-without-jump", "paddings are added up without the strides below", "all strides 1",
            Rules(left=lambda f, x: f.a - x.p)),
    Mistake("padding-times-own-stride", "a layer's padding is spread by its own stride too", "s = 1 or p = 0",
            Rules(left=lambda f, x: f.a - x.p * f.J * x.s)),
    Mistake("padding-sign", "padding moves the field to the right", "p = 0", _padded(lambda x: -x.p)),
    Mistake("padding-ignored", "padding is left out of positions", "p = 0", _padded(lambda x: 0)),
    Mistake("padding-sides-swapped", "right padding is taken for left", "p = q", _padded(lambda x: x.q)),
    Mistake("padding-averaged", "half of the padding of both sides is taken for the left one", "p = q",
            _padded(lambda x: Fraction(x.p + x.q, 2))),
    Mistake("padding-doubled", "both paddings are put on the left", "p = q = 0", _padded(lambda x: x.p + x.q)),
    Mistake("refuted-halved-padding", "the left padding is said to be half of what the windows use",
            "SAME padding where windows overlap", _padded(_halved)),
    # ---- centres
    Mistake("refuted-start-ignores-dilation", "the centre is moved by (k - 1)/2, whatever the dilation",
            "d = 1 or k = 1", Rules(center=lambda f, x: f.c + (Fraction(x.k - 1, 2) - x.p) * f.J)),
    Mistake("center-rounded-down", "(K - 1)/2 is rounded down at every layer", "K odd",
            Rules(center=lambda f, x: f.c + ((x.K - 1) // 2 - x.p) * f.J)),
    Mistake("center-rounded-up", "(K - 1)/2 is rounded up at every layer", "K odd",
            Rules(center=lambda f, x: f.c + (x.K // 2 - x.p) * f.J)),
    Mistake("center-rounded-at-end", "the centre is rounded down at the end", "an odd size",
            Rules(reported=lambda f: {"center": f.c // 1, "start": (f.c + HALF) // 1})),
    Mistake("center-half-kernel", "the centre is moved by K/2, not (K - 1)/2", "never",
            Rules(center=lambda f, x: f.c + (Fraction(x.K) / 2 - x.p) * f.J)),
    Mistake("center-without-jump", "the centre is moved without the strides below", "all strides 1",
            Rules(center=lambda f, x: f.c + Fraction(x.K - 1) / 2 - x.p)),
    Mistake("center-times-own-stride", "the centre is moved by the stride of the layer itself too", "s = 1",
            Rules(center=lambda f, x: f.c + (Fraction(x.K - 1) / 2 - x.p) * f.J * x.s)),
    Mistake("center-for-start", "start is given from the first sample's index, 0, not from its middle, 1/2", "never",
            Rules(reported=lambda f: {"start": f.c})),
    Mistake("start-for-center", "the centre is counted from 1/2, as start is", "never",
            Rules(reported=lambda f: {"center": f.c + HALF})),
    Mistake("center-is-left-end", "the first sample is taken for the centre", "r = 1",
            Rules(reported=lambda f: {"center": f.a, "start": f.a + HALF})),
    Mistake("center-is-half-size", "half of the size is taken for the centre", "P = (r - 1)/2 = 0",
            Rules(reported=lambda f: {"center": Fraction(f.R - 1) / 2, "start": Fraction(f.R) / 2})),
    Mistake("center-is-zero", "layers are taken as centred: p = (K - 1)/2", "p = (K - 1)/2",
            Rules(reported=lambda f: {"center": 0, "start": HALF})),
    # ---- regions
    Mistake("end-exclusive", "regions end one after their last sample", "never", _regions(0, 1)),
    Mistake("counted-from-one", "samples are counted from 1", "never", _regions(1, 1)),
    Mistake("region-short", "regions end one before their last sample", "never", _regions(0, -1)),
    Mistake("features-counted-from-one", "feature 0 is taken for the second", "never",
            Rules(reported=lambda f: {"left": f.a + f.J, "right": f.a + f.J + f.R - 1, "center": f.c + f.J,
                                      "start": f.c + f.J + HALF,
                                      "regions": {y: (f.J * (y + 1) + f.a, f.J * (y + 1) + f.a + f.R - 1)
                                                  for y in range(60)}})),
    # ---- sizes of maps
    Mistake("refuted-ceil-output-size", "the number of outputs is rounded up", "the stride divides",
            Rules(outputs=lambda x: -((x.K - x.n - x.p - x.q) // x.s) + 1)),
    Mistake("output-size-without-one", "the + 1 of the number of outputs is missing", "never",
            Rules(outputs=lambda x: (x.n + x.p + x.q - x.K) // x.s)),
    Mistake("output-size-one-padding", "padding is added on one side only", "q = 0",
            Rules(outputs=lambda x: (x.n + x.p - x.K) // x.s + 1)),
    Mistake("output-size-left-twice", "left padding is taken for both sides", "p = q",
            Rules(outputs=lambda x: (x.n + 2 * x.p - x.K) // x.s + 1)),
    Mistake("output-size-ignores-dilation", "k is taken for the span of a dilated kernel", "d = 1",
            Rules(outputs=lambda x: (x.n + x.p + x.q - x.k) // x.s + 1)),
    Mistake("output-size-without-padding", "padding is left out of the number of outputs", "p = q = 0",
            Rules(outputs=lambda x: (x.n - x.K) // x.s + 1)),
    Mistake("output-size-rounded", "the quotient is rounded to the nearest", "the stride divides",
            Rules(outputs=lambda x: round(Fraction(x.n + x.p + x.q - x.K, x.s)) + 1)),
    Mistake("output-size-quotient", "the number of outputs is said to be n/s", "SAME padding and s divides n",
            Rules(outputs=lambda x: x.n // x.s)),
    Mistake("output-size-same", "the number of outputs is said to be n/s, rounded up", "SAME padding",
            Rules(outputs=lambda x: ceil(Fraction(x.n, x.s)))),
    Mistake("output-size-not-rounded", "the quotient is not rounded at all", "the stride divides",
            Rules(outputs=lambda x: Fraction(x.n + x.p + x.q - x.K) / x.s + 1)),
    Mistake("ceil-mode-ignored", "ceil mode makes no difference", "the stride divides",
            Rules(outputs=lambda x: (x.n + x.p + x.q - x.K) // x.s + 1)),
    Mistake("ceil-mode-keeps-last-window", "a last window that begins in the right padding is kept",
            "no such window", Rules(outputs=lambda x: (x.n + x.p + x.q - x.K + (x.s - 1) * x.ceil) // x.s + 1)),
    Mistake("ceil-mode-always", "a window more, also where nothing is left over", "samples are left over",
            Rules(outputs=lambda x: (x.n + x.p + x.q - x.K) // x.s + 1 + x.ceil)),
    # ---- SAME
    Mistake("same-sides-swapped", "the odd sample of SAME padding is put on the other side", "an even total",
            Rules(padding=lambda x: Rules().padding(x)[::-1])),
    Mistake("same-always-right", "SAME_LOWER is treated as SAME: the odd sample right", "an even total",
            Rules(padding=lambda x: Rules().padding(replace(x, same="same")))),
    Mistake("same-as-half-kernel", "SAME padding is taken as (K - 1)//2 on both sides", "K odd and stride 1",
            Rules(padding=lambda x: ((x.K - 1) // 2, (x.K - 1) // 2))),
    Mistake("same-ignores-input", "SAME padding is taken as K - 1 in all, whatever stride and input", "stride 1",
            Rules(padding=lambda x: ((x.K - 1) // 2, x.K - 1 - (x.K - 1) // 2),
                  outputs=lambda x: ceil(Fraction(x.n, x.s)))),
    Mistake("same-as-if-divisible", "SAME padding is taken as K - s, as if the stride divided the input",
            "the stride divides the input",
            Rules(padding=lambda x: (max(x.K - x.s, 0) // 2, max(x.K - x.s, 0) - max(x.K - x.s, 0) // 2))),
    Mistake("same-without-padding", "SAME padding is taken as none", "K <= s", Rules(padding=lambda x: (0, 0))),
    # ---- branches
    Mistake("refuted-largest-path-suffices", "the largest branch decides the size and position of a join",
            "it contains the others", Rules(joined=_largest)),
    Mistake("first-branch-decides", "the first branch decides", "it contains the others",
            Rules(joined=lambda maps: maps[0])),
    Mistake("last-branch-decides", "the last branch decides", "it contains the others",
            Rules(joined=lambda maps: maps[-1])),
    Mistake("smallest-branch-decides", "the smallest branch decides", "all branches agree",
            Rules(joined=lambda maps: min(maps, key=lambda f: f.R))),
    Mistake("branches-added", "the sizes of branches are added", "never",
            Rules(joined=lambda maps: replace(maps[0], R=sum(f.R for f in maps)))),
    Mistake("branches-averaged", "the mean of the branches' centres is taken", "aligned branches",
            Rules(joined=lambda maps: replace(_largest(maps), c=sum(f.c for f in maps) / len(maps)))),
    Mistake("branches-as-chain", "the layers of branches are taken one after another", "no branch has a layer",
            Rules(serial=True)),
    # ---- transposed convolution and upsampling
    Mistake("transposed-as-convolution", "a transposed convolution is treated as a convolution", "s = 1, k = 1, p = 0",
            Rules(transposed=_as_window)),
    Mistake("transposed-ignored", "a transposed convolution is treated as doing nothing", "k = s = 1",
            Rules(transposed=lambda f, x: replace(f, n=_transposed_size(x)))),
    Mistake("transposed-by-fraction", "a transposed convolution is treated as a stride of 1/s", "s = 1",
            Rules(transposed=_fraction)),
    Mistake("output-padding-ignored", "output padding is left out of the number of outputs", "it is 0",
            Rules(transposed=lambda f, x: replace(_as_window(f, x),
                                                  n=_transposed_size(replace(x, output_padding=0)))), SIZE),
    Mistake("transposed-size-ignores-dilation", "k is taken for the span of a dilated transposed kernel", "d = 1",
            Rules(transposed=lambda f, x: replace(_as_window(f, x), n=_transposed_size(replace(x, K=x.k)))), SIZE),
    Mistake("transposed-size-times-stride", "a transposed convolution is said to multiply the size of a map by s",
            "k - s = p + q", Rules(transposed=lambda f, x: replace(_as_window(f, x), n=x.n * x.s)), SIZE),
    Mistake("upsampling-ignored", "upsampling is treated as doing nothing", "never",
            Rules(upsampled=lambda f, x: f)),
    Mistake("upsampling-keeps-jump", "upsampling is said to change the size of the map only", "nothing follows",
            Rules(upsampled=lambda f, x: replace(f, n=x.n * x.s))),
    Mistake("upsampling-as-stride", "upsampling is treated as a stride", "never",
            Rules(upsampled=lambda f, x: replace(f, J=f.J * x.s, n=x.n * x.s))),
    Mistake("upsampling-by-fraction", "upsampling is treated as a stride of 1/f", "nothing follows",
            Rules(upsampled=lambda f, x: replace(f, J=Fraction(f.J) / x.s, n=x.n * x.s))),
    # ---- in bounds
    Mistake("refuted-clip-at-input", "the region is cut at the ends of the input only", "s = d = 1",
            Rules(bounded=_clipped)),
    Mistake("not-clipped", "regions in bounds reach into the padding", "no padding is read",
            Rules(bounded=lambda f, y, n: (f.J * y + f.a, f.J * y + f.a + f.R - 1))),
    Mistake("clipped-one-late", "the input is said to end at n, not n - 1", "the last sample is not reached",
            Rules(bounded=lambda f, y, n: _clipped(f, y, n, 0, 0))),
    Mistake("clipped-on-the-left", "regions are cut on the left only", "the right end is not reached",
            Rules(bounded=lambda f, y, n: (max(f.J * y + f.a, 0), f.J * y + f.a + f.R - 1))),
)  # fmt: skip
