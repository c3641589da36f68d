"""Branches: equilibria as formulas, each with the conditions under which it is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from gametheory_paradox.conditions.proofs.signs import Box, may_be, sign_on_box, sum_shown
from gametheory_paradox.conditions.proofs.statements import Statement
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import ExtensiveForm, NormalForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

# The equilibria of a game with parameters, as formulas with the statement under which each exists
#
# A *branch* is one equilibrium as a function of the parameters.  The lists are complete off zero sets: at
# every parameter point where none of the polynomials that occur vanishes and ``degenerate`` does not hold,
# the equilibria are exactly the branches that exist there.
# ----------------------------------------------------------------------------

MOST_BRANCHES = 1_000
Payoffs = tuple[RationalFunction, ...]
Supports = tuple[tuple[str, ...], ...]
Odds = tuple[RationalFunction, ...]


@dataclass(frozen=True, repr=False)
class Branch(Record):
    """One equilibrium as a function of the parameters.

    Parameters
    ----------
    payoffs
        What each player gets; then, where the game names a measure, each one's value of it.
    exists
        Where it is an equilibrium.
    ends
        In a tree: the end nodes that play reaches (several where chance moves).
    supports
        In a table or a stochastic game: the actions used at each information set.
    mixtures
        There: the probability of each action in the supports.
    plan
        In a tree with moves that somebody does not see: by the numbers of information sets, the weight of
        each action there, not zero together; sets that their owner's own plan excludes are missing.
    """

    payoffs: Payoffs
    exists: Statement
    ends: tuple[int, ...] = ()
    supports: Supports | None = None
    mixtures: tuple[Odds, ...] = ()
    plan: Mapping[int, Odds] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class Branches(Record):
    """All branches of a game with parameters, and where the list may be incomplete on more than zero sets.

    At a decision node of a tree, ``choices`` says for each action where it is a best choice.  ``unique`` says
    that off the zero sets at most one branch exists anywhere.  Where the list may be incomplete, ``extreme``
    are equilibria at which everything is least and greatest that is linear in payoffs: of a two-player table
    the extreme ones, off zero sets all of them; of a tree in which all is seen, those at corners of pieces of
    payoffs, and there ``taken`` says, by the numbers of an information set and an action, where it is taken
    in an equilibrium of the subgame.
    """

    branches: tuple[Branch, ...]
    degenerate: Statement
    choices: tuple[Statement, ...] = ()
    unique: bool = False
    extreme: "Branches | None" = None
    taken: Mapping[tuple[int, int], Statement] = field(default_factory=dict)


# The extreme equilibria among the branches of a game with parameters
# --------------------------------------------------------------------


def extremes(branches: Branches) -> Branches:
    """The branches that suffice if only the least and the greatest of something bilinear matter."""
    return branches if branches.extreme is None else branches.extreme


# Places of the formulas of a game with parameters, in words for errors
# ----------------------------------------------------------------------


class Place(NamedTuple):
    """The place of a formula; put into words only when asked, since the way to a node may be long."""

    form: NormalForm[RationalFunction] | ExtensiveForm[RationalFunction]
    what: str
    position: int

    def __str__(self) -> str:
        if isinstance(self.form, NormalForm):
            profiles = self.form.profiles()
            return f"{self.what} at {', '.join(next(islice(profiles, self.position, None)))}"
        return f"{self.what} after {', '.join(self.form.history(self.position)) or 'nothing'}"


# The check that formulas are probabilities all over a box: not negative, and one in sum
# ----------------------------------------------------------------------------


def check_odds(
    outcomes: Sequence[str], probabilities: Sequence[RationalFunction], where: object, box: Box
) -> None:
    """Refuse probabilities that may be negative on the box, or do not sum to one."""
    total = RationalFunction.constant(0)
    for outcome, odds in zip(outcomes, probabilities, strict=True):
        total = total + odds
        if sign_on_box(odds.sign_polynomial, box) not in (0, 1):
            raise InvalidGame(
                f"{where}: the probability of {outcome!r}, {odds}, {may_be('negative', odds, box)}"
            )
    if total != RationalFunction.constant(1):
        raise InvalidGame(f"{where}: the probabilities sum to {total}, not to 1{sum_shown(total, box)}")
