"""One Nash equilibrium of a two-player tree: Lemke's path from a prior, over realization plans.

At z₀ = 1 everyone answers a prior, at z₀ = 0 the others as they play; in between, a player faces the
realization plan x + z₀·s, where s is the prior about the other, and E x = (1 − z₀) e.  The conditions, p and
q free,

    Eᵀ p − A (y + z₀ t) ≥ 0,  x ≥ 0,  E x + z₀ e = e,   Fᵀ q − Bᵀ (x + z₀ s) ≥ 0,  y ≥ 0,  F y + z₀ f = f

and complementarity are as large as the tree, where a table grows exponentially.  Lemke's complementary
pivots, on integers, follow the path.  Ties are broken lexicographically, the variables that are basic at the
start being perturbed: slacks by the most, then the weights of sequences, longer ones by more than shorter.
So the answer to the prior is unique and some weight enters at every information set, whence the path can
neither return nor go off along a ray: it ends at z₀ = 0.

Where the prior is completely mixed, what is played at the end also answers mixtures near it that exclude
nothing: the equilibrium is perfect in the normal form, and nobody plays a weakly dominated strategy.

Sources: kollermegiddovonstengel1996 (the complementarity problem); vonstengel2002b (the prior, and
perfection); vonstengel1996 (the sequence form); lemke1965 (pivots).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, isolated, uniform
from gametheory_paradox.forms.solvers.tableau import CoveredTableau
from gametheory_paradox.forms.trees.sequence_form import Plan, SequenceForm, sequence_form

MOST_SEQUENCES = 2_000  # of both players; the square of it is the number of integers held
FIRST = 0  # the first player's empty sequence: the only one that answers the prior without any weight


def sequence_form_lemke(
    game: ExtensiveForm[Fraction], clock: Clock, *, prior: Profile | None = None
) -> Equilibria:
    """Finds one Nash equilibrium of a two-player tree with perfect recall; there may be others.

    Parameters
    ----------
    game
        A tree with two players.
    clock
        When to give up.
    prior
        A behavior profile: what both first believe about each other; equal probabilities everywhere unless
        given.

    Returns
    -------
    One equilibrium, *partial*; none if the budget was spent before the path ended.  Where a player's own plan
    never comes, it takes the first action.

    Raises
    ------
    Unsupported
        If there are not two players, one of them lacks perfect recall, or both have more than 2,000 sequences
        together.
    InvalidGame
        If the prior belongs to another game.

    Sources
    -------
    kollermegiddovonstengel1996; vonstengel2002b

    Examples
    --------
    >>> from gametheory_paradox.forms import Move
    >>> entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> game = ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))
    >>> found = sequence_form_lemke(game, Clock(None))
    >>> [list(map(int, odds)) for odds in found[0].probabilities], found.completeness.status
    ([[1, 0], [0, 1]], 'partial')
    """
    if len(game.players) != 2:
        raise Unsupported(f"the sequence form is solved for two players, this game has {len(game.players)}")

    form = sequence_form(game)
    count = sum(map(len, form.sequences))
    if count > MOST_SEQUENCES:
        raise Unsupported(
            f"the sequence form is solved for up to {MOST_SEQUENCES:,} sequences, the players have {count:,}"
        )

    start = "equal probabilities" if prior is None else "the prior"
    plans = form.plans(uniform(game) if prior is None else prior)
    try:
        profile = form.profile(_end(form, plans, clock))
        assert is_nash(game, profile), "the end of Lemke's path must be an equilibrium"
    except OutOfTime:
        over = Completeness("budget", f"{clock.ended()} before the path did")
        return isolated(game, "nash", "sequence_form_lemke", (), over)
    why = f"it finds one equilibrium, at the end of the path from {start}; others were not looked for"
    return isolated(game, "nash", "sequence_form_lemke", [profile], Completeness("partial", why))


def _end(form: SequenceForm[Fraction], prior: Sequence[Plan], clock: Clock) -> tuple[Plan, Plan]:
    """The realization plans at the end of the path."""
    tableau = _Plans(form, prior, clock)
    for _ in tableau.path(FIRST, clock):
        pass
    weights, split = tableau.values(tableau.size), len(form.sequences[0])
    return tuple(weights[:split]), tuple(weights[split:])


@dataclass(frozen=True)
class _Flow:
    """A row of E x + z₀ e = e or F y + z₀ f = f by label, its bound, the sequence that answers the prior."""

    row: Mapping[int, int]
    bound: int
    answer: int


class _Plans(CoveredTableau):
    """The system at z₀ = 1.

    The variables are the weights of sequences, the second player's after the first's.  Free variables p and
    q, one for each flow constraint, have the labels behind z₀; once basic they stay: their rows are dropped.

    Parameters
    ----------
    form
        The sequence form.
    prior
        The plans that each first believes of the other.
    clock
        When to give up; raises OutOfTime.
    """

    def __init__(self, form: SequenceForm[Fraction], prior: Sequence[Plan], clock: Clock):
        size = sum(map(len, form.sequences))
        scale = lcm(*(w.denominator for plan in prior for w in plan))
        expected = [int(w * scale) for plan in prior for w in plan]
        payoffs = [dict[int, int]() for _ in range(size)]  # for each sequence, by the other's
        for own, other, payoff in _integers(form):
            payoffs[own][other] = payoff
        against = [sum(payoff * expected[other] for other, payoff in row.items()) for row in payoffs]
        flows = _flows(form, against)

        lines = []
        for row, value in zip(payoffs, against, strict=True):
            lines.append([*_dense(row, size), value, *[0] * len(flows), 0])
        for number, flow in enumerate(flows):
            lines.append([*_dense(flow.row, size), scale * flow.bound, *[0] * len(flows), flow.bound])
            for sequence, coefficient in flow.row.items():
                lines[sequence][size + 1 + number] = -coefficient
        basic = [*range(size, 2 * size), *[-1] * len(flows)]  # the last are equations
        super().__init__(lines, basic, [*range(size), *range(2 * size, 2 * size + 1 + len(flows))], size)
        self._to_the_start(flows, clock)

    def _to_the_start(self, flows: Sequence[_Flow], clock: Clock) -> None:
        """Pivots to z₀ = 1 and the answers to the prior; then only what can enter or leave is kept."""
        for number, flow in enumerate(flows):
            clock.check()
            self.enter(self.cover + 1 + number, flow.answer)
            if number:
                self.enter(flow.answer, self.size + number)
        self.enter(self.cover, self.size)

        rows = [row for row, label in enumerate(self.basic) if label <= self.cover]
        columns = [column for column, label in enumerate(self.nonbasic) if label >= 0]
        self.lines = [[*(self.lines[r][c] for c in columns), self.lines[r][-1]] for r in rows]
        self.basic, self.nonbasic = [self.basic[r] for r in rows], [self.nonbasic[c] for c in columns]

        # The most perturbed first: slacks, then weights of longer sequences before shorter ones.
        slacks = [label for label in self.basic if self.size <= label < self.cover]
        self._perturbed = [*slacks, *(flow.answer for flow in flows[:0:-1])]

    def leaving(self, column: int) -> int:
        """The row that stops a column from growing; that of z₀ if it does, too, without perturbation."""
        best = self.first_row(column, lambda row, rival: self._later(row, rival, column))
        assert best is not None, "the path of a tree cannot be unbounded"
        return best

    def _later(self, row: int, rival: int, column: int) -> int:
        """A number with the sign of: when the variable of a row reaches zero, minus when a rival's does."""
        order = self.order(row, rival, column, -1)
        if order == 0 and self.cover in (self.basic[row], self.basic[rival]):
            return 1 - 2 * (self.basic[row] == self.cover)
        line, other = self.lines[row], self.lines[rival]
        shifts = (
            self._shift(row, label) * other[column] - self._shift(rival, label) * line[column]
            for label in self._perturbed
        )
        order = order or next(filter(None, shifts), 0)
        assert order, "no two rows of the perturbation are proportional"
        return order

    def _shift(self, row: int, label: int) -> int:
        """The move of a row's value by the perturbation of a variable."""
        if label in self.nonbasic:
            return self.lines[row][self.nonbasic.index(label)]
        return self.denominator * (self.basic[row] == label)


