"""python -m docs.pages [FOLDER]: the site, in docs/_build/html or FOLDER/html."""

import sys
from pathlib import Path

from docs.pages.build import BUILD, build

if __name__ == "__main__":
    where = Path(sys.argv[1]) if sys.argv[1:] else BUILD
    code = build(where)
    if not code:
        print(where / "html" / "index.html")
    sys.exit(code)
