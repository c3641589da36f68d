"""Extensive-form correlated equilibria: a mediator recommends each move when it is to be made.

Before play a pure plan of each player is drawn; at each information set that a player comes to, and as
long as it has done what it was told, it is told the move of its plan there.  Nobody gains by doing
something else from some recommendation on, without being told more.

A *correlation plan* gives a pair of sequences the probability that both are recommended.  It is asked for
where sequences are *relevant* to each other: one is empty, or some play meets the information sets of
both.  What a player gets by following, or by a best deviation, is linear in it, with one auxiliary value
for each recommendation and each later information set.  In two-player trees with perfect recall without
chance moves the correlation plans are exactly the non-negative solutions of flow equations, so that the
program is polynomial in the tree (vonstengel2008, theorem 9); with chance moves they are the marginals of
distributions over pairs of reduced strategies, which are listed.

Sources: vonstengel2008; vonstengel1996 (sequences).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.concepts.forms import as_tree, player_number
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Decision, Lottery
from gametheory_paradox.games.reduced_normal_form import reduced_normal_form
from gametheory_paradox.games.sequence_form import SequenceForm, sequence_form
from gametheory_paradox.rationals import exact
from gametheory_paradox.solvers.linear_program import LinearProgram, Optimum, Row, Sense, maximize
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Cell, Table, Tabular

MOST_CELLS = 2_000  # pairs of reduced strategies, where chance moves
MOST_PAIRS = 20_000  # pairs of sequences that are relevant to each other
MOST_COEFFICIENTS = 10_000_000  # of the linear program, zeros too: a few hundred megabytes

Pair: TypeAlias = tuple[int, int]
Line: TypeAlias = dict[object, Fraction]  # of a program, by what its variables stand for


@dataclass(frozen=True, repr=False)
class ExtensiveFormCorrelation(Tabular):
    """An extensive-form correlated equilibrium that is best for an objective.

    Parameters
    ----------
    form
        The tree and its sequences.
    plan
        For each relevant pair of sequences the probability that both are recommended.
    value
        The objective there: no extensive-form correlated equilibrium has more.
    program, optimum
        The linear program and its answer; ``linear_program.confirms`` checks it.
    """

    form: SequenceForm[Fraction]
    plan: Mapping[tuple[int, ...], Fraction]
    value: Fraction
    program: LinearProgram
    optimum: Optimum

    @property
    def payoffs(self) -> tuple[Fraction, ...]:
        """Each player's expected payoff."""
        ends = self.form.payoffs.items()
        return tuple(sum((self.plan[pair] * own[who] for pair, own in ends), Fraction(0)) for who in (0, 1))

    def table(self) -> Table:
        """One row per pair of sequences that leads to an end and is recommended with positive probability."""
        game = self.form.game
        rows: list[list[Cell]] = [
            [
                *(self.form.label(player, n) for player, n in zip(game.players, pair, strict=True)),
                self.plan[pair],
            ]
            for pair in sorted(self.form.payoffs)
            if self.plan[pair]
        ]
        expected = ", ".join(f"{who} {pay}" for who, pay in zip(game.players, self.payoffs, strict=True))

        return Table(
            (*game.players, "probability"),
            rows,
            title=f"{game.title or 'Game'}: extensive-form correlation with objective {self.value}",
            note=f"Expected: {expected}.",
        )


