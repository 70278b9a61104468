"""python -m symrf.kernel FILE…: check certificates with nothing but this folder, and say what each one proves."""

import json
import sys
from pathlib import Path
from typing import Any

from symrf.kernel.check import Refused, check
from symrf.kernel.words import words

MAX_BYTES = 1_000_000


def load(path: str | Path) -> Any:
    """Read a certificate file."""
    try:
        with Path(path).open("rb") as file:
            text = file.read(MAX_BYTES + 1)
        if len(text) > MAX_BYTES:
            raise Refused(f"larger than any honest certificate ({MAX_BYTES} bytes)")
        return json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(f"unreadable: {str(error)[:80]}") from None
