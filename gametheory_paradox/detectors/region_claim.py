"""A claim over a region of parameters, proved by cutting the region or refuted at a point."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, islice
from math import prod
from random import Random
from typing import TypeVar

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.certificates.fields import field_of
from gametheory_paradox.certificates.propositions import proposition_statement
from gametheory_paradox.certificates.regions import REGION, Region, exclusions_to_data
from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.conditions.condition import condition
from gametheory_paradox.conditions.exclusion_search import exclusions_for, holds_at, simple_points
from gametheory_paradox.conditions.feasibility import Feasibility, affine_point
from gametheory_paradox.conditions.proofs.cells import (
    AXES,
    BY_SIGNS,
    Cell,
    CellUnderExclusions,
    Shares,
    cells_with_boxes,
    whole_under,
)
from gametheory_paradox.conditions.proofs.exclusions import Exclusion, settled, some_excluded
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import Statement, atoms, every, negation
from gametheory_paradox.detectors.cutting import CuttingTree, charted_fields, failing_parts
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.records import formula_to_data
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

TIME_IS_UP = "the time is up"
FIRST_CELLS, MOST_CELLS = 64, 20_000
MOST_CANDIDATES = 300
POINTS_OF_A_PART = 3
FIRST_POINTS = 40  # that are worth a look before anything is proved
MOST_DRAWN = 400
NO_CELLS = 500  # of a region that may be empty
MOST_COEFFICIENTS = 500_000  # of all polynomials of a claim, which take some twenty seconds

Point = Mapping[str, Fraction]
R = TypeVar("R")


@dataclass(frozen=True, repr=False)
class RegionClaim(Record):
    """A claim over a region, as statements about signs.

    Parameters
    ----------
    region
        The region; the axes on which something hangs come first.
    form
        The game with all its parameters.
    data
        The fields of a certificate that say what is claimed.
    claim, exception, inside
        The claim, true outside the region; where nothing is claimed; and the region.  Of the first two what
        is left where signs are put in that are the same all over the box.
    """

    region: Region
    form: Form
    data: Mapping[str, object]
    claim: Statement
    exception: Statement
    inside: Statement

    @classmethod
    def over(
        cls,
        region: Region,
        form: Form,
        concept: str,
        claim: Mapping[str, object],
        assumed: Sequence[RationalFunction],
        point: Point | None = None,
    ) -> "RegionClaim":
        """The claim over the part of a region where some formulas are positive.

        Parameters
        ----------
        region, form
            Where, and the game with all its parameters.
        concept, claim
            Equilibria in which sense, and the claim as a certificate holds it.
        assumed
            The formulas.
        point
            Where they may all be positive, which saves to look for such a point.

        Raises
        ------
        InvalidGame
            If nothing satisfies the assumptions.
        Unsupported
            If no certificate could say this, or it hangs on too many parameters.
        """
        data = {
            "format": FORMAT,
            "kind": "proposition",
            "concept": concept,
            "claim": claim,
            "assuming": [formula_to_data(formula) for formula in assumed],
        }
        try:
            left, exception, inside = proposition_statement(data, region)
        except CertificateRejected as problem:
            raise Unsupported(str(problem)) from None

        # What signs that are the same all over the box leave of the claim, unless there are too many to look
        # at; on what it hangs comes first.
        if not is_long(left, exception, region.box):
            whole = Cell.whole(left, exception, region.box)
            left, exception = whole.claim, whole.exception
        hanging = {name for p in atoms(left, exception, inside) for name in p.names}
        if len(hanging) > len(AXES):
            raise Unsupported(
                f"a claim is proved over at most {len(AXES)} parameters, here it hangs on {len(hanging)}; "
                "give values to some"
            )
        box = {name: region.box[name] for name in sorted(region.box, key=lambda name: name not in hanging)}
        region_claim = cls(replace(region, box=box), form, data, left, exception, inside)
        if point is not None and holds_at(inside, point) is True:
            return region_claim
        if region_claim._tree(inside, False, 1 if inside is True else NO_CELLS).shares().absent == 1:
            raise InvalidGame("nothing satisfies the assumptions within these ranges")
        return region_claim

    @property
    def hanging(self) -> list[str]:
        """The parameters on which the claim hangs."""
        hanging = {name for p in atoms(self.claim, self.exception, self.inside) for name in p.names}
        return [name for name in self.region.box if name in hanging]

    @property
    def first_points(self) -> Iterator[Point]:
        """Points with small fractions all over the box."""
        return islice(self._points(self.region.box), FIRST_POINTS)

    def _points(self, box: Mapping[str, tuple[Fraction, Fraction]]) -> Iterator[Point]:
        """Points with small fractions in a box; they differ where something hangs on it."""
        hanging = self.hanging
        (other,) = islice(simple_points({name: box[name] for name in box if name not in hanging}), 1)
        for point in simple_points({name: box[name] for name in hanging}):
            yield {name: point.get(name, other.get(name, Fraction(0))) for name in box}

    def refutation(self, points: Iterable[Point], refuted_at: Callable[[Point], R | None]) -> R | None:
        """The first refutation at one of some points, looked for where formulas say that the claim fails."""
        for point in points:
            if self._fails_at(point) and (refuted := refuted_at(point)) is not None:
                return refuted
        return None

    def _fails_at(self, point: Point) -> bool:
        """True where the claim fails at a point of the region, as far as formulas tell."""
        if holds_at(self.inside, point) is not True or holds_at(self.exception, point) is not False:
            return False
        return holds_at(self.claim, point) is False

    def by_cells(
        self, refuted_at: Callable[[Point], R | None], clock: Clock, first: int = FIRST_CELLS
    ) -> Certificate | R | str:
        """Cuts the box until the claim is proved or a point refutes it.

        Parameters
        ----------
        refuted_at
            From a point at which formulas say that the claim fails, what refutes it there; None where nothing
            does.
        clock
            When to stop.
        first
            Into how many cells the box is cut before signs that exclude each other are looked for.

        Returns
        -------
        The certificate, what refutes the claim, or the reason why it is open.
        """
        if is_long(self.claim, self.exception, self.region.box):
            by_signs = self._by_signs(clock.part(0.5))
            if by_signs is not None:
                return by_signs
        exclusions: tuple[Exclusion, ...] | None = None
        never: Statement | None = None
        tree, cells = self._tree(self.claim, self.exception, 1), first
        while True:
            finished = tree.grow(Fraction(0), cells)
            shares = tree.shares()
            if shares.present == 1:
                return self._certificate(tree.cutting(), shares, exclusions)
            if shares.absent > 0:
                more = self._elsewhere(clock) if cells == first else ()
                points = chain(self._candidates(tree.cutting(), never, clock), more)
                if (refuted := self.refutation(points, refuted_at)) is not None:
                    return refuted
            if finished or clock.is_over or cells >= MOST_CELLS:
                return self._why(shares.absent, clock)

            # Where few cells do not settle it, signs that exclude each other may.
            if cells == first:
                half, box = clock.part(0.5), self.region.box
                exclusions = exclusions_for(self.claim, self.exception, Feasibility(box), half)
                never = some_excluded(exclusions)
                tree = self._tree(self.claim, self.exception, 1, never)
            cells *= 4

    def _by_signs(self, clock: Clock) -> Certificate | None:
        """The certificate of a claim that signs which exclude each other show alone; None if they do not."""
        exclusions = exclusions_for(self.claim, self.exception, Feasibility(self.region.box), clock)
        if settled(self.claim, self.exception, some_excluded(exclusions))[0] is not True:
            return None
        return self._certificate(BY_SIGNS, Shares(Fraction(1), Fraction(0), 1), exclusions)

    def _elsewhere(self, clock: Clock) -> Iterator[Point]:
        """Points in narrow parts of the region, the same ones every time.

        Some are drawn, some coordinates much smaller than others; then linear programs give more.
        """
        random, box = Random(0), {name: self.region.box[name] for name in self.hanging}
        other = next(self.first_points)
        for _ in range(MOST_DRAWN):
            if clock.is_over:
                return
            shares = {name: Fraction(random.randrange(5, 9), 2 ** random.randrange(3, 9)) for name in box}
            yield {**other, **{n: low + (high - low) * shares[n] for n, (low, high) in box.items()}}
        yield from self.affine_points

    @property
    def affine_points(self) -> Iterator[Point]:
        """A point for each case in which the claim fails and all inequalities are affine."""
        box, other = {name: self.region.box[name] for name in self.hanging}, next(self.first_points)
        fails = every([self.inside, negation(self.exception), negation(self.claim)])
        for case in condition(fails, box).cases:
            if (point := affine_point([own.polynomial for own in case], box)) is not None:
                yield {**other, **point}

    def _tree(
        self, claim: Statement, exception: Statement, cells: int, never: Statement | None = None
    ) -> CuttingTree:
        """A cutting of the box into so many cells."""
        whole = whole_under(claim, exception, self.region.box, never)
        tree = CuttingTree(whole)
        tree.grow(Fraction(0), cells)
        return tree

    def _certificate(
        self, cutting: str, shares: Shares, exclusions: Sequence[Exclusion] | None
    ) -> Certificate:
        region = self.region
        assert isinstance(region.factors, Factoring)  # which remembers them
        with unhurried():
            charted = charted_fields(self.form, region.box, region.values, region.factors, shares, cutting)
        fields = {**self.data, **{name: charted[name] for name in REGION}}
        if exclusions is not None:
            fields["proof"] = {
                **field_of(fields, "proof", dict),
                "exclusions": exclusions_to_data(exclusions),
            }
        return Certificate(fields)

    def _why(self, absent: Fraction, clock: Clock) -> str:
        if absent > 0:
            return "the claim fails somewhere, but at no point that was tried could that be confirmed"
        if self.exception is True:
            return "with these payoffs equilibria are degenerate everywhere, so that formulas do not tell"
        return TIME_IS_UP if clock.is_over else "the cells that were looked at do not settle it"

    def _candidates(self, cutting: str, never: Statement | None, clock: Clock) -> list[Point]:
        """Points in cells in which the claim fails, the simplest first.

        Parameters
        ----------
        cutting, never
            How the box is cut, and what holds nowhere in it, off zero sets, where signs were tried.
        clock
            When to stop.
        """
        candidates: list[Point] = []
        leaves = cells_with_boxes(self.claim, self.exception, self.region.box, cutting, never)
        for mark, here, cell in leaves:
            if isinstance(cell, CellUnderExclusions) and mark == "&" and cell.under_exclusions:
                continue  # the claim holds on the whole cell
            for part in failing_parts(here, cell):
                if len(candidates) >= MOST_CANDIDATES or clock.is_over:
                    break
                candidates += islice(self._points(part), POINTS_OF_A_PART)
        return sorted(candidates, key=lambda at: sum(v.denominator + abs(v.numerator) for v in at.values()))


def is_long(claim: Statement, exception: Statement, box: Box) -> bool:
    """True where a claim's polynomials have so many Bernstein coefficients that signs are looked at first."""
    counts = (prod(p.degree(name) + 1 for name in box) for p in atoms(claim, exception))
    return sum(counts) > MOST_COEFFICIENTS
