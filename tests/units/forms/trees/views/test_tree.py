import math
import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from units.views.drawn import boxes, lines, outside, overlapping, words
from units.views.trade import trade_restriction
from units.views.trees import (
    CLASSICS,
    NAMES,
    beer_quiche,
    chain,
    doubtful_trees,
    entry_game,
    even_beliefs,
    horse,
    lotteries,
    mixed,
    over_at_once,
    poker,
    sixty_leaves,
)
from witnesses.sampling import slowly

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, Profile, Terminal
from gametheory_paradox.forms.trees.assessments import Assessment
from gametheory_paradox.forms.trees.views.tree import TreeDrawing, draw_tree
from gametheory_paradox.forms.trees.views.tree_layout import RADIUS
from gametheory_paradox.models import family_from_tree
from gametheory_paradox.views.canvas import BAND, FAINT, MEDIUM, THICK, WHITE, player_fill


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


@pytest.mark.slow
@given(trees(), st.booleans())
def test_no_label_meets_another_or_leaves_the_sheet(game, stacked):
    figure = draw_tree(game, title="A game", stacked=stacked)
    assert overlapping(figure) == []
    assert outside(figure) == []


@settings(max_examples=settings().max_examples // 2)
@given(trees())
def test_no_label_of_a_mixed_profile_meets_another(game):
    odds = tuple(tuple(Fraction(1, len(s.actions)) for _ in s.actions) for s in game.information_sets)
    figure = draw_tree(game, Profile(game.information_sets, odds))
    assert overlapping(figure) == []


@pytest.mark.parametrize("tree", CLASSICS, ids=lambda tree: tree.__name__)
@pytest.mark.parametrize("stacked", [False, slowly(True)])
def test_the_classics_are_legible(tree, stacked):
    game = tree()
    for figure in (
        draw_tree(game, stacked=stacked),
        draw_tree(game, mixed(game), beliefs=even_beliefs(game), title="A title", stacked=stacked),
    ):
        assert overlapping(figure) == []
        assert outside(figure) == []


def test_sixty_leaves_fit_a_page_of_twice_the_usual_height():
    game = sixty_leaves()
    assert sum(1 for _ in game.terminals()) == 60
    figure = draw_tree(game)
    assert figure.get_figwidth() < 8.3
    assert figure.get_figheight() < 2 * 11.7


@pytest.mark.parametrize("tree", CLASSICS, ids=lambda tree: tree.__name__)
def test_no_two_stacks_of_payoffs_overlap_and_each_is_at_its_leaf(tree):
    game = tree()
    figure = draw_tree(game, stacked=True)
    players = len(game.players)
    extents = _payoff_boxes(figure, players * sum(1 for _ in game.terminals()))
    stacks = [extents[k : k + players] for k in range(0, len(extents), players)]
    spans = [(min(top for top, _ in stack), max(bottom for _, bottom in stack)) for stack in stacks]
    assert spans == sorted(spans)
    for (_, bottom), (top, _) in pairwise(spans):
        assert bottom < top
    leaves = sorted(y for x, y in _dots(figure, 1.6))
    for (top, bottom), leaf in zip(spans, leaves, strict=True):
        assert abs((top + bottom) / 2 - leaf) < 4


def _payoff_boxes(figure, count):
    """The upper and lower ends of the payoffs from top to bottom, in points from the upper edge."""
    boxed = _boxes(figure)
    right = max(left for _, (left, *_) in boxed)
    found = sorted((top, bottom) for text, (left, top, _, bottom) in boxed if abs(left - right) < 2)
    assert len(found) >= count > 0
    return found[-count:]  # the players' names stand above them


def _boxes(figure):
    """Each text with its left, upper, right and lower end in points from the upper left corner."""
    points, height = 72 / figure.dpi, figure.get_figheight() * 72
    return [
        (
            text.get_text(),
            (box.x0 * points, height - box.y1 * points, box.x1 * points, height - box.y0 * points),
        )
        for text, box in boxes(figure).items()
    ]


def _dots(figure, radius):
    return [patch.center for patch in figure.axes[0].patches if getattr(patch, "radius", None) == radius]


def _joints(figure):
    return [points for points, _, width in lines(figure) if width == 1.1]


def _along(points):
    """Points at most one point apart along a line."""
    for (x, y), (u, v) in pairwise(points):
        steps = int(max(abs(u - x), abs(v - y))) + 1
        yield from ((x + (u - x) * k / steps, y + (v - y) * k / steps) for k in range(steps + 1))


def _assert_joined(game, figure):
    """Every set's nodes are joined one after the other, across no label and over no other node."""
    nodes, leaves = _dots(figure, RADIUS), _dots(figure, 1.6)
    joints = _joints(figure)
    assert len(joints) == sum(len(members) - 1 for members in game.members)
    deciding = [at for at, node in enumerate(game.nodes) if not isinstance(node, Terminal)]
    place = dict(zip(deciding, nodes, strict=True))
    expected = [{place[a], place[b]} for members in game.members for a, b in pairwise(members)]
    assert [{tuple(points[0]), tuple(points[-1])} for points in joints] == expected
    boxed = _boxes(figure)
    for points in joints:
        ends = (tuple(points[0]), tuple(points[-1]))
        for x, y in _along(points):
            met = [
                text for text, (left, top, right, bottom) in boxed if left < x < right and top < y < bottom
            ]
            assert met == []
            for node in nodes + leaves:
                assert node in ends or math.hypot(node[0] - x, node[1] - y) > 3.5


@pytest.mark.parametrize("tree", CLASSICS, ids=lambda tree: tree.__name__)
def test_dashed_lines_meet_no_label_and_no_other_node(tree):
    game = tree()
    _assert_joined(game, draw_tree(game))
    _assert_joined(game, draw_tree(game, mixed(game), beliefs=even_beliefs(game)))


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 2)
@given(doubtful_trees(), st.booleans(), st.booleans())
def test_however_sets_lie_their_lines_meet_no_label_and_no_other_node(game, stacked, played):
    given = (mixed(game), even_beliefs(game)) if played else (None, None)
    figure = draw_tree(game, given[0], beliefs=given[1], stacked=stacked)
    _assert_joined(game, figure)
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_the_random_trees_have_sets_at_several_depths_and_crossing_ones():
    spans, aside = 0, 0

    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(doubtful_trees())
    def count(game):
        nonlocal spans, aside
        spans += any(len({len(game.history(at)) for at in members}) > 1 for members in game.members)
        dashes = TreeDrawing(game, None, None, title="", stacked=False, notes=False).layout.dashes
        aside += any(
            len(points) > 2 and points[0][0] == points[-1][0] for points in (line.points for line in dashes)
        )

    count()
    assert spans > 15
    assert aside > 5


