"""conformance: a function becomes a pytest class with one test a capability, or a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from math import inf
from typing import Any, ClassVar

from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.testing.drawn.capabilities import CAPABILITIES, NAMES, compared, named
from symrf.testing.functions.adapters import Adapter, adapter
from symrf.testing.functions.hooks import Hooks, as_function, implemented
from symrf.testing.functions.unseen import hidden
from symrf.testing.functions.worker import SECONDS, Worker
from symrf.testing.verdicts.report import Report, details, proof_line
from symrf.testing.verdicts.runner import ERROR, UNSUPPORTED, WRONG, Outcome, run
from symrf.testing.verdicts.symbolic import Symbolic, as_expressions, symbolic

EXAMPLES = 1000
SYMBOLS = "symbols"


class Conformance:
    """The tests of one function; `conformance` makes a subclass of it. Nothing is run before a test or `run` is."""

    call: ClassVar[Callable[[Network], Any]]
    blind: ClassVar[Callable[[Network], Any]]
    target: ClassVar[str]
    supports: ClassVar[frozenset[str] | None]
    known_failures: ClassVar[Mapping[str, str]]
    hooks: ClassVar[tuple[str, ...] | None]
    options: ClassVar[Mapping[str, Any]]

    @classmethod
    def run(cls, examples: int = EXAMPLES, seed: int = 0, step: Callable[[Outcome], object] | None = None) -> Report:
        """Try every capability on that many networks; the same seed tries the same ones. step: told of each."""
        results = []
        for name in NAMES:
            results.append(cls.result(name, examples, seed))
            if step is not None:
                step(results[-1])
        return Report(cls.target, seed, examples, tuple(results), cls.symbols(), cls.hooks)

    @classmethod
    def result(cls, name: str, examples: int = EXAMPLES, seed: int = 0) -> Outcome:
        """What comes out for one capability."""
        (wanted,) = named([name], "capability")
        if cls.supports is not None and wanted not in cls.supports:
            return Outcome(wanted, UNSUPPORTED, reason="not said to be supported")
        capability = next(c for c in CAPABILITIES if c.name == wanted)
        with Worker(cls.call, **cls.options) as worker:
            found = run(worker, capability, examples, seed, cls.supports is not None)
        return replace(found, known=cls.known_failures.get(wanted))

    @classmethod
    def symbols(cls) -> Symbolic:
        """What is proved of the expressions that come out where symbols go in."""
        blind = Worker(cls.blind, **cls.options, read=as_expressions)
        with blind as worker, Worker(cls.call, **cls.options) as numeric:
            return symbolic(worker, numeric, NAMES if cls.supports is None else cls.supports)


def conformance(
    fn: Any,
    *,
    supports: Iterable[str] | None = None,
    adapt: str | Adapter | None = None,
    known_failures: Iterable[str] | Mapping[str, str] = (),
    seconds: float = SECONDS,
    isolate: bool = True,
) -> type[Conformance]:
    """A pytest class with one test for each capability of a function that computes receptive fields or sizes.

    fn takes a `symrf.Network` of one axis, with its input size, and returns a mapping of some of size, stride, left,
    right, padding, right_padding, center, start (all of output 0, in input samples), output_size, regions and
    regions_in_bounds ({y: (first, last)}); what it does not return is not compared, and NotImplementedError means that
    it does not know this network. Or fn is a class of `Hooks`. `symrf.testing.drawn.capabilities` lists the
    capabilities.

    supports: the capabilities that fn claims to have (all that it does not refuse). adapt: the name of an adapter for
    functions of another shape (`symrf.testing.functions.adapters`), or a function of fn and a network. known_failures:
    names of capabilities that fail today, or name -> why; one that no longer fails is reported. seconds: the time one
    call has. isolate: call it in a process of its own, so that it may hang or crash; without it a debugger can follow.

    >>> def mine(network):
    ...     size = jump = 1
    ...     for node in network.nodes:
    ...         if type(node.layer).__name__ not in ("Conv", "Pool") or len(node.inputs) > 1:
    ...             raise NotImplementedError
    ...         size += (node.layer.kernel - 1) * jump
    ...         jump *= node.layer.stride
    ...     return {"size": size, "stride": jump}
    >>> report = conformance(mine).run(examples=20)
    >>> report["strides"].verdict, report["dilation"].verdict, report["dilation"].mistake
    ('right', 'wrong', 'dilation-ignored')
    """
    told = fn if isinstance(fn, type) else type(fn)
    hooks: tuple[str, ...] | None = None
    if issubclass(told, Hooks):
        instance = fn() if isinstance(fn, type) else fn
        fn, hooks = as_function(instance), tuple(implemented(instance))
    if not callable(fn):
        raise SymrfError(f"conformance of {shown(fn)}; give a function, or a class of symrf.testing.Hooks")
    call = fn if adapt is None else _adapted(fn, adapter(adapt) if isinstance(adapt, str) else adapt)
    blind = _adapted(hidden(fn), adapter(adapt)) if isinstance(adapt, str) else hidden(call)
    if not 0 < seconds < inf:
        raise SymrfError(f"seconds is {shown(seconds)}; give a positive number")
    known = known_failures if isinstance(known_failures, Mapping) else dict.fromkeys(known_failures, "known")
    named(known, "known_failures")
    name = getattr(fn if hooks is None else told, "__qualname__", "function")
    members = {
        "call": staticmethod(call),
        "blind": staticmethod(blind),
        "target": f"{getattr(fn if hooks is None else told, '__module__', '?')}:{name}",
        "supports": None if supports is None else named(supports, "supports"),
        "known_failures": dict(known),
        "hooks": hooks,
        "options": {"seconds": seconds, "isolate": isolate},
        "__doc__": f"Conformance of {name}.",
        **dict(_tests()),
    }
    return type(f"TestConformance_{name}", (Conformance,), members)


def _adapted(fn: Callable[..., Any], adapt: Adapter) -> Callable[[Network], Any]:
    return lambda network: adapt(fn, network)


def _tests() -> Iterator[tuple[str, Any]]:
    for capability in CAPABILITIES:
        yield f"test_{capability.name}", _test(capability.name, capability.about)
    yield f"test_{SYMBOLS}", _test_symbols


def _test(name: str, about: str) -> Any:
    def test(self: Conformance) -> None:
        import pytest

        result = self.result(name)
        if result.verdict == UNSUPPORTED:
            pytest.skip(result.reason)
        failed = result.verdict in (WRONG, ERROR)
        if failed and result.known is not None:
            pytest.xfail(result.known)
        if failed:
            pytest.fail("\n".join(details(result)), pytrace=False)
        if result.known is not None:
            pytest.fail(f"{name} no longer fails; take it out of known_failures", pytrace=False)

    test.__name__, test.__doc__ = f"test_{name}", about
    return test


def _test_symbols(self: Conformance) -> None:
    """What comes out where symbols go in, proved or refuted."""
    import pytest

    found = self.symbols()
    if wrong := found.refuted_beside(compared(self.known_failures)):
        pytest.fail("\n".join(map(proof_line, wrong)), pytrace=False)
    if not found.proofs:
        pytest.skip(found.reason)
