"""Decides what a ranking alone tells: a paradox for every payoff in its order, for none, or it depends.

The gaps between neighbouring ranks are parameters in (0, 1], so that what follows from the order is a claim
over a box of these; what is left of the statement are the comparisons for which numbers are needed.  All is
claimed off ties: off the zero sets of the polynomials involved, as where two gaps are equal.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from random import Random

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.certificates.propositions import exactly_where
from gametheory_paradox.certificates.regions import Region
from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.condition import Condition, condition
from gametheory_paradox.conditions.proofs.statements import Statement, atoms, negation
from gametheory_paradox.detectors.at_point import verdict_at
from gametheory_paradox.detectors.inquiry import Inquiry
from gametheory_paradox.detectors.region_claim import FIRST_CELLS, Point, RegionClaim
from gametheory_paradox.detectors.verdict import Absent, Depends, Present, Undecided, Verdict
from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms.records import formula_to_data
from gametheory_paradox.models.linear_extensions import drawn_extension
from gametheory_paradox.models.rankings import Ranking, comparison_said
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

SECONDS = 60.0  # unless a budget is given
MOST_RANKINGS, MOST_GAPS = 100, 60  # that are drawn, where comparisons alone are known or all is compared
TIES_ASIDE = "ties aside"
UNPROVED = "it is there for some payoffs in this order and not for others; exactly where is not proved"


def verdict_by_rank(inquiry: Inquiry, values: Mapping[str, object], budget: float | None) -> Verdict:
    """Decides whether a paradox is present for every payoff that agrees with a ranking.

    Parameters
    ----------
    inquiry
        The question, about a family that is ranked.
    values
        Values of gaps or levels that are to be numbers, and of other parameters; the latter by default their
        baseline.
    budget
        Seconds; None for a minute.

    Returns
    -------
    Ties aside, Present or Absent for every payoff in the order; Depends, with a payoff for each; or
    Undecided.

    Raises
    ------
    InvalidGame
        If a gap is to change, or no payoff agrees with the ranking.
    Unsupported
        If equilibria as formulas are not offered for this form of game.
    """
    with Clock(SECONDS if budget is None else budget) as clock:
        orders = orders_asked(inquiry, values, clock)
        return orders.verdict() if orders.region.box else verdict_at(inquiry, values, clock.left)


def orders_asked(
    inquiry: Inquiry,
    values: Mapping[str, object],
    clock: Clock,
    assuming: Sequence[RationalFunction] = (),
) -> "Orders":
    """A question about every payoff that agrees with a ranking and for which some formulas are positive.

    Raises
    ------
    InvalidGame
        If a gap is to change.
    """
    ranking = inquiry.family.ranking
    assert ranking is not None
    _check_sizeless(inquiry, ranking)
    free = {name: inquiry.family.box[name] for name in ranking.scales if name not in values}
    fixed = {name: value for name, value in inquiry.others(values).items() if name not in free}
    form = inquiry.family.form.map(lambda formula: formula.at(fixed))
    region = Region(form, free, fixed, Factoring(), cutting="")
    return Orders(inquiry, ranking, region, clock, tuple(assuming))


def _check_sizeless(inquiry: Inquiry, ranking: Ranking) -> None:
    """Refuse a change of a gap or a level, which has no size of its own."""
    if changed := [name for name in inquiry.sets if name in ranking.scales or inquiry.axes]:
        raise InvalidGame(
            f"{changed[0]!r} cannot change here: of the payoffs the order alone is known; "
            "ask about a model with numbers"
        )


@dataclass(frozen=True, repr=False)
class Orders(Record):
    """A question about all payoffs that agree with a ranking.

    Parameters
    ----------
    inquiry, ranking
        What is asked, and of which order.
    region
        The box of gaps and levels.
    clock
        When to stop.
    assuming
        What is positive besides, for the payoffs that are asked about.
    """

    inquiry: Inquiry
    ranking: Ranking
    region: Region
    clock: Clock
    assuming: tuple[RationalFunction, ...] = ()

    def verdict(self) -> Verdict:
        """For every payoff in the order, for none, or it depends."""
        game, question = self.inquiry.family.at(self.region.values), self.inquiry.question
        try:
            # Where formulas say "nowhere", no payoff need be found that refutes "always".
            if self.presence.claim is not False and isinstance(self.always, Certificate):
                why = f"{TIES_ASIDE}, the paradox is there for every payoff {self._said}{self._whatever}"
                return Present(game, question, why, None, self.always)
            if isinstance(self.never, Certificate):
                why = f"{TIES_ASIDE}, the paradox is there for no payoff {self._said}{self._whatever}"
                return Absent(game, question, why, None, self.never)
            if isinstance(self.always, str) or isinstance(self.never, str):
                why = self.always if isinstance(self.always, str) else str(self.never)
                return Undecided(game, question, why)
            assert not isinstance(self.always, Certificate)
            return self._depends(present=self.never, absent=self.always)
        except OutOfTime as problem:
            return Undecided(game, question, str(problem))

    @property
    def _is_sized(self) -> bool:
        """True if something is said of gaps or levels, which else stand for all payoffs in the order.

        Payoffs may be stretched and shifted until no gap and no level exceeds 1; what is said of their sizes
        may then hold no more.
        """
        return bool(self.assuming) or any(name in self.region.values for name in self.ranking.scales)

    @property
    def _said(self) -> str:
        """The payoffs that are asked about, in words."""
        return f"in this order{' whose gaps and levels, from 0 to 1, are as said' if self._is_sized else ''}"

    @property
    def _whatever(self) -> str:
        return "" if self._is_sized else ", whatever the numbers"

    @cached_property
    def always(self) -> Certificate | tuple[Point, Verdict] | str:
        """The proof that it is present for every payoff; or a payoff for which it is not; or why neither."""
        return self._proved_or_refuted(self.presence, otherwise=False)

    @cached_property
    def never(self) -> Certificate | tuple[Point, Verdict] | str:
        """The proof that it is present for no payoff; or a payoff for which it is; or why neither."""
        return self._proved_or_refuted(self.absence, otherwise=True)

    @cached_property
    def presence(self) -> RegionClaim:
        """The conjecture that the paradox is present for every payoff in the order."""
        return self._conjecture(self._claim())

    @cached_property
    def absence(self) -> RegionClaim:
        """The conjecture that it is present for none."""
        return self._another(self._claim(never=True), negation(self.presence.claim))

    def _claim(self, *, never: bool = False, **more: object) -> dict[str, object]:
        return {"kind": "paradox", "never": never, "question": self.inquiry.to_data(), **more}

    def _conjecture(self, claim: Mapping[str, object]) -> RegionClaim:
        concept = str(self.inquiry.question.concept)
        baseline = {name: self.inquiry.family.baseline[name] for name in self.region.box}
        assumed = [*self.ranking.assumed, *self.assuming]
        return RegionClaim.over(self.region, self.inquiry.family.form, concept, claim, assumed, baseline)

    def _another(self, claim: Mapping[str, object], statement: Statement) -> RegionClaim:
        """Another claim; where nothing is assumed, the equilibria are not found anew for it."""
        known = self.presence
        if known.inside is not True:  # signs that are assumed are put into each claim by itself
            return self._conjecture(claim)
        return replace(known, data={**known.data, "claim": claim}, claim=statement)

    def _proved_or_refuted(
        self, conjecture: RegionClaim, *, otherwise: bool
    ) -> Certificate | tuple[Point, Verdict] | str:
        """The proof of a conjecture; or a payoff and the verdict there that refutes it; or why neither."""

        def refuted_at(point: Point) -> tuple[Point, Verdict] | None:
            verdict = verdict_at(self.inquiry, {**self.region.values, **point}, self.clock.left)
            return (point, verdict) if verdict.present is otherwise else None

        refuted = conjecture.refutation(self._first(conjecture), refuted_at)
        return conjecture.by_cells(refuted_at, self.clock, self._first_cells) if refuted is None else refuted

    @property
    def _first_cells(self) -> int:
        """Cells of a box of gaps tell much, those of a box of levels nothing of which of two is higher."""
        return 1 if self.ranking.assumed else FIRST_CELLS

    def _first(self, conjecture: RegionClaim) -> Iterator[Point]:
        """The baseline, others with small fractions, and of comparisons rankings that agree with them."""
        baseline = self.inquiry.family.baseline
        yield {name: baseline[name] for name in conjecture.region.box}
        yield from conjecture.first_points
        if conjecture.hanging:
            yield from self._drawn(conjecture.region.box)
        if self.ranking.assumed or self.assuming:
            yield from conjecture.affine_points

    def _drawn(self, box: Iterable[str]) -> Iterator[Point]:
        """Levels in strict rankings that agree with what is compared, and gaps of very different sizes.

        They are drawn, the same ones every time.
        """
        random, other = Random(0), self.inquiry.family.baseline
        for _ in range(MOST_RANKINGS if self.ranking.assumed else MOST_GAPS):
            point = {name: other[name] for name in box}
            for order in self.ranking.orders:
                names = [name for name, scale in self.ranking.scales.items() if scale.order is order]
                values = [Fraction(1, 2 ** random.randrange(9)) for _ in names]
                if not order.is_complete:
                    places = {rank: n for n, rank in enumerate(drawn_extension(order, random))}
                    values = [Fraction(len(names) - places[rank], len(names)) for rank in range(len(names))]
                point |= {name: own for name, own in zip(names, values, strict=True) if name in point}
            yield point

    def _depends(self, present: tuple[Point, Verdict], absent: tuple[Point, Verdict]) -> Depends:
        """The comparisons on which it depends, proved where they can be written out."""
        conjecture = self.presence
        box = {name: self.region.box[name] for name in conjecture.hanging}
        where = condition(conjecture.claim, box, list(self.region.box), inside=conjecture.inside)
        compared = list(dict.fromkeys(own.polynomial for case in where.cases for own in case))
        compared = [p for n, p in enumerate(compared) if -p not in compared[:n]] or atoms(conjecture.claim)
        assumed = [part for own in self.assuming for part in (own.numerator, own.denominator)]
        certificate = self._exactly_where(where)

        return Depends(
            self.inquiry.family.at(self.region.values),
            self.inquiry.question,
            UNPROVED if certificate is None else self._why(where),
            certificate=certificate,
            depends_on=tuple(comparison_said(p, self.ranking) for p in compared),
            witnesses=(present, absent),
            scales=self.ranking.meanings([*compared, *assumed]),
        )

    def _why(self, where: Condition) -> str:
        cases = "; or where ".join(
            " and ".join(comparison_said(own.polynomial, self.ranking) for own in case)
            for case in where.cases
        )
        return f"{TIES_ASIDE}, of the payoffs {self._said} it is there exactly where {cases}"

    def _exactly_where(self, where: Condition) -> Certificate | None:
        """The proof that the paradox is present where the condition holds and absent elsewhere."""
        if not where.shortest:
            return None
        cases = [[formula_to_data(RationalFunction(own.polynomial)) for own in case] for case in where.cases]
        claim = exactly_where(self.presence.claim, cases, self.presence.region)

        # The condition was read off the signs: they settle the claim on the whole box, as one cell.
        conjecture = self._another(self._claim(where=cases), claim)
        proved = conjecture.by_cells(lambda point: None, self.clock, 1)
        return proved if isinstance(proved, Certificate) else None
