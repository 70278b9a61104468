"""python -m docs.pages [FOLDER [NAME ...]]: the site, in docs/_build/html or FOLDER/html.

With names of entries and networks, only those of them have pages.
"""

import sys
from pathlib import Path

from docs.pages.build import BUILD, build

if __name__ == "__main__":
    where = Path(sys.argv[1]) if sys.argv[1:] else BUILD
    code = build(where, frozenset(sys.argv[2:]) or None)
    if not code:
        print(where / "html" / "index.html")
    sys.exit(code)