def test_nodes_of_different_depths_are_joined_through_a_gap_between_rows():
    (path,) = _joints(draw_tree(horse()))
    rows = sorted(y for _, y in _dots(draw_tree(horse()), 1.6))
    level = next(y for (x, y), (u, v) in pairwise(path) if y == v and u > x)
    assert rows[1] + 12 < level < rows[2] - 12


def test_the_straight_way_is_taken_where_nothing_is_in_it():
    game = poker()
    straight = [len(points) == 2 for points in _joints(draw_tree(game))]
    names = [
        s.name for s, members in zip(game.information_sets, game.members, strict=True) for _ in members[1:]
    ]
    assert {name for name, direct in zip(names, straight, strict=True) if direct} == {"J", "Q", "K"}


def test_a_long_formula_goes_on_in_the_next_line():
    value = " + ".join(f"alpha_{n}*beta_{n}" for n in range(9))
    names = [f"{letter}_{n}" for n in range(9) for letter in ("alpha", "beta")]
    family = family_from_tree(
        ["A", "B"], Move("A", "x", {"u": (value, 0), "v": (0, value)}), dict.fromkeys(names, (0, 1, 0))
    )
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
    drawn = {
        (round(width, 1), color)
        for points, color, width in lines(draw_tree(game, profile))
        if len(points) == 3
    }
    assert drawn == {(THICK, player_fill(0)), (MEDIUM, player_fill(1)), (0.9, FAINT)}
    thick = [points for points, _, width in lines(draw_tree(game, profile)) if width == THICK]
    assert len(thick) == 1  # only the branch "out" is played


def test_the_outcome_that_is_reached_is_marked():
    game = entry_game()
    plain, marked = draw_tree(game), draw_tree(game, Profile.pure(game.information_sets, [0, 1]))
    bands = [
        sum(patch.get_facecolor()[:3] == _rgb(BAND) for patch in f.axes[0].patches) for f in (plain, marked)
    ]
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
    beside = [
        line.get_xdata()[1]
        for line in figure.axes[0].lines
        if line.is_dashed() and len(line.get_xdata()) == 4
    ]
    assert len(beside) == 2
    assert beside[0] != beside[1]


def test_mixing_shows_its_probabilities():
    game = hidden_move()
    said = words(draw_tree(game, Profile(game.information_sets, ((Fraction(1, 4), Fraction(3, 4)),))))
    assert said.count("1/4") == 2
    assert said.count("3/4") == 2


def test_probabilities_are_exact_unless_they_are_too_long_to_read():
    odds = Fraction(123456789, 987654321)
    long = Fraction(10**20 + 1, 3 * 10**20)
    game = ExtensiveForm.from_tree(
        ["A"], Chance({"x": (odds, (1,)), "y": (1 - odds - long, (2,)), "z": (long, (0,))})
    )
    said = words(draw_tree(game))
    assert str(odds) in said
    assert "≈0.3333" in said


