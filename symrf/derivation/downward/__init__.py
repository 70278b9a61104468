"""From features down to the input, with sets of indices."""
