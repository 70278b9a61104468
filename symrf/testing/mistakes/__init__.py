"""Receptive-field arithmetic as people write it, the known mistakes in it, and which of them somebody made."""
