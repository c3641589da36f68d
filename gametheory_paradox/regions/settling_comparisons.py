"""``settling_comparisons``: the fewest comparisons of outcomes from which a verdict follows, each needed.

Sources: reiter1987 (hitting sets of what must not all hold).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Unpack

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Verdict, inquiry_over_parameters
from gametheory_paradox.detectors.by_rank import verdict_by_rank
from gametheory_paradox.detectors.over_rankings import OverRankings, ranking_asked
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.families.linear_extensions import extension_of
from gametheory_paradox.families.rankings import preference_said
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
            return _fewest(asked, verdict)
        except OutOfTime as problem:
            return SettlingComparisons(verdict, why=f"the fewest comparisons were not found: {problem}")


def _fewest(asked: OverRankings, verdict: Verdict) -> SettlingComparisons:
    """The fewest comparisons that leave no ranking with another verdict."""
    ranking = asked.ranking
    search = FewestComparisons(ranking.orders, verdict.name, asked.patterns)
    chosen = search.find()
    if chosen is None:
        why = "whether fewer comparisons settle it is not decided for all rankings"
        return SettlingComparisons(verdict, why=why)

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

    # The proof of the verdict over all levels in which these comparisons hold.
    kept = asked.reordered(search.kept(chosen))
    proof = verdict_by_rank(kept, asked.values, asked.clock.left).certificate
    return SettlingComparisons(verdict, tuple(rows), certificate=proof)
