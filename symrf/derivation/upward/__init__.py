"""From the input up: the shape of every node from those of its inputs, and whether all paths to it agree."""
