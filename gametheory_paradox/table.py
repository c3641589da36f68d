"""Table: how every object of the package shows itself, as text, Markdown, HTML or LaTeX."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import zip_longest
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame

Cell: TypeAlias = str | int | Fraction | None

_GAP = "  "  # between two columns of text
_NOTHING = "–"  # how a cell that holds None is written

_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|~"} | {"&": "&amp;"})
GREEK = {  # letters by their names
    unicodedata.name(letter).split()[-1].replace("LAMDA", "LAMBDA").lower(): letter
    for letter in "αβγδεζηθικλμνξπρστυφχψω"
}
GREEK |= {name.capitalize(): letter.upper() for name, letter in GREEK.items() if letter in "γδθλξπσφψω"}

LATEX_SYMBOLS = {  # in formulas
    "−": "-",
    "×": "\\times",
    "·": "\\cdot",
    "±": "\\pm",
    "≈": "\\approx",
    "≤": "\\le",
    "≥": "\\ge",
    "≠": "\\ne",
    "→": "\\to",
    "←": "\\leftarrow",
    "↔": "\\leftrightarrow",
    "∞": "\\infty",
    "∅": "\\emptyset",
    "¬": "\\neg",
    **{letter: f"\\{name}" for name, letter in GREEK.items()},
    "ε": "\\varepsilon",
    "φ": "\\varphi",
}
_LATEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"}
    | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "\0": "{}"}
    | {"<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", '"': "{\\char34}"}
    | {"–": "--", "—": "---", "…": "\\ldots{}"}
    | {character: f"${command}$" for character, command in LATEX_SYMBOLS.items()}
)
# Between two signs that would become one.
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[!?])(?=`)|(?<=,)(?=,)")


@dataclass(frozen=True)
class Table:
    """Rows and columns of text and exact numbers.

    The first column names the rows.  Numbers stay numbers until they are written; a cell without a value is
    None.

    Parameters
    ----------
    columns
        The headings.
    rows
        For each row one cell per column.
    title
        What the table shows, in a few words.
    note
        What a reader must know besides, below the table.
    align
        For each column ``l``, ``r`` or ``c``; without it, columns of numbers are aligned right and the others
        left.

    Raises
    ------
    InvalidGame
        If a row has more or fewer cells than there are columns.

    Examples
    --------
    >>> payoffs = [["Taliban", Fraction(-6)], ["Pakistan", Fraction(5, 2)]]
    >>> print(Table(["player", "payoff"], payoffs, title="At baseline"))
    At baseline
    <BLANKLINE>
    player    payoff
    --------  ------
    Taliban       -6
    Pakistan     5/2
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    note: str = ""
    align: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(self.columns))
        object.__setattr__(self, "rows", tuple(tuple(row) for row in self.rows))
        if not self.columns:
            raise InvalidGame(f"the table {self.title!r} needs at least one column")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise InvalidGame(
                    f"row {number} of the table needs {len(self.columns)} cells, got {len(row)}"
                )
        align = self.align or "".join(map(self._natural_side, range(len(self.columns))))
        if len(align) != len(self.columns) or set(align) - set("lrc"):
            raise InvalidGame(
                f"align needs one of l, r, c for each of {len(self.columns)} columns, got {align!r}"
            )
        object.__setattr__(self, "align", align)

    def _natural_side(self, column: int) -> str:
        cells = [row[column] for row in self.rows if row[column] is not None]
        return "r" if column and cells and not any(isinstance(cell, str) for cell in cells) else "l"

    def text(self, width: int | None = None) -> str:
        """As monospaced text in lines of at most ``width`` characters.

        Cells are wrapped between words; where that is not enough, the rows are written one below another.
        """
        grid = [[_written(cell) for cell in row] for row in (self.columns, *self.rows)]
        sizes = [
            max(map(_cells_wide, (line for row in grid for line in row[c].split("\n"))))
            for c in self._numbers
        ]
        if width is not None:
            words = [
                max(_cells_wide(w) for row in grid for w in (*row[c].split(), "")) for c in self._numbers
            ]
            room = width - len(_GAP) * (len(sizes) - 1)
            if sum(words) > room and len(sizes) > 1:
                return self._stacked(width)
            sizes = _squeezed(sizes, words, room) if len(sizes) > 1 else [min(sizes[0], room)]
        lines = [line for row in grid[:1] for line in self._text_row(row, sizes)]
        lines.append(_GAP.join("-" * size for size in sizes))
        lines += [line for row in grid[1:] for line in self._text_row(row, sizes)]
        return self._framed(lines, width)

    def _stacked(self, width: int) -> str:
        """Row by row where the columns do not fit side by side: one line, or more, for each cell."""
        lines = [] if self.rows else ["", *_wrapped(", ".join(self.columns), width)]
        for row in self.rows:
            lines += ["", *_wrapped(f"{self.columns[0]}: {_written(row[0])}", width)]
            for column, cell in zip(self.columns[1:], row[1:], strict=True):
                lines += [f"  {part}" for part in _wrapped(f"{column}: {_written(cell)}", width - len(_GAP))]
        return self._framed(lines[1:], width)

    def _framed(self, lines: list[str], width: int | None) -> str:
        """Lines between the title and the note."""
        above = [*_wrapped(self.title, width), ""] if self.title else []
        below = ["", *_wrapped(self.note, width)] if self.note else []
        return "\n".join(above + lines + below)

    def _text_row(self, row: Sequence[str], sizes: Sequence[int]) -> list[str]:
        wrapped = [_wrapped(cell, size) for cell, size in zip(row, sizes, strict=True)]
        return [
            _GAP.join(
                _padded(part, size, side) for part, size, side in zip(parts, sizes, self.align, strict=True)
            ).rstrip()
            for parts in zip_longest(*wrapped, fillvalue="")
        ]

    def markdown(self) -> str:
        """As a table of GitHub-flavored Markdown."""
        rule = {"l": ":--", "r": "--:", "c": ":-:"}
        lines = [[_markdown(cell) for cell in self.columns], [rule[side] for side in self.align]]
        lines += [[_markdown(cell) for cell in row] for row in self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        title = f"**{_markdown(self.title)}**\n\n" if self.title else ""
        return f"{title}{table}" + (f"\n\n{_markdown(self.note)}" if self.note else "")

    def html(self) -> str:
        """As one ``<table>`` with caption, headings and scopes, everything escaped."""
        sides = {"l": "left", "r": "right", "c": "center"}
        style = [f' style="text-align:{sides[side]}"' for side in self.align]
        head = "".join(
            f'<th scope="col"{s}>{_html(c)}</th>' for c, s in zip(self.columns, style, strict=True)
        )
        body = ""
        for row in self.rows:
            cells = [f"<td{s}>{_html(cell)}</td>" for cell, s in zip(row[1:], style[1:], strict=True)]
            body += f'<tr><th scope="row"{style[0]}>{_html(row[0])}</th>{"".join(cells)}</tr>\n'
        caption = f"<caption>{_html(self.title)}</caption>\n" if self.title else ""
        note = (
            f'<tfoot><tr><td colspan="{len(self.columns)}">{_html(self.note)}</td></tr></tfoot>\n'
            if self.note
            else ""
        )
        return f"<table>\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n{note}</table>"

    def latex(self, rows: Sequence[Sequence[str]] | None = None) -> str:
        """As a plain LaTeX ``tabular`` that needs no package; the title and the note become comments.

        Parameters
        ----------
        rows
            Rows that are LaTeX already and stand in the place of the table's own.
        """
        if rows is None:
            rows = [list(map(latex_text, row)) for row in self.rows]
        lines = [" & ".join(row) + r" \\" for row in (list(map(latex_text, self.columns)), *rows)]
        body = "\n".join([r"\hline", lines[0], r"\hline", *lines[1:], r"\hline"])
        title = f"% {' '.join(self.title.split())}\n" if self.title else ""
        note = f"\n% {' '.join(self.note.split())}" if self.note else ""
        return f"{title}\\begin{{tabular}}{{{self.align}}}\n{body}\n\\end{{tabular}}{note}"

    @property
    def _numbers(self) -> range:
        return range(len(self.columns))

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_markdown_(self) -> str:
        return self.markdown()


class Document:
    """A result that shows itself part by part: as text when printed, as HTML in a notebook."""

    def parts(self) -> list[Table | str]:
        """Everything in order, as tables and paragraphs."""
        raise NotImplementedError

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.parts()))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return "\n".join(p.html() if isinstance(p, Table) else f"<p>{escape(p)}</p>" for p in self.parts())


