"""The one exception root. Every message is one line: what was given, where, what would be right."""

from collections.abc import Iterable
from difflib import get_close_matches


class SymrfError(Exception):
    """Something given to symrf cannot be used; the message says what, where, and what would be right.

    >>> import symrf
    >>> try:
    ...     symrf.Conv(kernel=0)
    ... except symrf.SymrfError as wrong:
    ...     print(wrong)
    kernel of conv is 0; it must be an integer of at least 1
    """


class Changed(SymrfError):
    """A file that proves something is not as it was left: no mistake of whoever asks, a verification failed."""


def counted(number: object, thing: str) -> str:
    """A number of things.

    >>> counted(1, "feature"), counted("n", "feature")
    ('1 feature', 'n features')
    """
    return f"{number} {thing}" if number in (1, "1") else f"{number} {thing}s"


def shown(value: object, limit: int = 60) -> str:
    """A value for a message: on one line, printable, never long.

    >>> shown("a" * 100)[:12], len(shown("a" * 100))
    ("'aaaaaaaaaaa", 60)
    """
    if isinstance(value, int) and abs(value) >= 10**limit:
        return f"an integer of {value.bit_length()} bits"
    text = ascii(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def typed(text: object, limit: int = 60) -> str:
    """What somebody typed, for a message: in quotes as it stands, on one line, never long; other values as `shown`.

    >>> print(typed(r"r_0 = \\frac{1}{2}"))
    'r_0 = \\frac{1}{2}'
    """
    if not isinstance(text, str):
        return shown(text, limit)
    begins = text[: 20 * limit]
    line = "".join(c if c.isprintable() else "?" for c in " ".join(begins.split()))
    return f"'{line}'" if len(line) <= limit and begins == text else f"'{line[: limit - 1]}…"


def near(name: str, known: Iterable[str]) -> str:
    """A question for a message about an unknown name, "did you mean …? ", or nothing where none is near.

    >>> near("sise", ["size", "stride"]), near("xyz", ["size"])
    ("did you mean 'size'? ", '')
    """
    close = get_close_matches(str(name)[:200], list(known), 1)
    return f"did you mean {shown(close[0])}? " if close else ""
