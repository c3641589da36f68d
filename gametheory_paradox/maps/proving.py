"""Proves a proposition on a whole region of parameters, or refutes it by a point with small fractions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import starmap
from typing import Unpack

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.certificates.regions import Region
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors.by_rank import Orders, orders_asked
from gametheory_paradox.detectors.region_claim import TIME_IS_UP, RegionClaim
from gametheory_paradox.detectors.verdict import Depends
from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.maps.propositions import (
    OpenClaim,
    Point,
    Proof,
    Proposition,
    Refutation,
    proposition_from,
    read_assumptions,
)
from gametheory_paradox.maps.switches import Ranges, check_parameters, range_of
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.subjects import GameLike, as_family

SECONDS = 30.0


def prove(
    family: GameLike,
    claim: Question | str | None = None,
    *,
    assuming: Sequence[str] = (),
    box: Mapping[str, tuple[object, object]] = {},
    values: Mapping[str, object] = {},
    absent: bool = False,
    some: bool = False,
    least: object = 0,
    budget: float | None = SECONDS,
    **fields: Unpack[QuestionFields],
) -> Proof | Refutation | OpenClaim:
    """Proves that a claim holds wherever some inequalities between parameters do, or refutes it by a point.

    Parameters
    ----------
    family
        The games: a family, or what ``as_game`` reads as one.
    claim
        A question, the name of a paradox, or nothing, as for ``detect``: the paradox is present everywhere.
        Or a bound, such as ``payoff(A) >= 2*c`` or ``probability(A, arm) < 1/2`` (in tables).  Or an order,
        such as ``payoff(A) falls with c`` (rises, falls, never rises, never falls), for any two values of c
        and whichever equilibria at these.
    assuming
        Inequalities such as ``r_C > c + h``; all of them hold.
    box, values
        Ranges of parameters within the declared ones, and values of parameters; the others take all values of
        their range.
    absent
        That the paradox is nowhere present, instead of everywhere.
    some
        A bound in some equilibrium, instead of in every one.
    least
        The bound that the gap of a paradox must exceed.
    budget
        Seconds for the whole answer; None for no limit.
    fields
        Fields of the question; of a bound or an order the concept alone.

    Returns
    -------
    A proof with its certificate, a refutation with a point and what is true there, or an open claim with its
    reason; where payoffs are ranked a refutation also says for which payoffs in that order the paradox is
    present.
    What is proved holds off the zero sets of the polynomials involved.

    Raises
    ------
    InvalidGame
        If a name is unknown, a range is empty or leaves the declared one, or nothing satisfies the
        assumptions.
    Unsupported
        If equilibria as formulas are not offered for this form of game, or too many parameters vary.

    Examples
    --------
    >>> from gametheory_paradox.models import family_from_table
    >>> family = family_from_table(["A", "B"], [["arm", "not"]] * 2,
    ...     [[("1 - c", "1 - c"), (3, 0)], [(0, 3), (2, 2)]], {"c": (0, 2, 0)})
    >>> trap = dict(mover="A", action="arm", coalition=["A", "B"])
    >>> prove(family, "dominance-trap", assuming=["c < 1"], **trap).name
    'proved'
    >>> print(prove(family, "payoff(A) >= 1", assuming=["c < 1"]).point["c"])
    1/2
    """
    clock = Clock(budget)
    proposition = proposition_from(as_family(family), claim, fields, least, absent=absent, some=some)
    region, assumed = _region(proposition, box, values), read_assumptions(proposition.family, assuming)
    by_order = _of_an_order(proposition, region) and not box
    said = (*starmap(proposition.family.value_said, region.values.items()), *assuming)
    scales = _scales(proposition.family, assumed, values)

    with clock:
        try:
            if by_order:
                assert proposition.inquiry is not None
                orders = orders_asked(proposition.inquiry, values, clock, assumed)
                return _by_order(proposition, orders, said, scales)

            family, inside = proposition.family, [*proposition.family.assumed, *assumed]
            conjecture = RegionClaim.over(region, family.form, proposition.concept, proposition.data, inside)
            attempt = _Attempt(proposition, conjecture, said, clock)
            refuted = conjecture.refutation(conjecture.first_points, attempt.refuted_at)
            if refuted is not None:
                return replace(refuted, scales=scales)
            return replace(attempt.by_cells(), scales=scales)
        except OutOfTime:
            return OpenClaim(proposition.words, said, TIME_IS_UP, scales=scales)


def _region(proposition: Proposition, box: Ranges, values: Mapping[str, object]) -> Region:
    """The region of a proposition: the axes with their ranges, and the values of the other parameters."""
    family, changing = proposition.family, proposition.changing
    point = family.point(values)
    if given := [name for name in values if name in changing]:
        raise InvalidGame(f"values: {given[0]!r} is the parameter that changes, and has no value of its own")
    check_parameters(family, box)

    ranges = {name: range_of(family, name, box) for name in family.box if name not in values}
    point |= {name: low for name, (low, _) in ranges.items()}
    axes = {name: ends for name, ends in proposition.axes(ranges).items() if ends[0] < ends[1]}
    if not axes:
        raise InvalidGame("no parameter varies here; ask detect or solve at the point")
    fixed = {name: value for name, value in point.items() if name not in (*axes, *changing)}
    form = family.form.map(lambda formula: formula.at(fixed))
    return Region(form, axes, fixed, Factoring(), cutting="")


def _of_an_order(proposition: Proposition, region: Region) -> bool:
    """True where a paradox is asked about and what varies are the gaps and levels of a ranking."""
    inquiry, ranking = proposition.inquiry, proposition.family.ranking
    if inquiry is None or ranking is None or inquiry.least or inquiry.sets or inquiry.axes:
        return False
    return set(region.box) <= set(ranking.scales)


def _scales(family: GameFamily, assumed: Iterable[RationalFunction], values: Iterable[str]) -> dict[str, str]:
    """The meaning of each gap or level that is assumed something about, or has a value."""
    named = {name for formula in assumed for name in formula.names} | set(values)
    ranking = family.ranking
    return {} if ranking is None else {own: ranking.meaning(own) for own in ranking.scales if own in named}


def _by_order(
    proposition: Proposition, orders: Orders, said: tuple[str, ...], scales: Mapping[str, str]
) -> Proof | Refutation | OpenClaim:
    """The answer about every payoff in an order, with the verdict for that order where it is refuted."""
    answer = orders.never if proposition.data["never"] else orders.always
    if isinstance(answer, Certificate):
        return Proof(proposition.words, said, answer, scales=scales)
    if isinstance(answer, str):
        return OpenClaim(proposition.words, said, answer, scales=scales)
    point, evidence = answer
    everywhere, whole = {**orders.region.values, **point}, orders.verdict()
    if isinstance(whole, Depends):
        scales = {**scales, **whole.scales}
    return Refutation(proposition.words, said, everywhere, evidence, whole, scales=scales)


@dataclass(frozen=True)
class _Attempt:
    """A proposition over a region, which is to be proved or refuted.

    Parameters
    ----------
    proposition, conjecture, assuming
        What is claimed, and where, in words too.
    clock
        When to stop.
    """

    proposition: Proposition
    conjecture: RegionClaim
    assuming: tuple[str, ...]
    clock: Clock

    def refuted_at(self, point: Point) -> Refutation | None:
        """The refutation at a point of the interior at which the claim fails, if the games say so too."""
        everywhere = {**self.conjecture.region.values, **point}
        evidence = self.proposition.refutation(everywhere, self.clock)
        if evidence is None:
            return None
        return Refutation(self.proposition.words, self.assuming, everywhere, evidence)

    def by_cells(self) -> Proof | Refutation | OpenClaim:
        """Cuts the box until the claim is proved or a point refutes it."""
        answer = self.conjecture.by_cells(self.refuted_at, self.clock)
        if isinstance(answer, str):
            return self._open(answer)
        if isinstance(answer, Certificate):
            return Proof(self.proposition.words, self.assuming, answer)
        return answer

    def _open(self, why: str) -> OpenClaim:
        return OpenClaim(self.proposition.words, self.assuming, why)
