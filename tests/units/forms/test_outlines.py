"""A table shows itself as its payoff matrix, a tree as an outline: what stands there is the game."""

from fractions import Fraction

from hypothesis import given

from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.outlines import INDENT, MOST_ACTIONS, MOST_GRIDS, MOST_NODES
from gametheory_paradox.testing import extensive_forms, normal_forms

FOUR_BY_TWO = NormalForm.from_tables(
    ["Row", "Column"],
    [["a", "b", "c", "d"], ["l", "r"]],
    [[2, 0], [2, "-1/2"], [1, 1], [0, 3]],
    [[1, 1], [0, 4], [5, 2], [2, 2]],
)


def number(text: str) -> Fraction:
    """The number that is written with a true minus, with or without a mark behind it."""
    return Fraction(text.rstrip("*").replace("−", "-"))


@given(normal_forms())
def test_the_cells_of_a_matrix_are_the_payoffs_and_a_mark_is_a_best_response(game):
    texts = [text for table in game.payoff_tables() for row in table.rows for text in row[1:]]
    cells = [text.split(", ") for text in texts]
    by_grid = sorted(game.profiles(), key=lambda profile: index(game, profile)[2:])
    for profile, cell in zip(by_grid, cells, strict=True):
        place = index(game, profile)
        assert tuple(map(number, cell)) == game.cell(place)
        for who, text in enumerate(cell):
            others = [
                game.cell((*place[:who], own, *place[who + 1 :]))[who] for own in range(game.shape[who])
            ]
            assert text.endswith("*") == (game.cell(place)[who] == max(others))


def index(game, profile):
    return tuple(names.index(action) for names, action in zip(game.actions, profile, strict=True))


def test_ties_are_best_responses_both():
    assert str(FOUR_BY_TWO).splitlines()[2:6] == [
        "a             2*, 1*  0, 1*",
        "b             2*, 0   −0.5, 4*",
        "c             1, 5*   1, 2",
        "d             0, 2*   3*, 2*",
    ]


def test_more_players_have_a_matrix_for_each_combination_of_the_others():
    game = NormalForm.from_tables(["A", "B", "C"], [["u"], ["v", "w"], ["x", "y"]], *[[[[1, 2], [3, 4]]]] * 3)
    tables = game.payoff_tables()
    assert [table.title for table in tables] == ["C plays x", "C plays y"]
    assert [table.rows for table in tables] == [
        (("u", "1*, 1, 1", "3*, 3*, 3"),),
        (("u", "2*, 2, 2*", "4*, 4*, 4*"),),
    ]


def test_a_lone_player_has_one_column():
    game = NormalForm.from_tables(["A"], [["u", "v"]], [1, 2], title="Alone")
    assert str(game) == "Alone\n\nA  payoff\n-  ------\nu  1\nv  2*\n\nPayoffs: A.  * a best response"


def test_of_a_large_game_the_first_cells_are_shown_and_it_says_so():
    rows, columns = MOST_ACTIONS + 1, MOST_ACTIONS + 3
    actions = [[f"r{i}" for i in range(rows)], [f"c{j}" for j in range(columns)]]
    game = NormalForm.from_tables(
        ["A", "B"], actions, *[[[i * j for j in range(columns)] for i in range(rows)]] * 2
    )
    table, said = game.parts()
    assert len(table.columns) == MOST_ACTIONS + 2
    assert len(table.rows) == MOST_ACTIONS + 1
    assert set(table.rows[-1]) == {"…"} == {row[-1] for row in table.rows}
    assert said == f"The first of {rows * columns} cells ({rows}×{columns} actions)."
    assert len(game.payoff_tables()[0].rows) == rows
    many = NormalForm.from_tables(
        ["A", "B", "C"], [["u"], ["v"], list("abcdefgh")], *[[[list(range(8))]]] * 3
    )
    assert len(many.parts()) == MOST_GRIDS + 1
    assert many.parts()[-1] == "The first of 8 cells (1×1×8 actions)."


def test_the_values_of_a_measure_stand_behind_the_payoffs():
    game = NormalForm(
        ("A",), (("u", "v"),), ((Fraction(1), Fraction(7)), (Fraction(2), Fraction(0))), measure="security"
    )
    (table,) = game.parts()
    assert [row[1] for row in table.rows] == ["1, 7", "2*, 0"]
    assert table.note == "Payoffs: A; then security, likewise.  * a best response"


@given(extensive_forms())
def test_an_outline_is_the_tree(game):
    lines = list(game.outline())
    assert len(lines) == len(game.nodes)
    history: list[str] = []
    for position, (text, payoffs) in enumerate(lines):
        node, line = game.nodes[position], text.lstrip()
        depth = (len(text) - len(line)) // len(INDENT)
        assert depth == len(game.history(position))
        assert tuple(map(number, payoffs)) == getattr(node, "payoffs", ())
        if position:
            history[depth - 1 :] = [line.split(":")[0].split(" (")[0]]
            assert tuple(history) == game.history(position)


@given(extensive_forms())
def test_an_outline_says_who_cannot_tell_which_nodes_apart(game):
    table = game.table()
    together = [nodes for nodes in game.members if len(nodes) > 1]
    said = [line for line in table.note.splitlines() if "cannot tell apart" in line]
    more = [line for line in table.note.splitlines() if "more information sets" in line]
    assert len(said) + sum(int(line.split()[4]) for line in more) == len(together)
    assert len(table.rows) == min(len(game.nodes), MOST_NODES)


def test_a_long_tree_is_cut_and_says_how_long_it_is():
    tree = Move("A", "start", {f"a{n}": (n, 0) for n in range(MOST_NODES + 5)})
    game = ExtensiveForm.from_tree(["A", "B"], tree)
    assert len(game.table().rows) == MOST_NODES
    assert game.table().note == f"The first {MOST_NODES} of {MOST_NODES + 6} nodes."
