"""The command line. Nothing heavy is imported before a command runs; every error is one line on standard error."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from symrf.cli import interrupt
from symrf.cli.catalogue import find, list_, show
from symrf.cli.certificates import certify
from symrf.cli.differences import diff
from symrf.cli.helping import Helping
from symrf.cli.networks import derive, report, zoo
from symrf.cli.output import one_line
from symrf.cli.paper import bundle, figure
from symrf.cli.questions import solve
from symrf.cli.statements import check, verify
from symrf.cli.testing import conformance, vectors
from symrf.errors import Changed, SymrfError

HELP = """Receptive fields of convolutional networks: exact formulas, and machine-checked proofs of them.

\b
  symrf derive vgg_16                    what every layer sees: size, stride, centre
  symrf derive model.onnx --changes      the same of a model, where size or stride change
  symrf diff net.toml model.onnx         what two networks, or two forms of one, see differently
  symrf derive vgg_16 --feature 7        which input samples feature 7 is computed from
  symrf derive aspp --exact              which samples it reads in between, along how many paths
  symrf report vgg_16 -o build/report    the numbers worked out step by step, in LaTeX and Markdown
  symrf bundle vgg_16 -o build/paper     the same for a paper: one file an equation, a table, BibTeX
  symrf figure vgg_16 -o field.tex       what one feature sees, as a picture in TikZ or SVG
  symrf solve unet fits --for n          the input sizes that fit; how many blocks until r >= n
  symrf certify vgg_16                   have Coq prove what every layer sees
  symrf verify                           prove every formula of the catalogue again, here and now
  symrf show size                        one theorem: statement, idea of the proof, source
  symrf check "u[l] == v[l] - r[l]"      put a formula of your own to the test
  symrf find "j_out = j_in * s"          which entry of the catalogue says it, who published it
  symrf check net.toml                   the same for every line of a file's [expect]
  symrf conformance mylib:rf --trust     is a function of your own right, and if not, on which network

ARCH stands for a network: a name that `symrf zoo` lists, an ONNX model, a TOML or JSON file, text of
other tools (a Darknet cfg, Keras's JSON, a printed nn.Sequential), or - for standard input.
`symrf COMMAND --help` says more of each command.
"""

COMMANDS = (
    derive, diff, report, bundle, figure, solve, certify, verify, check, show, find, list_, zoo, conformance, vectors,
)  # fmt: skip


class _InOrder(click.Group):
    """Commands in the order of their use, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.pass_context
def _help_if_alone(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """Print the version and what is found here, and end."""
    if asked and not context.resilient_parsing:
        from symrf.cli.version import told

        click.echo(told())
        context.exit()


cli = _InOrder(
    "symrf",
    help=HELP,
    commands={str(command.name): command for command in COMMANDS},
    invoke_without_command=True,
    callback=_help_if_alone,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine or proved, 1 refuted or failed, 2 wrong usage or input, 3 open.",
)
click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Show the version, and the checkers found here, and exit.",
)(cli)  # fmt: skip
for _command in (cli, *COMMANDS):
    _command.context_class = Helping


def main(argv: Sequence[str] | None = None) -> None:
    """The entry point of the `symrf` command. Hypothesis keeps its notes in the user's cache, not where one works."""
    interrupt.watch()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell: >&-
            setattr(sys, name, io.StringIO())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", os.path.join(cache, "symrf", "hypothesis"))
    code = run(argv)
    try:
        sys.stdout.flush()
    except OSError:
        code = _nobody_reads()
    sys.exit(code)


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        code = cli.main(None if argv is None else list(argv), prog_name="symrf", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "symrf"
        if isinstance(error, click.NoSuchOption) and error.option_name == "--notation":
            taking = ", ".join(str(one.name) for one in COMMANDS if any(p.name == "notation" for p in one.params))
            return _complain(f"{command} prints no letters that --notation changes; it is for {taking}")
        return _complain(f"{error.format_message().rstrip('.')}; {command} --help shows how")
    except click.Abort:
        return interrupt.CODE
    except click.ClickException as error:
        return _complain(error.format_message())
    except SymrfError as error:
        return _complain(str(error), 1 if isinstance(error, Changed) else 2)
    except KeyboardInterrupt:
        return interrupt.CODE
    except BrokenPipeError:
        return _nobody_reads()
    except (RecursionError, MemoryError) as error:
        return _complain(f"too large to work out here ({type(error).__name__})")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _complain(f"{where}{error.strerror or error}")
    except Exception as error:
        if os.environ.get("SYMRF_TRACEBACK"):
            raise
        hint = "this is an error in symrf, please report it (SYMRF_TRACEBACK=1 shows where)"
        return _complain(f"{type(error).__name__}: {one_line(str(error), 200)}; {hint}")


def _complain(message: str, code: int = 2) -> int:
    click.echo(f"symrf: {one_line(message)}", err=True)
    return code


def _nobody_reads() -> int:
    """The reader of our output has gone: end quietly, as a program ends that SIGPIPE stops."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141


__all__ = ["cli", "main", "run"]
