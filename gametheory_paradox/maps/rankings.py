"""Shares of rankings for which a claim holds, and the reversals that decide it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod
from typing import Unpack

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.clock import Clock, counting
from gametheory_paradox.detectors import Verdict, inquiry_over_parameters
from gametheory_paradox.detectors.by_rank import verdict_by_rank
from gametheory_paradox.detectors.over_rankings import OverRankings, ranking_asked
from gametheory_paradox.errors import InvalidGame, OutOfTime, Unsupported
from gametheory_paradox.models.linear_extensions import extension_count, reversing, unranked
from gametheory_paradox.models.rankings import Order, preference_said
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.subjects import GameLike, as_family
from gametheory_paradox.table import Record, Table, Tabular

# ``ranking_shares``: in how many strict rankings a paradox is always there, is never, or needs numbers
# ----------------------------------------------------------------------------

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
    >>> from gametheory_paradox.models import family_from_table
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


# ``reversals``: the single preferences that turn a verdict where they are the other way round
# ----------------------------------------------------------------------------

OPEN = "undecided"


@dataclass(frozen=True, repr=False)
class Reversal(Record):
    """A single preference, the other way round.

    Parameters
    ----------
    player
        Whose preference.
    preference
        What it is now, in words.
    name
        The name of the verdict once it is reversed, all others as they are.
    certificate
        Of one that turns the verdict, the proof; None for others, or where that was not found.
    """

    player: str
    preference: str
    name: str
    certificate: Certificate | None = field(default=None, compare=False)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "player": self.player,
            "preference": self.preference,
            "verdict": self.name,
            "certificate": self.certificate and self.certificate.to_data(),
        }


@dataclass(frozen=True, repr=False)
class Reversals(Tabular):
    """The verdict for an order, and for each order in which one preference is reversed.

    Parameters
    ----------
    verdict
        The verdict as the order is.
    rows
        One for each preference that does not follow from others.
    finished
        Whether there was time for all.
    """

    verdict: Verdict
    rows: tuple[Reversal, ...]
    finished: bool

    @property
    def turning(self) -> tuple[Reversal, ...]:
        """Those that turn the verdict; none where it is not settled itself."""
        if self.verdict.name == OPEN:
            return ()
        return tuple(row for row in self.rows if row.name not in (self.verdict.name, OPEN))

    @property
    def is_settled(self) -> bool:
        """Everything was decided."""
        return self.finished and OPEN not in {self.verdict.name, *(row.name for row in self.rows)}

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "verdict": self.verdict.to_data(),
            "turning": [row.to_data() for row in self.turning],
            "reversed": len(self.rows),
            "open": [row.preference for row in self.rows if row.name == OPEN],
            "finished": self.finished,
        }

    def table(self) -> Table:
        """A row for each preference that turns the verdict."""
        rows = [(row.preference, row.name) for row in self.turning]
        kept = sum(row.name == self.verdict.name != OPEN for row in self.rows)
        note = f"As the order is: {self.verdict.name}. {kept} other preferences do not turn it"
        if left := len(self.rows) - len(rows) - kept:
            note += f"; of {left} it is not decided whether they do"
        note += "." if self.finished else "; the time was up before all were reversed."
        return Table(
            ("preference, if reversed", "turns the verdict to"),
            rows,
            title=str(self.verdict.question),
            note=note,
        )


def reversals(
    family: GameLike,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = SECONDS,
    **fields: Unpack[QuestionFields],
) -> Reversals:
    """Finds the single preferences that turn the verdict of a ranked family if they are reversed.

    Reversed is each preference that follows from no others: between neighbouring ranks, or a known
    comparison.  All others stay as they are.

    Parameters
    ----------
    family
        The games, whose payoffs are ranked: ``family.by_rank()``, or a model with ``preferences``.
    question, fields
        What is asked, as for ``detect``.
    values
        Values of parameters that are no gaps or levels; by default their baseline.
    budget
        Seconds for the whole answer, shared out evenly; None for no limit.

    Returns
    -------
    The verdict, and for each preference the name of the one once it is reversed; of those that turn it with
    the certificate.

    Raises
    ------
    InvalidGame
        If the payoffs are not ranked, or a name does not exist.
    Unsupported
        If equilibria as formulas are not offered for this form of game.

    Examples
    --------
    >>> from gametheory_paradox.models import family_from_table
    >>> table = [[(3, 3), (1, 4)], [(4, 1), (2, 2)]]
    >>> dilemma = family_from_table(["A", "B"], [["c", "d"]] * 2, table, {}).by_rank()
    >>> trap = reversals(dilemma, "dominance-trap", mover="A", action="d", coalition=["A", "B"])
    >>> print(trap.turning[0].preference)
    A prefers “d, c” to “c, c”
    """
    inquiry = inquiry_over_parameters(ranking_asked(family), question, fields)
    with Clock(budget) as clock:
        asked = OverRankings(inquiry, values, clock)
        ranking = asked.ranking
        every = [pair for number, own in enumerate(ranking.orders) for pair in _reversible(number, own)]
        verdict = verdict_by_rank(inquiry, values, clock.part(0.5).left)
        rows, done = list[Reversal](), 0

        with suppress(OutOfTime), counting("preferences", len(every)) as count:
            for number, better, worse in every:
                clock.check()
                order, part = ranking.orders[number], clock.part(1 / (len(every) - done))
                turned = reversing(order, better, worse)
                orders = (*ranking.orders[:number], turned, *ranking.orders[number + 1 :])
                with suppress(InvalidGame):  # which contradicts a strength that is known
                    name, proof = _turned(asked, orders, verdict, part)
                    said = preference_said(order, better, worse, ranking)
                    rows.append(Reversal(order.player, said, name, proof))
                done += 1
                count(done)

    return Reversals(verdict, tuple(rows), done == len(every))


def _turned(
    asked: OverRankings, orders: tuple[Order, ...], verdict: Verdict, clock: Clock
) -> tuple[str, Certificate | None]:
    """The name of the verdict in other orders, and the proof of one that is another than this verdict."""
    if asked.are_told_apart and not all(own.is_complete for own in orders):
        with suppress(Unsupported):  # where levels of all outcomes are too many for a proof
            name = asked.answer(orders)
            turns = name not in (verdict.name, OPEN)
            return name, _verdict(asked, orders, clock).certificate if turns else None
    own = _verdict(asked, orders, clock)
    return own.name, own.certificate


def _verdict(asked: OverRankings, orders: tuple[Order, ...], clock: Clock) -> Verdict:
    return verdict_by_rank(asked.reordered(orders), asked.values, clock.left)


def _reversible(number: int, order: Order) -> Iterator[tuple[int, int, int]]:
    """The preferences of an order from which its others follow; what an account counts is no preference."""
    if not order.measure:
        for better, worse in order.covers:
            yield number, better, worse
