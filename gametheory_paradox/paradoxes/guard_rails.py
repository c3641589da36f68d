"""Guard-rails: structures in which an option paradox is impossible, each for exactly what its theorem covers.

T1 a lone decision maker: more options never hurt.  T2 two players whose payoffs sum to a constant: the value
of a game never rises when one's own action goes.  T3 a strong Stackelberg leader may give an action weight
zero.  T4 perfect information, subgame perfection: the mover of the root chooses the best branch, so a branch
less is never better; this covers the quantifiers strong, best and worst, and says nothing of later nodes, of
Nash equilibria, or of *possible*.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.games import Decision, Game, NormalForm, Scope, Terminal, losing_sets
from gametheory_paradox.paradoxes.option import QUANTIFIERS, Quantifier


@dataclass(frozen=True)
class GuardRail:
    """A theorem that rules the option paradox out.

    Parameters
    ----------
    name, says
        What it is called and what it says.
    concepts, quantifiers
        The solution concepts and quantifiers it covers.
    applies
        Whether a game, an action and the scope of its deletion have the structure.
    """

    name: str
    says: str
    concepts: tuple[str, ...]
    quantifiers: tuple[Quantifier, ...]
    applies: Callable[[Game, str, Scope], bool]

    def covers(self, game: Game, action: str, scope: Scope, concept: str, quantifier: str) -> bool:
        """Whether it rules the paradox out for this request."""
        return (
            concept in self.concepts and quantifier in self.quantifiers and self.applies(game, action, scope)
        )


def decides_alone(game: Game, player: str) -> bool:
    """Whether nobody else has a choice, and players recall what they did."""
    return all(len(s.actions) == 1 for s in game.information_sets if s.player != player) and _recalls(game)


def has_constant_sum(game: Game) -> bool:
    """Whether all payoffs sum to the same, wherever the game ends."""
    cells = game.payoffs if isinstance(game, NormalForm) else [end.payoffs for _, end in game.terminals()]
    return len({sum(cell, Fraction(0)) for cell in cells}) == 1


def is_constant_sum_of_two(game: Game) -> bool:
    """Whether one of two players, who recall what they did, gets what the other does not."""
    return len(game.players) == 2 and _recalls(game) and has_constant_sum(game)


def _lone_decision_maker(game: Game, action: str, scope: Scope) -> bool:
    return scope.kind != "coalition" and decides_alone(game, scope.players[0])


def _constant_sum(game: Game, action: str, scope: Scope) -> bool:
    return scope.kind != "coalition" and is_constant_sum_of_two(game)


def _stackelberg_leader(game: Game, action: str, scope: Scope) -> bool:
    return isinstance(game, NormalForm) and scope.kind == "player" and scope.players[0] == game.players[0]


def is_root_move(game: Game, action: str, scope: Scope) -> bool:
    """Whether everything is seen, and exactly the root's set loses the action."""
    if isinstance(game, NormalForm) or scope.kind == "coalition" or not game.has_perfect_information:
        return False
    root = game.nodes[0]
    return isinstance(root, Decision) and losing_sets(game, scope, action) == (root.information_set,)


def _recalls(game: Game) -> bool:
    """Information sets of one node each, or a single move per player on every path: enough for perfect recall."""
    if isinstance(game, NormalForm) or game.has_perfect_information:
        return True
    on_path: set[str] = set()
    pending = [0]
    while pending:
        place = pending.pop()
        node = game.nodes[place if place >= 0 else ~place]
        if isinstance(node, Decision):
            player = game.information_sets[node.information_set].player
            if place < 0:  # everything below has been seen
                on_path.discard(player)
                continue
            if player in on_path:
                return False
            on_path.add(player)
            pending.append(~place)
        if not isinstance(node, Terminal):
            pending.extend(node.children)
    return True


EVERY_CONCEPT = (
    "nash",
    "subgame-perfect",
    "perfect-bayesian",
    "sequential",
)  # the first two theorems hold for Nash equilibria already
GUARD_RAILS: tuple[GuardRail, ...] = (
    GuardRail(
        "T1",
        "a lone decision maker is never hurt by an option",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _lone_decision_maker,
    ),
    GuardRail(
        "T2",
        "in a two-player constant-sum game an option never lowers its owner's value",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _constant_sum,
    ),
    GuardRail(
        "T3",
        "a strong Stackelberg leader can leave an option unused",
        ("strong-stackelberg",),
        QUANTIFIERS,
        _stackelberg_leader,
    ),
    GuardRail(
        "T4",
        "under perfect information and subgame perfection the mover at the root takes the best branch",
        ("subgame-perfect", "perfect-bayesian", "sequential"),  # the same where everything is seen
        ("strong", "best", "worst"),
        is_root_move,
    ),
)
