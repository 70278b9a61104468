"""python -m symrf.verification.routes.fuzz_worker: fuzz what is on standard input, for the route beside it alone.

Both ends are one program, and what is sent is a pickle: nothing from anywhere else is ever put in.
"""

import os
import pickle
import sys
import threading
import time

from symrf.verification.routes.fuzz import fuzzed


def while_asked(asking: int) -> None:
    """End with the process that asks, which may have been interrupted: nobody would read the answer."""
    while os.getppid() == asking:
        time.sleep(0.2)
    os._exit(1)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(15)  # who asks and Coq have work that waits for other work, and this fills what they leave
    threading.Thread(target=while_asked, args=(os.getppid(),), daemon=True).start()
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    answer.write(pickle.dumps(fuzzed(pickle.load(sys.stdin.buffer))))
    answer.close()
