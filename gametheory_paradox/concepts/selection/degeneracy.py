"""Degeneracy: a mixture of one player against which more of the other's actions are best than it mixes.

A two-player game is nondegenerate if against no mixed strategy more actions are best responses than it has
actions in use.  Then there are finitely many equilibria, an odd number, all with supports of equal size; in
degenerate games there can be infinitely many.

The points of a best-response polytope are a player's mixtures with their labels, unused actions and best
responses to them.  The game is degenerate exactly if some vertex other than the origin has more labels than
the polytope has dimensions: a mixture with too many lies in a face whose vertices all have them.

Sources: vonstengel2007 (definition 3.1, theorem 3.1).
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gametheory_paradox.claims.equilibria.every_nash import mixture
from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.concepts.forms import as_bimatrix
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm, mixture_in_words
from gametheory_paradox.solvers.vertex_lists import vertex_lists
from gametheory_paradox.solvers.vertex_walk import VertexList
from gametheory_paradox.subjects import GameLike, as_game
from gametheory_paradox.table import Record, Table, Tabular


@dataclass(frozen=True, repr=False)
class DegenerateMixture(Record):
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
        mixed = mixture_in_words(list(self.mixture), list(self.mixture.values()))
        best = ", ".join(self.best_responses)
        return f"against {self.player}'s {mixed} the actions {best} are all best"


@dataclass(frozen=True, repr=False)
class Degeneracy(Tabular):
    """The degeneracy of a two-player game: in an ``if`` true or false, and refused where it is undecided.

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
    witness: DegenerateMixture | None = None

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
        witness = _witness(table, (first, second))
    if witness is not None:
        return Degeneracy(table, "degenerate", str(witness), witness)
    if stopped:
        return Degeneracy(table, "undecided", f"{stopped} while the vertices were being listed")
    counts = f"{len(first)} and {len(second)} vertices"
    why = f"no vertex has too many labels, of the {counts} of the two best-response polytopes"
    return Degeneracy(table, "nondegenerate", why)


def _witness(game: NormalForm[Fraction], lists: tuple[VertexList, VertexList]) -> DegenerateMixture | None:
    """The mixture that uses the fewest actions of those whose vertices carry too many labels."""
    too_many = [
        (size - (labels & (1 << size) - 1).bit_count(), who, number, labels)
        for who, (size, listed) in enumerate(zip(game.shape, lists, strict=True))
        for number, labels in enumerate(listed.labels())
        if labels.bit_count() > size
    ]
    if not too_many:
        return None

    _, who, number, labels = min(too_many)
    odds = mixture(lists[who].coordinates([number])[0])
    used = {action: p for action, p in zip(game.actions[who], odds, strict=True) if p}
    best = (a for n, a in enumerate(game.actions[1 - who]) if labels >> (game.shape[who] + n) & 1)
    return DegenerateMixture(game.players[who], used, tuple(best))
