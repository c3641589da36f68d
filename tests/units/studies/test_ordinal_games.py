"""All strict ordinal 2×2 games: how many there are, what they are called, and which hold a paradox."""

from itertools import permutations, product

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle
from units.views.drawn import outside, words

import gametheory_paradox as gp
from gametheory_paradox.catalog.facts import symmetric_games
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.models import family_from_table
from gametheory_paradox.studies.ordinal_games import ordinal_family
from gametheory_paradox.views.canvas import ANSWER_FILLS

ORDERS = {name: own.order for name, own in symmetric_games().items()}


@pytest.fixture(scope="module")
def games():
    return gp.studies.ordinal_2x2()


@pytest.fixture(scope="module")
def few():
    """The games in which each player has one of two orders."""
    return gp.studies.ordinal_2x2(["Prisoner's Dilemma", "Stag Hunt"])


def relabelled(cells):
    """A game under all names of its actions: the cells row by row, each with both ranks."""
    (a, b), (c, d) = cells
    return {((a, b), (c, d)), ((b, a), (d, c)), ((c, d), (a, b)), ((d, c), (b, a))}


def exchanged(cells):
    (a, b), (c, d) = cells
    return tuple(tuple((y, x) for x, y in row) for row in ((a, c), (b, d)))


def cells_of(row, column):
    game = ordinal_family(row, column).at()
    (a, b, c, d) = (tuple(cell) for cell in game.payoffs)
    return (a, b), (c, d)


def test_every_strict_ordinal_game_has_one_pair_of_orders():
    classes = [frozenset(relabelled(ranked(cells_of(*names)))) for names in product(ORDERS, repeat=2)]
    every = {
        ((p[0], p[1]), (p[2], p[3])) for p in (list(zip(r, c, strict=True)) for r in RANKS for c in RANKS)
    }
    assert len(set(classes)) == 144
    assert set().union(*classes) == every
    symmetric = {min(own | frozenset(map(exchanged, own))) for own in classes}
    assert len(symmetric) == 78


RANKS = list(permutations((1, 2, 3, 4)))


def ranked(cells):
    """Payoffs by their rank, 4 the best."""
    flat = [cell for row in cells for cell in row]
    ranks = [[sorted(own).index(value) + 1 for value in own] for own in zip(*flat, strict=True)]
    a, b, c, d = zip(*ranks, strict=True)
    return (a, b), (c, d)


def test_the_well_known_games_are_the_ones_of_that_name():
    known = {
        "Prisoner's Dilemma": [[(3, 3), (1, 4)], [(4, 1), (2, 2)]],
        "Chicken": [[(3, 3), (2, 4)], [(4, 2), (1, 1)]],
        "Stag Hunt": [[(4, 4), (1, 3)], [(3, 1), (2, 2)]],
        "Deadlock": [[(2, 2), (1, 4)], [(4, 1), (3, 3)]],
    }
    for name, cells in known.items():
        assert ranked(cells_of(name, name)) == tuple(map(tuple, cells)), name


def test_neighbouring_orders_differ_by_one_exchange_of_neighbouring_ranks():
    letters = list(ORDERS.values())
    for first, second in zip(letters, letters[1:] + letters[:1], strict=True):
        apart = [k for k in range(4) if first[k] != second[k]]
        assert len(apart) == 2
        assert apart[1] == apart[0] + 1


@pytest.mark.slow
def test_the_dilemma_alone_is_a_trap_and_no_game_needs_numbers(games):
    assert games.settled
    assert [game.name for game in games.games if game.trap] == ["Prisoner's Dilemma"]
    assert not any(game.depends_on for game in games.games)
    assert sum(games.counted().values()) == 144
    assert games.counted() == {"strong": 12, "worst": 18, "never": 114}


def test_a_verdict_is_that_of_any_payoff_in_the_order(few):
    game = next(own for own in few.games if own.orders == ("Prisoner's Dilemma", "Stag Hunt"))
    strong = next(own for own in game.verdicts if own.name == "present" and own.question.action == ("D",))
    assert gp.verify(strong.certificate).verdict == "holds"
    payoffs = [[(30, 9), (-1, 2)], [(31, -50), (0, 1)]]
    cardinal = family_from_table(["Row", "Column"], [["C", "D"]] * 2, payoffs, {})
    assert gp.detect(cardinal, mover="Row", action="D").name == "present"
    assert few.option("Prisoner's Dilemma", "Stag Hunt", "D") == "strong"
    assert few.option("Stag Hunt", "Prisoner's Dilemma", "D") == game.option("Column", "D")


def test_a_budget_leaves_games_undecided():
    hurried = gp.studies.ordinal_2x2(["Chicken", "Hero"], budget=0)
    assert not hurried.settled
    assert hurried.counted() == {"undecided": 4}


def test_the_table_and_the_data(few):
    assert few.counted() == {"strong": 1, "worst": 1, "never": 2}
    named = {row[0]: row[1:] for row in few.table().rows}
    assert len(named) == 3
    assert named["Prisoner's Dilemma"] == ("3 1; 4 2", "3 4; 1 2", *["never"] * 4, "D")
    assert named["Prisoner's Dilemma / Stag Hunt"][2:] == ("never", "strong", "never", "never", "")
    (game,) = [own for own in few.to_data()["games"] if own["name"] == "Prisoner's Dilemma / Stag Hunt"]
    assert game["ranks"] == {"Row": [3, 1, 4, 2], "Column": [4, 3, 1, 2]}
    assert game["options"]["Row"] == {"C": "never", "D": "strong"}
    assert gp.studies.OrdinalGame(("Chicken", "Deadlock"), None, ()).name == "Chicken / Deadlock (Bully)"


def test_the_picture_has_two_halves_for_each_game_and_a_dot_for_the_trap(few):
    figure = gp.draw(few, title="Four games")
    axes = figure.axes[0]
    cells = axes.collections[: 2 * 4]
    strong = ANSWER_FILLS["present"]
    # Once for either player.
    assert [to_hex(own.get_facecolor()[0]).upper() for own in cells].count(strong) == 2
    assert sum(isinstance(own, Circle) for own in axes.patches) == 2  # one of them in the legend
    assert {"Stag Hunt (Sh)", "Sh", "a dominance trap"} <= set(words(figure))
    assert not outside(figure)


def test_what_is_no_symmetric_game_is_refused():
    with pytest.raises(InvalidGame, match="Hero"):
        gp.studies.ordinal_2x2(["Heroe"])


@pytest.mark.slow
@pytest.mark.parametrize("quantifier", ["strong", "best", "worst", "possible"])
def test_each_of_the_144_games_asked_by_itself_answers_the_same(games, quantifier):
    implied = {"strong": {"strong"}, "possible": {"strong", "best", "worst", "best and worst", "possible"}}
    implied |= {own: {"strong", "best and worst", own} for own in ("best", "worst")}
    for row, column in product(ORDERS, repeat=2):
        for action in "CD":
            verdict = gp.detect(
                ordinal_family(row, column), mover="Row", action=action, quantifier=quantifier
            )
            expected = games.option(row, column, action) in implied[quantifier]
            assert verdict.present is expected, (row, column, action)
