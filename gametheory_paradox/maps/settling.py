"""Comparisons of outcomes that settle a verdict, and the fewest that do.

Source: reiter1987 (hitting sets of what must not all hold).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Unpack

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Verdict, inquiry_over_parameters
from gametheory_paradox.detectors.by_rank import verdict_by_rank
from gametheory_paradox.detectors.over_rankings import OverRankings, ranking_asked
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.interruption import look
from gametheory_paradox.models.linear_extensions import (
    Comparison,
    Pattern,
    extension_of,
    preferring_all,
    uncompared,
)
from gametheory_paradox.models.rankings import Order, Ranking, preference_said
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Record, Table, Tabular

# The fewest comparisons of a ranking from which an answer follows
#
# Every ranking with another answer has some comparison of the given order the other way round, so comparisons
# settle the answer only if they meet all such sets of reversed comparisons.  The fewest that meet those found
# so far are tried; a ranking that agrees with them and has another answer, reversed in as little as will do,
# is the next set.  When there is none, fewer comparisons would not have done.
# -----------------------------------------------------------------

UNDECIDED = "undecided"


@dataclass(frozen=True, repr=False)
class FewestComparisons(Record):
    """A search for the fewest comparisons that settle an answer.

    Parameters
    ----------
    orders
        The given orders, in which the answer is this one; what an account counts is no preference.
    answer
        The answer.
    patterns
        Patterns that cover all rankings in some orders, each with its answer.
    known
        For each order what is known in any case, and is not counted; by default nothing.
    reversed
        Sets of comparisons that cannot all be reversed, each with a ranking in which they are and its answer.
    """

    orders: tuple[Order, ...]
    answer: str
    patterns: Callable[[tuple[Order, ...]], Iterator[Pattern]]
    known: tuple[Order, ...] = ()
    reversed: dict[frozenset[Comparison], tuple[tuple[Order, ...], str]] = field(default_factory=dict)

    def find(self) -> frozenset[Comparison] | None:
        """The fewest comparisons that leave no other answer; None where that is not decided."""
        while True:
            chosen = _hitting(list(self.reversed))
            against = self._against(chosen)
            if against is None:
                return chosen
            if against[1] == UNDECIDED:
                return None
            self._keep(*against)

    def kept(self, comparisons: Iterable[Comparison]) -> tuple[Order, ...]:
        """The orders of which these comparisons alone are known, beside what is known in any case."""
        chosen = list(comparisons)
        return tuple(
            own if own.measure else preferring_all(own, [(a, b) for m, a, b in chosen if m == n])
            for n, own in enumerate(self._known)
        )

    @property
    def _known(self) -> tuple[Order, ...]:
        """The preferences known in any case; what an account counts is no preference."""
        return self.known or tuple(own if own.measure else uncompared(own) for own in self.orders)

    def without(self, comparison: Comparison, chosen: frozenset[Comparison]) -> tuple[tuple[Order, ...], str]:
        """A ranking in which all others of the chosen comparisons hold, and its answer."""
        lost = next(own for own in self.reversed if own & chosen == {comparison})
        return self.reversed[lost]

    def _counted(self) -> list[Comparison]:
        """Every comparison of the given orders that is not known in any case."""
        pairs = zip(self.orders, self._known, strict=True)
        return [
            (n, *pair)
            for n, (own, known) in enumerate(pairs)
            if not own.measure
            for pair in sorted(own.better - known.better)
        ]

    def _against(self, comparisons: Iterable[Comparison]) -> tuple[tuple[Order, ...], str] | None:
        """A pattern of rankings in which some comparisons hold and the answer is another."""
        for pattern in self.patterns(self.kept(comparisons)):
            if pattern.answer != self.answer:
                return pattern.orders, pattern.answer
        return None

    def _keep(self, orders: tuple[Order, ...], answer: str) -> None:
        """Remember a ranking with another answer, with as little reversed as will do."""
        lost = self._lost(orders)
        for comparison in sorted(lost):
            look()
            if comparison not in lost:
                continue
            kept = [own for own in self._counted() if own not in lost or own == comparison]
            against = self._against(kept)
            if against is not None and against[1] != UNDECIDED:
                orders, answer = against
                lost = self._lost(orders)
        self.reversed[lost] = orders, answer

    def _lost(self, orders: tuple[Order, ...]) -> frozenset[Comparison]:
        """The comparisons of the given orders that a ranking in other orders does not keep."""
        places = [{rank: place for place, rank in enumerate(extension_of(own))} for own in orders]
        return frozenset((n, a, b) for n, a, b in self._counted() if places[n][a] > places[n][b])


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


# ``settling_comparisons``: the fewest comparisons of outcomes from which a verdict follows, each needed
# ----------------------------------------------------------------------------

SECONDS = 60.0


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
    further
        Where it depends on comparisons that are not known: for the name of each verdict some that settle it
        beside those that are known, of which none can be spared.
    """

    verdict: Verdict
    rows: tuple[SettlingComparison, ...] = ()
    why: str = ""
    certificate: Certificate | None = field(default=None, compare=False)
    further: Mapping[str, tuple[SettlingComparison, ...]] = field(default_factory=dict)

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
            "further": {name: [row.to_data() for row in rows] for name, rows in self.further.items()},
        }

    def table(self) -> Table:
        """A row for each comparison, with the verdict where it alone does not hold."""
        if self.further:
            told = [
                (f"{name}, once known" if row is rows[0] else "and", row.preference, row.verdict)
                for name, rows in self.further.items()
                for row in rows
            ]
            columns = ("settled as", "comparison", "without it")
            return Table(columns, told, title=str(self.verdict.question), note=self.why)

        rows = [(row.preference, row.verdict) for row in self.rows]
        word = "comparison" if len(rows) == 1 else "comparisons"
        whatever = f"The paradox is {self.verdict.name} whatever is preferred, and by how much."
        note = self.why or (
            whatever
            if not rows
            else f"The paradox is {self.verdict.name} by these {len(rows)} {word} alone, whatever else is "
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
    >>> from gametheory_paradox.models import family_from_table
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
        try:
            if verdict.name in ("present", "absent"):
                return _fewest(asked, verdict)
            further = _further(asked)
            why = f"no comparisons {'that are known ' * bool(further)}settle it: {verdict.why}"
            return SettlingComparisons(verdict, why=why, further=further)
        except OutOfTime as problem:
            return SettlingComparisons(verdict, why=f"the fewest comparisons were not found: {problem}")


def _fewest(asked: OverRankings, verdict: Verdict) -> SettlingComparisons:
    """The fewest comparisons that leave no ranking with another verdict."""
    search = FewestComparisons(asked.ranking.orders, verdict.name, asked.patterns)
    chosen = search.find()
    if chosen is None:
        why = "whether fewer comparisons settle it is not decided for all rankings"
        return SettlingComparisons(verdict, why=why)

    # The proof of the verdict over all levels in which these comparisons hold.
    kept = asked.reordered(search.kept(chosen))
    proof = verdict_by_rank(kept, asked.values, asked.clock.left).certificate
    return SettlingComparisons(verdict, _rows(search, chosen, asked.ranking), certificate=proof)


def _further(asked: OverRankings) -> dict[str, tuple[SettlingComparison, ...]]:
    """For each verdict comparisons that settle it beside those that are known; none where nothing is open."""
    known, further = asked.ranking.orders, dict[str, tuple[SettlingComparison, ...]]()
    if not asked.are_told_apart or all(own.is_complete for own in known):
        return further
    with suppress(OutOfTime, Unsupported):  # where levels of all outcomes are too many for a proof
        for pattern in sorted(asked.patterns(known), key=lambda own: own.answer, reverse=True):
            # In each pattern with a verdict the fewest; of the patterns the one with the fewest of these.
            name = pattern.answer
            search = FewestComparisons(pattern.orders, name, asked.patterns, known)
            chosen = search.find() if name in ("present", "absent") else None
            if chosen is not None and (name not in further or len(chosen) < len(further[name])):
                further[name] = _rows(search, chosen, asked.ranking)
    return further


def _rows(
    search: FewestComparisons, chosen: frozenset[Comparison], ranking: Ranking
) -> tuple[SettlingComparison, ...]:
    """The chosen comparisons, for each a ranking in which all others hold and the verdict is another."""
    rows = []
    for number, better, worse in sorted(chosen):
        orders, answer = search.without((number, better, worse), chosen)
        without = {
            own.player: tuple(ranking.rank_said(own, rank).strip("“”") for rank in extension_of(other))
            for own, other in zip(ranking.orders, orders, strict=True)
            if not own.measure
        }
        order = ranking.orders[number]
        said = preference_said(order, better, worse, ranking)
        rows.append(SettlingComparison(order.player, said, without, answer))
    return tuple(rows)
