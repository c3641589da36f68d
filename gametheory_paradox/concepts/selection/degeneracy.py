"""Degeneracy: a mixture of one player against which more of the other's actions are best than it mixes.

A two-player game is nondegenerate if against no mixed strategy more actions are best responses than it has
actions in use.  Then there are finitely many equilibria, an odd number, all with supports of equal size; in
degenerate games there can be infinitely many.

The points of a best-response polytope are a player's mixtures with their labels, unused actions and best
responses to them.  The game is degenerate exactly if some vertex other than the origin has more labels than
the polytope has dimensions: a mixture with too many lies in a face whose vertices all have them.

Sources: vonstengel2007 (definition 3.1, theorem 3.1).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gametheory_paradox.claims.equilibria.every_nash import mixture
from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.concepts.forms import as_bimatrix
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers.vertex_lists import vertex_lists
from gametheory_paradox.solvers.vertex_walk import VertexList
from gametheory_paradox.subjects import GameLike, as_game
from gametheory_paradox.table import Record, Table, Tabular


@dataclass(frozen=True, repr=False)
class Witness(Record):
    """A mixture against which more actions are best than it uses.

    Parameters
    ----------
    player
        Who mixes.
    mixture
        The probability of each action that it uses.
    best_responses
        The other player's actions that are best against it.
    """

    player: str
    mixture: dict[str, Fraction]
    best_responses: tuple[str, ...]

    def __str__(self) -> str:
        mixed = ", ".join(action if p == 1 else f"{action} {p}" for action, p in self.mixture.items())
        best = ", ".join(self.best_responses)
        return f"against {self.player}'s {mixed} the actions {best} are all best"


@dataclass(frozen=True, repr=False)
class Degeneracy(Tabular):
    """Whether a two-player game is degenerate; true if it is, false if it is not.

    Parameters
    ----------
    game
        The game.
    answer
        *degenerate*, *nondegenerate*, or *undecided* where time or memory ran out.
    why
        The reason in a sentence.
    witness
        What makes it degenerate; None where nothing does, or nothing was found.
    """

    game: NormalForm[Fraction]
    answer: Literal["degenerate", "nondegenerate", "undecided"]
    why: str
    witness: Witness | None = None

    def __bool__(self) -> bool:
        if self.answer == "undecided":
            raise Unsupported(f"it is not known whether the game is degenerate: {self.why}")
        return self.answer == "degenerate"

    def table(self) -> Table:
        """The answer and what it rests on."""
        return Table(("the game is", self.answer), (("why", self.why),), title=self.game.title)


def is_degenerate(game: GameLike, *matrices: object, budget: float | None = None) -> Degeneracy:
    """Decides whether a two-player game is degenerate, with a mixture that shows it.

    Parameters
    ----------
    game, matrices
        A two-player table, or what ``as_game`` reads as one.
    budget
        Seconds for the whole answer; None for no limit.

    Returns
    -------
    The answer, which is true or false in an ``if``, with the mixture of the smallest support as witness.

    Raises
    ------
    Unsupported
        If the game is a tree or has another number of players.

    Sources
    -------
    vonstengel2007

    Examples
    --------
    >>> found = is_degenerate([[3, 3], [2, 5]], [[3, 3], [2, 6]])
    >>> print(bool(found), found.witness)
    True against 1's 1 the actions 1, 2 are all best
    >>> bool(is_degenerate([[2, 0], [0, 1]], [[1, 0], [0, 2]]))
    False
    """
    table = as_bimatrix(as_game(game, *matrices), "degeneracy")
    with Clock(budget) as clock:
        first, second, stopped = vertex_lists(table, clock)
    with unhurried():
        witness = min(_witnesses(table, (first, second)), key=lambda own: len(own.mixture), default=None)
    if witness is not None:
        return Degeneracy(table, "degenerate", str(witness), witness)
    if stopped:
        return Degeneracy(table, "undecided", f"{stopped} while the vertices were being listed")
    counts = f"{len(first)} and {len(second)} vertices"
    why = f"no vertex has too many labels, of the {counts} of the two best-response polytopes"
    return Degeneracy(table, "nondegenerate", why)


def _witnesses(game: NormalForm[Fraction], lists: tuple[VertexList, VertexList]) -> Iterator[Witness]:
    """The vertices of each player's polytope that carry more labels than it has dimensions."""
    for who, listed in enumerate(lists):
        size = game.shape[who]
        for number, labels in enumerate(listed.labels()):
            if labels.bit_count() > size:
                odds = mixture(listed.coordinates([number])[0])
                used = {action: p for action, p in zip(game.actions[who], odds, strict=True) if p}
                best = (a for n, a in enumerate(game.actions[1 - who]) if labels >> (size + n) & 1)
                yield Witness(game.players[who], used, tuple(best))
