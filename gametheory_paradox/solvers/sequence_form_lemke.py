"""One Nash equilibrium of a two-player tree: Lemke's path from a prior, over realization plans instead of mixed strategies.

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

from gametheory_paradox.claims.equilibria.nash import is_nash
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import ExtensiveForm, Profile
from gametheory_paradox.games.sequence_form import Plan, SequenceForm, sequence_form
from gametheory_paradox.solvers.deadline import Deadline, OutOfTime
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, singletons
from gametheory_paradox.solvers.simplex import exchange

MOST_SEQUENCES = 2_000  # of both players; the square of it is the number of integers held


def sequence_form_lemke(
    game: ExtensiveForm[Fraction], deadline: Deadline, *, prior: Profile | None = None
) -> Equilibria:
    """Finds one Nash equilibrium of a two-player tree with perfect recall; there may be others.

    Parameters
    ----------
    game
        A tree with two players.
    deadline
        When to give up.
    prior
        A behavior profile: what both first believe about each other; equal probabilities everywhere unless
        given.

    Returns ------- One equilibrium, *partial*; none if the budget was spent before the path ended.  Where a
    player's own plan never comes, it takes the first action.

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
    >>> from gametheory_paradox.games import Move
    >>> entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> game = ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))
    >>> found = sequence_form_lemke(game, Deadline(None))
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
    plans = form.plans(_uniform(game) if prior is None else prior)
    try:
        profiles = (form.profile(_end(_Tableau(form, plans, deadline), deadline)),)
    except OutOfTime:
        return Equilibria(
            game, "nash", "sequence_form_lemke", (), (), (), Completeness("budget", "the path has not ended")
        )
    assert is_nash(game, profiles[0]), "the end of Lemke's path must be an equilibrium"
    why = Completeness(
        "partial",
        f"it finds one equilibrium, at the end of the path from {start}; others were not looked for",
    )
    return Equilibria(game, "nash", "sequence_form_lemke", profiles, singletons(1), singletons(1), why)


def _uniform(game: ExtensiveForm[Fraction]) -> Profile:
    sizes = [len(info.actions) for info in game.information_sets]
    return Profile(game.information_sets, tuple((Fraction(1, size),) * size for size in sizes))


def _end(tableau: "_Tableau", deadline: Deadline) -> tuple[Plan, Plan]:
    """The realization plans at the end of the path."""
    entering = tableau.first
    while True:
        deadline.check()
        left = tableau.pivot(tableau.leaving(entering), entering)
        if left == tableau.weight:
            return tableau.plans()
        entering = tableau.complement(left)


@dataclass(frozen=True)
class _Flow:
    """One row of E x + z₀ e = e or of F y + z₀ f = f, its sequences numbered as labels, and which of them answers the prior."""

    row: Mapping[int, int]
    bound: int
    answer: int


