"""Commitment: a leader announces a mixture, the follower sees it and answers with a best response.

*Strong*: of several best responses the follower takes one that the leader likes best.  For each answer, the
leader's best mixture among those to which it is a best response is a linear program; the best of these is the
value, and it is attained.

*Weak*: the follower takes the one that the leader likes least.  Call answers equivalent when the follower is
indifferent between them whatever the leader does.  Near any mixture there are mixtures at which all best
responses are equivalent, and they give the leader no less in the limit; so the supremum is the best, over
classes of equivalent answers that are the only best ones somewhere, of the least that answers of the class
give.  It need not be attained.

Sources: conitzer2006 (multiple linear programs); vonstengel2010 (leader payoffs, weak and strong);
paruchuri2008.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gametheory_paradox.concepts.forms import Rows, as_bimatrix, player_number
from gametheory_paradox.forms import NormalForm, mixture_in_words
from gametheory_paradox.forms.solvers.linear_program import (
    Infeasibility,
    LinearProgram,
    Optimum,
    Row,
    maximize,
)
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular

TieBreak = Literal["strong", "weak"]
Programs = tuple[tuple[LinearProgram, Optimum | Infeasibility], ...]


@dataclass(frozen=True, repr=False)
class Commitment(Tabular):
    """A leader's commitment: its value, a mixture, and the follower's answer.

    Parameters
    ----------
    game, leader, tie_break
        The game, who commits, and how the follower breaks ties.
    value
        The leader's payoff: the largest, or the supremum where none is attained.
    attained
        Whether some mixture gives the value; if not, some give as nearly as one likes, close to ``mixture``.
    mixture
        The leader's mixture.
    responses
        The follower's answers that give the value: one if *strong*, the equivalent ones if *weak*.
    programs
        For each answer, or class of answers, the linear program and its optimum; together they prove the
        value.
    """

    game: NormalForm[Fraction]
    leader: str
    tie_break: TieBreak
    value: Fraction
    attained: bool
    mixture: tuple[Fraction, ...]
    responses: tuple[str, ...]
    programs: Programs

    @property
    def follower(self) -> str:
        """The player who answers."""
        return next(player for player in self.game.players if player != self.leader)

    @property
    def follower_payoff(self) -> Fraction:
        """The follower's payoff from the answers."""
        who = self.game.players.index(self.follower)
        answer = self.game.actions[who].index(self.responses[0])
        return _product(self.game.own_rows(who)[answer], self.mixture)

    def table(self) -> Table:
        """One row per player."""
        actions = self.game.actions[self.game.players.index(self.leader)]
        worth = str(self.value) if self.attained else f"{self.value}, not attained"
        return Table(
            ("player", "role", "plays", "gets"),
            (
                (self.leader, "leader", mixture_in_words(actions, self.mixture), worth),
                (self.follower, "follower", " or ".join(self.responses), str(self.follower_payoff)),
            ),
            title=f"{self.game.title or 'Game'}: {self.tie_break} Stackelberg commitment of {self.leader}",
            note=""
            if self.attained
            else f"Mixtures near this one give {self.leader} nearly {self.value}; none gives {self.value}.",
            align="lllr",
        )


def leader_of(game: NormalForm[Fraction], leader: str | None) -> str:
    """The leader: the first player unless one is named."""
    return game.players[0 if leader is None else player_number(game.players, leader)]


def strong_stackelberg(game: GameLike, leader: str | None = None) -> Commitment:
    """Finds the strong Stackelberg value and a mixture that gives it.

    Parameters
    ----------
    game
        A two-player game in normal form.
    leader
        Who commits; the first player unless named.

    Sources
    -------
    conitzer2006; vonstengel2010

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> found = strong_stackelberg(game)
    >>> str(found.value), list(map(str, found.mixture)), found.responses
    ('11/3', ['2/3', '1/3'], ('d',))
    """
    sides = _Sides(game, leader)
    programs = tuple(
        (program := sides.best_for([answer]), _solved(program)) for answer in range(sides.answers)
    )

    # The best optimum, and the first answer that gives it: to any given mixture some answer is best.
    optima = {answer: found for answer, (_, found) in enumerate(programs) if isinstance(found, Optimum)}
    answer, best = max(optima.items(), key=lambda item: item[1].value)
    mixture, names = best.primal[: sides.mixes], sides.names([answer])
    return Commitment(sides.game, sides.leader, "strong", best.value, True, mixture, names, programs)


