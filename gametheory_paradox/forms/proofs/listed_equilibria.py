"""Lists of equilibria: ends of their payoffs, selection among them, and play without an action.

Sources: harsanyi1988 (lemma 5.4.2 for risk dominance); vonstengel2002 (maximal Nash subsets).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import ExtensiveForm, Game, NormalForm, Profile, expected_payoffs
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.proofs.nash import is_nash, is_subgame_perfect
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.tables.proofs.piece_ranges import range_on
from gametheory_paradox.forms.tables.proofs.profile_cells import used_in
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.forms.trees.subgames import has_perfect_recall
from gametheory_paradox.table import Record

# The ends of a player's payoffs over all equilibria, where they are fractions
# ----------------------------------------------------------------------------

KNOWN_BY_A_BOX = "an equilibrium is known by a box alone, and so are the payoffs in it"
ON_A_PIECE = "the equilibrium that decides is on a curved piece, at no point that is listed"
BOUNDED = "the least or greatest payoff is on a curved piece, and irrational or known within bounds alone"


def exact_ends(equilibria: EquilibriumSet, player: str) -> tuple[Fraction, Fraction]:
    """The least and the greatest of what is compared for a player, as fractions.

    Raises
    ------
    CertificateRejected
        If an equilibrium is known by a box alone, or the payoffs on curved pieces within bounds alone.
    """
    payoffs = equilibria.payoffs(player)
    low, high = payoffs.low, payoffs.high
    enclosed = cover_of(equilibria).enclosed
    if enclosed or not isinstance(low, Fraction) or not isinstance(high, Fraction):
        raise CertificateRejected(KNOWN_BY_A_BOX if enclosed else BOUNDED)
    return low, high


# The equilibria of a set one by one: those that are listed, and those that are known by a box alone
# ----------------------------------------------------------------------------


def has_ties(found: EquilibriumSet) -> bool:
    """True of infinitely many equilibria by backward induction, of which it is known what they never do."""
    return found.infinite and found.ties is not None


def is_never_taken(found: EquilibriumSet, number: int, action: int) -> bool:
    """True if no equilibrium takes an action at an information set, as far as pieces of payoffs say."""
    return found.ties is not None and (number, action) in found.ties.never


def outcomes(found: EquilibriumSet) -> tuple[tuple[Number, ...], ...]:
    """Everybody's payoffs, and what follows of a measure, by each profile and enclosed equilibrium."""
    listed = (expected_payoffs(found.game, profile) for profile in dict.fromkeys(found.profiles))
    return (*listed, *(tuple(own.payoffs(found.game)) for own in cover_of(found).in_boxes))


def patterns(found: EquilibriumSet) -> tuple[Profile, ...]:
    """The profiles, and for each enclosed equilibrium a profile that uses the same actions."""
    return (*found.profiles, *(own.similar for own in cover_of(found).in_boxes))


# Selection among several equilibria, by a rule that is named
#
# *Payoff dominance* selects the equilibria than which no other gives anybody more: every player's greatest
# equilibrium payoff at once.  *Risk dominance*, by Harsanyi and Selten, compares two strict equilibria of a
# table of two players with two actions each, and selects the one with the larger product of what the players
# lose who alone leave it.  Of any game it selects an equilibrium that is the only one.
#
# Where there are infinitely many equilibria of a two-player table, the extreme ones tell whether one is
# payoff dominant.  Let (x, y) attain both players' greatest payoffs.  It lies in a maximal Nash subset, the
# product of the convex hulls of some extreme mixtures, in which player 1's payoff hangs on y alone, linearly:
# so player 1 gets its greatest at each vertex y' that has weight in y, and player 2 at each vertex x' that
# has weight in x. The extreme equilibrium (x', y') attains both.  A measure, linear in each mixture, is the
# same at (x, y) if it is the same at all of these.
#
# Under ties in a tree in which all is seen, pieces cover what all equilibria pay.  An equilibrium that gives
# every player its greatest payoff lies where a piece attains all of these at once, which is at corners.
# ------------------------------------------------------------

Payoffs = tuple[Number, ...]


def selected_payoff(found: EquilibriumSet, rule: str, player: str) -> PayoffSet | str:
    """A player's payoff there alone; a text says why the rule selects none."""
    selected = selected_payoffs(found, rule)
    if isinstance(selected, str):
        return selected
    return PayoffSet((selected[found.game.column(player)],), infinite=False)


def selected_payoffs(found: EquilibriumSet, rule: str) -> Payoffs | str:
    """Everybody's payoffs in the equilibria that a rule selects; a text says why it selects none."""
    if found.infinite and found.ties is not None and rule == "payoff-dominant":
        return found.ties.best_for_all()
    if found.infinite and not found.spanning:
        return "there are infinitely many equilibria, of which not all extreme ones are known"
    payoffs = outcomes(found)
    if rule == "payoff-dominant":
        return _best_in_payoffs(payoffs, len(found.game.players))
    if len(payoffs) == 1:
        return payoffs[0]
    return _less_risky(found.game)


def _best_in_payoffs(entries: Sequence[Payoffs], players: int) -> Payoffs | str:
    """The entries of the equilibria that are best for all in payoffs; they must not differ in a measure."""
    best = best_for_all([own[:players] for own in entries])
    if best is None:
        return "no equilibrium is best for every player at once"
    selected = {own for own in entries if own[:players] == best}
    if len(selected) > 1:
        return "equilibria that are best for every player at once differ in the measure"
    return selected.pop()


