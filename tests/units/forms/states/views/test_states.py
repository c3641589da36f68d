"""The picture of a stochastic game: states, who moves, payoffs, odds, and what is played."""

from fractions import Fraction

import pytest
from units.views.drawn import lines, outside, overlapping, words
from witnesses.stochastic_games import AID, DEVELOPMENT, RELATIONS, VACUUM, militarization, random_game, truel

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Profile
from gametheory_paradox.forms.states.views.states import MOST_CELLS
from gametheory_paradox.models.files import read_model
from gametheory_paradox.views import draw, draw_states
from gametheory_paradox.views.canvas import FAINT, INK

TRUEL = truel({"A": "1/3", "B": "2/3", "C": "1"})
MODELS = {
    "vacuum": VACUUM,
    "relations": RELATIONS,
    "development": DEVELOPMENT,
    "aid": AID,
    "militarization": militarization(2),
    "truel": TRUEL,
}


@pytest.mark.parametrize("name", MODELS)
def test_no_text_meets_another_or_leaves_the_sheet(name):
    family = read_model(MODELS[name])
    game = family.at()
    played = Profile.pure(game.information_sets, [0] * len(game.information_sets))
    for figure in (draw(family, title=family.title), draw(game), draw(game, profile=played)):
        assert overlapping(figure) == []
        assert outside(figure) == []


def test_odds_payoffs_and_movers_stand_in_the_cards():
    said = words(draw(read_model(DEVELOPMENT)))
    assert {"poor", "growing", "stable", "Pakistan", "Taliban", "coerce", "invest"} <= set(said)
    assert {"$y+b$", "$g+j$", "→ growing", "stays", "$δ$"} <= {
        text.replace(" ", "") if text.startswith("$") else text for text in said
    }
    numbers = words(draw(read_model(DEVELOPMENT).at()))
    assert numbers.count("1/2") == 4 + 2  # back by coercion in two states, and on two arrows
    assert {"2/5", "1/5"} <= set(numbers)
    assert words(draw(read_model(VACUUM))).count("never left") == 1


def arrows(figure):
    """Each line that is an arrow's, as (color, points)."""
    return [
        (color, points) for points, color, width in lines(figure) if width == 1.2 and len(points) in (2, 4)
    ]


def test_an_arrow_for_each_step_and_one_for_each_beginning():
    game = read_model(TRUEL).at()
    steps = sum(
        any(row[there] for row in state.transitions)
        for here, state in enumerate(game.states)
        for there in range(len(game.states))
        if here != there
    )
    assert len(arrows(draw(game))) == steps + 1
    drawn = read_model(VACUUM.replace("start: stable", "start: {stable: 3/4, vacuum: rest}")).at()
    assert len(arrows(draw(drawn))) == 1 + 2


def test_arrows_beside_the_cards_do_not_share_a_line():
    """Of two arrows that both run beside the same gap, the vertical parts stand apart."""
    upright = [points for _, points in arrows(draw(read_model(TRUEL).at())) if len(points) == 4]
    assert len(upright) > 10
    for number, one in enumerate(upright):
        for other in upright[:number]:
            apart = one[1][0] != other[1][0]
            (low, high), (bottom, top) = (sorted((p[1][1], p[2][1])) for p in (one, other))
            assert apart or high < bottom or top < low


def test_play_is_shaded_and_arrows_carry_its_odds():
    game = read_model(DEVELOPMENT).at()
    equilibria = gp.solve(game, concept="pure-markov-perfect")
    figure = draw(equilibria)
    assert words(figure) == words(draw(game, profile=equilibria.profiles[0]))
    said = words(figure)
    assert said.count("worth") == 3
    assert "2.5" in said  # what everything is worth to Pakistan from the start
    drawn = dict.fromkeys(color for color, _ in arrows(figure))
    assert set(drawn) == {INK, FAINT}  # nobody is led from the poor state on
    mixed = Profile(game.information_sets, ((Fraction(1, 3), Fraction(2, 3)),) * len(game.information_sets))
    assert words(draw(game, profile=mixed)).count("1/3") >= 6


def test_what_is_no_play_of_the_game_is_refused():
    family, other = read_model(DEVELOPMENT), read_model(VACUUM).at()
    with pytest.raises(InvalidGame, match="belongs to another game"):
        draw(family.at(), profile=Profile.pure(other.information_sets, [0, 0]))
    with pytest.raises(InvalidGame, match="take the family at a point"):
        draw(family, profile=Profile.pure(family.form.information_sets, [0] * 6))
    with pytest.raises(InvalidGame, match="beliefs are drawn into a tree"):
        draw(other, beliefs=((Fraction(1),), (Fraction(1),)))
    with pytest.raises(InvalidGame, match="is not played in periods"):
        draw_states(gp.load("seed/trade-restriction"))


@pytest.mark.slow
def test_a_game_too_large_for_a_picture_says_so():
    with pytest.raises(Unsupported, match=f"at most {MOST_CELLS} combinations"):
        draw(random_game(1, MOST_CELLS // 4 + 1))


@pytest.mark.slow
def test_a_notebook_shows_the_picture_and_a_prompt_the_table():
    game = read_model(VACUUM).at()
    assert game._repr_html_() == game._repr_svg_()
    assert game._repr_svg_().startswith('<svg role="img" aria-label="Vacuum commons"')
    assert "played by One and Two" in str(game)
    assert str(game).endswith("discount factor 9/10.  stable → vacuum; never left: vacuum.")
    assert "ABC_A → ABC_B, AB_B, AC_C" in str(read_model(TRUEL).at())
    assert "A: at B" in str(read_model(TRUEL).at())


def test_states_stand_in_what_show_prints():
    *_, table = gp.views.model_tables(read_model(DEVELOPMENT))
    assert table.title == "States"
    assert "coerce, restrain" in str(table)
