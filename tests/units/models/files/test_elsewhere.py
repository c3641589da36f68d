"""Games of other programs; stand-ins offer what those programs do, which are asked too where installed."""

from fractions import Fraction

import nashpy
import numpy as np
import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.models.files import payoff_matrices, write_efg, write_nfg
from gametheory_paradox.models.files.arrays import BINARY
from gametheory_paradox.models.files.elsewhere import from_elsewhere

A, B = [[3, 0], [0, 2]], [[2, 0], [0, 3]]
TABLE = NormalForm.from_tables(["1", "2"], [["1", "2"]] * 2, A, B)
NAMED = NormalForm.from_tables(["Row", "Column"], [["opera", "fight"]] * 2, A, B)
TREE = ExtensiveForm.from_tree(["E", "I"], Move("E", "entry", {"in": (1, -1), "out": (0, 2)}))


class DataFrame:
    """A data frame as pandas and polars offer it: numbers by ``to_numpy``, columns by name."""

    def __init__(self, numbers):
        self.numbers, self.shape = numbers, numbers.shape

    def to_numpy(self):
        return self.numbers

    def __len__(self):
        return len(self.numbers)

    def __getitem__(self, column):
        raise KeyError(column)


def _inside_itself():
    endless = []
    endless.append(endless)
    return endless


class Pygambit17:
    """A table or a tree as pygambit 17 offers it: trees alone have moves."""

    def __init__(self, game):
        self.game = game
        if isinstance(game, ExtensiveForm):
            self.append_move = None

    def to_efg(self):
        return write_efg(self.game)

    def to_nfg(self):
        return write_nfg(self.game)


class Pygambit16(Pygambit17):
    """The same in version 16, where every game has ``append_move`` and says whether it is a tree."""

    def __init__(self, game):
        super().__init__(game)
        self.append_move, self.is_tree = None, isinstance(game, ExtensiveForm)


class QuantEcon:
    """A game as QuantEcon offers it: the last axis counts the players."""

    payoff_profile_array = np.stack([np.array(A), np.array(B)], axis=-1)


@pytest.mark.parametrize(
    "given",
    [
        (A, B),
        ([A, B],),
        ((np.array(A), B),),
        (np.array([A, B]),),
        ([np.array(row) for row in A], B),
        (nashpy.Game(np.array(A), np.array(B)),),
        (QuantEcon(),),
        (Pygambit17(TABLE),),
        (Pygambit16(TABLE),),
    ],
    ids=[
        "two lists",
        "a pair",
        "an array and a list",
        "one array",
        "rows",
        "nashpy",
        "quantecon",
        "pygambit 17",
        "16",
    ],
)
def test_matrices_and_the_games_of_others_are_one_game(given):
    read = from_elsewhere(*given)
    assert (read if isinstance(read, NormalForm) else read.at()) == TABLE


@pytest.mark.parametrize("program", [Pygambit17, Pygambit16])
@pytest.mark.parametrize("game", [NAMED, TREE])
def test_pygambit_s_names_stay(program, game):
    assert from_elsewhere(program(game)).at() == game


def test_the_numbers_of_data_frames_are_read():
    frames = [DataFrame(np.array(table)) for table in (A, B)]
    assert from_elsewhere(*frames) == from_elsewhere(frames) == TABLE


def test_three_arrays_are_three_players():
    arrays = np.arange(24).reshape(3, 2, 2, 2)
    assert from_elsewhere(arrays).cell([1, 0, 1]) == (5, 13, 21)
    assert from_elsewhere(*arrays) == from_elsewhere(arrays)


def test_a_float_in_a_list_is_what_is_printed_and_in_an_array_its_binary_value():
    listed = payoff_matrices([[0.1, 0.5]], [[1, 2]])
    assert (listed.payoffs[0][0], listed.title) == (Fraction(1, 10), "")
    binary = payoff_matrices(np.array([[0.1, 0.5]]), [[1, 2]])
    assert (binary.payoffs[0][0], binary.title) == (Fraction(0.1), BINARY)
    assert payoff_matrices(np.array([[0.25, 3.0]]), [[1, 2]]).title == ""  # these are what is printed
    assert payoff_matrices([[np.float64(0.1), np.int64(3)]], [[1, 2]]).cell([0, 0])[0] == Fraction(0.1)


def test_numbers_of_any_size_stay_exact():
    assert payoff_matrices([[10**400, Fraction(1, 3)]], [[1, 2]]).cell([0, 0])[0] == 10**400


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (([[1, 2], [3, 4]],), "one matrix says what one player gets"),
        ((np.eye(2),), "one matrix says what one player gets"),
        (((np.eye(2),),), r"the payoff of 1 at \[0\]: expected a finite number"),
        (([1, 2],), "expected a game, a family, the name of a game in the catalog"),
        ((7,), "expected a game, a family, .* got 7"),
        (([],), "got \\[\\]"),
        (({"a": 1},), "payoff matrices"),
        ((A, [[1, 2]]), "the payoffs of 2: expected 2 entries"),
        ((A, B, B), "the payoff of 1|the payoffs of 1"),
        ((A, [[1, float("nan")], [0, 0]]), "expected a finite number, got nan"),
        ((A, "seed/whole"), "the payoffs of 2"),
        ((_inside_itself(),), r"the payoff of 1 at \[0\]"),
    ],
)
def test_what_is_no_game_is_refused_with_what_would_be_one(given, complaint):
    with pytest.raises(InvalidGame, match=complaint):
        from_elsewhere(*given)


def test_complaints_are_one_line():
    with pytest.raises(InvalidGame) as complaint:
        from_elsewhere(NAMED, B)
    assert "\n" not in str(complaint.value)


def test_games_of_pygambit_where_it_is_installed():
    pygambit = pytest.importorskip("pygambit")
    made = getattr(pygambit, "StrategicGame", pygambit.Game).from_arrays(np.array(A), np.array(B))
    assert from_elsewhere(made).at() == TABLE


def test_games_of_quantecon_where_it_is_installed(tmp_path):
    game_theory = pytest.importorskip("quantecon.game_theory")
    made = game_theory.NormalFormGame([game_theory.Player(A), game_theory.Player(np.transpose(B))])
    assert from_elsewhere(made) == TABLE
