"""``settling_comparisons``: the fewest comparisons of outcomes from which a verdict follows, each needed.

Sources: reiter1987 (hitting sets of what must not all hold).
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Unpack

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Verdict, inquiry_over_parameters
from gametheory_paradox.detectors.by_rank import verdict_by_rank
from gametheory_paradox.detectors.over_rankings import OverRankings, ranking_asked
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.families.linear_extensions import Comparison, extension_of
from gametheory_paradox.families.rankings import Ranking, preference_said
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.regions.fewest_comparisons import FewestComparisons
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Record, Table, Tabular

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
