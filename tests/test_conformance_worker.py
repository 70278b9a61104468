"""The process that somebody's function runs in: whatever is done to it, the caller goes on, and in time."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from symrf.layers import Conv
from symrf.network import Network
from symrf.testing.functions.worker import Channel, Worker


def test_what_forks_is_answered_once() -> None:
    def forks(network: Network) -> int:
        os.fork()
        kernel: int = network.nodes[0].layer.kernel  # type: ignore[attr-defined]
        return kernel

    with Worker(lambda net: {"size": forks(net)}) as worker:
        networks = [Network.of(Conv(k)).with_input_size(9) for k in (1, 4, 2, 7)]
        worker.send(networks)
        assert [worker.receive().values["size"] for _ in networks] == [1, 4, 2, 7]


def channel() -> Channel:
    """The one through which its process answers, as a function finds it that looks for it."""
    frame: Any = sys._getframe()
    while "channel" not in frame.f_locals:
        frame = frame.f_back
    found: Channel = frame.f_locals["channel"]
    return found


def says(data: bytes) -> None:
    channel().end.sendall(data)


def leaves_another() -> None:
    """The process ends, and one that it has started keeps the way to the caller open."""
    if os.fork():
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


def breaks() -> None:
    import builtins

    builtins.len = lambda thing: 0


SECONDS = 0.5
TOO_LATE = f"did not return within {SECONDS:g} seconds"
VANDALS: dict[str, tuple[Callable[[], object], tuple[str, ...]]] = {
    "half a message": (lambda: (says((10**6).to_bytes(8, "big") + b"x" * 9), time.sleep(60)), (TOO_LATE,)),
    "half a head, and ends": (lambda: (says(b"\0\0\0"), os._exit(4)), ("ended the process it ran in (exit code 4)",)),
    "a message without an end": (lambda: says(b"\xff" * 8), ("broke the process it ran in", "ended the process")),
    "no answer": (lambda: channel().send("no answer"), ("broke the process it ran in",)),
    "what cannot be read": (lambda: says((3).to_bytes(8, "big") + b"abc"), ("broke the process it ran in",)),
    "leaves another": (leaves_another, (TOO_LATE,)),
    "stops": (lambda: os.kill(os.getpid(), signal.SIGSTOP), (TOO_LATE,)),
    "closes all": (lambda: os.closerange(3, 4000), ("ended the process it ran in",)),
    "builtins": (breaks, ("broke the process", "ended the process")),
}


@pytest.mark.parametrize("name", VANDALS)
def test_what_a_function_does_to_its_process_is_told_in_time_and_the_next_call_is_answered(name: str) -> None:
    vandal, told = VANDALS[name]

    def one_of_them(network: Network) -> Any:
        if network.nodes[0].layer.kernel == 2:  # type: ignore[attr-defined]
            vandal()
        return {"size": 1}

    with Worker(one_of_them, SECONDS if told == (TOO_LATE,) else 10) as worker:
        worker.send([Network.of(Conv(k)).with_input_size(9) for k in (1, 2, 3)])
        first, broken, after = (worker.receive() for _ in range(3))
    assert broken.problem.startswith(told)
    assert (first.values, after.values) == ({"size": 1}, {"size": 1})
    assert broken.hung == (told == (TOO_LATE,)) != broken.ended


def test_a_process_that_no_longer_reads_does_not_stop_the_caller() -> None:
    more_than_a_socket_holds: Any = b"." * 10**6
    with Worker(lambda given: {"size": len(given)}, SECONDS) as worker:
        assert worker.ask(more_than_a_socket_holds).values == {"size": 10**6}
        stopped = worker.process.pid
        os.kill(stopped, signal.SIGSTOP)
        assert worker.ask(more_than_a_socket_holds).values == {"size": 10**6}
        assert worker.process.pid != stopped


def test_processes_that_a_function_starts_end_with_its_own() -> None:
    ours, theirs = os.pipe()

    def starts(network: Network) -> Any:
        if os.fork() == 0:
            time.sleep(60)
        return {"size": 1}

    with Worker(starts) as worker:
        assert worker.ask(Network.of(Conv(1)).with_input_size(1)).values == {"size": 1}
    os.close(theirs)
    assert os.read(ours, 1) == b""  # nobody has the other end
    os.close(ours)


def test_a_process_that_ends_between_calls_is_started_anew() -> None:
    with Worker(lambda net: {"size": 1}) as worker:
        network = Network.of(Conv(1)).with_input_size(1)
        assert worker.ask(network).values == {"size": 1}
        worker.process.kill()
        worker.process.join()
        assert worker.ask(network).values == {"size": 1}
