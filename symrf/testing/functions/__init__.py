"""Somebody's function: how it is found and called, and what its answer means."""
