"""Proofs of subgame perfect equilibria of trees in which all is seen, ties included.

Source: selten1965, kuhn1953 (backward induction), hendon1996 (the one-shot deviation principle).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from operator import mul
from typing import NamedTuple

from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Game,
    Lottery,
    NormalForm,
    Profile,
    expected_payoffs,
    game_hash,
    without_measure,
)
from gametheory_paradox.forms.columns import width_of
from gametheory_paradox.forms.profiles import profile_from_data
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.nash import is_subgame_perfect
from gametheory_paradox.forms.proofs.proof_fields import Data
from gametheory_paradox.forms.records import integer_in, list_in
from gametheory_paradox.forms.tables.proofs.piece_ranges import PieceRange
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval
from gametheory_paradox.forms.tables.proofs.settled_boxes import EquilibriumCover
from gametheory_paradox.forms.trees.assessments import node_payoffs
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import MOST_CELLS_IN_ALL, MOST_TABLES
from gametheory_paradox.forms.trees.proofs.payoff_pieces import InTable, payoff_pieces
from gametheory_paradox.forms.trees.proofs.subgame_pieces import SubgameTables
from gametheory_paradox.forms.trees.proofs.ties import Ties
from gametheory_paradox.interruption import look

# Every subgame perfect equilibrium of a game with perfect information, from two plans and a bound
#
# Backward induction with intervals: at every node, the interval of what each player gets in *any* subgame
# perfect equilibrium of the subgame there, mixed continuations included.  A player who moves gets at least
# the best of the guaranteed values of its actions; an action whose value can never reach that is never taken.
# Where no tie occurs every interval is a point and the equilibrium is unique.  With ties, two plans that are
# subgame perfect and attain the bounds prove that the bounds are exact for the player in question; where none
# do, the intervals are too wide, and pieces of payoffs take their place
# (:mod:`~gametheory_paradox.forms.trees.proofs.plans_under_ties`).  A measure, which nobody maximizes, has
# intervals of its own beside those of the payoffs.
# ----------------------------------------------------------------------------

MOST_BITS = 100_000


class Bounds(NamedTuple):
    """For every node an interval of each player's payoff and measure, and whether a tie occurs anywhere."""

    intervals: tuple[tuple[Interval, ...], ...]
    ties: bool


def bounds(game: ExtensiveForm[Fraction]) -> Bounds:
    """Bounds of each player's payoff, and of a measure, at each node in any subgame perfect equilibrium.

    Raises
    ------
    CertificateRejected
        If the game does not have perfect information.
    """
    if not game.has_perfect_information:
        raise CertificateRejected("backward induction needs perfect information")

    found: list[tuple[Interval, ...]] = [()] * len(game.nodes)
    ties = False
    for position in range(len(game.nodes) - 1, -1, -1):
        look()
        node = game.nodes[position]
        below = [found[child] for child in node.children]
        if isinstance(node, Decision):
            found[position], tie = _choice(game.mover(node), below)
            ties = ties or tie
        elif isinstance(node, Lottery):
            found[position] = _average(node.probabilities, below)
        else:
            found[position] = tuple((p, p) for p in node.payoffs)

    return Bounds(tuple(found), ties)


def _choice(mover: int, children: list[tuple[Interval, ...]]) -> tuple[tuple[Interval, ...], bool]:
    best = max(children, key=lambda child: child[mover][0])
    possible = [child for child in children if child is best or child[mover][1] >= best[mover][0]]
    if len(possible) == 1:
        return possible[0], False
    hull = [(min(c[i][0] for c in possible), max(c[i][1] for c in possible)) for i in range(len(children[0]))]
    hull[mover] = (best[mover][0], hull[mover][1])
    return tuple(hull), True


def _average(odds: tuple[Fraction, ...], children: list[tuple[Interval, ...]]) -> tuple[Interval, ...]:
    def expected(ends: Iterable[Fraction]) -> Fraction:
        total = sum(map(mul, odds, ends), Fraction(0))
        if total.denominator.bit_length() > MOST_BITS:
            raise Unsupported("the expected payoffs have too many digits")
        return total

    columns = zip(*children, strict=True)
    return tuple((expected(low for low, _ in own), expected(high for _, high in own)) for own in columns)


def is_backward_induction_plan(game: ExtensiveForm[Fraction], plan: Profile) -> bool:
    """True if a pure profile is subgame perfect: at no node does another action give its mover more."""
    values = node_payoffs(game, plan)
    return not any(
        values[child][game.mover(node)] > values[position][game.mover(node)]
        for position, node in enumerate(game.nodes)
        if isinstance(node, Decision)
        for child in node.children
    )


def by_backward_induction(game: Game, player: str, data: Data) -> EquilibriumSet:
    """Checks two plans that attain the ends of what is compared for a player, and so prove its range.

    Raises
    ------
    CertificateRejected
        If a plan is not subgame perfect or does not attain its bound.
    """
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("backward induction needs a tree")
    lowest, highest = (data.get(end) for end in ("lowest", "highest"))
    low = profile_from_data(game.information_sets, lowest)
    high = low if highest == lowest else profile_from_data(game.information_sets, highest)

    limits, column = bounds(game), game.column(player)
    if not all(is_backward_induction_plan(game, plan) for plan in (low, high)[: 1 + (high is not low)]):
        raise CertificateRejected("a listed plan is not subgame perfect")
    for plan, end in ((low, 0), (high, 1)):
        if expected_payoffs(game, plan)[column] != limits.intervals[0][column][end]:
            raise CertificateRejected(f"a plan misses the bound of {player}'s {game.measure or 'payoff'}")
    plans = (low, high) if limits.ties else (low,)
    return EquilibriumSet(game, plans, infinite=limits.ties, spanning=not limits.ties)


