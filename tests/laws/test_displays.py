"""Every result, game and family shows itself in words: printed, as HTML, to IPython, and within others."""

import inspect
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser

import pytest
from architecture.public_classes import every_class, public_classes
from hypothesis import given
from hypothesis import strategies as st
from IPython.lib.pretty import pretty

import gametheory_paradox as gp
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import InformationSet, Profile
from gametheory_paradox.table import Display, Document, Record, Table

LONGEST_LINE = 700  # characters of what shows itself in a line
LONGEST_PAGE = 200  # lines of what shows itself as tables
VOID = {"br", "meta", "use", "path", "rect"}
NAMES = {value.__name__ for value in every_class().values()}
GENERATED = re.compile(rf"\b({'|'.join(sorted(NAMES))})\(\w+=")
ADDRESS = re.compile(r" at 0x[0-9a-f]+")

HOSTILE = "<b>A & Co.</b>"
GAS = """
format: 1
title: Gas & <sanctions>
players: [EU, Supplier]
question: {mover: EU, action: ban}
parameters:
  g: {range: [0, 100], baseline: 40, unit: billion EUR, meaning: revenue lost under a ban}
  c: {range: [1, 30], baseline: 20, meaning: cost of dear gas}
table:
  actions: {EU: [ban, buy], Supplier: [escalate, hold]}
  payoffs:
    ban: {escalate: [3 - c/20, 40 - g], hold: [-c, -g/3]}
    buy: {escalate: [0, 5], hold: [1, 2]}
"""


def generates_its_words(value: type) -> bool:
    """Is the text one that the dataclass decorator wrote, a named tuple's, or Python's own?"""
    written = value.__repr__
    return hasattr(written, "__wrapped__") or written is object.__repr__ or written is tuple.__repr__


def test_a_generated_text_is_recognized():
    @dataclass
    class Dumped:
        number: int

    assert generates_its_words(Dumped)
    assert GENERATED.search("(Profile(information_sets=(), probabilities=()),)")
    assert not generates_its_words(Profile)


def test_no_dataclass_of_the_package_has_a_generated_text():
    every = [value for value in every_class().values() if is_dataclass(value)]
    assert len(every) > 300
    assert [value for value in every if hasattr(value.__repr__, "__wrapped__")] == []


def test_whatever_a_user_can_hold_shows_itself_in_all_three_ways():
    held = [value for value in public_classes() if not getattr(value, "_is_protocol", False)]
    results = [value for value in held if issubclass(value, Document)]
    assert len(held) > 150
    assert len(results) > 55
    for value in held:
        if not issubclass(value, BaseException):
            assert issubclass(value, Display), value
            assert not generates_its_words(value), value
            assert all(hasattr(value, way) for way in ("_repr_html_", "_repr_pretty_")), value


