"""Building the site: written pages and generated ones side by side, then Sphinx, warnings being errors."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from docs.pages import catalogue, commands, gallery, known, letters, library
from docs.pages.writing import write
from symrf.zoo import zoo_names

DOCS = Path(__file__).resolve().parents[1]
BUILD = DOCS / "_build"


def stage(folder: Path, only: Collection[str] | None = None) -> None:
    """Write the sources of the site below a folder, made anew. only: the entries and networks that have pages."""
    networks = gallery.networks(tuple(name for name in zoo_names() if only is None or name in only))
    made = letters.pages() | commands.pages() | library.pages() | gallery.pages(networks)
    made |= catalogue.pages(gallery.used(networks), only)
    offered = known.downloads() | gallery.reports(networks) | gallery.tables(networks)
    files = {f"extra/{name}": content for name, content in offered.items()}
    kept = {path.relative_to(DOCS): path for path in sorted(DOCS.rglob("*")) if _written(path.relative_to(DOCS))}
    both = {str(name) for name in kept} & set(made)
    if both:
        raise ValueError(f"both written and generated: {', '.join(sorted(both))}")
    write({str(name): path.read_bytes() for name, path in kept.items()} | made | files, folder)
    wanted = {str(name) for name in kept} | {*made, *files}
    for path in folder.rglob("*"):
        if path.is_file() and str(path.relative_to(folder)) not in wanted:
            path.unlink()


def _written(name: Path) -> bool:
    return name.suffix in (".md", ".css", ".svg", ".png", ".json") and name.parts[0] not in ("_build", "pages")


def build(folder: Path = BUILD, only: Collection[str] | None = None) -> int:
    """The site in folder/html, or a part as `stage` has it; 0 where there was nothing to complain of."""
    from sphinx.cmd.build import main

    stage(folder / "source", only)
    shutil.rmtree(folder / "html", ignore_errors=True)
    extra = f"html_extra_path={folder / 'source' / 'extra'}"
    options = ["-W", "--keep-going", "-q", "-n", "-E", "-c", str(DOCS), "-d", str(folder / "trees"), "-D", extra]
    code = int(main([*options, "-b", "html", str(folder / "source"), str(folder / "html")]))
    for path in (folder / "html").rglob("*.html"):
        path.write_text(accessible(path.read_text("utf-8")), "utf-8")
    return code


def accessible(page: str) -> str:
    """A page with what the theme leaves out: levels of headings; what scrolls is reached by keyboard."""
    page = page.replace('class="caption" role="heading"', 'class="caption" role="heading" aria-level="2"')
    return page.replace("<pre>", '<pre tabindex="0">').replace('<div class="wide', '<div tabindex="0" class="wide')
