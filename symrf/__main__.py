"""python -m symrf: the command line."""

from symrf.cli import main

if __name__ == "__main__":
    main()
