"""Models of other tools: a graph of tensors, what each operation does to space, and from it a network.

A reader makes a Graph (graph) and has a table that says, for each operation of its format, which rule of this package
it is and with which numbers. Rules (space, rules, joining, products, layouts, folding) take tensors as they lie in
space (value) and know no format; the trace (trace) writes down the network, and run.py goes over the graph.
"""
