"""One command for everything a developer does; needs nothing but Python (3.11 or newer).

    python3 dev.py report [ARG ...]     a sample report, or `symrf report ARG ...`
    python3 dev.py test [ARG ...]       ruff, mypy, then pytest (ARG ... go to pytest)
    python3 dev.py docs [FOLDER]        the documentation's site, into docs/_build/html or FOLDER/html
    python3 dev.py regenerate           rewrite every generated file that is committed
    python3 dev.py bench [ARG ...]      the benchmarks
    python3 dev.py published [ARG ...]  what published packages do, compared with the record (downloads torch)

The first run makes .venv (with uv where it is installed, otherwise with venv and pip) and installs symrf
there, editable, with its tools; with CI=true PyTorch too. A stamp in .venv says from what it was made; when that
changes, the next run makes it anew.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this file may well be started by an older python3
    sys.exit("dev.py: needs Python 3.11 or newer, and this is {}.{}".format(*sys.version_info[:2]))

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "made-from"
EXTRAS = "dev,docs,smt,onnx"
CI_PACKAGES = ["torch==2.13.0", "torchvision==0.28.0", "onnxscript"]
"""What only CI=true installs beside the extras: 1 GB, for the tests of the reader of modules. Pinned, since the newest
torch of an index may be a build with several GB of CUDA; torch's ONNX exporter needs onnxscript."""

REGENERATE: list[list[str]] = [
    ["-m", "symrf.verification.evidence"],
    ["-m", "symrf.verification.coq"],
    ["-m", "symrf.verification.recorded"],
    ["-m", "symrf.published.recorded"],
    ["-m", "tests.goldens"],
    ["-m", "tests.readme_model"],
]
"""What `regenerate` runs, in this order: arguments for the environment's Python."""


def packages() -> list[str]:
    """What is installed into the environment, as pip takes it."""
    return [f"{ROOT}[{EXTRAS}]", *(CI_PACKAGES if os.environ.get("CI") == "true" else [])]


def stamp() -> str:
    """What the environment depends on; the root too, as an editable install points to where it was made."""
    recipe = [(ROOT / "pyproject.toml").read_bytes(), *map(os.fsencode, packages())]
    return hashlib.sha256(b"\0".join(recipe)).hexdigest()


def ensure_environment() -> None:
    """Make .venv unless its stamp is right. The stamp comes last: an interrupted install leaves none."""
    wanted = stamp()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("dev.py: making .venv (only when what it is made from has changed)", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    uv = shutil.which("uv")
    if uv:
        make = [uv, "venv", "--quiet", "--seed", "--python", sys.executable, str(VENV)]
        install = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--editable", *packages()]
    else:
        try:
            import ensurepip  # noqa: F401 - Debian packs it apart from python3, and venv needs it
            import venv  # noqa: F401
        except ImportError:
            sys.exit("dev.py: this python3 cannot make environments; run: apt-get install python3-venv")
        make = [sys.executable, "-m", "venv", str(VENV)]
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet"]
        install = [*pip, "install", "--no-compile", "--editable", *packages()]
    for command in (make, install):
        code = subprocess.run(command).returncode
        if code:
            sys.exit(f"dev.py: cannot make .venv, this failed ({code}): {' '.join(command)}")
    STAMP.write_text(wanted)


def run(*args: str, cwd: Path | None = None) -> int:
    """Run the environment's Python and return its exit code."""
    sys.stdout.flush()
    return subprocess.run([str(PYTHON), *args], cwd=cwd).returncode


def report(args: list[str]) -> int:
    """`symrf report`; without arguments two networks into build/report."""
    sample = ["dang_alexnet", "vgg_16", "-o", os.path.relpath(ROOT / "build" / "report")]
    return run("-m", "symrf", "report", *(args or sample))


def test(args: list[str]) -> int:
    """ruff, then pytest, and mypy beside it, on one core; pytest's closing line comes last, unless mypy fails."""
    print("== ruff", flush=True)
    code = run("-m", "ruff", "check", ".", cwd=ROOT)
    if code:
        print("dev.py: ruff failed", file=sys.stderr)
        return code
    print("== mypy and pytest", flush=True)
    command = [str(PYTHON), "-m", "mypy"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as mypy:
        code = run("-m", "pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", *args, cwd=ROOT)
        said = mypy.communicate()[0]
    if mypy.returncode:
        print(f"{said}dev.py: mypy failed", file=sys.stderr)
    return code or mypy.returncode


def docs(args: list[str]) -> int:
    """The site, warnings being errors."""
    return run("-m", "docs.pages", *map(os.path.abspath, args), cwd=ROOT)


def regenerate(args: list[str]) -> int:
    """Every command of REGENERATE, up to the first that fails."""
    if args:
        print(f"dev.py: regenerate takes no arguments, got: {' '.join(args)}", file=sys.stderr)
        return 2
    if not REGENERATE:
        print("nothing to regenerate")
    for command in REGENERATE:
        print(f"== {' '.join(command)}", flush=True)
        code = run(*command, cwd=ROOT)
        if code:
            return code
    return 0


def bench(args: list[str]) -> int:
    """Only the benchmarks, and alone: parallel workers would disturb the clock; all of them make the table."""
    results = ROOT / "build" / "benchmarks.json"
    results.parent.mkdir(exist_ok=True)
    pytest = ["-m", "pytest", "-rfE", "--benchmark-enable", "--benchmark-only", "-q", f"--benchmark-json={results}"]
    code = run(*pytest, *(args or ["tests"]), cwd=ROOT)
    made = 0 if args else run("-m", "tests.benchmarks.table", str(results), cwd=ROOT)
    return code or made


def published(args: list[str]) -> int:
    """Every published function tried again; 1 where one does not do what is recorded."""
    return run("-m", "tests.published", "--compare", *args, cwd=ROOT)


COMMANDS = {
    "report": report, "test": test, "docs": docs, "regenerate": regenerate, "bench": bench, "published": published,
}  # fmt: skip


def main(argv: list[str]) -> int:
    """Run one command; without one, or with an unknown one, say what there is."""
    if argv and argv[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    if not argv or argv[0] not in COMMANDS:
        if argv:
            print(f"dev.py: no command {argv[0]!r}; there are: {', '.join(COMMANDS)}\n", file=sys.stderr)
        print(__doc__, file=sys.stderr)
        return 2
    try:
        ensure_environment()
        return COMMANDS[argv[0]](argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
