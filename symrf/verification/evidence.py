"""The kept certificates: written from the theorem files, the same bytes every time.

python -m symrf.verification.evidence writes them to proofs/evidence/.
"""

from __future__ import annotations

from pathlib import Path

from symrf.kernel.check import check
from symrf.prove.find import certificate
from symrf.statement import NotExpressible
from symrf.theorem import home, theorem, theorem_names
from symrf.verification.routes.kernel import dumped, evidence


def certificates() -> dict[str, str]:
    """File name -> text of the certificate of every theorem in the kernel's language, each checked."""
    found = {}
    for name in theorem_names():
        try:
            proof = certificate(theorem(name))
        except NotExpressible:
            continue
        check(proof)
        found[evidence(name).name] = dumped(proof)
    return found


def write(folder: Path) -> list[Path]:
    """Write the certificates, and remove those of theorems that no longer exist."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = certificates()
    for stale in folder.glob("*.json"):
        if stale.name not in wanted:
            stale.unlink()
    paths = []
    for name, text in sorted(wanted.items()):
        path = folder / name
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write(home() / "evidence"):
        print(written.name)
