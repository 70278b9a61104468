"""`symrf` for tests that go through a shell, without a Python that imports everything for each command.

A server, one for a process of tests, has imported symrf. It forks for each command, which gets the arguments, folder,
environment and the very files of its caller. Tests of how a command starts, or is stopped, start a Python instead.

    python -m tests.forked ADDRESS      serve until standard input ends
"""

from __future__ import annotations

import array
import atexit
import contextlib
import functools
import gc
import importlib
import io
import os
import pkgutil
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from tests.coq_library import PLACE, shared
from tests.tools import ROOT

CLIENT = """#!{python} -ISB
import array, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({address!r})
    variables = [b"%b=%b" % one for one in os.environb.items()]
    said = b"\\0".join([os.getcwdb(), *map(os.fsencode, sys.argv[1:]), b"", *variables])
    files = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))]
    server.sendmsg([b"%08d" % len(said)], files)
    server.sendall(said)
    code = server.recv(8)
sys.exit(int(code) if code else "the command died")
"""
"""Small, as it starts for each command. An empty argument would end the arguments too soon; no test gives one."""


@functools.cache
def forked() -> str:
    """The text of a program that runs `symrf` in a fork of a server, which this starts."""
    folder = Path(tempfile.mkdtemp(prefix="symrf-"))
    address = folder / "server"
    command = [sys.executable, "-m", "tests.forked", str(address)]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)

    def end() -> None:
        server.communicate()
        shutil.rmtree(folder)

    atexit.register(end)
    if not server.stdout or server.stdout.readline() != b"ready\n":
        raise RuntimeError("the server did not start")
    return CLIENT.format(python=sys.executable, address=str(address))


def serve(address: str) -> None:
    """Answer callers, each in a fork, until standard input ends."""
    with shared(Path(os.environ[PLACE])) if PLACE in os.environ else contextlib.nullcontext():
        warm()
        listen(address)


def listen(address: str) -> None:
    """Take the calls, one after the other."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while listener in select.select([listener, sys.stdin], [], [])[0]:
            caller, _ = listener.accept()
            if not os.fork():
                listener.close()
                os._exit(answer(caller))
            caller.close()
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def warm() -> None:
    """Import what commands import, but for extras; and read and check once, so that what is kept is kept."""
    import symrf
    from symrf.cli import run
    from symrf.verification.coq.compiler import available, workshop

    for module in pkgutil.walk_packages(symrf.__path__, "symrf."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    with contextlib.redirect_stdout(io.StringIO()):
        run(["check", "r_out = r_in + k"])
        run(["report", "distill_misaligned"])
    if available():
        workshop()
    gc.collect()
    gc.freeze()


def same_statements(folder: Path) -> bool:
    """Whether a copy of the repository has the statements of this one, which are all that its processes know."""
    here, there = ({path.name for path in (root / "proofs").glob("*.py")} for root in (ROOT, folder))
    return not there or here == there


def answer(caller: socket.socket) -> int:
    """Run the caller's command as a process of its own would, and tell its exit code."""
    length, ancillary, _, _ = caller.recvmsg(8, socket.CMSG_SPACE(3 * array.array("i").itemsize))
    for own, given in enumerate(array.array("i", ancillary[0][2])):
        os.dup2(given, own)
        os.close(given)
    said = caller.recv(int(length), socket.MSG_WAITALL).split(b"\0")
    end = said.index(b"")
    os.chdir(said[0])
    os.environ.clear()
    os.environb.update(variable.split(b"=", 1) for variable in said[end + 1 :])
    sys.argv = ["symrf", *map(os.fsdecode, said[1:end])]
    sys.path.insert(0, os.getcwd())
    sys.stdin, sys.stdout = os.fdopen(0, encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    code = exit_code()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BrokenPipeError):
            stream.flush()
    caller.sendall(b"%d" % code)
    return code


def exit_code() -> int:
    """The exit code of `symrf` with the arguments of sys.argv, of the sources that PYTHONPATH says."""
    from symrf.__main__ import main

    if not same_statements(Path(os.environ.get("PYTHONPATH", ROOT))):
        return subprocess.call([sys.executable, "-m", *sys.argv])
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    serve(sys.argv[1])
