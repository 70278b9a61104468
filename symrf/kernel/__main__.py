"""python -m symrf.kernel FILE…: check certificates with the standard library alone, and say what each one proves."""

import json
import sys
from typing import Any

from symrf.kernel import Refused, check
from symrf.words import words


def load(path: Any) -> Any:
    """Read a certificate file; an honest one is far below a megabyte."""
    try:
        with open(path, "rb") as file:
            text = file.read(1_000_001)
        if len(text) > 1_000_000:
            raise Refused("larger than a megabyte, unlike any honest certificate")
        return json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(f"unreadable: {str(error)[:80]}") from None

if __name__ == "__main__":
    status = 0 if sys.argv[1:] else print("give certificate files, such as proofs/evidence/size.json") or 2
    for name in sys.argv[1:]:
        try:
            print("proved:", words(check(load(name))))
        except Refused as reason:
            status = print(f"refused: {ascii(name)[1:-1]}: {reason}") or 1
    sys.exit(status)