def extensive_form_correlated_equilibrium(
    game: GameLike, maximizing: Mapping[str, object] | None = None
) -> ExtensiveFormCorrelation:
    """Finds an extensive-form correlated equilibrium that is best for a linear objective.

    Parameters
    ----------
    game
        A two-player tree with perfect recall.
    maximizing
        The objective: weights of players' payoffs ({"Ann": 1} is Ann's best, {"Ann": -1} her worst).  Without
        it, the sum of both payoffs.

    Raises
    ------
    InvalidGame
        If the objective names a player that does not exist.
    Unsupported
        If the game is a table or has another number of players, a player lacks perfect recall, or the tree is
        too large.

    Sources
    -------
    vonstengel2008

    Examples
    --------
    >>> from gametheory_paradox.games import ExtensiveForm, Move
    >>> second = Move("B", "second", {"l": (1, 0), "r": (3, 2)})
    >>> game = ExtensiveForm.from_tree(["A", "B"], Move("A", "first", {"out": (2, 2), "in": second}))
    >>> str(extensive_form_correlated_equilibrium(game).value)
    '5'
    """
    tree = as_tree(game, "extensive-form correlated equilibrium")
    if len(tree.players) != 2:
        raise Unsupported(
            "extensive-form correlated equilibrium: offered for two players, "
            f"this game has {len(tree.players)}"
        )
    weights = dict.fromkeys(tree.players, Fraction(1))
    if maximizing is not None:
        weights = {}
        for player, weight in maximizing.items():
            player_number(tree.players, player)
            weights[player] = exact(weight, f"the weight of {player}")

    constraints = _Constraints(sequence_form(tree))
    objective: Line = {
        pair: sum(
            (weights.get(p, Fraction(0)) * v for p, v in zip(tree.players, own, strict=False)), Fraction(0)
        )
        for pair, own in constraints.form.payoffs.items()
    }
    program, places = constraints.program(objective)
    optimum = maximize(program)
    assert isinstance(optimum, Optimum)  # every Nash equilibrium is one, and probabilities are bounded
    plan: dict[tuple[int, ...], Fraction] = {
        pair: optimum.primal[places[pair]] for pair in constraints.relevant
    }
    return ExtensiveFormCorrelation(constraints.form, plan, optimum.value, program, optimum)


def extensive_form_correlated_payoffs(
    game: GameLike, player: str
) -> tuple[ExtensiveFormCorrelation, ExtensiveFormCorrelation]:
    """Finds the extensive-form correlated equilibria that are worst and best for a player.

    Examples
    --------
    >>> from gametheory_paradox.games import ExtensiveForm, Move
    >>> second = Move("B", "second", {"l": (1, 0), "r": (3, 2)})
    >>> game = ExtensiveForm.from_tree(["A", "B"], Move("A", "first", {"out": (2, 2), "in": second}))
    >>> [str(extreme.payoffs[0]) for extreme in extensive_form_correlated_payoffs(game, "A")]
    ['2', '3']
    """
    return (
        extensive_form_correlated_equilibrium(game, {player: -1}),
        extensive_form_correlated_equilibrium(game, {player: 1}),
    )


