"""Questions of which Coq is a part, asked one by one but for Coq, which is asked once: it takes longer to start than to
check most proofs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from unittest.mock import patch

from symrf.verification.coq.judge import CoqCase, judge
from symrf.verification.routes import coq as coq_route

Answer = TypeVar("Answer")
SECONDS = 20.0


def together(*asks: Callable[[], Answer]) -> list[Answer]:
    """The answers, each as if asked alone.

    While asking every case passes for made, and is noted. Then all are judged, and what was answered with the help of
    a case that is not made is asked again, of Coq itself.
    """
    noted: list[list[CoqCase]] = []

    def note(case: CoqCase, seconds: float) -> None:
        noted[-1].append(case)

    answers = []
    with patch.object(coq_route, "_problem", note):
        for ask in asks:
            noted.append([])
            answers.append(ask())
    cases = [*dict.fromkeys(case for of_one in noted for case in of_one)]
    made = {case for case, problem in zip(cases, judge(cases, SECONDS), strict=True) if problem is None}
    coq_route._made.update(made)
    both = zip(asks, answers, noted, strict=True)
    return [answer if made.issuperset(used) else ask() for ask, answer, used in both]
