"""Finds certificates. Nothing here is trusted: what it finds is re-checked by symrf.kernel."""
