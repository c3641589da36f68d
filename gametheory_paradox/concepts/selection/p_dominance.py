"""p-dominance: how sure players must be of one another for their own parts to be best responses.

A profile of actions is p-dominant if, for every player, its action is a best response to *every* belief that
gives at least p to the others playing theirs.  Every strict equilibrium is p-dominant for some p < 1; a
dominant action has p = 0.  In a 2×2 game with two strict equilibria, the one for which the players' p sum to
less than one is risk dominant.

For player i, another own action b and another combination s of the others, the condition is p · (u_i(a) −
u_i(b, a_-i)) + (1 − p) · (u_i(a_i, s) − u_i(b, s)) ≥ 0, since a worst belief puts the rest on one
combination.

Sources: morris1995; kajii1997 (one p for each player).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_paradox.concepts.forms import action_numbers, as_table
from gametheory_paradox.concepts.selection.dominance import payoffs_against
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import NormalForm
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular


@dataclass(frozen=True, repr=False)
class PDominance(Tabular):
    """The probabilities with which players must expect one another's parts of a profile.

    Parameters
    ----------
    game, profile
        The game and the action of each player.
    needed
        For each player the smallest p: its action is best whenever the others play theirs with at least this
        probability.
    """

    game: NormalForm[Fraction]
    profile: tuple[str, ...]
    needed: tuple[Fraction, ...]

    @property
    def p(self) -> Fraction:
        """The smallest p that does for all players."""
        return max(self.needed)

    def table(self) -> Table:
        """One row per player."""
        return Table(
            ("player", "plays", "needs p"),
            tuple(zip(self.game.players, self.profile, self.needed, strict=True)),
            title=f"{self.game.title or 'Game'}: {', '.join(self.profile)} is {self.p}-dominant",
        )


def p_dominance(game: GameLike, profile: Mapping[str, str]) -> PDominance:
    """Finds the smallest p for which a pure equilibrium is p-dominant.

    Parameters
    ----------
    game
        A game in normal form with any number of players.
    profile
        An action for each player; must be a Nash equilibrium.

    Raises
    ------
    InvalidGame
        If the profile is not an equilibrium; the message names a better action.

    Sources
    -------
    morris1995; kajii1997

    Examples
    --------
    >>> stag = NormalForm.from_tables(["R", "C"], [["s", "h"]] * 2, [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    >>> [str(p_dominance(stag, {"R": a, "C": a}).p) for a in ("s", "h")]
    ['2/3', '1/3']
    """
    game = as_table(game, "p-dominance")
    numbers = action_numbers(game, profile)
    names = tuple(profile[player] for player in game.players)
    return PDominance(game, names, tuple(_needed(game, numbers, who) for who in range(len(game.players))))


def _needed(game: NormalForm[Fraction], numbers: tuple[int, ...], who: int) -> Fraction:
    everything = [range(size) for size in game.shape]
    played = tuple(number for player, number in enumerate(numbers) if player != who)
    combinations = list(product(*(range(size) for player, size in enumerate(game.shape) if player != who)))
    ours = payoffs_against(game, everything, who, numbers[who])

    # A worst belief puts what is left of the probability on the combination with the largest loss.
    needed = Fraction(0)
    for other in range(game.shape[who]):
        theirs = payoffs_against(game, everything, who, other)
        losses = {place: b - a for place, a, b in zip(combinations, ours, theirs, strict=True)}
        gain = -losses.pop(played)
        if gain < 0:
            better, mine = game.actions[who][other], game.actions[who][numbers[who]]
            raise InvalidGame(
                "the profile is not an equilibrium: "
                f"{game.players[who]} gains by {better!r} instead of {mine!r}"
            )
        loss = max(losses.values(), default=Fraction(0))
        if loss > 0:
            needed = max(needed, loss / (loss + gain))
    return needed
