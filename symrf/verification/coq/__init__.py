"""Coq files made from statements: written, kept, compiled and judged."""
