import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from units.views.drawn import lines, outside, overlapping, words
from units.views.trade import trade_restriction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import family_from_tree
from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm, Profile
from gametheory_paradox.views.style import BAND, FAINT, MEDIUM, THICK, player_fill
from gametheory_paradox.views.tree import draw_tree

NAMES = ["a", "stay put", "escalate at once", "wait", "withdraw beyond the river"]


def entry_game():
    tree = Move("E", "entry", {"in": Move("I", "after entry", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)})
    return ExtensiveForm.from_tree(["E", "I"], tree)


def hidden_move():
    below = {"left": (1, 2), "right": (0, 0)}
    return ExtensiveForm.from_tree(
        ["A", "B"], Chance({"dry": ("1/3", Move("A", "x", below)), "wet": ("2/3", Move("A", "x", below))})
    )


@st.composite
def trees(draw):
    rng = random.Random(draw(st.integers(0, 10**6)))
    players = ["Ann", "Bob the Elder", "C"][: draw(st.integers(1, 3))]
    counter = iter(range(1000))

    def grow(depth):
        if depth == 0 or rng.random() < 0.25:
            return tuple(Fraction(rng.randint(-99, 99), rng.choice([1, 2, 3])) for _ in players)
        actions = rng.sample(NAMES, rng.randint(1, 4))
        if rng.random() < 0.2:
            return Chance({a: (Fraction(1, len(actions)), grow(depth - 1)) for a in actions})
        return Move(rng.choice(players), f"set {next(counter)}", {a: grow(depth - 1) for a in actions})

    return ExtensiveForm.from_tree(players, grow(draw(st.integers(0, 3))))


def test_everything_is_named():
    said = words(draw_tree(entry_game(), title="Entry"))
    for word in ("Entry", "E", "I", "entry", "after entry", "in", "out", "fight", "yield", "−1", "2"):
        assert word in said


def test_formulas_stand_at_the_leaves_with_positive_terms_first():
    said = words(draw_tree(trade_restriction()))
    assert "$V + r_{C} - c - h$" in said
    assert "$r_{N} - c$" in said
    assert said.count("$-w_{0}$") == 2


@pytest.mark.parametrize("stacked", [False, True])
def test_the_trade_restriction_tree_is_legible(stacked):
    figure = draw_tree(trade_restriction(), stacked=stacked)
    assert overlapping(figure) == []
    assert outside(figure) == []
    assert figure.get_figwidth() < 9.5  # fits a page without shrinking its letters


@settings(max_examples=40, deadline=None)
@given(trees(), st.booleans())
def test_no_label_meets_another_or_leaves_the_sheet(game, stacked):
    figure = draw_tree(game, title="A game", stacked=stacked)
    assert overlapping(figure) == []
    assert outside(figure) == []


@settings(max_examples=20, deadline=None)
@given(trees())
def test_no_label_of_a_mixed_profile_meets_another(game):
    odds = tuple(tuple(Fraction(1, len(s.actions)) for _ in s.actions) for s in game.information_sets)
    figure = draw_tree(game, Profile(game.information_sets, odds))
    assert overlapping(figure) == []


def test_sixty_leaves_are_legible():
    third = dict.fromkeys(NAMES, (1, 2, 3))
    second = {name: Move("C", f"{name} seen", third) for name in NAMES[:3]}
    tree = Move("A", "start", {name: Move("B", f"after {name}", second) for name in NAMES[:4]})
    game = ExtensiveForm.from_tree(["A", "B", "C"], tree)
    assert sum(1 for _ in game.terminals()) == 60
    figure = draw_tree(game)
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_a_long_formula_goes_on_in_the_next_line():
    value = " + ".join(f"alpha_{n}*beta_{n}" for n in range(9))
    names = [f"{letter}_{n}" for n in range(9) for letter in ("alpha", "beta")]
    family = family_from_tree(["A", "B"], Move("A", "x", {"u": (value, 0), "v": (0, value)}), dict.fromkeys(names, (0, 1, 0)))
    figure = draw_tree(family)
    assert overlapping(figure) == []
    assert sum("alpha" in word or "α" in word for word in words(figure)) > 2


def test_text_with_markup_is_text():
    game = ExtensiveForm.from_tree(["$x$"], Move("$x$", "a_b^c", {r"\frac{1}{2}": (1,), "50% & more": (2,)}))
    said = words(draw_tree(game))
    assert {"$x$", "a_b^c", r"\frac{1}{2}", "50% & more"} <= set(said)


def test_play_is_thick_plans_off_the_path_medium_and_the_rest_faint():
    game = entry_game()
    profile = Profile.pure(game.information_sets, [1, 1])  # out; would yield
    drawn = {(round(width, 1), color) for points, color, width in lines(draw_tree(game, profile)) if len(points) == 3}
    assert drawn == {(THICK, player_fill(0)), (MEDIUM, player_fill(1)), (0.9, FAINT)}
    thick = [points for points, _, width in lines(draw_tree(game, profile)) if width == THICK]
    assert len(thick) == 1  # only the branch "out" is played


def test_the_outcome_that_is_reached_is_marked():
    game = entry_game()
    plain, marked = draw_tree(game), draw_tree(game, Profile.pure(game.information_sets, [0, 1]))
    bands = [sum(patch.get_facecolor()[:3] == _rgb(BAND) for patch in f.axes[0].patches) for f in (plain, marked)]
    assert bands == [0, 1]


def _rgb(color):
    return tuple(int(color[k : k + 2], 16) / 255 for k in (1, 3, 5))


def test_chance_shows_its_probabilities_and_an_information_set_its_dashed_line():
    figure = draw_tree(hidden_move())
    assert {"chance", "1/3", "2/3"} <= set(words(figure))
    assert "A dashed line joins nodes that the mover cannot tell apart." in words(figure)
    dashed = [line for line in figure.axes[0].lines if line.is_dashed()]
    assert len(dashed) == 1
    assert "A dashed line joins nodes that the mover cannot tell apart." not in words(draw_tree(entry_game()))


def test_interleaved_information_sets_run_beside_one_another():
    def later(seen):
        return Move("B", seen, {"l": (0, 0), "r": (1, 1)})

    first = {"up": later("s"), "middle": later("t"), "down": later("s"), "out": later("t")}
    figure = draw_tree(ExtensiveForm.from_tree(["A", "B"], Move("A", "start", first)))
    beside = [line.get_xdata()[1] for line in figure.axes[0].lines if line.is_dashed() and len(line.get_xdata()) == 4]
    assert len(beside) == 2
    assert beside[0] != beside[1]


def test_mixing_shows_its_probabilities():
    game = hidden_move()
    said = words(draw_tree(game, Profile(game.information_sets, ((Fraction(1, 4), Fraction(3, 4)),))))
    assert said.count("0.25") == 2
    assert said.count("0.75") == 2


def test_a_profile_of_another_game_is_refused():
    with pytest.raises(InvalidGame, match="belongs to another game"):
        draw_tree(entry_game(), Profile.pure(hidden_move().information_sets, [0]))


def test_a_table_is_refused():
    with pytest.raises(InvalidGame, match="draw its payoff matrix"):
        draw_tree(NormalForm.from_tables(["A"], [["x", "y"]], [1, 2]))


def test_a_game_that_is_over_at_once_can_be_drawn():
    assert words(draw_tree(ExtensiveForm.from_tree(["A", "B"], (1, 2)))) != []
