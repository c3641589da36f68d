"""The value of a two-player tree with constant sum, from a linear program as large as the tree.

The first player's realization plan x, and for each information set of the second the least q it can be held
to there, satisfy E x = e and Fᵀ q ≤ Aᵀ x; the value is the largest q at the second's empty sequence, and the
multipliers are an optimal plan of the second.  So a pair of plans is its own proof: what the first secures
with its plan, whatever the other does, and what the second secures with its plan sum to the constant.  Either
takes one pass over the tree.

Large programs are solved in floating point by HiGHS; the sequences with weight and the conditions that hold
with equality there are a linear system that is solved exactly, and the proof is then checked.  Where that
fails, and for small trees, the exact simplex method solves the program.

Sources: vonstengel1996, kollermegiddovonstengel1996 (the program); vonneumann1928 (the value).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any, overload

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.exact.sparse_systems import proposed_solution
from gametheory_paradox.forms import ExtensiveForm, Game, Profile
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, isolated, singletons
from gametheory_paradox.forms.solvers.linear_program import LinearProgram, Optimum, Row, maximize, scipy_part
from gametheory_paradox.forms.trees.sequence_form import Plan, SequenceForm, sequence_form
from gametheory_paradox.models import GameFamily
from gametheory_paradox.table import Cell, Table

# Entries of the program's matrix beyond which HiGHS is asked, measured; loading it takes half a second.
LARGE = 2_500
_ZERO = 1e-7  # what HiGHS leaves below this counts as zero; a wrong guess costs time, never truth

# Denominators up to this where the equations leave a choice, so that what was positive stays so.
_NEAR = 10**6

SparseRow = Mapping[int, int]


@dataclass(frozen=True, repr=False, eq=False)
class SequenceFormValue(Equilibria):
    """The value of a tree with constant sum and a pair of optimal realization plans, which prove it.

    Parameters
    ----------
    form
        The tree and its sequence form.
    values
        What each player gets in every equilibrium.
    plans
        For each player one weight for each sequence.
    """

    form: SequenceForm[Fraction] = field(kw_only=True)
    values: tuple[Fraction, Fraction] = field(kw_only=True)
    plans: tuple[Plan, Plan] = field(kw_only=True)

    @property
    def value(self) -> Fraction:
        """The payoff of the first player."""
        return self.values[0]

    @property
    def profile(self) -> Profile:
        """Both plans as behavior strategies; the first action where a player's own plan never comes.

        It is a Nash equilibrium, and need not be subgame perfect.
        """
        return self.form.profile(self.plans)

    def holds(self) -> bool:
        """True if each plan secures its player's value, and these sum to the constant: the proof, checked."""
        pairs = zip(self.game.players, self.plans, strict=True)
        secured = tuple(guarantee(self.form, player, plan) for player, plan in pairs)
        return secured == self.values and sum(secured) == constant_sum(self.form.game)

    def table(self) -> Table:
        """The values, and what is played at every information set where a player's own plan comes."""
        game, profile = self.form.game, self.profile
        rows: list[tuple[Cell, ...]] = []
        for player, value, plan, sequences in zip(
            game.players, self.values, self.plans, self.form.sequences, strict=True
        ):
            rows.append((player, "", "", value))
            for before, info, action in sequences[1:]:
                if action == 0 and plan[before]:
                    at, odds = game.information_sets[info], profile.probabilities[info]
                    played = ((a, p) for a, p in zip(at.actions, odds, strict=True) if p)
                    words = ", ".join(a if p == 1 else f"{a} {p}" for a, p in played)
                    rows.append(("", at.name, words, ""))
        heads = ("player", "information set", "optimal strategy", "value")
        return Table(heads, tuple(rows), title=f"{game.title or 'Game'}: value")


