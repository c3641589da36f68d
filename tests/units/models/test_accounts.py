"""Accounts of a family: what counts in them, how parts of a composition join theirs, and what is refused."""

from dataclasses import fields, replace

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, Move, NormalForm
from gametheory_paradox.models import (
    Account,
    GameFamily,
    Term,
    bayesian_family,
    compose,
    family_from_table,
    family_from_tree,
    measured_values,
    parse_formula,
    rename,
    settle,
    signaling_family,
    with_accounts,
    with_terms,
)
from gametheory_paradox.models.accounts import accounts_in
from gametheory_paradox.models.files import write_model

LEDGERS = {"security": "harm suffered", "home": "applause"}
PARAMETERS = {"h": (0, 9, 4), "r": (0, 9, 5)}


def border(**payoffs):
    """A closes or opens after rain or sun; B answers a closed border alone."""
    answer = Move("B", "closed", {"fight": payoffs.get("fight", (0, 0)), "yield": (0, 0)})
    border = {"close": answer, "open": payoffs.get("open", (0, 0))}
    tree = Chance({"rain": ("1/3", Move("A", "start", border)), "sun": ("2/3", (0, 0))})
    return with_accounts(family_from_tree(["A", "B"], tree, PARAMETERS), LEDGERS)


TERMS = [
    ("A", "-h", {"A": "close", "B": "fight"}, "attacks", "security"),
    ("A", "r", {"A": "close"}, "applause", "home"),
    ("A", -2, {"A": "close"}, "trade"),
    ("B", 1, {"chance": "sun"}, "quiet", "security"),
]


def written(family, measure):
    return [[str(value) for value in row] for row in measured_values(family, measure)]


def test_an_account_holds_the_terms_that_name_it_at_every_end():
    family = with_terms(border(), TERMS)
    assert family.terms[0] == Term(
        "A", parse_formula("-h", ["h"]), (("A", "close"), ("B", "fight")), "attacks", "security"
    )
    assert [family.form.history(place) for place, _ in family.form.terminals()] == [
        ("rain", "close", "fight"),
        ("rain", "close", "yield"),
        ("rain", "open"),
        ("sun",),
    ]
    assert written(family, "security") == [["-h", "0"], ["0", "0"], ["0", "0"], ["0", "1"]]
    assert written(family, "home") == [["r", "0"], ["r", "0"], ["0", "0"], ["0", "0"]]


def test_a_measure_adds_accounts_and_a_term_without_one_counts_in_the_payoff_alone():
    family = with_terms(border(), TERMS)
    total = written(family, "security + home")
    assert total == written(family, " home+security ") == [["r - h", "0"], ["r", "0"], ["0", "0"], ["0", "1"]]
    assert [str(end.payoffs[0]) for _, end in family.form.terminals()] == ["r - h - 2", "r - 2", "0", "0"]


def test_accounts_never_change_the_game():
    bare = [term[:4] for term in TERMS]
    assert with_terms(border(), TERMS).form == with_terms(border(), bare).form


def test_values_by_outcome_are_parts_of_the_payoffs_and_join_the_terms():
    table = family_from_table(
        ["R", "C"], [["a", "b"], ["c", "d"]], [[("h", 0), (0, 0)], [(0, 0), (2, 1)]], PARAMETERS
    )
    family = with_accounts(table, {"security": {"meaning": "harm", "values": {"R": ["h", 0, 0, "1/2"]}}})
    assert family.form == table.form
    assert written(family, "security") == [["h", "0"], ["0", "0"], ["0", "0"], ["1/2", "0"]]
    more = with_terms(family, [("R", "-h", {"C": "d"}, "", "security"), ("C", 7, {"R": "b"}, "", "security")])
    assert written(more, "security") == [["h", "0"], ["-h", "0"], ["0", "7"], ["1/2 - h", "7"]]


def test_games_with_types_take_accounts_with_their_terms():
    terms = [("Group", 1, {"chance": "strong"}, "", "war"), ("State", -8, {"State": "hit"}, "", "cost")]
    accounts = {"war": "worth of fighting", "cost": Account("named below", "money spent", "USD")}
    sent = signaling_family(
        ["Group", "State"], {"strong": "h/9", "weak": "1 - h/9"}, ["go"], {"go": ["hit", "wait"]}, None,
        PARAMETERS, terms=terms, accounts=accounts,
    )  # fmt: skip
    drawn = bayesian_family(
        ["Group", "State"], {"Group": {"strong": "h/9", "weak": "1 - h/9"}},
        {"Group": ["go"], "State": ["hit", "wait"]}, None, PARAMETERS, terms=terms, accounts=accounts,
    )  # fmt: skip
    for family in (sent, drawn):
        assert family.accounts == (Account("war", "worth of fighting"), Account("cost", "money spent", "USD"))
        assert written(family, "war") == [["1", "0"], ["1", "0"], ["0", "0"], ["0", "0"]]
        assert written(family, "cost") == [["0", "-8"], ["0", "0"], ["0", "-8"], ["0", "0"]]