class _Constraints:
    """The conditions on correlation plans, and that following is a best answer."""

    def __init__(self, form: SequenceForm[Fraction]):
        self.form, self.game = form, form.game
        self.flows = [form.constraints(player)[0][1:] for player in self.game.players]
        self.sets = [
            {
                sequences[max(flow)][1]: [n for n, coefficient in flow.items() if coefficient > 0]
                for flow in flows
            }
            for sequences, flows in zip(form.sequences, self.flows, strict=True)
        ]
        self.relevant = self._relevant()

    def _relevant(self) -> list[Pair]:
        """The pairs of sequences that are relevant to each other."""
        met: set[tuple[int, int]] = set()
        on_way: list[frozenset[int]] = [frozenset()] * len(self.game.nodes)
        for place, node in enumerate(self.game.nodes):
            here = on_way[place]
            if isinstance(node, Decision):
                met.update((other, node.information_set) for other in here)
                met.update((node.information_set, other) for other in here)
                here = here | {node.information_set}
            for child in getattr(node, "children", ()):
                on_way[child] = here

        first, second = self.form.sequences
        pairs = [
            (m, n)
            for m, (_, one, _) in enumerate(first)
            for n, (_, other, _) in enumerate(second)
            if not m or not n or (one, other) in met
        ]
        if len(pairs) > MOST_PAIRS:
            raise Unsupported(f"the tree has more than {MOST_PAIRS:,} pairs of sequences that go together")
        return pairs

    def program(self, objective: Line) -> tuple[LinearProgram, Mapping[object, int]]:
        """The linear program, and the place of each of its variables."""
        lines = [*self._plans(), *self._incentives()]
        names = list(dict.fromkeys([*self.relevant, *(name for line, _, _ in lines for name in line)]))
        if len(lines) * len(names) > MOST_COEFFICIENTS:
            raise Unsupported(
                f"the tree's linear program has {len(lines):,} conditions on {len(names):,} variables, more "
                f"than {MOST_COEFFICIENTS:,} coefficients"
            )

        places = {name: place for place, name in enumerate(names)}
        zero = Fraction(0)
        rows = tuple(
            Row(tuple(line.get(name, zero) for name in names), sense, bound) for line, sense, bound in lines
        )
        free = frozenset(places[name] for name in names if isinstance(name, tuple) and name[0] == "value")
        return LinearProgram(tuple(objective.get(name, zero) for name in names), rows, free), places

    def _plans(self) -> Iterator[tuple[Line, Sense, Fraction]]:
        """The constraints that make the weights of pairs of sequences those of a distribution over plans."""
        yield {(0, 0): Fraction(1)}, "=", Fraction(1)
        if any(isinstance(node, Lottery) for node in self.game.nodes):
            yield from self._marginals()
            return
        known = set(self.relevant)
        for who in (0, 1):
            for flow in self.flows[who]:
                for other in range(len(self.form.sequences[1 - who])):
                    if _pair(who, max(flow), other) in known:
                        line: Line = {_pair(who, n, other): Fraction(c) for n, c in flow.items()}
                        yield line, "=", Fraction(0)

    def _marginals(self) -> Iterator[tuple[Line, Sense, Fraction]]:
        """Each pair's probability as that of all pairs of reduced strategies that contain it."""
        whole = reduced_normal_form(self.game, most_cells=MOST_CELLS)
        contain = [
            [
                [n for n, plan in enumerate(strategies) if self._moves(who, number).items() <= plan.items()]
                for number in range(len(self.form.sequences[who]))
            ]
            for who, strategies in enumerate(whole.strategies)
        ]
        for first, second in self.relevant:
            drawn: Line = {
                ("plans", m, n): Fraction(1) for m in contain[0][first] for n in contain[1][second]
            }
            yield {**drawn, (first, second): Fraction(-1)}, "=", Fraction(0)

    def _moves(self, who: int, number: int) -> dict[int, int]:
        moves = {}
        while number:
            number, info, action = self.form.sequences[who][number]
            moves[info] = action
        return moves

    def _incentives(self) -> Iterator[tuple[Line, Sense, Fraction]]:
        """The constraints that following a recommendation is worth no less than the best deviation."""
        for who in (0, 1):
            follow: list[Line] = [{} for _ in self.form.sequences[who]]
            ends: list[dict[int, Fraction]] = [{} for _ in self.form.sequences[who]]
            for pair, payoffs in self.form.payoffs.items():
                own = pair[who]
                ends[own][pair[1 - who]] = payoffs[who]
                while own:  # each recommendation on the way is followed
                    follow[own][pair] = payoffs[who]
                    own = self.form.sequences[who][own][0]
            for info, numbers in self.sets[who].items():
                for told in numbers:
                    best = self._value(who, told, info)
                    yield {**follow[told], best: Fraction(-1)}, ">=", Fraction(0)
                    yield from self._deviations(who, told, info, ends)

    def _deviations(
        self, who: int, told: int, start: int, ends: list[dict[int, Fraction]]
    ) -> Iterator[tuple[Line, Sense, Fraction]]:
        """The constraints on the worth of the best deviation after a recommendation, at each later set."""
        pending = [start]
        while pending:
            info = pending.pop()
            for number in self.sets[who][info]:
                later = [
                    k for k, own in self.sets[who].items() if self.form.sequences[who][own[0]][0] == number
                ]
                line: Line = {self._value(who, told, info): Fraction(1)}
                for other, payoff in ends[number].items():
                    pair = _pair(who, told, other)
                    line[pair] = line.get(pair, Fraction(0)) - payoff
                line |= {self._value(who, told, k): Fraction(-1) for k in later}
                yield line, ">=", Fraction(0)
                pending += later

    def _value(self, who: int, told: int, info: int) -> object:
        return ("value", who, told, info)


def _pair(who: int, own: int, other: int) -> Pair:
    return (own, other) if who == 0 else (other, own)
