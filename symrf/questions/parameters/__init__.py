"""Which parameters: counts, kernels and dilations that reach what is asked, paddings, crops."""
