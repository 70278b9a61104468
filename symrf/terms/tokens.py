r"""What people type, as tokens: Unicode signs, LaTeX with and without backslashes, plain text.

A command is a backslash and all letters after it, as in TeX. With a backslash anywhere, letters side by side are
factors (`kd` is k d) and `_`, `^` take one character; without one, `kd` is one name. Words that are known stay whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches

from symrf.errors import shown
from symrf.terms.latex import GREEK
from symrf.terms.lines import OPEN, Token, separated
from symrf.terms.parse import FUNCTIONS, Checks
from symrf.terms.signs import plain

_KINDS = {
    "BIG": "sum prod", "FRAC": "frac tfrac dfrac cfrac", "STAR": "cdot times ast", "SLASH": "div",
    "CMP": "le leq leqslant ge geq geqslant lt gt", "LFLOOR": "lfloor", "RFLOOR": "rfloor", "LCEIL": "lceil",
    "RCEIL": "rceil", "FUNC": "floor ceil max min gcd", "PRIME": "prime", "LPAR": "lbrace", "RPAR": "rbrace",
    "LSQB": "lbrack", "RSQB": "rbrack", "NAME": f"ell bar {GREEK}",
    "DOTS": "dots cdots ldots dotsb dotsc dotsm dotsi dotso vdots ddots",
    "WORD": "text mbox mathrm operatorname textrm textit textbf mathit mathbf mathsf mathtt texttt textsf",
    "OMIT": "begin end tag label",
    "SIZE": "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm",
    "SPACE": "displaystyle textstyle limits nolimits quad qquad nonumber notag thinspace",
}  # fmt: skip
COMMANDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_SYMBOLS = {"{": "LPAR", "}": "RPAR", "\\": "NEWLINE", "_": "NAME"} | dict.fromkeys(",;:!> \n", "SPACE")
_BARE_KINDS = {"BIG", "FRAC", "LFLOOR", "RFLOOR", "LCEIL", "RCEIL", "FUNC", "DOTS", "CMP"}
_WITHOUT_BACKSLASH = {word for word, kind in COMMANDS.items() if kind in _BARE_KINDS and word not in ("lt", "gt")} | {
    "cdot", "times", "left", "right", "ell", "ceiling"}  # fmt: skip
_WORDS = frozenset({
    "in", "out", "input", "output", "RF", "rf", "start", "jump", "uL", "n0", "Sum", "Product", "ceiling", "Min", "Max",
    "kernel", "stride", "padding", "dilation", "to",
})  # fmt: skip
_ENVIRONMENTS = {"equation", "align", "aligned", "alignat", "split", "gather", "gathered", "multline", "math",
                 "displaymath"}  # fmt: skip
_OPERATORS = {
    "**": "POW", "//": "FLOORDIV", "==": "EQ", "=": "EQ", "<=": "CMP", ">=": "CMP", "<": "CMP", ">": "CMP",
    "+": "PLUS", "-": "MINUS", "*": "STAR", "/": "SLASH", "^": "HAT", "_": "SUB", "(": "LPAR", ")": "RPAR",
    "{": "LBRACE", "}": "RBRACE", "[": "LSQB", "]": "RSQB", ",": "COMMA", ";": "SEP", "'": "PRIME",
    "$": "SPACE", "&": "SPACE", "~": "SPACE",
}  # fmt: skip
_COMPARISONS = {
    "le": "<=", "leq": "<=", "leqslant": "<=", "ge": ">=", "geq": ">=", "geqslant": ">=", "lt": "<", "gt": ">"
}  # fmt: skip
PLACES = frozenset("lmijtL")
"""The letters that an index is made of."""
_PIECE = re.compile(
    r"(?P<space>\s+)|(?P<control>\\(?:[A-Za-z]+|.))|(?P<dots>\.\.+)|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<stop>\.(?=\s*\$*\s*\Z))|(?P<run>[A-Za-z][A-Za-z0-9]*)|(?P<operator>\*\*|//|==|<=|>=|[-+*/^_(){}\[\],;'=<>$&~])",
    re.DOTALL,
)
_GROUP = re.compile(r"\*?\s*\{([^{}]*)\}")
_LIMITS = re.compile(r"\s*(?:\^\s*(?:\{[^{}]*\}|\w)\s*)?_\s*\{\s*\w+\s*=")
_HALF = re.compile(r"\s*([0-9])\s*([0-9])")


class Tokens:
    """The tokens of one source; the first that cannot be one is an error that says where it stands."""

    def __init__(self, checks: Checks, known: frozenset[str]) -> None:
        self.checks, self.known = checks, known
        self.written, self.places = plain(checks)
        self.tex = "\\" in checks.source
        self.found: list[Token] = []
        self.position, self.end = 0, -1

    def wrong(self, why: str, at: int) -> None:
        """Refuse what stands at this place of the source."""
        self.checks.wrong(f"{why} (character {at + 1})")

    def read(self) -> list[Token]:
        """All tokens, brackets in pairs."""
        while self.position < len(self.written):
            piece = _PIECE.match(self.written, self.position)
            start = self.places[self.position]
            if piece is None:
                return self._foreign(start)
            self.position = piece.end()
            kind, written = str(piece.lastgroup), piece.group()
            if kind == "control":
                self._control(written[1:], start)
            elif kind == "run":
                self._run(written, start)
            elif kind == "operator":
                self._add(_OPERATORS[written], written, start)
            elif kind == "number":
                self._number(written, start)
            elif kind == "dots":
                self._add("DOTS", written, start)
        tokens = list(self._ended(separated(self.found, self.checks.source)))
        self._paired(tokens)
        self._superscripts(tokens)
        return list(self._called(tokens))

    def _foreign(self, start: int) -> list[Token]:
        c = self.checks.source[start]
        if c == ".":
            self.wrong("a full stop inside the formula", start)
        if c == "!":
            self.wrong("!= is no claim; write ==, which is refuted where it can fail, or < or >", start)
        if c == ":":
            self.wrong("':' is not part of a claim; write = for equality", start)
        self.wrong(f"the character {shown(c)} (U+{ord(c):04X}, {unicodedata.name(c, 'no name').lower()})", start)
        return []

    def _add(self, kind: str, text: str, at: int) -> None:
        if kind != "SPACE":
            glued = self.position - len(text) == self.end
            kind = "INDEX" if kind == "LSQB" and glued and self._named() else kind
            self.found.append(Token(kind, text, at))
            self.end = self.position

    def _named(self) -> bool:
        """Whether a name stands last, which is no subscript itself."""
        return self._last() == "NAME" and (len(self.found) < 2 or self.found[-2].kind not in ("SUB", "HAT"))

    def _last(self) -> str:
        return self.found[-1].kind if self.found else ""

    def _control(self, name: str, start: int) -> None:
        if name in ("Sigma", "Pi") and _LIMITS.match(self.written, self.position):
            name = {"Sigma": "sum", "Pi": "prod"}[name]
        kind = COMMANDS.get(name) or _SYMBOLS.get(name)
        if kind is None:
            close = get_close_matches(name, COMMANDS, 1)
            hint = f"; did you mean \\{close[0]}?" if close else ""
            self.wrong(f"unknown command {shown(f'{chr(92)}{name}')[1:-1].replace(chr(92) * 2, chr(92))}{hint}", start)
        self._command(str(kind), name, start, "\\")

    def _command(self, kind: str, name: str, start: int, slash: str) -> None:
        if kind == "DOTS":
            self._add("DOTS", f"{slash}{name}", start)
        elif kind == "SIZE":
            null = re.compile(r"\s*\.").match(self.written, self.position)
            self.position = null.end() if null else self.position
        elif kind == "OMIT":
            inside = self._group(name, start)
            if name in ("begin", "end") and inside.rstrip("*") not in _ENVIRONMENTS:
                self.wrong(f"the environment {shown(inside)}; a claim is one formula, or several in aligned", start)
        elif kind == "WORD":
            self._word(self._group(name, start), start)
        elif name == "bar":
            self._add("NAME", f"{self._group(name, start)}bar", start)
        elif kind == "FRAC" and (digits := _HALF.match(self.written, self.position)):
            self.position = digits.end()
            self._add("FRAC", name, start)
            for digit in digits.groups():
                for part in ("LBRACE", "NUMBER", "RBRACE"):
                    self._add(part, digit if part == "NUMBER" else "", start)
        else:
            self._add(kind, {"ell": "l"}.get(name) or _COMPARISONS.get(name) or FUNCTIONS.get(name) or name, start)

    def _group(self, name: str, start: int) -> str:
        """The braces after a command, passed over; what stands in them."""
        group = _GROUP.match(self.written, self.position)
        if group is None:
            self.wrong(f"{name} has braces after it, as in \\{name}{{out}}", start)
            return ""
        self.position = group.end()
        return group.group(1).strip()

    def _word(self, word: str, start: int) -> None:
        name = word.replace("\\_", "_")
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name):
            self.wrong(f"the words {shown(word)}; a claim holds names and formulas only", start)
        self._name(name, start)

    def _name(self, name: str, start: int) -> None:
        if name in FUNCTIONS and name not in self.known:
            self._add("FUNC", FUNCTIONS[name], start)
        elif name in ("Sum", "Product") and name not in self.known:
            self._add("CALL", name, start)
        elif name == "to" and name not in self.known:
            self._add("TO", name, start)
        else:
            self._add("NAME", name, start)

    def _number(self, digits: str, start: int) -> None:
        if self.tex and self._last() in ("HAT", "SUB") and len(digits) > 1:
            sign = self.found[-1].text
            self.wrong(f"{sign}{digits}: LaTeX puts one character there; write {sign}{{{digits}}}", start)
        self._add("NUMBER", digits, start)

    def _run(self, run: str, start: int) -> None:
        """Letters and digits: one name, or in LaTeX as many as there are letters."""
        if run in self.known or run in _WORDS or len(run) == 1:
            return self._name(run, start)
        if run in _WITHOUT_BACKSLASH:
            return self._command(COMMANDS.get(run, "FUNC"), run, start, "")
        if run in COMMANDS and COMMANDS[run] == "WORD" and _GROUP.match(self.written, self.position):
            return self._command("WORD", run, start, "")
        if not self.tex:
            return self._name(run, start)
        letters = re.match(r"[A-Za-z]+", run)
        head = letters.group() if letters else run
        if len(head) < len(run):
            low = f"{head}_{run[len(head) :]}"
            self.wrong(f"{shown(run)}: LaTeX prints the digits beside the letter; write {low}", start)
        self.position -= len(run) - 1
        return self._name(run[0], start)

    def _ended(self, tokens: Iterator[Token]) -> Iterator[Token]:
        """Punctuation at the end is left out; a comma outside brackets separates claims."""
        found = list(tokens)
        while found and found[-1].kind in ("COMMA", "SEP"):
            found.pop()
        depth = 0
        for token in found:
            depth += (token.kind in OPEN) - (token.kind in OPEN.values())
            yield token._replace(kind="SEP") if token.kind == "COMMA" and depth == 0 else token

    def _called(self, tokens: list[Token]) -> Iterator[Token]:
        """A name before round brackets that hold an index only, as in r(l-1), is a term of a sequence."""
        closing: set[int] = set()
        for i, token in enumerate(tokens):
            before = tokens[i - 1] if i else token
            sub = i > 1 and tokens[i - 2].kind in ("SUB", "HAT")
            named = before.kind == "NAME" and not sub and before.text not in self.known | PLACES | {"uL", "n0"}
            if token.kind == "LPAR" and named:
                end = i + 1
                while end < len(tokens) and end < i + 8 and _in_an_index(tokens[end]):
                    end += 1
                if i + 1 < end < len(tokens) and tokens[end].kind == "RPAR":
                    closing.add(end)
                    token = token._replace(kind="INDEX")
            yield token._replace(kind="RSQB") if i in closing else token

    def _superscripts(self, tokens: list[Token]) -> None:
        """S_l^{(i)} is the quantity of a path, and no power."""
        kinds = [token.kind for token in tokens]
        for i, token in enumerate(tokens):
            marked = kinds[i : i + 6] == ["HAT", "LBRACE", "LPAR", "NAME", "RPAR", "RBRACE"]
            if marked and i and (kinds[i - 1] != "NUMBER" or kinds[i - 2 : i - 1] == ["SUB"]):
                self.wrong("a superscript in brackets names a path; claims are about one chain", token.at)

    def _paired(self, tokens: list[Token]) -> None:
        open_: list[Token] = []
        for token in tokens:
            if token.kind in OPEN:
                open_.append(token)
            elif token.kind in OPEN.values():
                if not open_:
                    self.wrong(f"{_sign(token)} closes nothing", token.at)
                first = open_.pop()
                if OPEN[first.kind] != token.kind:
                    where = f"{_sign(first)} of character {first.at + 1}"
                    self.wrong(f"{_sign(token)} cannot close the {where}", token.at)
        if open_:
            self.wrong(f"{_sign(open_[-1])} is not closed", open_[-1].at)


def _in_an_index(token: Token) -> bool:
    return token.kind in ("NUMBER", "PLUS", "MINUS") or token.kind == "NAME" and token.text in PLACES


def _sign(token: Token) -> str:
    return f"\\{token.text}" if token.text.isalpha() else token.text
