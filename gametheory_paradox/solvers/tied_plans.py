"""Plans of a tree with ties that attain the least and the greatest of what players get, or of a measure.

The payoffs of all subgame perfect equilibria are covered by pieces
(:mod:`~gametheory_paradox.claims.equilibria.payoff_pieces`), whose corners note how they may be played.  From
the root down, a mixture of corners of a node's piece is played by mixing over the children that these corners
come from, and in each child by a mixture of its corners.  Where a piece is larger than what it covers, a
corner may have no such plan; the pieces are then cut finer.

Sources: selten1965, kuhn1953.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.equilibria.every_subgame_perfect import is_backward_induction_plan
from gametheory_paradox.claims.equilibria.payoff_pieces import (
    Corner,
    PayoffPieces,
    Piece,
    Play,
    payoff_pieces,
)
from gametheory_paradox.claims.equilibria.plans_under_ties import MOST_CUTS
from gametheory_paradox.clock import look
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Decision, ExtensiveForm, Profile, Terminal, expected_payoffs

MOST_TRIES = 2_000  # ways to play one corner that are tried
MOST_DEPTH = 150  # moves on one path
ZERO = Fraction(0)

Tree = ExtensiveForm[Fraction]
Choices = dict[int, tuple[Fraction, ...]]  # by information set
Weights = Mapping[Corner, Fraction]


@dataclass(frozen=True)
class Ends:
    """Plans that attain the least and the greatest entry of a column over all equilibria.

    Parameters
    ----------
    cuts
        How fine the pieces had to be cut.
    plans
        The two plans.
    """

    cuts: int
    plans: tuple[Profile, Profile]


def ends(game: Tree, column: int) -> Ends | str:
    """Plans that attain both ends of a column; a text says why none were found.

    Parameters
    ----------
    game
        A tree with perfect information.
    column
        The place at an end of what is asked about: a payoff, or a value of a measure.
    """
    if _depth(game) > MOST_DEPTH:
        return f"ties in a tree more than {MOST_DEPTH} moves deep are not followed"
    missing = ""
    for cuts in range(MOST_CUTS + 1):
        try:
            covered = payoff_pieces(game, [column], cuts)
        except Unsupported as problem:
            return missing or str(problem)
        low, high = covered.range
        lowest, highest = (_attaining(game, covered, column, end) for end in (low, high))
        if lowest and highest:
            return Ends(cuts, (lowest, highest))
        player = game.players[column % len(game.players)]
        compared = "payoff" if column < len(game.players) else game.measure
        missing = (
            f"ties leave {player} a {compared} of {low} to {high}, of which no plan was seen to attain "
            f"the {'greatest' if lowest else 'least'}"
        )
    return missing


def _attaining(game: Tree, covered: PayoffPieces, column: int, end: Fraction) -> Profile | None:
    corners = [corner for piece in covered.pieces for corner in piece if corner.at[0] == end]
    plans = plans_at(game, corners)
    return next((plan for plan in plans if expected_payoffs(game, plan)[column] == end), None)


def plans_at(game: Tree, corners: Sequence[Corner]) -> Iterator[Profile]:
    """Subgame perfect plans that play corners of pieces at the root, one for each way that is noted."""
    search = _Plans(game)
    for play in (play for corner in corners for play in corner.plays):
        search.tries = 0
        choices = search.by_plays(0, [(play, Fraction(1))])
        if choices is None:
            continue
        plan = Profile(game.information_sets, tuple(choices[n] for n in range(len(game.information_sets))))
        if is_backward_induction_plan(game, plan):
            yield plan


class _Plans:
    """The search for what is done below each node, with a count of what was tried."""

    def __init__(self, game: Tree):
        self.game, self.tries = game, 0
        self.worse: dict[Corner, Choices | None] = {}  # below actions that are not taken

    def mixture(self, place: int, weights: Weights) -> Choices | None:
        """What is done from a node on where a mixture of corners of its piece is played; None if unknown."""
        if isinstance(self.game.nodes[place], Terminal):
            return {}
        for plays in product(*(corner.plays for corner in weights)):
            look()
            self.tries += 1
            if self.tries > MOST_TRIES:
                return None
            found = self.by_plays(place, list(zip(plays, weights.values(), strict=True)))
            if found is not None:
                return found
        return None

    def by_plays(self, place: int, plays: Sequence[tuple[Play, Fraction]]) -> Choices | None:
        """The same, each corner played in a given way."""
        node, pieces = self.game.nodes[place], plays[0][0].pieces
        if any(play.pieces is not pieces for play, _ in plays):
            return None
        below: dict[int, dict[Corner, Fraction]] = {}
        levels: dict[int, Fraction] = {}
        for play, weight in plays:
            for child, mixture in play.below.items():
                own = below.setdefault(child, {})
                for corner, share in mixture:
                    own[corner] = own.get(corner, ZERO) + weight * share
                levels[child] = levels.get(child, ZERO) + weight * (play.level or ZERO)
        odds = [sum(below.get(child, {}).values(), ZERO) for child in range(len(pieces))]
        level = {levels[child] / odds[child] for child in below}
        if len(level) > 1:  # the children would not tie
            return None

        found: Choices = {}
        if isinstance(node, Decision):
            found[node.information_set] = tuple(odds)
        for number, child in enumerate(node.children):
            if number in below:
                shares = {corner: weight / odds[number] for corner, weight in below[number].items()}
                part = self.mixture(child, shares)
            else:
                part = self._worse(child, pieces[number], plays[0][0].axis, max(level))
            if part is None:
                return None
            found |= part
        return found

    def _worse(self, place: int, piece: Piece, axis: int, level: Fraction) -> Choices | None:
        """What is done below an action that is not taken: it gives no more than a level."""
        for corner in sorted(piece, key=lambda corner: corner.at[axis]):
            if corner.at[axis] > level:
                return None
            if corner not in self.worse:
                self.worse[corner] = self.mixture(place, {corner: Fraction(1)})
            found = self.worse[corner]
            if found is not None:
                return found
        return None


def _depth(game: Tree) -> int:
    depths = [0] * len(game.nodes)
    for place, node in enumerate(game.nodes):
        for child in node.children:
            depths[child] = depths[place] + 1
    return max(depths)