class _Tableau:
    """The system as a dictionary: every row reads denominator · basic = value − Σ entry · nonbasic.

    Labels: the weights of sequences from 0, the second player's after the first's, their slacks from ``size``
    on, then z₀. Free variables p and q, one for each flow constraint, come last; once basic they stay, and
    their rows are dropped.
    """

    def __init__(self, form: SequenceForm[Fraction], prior: Sequence[Plan], deadline: Deadline):
        self._starts = 0, len(form.sequences[0])
        self._size = size = sum(map(len, form.sequences))
        self.weight = 2 * size
        # The first player's empty sequence: the only one that answers the prior without any weight.
        self.first = 0
        scale = lcm(*(w.denominator for plan in prior for w in plan))
        expected = [int(w * scale) for plan in prior for w in plan]
        payoffs = [dict[int, int]() for _ in range(size)]  # for each sequence, by the other's
        for own, other, payoff in self._integers(form):
            payoffs[own][other] = payoff
        against = [sum(payoff * expected[other] for other, payoff in row.items()) for row in payoffs]
        flows = self._flows(form, against)
        self._lines: list[list[int]] = []
        for row, value in zip(payoffs, against, strict=True):
            self._lines.append([*_dense(row, size), value, *[0] * len(flows), 0])
        for number, flow in enumerate(flows):
            self._lines.append([*_dense(flow.row, size), scale * flow.bound, *[0] * len(flows), flow.bound])
            for sequence, coefficient in flow.row.items():
                self._lines[sequence][size + 1 + number] = -coefficient
        self._basic: list[int] = [*range(size, 2 * size), *[-1] * len(flows)]  # the last are equations
        self._nonbasic = [*range(size), *range(self.weight, self.weight + 1 + len(flows))]
        self._denominator = 1
        self._to_the_start(flows, deadline)

    def _integers(self, form: SequenceForm[Fraction]) -> Iterator[tuple[int, int, int]]:
        """A sequence, one of the other player, and the payoff as an integer: each player's are scaled by one number."""
        for who, start in enumerate(self._starts):
            common = lcm(*(payoffs[who].denominator for payoffs in form.payoffs.values()))
            for numbers, payoffs in form.payoffs.items():
                own, other = start + numbers[who], self._starts[1 - who] + numbers[1 - who]
                yield own, other, int(payoffs[who] * common)

    def _flows(self, form: SequenceForm[Fraction], against: Sequence[int]) -> list[_Flow]:
        """The flow constraints of both, with best responses to the prior: from the last information set to the first."""
        rows: list[tuple[dict[int, int], int]] = []
        for player, start in zip(form.game.players, self._starts, strict=True):
            own = zip(*form.constraints(player), strict=True)
            rows += [({start + number: c for number, c in row.items()}, bound) for row, bound in own]
        worth, found = list(against), []
        for row, bound in reversed(rows):
            answer = max((sequence for sequence, c in row.items() if c > 0), key=worth.__getitem__)
            for before in (sequence for sequence, c in row.items() if c < 0):
                worth[before] += worth[answer]
            found.append(_Flow(row, bound, answer))
        return found[::-1]

    def _to_the_start(self, flows: Sequence[_Flow], deadline: Deadline) -> None:
        """Pivot to z₀ = 1 and the answers to the prior; then only what can enter or leave is kept."""
        size = self._size
        self._place()
        for number, flow in enumerate(flows):
            deadline.check()
            self.pivot(flow.answer, self.weight + 1 + number)
            if number:
                self.pivot(size + number, flow.answer)
        self.pivot(size, self.weight)
        rows = [row for row, label in enumerate(self._basic) if label <= self.weight]
        columns = [column for column, label in enumerate(self._nonbasic) if label >= 0]
        self._lines = [
            [*(self._lines[row][column] for column in columns), self._lines[row][-1]] for row in rows
        ]
        self._basic = [self._basic[row] for row in rows]
        self._nonbasic = [self._nonbasic[column] for column in columns]
        self._place()
        slacks = [label for label in self._basic if size <= label < self.weight]
        self._perturbed = [
            *slacks,
            *(flow.answer for flow in flows[:0:-1]),
        ]  # the most first; longer sequences before shorter

    def _place(self) -> None:
        """Note where each label stands: its column, or ~row."""
        self._at: dict[int, int] = {label: column for column, label in enumerate(self._nonbasic)}
        self._at |= {label: ~row for row, label in enumerate(self._basic)}

    def pivot(self, row: int, label: int) -> int:
        """Let a nonbasic variable enter in a row; returns the one that leaves."""
        column, left = self._at[label], self._basic[row]
        self._denominator = exchange(self._lines, row, column, self._denominator)
        self._basic[row], self._nonbasic[column] = label, left
        self._at[label], self._at[left] = ~row, column
        return left

    def complement(self, label: int) -> int:
        """The variable that may be positive only where this one is zero."""
        return label + self._size if label < self._size else label - self._size

    def leaving(self, entering: int) -> int:
        """The row that stops a variable from growing; z₀ if it is among those that do without perturbation."""
        column, best = self._at[entering], -1
        for row, line in enumerate(self._lines):
            if line[column] > 0 and (best < 0 or self._sooner(row, best, column)):
                best = row
        assert best >= 0, "the path of a tree cannot be unbounded"
        return best

    def _sooner(self, row: int, rival: int, column: int) -> bool:
        """Whether the variable of one row reaches zero before that of another."""
        line, other = self._lines[row], self._lines[rival]
        order = line[-1] * other[column] - other[-1] * line[column]
        if order == 0 and self.weight in (self._basic[row], self._basic[rival]):
            return self._basic[row] == self.weight
        for label in self._perturbed:
            if order:
                break
            order = self._shift(row, label) * other[column] - self._shift(rival, label) * line[column]
        assert order, "no two rows of the perturbation are proportional"
        return order < 0

    def _shift(self, row: int, label: int) -> int:
        """How much the perturbation of a variable moves the value of a row."""
        at = self._at[label]
        return self._lines[row][at] if at >= 0 else self._denominator * (at == ~row)

    def plans(self) -> tuple[Plan, Plan]:
        """The weights of both players' sequences."""
        weights = [Fraction(0)] * self._size
        for row, label in enumerate(self._basic):
            if label < self._size:
                weights[label] = Fraction(self._lines[row][-1], self._denominator)
        return tuple(weights[: self._starts[1]]), tuple(weights[self._starts[1] :])


def _dense(row: Mapping[int, int], size: int) -> list[int]:
    found = [0] * size
    for column, entry in row.items():
        found[column] = entry
    return found
