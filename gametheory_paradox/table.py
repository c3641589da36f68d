"""Displays of every object of the package: as a table, as a document, or in a line of words."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from csv import writer
from dataclasses import MISSING, dataclass, fields, is_dataclass
from fractions import Fraction
from html import escape
from importlib import import_module
from io import StringIO
from itertools import islice, zip_longest
from math import isfinite
from typing import Any, TypeAlias

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.rationals import as_decimal

Cell: TypeAlias = str | int | Fraction | None

_GAP = "  "  # between two columns of text
_NOTHING = "–"  # how a cell that holds None is written
_MOST_LISTED = 6  # parts of a field that a line of words names
_LONGEST_SAID = 100  # characters of one of them

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


# For a type of printer the writing that it uses in place of words: Hypothesis prints code.
WRITINGS: dict[type, Callable[[object], str]] = {}


class Display:
    """An object that shows itself alike everywhere: printed, at a prompt, in a notebook, within others."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def to_data(self) -> Any:
        """As JSON: each field by its name, exact numbers as "p/q"; a formula as it is written."""
        return fields_as_data(self) if is_dataclass(self) else str(self)

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """As IPython prints it, also within a list; or in the writing of another printer."""
        write = WRITINGS.get(type(printer), str)
        for number, line in enumerate(write(self).split("\n")):
            if number:
                printer.break_()
            printer.text(line)


@dataclass(frozen=True, repr=False)
class Table(Display):
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
        head = "".join(  # a column without a name has no heading that a screen reader could read
            f'<th scope="col"{s}>{_html(c)}</th>' if _written(c) else "<td></td>"
            for c, s in zip(self.columns, style, strict=True)
        )
        body = ""

        for row in self.rows:
            cells = [f"<td{s}>{_html(cell)}</td>" for cell, s in zip(row[1:], style[1:], strict=True)]
            first = style[0]
            if _written(row[0]).startswith(" "):  # what is indented stays so
                first = f'{first[:-1]};white-space:pre"'
            body += f'<tr><th scope="row"{first}>{_html(row[0])}</th>{"".join(cells)}</tr>\n'

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

    def records(self) -> list[dict[str, Cell]]:
        """One dictionary for each row, by the columns' headings; numbers stay exact.

        An empty heading is "column 1" by its number; one that stands there before has its number after it.
        """
        return [dict(zip(self._keys, row, strict=True)) for row in self.rows]

    def to_csv(self) -> str:
        """As comma-separated values with a line of headings, numbers exact as 5/2, nothing for None."""
        grid = [["" if cell is None else str(cell) for cell in row] for row in (self._keys, *self.rows)]
        lines = StringIO()
        writer(lines, lineterminator="\n").writerows(
            [[cell.replace("\r", " ") for cell in row] for row in grid]
        )
        return lines.getvalue()

    def to_dataframe(self) -> Any:
        """As a ``pandas.DataFrame`` with one row for each of the table's; fractions stay exact, as objects.

        Raises
        ------
        Unsupported
            If pandas is not installed.
        """
        try:
            pandas = import_module("pandas")
        except ImportError:
            raise Unsupported(
                "a data frame needs pandas, which is not installed: pip install pandas; "
                "records() and to_csv() do without"
            ) from None
        return pandas.DataFrame(self.records(), columns=self._keys)

    def to_data(self) -> dict[str, object]:
        """As JSON: the title, the columns, the rows and the note; fractions as "p/q"."""
        return {
            "title": self.title,
            "columns": list(self.columns),
            "rows": as_data(self.rows),
            "note": self.note,
        }

    @property
    def _keys(self) -> list[str]:
        seen: list[str] = []
        for number, name in enumerate(self.columns, start=1):
            new = name and name not in seen
            seen.append(name if new else f"{name or 'column'} {number}")
        return seen

    @property
    def _numbers(self) -> range:
        return range(len(self.columns))

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_markdown_(self) -> str:
        return self.markdown()


PAINTERS: list[Callable[[Any], str | None]] = []  # what draws games as SVG, set by who stands to the right


def picture_of(thing: object) -> str | None:
    """An object as an ``<svg>`` element, where something draws it."""
    return next((svg for paint in PAINTERS if (svg := paint(thing)) is not None), None)


class Document(Display):
    """A result that shows itself part by part: as text when printed, as HTML in a notebook."""

    __slots__ = ()

    def parts(self) -> list[Table | str]:
        """Everything in order, as tables and paragraphs."""
        raise NotImplementedError

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.parts()))

    def _repr_html_(self) -> str:
        return "\n".join(p.html() if isinstance(p, Table) else f"<p>{escape(p)}</p>" for p in self.parts())


