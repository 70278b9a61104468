"""What the features of a node see: an abstract shape, and its kinds, lists of phases, envelopes, formulas in y."""
