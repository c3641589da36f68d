"""A block of games: by compiled code or by numpy, then exactly, one by one, what is left open."""

from fractions import Fraction
from itertools import product
from types import ModuleType

import numpy as np

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import close_fraction
from gametheory_paradox.forms.tables.solvers.vertex_enumeration import vertex_enumeration
from gametheory_paradox.kernels.batch import plain
from gametheory_paradox.kernels.batch.games import Deletion, Games, Map
from gametheory_paradox.kernels.batch.sheets import (
    OPEN,
    ComparisonSheet,
    EquilibriumSheet,
    ExactOutcome,
    ExactVerdict,
    Mask,
)
from gametheory_paradox.kernels.batch.subsets import LARGEST
from gametheory_paradox.kernels.batch.vertex_payoffs import OccurringVertices
from gametheory_paradox.kernels.compiled import COMPARING, SOLVING, Kernel
from gametheory_paradox.paradoxes.definition import with_and_without
from gametheory_paradox.paradoxes.guard_rails import rail_for
from gametheory_paradox.paradoxes.option import claim
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import nearest_float

_SOLVED_EACH, _COMPARED_EACH = 4e-5, 1e-4  # seconds for one game by numpy


def _loaded(kernel: Kernel, games: Games, each: float) -> ModuleType | None:
    """The compiled functions if they take games of this size, and pay for so many at so many seconds each."""
    fits = max(games.shape) <= LARGEST
    return kernel.load() if fits and kernel.pays(each * len(games)) else None


def solve(games: Games, sheet: EquilibriumSheet, spread: Map, ahead: int) -> None:
    """Finds the equilibria; ``ahead`` games came in earlier blocks."""
    code = _loaded(SOLVING, games, _SOLVED_EACH)
    with SOLVING.timed():
        (code or plain).find_all(games, sheet, spread)
        if sheet.undone.any():
            games.check_finite(ahead)  # what is no number was left undone

        _settle(games, sheet)
        for number in np.flatnonzero(sheet.undone).tolist():
            sheet.write(number, outcome_of(games, number))


def compare(
    games: Games,
    deletion: Deletion,
    sheet: EquilibriumSheet,
    compared: ComparisonSheet,
    spread: Map,
    ahead: int,
) -> None:
    """Finds the equilibria with and without an action, and the gaps; ``ahead`` games came before."""
    code = _loaded(COMPARING, games, _COMPARED_EACH)
    with COMPARING.timed():
        (code or plain).compare_all(games, deletion, sheet, compared, spread)
        undone = sheet.undone | compared.without_action.undone
        if undone.any():
            games.check_finite(ahead)

        _settle_gaps(games, deletion, sheet, compared, ~undone)
        compared.differences.impossible[:] |= games.have_one_chooser(deletion.mover)
        for number in np.flatnonzero(undone | (compared.differences.sign == OPEN)).tolist():
            verdict = _verdict_of(games, number, deletion)
            sheet.write(number, verdict.with_action)
            compared.write(number, verdict)


def _settle(games: Games, sheet: EquilibriumSheet) -> None:
    """Finds the least and greatest payoffs of two-player games whose equilibria are known."""
    known = (number for number in sheet.open if not sheet.undone[number])
    for number, player in product(known, range(2)):
        low, high = sheet.open[number].ends(player, _own(games, number, player))
        sheet.low[number, player], sheet.high[number, player] = low, high


def _settle_gaps(
    games: Games, deletion: Deletion, sheet: EquilibriumSheet, compared: ComparisonSheet, known: Mask
) -> None:
    """Finds these with and without the action, and the gaps between known equilibria that are left open."""
    rest = games.without(deletion.mover, deletion.action)
    _settle(games, sheet)
    _settle(rest, compared.without_action)
    for number in sheet.open.keys() & compared.without_action.open.keys():
        if known[number] and compared.differences.sign[number] == OPEN:
            pair = (games, sheet.open[number]), (rest, compared.without_action.open[number])
            compared.differences.gap[number], compared.differences.sign[number] = _gap(
                number, *pair, deletion
            )


def _own(games: Games, number: int, player: int) -> list[list[float]]:
    """A player's payoffs in one game, its own actions as rows."""
    payoffs = games.payoffs[player][number]
    rows: list[list[float]] = (payoffs if player == 0 else payoffs.T).tolist()
    return rows