def test_probabilities_that_are_formulas_stay_formulas():
    tree = Chance({"dry": ("eps", (1,)), "wet": ("1 - eps", (2,))})
    said = words(draw_tree(family_from_tree(["A"], tree, {"eps": (0, 1, "1/2")})))
    assert {"$\\mathit{eps}$", "$1 - \\mathit{eps}$"} <= set(said)


def test_chance_is_an_open_circle_and_players_are_filled_ones():
    figure = draw_tree(beer_quiche())
    fills = [p.get_facecolor()[:3] for p in figure.axes[0].patches if getattr(p, "radius", None) == RADIUS]
    assert fills.count(_rgb(WHITE)) == 1
    assert fills.count(_rgb(player_fill(0))) == 2
    assert fills.count(_rgb(player_fill(1))) == 4


def test_an_assessment_shows_its_beliefs_at_the_nodes_that_are_in_doubt():
    game = beer_quiche()
    shared = iter([(Fraction(9, 10), Fraction(1, 10)), (Fraction(1, 3), Fraction(2, 3))])
    beliefs = tuple(next(shared) if len(members) > 1 else (Fraction(1),) for members in game.members)
    profile = Profile.pure(game.information_sets, [0, 1, 0, 0])
    for figure in (draw_tree(game, Assessment(profile, beliefs)), draw_tree(game, profile, beliefs=beliefs)):
        said = words(figure)
        assert [word for word in said if word.startswith("[")] == ["[9/10]", "[1/3]", "[1/10]", "[2/3]"]
        assert any(note.startswith("In brackets") for note in said)
        assert THICK in [width for _, _, width in lines(figure)]
    assert not any(note.startswith("In brackets") for note in words(draw_tree(game, profile)))
    assert "[9/10]" in words(draw_tree(game, beliefs=beliefs))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda b: b[:-1], "4 information sets need as many beliefs, got 3"),
        (
            lambda b: [(*own, Fraction(0)) for own in b],
            "has 1 nodes, got 2 beliefs|has 2 nodes, got 3 beliefs",
        ),
        (lambda b: [[p / 2 for p in own] for own in b], "not a distribution over its nodes"),
        (
            lambda b: [(Fraction(-1), Fraction(2)) if len(own) == 2 else own for own in b],
            "'beer': the beliefs -1, 2 are not",
        ),
    ],
)
def test_beliefs_that_do_not_fit_are_refused(change, complaint):
    game = beer_quiche()
    with pytest.raises(InvalidGame, match=complaint):
        draw_tree(game, beliefs=change(even_beliefs(game)))


def test_what_is_no_profile_is_refused():
    with pytest.raises(
        InvalidGame, match="from a profile or an assessment with exact probabilities, not from str"
    ):
        draw_tree(entry_game(), "in, yield")


def test_medium_lines_are_explained_where_there_are_any():
    game = entry_game()
    reached, unreached = (draw_tree(game, Profile.pure(game.information_sets, [a, 1])) for a in (0, 1))
    assert "Thick: what is played." in words(reached)
    assert "Thick: what is played. Medium: what would be played at a node that is not reached." in words(
        unreached
    )


def test_a_profile_of_another_game_is_refused():
    with pytest.raises(InvalidGame, match="belongs to another game"):
        draw_tree(entry_game(), Profile.pure(hidden_move().information_sets, [0]))


def test_a_table_is_refused():
    with pytest.raises(InvalidGame, match="draw its payoff matrix"):
        draw_tree(NormalForm.from_tables(["A"], [["x", "y"]], [1, 2]))


def test_a_game_that_is_over_at_once_can_be_drawn():
    assert words(draw_tree(over_at_once())) == ["A", "B", "1", "2"]


@pytest.mark.parametrize(
    ("game", "size"),
    [
        (lambda: lotteries(10_000), "10,000 and 10,000"),
        (lambda: chain(61), "61 and 61"),
        (
            lambda: ExtensiveForm.from_tree(["A"], Move("A", "x", {str(n): (n,) for n in range(301)})),
            "2 and 301",
        ),
    ],
)
def test_a_tree_that_no_picture_holds_is_refused(game, size):
    with pytest.raises(
        Unsupported, match=f"at most 60 levels and 300 ends, this one has {size}; draw a smaller one"
    ):
        draw_tree(game())


@pytest.mark.slow
def test_the_deepest_and_the_widest_trees_that_are_drawn_are_legible():
    assert outside(draw_tree(chain(60))) == []
    assert (
        outside(draw_tree(ExtensiveForm.from_tree(["A"], Move("A", "x", {str(n): (n,) for n in range(300)}))))
        == []
    )


def test_names_too_long_for_a_page_are_refused():
    game = ExtensiveForm.from_tree(["A"], Move("A", "x" * 4000, {"go": (1,), "stop": (0,)}))
    with pytest.raises(Unsupported, match=r"would be [\d,]+ by \d+ points.*shorter names"):
        draw_tree(game)