@pytest.mark.parametrize(
    ("accounts", "message"),
    [
        ({"payoff": "all"}, "no account is called 'payoff'"),
        ({"a + b": "two"}, "an account cannot be called 'a + b'"),
        ({" a": "blank"}, "an account cannot be called ' a'"),
        ({"": "none"}, "an account cannot be called ''"),
        ({"home": "again"}, "the account 'home' is declared twice"),
        ({"x": {"unit": "USD"}}, "the account 'x' needs a meaning"),
        ({"x": {"meaning": "m", "sum": 1}}, "the account 'x' needs a meaning"),
        ({"x": 3}, "the account 'x' needs a meaning"),
        ({"x": {"meaning": "m", "values": [1]}}, "the account 'x': expected values as"),
        ({"x": {"meaning": "m", "values": {"A": "1111"}}}, "the account 'x': expected a list of values of A"),
        (
            {"x": {"meaning": "m", "values": {"Aa": [0, 0, 0, 0]}}},
            "the account 'x' has values of 'Aa', who is not a player; did you mean 'A'?",
        ),
        (
            {"x": {"meaning": "m", "values": {"A": [0, 0]}}},
            "the account 'x': expected 4 values of A, one for each outcome; got 2",
        ),
        ({"x": {"meaning": "m", "values": {"A": [0, 0, "z", 0]}}}, "the account 'x', A: 'z' is not"),
        (
            {"x": {"meaning": "m", "values": {"A": [0, 0, "1/h", 0]}}},
            "the account 'x': value 3 of A: the denominator h may be zero",
        ),
    ],
)
def test_accounts_that_make_no_sense_are_refused(accounts, message):
    with pytest.raises(InvalidGame) as caught:
        with_accounts(border(), accounts)
    assert str(caught.value).startswith(message)


def test_a_value_in_an_unknown_parameter_is_refused():
    stray = Account("x", "m", values=(("A", (parse_formula("z", ["z"]),) * 4),))
    with pytest.raises(InvalidGame, match="the account 'x': value 1 of A: 'z' is not a parameter"):
        replace(border(), accounts=(stray,))


def test_a_term_in_an_account_that_is_not_declared_is_refused():
    with pytest.raises(
        InvalidGame, match="a term of A counts in 'hom', which is no account; did you mean 'home'"
    ):
        with_terms(border(), [("A", 1, {}, "", "hom")])
    bare = replace(border(), accounts=())
    with pytest.raises(InvalidGame, match="counts in 'home', which is no account; there are none"):
        with_terms(bare, [("A", 1, {}, "", "home")])


@pytest.mark.parametrize(
    ("measure", "message"),
    [
        ("fame", "the measure 'fame': 'fame' is no account; there are security, home"),
        ("security + hom", "the measure 'security .* hom': 'hom' is no account; did you mean 'home'"),
        ("payoff + home", "'payoff' is no account"),
        ("home + home", "the measure 'home . home' names 'home' twice"),
        ("", "'' is no account"),
    ],
)
def test_a_measure_is_made_of_accounts_each_once(measure, message):
    family = border()
    for ask in (measured_values, GameFamily.measured):
        with pytest.raises(InvalidGame, match=message):
            ask(family, measure)


def test_a_measure_keeps_the_order_in_which_it_names_accounts():
    assert [own.name for own in accounts_in("home + security", border().accounts)] == ["home", "security"]


def test_the_payoff_is_the_family_itself():
    family = with_terms(border(), TERMS)
    assert family.measured("payoff") is family


needs_columns = pytest.mark.skipif(
    "measure" not in {own.name for own in fields(NormalForm)}, reason="forms hold no columns of a measure"
)


@needs_columns
def test_a_measured_family_holds_the_values_behind_the_payoffs():
    family = with_terms(border(), TERMS)
    table = with_accounts(
        family_from_table(["R"], [["a", "b"]], [["h"], [0]], PARAMETERS),
        {"security": {"meaning": "harm", "values": {"R": [1, "h"]}}},
    )
    for own, measure in ((family, "security"), (family, "home + security"), (table, "security")):
        measured = own.measured(measure)
        game, point = measured.at(), own.point()
        ends = game.payoffs if own is table else [end.payoffs for _, end in game.terminals()]
        before = own.at().payoffs if own is table else [end.payoffs for _, end in own.at().terminals()]
        values = [tuple(v.value(point) for v in row) for row in measured_values(own, measure)]
        assert game.measure == measure
        assert list(ends) == [(*paid, *row) for paid, row in zip(before, values, strict=True)]
        assert measured.measured(measure) == measured
        assert measured_values(measured, measure) == measured_values(own, measure)


@needs_columns
def test_what_is_made_of_a_measured_family_is_made_of_its_payoffs():
    family, extra = with_terms(border(), TERMS), [("A", "h", {"A": "open"}, "", "security")]
    measured = family.measured("security")
    assert with_terms(measured, extra) == with_terms(family, extra)
    assert settle(measured, {"A": ["close"]}) == settle(family, {"A": ["close"]})
    assert rename(measured, {"A": {"close": "shut"}}) == rename(family, {"A": {"close": "shut"}})
    assert compose(measured, pressing()) == compose(family, pressing())
    assert write_model(measured) == write_model(family)