def _integers(form: SequenceForm[Fraction]) -> Iterator[tuple[int, int, int]]:
    """A sequence, one of the other player, and the payoff as an integer, scaled alike for each player."""
    starts = 0, len(form.sequences[0])
    for who, start in enumerate(starts):
        common = lcm(*(payoffs[who].denominator for payoffs in form.payoffs.values()))
        for numbers, payoffs in form.payoffs.items():
            own, other = start + numbers[who], starts[1 - who] + numbers[1 - who]
            yield own, other, int(payoffs[who] * common)


def _flows(form: SequenceForm[Fraction], against: Sequence[int]) -> list[_Flow]:
    """The flow constraints of both, with best responses to the prior, from the last information set back."""
    rows: list[tuple[dict[int, int], int]] = []
    for player, start in zip(form.game.players, (0, len(form.sequences[0])), strict=True):
        own = zip(*form.constraints(player), strict=True)
        rows += [({start + number: c for number, c in row.items()}, bound) for row, bound in own]
    worth, flows = list(against), []
    for row, bound in reversed(rows):
        answer = max((sequence for sequence, c in row.items() if c > 0), key=worth.__getitem__)
        for before in (sequence for sequence, c in row.items() if c < 0):
            worth[before] += worth[answer]
        flows.append(_Flow(row, bound, answer))
    return flows[::-1]


def _dense(row: Mapping[int, int], size: int) -> list[int]:
    return [row.get(column, 0) for column in range(size)]
