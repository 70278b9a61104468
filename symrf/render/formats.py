"""The formats of documents, known before any of them is imported."""

FORMATS = {
    "latex": ("derive", "report"),
    "markdown": ("derive", "report"),
    "html": ("report",),
}
"""A format, which is the module here with its WRITER, and the commands that offer it."""
