"""``ranking_shares``: in how many strict rankings a paradox is always there, is never, or needs numbers."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Unpack

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import inquiry_over_parameters
from gametheory_paradox.detectors.over_rankings import OverRankings
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.families.linear_extensions import extension_count, unranked
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.subjects import GameLike, as_family
from gametheory_paradox.table import Table, Tabular

SECONDS = 60.0
ANSWERS: Mapping[str, str] = {  # by the name of the verdict of a ranking
    "present": "always: there, whatever the numbers",
    "absent": "never: not there, whatever the numbers",
    "depends": "depends on the numbers",
    "undecided": "not decided",
}
NOTE = (
    "Shares of strict rankings, each of which counts once: {which}. They are no shares of a box of numbers, "
    "and no probabilities that something happens."
)


@dataclass(frozen=True, repr=False)
class RankingShares(Tabular):
    """The strict rankings of the outcomes of a game by the answer that each gives.

    Parameters
    ----------
    question
        What was asked.
    counts
        For present (always), absent (never), depends and undecided the number of rankings.
    known
        Whether rankings are counted that agree with something known, or all.
    patterns
        Patterns of comparisons that were told apart.
    """

    question: Question
    counts: Mapping[str, int]
    known: bool
    patterns: int

    @property
    def rankings(self) -> int:
        """The number of strict rankings, those of all players taken together."""
        return sum(self.counts.values())

    @property
    def always(self) -> Fraction:
        """The share of rankings in which the paradox is there whatever the numbers."""
        return Fraction(self.counts["present"], self.rankings)

    @property
    def never(self) -> Fraction:
        """The share in which it is not there whatever the numbers."""
        return Fraction(self.counts["absent"], self.rankings)

    @property
    def depends(self) -> Fraction:
        """The share in which it is there for some numbers and not for others."""
        return Fraction(self.counts["depends"], self.rankings)

    @property
    def undecided(self) -> Fraction:
        """The share that was not decided."""
        return Fraction(self.counts["undecided"], self.rankings)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        shares = {name: str(getattr(self, name)) for name in ("always", "never", "depends", "undecided")}
        return {
            **self.question.to_data(),
            "rankings": self.rankings,
            "known": self.known,
            **shares,
            "patterns": self.patterns,
        }

    def table(self) -> Table:
        """A row for each answer: the rankings, and their share."""
        rows = [
            (words, str(self.counts[name]), str(share), f"{as_decimal(100 * share, places=1)}%")
            for (name, words), share in zip(
                ANSWERS.items(), (self.always, self.never, self.depends, self.undecided), strict=True
            )
            if share or name != "undecided"
        ]
        which = f"{self.rankings} that agree with what is known" if self.known else f"all {self.rankings}"
        columns = (f"{self.question.paradox} paradox", "rankings", "share", "")
        return Table(columns, rows, title=str(self.question), note=NOTE.format(which=which), align="lrrr")


def ranking_shares(
    family: GameLike,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = SECONDS,
    **fields: Unpack[QuestionFields],
) -> RankingShares:
    """Counts the strict rankings in which a paradox is always there, is never, or depends on numbers.

    Parameters
    ----------
    family
        The games.  Where the family is ranked, rankings are counted that agree with what is known of them; of
        others all strict rankings that every player may have, whatever its payoffs are.
    question, fields
        What is asked, as for ``detect``.
    values
        Values of parameters that are no gaps or levels, such as odds; by default their baseline.
    budget
        Seconds for the whole answer; None for no limit.

    Returns
    -------
    The shares of rankings, which add to one; what the budget did not reach is undecided.

    Raises
    ------
    InvalidGame
        If a name does not exist.
    Unsupported
        If equilibria as formulas are not offered for this form of game, strengths are known, or the rankings
        are too many to count.

    Examples
    --------
    >>> from gametheory_paradox.families import family_from_table
    >>> table = family_from_table(["A", "B"], [["a", "b"], ["c", "d"]], [[(0, 0)] * 2] * 2, {})
    >>> shares = ranking_shares(table, mover="A", action="a")
    >>> shares.rankings, str(shares.always), str(shares.never), str(shares.depends)
    (576, '1/24', '23/24', '0')
    """
    family = as_family(family)
    is_ranked = family.ranking is not None
    if not is_ranked:
        family, values = family.by_rank(values), {}
        family = family.ranked(unranked(family.ranking))  # type: ignore[arg-type]  # which by_rank sets
    inquiry = inquiry_over_parameters(family, question, fields)
    assert inquiry.family.ranking is not None
    orders = inquiry.family.ranking.orders
    total, counts, patterns = prod(map(extension_count, orders)), Counter[str](), 0

    with Clock(budget) as clock, suppress(OutOfTime):
        for pattern in OverRankings(inquiry, values, clock).patterns(orders):
            counts[pattern.answer] += pattern.count
            patterns += 1
    counts["undecided"] += total - counts.total()
    return RankingShares(inquiry.question, {name: counts[name] for name in ANSWERS}, is_ranked, patterns)
