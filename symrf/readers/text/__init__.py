"""Networks as other programs print them: Darknet's cfg, a printed nn.Sequential, Fomoro's strings."""