def weak_stackelberg(game: GameLike, leader: str | None = None) -> Commitment:
    """Finds the weak Stackelberg value, which is a supremum, and whether a mixture gives it.

    Parameters
    ----------
    game
        A two-player game in normal form.
    leader
        Who commits; the first player unless named.

    Sources
    -------
    vonstengel2010

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> found = weak_stackelberg(game)
    >>> str(found.value), found.attained, list(map(str, found.mixture))
    ('11/3', False, ['2/3', '1/3'])
    """
    sides = _Sides(game, leader)
    candidates = [
        (optimum, members, program)
        for members in sides.classes()
        if sides.is_inducible(members)
        and isinstance(optimum := maximize(program := sides.best_for(members)), Optimum)
    ]

    value = max(optimum.value for optimum, _, _ in candidates)
    winners = [(members, optimum) for optimum, members, _ in candidates if optimum.value == value]
    attaining = ((members, x) for members, _ in winners if (x := sides.attaining(members, value)) is not None)
    members, mixture = next(attaining, (winners[0][0], None))
    programs = tuple((program, optimum) for optimum, _, program in candidates)
    found = winners[0][1].primal[: sides.mixes] if mixture is None else mixture
    return Commitment(
        sides.game, sides.leader, "weak", value, mixture is not None, found, sides.names(members), programs
    )


class _Sides:
    """Both players' payoffs: one row per answer of the follower, one column per action of the leader."""

    def __init__(self, game: GameLike, leader: str | None):
        self.game = as_bimatrix(game, "Stackelberg commitment")
        self.leader = leader_of(self.game, leader)
        who = self.game.players.index(self.leader)
        self.theirs: Rows = self.game.own_rows(1 - who)
        self.ours: Rows = tuple(zip(*self.game.own_rows(who), strict=True))
        self.answers, self.mixes = len(self.theirs), len(self.ours[0])
        self._labels = self.game.actions[1 - who]

    def names(self, answers: Sequence[int]) -> tuple[str, ...]:
        return tuple(self._labels[answer] for answer in answers)

    def classes(self) -> list[list[int]]:
        """The answers, equivalent ones together."""
        found: dict[tuple[Fraction, ...], list[int]] = {}
        for answer, payoffs in enumerate(self.theirs):
            found.setdefault(payoffs, []).append(answer)
        return list(found.values())

    def best_for(self, members: Sequence[int]) -> LinearProgram:
        """The leader's best mixture to which equivalent answers are best, if it gets the least they give."""
        rows = [*self._responding(members), *(self._gives(member, None) for member in members)]
        return LinearProgram((*_zeros(self.mixes), Fraction(1)), tuple(rows), frozenset([self.mixes]))

    def is_inducible(self, members: Sequence[int]) -> bool:
        """Tests whether some mixture makes these answers better than all others."""
        margin = (*_zeros(self.mixes), Fraction(1))
        rows = (
            *self._better(members, Fraction(-1)),
            self._sums_to_one(),
            Row(margin, "<=", Fraction(1)),
        )
        found = maximize(LinearProgram(margin, rows, frozenset([self.mixes])))
        return isinstance(found, Optimum) and found.value > 0

    def attaining(self, members: Sequence[int], value: Fraction) -> tuple[Fraction, ...] | None:
        """A mixture to which the answers are best, and every best response gives the leader the value.

        None if there is none.  On the set where the answers are best and give the value, some further
        answers may be best everywhere; then these have to give the value as well, which may leave a smaller
        set, and so on.  In its relative interior no others are best.
        """
        must = set(members)
        while True:
            rows = [*self._responding(members), *(self._gives(answer, value) for answer in sorted(must))]

            # How much worse each answer can be, and those that are best everywhere.
            centers, always = [], set()
            for answer in range(self.answers):
                gap = tuple(a - b for a, b in zip(self.theirs[members[0]], self.theirs[answer], strict=True))
                found = maximize(LinearProgram((*gap, Fraction(0)), tuple(rows)))
                if not isinstance(found, Optimum):
                    return None
                centers.append(found.primal[: self.mixes])
                if found.value == 0:
                    always.add(answer)

            if always <= must:
                return tuple(sum(column, Fraction(0)) / len(centers) for column in zip(*centers, strict=True))
            must |= always

    def _responding(self, members: Sequence[int]) -> tuple[Row, ...]:
        return self._sums_to_one(), *self._better(members, Fraction(0))

    def _sums_to_one(self) -> Row:
        return Row((*(Fraction(1) for _ in range(self.mixes)), Fraction(0)), "=", Fraction(1))

    def _better(self, members: Sequence[int], weight: Fraction) -> Iterator[Row]:
        """The follower gets from the first member what others give; the last variable has the weight."""
        ours = self.theirs[members[0]]
        for answer, theirs in enumerate(self.theirs):
            if answer not in members:
                yield Row((*(a - b for a, b in zip(ours, theirs, strict=True)), weight), ">=", Fraction(0))

    def _gives(self, answer: int, value: Fraction | None) -> Row:
        """The answer gives the leader at least the value; without one, at least the last variable."""
        if value is None:
            return Row((*self.ours[answer], Fraction(-1)), ">=", Fraction(0))
        return Row((*self.ours[answer], Fraction(0)), ">=", value)


def _solved(program: LinearProgram) -> Optimum | Infeasibility:
    answer = maximize(program)
    assert isinstance(answer, Optimum | Infeasibility)  # a mixture's payoff is bounded
    return answer


def _zeros(count: int) -> tuple[Fraction, ...]:
    return (Fraction(0),) * count


def _product(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction(0))
