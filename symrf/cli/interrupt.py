"""Ctrl-C ends a command within a second, also where Python is waiting for a library that does not listen."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import socket
import sys
import threading
import time
from types import FrameType

PATIENCE = 0.5
"""Seconds that a command has to clean up after itself."""
CODE = 130
"""How a program ends that SIGINT stops."""


def watch() -> None:
    """From now on: half a second after SIGINT the process ends, if it has not by then.

    Python raises KeyboardInterrupt only between two of its own steps, and z3 may take seconds for one; some libraries
    also catch it. So a thread waits for the signal beside it.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    signal.signal(signal.SIGINT, _stop)
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_wait, args=(ours, theirs), daemon=True).start()


def _stop(number: int, frame: FrameType | None) -> None:
    """What an interrupted library cannot tidy up is nobody's concern: z3's half-made objects would print it."""
    sys.unraisablehook = lambda _: None
    signal.default_int_handler(number, frame)


def _wait(ours: socket.socket, _theirs: socket.socket) -> None:
    while signal.SIGINT not in ours.recv(16):
        pass
    time.sleep(PATIENCE)
    if sys.stderr is not None and sys.stderr.isatty():
        os.write(sys.stderr.fileno(), b"\r\033[K\033[?25h")  # a progress bar may have hidden the cursor
    last = threading.Timer(PATIENCE / 2, os._exit, (CODE,))
    last.daemon = True
    last.start()
    with contextlib.suppress(Exception):
        atexit._run_exitfuncs()
    os._exit(CODE)
