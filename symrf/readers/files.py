"""Architecture files, standard input and text: TOML, JSON or a format of others, by extension or by how it begins."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any, NoReturn

from symrf.errors import SymrfError, shown
from symrf.readers.architecture import MAX_LAYERS, Architecture, from_tree
from symrf.readers.chain import from_list
from symrf.readers.operations import nearest

MAX_BYTES = 10 * 1024 * 1024
STDIN = "-"
_LONG_KEY = re.compile(r"""(?:\.[ \t]*(?:[\w-]{1,60}|"[^"\n]{1,60}"|'[^'\n]{1,60}')[ \t]*){60}""")


def reads(source: Any) -> Architecture | None:
    """The architecture written out, or in the file of that name; None where the source is no text."""
    if isinstance(source, str) and is_text(source):
        return from_text(source)
    return from_file(source) if isinstance(source, str | Path) else None


def from_file(source: str | Path) -> Architecture:
    """The architecture in a file, or on standard input for "-". Every error begins with the file's name."""
    name = "standard input" if str(source) == STDIN else shown(str(source), 300)[1:-1]
    try:
        return from_text(_text(source), Path(source).suffix.lower())
    except SymrfError as error:
        raise SymrfError(f"{name}: {error}") from None


def is_text(source: str) -> bool:
    """Whether this is a network written out rather than the name of one or of a file.

    >>> is_text("#3,1,1,SAME;2,2,1,VALID"), is_text("model.json")
    (True, False)
    """
    from symrf.readers.text.formats import reader_of

    written = source.lstrip().startswith(("{", "[[")) or "\n" in source and "=" in source
    return written or reader_of(source) is not None


def from_text(text: str, suffix: str = "") -> Architecture:
    """The architecture in a text; suffix: of its file, which decides where it is .toml or .json."""
    from symrf.readers.keras import from_keras, is_keras
    from symrf.readers.text.formats import reader_of

    if len(text) > MAX_BYTES:
        raise SymrfError(f"more than {MAX_BYTES // 1024 // 1024} MB; an architecture file is smaller")
    reader = None if suffix in (".toml", ".json") else reader_of(text)
    if reader is not None:
        return Architecture(reader(text))
    tree = _parsed(text, suffix)
    if isinstance(tree, str):
        tree = _parsed(tree, ".json")  # to_json() put into a JSON file as text
    if isinstance(tree, list):
        return Architecture(from_list(tree))
    return Architecture(from_keras(tree)) if is_keras(tree) else from_tree(tree)


def _text(source: str | Path) -> str:
    if str(source) == STDIN:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        try:
            with open(source, "rb") as file:
                raw = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            from symrf.zoo import zoo_names

            hint = nearest(str(source), zoo_names())
            raise SymrfError(f"no such file, and no network of the zoo has this name{hint}") from None
        except IsADirectoryError:
            raise SymrfError("a directory; give a TOML or JSON file") from None
        except (OSError, ValueError) as error:
            raise SymrfError(f"cannot be opened: {getattr(error, 'strerror', None) or error}") from None
    if len(raw) > MAX_BYTES:
        raise SymrfError(f"more than {MAX_BYTES // 1024 // 1024} MB; an architecture file is smaller")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SymrfError(f"not UTF-8 at byte {error.start}; save it as UTF-8 text") from None
    if not text.strip():
        raise SymrfError("empty; an architecture file has at least one [[layer]]")
    return text


def _parsed(text: str, suffix: str) -> Any:
    is_json = suffix == ".json" or (suffix != ".toml" and looks_like_json(text))
    kind = "JSON" if is_json else "TOML"
    try:
        tree: Any = _json(text) if is_json else _toml(text)
    except json.JSONDecodeError as error:
        raise SymrfError(f"not JSON: {error.msg} (at line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise SymrfError(f"not {kind} that can be read: nested too deep") from None
    except ValueError as error:
        told = "a number of too many digits" if "integer string conversion" in str(error) else _one_line(error)
        raise SymrfError(f"not {kind}: {told}") from None
    if not isinstance(tree, dict | list) and not _holds_keras(tree):
        raise SymrfError(f"{shown(tree)}; a JSON file holds a table, or a list [[k, s, p], …]")
    return tree


def _holds_keras(tree: Any) -> bool:
    """Whether it is a text that holds a JSON table, as json.dump writes what to_json() returns."""
    return isinstance(tree, str) and tree.lstrip().startswith("{")


def looks_like_json(text: str) -> bool:
    """Whether the text is JSON rather than TOML: both may begin with brackets, and then a TOML key follows.

    >>> looks_like_json("[[3, 1, 1]]"), looks_like_json('[[layer]]'), looks_like_json('{"layer": []}')
    (True, False, True)
    """
    start = text.lstrip()
    return start.startswith("{") or (start.startswith("[") and start.lstrip("[ \t\r\n")[:1] in set('0123456789-"{]'))


def _one_line(error: ValueError) -> str:
    return shown(str(error), 200)[1:-1]


def _toml(text: str) -> Any:
    """The tree; what tomllib would take minutes to read is refused before it is tried."""
    if text.count("\n[[") >= MAX_LAYERS:
        raise SymrfError(f"more than {MAX_LAYERS} layers")
    if _LONG_KEY.search(text):
        raise SymrfError("not TOML that can be read: a key of more than 60 parts")
    return tomllib.loads(text)


def _json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_table, parse_constant=_constant)


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise SymrfError(f"the key {shown(twice)} stands twice in one table")
    return table


def _constant(name: str) -> NoReturn:
    raise SymrfError(f"{name} is not a number of an architecture; write an integer")
