"""python -m symrf.verification.fuzz_worker: fuzz what is on standard input, for symrf.verification.fuzz_route alone.

Both ends are one program, and what is sent is a pickle: nothing from anywhere else is ever put in.
"""

import os
import pickle
import sys

from symrf.verification.fuzz_route import fuzz

if __name__ == "__main__":
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    answer.write(pickle.dumps(fuzz(*pickle.load(sys.stdin.buffer))))
    answer.close()
