import random
from fractions import Fraction

import pytest
from units.views.drawn import lines, outside, overlapping, words

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import ExtensiveForm, NormalForm, Profile
from gametheory_paradox.forms.tables.draw import draw_matrix, matrix_html, payoff_tables
from gametheory_paradox.models import family_from_table
from gametheory_paradox.views.canvas import BAND

SECURITY = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])


def deterrence():
    cells = [[("2*B - c", "2*B - c"), ("B - c - C", "B - C + b")], [("B", "B - c"), ("-C", "b - C")]]
    actions = [["preempt", "wait"], ["preempt", "deter"]]
    return family_from_table(
        ["Government 1", "Government 2"], actions, cells, dict.fromkeys(("B", "c", "b", "C"), (0, 9, 4))
    )


def three_players():
    rng = random.Random(2)
    cells = tuple(tuple(Fraction(rng.randint(-9, 9)) for _ in range(3)) for _ in range(12))
    return NormalForm(("A", "B", "C"), (("x", "y"), ("l", "r"), ("up", "down", "out")), cells)


def best_by_hand(game, place, who):
    rivals = [(*place[:who], a, *place[who + 1 :]) for a in range(game.shape[who])]
    return game.cell(place)[who] == max(game.cell(r)[who] for r in rivals)


def test_rows_are_the_first_player_and_columns_the_second():
    (table,) = payoff_tables(SECURITY)
    assert table.columns == (r"L \ F", "c", "d")
    assert table.rows == (("a", "2*, 1*", "4*, 0"), ("b", "1, 0", "3, 2*"))
    assert table.note == "Payoffs: L, F.  * a best response"


def test_formulas_have_no_best_response():
    (table,) = payoff_tables(deterrence())
    assert table.rows[0] == ("preempt", "2·B − c, 2·B − c", "B − c − C, B + b − C")
    assert table.note == "Payoffs: Government 1, Government 2."


def test_more_players_make_one_table_per_combination_of_the_others_actions():
    game = three_players()
    tables = payoff_tables(game)
    assert [t.title for t in tables] == ["C plays up", "C plays down", "C plays out"]
    for k, table in enumerate(tables):
        for i, row in enumerate(table.rows):
            for j, cell in enumerate(row[1:]):
                for who, written in enumerate(cell.split(", ")):
                    assert Fraction(written.rstrip("*").replace("−", "-")) == game.cell((i, j, k))[who]
                    assert written.endswith("*") == best_by_hand(game, (i, j, k), who)


def test_one_player_has_a_column_of_payoffs():
    (table,) = payoff_tables(NormalForm.from_tables(["A"], [["x", "y"]], [1, "1/3"]))
    assert table.rows == (("x", "1*"), ("y", "1/3"))


@pytest.mark.parametrize(
    "game", [SECURITY, deterrence(), three_players()], ids=["numbers", "formulas", "three"]
)
def test_pictures_are_legible(game):
    figure = draw_matrix(game, title="A rather long title for a matrix as small as this one")
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_every_best_response_is_underlined():
    game = three_players()
    places = [(i, j, k) for i in range(2) for j in range(2) for k in range(3)]
    expected = sum(best_by_hand(game, place, who) for place in places for who in range(3))
    drawn = [points for points, _, width in lines(draw_matrix(game)) if width == 1.2]
    assert len(drawn) == expected > 0


def test_a_pure_profile_shades_its_cell():
    figure = draw_matrix(SECURITY, [Profile.pure(SECURITY.information_sets, (0, 0))])
    shaded = [
        p
        for p in figure.axes[0].patches
        if p.get_facecolor()[:3] == tuple(int(BAND[k : k + 2], 16) / 255 for k in (1, 3, 5))
    ]
    assert len(shaded) == 1
    assert "Underlined: a best response. Shaded: what is played." in words(figure)


def test_a_mixed_profile_shows_its_probabilities():
    odds = ((Fraction(1, 3), Fraction(2, 3)), (Fraction(1, 2), Fraction(1, 2)))
    said = words(draw_matrix(SECURITY, [Profile(SECURITY.information_sets, odds)]))
    assert {"1/3", "2/3"} <= set(said)
    assert said.count("0.5") == 2


def test_html_marks_players_best_responses_and_what_is_played():
    html = matrix_html(SECURITY, [Profile.pure(SECURITY.information_sets, (0, 0))])
    assert (
        '<td class="equilibrium"><span class="p0"><u>2</u></span>, <span class="p1"><u>1</u></span></td>'
        in html
    )
    assert '<td><span class="p0">1</span>, <span class="p1">0</span></td>' in html
    assert '<th scope="row">a</th>' in html
    assert html.count('class="equilibrium"') == 1


def test_html_is_escaped():
    game = NormalForm.from_tables(["<b>"], [["<i>", "&"]], [1, 2])
    html = matrix_html(game)
    assert "<b>" not in html
    assert "<i>" not in html
    assert "&lt;i&gt;" in html
    assert "&amp;" in html


def test_a_tree_is_refused():
    with pytest.raises(InvalidGame, match="draw its tree"):
        draw_matrix(ExtensiveForm.from_tree(["A"], (1,)))


def test_a_profile_of_another_game_is_refused():
    with pytest.raises(InvalidGame, match="belongs to another game"):
        draw_matrix(SECURITY, [Profile.pure(three_players().information_sets, (0, 0, 0))])
