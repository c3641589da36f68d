"""The picture of what a repeated game pays: the cells, both polygons, and what the lines mean."""

import pytest
from units.forms.states.solvers.test_payoff_polygons import ABREU_SANNIKOV, PRISONERS, repeated
from units.views.drawn import lines, outside, overlapping, words

from gametheory_paradox import solve
from gametheory_paradox.views import draw
from gametheory_paradox.views.canvas import INK, PLAYER_FILLS


def borders(figure):
    """The colors of the borders of polygons, thick and dashed."""
    return {color for _, color, width in lines(figure) if width > 1.0}


def test_an_exact_set_has_one_border_and_names_the_cells(tmp_path):
    figure = draw(solve(repeated(PRISONERS, "9/10")), tmp_path / "set.svg", title="Dilemma")
    said = words(figure)
    assert said.count("a0, b0") == 1
    assert {"A gets on average", "B gets on average", "Dilemma", "payoffs of the stage"} <= set(said)
    assert "outside, nothing is paid by one" not in said
    assert borders(figure) == {PLAYER_FILLS[0]}
    assert overlapping(figure) == []
    assert outside(figure) == []
    assert "<svg" in (tmp_path / "set.svg").read_text(encoding="utf-8")


def test_two_polygons_have_two_borders():
    figure = draw(solve(repeated(ABREU_SANNIKOV, "3/10")))
    assert "outside, nothing is paid by one" in words(figure)
    assert borders(figure) == {PLAYER_FILLS[0], INK}
    assert outside(figure) == []


def test_a_place_on_the_sheet_is_the_payoff():
    drawn = lines(draw(solve(repeated(PRISONERS, "9/10"))))
    points = next(own for own, color, width in drawn if width > 1.5 and len(own) == 5)
    left, right = (end(x for x, _ in points) for end in (min, max))
    top, bottom = (end(y for _, y in points) for end in (min, max))
    places = [  # 27/4 from 3 to 39/4 on both axes
        (3 + (x - left) / (right - left) * 27 / 4, 3 + (bottom - y) / (bottom - top) * 27 / 4)
        for x, y in points
    ]
    assert [pytest.approx(place) for place in places[:-1]] == [(3, 3), (9.75, 3), (9, 9), (3, 9.75)]


@pytest.mark.parametrize(
    ("cells", "delta", "says"),
    [
        ((((1, -1), (-1, 1)), ((-1, 1), (1, -1))), "9/10", "no equilibrium is in pure actions"),
        (PRISONERS, "1/100", "paid by an equilibrium in pure actions, with a draw that all see"),
        ((((2, 2), (2, 2)), ((2, 2), (2, 2))), "1/2", "payoffs of the stage"),
    ],
)
def test_points_and_nothing_are_drawn_too(cells, delta, says):
    figure = draw(solve(repeated(cells, delta)))
    assert says in words(figure)
    assert outside(figure) == []
