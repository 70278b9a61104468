"""python -m symrf, and the `symrf` command."""

import os
import signal
import sys


def main() -> None:
    """Run the command line; until it is loaded, Ctrl-C ends the process at once."""
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    from symrf.cli import main as run

    signal.signal(signal.SIGINT, before)
    try:
        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
