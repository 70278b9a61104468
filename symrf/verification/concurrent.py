"""Work beside the main thread: programs two at a time, and one piece of work whose answer is fetched later."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Found = TypeVar("Found")
AT_A_TIME = 2
"""Programs that run at once; more would disturb each other on a small machine."""


def side_by_side(work: Callable[[Given], Found], items: Iterable[Given]) -> list[Found]:
    """work(item) of each, two at a time, in their order. Where one fails none that has not begun is begun."""
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        running = [pool.submit(work, item) for item in items]
        try:
            return [one.result() for one in running]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def begun(work: Callable[[], Found]) -> Callable[[], Found]:
    """Begin the work now; what is returned waits for its answer, or raises what it raised.

    >>> begun(lambda: 6 * 7)()
    42
    """
    answer: Future[Found] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as problem:
            answer.set_exception(problem)

    threading.Thread(target=run, daemon=True).start()
    return answer.result
