"""Large networks for tests and benchmarks."""

import random

import sympy

from symrf.layers import Add, Concat, Conv
from symrf.network import INPUT, Network, Node


def wide_graph(edges: int, fan: int = 10) -> list[Node]:
    """Convolutions and concatenations of earlier maps by turns, with about so many edges in all."""
    chance = random.Random(1)
    nodes: list[Node] = []
    names, made = [INPUT], 0
    while made < edges:
        if len(nodes) % 2 == 0:
            node = Node(f"n{len(nodes)}", Conv(3, padding=1), (names[-1],))
        else:
            inputs = {names[-1], *(chance.choice(names[-40:]) for _ in range(fan))}
            node = Node(f"n{len(nodes)}", Concat(), tuple(sorted(inputs)))
        nodes.append(node)
        names.append(node.name)
        made += len(node.inputs)
    return nodes


def long_chain(edges: int) -> list[Node]:
    """A convolution on top of a convolution, so many in all."""
    return [Node(f"n{i}", Conv(3, padding=1), (f"n{i - 1}" if i else INPUT,)) for i in range(edges)]


def residual_blocks(count: int, shifted: int | None = None) -> Network:
    """Residual blocks of two centred convolutions with a symbolic kernel each; block `shifted` is off by one."""
    nodes, below = [], INPUT
    for i in range(count):
        k = sympy.Symbol(f"k{i}", integer=True, positive=True)
        off = int(i == shifted)
        nodes.append(Node(f"a{i}", Conv(2 * k + 1, padding=(k + off, k - off)), (below,)))
        nodes.append(Node(f"b{i}", Conv(2 * k + 1, padding=k), (f"a{i}",)))
        nodes.append(Node(f"join{i}", Add(), (f"b{i}", below)))
        below = f"join{i}"
    return Network(tuple(nodes))
