"""The table in which every information set of a tree decides for itself, as an *agent* of its player.

An agent is paid what its player gets at the ends behind its set, each times the odds with which chance, the
other players, and the player's own choices from the set on lead there: the player's own choices before count
as made.  Under perfect recall an agent's action is best in an equilibrium of this table if it is a part of a
best continuation, so that the player's whole plan is best: it is a Nash equilibrium of the tree.  Conversely
let each player of a Nash equilibrium continue in the best way where its own choices never lead, the last sets
first.  Nobody else is paid otherwise, since play does not come there, and so no other agent either: it is an
equilibrium of this table.

Unlike mixtures of strategies, the mixtures of agents are the behavior itself.  Each is linear in what anybody
gets in the tree, since no path meets an information set twice.

Sources: kuhn1953 (agents, perfect recall); selten1975 (agent normal form, in which agents are paid as their
players are); zinkevich2007 (what is paid here: counterfactual values).
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.claims.equilibria.equilibrium_cover import EquilibriumCover
from gametheory_paradox.claims.equilibria.profile_cells import Mixture, normalized
from gametheory_paradox.claims.equilibria.tree_table import Tree, TreeTable
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.games.nodes import Decision, Lottery, Terminal
from gametheory_paradox.games.profiles import Behavior
from gametheory_paradox.games.pure_strategies import strategic_payoffs
from gametheory_paradox.games.recall import excludes
from gametheory_paradox.interruption import look

MOST_CELLS = 20_000
MOST_ADDED = 4_000_000  # cells times ends

Choices = tuple[tuple[int, int], ...]  # on a path: numbers of information sets and of actions there


class AgentsTable(TreeTable):
    """The table of a tree's agents; an agent's strategies are the actions at its set."""

    name = "table of agents"

    def profile(self, mixed: Profile | None) -> Profile:
        """The behavior of the agents; where a player's own choices never lead, the first action."""
        assert mixed is not None
        sets = self.game.information_sets
        odds = list(Profile.pure(sets, [0] * len(sets)).probabilities)
        for number, own in zip(_agents(self.game), mixed.probabilities, strict=True):
            odds[number] = own
        return first_where_excluded(self.game, tuple(odds))

    def plays_apart(self, found: EquilibriumCover) -> bool:
        """True if two equilibria that hang together are played differently."""
        corners = (product(*piece) for piece in found.pieces)
        return any(self._differ(points) for points in (*corners, *(own.points for own in found.curved)))

    def _differ(self, points: Iterable[Iterable[Mixture]]) -> bool:
        assert self.table is not None
        sets = self.table.information_sets
        played = (self.profile(Profile(sets, tuple(map(normalized, point)))) for point in points)
        first = next(played)
        return any(own != first for own in played)


def agents_table(game: Tree) -> AgentsTable | None:
    """The table of the agents of a tree in which all have perfect recall; None if it would be too large."""
    agents = _agents(game)
    sizes = [len(game.information_sets[number].actions) for number in agents]
    ends = sum(isinstance(node, Terminal) for node in game.nodes)
    if prod(sizes) > min(MOST_CELLS, MOST_ADDED // ends):
        return None
    strategies = tuple(tuple({number: a} for a in range(n)) for number, n in zip(agents, sizes, strict=True))
    chooser = [agents.index(n) if n in agents else len(agents) for n in range(len(game.information_sets))]
    silent = {number: 0 for number, who in enumerate(chooser) if who == len(agents)}
    paid = tuple(strategic_payoffs(game, (*strategies, (silent,)), chooser))
    names = tuple(str(number) for number in range(1, 1 + len(agents)))
    actions = tuple(game.information_sets[number].actions for number in agents)
    cells = tuple(zip(*_columns(game, agents, sizes), strict=True))
    return AgentsTable(game, NormalForm(names, actions, cells), strategies, paid)


def first_where_excluded(game: Tree, odds: Behavior) -> Profile:
    """Behavior with the first action wherever a player's own choices never lead."""
    sets = game.information_sets
    first = Profile.pure(sets, [0] * len(sets)).probabilities
    return Profile(sets, tuple(first[n] if excludes(game, odds, n) else own for n, own in enumerate(odds)))


def _agents(game: Tree) -> list[int]:
    """The numbers of the information sets at which there is a choice."""
    return [number for number, info in enumerate(game.information_sets) if len(info.actions) > 1]


def _columns(game: Tree, agents: Sequence[int], sizes: Sequence[int]) -> Iterator[list[Fraction]]:
    """For each agent what it is paid in every cell, the last agent's action changing fastest."""
    own = [game.players.index(info.player) for info in game.information_sets]
    paid: dict[int, dict[Choices, Fraction]] = {number: {} for number in agents}
    for odds, choices, payoffs in _ends(game):
        for place, (number, _) in enumerate(choices):
            who = own[number]
            needed = (*(pair for pair in choices[:place] if own[pair[0]] != who), *choices[place:])
            paid[number][needed] = paid[number].get(needed, Fraction(0)) + odds * payoffs[who]

    strides = [prod(sizes[who + 1 :]) for who in range(len(sizes))]
    for number in agents:
        column = [Fraction(0)] * prod(sizes)
        for needed, amount in paid[number].items():
            look()
            fixed, cells = dict(needed), [0]
            for agent, size, stride in zip(agents, sizes, strides, strict=True):
                actions = [fixed[agent]] if agent in fixed else range(size)
                cells = [cell + action * stride for cell in cells for action in actions]
            for cell in cells:
                column[cell] += amount
        yield column


def _ends(game: Tree) -> Iterator[tuple[Fraction, Choices, tuple[Fraction, ...]]]:
    """Each end: its odds by chance, the choices on the way where there is more than one, and its payoffs."""
    pending: list[tuple[int, Fraction, Choices]] = [(0, Fraction(1), ())]
    while pending:
        place, odds, choices = pending.pop()
        node = game.nodes[place]
        if isinstance(node, Terminal):
            yield odds, choices, node.payoffs
        elif isinstance(node, Decision) and len(node.children) > 1:
            for action, child in enumerate(node.children):
                pending.append((child, odds, (*choices, (node.information_set, action))))
        else:
            chances = node.probabilities if isinstance(node, Lottery) else (Fraction(1),)
            pending += [
                (child, odds * p, choices) for p, child in zip(chances, node.children, strict=True) if p
            ]
