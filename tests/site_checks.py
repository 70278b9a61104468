"""What may be wrong with a built site, a line each: links, anchors, resources, pages of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

LOADED = {("img", "src"), ("script", "src"), ("link", "href"), ("iframe", "src"), ("object", "data"), ("source", "src")}
CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
NOT_LOADED = {"next", "prev", "canonical", "index", "search", "author"}


@dataclass
class Page(HTMLParser):
    """What a page links to, what it loads, its anchors, its text."""

    source: str
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    formulas: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        self.formulas += tag == "math"
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        for name, value in given.items():
            if (tag, name) in LOADED and not NOT_LOADED & set(given.get("rel", "").split()):
                self.loaded.append(value)
            if name == "style":
                self.loaded += CSS_URL.findall(value)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """What is read, blanks as they are."""
        return "".join(self.words)


@dataclass
class Site:
    """A built site."""

    folder: Path
    elsewhere: frozenset[str] = frozenset()
    """Pages that are left out here, and may be linked to as a whole."""

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its path."""
        found = sorted(self.folder.rglob("*.html"))
        return {path.relative_to(self.folder).as_posix(): Page(path.read_text("utf-8")) for path in found}

    def broken_links(self) -> list[str]:
        """Links within the site to a page, file or anchor that is not there."""
        return [
            f"{name}: {link}"
            for name, page in self.pages.items()
            for link in dict.fromkeys(page.links)
            if not urlsplit(link).scheme and not self.leads(name, link)
        ]

    def leads(self, name: str, link: str) -> bool:
        """Whether a link of that page leads somewhere."""
        address, anchor = urldefrag(link)
        target = (self.folder / name).parent / unquote(address.partition("?")[0]) if address else self.folder / name
        target = target / "index.html" if target.is_dir() else target
        path, root = target.resolve(), self.folder.resolve()
        if not path.is_relative_to(root):
            return False
        if not path.is_file():
            return not anchor and path.relative_to(root).as_posix() in self.elsewhere
        there = self.pages.get(path.relative_to(root).as_posix())
        return not anchor or (there is not None and unquote(anchor) in there.ids)

    def remote_resources(self) -> list[str]:
        """What a page or a style sheet would load from elsewhere, or from a file that is not there."""
        asked = [(name, one) for name, page in self.pages.items() for one in dict.fromkeys(page.loaded)]
        for path in self.folder.rglob("*.css"):
            name = path.relative_to(self.folder).as_posix()
            asked += [(name, one) for one in CSS_URL.findall(path.read_text("utf-8"))]
        files = [(name, one) for name, one in asked if not one.startswith(("data:", "#"))]
        return [f"{name}: {one}" for name, one in files if not self.leads(name, one)]

    def wrong_entries(self, entries: Iterable[tuple[str, list[str]]]) -> list[str]:
        """Entries without a page, pages without an entry, pages that lack what the entry says (name, what it says)."""
        listed = dict(entries)
        there = {Path(name).stem for name in self.pages if name.startswith("catalogue/")} - {"index", "published"}
        wrong = [f"no page for {name}" for name in sorted(set(listed) - there)]
        wrong += [f"no entry for the page {name}" for name in sorted(there - set(listed))]
        for name in sorted(set(listed) & there):
            shown = " ".join(self.pages[f"catalogue/{name}.html"].text.split())
            lacks = [words for words in listed[name] if " ".join(words.split()) not in shown]
            wrong += [f"{name}: stale, lacks {words!r}" for words in lacks]
        return wrong
