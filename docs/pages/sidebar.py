"""The sidebar of a page that no list of pages names, such as an entry of the catalogue, is made once for a folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx's hook."""
    kept: dict[object, str] = {}
    listed: set[str] = set()

    def gathered(app: Sphinx, environment: BuildEnvironment) -> None:
        listed.update({app.config.root_doc}, *environment.toctree_includes.values())

    def once(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
        if page not in listed and "toctree" in context:
            context["toctree"] = _keeping(kept, page.rpartition("/")[0], context["toctree"])

    app.connect("env-updated", gathered)
    app.connect("html-page-context", once, priority=400)  # before the theme, which asks for it
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _keeping(kept: dict[object, str], folder: str, toctree: Callable[..., str]) -> Callable[..., str]:
    """Sphinx's function, asked once for a folder: nothing in such a sidebar is the current page, links are the same."""

    def made(**asked: object) -> str:
        key = (folder, *asked.items())
        if key not in kept:
            kept[key] = toctree(**asked)
        return kept[key]

    return made