@overload
def sequence_form_value(game: Game | GameFamily) -> SequenceFormValue: ...
@overload
def sequence_form_value(game: Game | GameFamily, clock: Clock) -> Equilibria: ...
def sequence_form_value(game: Game | GameFamily, clock: Clock | None = None) -> Equilibria:
    """Finds the value of a two-player tree with constant sum and perfect recall, and optimal strategies.

    Parameters
    ----------
    game
        The tree; a family is taken at its baseline.
    clock
        When to give up; it is looked at before the program is solved, which then goes to its end.

    Returns
    -------
    A SequenceFormValue, which as a list of equilibria is *partial*: it has one of perhaps many, all worth the
    same.  Nothing if the budget was spent before.

    Raises
    ------
    Unsupported
        If it is a table, has another number of players, a player lacks perfect recall, or the payoffs do not
        have a constant sum; the message names two ends.

    Sources
    -------
    vonstengel1996; kollermegiddovonstengel1996

    Examples
    --------
    >>> from gametheory_paradox.forms import Move
    >>> hide = {side: Move("Ann", "look", {"left": (1, -1), "right": (0, 0)}) for side in ["left"]}
    >>> hide["right"] = Move("Ann", "look", {"left": (0, 0), "right": (3, -3)})
    >>> found = sequence_form_value(ExtensiveForm.from_tree(["Ann", "Bob"], Move("Bob", "hide", hide)))
    >>> print(found)
    Game: value
    <BLANKLINE>
    player  information set  optimal strategy     value
    ------  ---------------  -------------------  -----
    Ann                                           3/4
            look             left 3/4, right 1/4
    Bob                                           -3/4
            hide             left 3/4, right 1/4
    >>> found.holds()
    True
    """
    if isinstance(game, GameFamily):
        game = game.at()
    if not isinstance(game, ExtensiveForm):
        raise Unsupported(
            "the value by the sequence form is offered for trees, this game is a table; zero_sum_value takes "
            "it"
        )
    if len(game.players) != 2:
        raise Unsupported(
            f"the value by the sequence form is offered for two players, this game has {len(game.players)}"
        )
    total = constant_sum(game)
    if clock is not None and clock.is_over:
        over = Completeness("budget", f"{clock.ended()} before the program was solved")
        return isolated(game, "nash", "sequence_form_value", (), over)

    program = _Program(sequence_form(game))
    plans = program.from_floats() if program.entries > LARGE else None
    plans = plans or program.by_simplex()
    value = guarantee(program.form, game.players[0], plans[0])
    why = "one pair of optimal strategies; all equilibria are worth the same, others were not looked for"
    return SequenceFormValue(
        game,
        "nash",
        "sequence_form_value",
        (program.form.profile(plans),),
        singletons(1),
        singletons(1),
        Completeness("partial", why),
        form=program.form,
        values=(value, total - value),
        plans=plans,
    )


def constant_sum(game: ExtensiveForm[Fraction]) -> Fraction:
    """The sum of the payoffs, the same at every end.

    Raises
    ------
    Unsupported
        If they sum to something else somewhere; the message names two ends.
    """
    totals = {place: sum(end.payoffs, Fraction(0)) for place, end in game.terminals()}
    first, *others = totals
    differing = next((place for place in others if totals[place] != totals[first]), None)
    if differing is not None:
        ends = [
            (totals[place], ", ".join(game.history(place)) or "the start") for place in (first, differing)
        ]
        sums = " and ".join(f"to {total} after {history}" for total, history in ends)
        raise Unsupported(f"the value needs payoffs with a constant sum; they sum {sums}")
    return totals[first]


