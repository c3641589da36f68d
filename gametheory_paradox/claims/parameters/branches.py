"""The equilibria of a game with parameters, as formulas with the statement under which each exists.

A *branch* is one equilibrium as a function of the parameters.  The lists are complete off zero sets: at every
parameter point where none of the polynomials that occur vanishes and ``degenerate`` does not hold, the
equilibria are exactly the branches that exist there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gametheory_paradox.claims.parameters.logic import Statement
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

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
