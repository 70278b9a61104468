"""Sphinx's settings for the site; `python3 dev.py docs` builds it of what docs/pages/ generates and what is written."""

from symrf import __version__

project = "symrf"
author = "The symrf authors"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "docs.pages.mathematics", "docs.pages.sidebar"]
html_math_renderer = "symrf"
myst_fence_as_directive = ["math"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["extra"]
nitpicky = True
nitpick_ignore_regex = [("py:.*", r".*")]
myst_heading_anchors = 3
myst_links_external_new_tab = False
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
html_theme = "furo"
html_title = "symrf"
html_static_path = ["_static"]
html_css_files = ["symrf.css"]
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
highlight_language = "text"
suppress_warnings = ["misc.highlighting_failure"]
smartquotes = False
default_role = "code"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
