"""Tables made of trees: by agents, by who chooses, and without dominated strategies.

Sources: kuhn1953 (agents, perfect recall); selten1975 (agent normal form, in which agents are paid as their
players are); zinkevich2007 (what is paid here: counterfactual values); luce1957 (iterated strict
dominance).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import ClassVar

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import ExtensiveForm, NormalForm, Profile
from gametheory_paradox.forms.profiles import Behavior
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval, ProfileBounds
from gametheory_paradox.forms.tables.proofs.profile_cells import Mixture, normalized
from gametheory_paradox.forms.tables.proofs.settled_boxes import (
    WITHIN_BOUNDS,
    EnclosedEquilibrium,
    EnclosedPlay,
    EquilibriumCover,
    choosing_for,
)
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery, Terminal
from gametheory_paradox.forms.trees.pure_strategies import (
    ReducedNormalForm,
    Strategy,
    reduced_normal_form,
    strategic_payoffs,
)
from gametheory_paradox.forms.trees.subgames import excludes
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

# Tables in which the Nash equilibria of a tree are looked for, and what an equilibrium there is in the tree
#
# The *reduced normal form* is one, without the players who have nothing to choose (kuhn1953).  Where three or
# more choose and all have perfect recall, its mixtures tell apart what plays alike, and cells find many
# copies of one equilibrium; then the *agents* of the players choose, unless that table is too large.
# ----------------------------------------------------------------------------

Tree = ExtensiveForm[Fraction]
Table = NormalForm[Fraction]


@dataclass(frozen=True, repr=False)
class TreeTable(Record):
    """A table whose equilibria are those of a tree, up to what players do where their own choices never lead.

    Parameters
    ----------
    game
        The tree.
    table
        The table of those who choose; None if nobody does.
    strategies
        For each of its players, in the order of its actions: {number of an information set: number of the
        action there}.
    paid
        For each of its cells what everybody gets in the tree, and what follows of a measure.
    """

    game: Tree
    table: Table | None
    strategies: tuple[tuple[Strategy, ...], ...]
    paid: tuple[tuple[Fraction, ...], ...]

    name: ClassVar[str]

    def profile(self, mixed: Profile | None) -> Profile:
        """The behavior profile of the tree that belongs to a profile of the table."""
        raise NotImplementedError

    def plays_apart(self, found: EquilibriumCover) -> bool:
        """True if infinitely many equilibria of the table are known to be played in infinitely many ways."""
        raise NotImplementedError

    def paying(self, column: int) -> Table:
        """The table with a column of the tree, a payoff or a measure, as everybody's measure.

        Raises
        ------
        CertificateRejected
            If something there is known within bounds alone.
        """
        assert self.table is not None
        if not all(isinstance(paid[column], Fraction) for paid in self.paid):
            raise CertificateRejected(WITHIN_BOUNDS)
        count = len(self.table.players)
        cells = tuple(
            (*own, *[paid[column]] * count) for own, paid in zip(self.table.payoffs, self.paid, strict=True)
        )
        return NormalForm(self.table.players, self.table.actions, cells, measure="asked")

    def choosing(self, column: int) -> tuple[int, ...]:
        """The numbers of the table's players who choose for the one whose payoff is in a column of the tree.

        All that they use in an equilibrium of the table, together, pays it the same.
        """
        plans = ([strategy.items() for strategy in own] for own in self.strategies)
        return choosing_for(self.game, column, plans)

    def bounds(self, mixed: ProfileBounds) -> ProfileBounds:
        """Bounds of the behavior in the tree that belongs to bounds of a profile of the table."""
        sets = self.game.information_sets
        sure, none = (Fraction(1), Fraction(1)), (Fraction(0), Fraction(0))
        found = [(sure, *[none] * (len(info.actions) - 1)) for info in sets]
        for own, odds in zip(self.strategies, mixed.bounds, strict=True):
            weights: dict[int, dict[int, Interval]] = {}
            for strategy, (low, high) in zip(own, odds, strict=True):
                for number, action in strategy.items() if high else ():
                    below, above = weights.setdefault(number, {}).get(action, none)
                    weights[number][action] = below + low, above + high
            for number, taken in weights.items():
                actions = range(len(sets[number].actions))
                found[number] = tuple(_share(taken, action) for action in actions)
        return ProfileBounds(sets, tuple(found))

    def enclosed(self, equilibrium: EnclosedEquilibrium | EnclosedPlay) -> EnclosedEquilibrium:
        """The equilibrium of the tree that belongs to one of the table known by a box alone."""
        assert isinstance(equilibrium, EnclosedEquilibrium)
        plans = tuple(
            tuple(tuple(strategies[action].items()) for ((_, action),) in used)
            for strategies, used in zip(self.strategies, equilibrium.plans, strict=True)
        )
        return EnclosedEquilibrium(equilibrium.point, plans, self.bounds(equilibrium.bounds))


def _share(taken: Mapping[int, Interval], action: int) -> Interval:
    """Bounds of an action's part of the weight of all actions that are taken at a set."""
    low, high = taken.get(action, (Fraction(0), Fraction(0)))
    least, most = (sum((own[end] for a, own in taken.items() if a != action), Fraction(0)) for end in (0, 1))
    return low / (low + most) if low else low, high / (high + least) if high else high


