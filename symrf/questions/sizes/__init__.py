"""Which input sizes: those that fit, those of which no sample is left over."""
