import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html.parser import HTMLParser

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from witnesses.sampling import ordinarily

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.table import Record, Table, as_data

CELLS = st.one_of(st.text(max_size=12), st.integers(-999, 999), st.fractions(), st.none())


def tables():
    return st.integers(1, 4).flatmap(
        lambda n: st.builds(
            Table,
            st.lists(st.text(max_size=10), min_size=n, max_size=n),
            st.lists(st.lists(CELLS, min_size=n, max_size=n), max_size=4),
            title=st.text(max_size=10),
            note=st.text(max_size=10),
        )
    )


class Cells(HTMLParser):
    """Collects the text of every cell and checks that tags nest."""

    def __init__(self):
        super().__init__()
        self.open, self.cells = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            return
        self.open.append(tag)
        if tag in ("td", "th", "caption"):
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1] in ("td", "th", "caption"):
            self.cells[-1] += data


def test_numbers_are_aligned_right_and_words_left():
    table = Table(["who", "gets", "says"], [["A", 10, "yes"], ["B", Fraction(1, 2), "no"]])
    assert table.align == "lrl"
    assert table.text().splitlines() == [
        "who  gets  says",
        "---  ----  ----",
        "A      10  yes",
        "B     1/2  no",
    ]


def test_a_cell_without_value_is_a_dash_and_does_not_make_a_column_words():
    table = Table(["who", "gets"], [["A", 10], ["B", None]])
    assert table.align == "lr"
    assert table.text().splitlines()[-1] == "B       –"


def test_title_stands_above_and_note_below():
    lines = Table(["a"], [["x"]], title="Title", note="Note").text().splitlines()
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("Title", "", "", "Note")


def test_long_cells_wrap_at_spaces_and_only_the_widest_column_shrinks():
    table = Table(["name", "meaning"], [["c", "own trade lost each month while the border is shut"]])
    lines = table.text(width=30).splitlines()
    assert max(map(len, lines)) <= 30
    assert lines[2:] == ["c     own trade lost each", "      month while the border", "      is shut"]


def test_a_word_longer_than_the_line_is_cut():
    lines = Table(["a"], [["x" * 25]]).text(width=10).splitlines()
    assert lines[2:] == ["x" * 10, "x" * 10, "x" * 5]


def test_no_column_is_narrower_than_its_longest_word():
    table = Table(["way out", "then"], [["Pakistan cannot 'restrict'", "leaves, certified"], ["c", None]])
    assert table.text(width=22).splitlines()[2:] == [
        "Pakistan    leaves,",
        "cannot      certified",
        "'restrict'",
        "c           –",
    ]


def test_where_words_do_not_fit_side_by_side_rows_stand_one_below_another():
    table = Table(["way out", "then"], [["'restrict'", "leaves, certified"], ["c", None]], title="Ways out")
    lines = [
        "Ways out",
        "",
        "way out: 'restrict'",
        "  then: leaves,",
        "  certified",
        "",
        "way out: c",
        "  then: –",
    ]
    assert table.text(width=20).splitlines() == lines


def test_wide_characters_take_two_cells():
    lines = Table(["n", "v"], [["中国", 1], ["ab", 2]]).text().splitlines()
    assert lines[2:] == ["中国  1", "ab    2"]


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(InvalidGame, match="row 2 of the table needs 2 cells, got 1"):
        Table(["a", "b"], [[1, 2], [1]])


@pytest.mark.parametrize("align", ["l", "lx", "lrr"])
def test_an_unknown_alignment_is_refused(align):
    with pytest.raises(InvalidGame, match="align needs one of l, r, c for each of 2 columns"):
        Table(["a", "b"], [], align=align)


def test_a_table_without_columns_is_refused():
    with pytest.raises(InvalidGame, match="at least one column"):
        Table([], [])


def test_html_is_escaped_and_has_scopes_and_a_caption():
    html = Table(["<a>", "b"], [["<script>", 'x & "y"']], title="T<", note="n>").html()
    assert "<script>" not in html
    assert "<caption>T&lt;</caption>" in html
    assert '<th scope="col" style="text-align:left">&lt;a&gt;</th>' in html
    assert '<th scope="row" style="text-align:left">&lt;script&gt;</th>' in html
    assert "x &amp; &quot;y&quot;" in html
    assert '<td colspan="2">n&gt;</td>' in html


def test_markdown_escapes_what_would_be_markup():
    lines = Table(["a|b", "n"], [["2*c_1\nx", Fraction(1, 3)]], title="T").markdown().splitlines()
    assert lines == ["**T**", "", r"| a\|b | n |", "| :-- | --: |", r"| 2\*c\_1<br>x | 1/3 |"]


def test_latex_is_a_plain_tabular_with_everything_escaped():
    latex = Table(["a_1", "50%"], [["x & y", None]], title="T", note="two\nlines").latex()
    assert latex.splitlines() == [
        "% T",
        r"\begin{tabular}{ll}",
        r"\hline",
        r"a\_1 & 50\% \\",
        r"\hline",
        r"x \& y & -- \\",
        r"\hline",
        r"\end{tabular}",
        "% two lines",
    ]


def test_a_table_does_not_change_with_the_lists_it_was_made_from():
    row = ["a", 1]
    table = Table(["x", "y"], [row])
    row[0] = "b"
    assert table.rows == (("a", 1),)
    assert table == Table(("x", "y"), (("a", 1),))