class Tags(HTMLParser):
    """Keeps count of what is open, and what text stands in between."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.text = [], set(), ""

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@cache
def answers() -> list[object]:
    """Results of every kind that are found quickly, about a table, a tree, and families of both."""
    family = gp.models.files.read_model(GAS)
    tree = gp.load("literature/selten-1975/horse").at()
    signals = gp.load("literature/cho-1987/beer-quiche")
    names = [[HOSTILE, "B"], [["opera", "<i>"], ["opera", "fight"]]]
    battle = gp.NormalForm.from_tables(*names, [[3, 0], [0, 2]], [[2, 0], [0, 3]], title="<script>")
    pennies = gp.NormalForm.from_tables(["A", "B"], [["h", "t"]] * 2, [[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    three = gp.NormalForm.from_tables(["X", "Y", "Z"], [["u", "d"]] * 3, *[[[[1, 0], [0, 2]]] * 2] * 3)
    trade, verdict = gp.load("seed/trade-restriction"), gp.detect(family, values={"g": 50})
    chosen = {"r_C": 60, "k": 10}
    return [
        *(family, family.form, family.at(c=3), tree, signals, signals.form, battle, three),
        *(gp.solve(battle), gp.solve(tree), gp.solve(signals.at(), concept="sequential"), gp.solve(three)),
        *(verdict, gp.verify(verdict.certificate), gp.detect(trade, values=chosen)),
        *(gp.channels(trade, values=chosen), gp.atlas(family), gp.atlas(signals), gp.thresholds(trade)),
        *(
            gp.chart(trade, over=["r_C"]),
            gp.escape(trade, values=chosen, levers=["r_C"]),
            gp.diagnose(family),
        ),
        *(gp.show_certificate(verdict.certificate), gp.prove(trade, assuming=["r_C > 50"], values={"k": 10})),
        *(*concepts_of(battle), *concepts_of(pennies), gp.concepts.perfect_equilibria(gp.solve(battle))),
    ]


def concepts_of(game) -> Iterator[object]:
    """What the concepts that take a table say of one, each with its row."""
    for row in gp.concepts.CONCEPTS:
        yield row
        arguments = {"player": game.players[0], "leader": game.players[0]}
        takes = inspect.signature(row.function).parameters
        if row.needs in ("a table", "a two-player table") and next(iter(takes)) == "game":
            needed = {name: arguments[name] for name in takes if name in arguments}
            required = [p.name for p in takes.values() if p.default is p.empty and p.name != "game"]
            if set(required) <= set(needed):
                with suppress(Unsupported):  # what is said of zero-sum games, or of symmetric ones
                    yield row.function(game, **needed)


def shown_within(thing: object, known: dict[int, object]) -> Iterator[object]:
    """A result, and whatever of the package can be reached from it."""
    if id(thing) in known:
        return
    known[id(thing)] = thing
    if isinstance(thing, Display):
        yield thing
    if is_dataclass(thing) and not inspect.isclass(thing):
        parts = [getattr(thing, own.name) for own in fields(thing)]
    elif isinstance(thing, Mapping):
        parts = [*thing.values()]
    else:
        parts = [*thing] if isinstance(thing, tuple | list) else []
    for part in parts:
        yield from shown_within(part, known)


@cache
def everything() -> list[object]:
    """All of the package that is in these answers."""
    known: dict[int, object] = {}
    return [thing for answer in answers() for thing in shown_within(answer, known)]


@pytest.mark.slow
def test_many_kinds_of_things_are_looked_at():
    kinds = {type(thing) for thing in everything()}
    assert len(kinds) > 60
    assert kinds >= {
        gp.NormalForm,
        gp.ExtensiveForm,
        gp.GameFamily,
        Profile,
        gp.Certificate,
        gp.Question,
        Table,
    }


def test_their_text_is_short_and_says_nothing_in_python():
    for thing in everything():
        text = repr(thing)
        assert text == str(thing) or type(thing).__name__ in ("Polynomial", "RationalFunction")
        assert text.strip()
        assert not GENERATED.search(text), text
        assert not ADDRESS.search(text), text
        assert "Fraction(" not in text, text
        if isinstance(thing, Document | Table):
            assert text.count("\n") < LONGEST_PAGE, text
        else:
            assert "\n" not in text, text
            assert len(text) <= LONGEST_LINE, text


def test_ipython_prints_the_same_also_within_a_list():
    for thing in everything():
        assert pretty(thing, max_width=10_000) == repr(thing)
    line = next(thing for thing in everything() if isinstance(thing, Record))
    assert pretty([line, line], max_width=10_000) == f"[{line}, {line}]"


def test_their_html_is_well_formed_and_lets_no_name_through_as_markup():
    for thing in everything():
        shows = thing.table() if isinstance(thing, gp.ExtensiveForm) else thing  # pictures: see below
        html, tags = shows._repr_html_(), Tags()
        tags.feed(html)
        assert tags.open == []
        assert not tags.seen & {"b", "i", "script", "sanctions"}, html
        if isinstance(thing, Record):
            assert tags.text == str(thing)


def test_a_tree_is_a_picture_in_a_notebook_and_a_table_where_it_is_too_large():
    tree = gp.load("literature/selten-1975/horse").at()
    assert tree._repr_svg_().startswith("<svg ")
    assert tree._repr_html_() == tree._repr_svg_()
    ends = {f"a{number}": (number, 0) for number in range(300)}
    wide = gp.ExtensiveForm.from_tree(["A", "B"], gp.Move("A", "start", ends))
    assert wide._repr_svg_() is None
    assert wide._repr_html_() == wide.table().html()


@st.composite
def plans(draw, named):
    """What two players do: at one point each without a name, or at one or two with a name."""
    sets = [
        InformationSet(player, name, tuple("abc"[: draw(st.integers(1, 3))]))
        for player in ("Row", "Column")
        for name in (("start", "later")[: draw(st.integers(1, 2))] if named else ("",))
    ]
    weights = [
        draw(st.lists(st.integers(0, 4), min_size=len(s.actions), max_size=len(s.actions))) for s in sets
    ]
    weights = [own if any(own) else [1, *own[1:]] for own in weights]
    odds = tuple(tuple(Fraction(weight, sum(own)) for weight in own) for own in weights)
    return Profile(tuple(sets), odds)


@pytest.mark.parametrize("named", [False, True])
@given(data=st.data())
def test_a_profile_reads_as_what_everybody_plays(named, data):
    profile = data.draw(plans(named))
    told = dict(plan.split(": ") for plan in str(profile).split("; "))
    assert set(told) == {"Row", "Column"}
    for player, plan in told.items():
        points = re.findall(r"(.+?) \((\w+)\)(?:, )?", plan) if named else [(plan, "")]
        own = [
            (s, odds)
            for s, odds in zip(profile.information_sets, profile.probabilities, strict=True)
            if s.player == player
        ]
        assert [name for _, name in points] == [s.name for s, _ in own]
        for (text, _), (info, odds) in zip(points, own, strict=True):
            played = {word.split()[0]: Fraction((word.split()[1:] or ["1"])[0]) for word in text.split(", ")}
            assert played == {action: p for action, p in zip(info.actions, odds, strict=True) if p}


def test_profiles_read_as_in_a_textbook():
    battle = gp.NormalForm.from_tables(
        ["Row", "Column"], [["opera", "fight"]] * 2, [[3, 0], [0, 2]], [[2, 0], [0, 3]]
    )
    assert str(gp.solve(battle)[2]) == "Row: opera 3/5, fight 2/5; Column: opera 2/5, fight 3/5"
