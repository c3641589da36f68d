import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest
from units.views.drawn import lines, words
from units.views.trade import trade_restriction
from units.views.trees import beer_quiche, even_beliefs, mixed

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.assessments import Assessment
from gametheory_paradox.maps import chart
from gametheory_paradox.views import draw
from gametheory_paradox.views.canvas import (
    PLAYER_FILLS,
    PLAYER_INKS,
    THICK,
    figure_svg,
    player_fill,
    player_ink,
)

TABLE = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])


def test_each_thing_gets_its_picture():
    family = trade_restriction()
    region_map = chart(family, over=["r_C"], mover="Pakistan", action="restrict", at="after suppress")
    assert "$V$" in words(draw(family))
    assert "12" in words(draw(family.at()))
    assert any(width == THICK for _, _, width in lines(draw(solve(family.at()))))
    assert "Underlined: a best response." in words(draw(TABLE))
    assert "Underlined: a best response. Shaded: what is played." in words(draw(solve(TABLE)))
    assert "baseline" in words(draw(region_map, title="A map"))


@pytest.mark.parametrize(("suffix", "start"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_pictures_are_saved_whole_and_the_same_each_time(tmp_path, suffix, start):
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    draw(TABLE, first)
    draw(TABLE, second)
    assert first.read_bytes().startswith(start)
    assert first.read_bytes() == second.read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


def test_an_unknown_format_is_refused_before_anything_is_drawn(tmp_path):
    with pytest.raises(InvalidGame, match=r"ends in \.png, \.svg, \.pdf"):
        draw(TABLE, tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(InvalidGame, match="can be drawn, not int"):
        draw(7)
    with pytest.raises(InvalidGame, match="the catalog has no game 'a game'"):
        draw("a game")


def test_what_is_played_and_believed_is_drawn_into_a_tree(tmp_path):
    game = beer_quiche()
    assessment = Assessment(mixed(game), even_beliefs(game))
    for figure in (
        draw(game, tmp_path / "tree.svg", profile=assessment),
        draw(game, profile=assessment.profile, beliefs=assessment.beliefs),
        draw(solve(game, concept="nash"), profile=assessment),
    ):
        said = words(figure)
        assert said.count("[1/2]") == 4
        assert said.count("1/2") == 12
    assert (tmp_path / "tree.svg").read_bytes().startswith(b"<?xml")


def test_equilibria_with_beliefs_are_drawn_with_them():
    game = beer_quiche()
    assessment = Assessment(mixed(game), even_beliefs(game))
    found = replace(solve(game, concept="nash"), profiles=(assessment.profile,), assessments=(assessment,))
    assert words(draw(found)) == words(draw(game, profile=assessment))


def test_a_profile_shades_its_cell_of_a_table():
    profile = Profile.pure(TABLE.information_sets, (0, 0))
    assert "Underlined: a best response. Shaded: what is played." in words(draw(TABLE, profile=profile))
    assert words(draw(TABLE, profile=Assessment(profile, ((Fraction(1),), (Fraction(1),))))) == words(
        draw(TABLE, profile=profile)
    )


def test_payoffs_are_stacked_on_request():
    narrow, wide = (draw(beer_quiche(), stacked=stacked).get_figwidth() for stacked in (True, False))
    assert narrow < wide


def test_beliefs_and_profiles_where_there_is_no_room_for_them_are_refused():
    with pytest.raises(InvalidGame, match="beliefs are drawn into a tree"):
        draw(TABLE, beliefs=((Fraction(1),), (Fraction(1),)))
    region_map = chart(
        trade_restriction(), over=["r_C"], mover="Pakistan", action="restrict", at="after suppress"
    )
    with pytest.raises(InvalidGame, match="a region map has none"):
        draw(region_map, profile=Profile.pure(TABLE.information_sets, (0, 0)))
    with pytest.raises(InvalidGame, match="belongs to another game"):
        draw(beer_quiche(), profile=Profile.pure(TABLE.information_sets, (0, 0)))
    with pytest.raises(
        InvalidGame, match="from a profile or an assessment with exact probabilities, not from int"
    ):
        draw(TABLE, profile=3)


def test_a_figure_inside_a_page_has_no_stray_names_and_does_not_change():
    svg = figure_svg(draw(TABLE), 'Rows "L" & columns', "a-")
    assert svg == figure_svg(draw(TABLE), 'Rows "L" & columns', "a-")
    assert svg.startswith('<svg role="img" aria-label="Rows &quot;L&quot; &amp; columns"')
    assert "metadata" not in svg
    assert "<style" not in svg
    assert "<!--" not in svg
    names = [part.split('"')[0] for part in svg.split('id="')[1:]]
    assert names
    assert all(name.startswith("a-") for name in names)


@pytest.mark.slow
def test_matplotlib_is_loaded_at_the_first_picture_and_pyplot_never():
    script = (
        "import sys; from gametheory_paradox.forms import NormalForm\n"
        "from gametheory_paradox.views import draw\n"
        "assert 'matplotlib' not in sys.modules\n"
        "draw(NormalForm.from_tables(['A'], [['x', 'y']], [1, 2]))\n"
        "assert 'matplotlib.figure' in sys.modules and 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def _luminance(color):
    def linear(part):
        share = int(part, 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color[1:3]) + 0.7152 * linear(color[3:5]) + 0.0722 * linear(color[5:7])


@pytest.mark.parametrize("ink", PLAYER_INKS)
def test_text_in_a_players_color_is_legible_on_white(ink):
    assert 1.05 / (_luminance(ink) + 0.05) >= 4.5


def test_colors_begin_anew_after_the_last():
    assert player_fill(0) == player_fill(len(PLAYER_FILLS)) == PLAYER_FILLS[0]
    assert player_ink(1) == player_ink(1 + len(PLAYER_INKS))
    assert len(PLAYER_FILLS) == len(PLAYER_INKS) == len(set(PLAYER_FILLS))


def test_a_notebook_shows_a_picture_as_wide_as_a_page_does():
    figure = draw("literature/luce-1957/prisoners-dilemma")
    png, metadata = figure._repr_png_()
    assert png.startswith(b"\x89PNG")
    assert metadata == {"width": round(figure.get_figwidth() * 96)}
