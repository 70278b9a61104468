"""Reports and records of everything that symrf knows, in the formats that people and programs read."""

from symrf.render.pieces import formula, fragment, section
from symrf.render.report import report

__all__ = ["formula", "fragment", "report", "section"]
