"""Which feature is asked about: one number for every axis, or one for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symrf.errors import SymrfError, shown

Feature = int | Mapping[str, int]


def along(feature: Feature, axis: str) -> int:
    """The feature's number on one axis; SymrfError where it has none.

    >>> along({"h": 3, "w": 5}, "w"), along(7, "w")
    (5, 7)
    """
    if not isinstance(feature, Mapping):
        return feature
    if axis not in feature:
        raise SymrfError(f"feature {_said(feature)}: it has no number for axis {axis}")
    return feature[axis]


def feature_of(text: str, axes: Sequence[str], what: str = "feature") -> Feature:
    """The feature, or other index, that is written 3 (on every axis), 3,5 (in the order of the axes) or h=3,w=5.

    >>> feature_of("3", "hw"), feature_of("3,5", "hw"), feature_of("w=5,h=3", "hw")
    (3, {'h': 3, 'w': 5}, {'w': 5, 'h': 3})
    >>> feature_of("h=3", "hw")
    Traceback (most recent call last):
    symrf.errors.SymrfError: feature 'h=3': the axes are h, w; write 3, or 3,5, or h=3,w=5
    """
    parts = [part.strip().partition("=") for part in text.split(",")]
    named = [sign for _, sign, _ in parts]
    if len(parts) == 1 and not any(named):
        return _number(text, text, axes, what)
    values = [_number(number if sign else name, text, axes, what) for name, sign, number in parts]
    names = [name.strip() for name, _, _ in parts] if all(named) else list(axes)
    if len(values) != len(axes) or sorted(names) != sorted(axes) or any(named) != all(named):
        raise _wrong(text, axes, what)
    return dict(zip(names, values, strict=True))


def there_are(size: object) -> str:
    """Which features there are, of so many; of an unknown number where it is no int."""
    if not isinstance(size, int):
        return "there are 0, 1, 2, …"
    return "there is 0 only" if size == 1 else f"there are 0 to {size - 1}"


def _number(digits: str, text: str, axes: Sequence[str], what: str) -> int:
    try:
        return int(digits) if len(digits) < 30 else int("-")
    except ValueError:
        raise _wrong(text, axes, what) from None


def _wrong(text: str, axes: Sequence[str], what: str) -> SymrfError:
    each = [3 + 2 * place for place in range(len(axes))]
    forms = ["3"]
    if len(axes) > 1:
        forms += [",".join(map(str, each)), _said(dict(zip(axes, each, strict=True)))]
    return SymrfError(f"{what} {shown(text)}: the axes are {', '.join(axes)}; write {', or '.join(forms)}")


def _said(feature: Mapping[str, int]) -> str:
    return ",".join(f"{axis}={number}" for axis, number in feature.items())
