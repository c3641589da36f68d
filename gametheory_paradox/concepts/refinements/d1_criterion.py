"""Criterion D1: an unsent message is read as sent by the types that would send it for more of the responses.

For an unsent message and a type let the responses that are best for some belief, mixtures of responses best
together included, be those that make the type *strictly* better off than in equilibrium, and *weakly*.  A
type is pruned if another type is strictly better off by every response by which it is weakly better off
itself, and by at least one.  An outcome *survives* if for every unsent message some belief on the types that
are left makes a response best that tempts no type; where none is left, any belief.

Sources: cho1987 (section IV.1, criterion D1); banks1987 (divinity, from which it comes).
"""

from gametheory_paradox.concepts.refinements.unsent_messages import (
    Criterion,
    Refinement,
    Reply,
    UnsentMessage,
    refinement,
)
from gametheory_paradox.games import mixture_in_words
from gametheory_paradox.games.signaling import SignalingGame
from gametheory_paradox.solvers.equilibria import Equilibria


def d1_criterion(equilibria: Equilibria) -> Refinement:
    """Finds which outcomes of a signaling game survive criterion D1, with what shows each comparison.

    Types are pruned once, not again among those that are left.

    Parameters
    ----------
    equilibria
        Sequential or perfect Bayesian equilibria of a signaling game.

    Returns
    -------
    A verdict for each outcome on the list: undecided where an unsent message has more than 12 responses.
    Between equilibria that pay the types differently nothing is said.

    Raises
    ------
    Unsupported
        If the equilibria are of another concept, or of another kind of game.

    Sources
    -------
    cho1987; banks1987

    Examples
    --------
    >>> from gametheory_paradox.families import signaling_family
    >>> from gametheory_paradox.solvers import solve
    >>> beer = {"surly": {"duel": (1, 0), "leave": (3, 1)}, "wimpy": {"duel": (0, 1), "leave": (2, 0)}}
    >>> quiche = {"surly": {"duel": (0, 0), "leave": (2, 1)}, "wimpy": {"duel": (1, 1), "leave": (3, 0)}}
    >>> payoffs = {kind: {"beer": beer[kind], "quiche": quiche[kind]} for kind in beer}
    >>> types = {"surly": "9/10", "wimpy": "1/10"}
    >>> breakfast = signaling_family(["A", "B"], types, ["beer", "quiche"], ["duel", "leave"], payoffs, {})
    >>> print(d1_criterion(solve(breakfast, concept="sequential")))
    Game: criterion D1
    <BLANKLINE>
    equilibria  sent    surly gets  wimpy gets  verdict   because
    ----------  ------  ----------  ----------  --------  ---------------------------------------------------
    1, 2, 6     quiche           2           3  fails     beer: wimpy pruned by surly, no response deters all
    3, 4, 5     beer             3           2  survives  quiche: surly pruned by wimpy, duel deters all
    """
    return refinement(D1, equilibria)


def _words(test: UnsentMessage, game: SignalingGame) -> str:
    """The pruned types with their rivals, and the response that deters all types."""
    pruned = "; ".join(
        f"{game.types[kind]} pruned by {game.types[by]}" for kind, (by, _) in test.excluded.items()
    )
    (reply,) = test.replies.values()
    if not isinstance(reply, Reply):
        return f"{pruned or 'no type is pruned'}, no response deters all"
    if test.message.information_set is None:
        return ""
    answer = mixture_in_words(test.message.responses, reply.mixture)
    return f"{pruned + ', ' if pruned else ''}{answer} deters all"


D1 = Criterion(
    "criterion D1",
    "survives",
    sets=True,
    rivals=lambda kind, tempted: [other for other in tempted if other != kind],
    groups=lambda types, left: [types],
    words=_words,
    unexcluded="the unsent messages end the game",
)
