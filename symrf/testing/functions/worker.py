"""Somebody's function in a process of its own: it may hang, crash, print or exit, and the run goes on."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import pickle
import re
import signal
import socket
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import wait
from time import monotonic
from typing import Any

from symrf.errors import shown
from symrf.network import Network
from symrf.testing.functions.answers import Returned, WrongShape, read_answer

Call = Callable[[Network], Any]
SECONDS = 10.0
"""How long one call may take."""

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
"""Where an object lies differs from run to run."""


LONGEST = 1 << 28
"""Bytes of a message; none comes near, so that a longer one is none."""


class Channel:
    """Objects through a socket. Whoever holds the other end may write half of one, or nothing: so much time it has."""

    def __init__(self, end: socket.socket) -> None:
        self.end = end

    def send(self, thing: Any, seconds: float | None = None) -> None:
        """Write it; TimeoutError where nobody reads so long, OSError where nobody can."""
        self.end.settimeout(seconds)
        data = pickle.dumps(thing)
        self.end.sendall(len(data).to_bytes(8, "big") + data)

    def receive(self, seconds: float | None = None) -> Any:
        """Read one; TimeoutError where all of it is not there by then, EOFError where nobody writes any more."""
        until = None if seconds is None else monotonic() + seconds
        length = int.from_bytes(self._read(8, until), "big")
        if length > LONGEST:
            raise ValueError(f"a message of {length} bytes")
        return pickle.loads(self._read(length, until))

    def close(self) -> None:
        """Close this end."""
        self.end.close()

    def _read(self, count: int, until: float | None) -> bytes:
        found = bytearray()
        while len(found) < count:
            if until is not None and (left := until - monotonic()) <= 0:
                raise TimeoutError
            self.end.settimeout(None if until is None else left)
            more = self.end.recv(min(count - len(found), 1 << 16))
            if not more:
                raise EOFError
            found += more
        return bytes(found)


class Worker:
    """Calls a function on networks, elsewhere; `send` several, `receive` an answer for each, in order."""

    def __init__(
        self, call: Call, seconds: float = SECONDS, isolate: bool = True, read: Callable[[Any], Returned] = read_answer
    ) -> None:
        self.call, self.seconds, self.read = call, seconds, read
        self.isolate = isolate and "fork" in multiprocessing.get_all_start_methods()
        self.sent: list[Network] = []
        self.process: Any = None
        self.channel: Any = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def ask(self, network: Network) -> Returned:
        """The answer on one network."""
        self.send([network])
        return self.receive()

    def send(self, networks: Sequence[Network]) -> None:
        """Have the function called on these, while the caller does something else."""
        self.sent = list(networks)
        if self.isolate and self.sent:
            if self.process is None:
                self._start()
            try:
                self.channel.send(self.sent, self.seconds)
            except OSError:  # it has ended since the last call, by a thread of its own perhaps, or does not read
                self.stop()
                self._start()
                self.channel.send(self.sent, self.seconds)

    def receive(self) -> Returned:
        """The next answer. Where a call hangs or ends its process, those after it are called in a new one."""
        network, *rest = self.sent
        self.sent = rest
        if not self.isolate:
            return answered(self.call, network, self.read)
        try:
            answer = self.channel.receive(self.seconds)
            if isinstance(answer, Returned):
                return answer
            raise TypeError
        except TimeoutError:
            answer = Returned(problem=f"did not return within {self.seconds:g} seconds", hung=True)
            self.stop()
        except Exception:  # it has ended, or what it sends cannot be read
            gone, process = wait([self.process.sentinel], 0.5), self.process
            self.stop()
            code = f"ended the process it ran in (exit code {process.exitcode})"
            answer = Returned(problem=code if gone else "broke the process it ran in", ended=True)
        self.send(rest)
        return answer

    def drop(self) -> None:
        """Leave the answers that were not received: the process may be busy with them, so it ends."""
        if self.sent:
            self.sent = []
            self.stop()

    def stop(self) -> None:
        """End the process, and those that the function has started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # all of them have ended
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.join()
            self.channel.close()
            self.process = None

    def _start(self) -> None:
        ours, theirs = map(Channel, socket.socketpair())
        self.channel = ours
        self.process = multiprocessing.get_context("fork").Process(
            target=_serve, args=(self.call, self.read, theirs, ours)
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a process with threads forks: nothing of theirs is used
            self.process.start()
        with contextlib.suppress(OSError):  # it is a group of its own, whoever says so first
            os.setpgid(self.process.pid, self.process.pid)
        theirs.close()


def answered(call: Call, network: Network, read: Callable[[Any], Returned] = read_answer) -> Returned:
    """One call in this process, its output caught."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            answer = read(call(network))
    except WrongShape as error:
        answer = Returned(problem=str(error))
    except NotImplementedError as error:
        answer = Returned(problem=_one_line(error), unsupported=True)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        answer = Returned(problem=f"raised {type(error).__name__}: {_one_line(error)}".rstrip(": "))
    if answer.problem:
        answer = replace(answer, problem=ADDRESS.sub("", answer.problem))
    return _noted(answer) if said.getvalue() else answer


def _noted(answer: Returned) -> Returned:
    return replace(answer, notes=(*answer.notes, "printed something; a library function had better not"))


def _one_line(error: BaseException) -> str:
    try:
        text = " ".join(str(error).split())
    except Exception:
        return ""
    return shown(text, 160)[1:-1]


def _serve(call: Call, read: Callable[[Any], Returned], channel: Channel, other: Channel) -> None:
    """The other process: networks in, answers out, until nobody sends any."""
    other.close()
    os.setpgid(0, 0)
    own = os.getpid()
    with tempfile.TemporaryFile() as said, open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
        for number in (1, 2):
            os.dup2(said.fileno(), number)
        sys.stdin = nothing
        with contextlib.suppress(EOFError, OSError):
            while True:
                for network in channel.receive():
                    answer = answered(call, network, read)
                    if os.getpid() != own:  # the function has forked: one of the two answers
                        os._exit(0)
                    if os.fstat(said.fileno()).st_size:
                        os.ftruncate(said.fileno(), 0)
                        answer = _noted(answer)
                    channel.send(answer)
    os._exit(0)