def test_notebooks_show_the_html_and_print_the_text():
    table = Table(["a"], [["x"]])
    assert (table._repr_html_(), table._repr_markdown_(), str(table)) == (
        table.html(),
        table.markdown(),
        table.text(),
    )


@settings(max_examples=ordinarily(3, 60))
@given(tables())
def test_html_holds_every_cell_and_nests(table):
    parser = Cells()
    parser.feed(table.html())
    assert parser.open == []
    expected = len(table.columns) * (len(table.rows) + 1) + bool(table.title) + bool(table.note)
    assert len(parser.cells) == expected


@given(tables())
def test_markdown_has_one_line_per_row(table):
    cells = [line for line in table.markdown().split("\n") if line.startswith("| ")]
    assert len(cells) == len(table.rows) + 2


@given(st.lists(st.text("abc ", max_size=40), min_size=1, max_size=4), st.integers(40, 80))
def test_text_stays_within_the_width(cells, width):
    table = Table(["n"] * len(cells), [cells])
    assert max(len(line) for line in table.text(width=width).splitlines()) <= width


@given(tables())
def test_wrapping_loses_nothing_but_spaces(table):
    def letters(text):
        return Counter(c for c in text if not c.isspace() and c not in "-:,")

    narrow, wide = letters(table.text(width=20)), letters(table.text())
    # Where rows stand one below another, each has the headings before its cells.
    assert narrow == wide or narrow == wide + letters("".join(table.columns) * (len(table.rows) - 1))


BATTLE = Table(
    ["", "payoff", "payoff"], [["Ann, or Bob", Fraction(5, 2), None], ['"C"', -3, "x"]], title="T", note="N"
)


def test_records_are_rows_by_heading_with_exact_numbers():
    assert BATTLE.records() == [
        {"column 1": "Ann, or Bob", "payoff": Fraction(5, 2), "payoff 3": None},
        {"column 1": '"C"', "payoff": -3, "payoff 3": "x"},
    ]


def test_comma_separated_values_quote_what_needs_it():
    assert BATTLE.to_csv() == 'column 1,payoff,payoff 3\n"Ann, or Bob",5/2,\n"""C""",-3,x\n'


@given(tables())
def test_comma_separated_values_have_every_cell(table):
    headings, *rows = csv.reader(io.StringIO(table.to_csv(), newline=""))
    written = [["" if cell is None else str(cell).replace("\r", " ") for cell in row] for row in table.rows]
    assert rows == written
    assert len(headings) == len(table.columns)
    assert [list(record.values()) for record in table.records()] == list(map(list, table.rows))


def test_a_data_frame_keeps_fractions():
    frame = BATTLE.to_dataframe()
    assert list(frame.columns) == ["column 1", "payoff", "payoff 3"]
    assert frame.loc[0, "payoff"] == Fraction(5, 2)
    assert frame.shape == (2, 3)


def test_without_pandas_a_sentence_says_what_helps(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(Unsupported, match=r"a data frame needs pandas.*pip install pandas.*records\(\)"):
        BATTLE.to_dataframe()


def test_a_table_as_data_is_json():
    assert json.loads(json.dumps(BATTLE.to_data())) == {
        "title": "T",
        "columns": ["", "payoff", "payoff"],
        "rows": [["Ann, or Bob", "5/2", None], ['"C"', -3, "x"]],
        "note": "N",
    }


def test_data_of_what_has_no_shape_of_its_own():
    assert as_data({("a", "b"): {Fraction(1, 2): (1.5, float("inf"))}}) == {"a, b": {"1/2": [1.5, "inf"]}}
    assert as_data(frozenset({2, 1})) == [1, 2]
    assert as_data(numpy.array([[1, 2]])) == [[1, 2]]


@dataclass(frozen=True, repr=False)
class Sale(Record):
    sold_by: str
    prices: tuple[Fraction, ...]
    buyers: frozenset[str] = frozenset()
    rates: Mapping[str, float] = field(default_factory=dict)
    is_final: bool = False
    receipt: str = field(default="", repr=False)
    lookup: Callable[[], None] | None = None
    before: "Sale | None" = None


def test_a_record_says_its_fields_in_a_line():
    sale = Sale("Ann", (Fraction(1, 2), Fraction(3)), rates={"VAT": 0.1}, receipt="long", lookup=print)
    assert repr(sale) == str(sale) == "sale: sold by Ann; prices 1/2, 3; rates VAT: 0.1"
    assert str(Sale("Ann", (), is_final=True)) == "sale: sold by Ann; is final yes"
    assert str(Sale("", ())) == "sale"
    assert str(Sale("Bob", (), before=sale)) == f"sale: sold by Bob; before ({sale})"
    assert sale._repr_html_() == f"<p>{sale}</p>"


def test_a_long_field_of_a_record_is_cut_and_says_how_long_it_is():
    sale = Sale("Ann\nof " + "far " * 100, tuple(map(Fraction, range(40))))
    assert str(sale).endswith("prices 0, 1, 2, 3, 4, 5, … (40 in all)")
    assert len(str(sale)) < 200
    assert "\n" not in str(sale)


def test_what_is_indented_stays_so_in_html():
    html = Table(["tree", "A"], [["start", ""], ["  left", "1"]])._repr_html_()
    assert '<th scope="row" style="text-align:left;white-space:pre">  left</th>' in html
    assert html.count("white-space:pre") == 1
