"""Effect of an action on the equilibria of a game, where no equilibrium that is listed uses it.

An equilibrium that does not use it is one of the game without it, too: the sets differ if one of those is no
equilibrium of the game.  In a table, what the action pays more than one that is used is linear in each
mixture of the others: its sign at an equilibrium is told as a payoff is, and on a curved piece it is greatest
at vertices.  Whatever the player uses on a piece pays it the same: of these bounds the least counts.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.equilibria.equilibrium_cover import cover_of
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.listed_equilibria import outcomes
from gametheory_paradox.claims.equilibria.nash import is_nash, is_subgame_perfect
from gametheory_paradox.claims.equilibria.piece_ranges import range_on
from gametheory_paradox.claims.equilibria.profile_cells import used_in
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import ExtensiveForm, NormalForm, Profile
from gametheory_paradox.games.recall import has_perfect_recall

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
