"""What a shell completes: networks, files, statements, nodes. Formats and kinds are choices, which it knows.

`eval "$(_SYMRF_COMPLETE=bash_source symrf)"` in bash; zsh_source and fish_source likewise.
"""

from __future__ import annotations

from typing import Any

from click.shell_completion import CompletionItem

from symrf.errors import SymrfError

NODES = 200
"""At most so many nodes are offered."""


def networks(context: Any, parameter: Any, begun: str) -> list[CompletionItem]:
    """Names of the zoo, and files. These come first: what stands before a file, bash forgets, and offers files where
    nothing stands after it."""
    from symrf.zoo import zoo_names

    named = [CompletionItem(name) for name in zoo_names() if name.startswith(begun)]
    return [CompletionItem(begun, type="file"), *named]


def statements(context: Any, parameter: Any, begun: str) -> list[CompletionItem]:
    """Names of theorems, refutations and published statements."""
    from symrf.published.entries import published_names
    from symrf.theorem import refutation_names, theorem_names

    every = (*theorem_names(), *refutation_names(), *published_names())
    return [CompletionItem(name) for name in every if name.startswith(begun)]


def nodes(context: Any, parameter: Any, begun: str) -> list[CompletionItem]:
    """Nodes of the network that is named before, if it can be read without running anything."""
    from symrf.readers import read

    found = []
    for arch in context.args:
        try:
            found += [node.name for node in read(arch).nodes if node.name.startswith(begun)]
        except (SymrfError, OSError):
            continue
    return [CompletionItem(name) for name in found[:NODES]]