def guarantee(form: SequenceForm[Fraction], player: str, plan: Sequence[Fraction]) -> Fraction:
    """The payoff that one of two players secures with a realization plan, whatever the other does.

    One pass over the other's sequences, from the last to the first: at each information set the other takes
    the action that leaves the player least.

    Parameters
    ----------
    form
        The sequence form of a tree with two players.
    player
        Whose plan it is.
    plan
        One weight for each of its sequences.

    Raises
    ------
    InvalidGame
        If the game does not have two players, or there is no such player.
    """
    players = form.game.players
    if len(players) != 2 or player not in players:
        raise InvalidGame(
            f"expected one of two players, got {player!r}; the players are {', '.join(players)}"
        )
    who = players.index(player)
    scale = lcm(*(weight.denominator for weight in plan))
    parts = [weight.numerator * (scale // weight.denominator) for weight in plan]
    common = lcm(*(payoffs[who].denominator for payoffs in form.payoffs.values()))

    # What each sequence of the other leaves to the player, from its end on.
    left = [0] * len(form.sequences[1 - who])
    for numbers, payoffs in form.payoffs.items():
        if parts[numbers[who]]:
            left[numbers[1 - who]] += parts[numbers[who]] * int(payoffs[who] * common)
    number = len(left) - 1
    while number > 0:
        before, _, action = form.sequences[1 - who][number]
        start = number - action  # the actions of one set stand together
        left[before] += min(left[start : number + 1])
        number = start - 1
    return Fraction(left[0], scale * common)


class _Side:
    """One player's half of the program: flow constraints, and payoffs against the other's sequences."""

    def __init__(self, form: SequenceForm[Fraction], who: int, payoffs: Mapping[tuple[int, int], int]):
        self.size = len(form.sequences[who])
        self.flow, self.right = form.constraints(form.game.players[who])
        # For each of the other's sequences the payoffs by one's own.
        self.against: list[dict[int, int]] = [{} for _ in form.sequences[1 - who]]
        for numbers, payoff in payoffs.items():
            if payoff:
                self.against[numbers[1 - who]][numbers[who]] = payoff


class _Program:
    """Maximize q₀ under E x = e, Fᵀ q − Aᵀ x ≤ 0, x ≥ 0; the columns of x come first."""

    def __init__(self, form: SequenceForm[Fraction]):
        self.form = form
        common = lcm(*(payoffs[0].denominator for payoffs in form.payoffs.values()))
        payoffs = {(n[0], n[1]): int(p[0] * common) for n, p in form.payoffs.items()}
        self.first = _Side(form, 0, payoffs)
        self.second = _Side(form, 1, {numbers: -payoff for numbers, payoff in payoffs.items()})
        self.width = self.first.size + len(self.second.flow)
        self.entries = self.width * (len(self.first.flow) + self.second.size)

    def conditions(self, own: _Side, other: _Side) -> list[dict[int, int]]:
        """The coefficients, by the other's sequence, of the payoff it is held to minus what it pays."""
        rows = [{column: -payoff for column, payoff in row.items()} for row in own.against]
        for number, flow in enumerate(other.flow):
            for sequence, coefficient in flow.items():
                rows[sequence][own.size + number] = coefficient
        return rows

    def by_simplex(self) -> tuple[Plan, Plan]:
        """Optimal plans by the exact simplex method."""
        own, other = self.first, self.second
        rows = [
            Row(self._dense(row), "=", Fraction(bound))
            for row, bound in zip(own.flow, own.right, strict=True)
        ]
        rows += [Row(self._dense(row), "<=", Fraction(0)) for row in self.conditions(own, other)]
        objective = self._dense({own.size: 1})
        optimum = maximize(LinearProgram(objective, tuple(rows), frozenset(range(own.size, self.width))))
        assert isinstance(optimum, Optimum)  # there are plans, and payoffs are bounded
        return optimum.primal[: own.size], optimum.dual[len(own.flow) :]

    def _dense(self, row: SparseRow) -> tuple[Fraction, ...]:
        return tuple(Fraction(row.get(column, 0)) for column in range(self.width))

    def from_floats(self) -> tuple[Plan, Plan] | None:
        """Optimal plans at the point that HiGHS finds; None where they do not prove each other optimal."""
        proposal = self._highs()
        if proposal is None:
            return None
        first = self._exact(self.first, self.second, proposal[0])
        second = first and self._exact(self.second, self.first, proposal[1])
        if first is None or second is None:
            return None
        one, two = self.form.game.players
        secured = guarantee(self.form, one, first) + guarantee(self.form, two, second)
        return (first, second) if secured == constant_sum(self.form.game) else None

    def _highs(self) -> "tuple[_Proposal, _Proposal] | None":
        """The solution that HiGHS finds, for each player."""
        own, other = self.first, self.second
        conditions = self.conditions(own, other)
        largest = max((abs(payoff) for row in own.against for payoff in row.values()), default=1)
        scaled = [{c: v if c >= own.size else v / largest for c, v in row.items()} for row in conditions]
        objective = [-1.0 if column == own.size else 0.0 for column in range(self.width)]
        limits = [(0, None)] * own.size + [(None, None)] * len(other.flow)
        found = scipy_part("optimize").linprog(
            objective,
            A_ub=_csr(scaled, self.width),
            b_ub=[0.0] * other.size,
            A_eq=_csr(own.flow, self.width),
            b_eq=[float(bound) for bound in own.right],
            bounds=limits,
            method="highs-ds",
        )

        if found.status != 0:
            return None

        first = _Proposal([*found.x[: own.size], *(found.x[own.size :] * largest)], found.ineqlin.residual)
        second = [*-found.ineqlin.marginals, *(found.eqlin.marginals * largest)]
        return first, _Proposal(second, found.lower.marginals[: own.size])

    def _exact(self, own: _Side, other: _Side, proposal: "_Proposal") -> Plan | None:
        """The plan with weight on the same sequences that makes the same conditions hold with equality."""
        unused = {number for number in range(own.size) if proposal.point[number] <= _ZERO}
        system = [*zip(own.flow, own.right, strict=True)]
        system += [
            (row, 0)
            for row, s in zip(self.conditions(own, other), proposal.slack, strict=True)
            if abs(s) <= _ZERO
        ]

        occurring = {c for row, _ in system for c in row}
        columns = {column: n for n, column in enumerate(sorted(occurring - unused))}
        rows = [{columns[c]: v for c, v in row.items() if c in columns} for row, _ in system]
        near = [Fraction(float(proposal.point[column])).limit_denominator(_NEAR) for column in columns]
        solution = proposed_solution(rows, [bound for _, bound in system], near)
        plan = [Fraction(0)] * own.size
        for column, number in columns.items():
            if column < own.size:
                plan[column] = solution[number]

        flows = [sum(v * plan[c] for c, v in row.items()) for row in own.flow]
        return tuple(plan) if flows == list(own.right) and min(plan) >= 0 else None


@dataclass(frozen=True)
class _Proposal:
    """A plan and what the other is held to, and the slack of each of the other's sequences, in floats."""

    point: Sequence[float]
    slack: Sequence[float]


def _csr(rows: Sequence[Mapping[int, float]], width: int) -> Any:
    """Rows as scipy's sparse matrix."""
    data = [float(v) for row in rows for v in row.values()]
    places = [number for number, row in enumerate(rows) for _ in row]
    columns = [column for row in rows for column in row]
    return scipy_part("sparse").csr_matrix((data, (places, columns)), shape=(len(rows), width))