# Every subgame perfect equilibrium of a tree with ties, from plans that attain the ends of pieces
#
# Pieces cover what the equilibria pay (:mod:`~gametheory_paradox.forms.trees.proofs.payoff_pieces`).  Plans
# that are subgame perfect by definition, and attain the least and the greatest entry of a column, prove that
# these are exact.  Where somebody does not see all, the pieces bound what no plan attains.
# ----------------------------------------------------------------------------

MOST_CUTS = 4
MOST_PLANS = 100


def equilibria_in_pieces(
    game: ExtensiveForm[Fraction],
    player: str,
    cuts: int,
    plans: Sequence[Profile],
    in_table: InTable | None = None,
) -> EquilibriumSet:
    """Payoffs that pieces leave for a player, and plans that attain their ends: so these are exact.

    Where somebody does not see all, and no plan attains an end, it is known within bounds.

    Raises
    ------
    CertificateRejected
        If a plan is not subgame perfect, or where all is seen none attains an end.
    """
    column = game.column(player)
    covered = payoff_pieces(game, [column], cuts, in_table=in_table)
    if not all(is_equilibrium(game, plan) for plan in plans):
        raise CertificateRejected("a listed plan is not subgame perfect")

    paid = [expected_payoffs(game, plan) for plan in plans]
    is_exact = {own[column] for own in paid}.issuperset(covered.range)
    if in_table is not None:  # there may be finitely many, of which some are not listed
        return EquilibriumCover(
            game,
            tuple(plans),
            infinite=True,
            spanning=False,
            counted=False,
            listed=False,
            ranges=None if is_exact else lambda _: [PieceRange(*covered.range)],
        )

    if not is_exact:
        compared = game.measure or "payoff"
        raise CertificateRejected(f"no listed plan attains an end of the pieces of {player}'s {compared}")

    return EquilibriumSet(
        game,
        tuple(plans),
        infinite=covered.ties,
        spanning=not covered.ties,
        ties=Ties(covered.never(game), partial(_best_for_all, game, cuts, paid)),
    )


def is_equilibrium(game: ExtensiveForm[Fraction], plan: Profile) -> bool:
    """True if a plan is subgame perfect, by definition."""
    if game.has_perfect_information:
        return is_backward_induction_plan(game, plan)
    return is_subgame_perfect(game, plan)


def _best_for_all(
    game: ExtensiveForm[Fraction], cuts: int, paid: Sequence[tuple[Fraction, ...]]
) -> tuple[Fraction, ...] | str:
    """Payoffs of a plan that is best for all, if by pieces all equilibria that are pay the same."""
    players = len(game.players)
    pieces = payoff_pieces(game, range(width_of(game.players, game.measure)), cuts).pieces
    corners = [corner.at for piece in pieces for corner in piece]
    greatest = tuple(max(own) for own in zip(*corners, strict=True))[:players]
    if greatest != tuple(max(own) for own in zip(*paid, strict=True))[:players]:
        return "not every player's greatest payoff is attained by a plan that is listed"

    # An equilibrium that is best for all lies where a piece attains every greatest payoff: at corners.
    best = {own for own in corners if own[:players] == greatest}
    if not best:
        return "no equilibrium is best for every player at once"
    if len(best) > 1:
        return "equilibria that are best for every player at once differ in the measure"
    return best.pop() if best & set(paid) else "no plan that is listed is best for every player at once"


def by_payoff_pieces(game: Game, player: str, data: Data) -> EquilibriumSet:
    """Checks plans that attain the ends of pieces of payoffs."""
    return equilibria_in_pieces(*_read(game, player, data))


def by_subgame_pieces(
    game: Game, player: str, data: Data, *, check: Callable[..., EquilibriumSet]
) -> EquilibriumSet:
    """The same where somebody does not see all, with a proof for each table, by the table's hash."""
    proofs = data.get("tables")
    if not isinstance(proofs, Mapping) or len(proofs) > MOST_TABLES:
        raise CertificateRejected(f"expected the proofs of at most {MOST_TABLES:,} tables, by their hashes")
    cells = 0

    def prove(table: NormalForm[Fraction]) -> EquilibriumSet:
        nonlocal cells
        cells += len(table.payoffs)
        if cells > MOST_CELLS_IN_ALL:
            raise CertificateRejected(f"the tables have more than {MOST_CELLS_IN_ALL:,} cells")
        proof = proofs.get(game_hash(table), proofs.get(game_hash(without_measure(table))))
        if proof is None:
            raise CertificateRejected("a table has no proof")
        return check(table, "nash", table.players[0], proof, covering=True)

    return equilibria_in_pieces(*_read(game, player, data), SubgameTables(prove).corners)


def _read(game: Game, player: str, data: Data) -> tuple[ExtensiveForm[Fraction], str, int, list[Profile]]:
    """The tree and the player, how fine pieces are cut, and the plans."""
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("payoff pieces need a tree")
    if not 0 <= (cuts := integer_in(data.get("cuts"))) <= MOST_CUTS:
        raise CertificateRejected(f"payoff pieces are cut 0 to {MOST_CUTS} times")
    listed = list_in(data.get("plans"))
    if not 0 < len(listed) <= MOST_PLANS:
        raise CertificateRejected(f"payoff pieces come with 1 to {MOST_PLANS} plans")
    return game, player, cuts, [profile_from_data(game.information_sets, plan) for plan in listed]
