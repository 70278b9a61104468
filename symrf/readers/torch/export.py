"""A module's program by torch.export, with tensors that have a shape and no numbers."""

from __future__ import annotations

import contextlib
import copy
import functools
import io
import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from symrf.errors import SymrfError, shown

MAX_HELD = 64
"""Whole numbers in a tensor of the module are looked at where there are no more."""
EXAMPLE = 64
"""Samples along a dimension that is given as a symbol, while the module is traced."""


def exported(module: Any, shapes: Sequence[Sequence[int | str]], free: bool) -> tuple[Any, str]:
    """The program, and where the data decides how the module goes on: why it ends there, with what modules have made.

    free: with the sizes in space left open where they can be. SymrfError where torch.export cannot follow the module.
    """
    import torch

    sizes = [[EXAMPLE if isinstance(n, str) else n for n in shape] for shape in shapes]
    open_sizes = tuple({i: torch.export.Dim.AUTO for i in range(2, len(size)) if size[i] > 1} for size in sizes)
    why: Exception | None = None
    for dynamic in (open_sizes, None) if free else (None,):
        try:
            with _quietly(), torch.no_grad():
                light, inputs = _without_weights(module, sizes)
                ended = _until_data_decides(light)
                program = torch.export.export(light, inputs, dynamic_shapes=dynamic, strict=False)
                program = program.run_decompositions({}) if _changes_in_place(program) else program
                return program, ended()
        except Exception as error:  # whatever a module's own code raises
            why = error
    raise SymrfError(f"torch.export cannot follow {type(module).__name__}: {_line(why, 200)}")


def _line(error: Any, limit: int) -> str:
    told = " ".join(str(error).split()) or type(error).__name__
    return shown(told, limit)[1:-1]


def _until_data_decides(module: Any) -> Callable[[], str]:
    """Have the module return, where what it does next depends on the data, what its modules have made until there.

    What it returns tells afterwards why it ended there, "" where it did not.
    """
    from torch import Tensor
    from torch._subclasses import fake_tensor
    from torch.fx.experimental.proxy_tensor import get_proxy_mode
    from torch.fx.experimental.symbolic_shapes import GuardOnDataDependentSymNode
    from torch.utils._pytree import tree_leaves

    decides = (
        GuardOnDataDependentSymNode, fake_tensor.DataDependentOutputException, fake_tensor.DynamicOutputShapeException,
        fake_tensor.UnsupportedOperatorException,
    )  # fmt: skip
    made: dict[int, Any] = {}
    why: list[str] = []

    def keep(of: Any, given: Any, result: Any) -> None:
        made.update((id(one), one) for one in tree_leaves(result) if isinstance(one, Tensor))

    for part in module.modules():
        if part is not module:
            part.register_forward_hook(keep)
    forward = module.forward

    @functools.wraps(forward)
    def until(*args: Any, **kwargs: Any) -> Any:
        made.clear()
        why.clear()
        stack = getattr(getattr(get_proxy_mode(), "tracer", None), "module_stack", {})
        entered = set(stack)
        try:
            return forward(*args, **kwargs)
        except decides as error:
            if not made:
                raise
            cause = str(error).rpartition("Caused by: (")[2].partition(")")[0].rpartition("/")[2]
            why.append(f"what it does next depends on the data: {cause or _line(error, 100)}")
            for path in stack.keys() - entered:  # modules that the error has left
                del stack[path]
            return tuple(made.values())

    module.forward = until
    return lambda: next(iter(why), "")


def _without_weights(module: Any, shapes: Sequence[Sequence[int]]) -> tuple[Any, tuple[Any, ...]]:
    """A copy for inference whose parameters and buffers have a shape and no numbers, but for a few whole ones; inputs.

    Such tensors are on the meta device and say that they are on the CPU, where the module may make others.
    """
    import torch
    from torch._subclasses.fake_tensor import FakeTensorMode
    from torch.fx.experimental.symbolic_shapes import ShapeEnv

    memo: dict[int, Any] = {}
    with FakeTensorMode(allow_non_fake_inputs=True, shape_env=ShapeEnv()):
        for weight in module.parameters():
            memo[id(weight)] = torch.nn.Parameter(torch.empty_like(weight, device="cpu"), weight.requires_grad)
        for buffer in module.buffers():
            if not whole(buffer):
                memo[id(buffer)] = torch.empty_like(buffer, device="cpu")
        inputs = tuple(torch.empty(shape, device="cpu", dtype=_computed_with(module)) for shape in shapes)
    return copy.deepcopy(module, memo).eval(), inputs


def whole(tensor: Any) -> bool:
    """Whether it holds a few whole numbers, which may be indices."""
    return not tensor.is_floating_point() and tensor.device.type == "cpu" and tensor.numel() <= MAX_HELD


def _computed_with(module: Any) -> Any:
    """The kind of numbers that the module computes with."""
    import torch

    every = (*module.parameters(), *module.buffers())
    return next((one.dtype for one in every if one.is_floating_point()), torch.float32)


def _changes_in_place(program: Any) -> bool:
    """Whether a tensor that is changed in place, or one that it is a view of, may be read by its old name."""
    for node in program.graph.nodes:
        schema = getattr(node.target, "_schema", None)
        if node.op == "call_function" and schema is not None and schema.is_mutable:
            changed = node.args[0] if node.args else None
            views = getattr(getattr(changed, "target", None), "is_view", False)
            if changed is None or views or len(getattr(changed, "users", ())) != 1:
                return True
    return False


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Without what torch has to say meanwhile."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
