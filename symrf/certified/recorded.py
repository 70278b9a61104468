"""What Coq has certified, kept in the folder of the certificate and taken from there: certified.json.

It names each record by the hash of network and record, and all files of the folder by theirs. Where a file is changed,
or a record is of another network or says something else, nothing is certified. That Coq said so is believed of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from symrf.certified.folder import own_name
from symrf.certified.network import CERTIFIED, Certificate
from symrf.derivation.answers.attested import attest, fingerprint
from symrf.errors import Changed, SymrfError, shown

NAME = "certified.json"


def written(made: Sequence[Certificate], files: Mapping[str, str]) -> str:
    """The content of certified.json."""
    records = {
        fingerprint(field): f"{own_name(number, one)}.v"
        for number, one in enumerate(made, 1)
        if one.verdict == CERTIFIED
        for field in one.records
    }
    hashes = {name: _hash(text.encode("utf-8")) for name, text in files.items()}
    return json.dumps({"schema": 1, "files": hashes, "records": records}, indent=1) + "\n"


def take(given: str) -> None:
    """Let the records count as certified that a folder of `symrf certify -o` has certificates of.

    SymrfError where there is no such folder; Changed where it is not as it was left.
    """
    folder = Path(given)
    try:
        data = json.loads((folder / NAME).read_text("utf-8"))
        kept: Any = {name: _hash((folder / name).read_bytes()) for name in data["files"]}
        records, files = {**data["records"]}, {**data["files"]}
    except OSError as problem:
        name = Path(problem.filename or NAME).name
        said = f"{shown(given)}: {name}: {problem.strerror}; give a folder that symrf certify -o has written"
        raise (SymrfError if name == NAME else Changed)(said) from None
    except (ValueError, KeyError, TypeError):
        raise Changed(f"{shown(given)}: {NAME} is not what symrf certify -o writes") from None
    changed = [name for name in files if kept[name] != files[name]] + [x for x in records.values() if x not in files]
    if changed:
        raise Changed(f"{shown(given)}: {changed[0]} is changed since Coq certified it; run symrf certify again")
    attest({record: str(folder / file) for record, file in records.items()})


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
