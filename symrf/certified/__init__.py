"""What is derived of one network as theorems about that network, proved by Coq.

A network of numbers is certified by reflection: proofs/coq/TablesSound.v proves that a table which passes a check
states nothing but what is so, and Coq computes the check.
"""

from __future__ import annotations

from symrf.certified.network import Certificate, certificates

__all__ = ["Certificate", "certificates"]
