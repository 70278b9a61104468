"""python -m symrf.kernel FILE…: check certificates and tables with the standard library alone; say what each proves."""

import json
import sys
from typing import Any

from symrf import tables
from symrf.kernel import Refused, check
from symrf.words import seen, words


def load(path: Any) -> Any:
    """Read a certificate file; an honest one is far below a megabyte."""
    try:
        with open(path, "rb") as file:
            if len(text := file.read(1_000_001)) > 1_000_000:
                raise Refused("larger than a megabyte, unlike any honest certificate")
        return json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(f"unreadable: {str(error)[:80]}") from None

if __name__ == "__main__":
    status = 0 if sys.argv[1:] else print("give certificate files, such as proofs/evidence/size.json") or 2
    for name in sys.argv[1:]:
        try:
            table = isinstance(found := load(name), dict) and "answers" in found
            print("proved:", seen(tables.check(found)) if table else words(check(found)))
        except (Refused, tables.WrongTable) as reason:
            status = print(f"refused: {ascii(name)[1:-1]}: {reason}") or 1
    sys.exit(status)
