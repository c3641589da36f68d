"""``settling_comparisons``: the fewest comparisons of outcomes from which a verdict follows, each needed.

Every ranking with another verdict has some comparison of the given order the other way round, so comparisons
settle the verdict only if they meet all such sets of reversed comparisons.  The fewest that meet those found
so far are tried; a ranking that agrees with them and has another verdict, reversed in as little as will do,
is the next set.  When there is none, fewer comparisons would not have done.

Sources: reiter1987 (hitting sets of what must not all hold).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, Unpack

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Verdict, inquiry_over_parameters
from gametheory_paradox.detectors.by_rank import verdict_by_rank
from gametheory_paradox.detectors.over_rankings import OverRankings, ranking_asked
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.families.linear_extensions import extension_of, keeping
from gametheory_paradox.families.rankings import Order, preference_said
from gametheory_paradox.interruption import look
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Record, Table, Tabular

SECONDS = 60.0

Comparison: TypeAlias = tuple[int, int, int]
"""The number of an order, the better rank and the worse."""


@dataclass(frozen=True, repr=False)
class SettlingComparison(Record):
    """A comparison from which, with others, a verdict follows.

    Parameters
    ----------
    player, preference
        Whose, and what it says, in words.
    without
        For each player a ranking, best first, in which all others of these comparisons hold.
    verdict
        The name of the verdict there.
    """

    player: str
    preference: str
    without: Mapping[str, tuple[str, ...]]
    verdict: str


@dataclass(frozen=True, repr=False)
class SettlingComparisons(Tabular):
    """The fewest comparisons from which the verdict follows.

    Parameters
    ----------
    verdict
        The verdict for the whole order.
    rows
        The comparisons; none where the verdict depends on numbers or is not settled, or follows without any.
    why
        Why there are none, or what is not known of them; empty where they are the fewest.
    certificate
        That these comparisons alone prove the verdict; None where that proof was not found.
    """

    verdict: Verdict
    rows: tuple[SettlingComparison, ...] = ()
    why: str = ""
    certificate: Certificate | None = field(default=None, compare=False)

    @property
    def is_settled(self) -> bool:
        """The comparisons are the fewest, or it is known that none settle it."""
        return not self.why or self.verdict.name == "depends"

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "verdict": self.verdict.name,
            "comparisons": [row.to_data() for row in self.rows],
            "why": self.why,
            "certificate": self.certificate and self.certificate.to_data(),
        }

    def table(self) -> Table:
        """A row for each comparison, with the verdict where it alone does not hold."""
        rows = [(row.preference, row.verdict) for row in self.rows]
        word = "comparison" if len(rows) == 1 else "comparisons"
        note = self.why or (
            f"The paradox is {self.verdict.name} by these {len(rows)} {word} alone, whatever else is "
            "preferred and by how much; fewer do not settle it. Beside each: the verdict that is possible "
            "where it alone fails."
        )
        return Table(("comparison", "without it"), rows, title=str(self.verdict.question), note=note)


def settling_comparisons(
    family: GameLike,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = SECONDS,
    **fields: Unpack[QuestionFields],
) -> SettlingComparisons:
    """Finds the fewest comparisons of outcomes from which the verdict of a ranked family follows.

    Parameters
    ----------
    family
        The games, whose payoffs are ranked: ``family.by_rank()``, or a model with ``preferences``.
    question, fields
        What is asked, as for ``detect``.
    values
        Values of parameters that are no gaps or levels; by default their baseline.
    budget
        Seconds for the whole answer; None for no limit.

    Returns
    -------
    The comparisons, for each a ranking in which all others hold and the verdict is another.

    Raises
    ------
    InvalidGame
        If the payoffs are not ranked, or a name does not exist.
    Unsupported
        If equilibria as formulas are not offered for this form of game, or strengths are known.

    Examples
    --------
    >>> from gametheory_paradox.families import family_from_table
    >>> table = [[(3, 3), (1, 4)], [(4, 1), (2, 2)]]
    >>> dilemma = family_from_table(["A", "B"], [["c", "d"]] * 2, table, {}).by_rank()
    >>> trap = settling_comparisons(dilemma, "dominance-trap", mover="A", action="d", coalition=["A", "B"])
    >>> for row in trap.rows:
    ...     print(row.preference)
    A prefers “d, c” to “c, c”
    A prefers “c, c” to “d, d”
    A prefers “d, d” to “c, d”
    B prefers “c, d” to “c, c”
    B prefers “c, c” to “d, d”
    B prefers “d, d” to “d, c”
    """
    inquiry = inquiry_over_parameters(ranking_asked(family), question, fields)
    with Clock(budget) as clock:
        asked = OverRankings(inquiry, values, clock)
        verdict = verdict_by_rank(inquiry, values, clock.part(0.5).left)
        if verdict.name not in ("present", "absent"):
            return SettlingComparisons(verdict, why=f"no comparisons settle it: {verdict.why}")
        try:
            return _Search(asked, verdict).fewest()
        except OutOfTime as problem:
            return SettlingComparisons(verdict, why=f"the fewest comparisons were not found: {problem}")


@dataclass(frozen=True, repr=False)
class _Search:
    asked: OverRankings
    verdict: Verdict
    reversed: dict[frozenset[Comparison], tuple[tuple[Order, ...], str]] = field(default_factory=dict)

    def fewest(self) -> SettlingComparisons:
        """The fewest comparisons that leave no ranking with another verdict."""
        while True:
            chosen = _hitting(list(self.reversed))
            against = self._against(chosen)
            if against is None:
                break
            orders, answer = against
            if answer == "undecided":
                why = "whether fewer comparisons settle it is not decided for all rankings"
                return SettlingComparisons(self.verdict, why=why)
            self._keep(orders, answer)

        rows = tuple(self._row(comparison, chosen) for comparison in sorted(chosen))
        return SettlingComparisons(self.verdict, rows, certificate=self._certificate(chosen))

    @property
    def _orders(self) -> tuple[Order, ...]:
        return self.asked.ranking.orders

    def _known(self) -> list[Comparison]:
        """Every comparison of the given order; what an account counts is no preference."""
        return [
            (n, *pair) for n, own in enumerate(self._orders) if not own.measure for pair in sorted(own.better)
        ]

    def _kept(self, comparisons: "frozenset[Comparison] | list[Comparison]") -> tuple[Order, ...]:
        """The orders of which these comparisons alone are known."""
        return tuple(
            own if own.measure else keeping(own, [(a, b) for m, a, b in comparisons if m == n])
            for n, own in enumerate(self._orders)
        )

    def _against(
        self, comparisons: "frozenset[Comparison] | list[Comparison]"
    ) -> tuple[tuple[Order, ...], str] | None:
        """A pattern of rankings in which some comparisons hold and the verdict is another."""
        for pattern in self.asked.patterns(self._kept(comparisons)):
            if pattern.answer != self.verdict.name:
                return pattern.orders, pattern.answer
        return None

    def _keep(self, orders: tuple[Order, ...], answer: str) -> None:
        """Remember a ranking with another verdict, with as little reversed as will do."""
        lost = self._lost(orders)
        for comparison in sorted(lost):
            look()
            if comparison not in lost:
                continue
            kept = [own for own in self._known() if own not in lost or own == comparison]
            against = self._against(kept)
            if against is not None and against[1] != "undecided":
                orders, answer = against
                lost = self._lost(orders)
        self.reversed[lost] = orders, answer

    def _lost(self, orders: tuple[Order, ...]) -> frozenset[Comparison]:
        """The comparisons of the given order that a ranking in other orders does not keep."""
        places = [{rank: place for place, rank in enumerate(extension_of(own))} for own in orders]
        return frozenset((n, a, b) for n, a, b in self._known() if places[n][a] > places[n][b])

    def _row(self, comparison: Comparison, chosen: frozenset[Comparison]) -> SettlingComparison:
        """A comparison, and a ranking in which all others hold."""
        number, better, worse = comparison
        order, ranking = self._orders[number], self.asked.ranking
        lost = next(own for own in self.reversed if own & chosen == {comparison})
        orders, answer = self.reversed[lost]
        without = {
            own.player: tuple(ranking.rank_said(own, rank).strip("“”") for rank in extension_of(other))
            for own, other in zip(self._orders, orders, strict=True)
            if not own.measure
        }
        said = preference_said(order, better, worse, ranking)
        return SettlingComparison(order.player, said, without, answer)

    def _certificate(self, chosen: frozenset[Comparison]) -> Certificate | None:
        """The proof of the verdict over all levels in which the comparisons hold."""
        return verdict_by_rank(
            self.asked.reordered(self._kept(chosen)), self.asked.values, self.asked.clock.left
        ).certificate


def _hitting(sets: Sequence[frozenset[Comparison]]) -> frozenset[Comparison]:
    """The fewest comparisons that meet every set; of several the first."""
    best: list[frozenset[Comparison]] = []
    pending = [frozenset[Comparison]()]
    while pending:
        look()
        chosen = pending.pop()
        missed = next((own for own in sorted(sets, key=len) if not own & chosen), None)
        if missed is None:
            best = [chosen]
        elif not best or len(chosen) + 1 < len(best[0]):
            pending += [chosen | {own} for own in sorted(missed, reverse=True)]
    return best[0]