def best_for_all(payoffs: Sequence[Payoffs]) -> Payoffs | None:
    """The payoffs that are nobody's less than any others of the list; None if there are none such.

    Examples
    --------
    >>> best_for_all([(4, 4), (2, 2), (4, 3)]), best_for_all([(2, 1), (1, 2)])
    ((4, 4), None)
    """
    greatest = tuple(max(own) for own in zip(*payoffs, strict=True))
    return greatest if greatest in payoffs else None


@dataclass(frozen=True, repr=False)
class StrictEquilibrium(Record):
    """A strict equilibrium of a table of two players with two actions each.

    Parameters
    ----------
    place
        The number of each player's action.
    payoffs, losses
        What each player gets, and what it loses if it alone takes its other action.
    """

    place: tuple[int, int]
    payoffs: Payoffs
    losses: tuple[Fraction, Fraction]

    @property
    def product(self) -> Fraction:
        """The product of the losses."""
        return self.losses[0] * self.losses[1]


def strict_equilibria(game: NormalForm[Fraction]) -> list[StrictEquilibrium]:
    """The strict equilibria of a table of two players with two actions each: at most two."""
    found = []
    for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)):
        here = game.cell((i, j))
        losses = here[0] - game.cell((1 - i, j))[0], here[1] - game.cell((i, 1 - j))[1]
        if min(losses) > 0:
            found.append(StrictEquilibrium((i, j), tuple(here), losses))
    return found


def _less_risky(game: Game) -> Payoffs | str:
    if not isinstance(game, NormalForm) or game.shape != (2, 2):
        return (
            "risk dominance is told of several equilibria only in a table "
            "of two players with two actions each"
        )

    strict = strict_equilibria(game)
    if len(strict) < 2:
        return (
            "risk dominance compares two strict equilibria, "
            f"and of several equilibria {len(strict) or 'none'} is strict"
        )

    first, second = strict
    if first.product == second.product:
        return (
            "neither strict equilibrium risk dominates the other: "
            f"both products of losses are {first.product}"
        )
    return max(strict, key=lambda one: one.product).payoffs


# Effect of an action on the equilibria of a game, where no equilibrium that is listed uses it
#
# An equilibrium that does not use it is one of the game without it, too: the sets differ if one of those is
# no equilibrium of the game.  In a table, what the action pays more than one that is used is linear in each
# mixture of the others: its sign at an equilibrium is told as a payoff is, and on a curved piece it is
# greatest at vertices.  Whatever the player uses on a piece pays it the same: of these bounds the least
# counts.
# ----------------------------------------------------------------------------

Table = NormalForm[Fraction]


def changes_table(has: EquilibriumSet, lacks: EquilibriumSet, player: str, action: str) -> bool | None:
    """True if in some equilibrium of a table without an action its player would gain by it.

    Parameters
    ----------
    has, lacks
        All equilibria of the table in which the player has the action, and of that in which it does not.
    player, action
        The player, and the action.

    Returns
    -------
        None if that is not settled, or perhaps an equilibrium that is not listed uses the action.
    """
    game, fewer = has.game, lacks.game
    assert isinstance(game, NormalForm)
    assert isinstance(fewer, NormalForm)
    who = game.players.index(player)
    number = game.actions[who].index(action)
    settled = not any(number in used_in(piece.simplices[who]) for piece in cover_of(has).curved)
    left = cover_of(lacks)

    gains = [_gains(game, fewer, player, action, used) for used in fewer.actions[who]]
    column = gains[0].column(player)
    for used, table in enumerate(gains):
        users = tuple(own for own in lacks.profiles if own.probabilities[who][used])
        boxes = tuple(own for own in left.enclosed if own.similar.probabilities[who][used])
        try:
            paid = outcomes(replace(left, game=table, profiles=users, enclosed=boxes))
            if any(own[column] > 0 for own in paid):
                return True
        except CertificateRejected:  # where mixtures are known by a box alone
            settled = False

    for piece in left.curved:
        plain, uses = replace(piece, chain=None), used_in(piece.simplices[who])
        settled &= min(range_on(gains[used], column, plain).bounds[1] for used in uses) <= 0
    return False if settled else None


def changes_tree(concept: str, has: EquilibriumSet, lacks: EquilibriumSet) -> bool | None:
    """True if some equilibrium of a tree without an action is none of the tree; None if that is not settled.

    It is looked at only where no information set is reached by the action alone.  What players do where their
    own choices never lead is as good as any: it hangs on that for nobody.
    """
    game, sets = has.game, has.game.information_sets
    assert isinstance(game, ExtensiveForm)
    same = [(own.player, own.name) for own in sets] == [
        (own.player, own.name) for own in lacks.game.information_sets
    ]
    if concept not in ("nash", "subgame-perfect") or not same or not has_perfect_recall(game):
        return None

    for plan in lacks.profiles:
        odds = []
        for own, left, known in zip(sets, plan.information_sets, plan.probabilities, strict=True):
            taken = dict(zip(left.actions, known, strict=True))
            odds.append(tuple(taken.get(action, Fraction(0)) for action in own.actions))
        extended = Profile(sets, tuple(odds))
        if not (is_nash(game, extended) if concept == "nash" else is_subgame_perfect(game, extended)):
            return True
    return None if has.infinite or lacks.infinite or cover_of(lacks).enclosed else False


def _gains(game: Table, fewer: Table, player: str, action: str, used: str) -> Table:
    """The table without an action, with what this pays a player more than another as everybody's measure."""
    cells = []
    for names, paid in zip(product(*fewer.actions), fewer.payoffs, strict=True):
        taken = dict(zip(fewer.players, names, strict=True))
        gain = game.payoff(player, {**taken, player: action}) - game.payoff(player, {**taken, player: used})
        cells.append((*paid[: len(names)], *[gain] * len(names)))
    return NormalForm(fewer.players, fewer.actions, tuple(cells), measure="gain")