class Tabular(Document):
    """A result that is a table, or begins with one."""

    __slots__ = ()

    def table(self) -> Table:
        """The result as a table."""
        raise NotImplementedError

    def parts(self) -> list[Table | str]:
        """The table alone."""
        return [self.table()]

    def records(self) -> list[dict[str, Cell]]:
        """The rows of the table as dictionaries; see ``Table.records``."""
        return self.table().records()

    def to_csv(self) -> str:
        """The table as comma-separated values; see ``Table.to_csv``."""
        return self.table().to_csv()

    def to_dataframe(self) -> Any:
        """The table as a ``pandas.DataFrame``; see ``Table.to_dataframe``."""
        return self.table().to_dataframe()


def as_data(value: Any) -> Any:
    """A value as JSON: what has ``to_data`` by that, a game by its title and players, numbers as "p/q".

    Examples
    --------
    >>> as_data({"a": (Fraction(1, 2), None), ("b", "c"): 3})
    {'a': ['1/2', None], 'b, c': 3}
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {_key(name): as_data(item) for name, item in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [as_data(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if hasattr(value, "players") and hasattr(value, "title"):
        return {"title": value.title, "players": list(value.players)}
    if hasattr(value, "to_data"):
        return value.to_data()
    if hasattr(value, "tolist"):
        return as_data(value.tolist())

    return fields_as_data(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def fields_as_data(value: Any) -> dict[str, Any]:
    """The fields of a dataclass as JSON, by name; what is a function says nothing."""
    named = {own.name: getattr(value, own.name) for own in fields(value)}
    return {name: as_data(item) for name, item in named.items() if not callable(item)}


def _key(name: object) -> str:
    return ", ".join(map(str, name)) if isinstance(name, tuple | frozenset) else str(name)


class Record(Display):
    """A value with named fields that shows itself in a line: what it is, and its fields in words.

    Fields that are empty, or as they are by default, go without saying, and so do those that a dataclass
    keeps from its ``repr``.  A long sequence is cut, and says how long it is.

    Examples
    --------
    >>> @dataclass(frozen=True, repr=False)
    ... class PriceRange(Record):
    ...     lowest_price: Fraction
    ...     sellers: tuple[str, ...]
    ...     remark: str = ""
    >>> PriceRange(Fraction(3, 2), ("Ann", "Bob"))
    price range: lowest price 3/2; sellers Ann, Bob
    """

    __slots__ = ()

    def __str__(self) -> str:
        told = []
        for own in fields(self):  # type: ignore[arg-type]  # every record is a dataclass
            value = getattr(self, own.name)
            default = own.default if own.default_factory is MISSING else own.default_factory()
            if own.repr and not callable(value) and not _is_empty(value) and not _is_same(value, default):
                told.append(f"{_words(own.name)} {_said(value)}")
        name = _words(type(self).__name__)
        return f"{name}: {'; '.join(told)}" if told else name


def _words(name: str) -> str:
    """A name of Python's in words: ``price range`` of ``PriceRange``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").strip().lower()


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str | tuple | list | dict | frozenset | set) and not value)


def _is_same(value: object, default: object) -> bool:
    return type(value) is type(default) and value == default


def _said(value: object) -> str:
    """The value of a field in a few words."""
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return as_decimal(value, digits=6)
    if isinstance(value, str | int | Fraction):
        return _short(str(value))
    if isinstance(value, Document | Table):  # one that stands for itself elsewhere
        return _words(type(value).__name__)
    if isinstance(value, Display):
        return f"({_short(str(value))})"
    if isinstance(value, Mapping):
        return _listed(value.items(), len(value), lambda pair: f"{_said(pair[0])}: {_said(pair[1])}")
    if isinstance(value, tuple | list | frozenset | set):
        return _listed(value, len(value), lambda part: f"({_said(part)})" if _is_group(part) else _said(part))
    if isinstance(shape := getattr(value, "shape", None), tuple):
        return f"{'×'.join(map(str, shape))} numbers"

    return _words(type(value).__name__) if _is_generated(value) else _short(str(value))


def _listed(values: Iterable[Any], count: int, said: Callable[[Any], str]) -> str:
    parts = ", ".join(said(value) for value in islice(values, _MOST_LISTED))
    return f"{parts}, … ({count} in all)" if count > _MOST_LISTED else parts


def _is_group(value: object) -> bool:
    return isinstance(value, tuple | list | frozenset | set | Mapping)


def _is_generated(value: object) -> bool:
    """Tests for an object that has no words of its own."""
    return hasattr(value, "__dataclass_fields__") or type(value).__str__ in (object.__str__, tuple.__str__)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SAID else text[: _LONGEST_SAID - 1] + "…"


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