def _gap(
    number: int,
    with_: tuple[Games, OccurringVertices],
    without: tuple[Games, OccurringVertices],
    deletion: Deletion,
) -> tuple[float, int]:
    """The gap and its sign; open where it is positive and whether the action matters is another question."""
    mover, ends = deletion.mover, (deletion.without_end, deletion.with_end)
    payoff_without, payoff_with = (
        sorted(vertices.payoffs(mover, _own(games, number, mover)))[-1 if end > 0 else 0]
        for (games, vertices), end in zip((without, with_), ends, strict=True)
    )
    gap = payoff_without - payoff_with
    sign = (gap > 0) - (gap < 0)
    return float(gap), OPEN if sign > 0 and deletion.without_end > deletion.with_end else sign


# Single two-player games, by the method of ``solve`` and the definition of ``detect``
# -------------------------------------------------------------------------------------


def outcome_of(games: Games, number: int) -> ExactOutcome:
    """The equilibria of one game of a batch."""
    return _outcome(_all_equilibria(_exact_game(games, number)))


def _verdict_of(games: Games, number: int, deletion: Deletion) -> ExactVerdict:
    """The verdict about one game of a batch, by the definition and the guard-rails that ``detect`` uses."""
    game, mover, action = _exact_game(games, number), str(deletion.mover), str(deletion.action)
    question = Question(mover=mover, action=action, quantifier=deletion.quantifier, concept="nash")
    parts = with_and_without(game, question)
    sets = {name: _all_equilibria(part) for name, part in parts.items() if isinstance(part, NormalForm)}
    comparison = claim(game, question, sets)
    assert not isinstance(comparison, str)  # both sets are spanned by their profiles
    return ExactVerdict(
        comparison.holds(),
        rail_for(game, question, parts) is not None,
        nearest_float(close_fraction(comparison.gap)),
        _outcome(sets["with"]),
        _outcome(sets["without"]),
    )


def _exact_game(games: Games, number: int) -> NormalForm[Fraction]:
    """One game of a batch, its players and actions named by their numbers."""
    players = tuple(map(str, range(len(games.payoffs))))
    actions = tuple(tuple(map(str, range(size))) for size in games.shape)
    cells = [[Fraction(entry) for entry in array[number].ravel().tolist()] for array in games.payoffs]
    return NormalForm(players, actions, tuple(zip(*cells, strict=True)))


def _all_equilibria(game: NormalForm[Fraction]) -> EquilibriumSet:
    equilibria = vertex_enumeration(game, Clock(None))
    if equilibria.completeness.status != "proved":
        raise Unsupported(
            f"a game of {'×'.join(map(str, game.shape))} actions is too large: {equilibria.completeness.why}"
        )
    return EquilibriumSet(game, equilibria.profiles, equilibria.is_infinite, spanning=True)


def _outcome(equilibria: EquilibriumSet) -> ExactOutcome:
    payoffs = [equilibria.payoffs(player) for player in equilibria.game.players]
    low, high = tuple(float(p.low) for p in payoffs), tuple(float(p.high) for p in payoffs)
    return ExactOutcome(len(equilibria.profiles), equilibria.infinite, low, high)


# Pure equilibria, of any number of players and actions
# ------------------------------------------------------


def solve_pure(games: Games, sheet: EquilibriumSheet, ahead: int) -> None:
    """Finds the number of pure equilibria, and the extreme payoffs in them; NaN where there is none.

    Comparing two numbers rounds nothing, so these are exact whatever the payoffs are.  ``ahead`` games came
    in earlier blocks.
    """
    games.check_finite(ahead)
    best = [array == array.max(axis=1 + player, keepdims=True) for player, array in enumerate(games.payoffs)]
    stable = np.logical_and.reduce(best).reshape(len(games), -1)
    sheet.number[:] = stable.sum(axis=1)
    for player, array in enumerate(games.payoffs):
        payoffs = array.reshape(stable.shape).astype(np.float64)
        sheet.low[:, player] = np.where(stable, payoffs, np.inf).min(axis=1)
        sheet.high[:, player] = np.where(stable, payoffs, -np.inf).max(axis=1)
    none = sheet.number == 0
    sheet.low[none] = sheet.high[none] = np.nan