class Tabular(Document):
    """A result that is a table, or begins with one."""

    def table(self) -> Table:
        """The result as a table."""
        raise NotImplementedError

    def parts(self) -> list[Table | str]:
        """The table alone."""
        return [self.table()]


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words in a sentence: a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def _written(cell: Cell) -> str:
    return _NOTHING if cell is None else str(cell)


def _html(cell: Cell) -> str:
    return escape(_written(cell)).replace("\n", "<br>")


def _markdown(cell: Cell) -> str:
    return "<br>".join(_written(cell).translate(_MARKDOWN).splitlines())


def latex_text(cell: Cell) -> str:
    r"""A cell, or any text, on one line of LaTeX that needs no package and prints it letter for letter.

    Examples
    --------
    >>> print(latex_text("50% & more_or_less"))
    50\% \& more\_or\_less
    """
    line = "".join(filter(str.isprintable, " ".join(_written(cell).split())))
    return _LIGATURES.sub("\0", line).translate(_LATEX)


def _cells_wide(text: str) -> int:
    """The number of character cells of a terminal that the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in unicodedata.normalize("NFC", text)
    )


def _padded(text: str, size: int, side: str) -> str:
    room = size - _cells_wide(text)
    before = {"l": 0, "r": room, "c": room // 2}[side]
    return " " * before + text + " " * (room - before)


def _squeezed(sizes: list[int], words: list[int], room: int) -> list[int]:
    """The column widths with the widest ones cut until they fit, as evenly as the longest words allow."""
    ceiling = max(sizes)
    squeezed = sizes
    while sum(squeezed) > room:
        ceiling -= 1
        squeezed = [min(size, max(word, ceiling)) for size, word in zip(sizes, words, strict=True)]
    return squeezed


def _wrapped(text: str, width: int | None) -> list[str]:
    """The text in lines of at most ``width`` cells, broken at spaces where there are any."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if not width or _cells_wide(paragraph) <= width:
            lines.append(paragraph)
            continue
        line = ""
        for word in paragraph.split(" "):
            grown = f"{line} {word}" if line else word
            if _cells_wide(grown) <= width:
                line = grown
                continue
            if line:
                lines.append(line)
            *full, line = _chunks(word, width)
            lines += full
        lines.append(line)
    return lines


def _chunks(word: str, width: int) -> list[str]:
    chunks, chunk = [], ""
    for character in word:
        if chunk and _cells_wide(chunk + character) > width:
            chunks.append(chunk)
            chunk = ""
        chunk += character
    return [*chunks, chunk]