# Two parts: in one A presses, and terms say what that pays; in the other B fights, and payoffs stand bare.
def pressing(account="security", meaning="harm suffered", unit=""):
    tree = Move("A", "start", {"press": (0, 0), "wait": (0, 0)})
    family = family_from_tree(["A", "B"], tree, PARAMETERS)
    ledgers = {"security": Account("security", meaning, unit), "home": "applause"}
    return with_terms(
        with_accounts(family, ledgers),
        [("A", "r", {"A": "press"}, "applause", "home"), ("B", "-h", {"A": "press"}, "harm", account)],
    )


def fighting():
    tree = Move("B", "start", {"fight": (-1, "h"), "rest": (0, 3)})
    family = family_from_tree(["B", "C"], tree, PARAMETERS)
    stated = {"meaning": "harm suffered", "values": {"B": [-1, 0], "C": ["h", 1]}}
    return with_accounts(family, {"security": stated})


def test_the_accounts_of_parts_are_joined_and_values_at_their_ends_added():
    whole = compose(pressing(), fighting(), sees="everything", players=["C", "A", "B"])
    assert [own.name for own in whole.accounts] == ["security", "home"]
    assert [own.meaning for own in whole.accounts] == ["harm suffered", "applause"]
    ways = [whole.form.history(place) for place, _ in whole.form.terminals()]
    assert ways == [("press", "fight"), ("press", "rest"), ("wait", "fight"), ("wait", "rest")]
    assert written(whole, "security") == [
        ["h", "0", "-h - 1"],
        ["1", "0", "-h"],
        ["h", "0", "-1"],
        ["1", "0", "0"],
    ]
    assert written(whole, "home") == [["0", "r", "0"], ["0", "r", "0"], ["0", "0", "0"], ["0", "0", "0"]]


def test_links_count_in_accounts_of_the_parts_or_in_their_own():
    links = [("C", -5, {"A": "press"}, "", "security"), ("A", 2, {"B": "fight"}, "", "trade")]
    whole = compose(pressing(), fighting(), links=links, accounts={"trade": "goods"}, sees="everything")
    assert written(whole, "trade") == [["2", "0", "0"], ["0", "0", "0"], ["2", "0", "0"], ["0", "0", "0"]]
    assert [row[2] for row in written(whole, "security")] == ["h - 5", "-4", "h", "1"]
    with pytest.raises(InvalidGame, match="counts in 'trade', which is no account"):
        compose(pressing(), fighting(), links=links)


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (pressing(meaning="quiet"), "the meaning of the account 'security' is 'harm suffered' in part 1 and"),
        (pressing(unit="USD"), "the unit of the account 'security' is 'none' in part 1 and 'USD' in part 2"),
        (pressing(account="home"), "-h .A: press. counts in 'security' in part 1 and in 'home' in part 2"),
    ],
)  # fmt: skip
def test_parts_that_mean_different_things_by_one_account_are_refused(other, message):
    with pytest.raises(InvalidGame, match=message):
        compose(pressing(), other)


def test_the_links_mean_by_an_account_what_the_parts_do():
    with pytest.raises(
        InvalidGame, match="the account 'home' is 'applause' in part 1 and 'votes' in the links"
    ):
        compose(pressing(), accounts={"home": "votes"})


@pytest.mark.parametrize("named_first", [True, False])
def test_a_term_that_several_parts_have_counts_once_and_in_the_account_that_one_of_them_names(named_first):
    parts = [pressing(), pressing(account="")]
    whole = compose(*(parts if named_first else reversed(parts)))
    assert len(whole.terms) == 2
    assert written(whole, "security") == [["0", "-h"], ["0", "0"]]
    assert whole.form == pressing().form


def test_other_names_of_moves_leave_accounts_as_they_are():
    other = rename(pressing(), {"A": {"press": "push"}})
    assert other.accounts == pressing().accounts
    assert written(other, "security") == written(pressing(), "security")


def test_what_a_settled_move_pays_stays_in_its_account():
    whole = compose(pressing(), fighting(), sees="everything")
    for moves, ends in (
        ({"A": ["press"]}, (0, 1)),
        ({"A": ["wait"]}, (2, 3)),
        ({"B": ["fight"]}, (0, 2)),
        ({"A": ["press"], "B": ["rest"]}, (1,)),
    ):
        left = settle(whole, moves)
        for measure in ("security", "home", "home + security"):
            values = measured_values(whole, measure)
            assert measured_values(left, measure) == tuple(values[end] for end in ends)
        assert all(own.values for own in left.accounts if own.name == "security")
    twice = settle(settle(whole, {"A": ["press"]}), {"B": ["fight"]})
    assert measured_values(twice, "security") == measured_values(whole, "security")[:1]
