"""Pictures of receptive fields: one description, a scene, that TikZ and SVG are written from."""

KINDS = ("field", "growth", "weights", "graph", "schematic")
FORMATS = ("tikz", "svg")