# The table in which every information set of a tree decides for itself, as an *agent* of its player
#
# An agent is paid what its player gets at the ends behind its set, each times the odds with which chance, the
# other players, and the player's own choices from the set on lead there: the player's own choices before
# count as made.  Under perfect recall an agent's action is best in an equilibrium of this table if it is a
# part of a best continuation, so that the player's whole plan is best: it is a Nash equilibrium of the tree.
# Conversely let each player of a Nash equilibrium continue in the best way where its own choices never lead,
# the last sets first.  Nobody else is paid otherwise, since play does not come there, and so no other agent
# either: it is an equilibrium of this table.
#
# Unlike mixtures of strategies, the mixtures of agents are the behavior itself.  Each is linear in what
# anybody gets in the tree, since no path meets an information set twice.
# ----------------------------------------------------------------------------

MOST_CELLS_OF_AGENTS = 20_000
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
    if prod(sizes) > min(MOST_CELLS_OF_AGENTS, MOST_ADDED // ends):
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


# The reduced normal form of a tree without the players who have nothing to choose
# ----------------------------------------------------------------------------

MOST_CELLS_OF_CHOOSERS = 100_000


@dataclass(frozen=True, repr=False)
class ChoosersTable(TreeTable):
    """The table of a tree's reduced strategies, of those players who have at least two.

    Parameters
    ----------
    form
        The reduced normal form.
    """

    form: ReducedNormalForm[Fraction]
    name = "reduced normal form"

    def profile(self, mixed: Profile | None) -> Profile:
        """The realization equivalent behavior; where own choices never lead, the first action."""
        own = (
            {}
            if mixed is None
            else dict(zip((s.player for s in mixed.information_sets), mixed.probabilities, strict=True))
        )
        sure = (Fraction(1),)
        whole = tuple(own.get(player, sure) for player in self.game.players)
        return self.form.profile(Profile(self.form.table.information_sets, whole))

    def plays_apart(self, found: EquilibriumCover) -> bool:
        """True if different mixtures play differently: no more strategies than behavior has dimensions."""
        free = dict.fromkeys(self.game.players, 1)
        for info in self.game.information_sets:
            free[info.player] += len(info.actions) - 1
        return [len(own) for own in self.form.table.actions] == list(free.values())


def choosers_table(game: Tree) -> ChoosersTable:
    """The reduced normal form of those who choose.

    Raises
    ------
    Unsupported
        If it would be too large.
    """
    form = reduced_normal_form(game, most_cells=MOST_CELLS_OF_CHOOSERS)
    choosing = [who for who, actions in enumerate(form.table.actions) if len(actions) > 1]
    table = None
    if choosing:
        players = tuple(game.players[who] for who in choosing)
        actions = tuple(form.table.actions[who] for who in choosing)
        payoffs = tuple(tuple(cell[who] for who in choosing) for cell in form.table.payoffs)
        table = NormalForm(players, actions, payoffs)
    strategies = tuple(form.strategies[who] for who in choosing)
    return ChoosersTable(game, table, strategies, form.table.payoffs, form)


# The table of a tree in which some ends are worth numbers that are known within bounds alone
#
# Such an end stands for a subgame whose equilibrium is known by a box.  A strategy is in no equilibrium if
# another one pays strictly more, whatever is left to the others; bounds that narrow tell that of such
# numbers, too.  What is left without these has the equilibria of the whole.  Often no number within bounds is
# left to compare: where one player chooses, its best choice alone is.
# ----------------------------------------------------------------------------

MOST_CELLS_COMPARED = 1_000
NOT_WORTH_A_FRACTION = (
    "what a subgame is worth is known within bounds alone, and these do not tell what is best before it"
)

Left = tuple[tuple[int, ...], ...]  # for each player the numbers of its strategies that are left


@dataclass(frozen=True, repr=False)
class UndominatedTable(TreeTable):
    """The table that is left without strategies that are strictly dominated.

    Parameters
    ----------
    whole
        The table.
    left
        The strategies that are left; if each player has one, there is no table.
    """

    whole: TreeTable
    left: Left
    name = "table of what is undominated"

    def profile(self, mixed: Profile | None) -> Profile:
        """The behavior profile of the tree that belongs to a profile of the table."""
        assert self.whole.table is not None
        sets = self.whole.table.information_sets
        odds = []
        for who, own in enumerate(self.left):
            taken = dict(zip(own, mixed.probabilities[who] if mixed else (Fraction(1),), strict=True))
            odds.append(tuple(taken.get(n, Fraction(0)) for n in range(len(sets[who].actions))))
        return self.whole.profile(Profile(sets, tuple(odds)))

    def plays_apart(self, found: EquilibriumCover) -> bool:
        """False, since it is not looked at."""
        return False


def undominated(found: TreeTable) -> TreeTable:
    """The table itself where everybody who chooses is paid fractions, or what of it is undominated.

    Raises
    ------
    CertificateRejected
        If numbers are left that are known within bounds alone, or the table is large.
    """
    table = found.table
    if table is None or _is_exact(table):
        return found
    if len(table.payoffs) > MOST_CELLS_COMPARED:
        raise CertificateRejected(NOT_WORTH_A_FRACTION)

    left = _undominated(table)
    rest = table.restricted(
        {who: [table.actions[who][number] for number in own] for who, own in enumerate(left)}
    )
    is_single = len(rest.payoffs) == 1
    if not is_single and not _is_exact(rest):
        raise CertificateRejected(NOT_WORTH_A_FRACTION)

    strategies = tuple(tuple(own[n] for n in some) for own, some in zip(found.strategies, left, strict=True))
    cells = zip(product(*map(range, table.shape)), found.paid, strict=True)
    paid = tuple(own for cell, own in cells if all(n in some for n, some in zip(cell, left, strict=True)))
    return UndominatedTable(found.game, None if is_single else rest, strategies, paid, found, left)


def _is_exact(table: Table) -> bool:
    return all(isinstance(paid, Fraction) for cell in table.payoffs for paid in cell)


def _undominated(table: Table) -> Left:
    left: Left = tuple(tuple(range(size)) for size in table.shape)
    before: Left = ()
    while left != before:
        before = left
        for who, own in enumerate(left):
            others = [[0] if n == who else some for n, some in enumerate(left)]
            met = list(product(*others))
            paid = [[table.cell((*cell[:who], n, *cell[who + 1 :]))[who] for cell in met] for n in own]
            kept = (n for n, low in zip(own, paid, strict=True) if not any(_is_above(p, low) for p in paid))
            left = (*left[:who], tuple(kept), *left[who + 1 :])
    return left


def _is_above(row: Sequence[Number], other: Sequence[Number]) -> bool:
    """True if one row pays more everywhere, as far as bounds tell."""
    look()
    try:
        return all(a > b for a, b in zip(row, other, strict=True))
    except CertificateRejected:
        return False
