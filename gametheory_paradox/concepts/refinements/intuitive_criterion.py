"""The intuitive criterion: an unsent message is not read as sent by a type that could only lose by it.

A type is *equilibrium dominated* for an unsent message if each response that is best for some belief gives it
less than it gets in equilibrium.  An outcome *fails* the criterion if, once these types are excluded for some
message, another type gets more than in equilibrium whatever response is best for a belief on the types that
remain: that type deviates, and can say why it should be believed.  Where no type remains, the message decides
nothing.

Source: cho1987 (section III.3).
"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from gametheory_paradox.concepts.refinements.best_response_sets import BestResponses
from gametheory_paradox.concepts.refinements.unsent_messages import (
    Criterion,
    Refinement,
    UnsentMessage,
    refinement,
)
from gametheory_paradox.games.signaling import SignalingGame
from gametheory_paradox.solvers.equilibria import Equilibria


def intuitive_criterion(equilibria: Equilibria) -> Refinement:
    """Finds which outcomes of a signaling game pass the intuitive criterion, and which messages decide.

    Which responses are best for some belief is found by exact linear programs, one for each response; a
    belief or a dominating mixture shows each answer.

    Parameters
    ----------
    equilibria
        Sequential or perfect Bayesian equilibria of a signaling game.

    Returns
    -------
    A verdict for each outcome on the list.  Between equilibria that pay the types differently nothing is
    said.

    Raises
    ------
    Unsupported
        If the equilibria are of another concept, or of another kind of game.

    Sources
    -------
    cho1987

    Examples
    --------
    Beer and quiche: whoever is ready to fight likes beer, and nobody likes a duel.

    >>> from gametheory_paradox.families import signaling_family
    >>> from gametheory_paradox.solvers import solve
    >>> beer = {"surly": {"duel": (1, 0), "leave": (3, 1)}, "wimpy": {"duel": (0, 1), "leave": (2, 0)}}
    >>> quiche = {"surly": {"duel": (0, 0), "leave": (2, 1)}, "wimpy": {"duel": (1, 1), "leave": (3, 0)}}
    >>> payoffs = {kind: {"beer": beer[kind], "quiche": quiche[kind]} for kind in beer}
    >>> types = {"surly": "9/10", "wimpy": "1/10"}
    >>> breakfast = signaling_family(["A", "B"], types, ["beer", "quiche"], ["duel", "leave"], payoffs, {})
    >>> answer = intuitive_criterion(solve(breakfast, concept="sequential"))
    >>> for row in answer.table().rows:
    ...     print(*row, sep="; ")
    1, 2, 6; quiche; 2; 3; fails; beer: wimpy (at most 2) excluded, surly gets at least 3
    3, 4, 5; beer; 3; 2; passes; quiche: surly (at most 2) excluded, nobody gains for sure
    """
    return refinement(INTUITIVE, equilibria)


def _words(test: UnsentMessage, game: SignalingGame) -> str:
    """The excluded types, and the type that then gains for sure, if one does."""
    excluded = ", ".join(
        f"{game.types[kind]} (at most {_payoff(max, test.best, kind)})" for kind in test.excluded
    )
    if test.undeterred is None:
        return f"{excluded} excluded, nobody gains for sure" if excluded else ""
    (kind,) = test.undeterred
    least = f"{game.types[kind]} gets at least {_payoff(min, test.remaining, kind)}"
    return f"{excluded} excluded, {least}" if excluded else least


def _payoff(bound: Callable[[Iterable[Fraction]], Fraction], best: BestResponses, kind: int) -> Fraction:
    """The least or the most that a response best for some belief gives a type."""
    return bound(best.message.sender[kind][response] for response in best.single)


INTUITIVE = Criterion(
    "intuitive criterion",
    "passes",
    sets=False,
    rivals=lambda kind, tempted: [kind],
    groups=lambda types, left: [(kind,) for kind in left],
    words=_words,
    unexcluded="no type is excluded",
)
