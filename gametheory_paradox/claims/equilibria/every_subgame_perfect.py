"""Every subgame perfect equilibrium of a game with perfect information, from two plans and a bound.

Backward induction with intervals: at every node, the interval of what each player gets in *any* subgame
perfect equilibrium of the subgame there, mixed continuations included.  A player who moves gets at least the
best of the guaranteed values of its actions; an action whose value can never reach that is never taken.
Where no tie occurs every interval is a point and the equilibrium is unique.  With ties, two plans that are
subgame perfect and attain the bounds prove that the bounds are exact for the player in question; where none
do, the intervals are too wide, and pieces of payoffs take their place
(:mod:`~gametheory_paradox.claims.equilibria.payoff_pieces`).  A measure, which nobody maximizes, has
intervals of its own beside those of the payoffs.

Source: selten1965, kuhn1953 (backward induction), hendon1996 (the one-shot deviation principle).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.payoff_pieces import payoff_pieces
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.claims.equilibria.proof_fields import Data
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.games import (
    Decision,
    ExtensiveForm,
    Game,
    Lottery,
    Profile,
    expected_payoffs,
    node_payoffs,
    profile_from_data,
)
from gametheory_paradox.games.columns import width_of
from gametheory_paradox.games.json_fields import integer_in, list_in

MOST_BITS = 100_000
MOST_CUTS = 4
MOST_PLANS = 100


@dataclass(frozen=True)
class Bounds:
    """For every node an interval of each player's payoff and measure, and whether a tie occurs anywhere."""

    intervals: tuple[tuple[Interval, ...], ...]
    ties: bool


def bounds(game: ExtensiveForm[Fraction]) -> Bounds:
    """What each player gets at each node in any subgame perfect equilibrium, and the values of a measure.

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
        node = game.nodes[position]
        if isinstance(node, Decision):
            found[position], tie = _choice(game.mover(node), [found[c] for c in node.children])
            ties = ties or tie
        elif isinstance(node, Lottery):
            found[position] = _average(node.probabilities, [found[c] for c in node.children])
            if (
                max(end.denominator.bit_length() for interval in found[position] for end in interval)
                > MOST_BITS
            ):
                raise Unsupported("the expected payoffs have too many digits")
        else:
            found[position] = tuple((p, p) for p in node.payoffs)
    return Bounds(tuple(found), ties)


def _choice(mover: int, children: list[tuple[Interval, ...]]) -> tuple[tuple[Interval, ...], bool]:
    secured = max(child[mover][0] for child in children)
    possible = [child for child in children if child[mover][1] >= secured]
    hull = [(min(c[i][0] for c in possible), max(c[i][1] for c in possible)) for i in range(len(children[0]))]
    hull[mover] = (secured, hull[mover][1])
    return tuple(hull), len(possible) > 1


def _average(odds: tuple[Fraction, ...], children: list[tuple[Interval, ...]]) -> tuple[Interval, ...]:
    zero = Fraction(0)
    return tuple(
        (
            sum((p * c[i][0] for p, c in zip(odds, children, strict=True)), zero),
            sum((p * c[i][1] for p, c in zip(odds, children, strict=True)), zero),
        )
        for i in range(len(children[0]))
    )


def is_backward_induction_plan(game: ExtensiveForm[Fraction], plan: Profile) -> bool:
    """Whether a pure profile is subgame perfect: at no node does another action give its mover more."""
    values = node_payoffs(game, plan)
    for position, node in enumerate(game.nodes):
        if isinstance(node, Decision):
            mover = game.mover(node)
            if any(values[child][mover] > values[position][mover] for child in node.children):
                return False
    return True


def equilibria_between(
    game: ExtensiveForm[Fraction], player: str, lowest: Profile, highest: Profile
) -> EquilibriumSet:
    """Check that two plans attain the ends of what is compared for a player, and so prove its range.

    Raises
    ------
    CertificateRejected
        If a plan is not subgame perfect or does not attain its bound.
    """
    limits = bounds(game)
    column = game.column(player)
    for plan, end in ((lowest, 0), (highest, 1)):
        if not is_backward_induction_plan(game, plan):
            raise CertificateRejected("a listed plan is not subgame perfect")
        if node_payoffs(game, plan)[0][column] != limits.intervals[0][column][end]:
            compared = game.measure or "payoff"
            raise CertificateRejected(f"a listed plan does not attain the bound of {player}'s {compared}")
    if not limits.ties:
        return EquilibriumSet(game, (lowest,), infinite=False, spanning=True)
    return EquilibriumSet(game, (lowest, highest), infinite=True, spanning=False)


def by_backward_induction(game: Game, player: str, data: Data) -> EquilibriumSet:
    """What two plans show that attain the bounds."""
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("backward induction needs a tree")
    ends = (profile_from_data(game.information_sets, data.get(end)) for end in ("lowest", "highest"))
    return equilibria_between(game, player, *ends)


def equilibria_in_pieces(
    game: ExtensiveForm[Fraction], player: str, cuts: int, plans: Sequence[Profile]
) -> EquilibriumSet:
    """Check that plans attain the ends of what pieces of payoffs leave for a player, and so prove its range.

    Raises
    ------
    CertificateRejected
        If a plan is not subgame perfect, or none attains an end.
    """
    column = game.column(player)
    covered = payoff_pieces(game, [column], cuts)
    if not all(is_backward_induction_plan(game, plan) for plan in plans):
        raise CertificateRejected("a listed plan is not subgame perfect")
    attained = {node_payoffs(game, plan)[0][column] for plan in plans}
    if not attained.issuperset(covered.range):
        compared = game.measure or "payoff"
        raise CertificateRejected(f"no listed plan attains an end of the pieces of {player}'s {compared}")
    return EquilibriumSet(
        game,
        tuple(plans),
        infinite=covered.ties,
        spanning=not covered.ties,
        never=covered.never(game),
        best_for_all=partial(_best_for_all, game, cuts, plans),
    )


def _best_for_all(
    game: ExtensiveForm[Fraction], cuts: int, plans: Sequence[Profile]
) -> tuple[Fraction, ...] | str:
    """What a listed plan pays that is best for all, if by pieces all equilibria that are pay the same."""
    players = len(game.players)
    pieces = payoff_pieces(game, range(width_of(game.players, game.measure)), cuts).pieces
    corners = [corner.at for piece in pieces for corner in piece]
    paid = [expected_payoffs(game, plan) for plan in plans]
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
    """What plans show that attain the ends of pieces of payoffs."""
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("payoff pieces need a tree")
    if not 0 <= (cuts := integer_in(data.get("cuts"))) <= MOST_CUTS:
        raise CertificateRejected(f"payoff pieces are cut 0 to {MOST_CUTS} times")
    listed = list_in(data.get("plans"))
    if not 0 < len(listed) <= MOST_PLANS:
        raise CertificateRejected(f"payoff pieces come with 1 to {MOST_PLANS} plans")
    plans = [profile_from_data(game.information_sets, plan) for plan in listed]
    return equilibria_in_pieces(game, player, cuts, plans)
