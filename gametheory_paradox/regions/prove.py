"""Proves a proposition on a whole region of parameters, or refutes it by a point with small fractions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, starmap
from typing import Literal, Unpack

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.certificates.exclusion_data import exclusions_to_data
from gametheory_paradox.certificates.fields import field_of
from gametheory_paradox.certificates.propositions import proposition_statement
from gametheory_paradox.certificates.regions import REGION, Region
from gametheory_paradox.claims.parameters.cells import AXES, Cell, walk
from gametheory_paradox.claims.parameters.exclusions import Exclusion, some_excluded
from gametheory_paradox.claims.parameters.logic import Statement, every, negation
from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.detectors.cutting import CuttingTree
from gametheory_paradox.errors import CertificateRejected, InvalidGame, OutOfTime, Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.games.written_formulas import formula_to_data
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.regions.claim_text import read_assumption
from gametheory_paradox.regions.exclusion_search import exclusions_for
from gametheory_paradox.regions.failing_parts import failing_parts
from gametheory_paradox.regions.feasibility import Feasibility
from gametheory_paradox.regions.nonlinear import never_holds
from gametheory_paradox.regions.proof import Open, Proof, Refutation
from gametheory_paradox.regions.propositions import Point, Proposition, proposition_from
from gametheory_paradox.regions.ranges import Ranges, check_parameters, range_of
from gametheory_paradox.regions.simple_points import simple_points
from gametheory_paradox.regions.statements_at_points import holds_at
from gametheory_paradox.subjects import GameLike, as_family

TIME_IS_UP = "the time is up"
SECONDS = 30.0
FIRST_CELLS, MOST_CELLS = 64, 20_000
MOST_CANDIDATES = 300
POINTS_OF_A_PART = 3
FIRST_POINTS = 40  # that are worth a look before anything is proved
NO_CELLS = 500  # of a region that may be empty


def prove(
    family: GameLike,
    claim: Question | str | None = None,
    *,
    assuming: Sequence[str] = (),
    box: Mapping[str, tuple[object, object]] = {},
    values: Mapping[str, object] = {},
    absent: bool = False,
    some: bool = False,
    by: Literal["cells", "z3"] = "cells",
    least: object = 0,
    budget: float | None = SECONDS,
    **fields: Unpack[QuestionFields],
) -> Proof | Refutation | Open:
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
    by
        "cells": by a certificate; "z3": by asking that program, which is then trusted.
    least
        The bound that the gap of a paradox must exceed.
    budget
        Seconds for the whole answer; None for no limit.
    fields
        Fields of the question; of a bound or an order the concept alone.

    Returns
    -------
    A proof with its certificate, a refutation with a point and what is true there, or Open with the reason.
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
    >>> from gametheory_paradox.families import family_from_table
    >>> family = family_from_table(["A", "B"], [["arm", "not"]] * 2,
    ...     [[("1 - c", "1 - c"), (3, 0)], [(0, 3), (2, 2)]], {"c": (0, 2, 0)})
    >>> trap = dict(mover="A", action="arm", coalition=["A", "B"])
    >>> prove(family, "dominance-trap", assuming=["c < 1"], **trap).name
    'proved'
    >>> print(prove(family, "payoff(A) >= 1", assuming=["c < 1"]).point["c"])
    1/2
    """
    clock = Clock(budget)
    if by not in ("cells", "z3"):
        raise InvalidGame(f"a claim is proved by cells or by z3; got {by!r}")
    proposition = proposition_from(as_family(family), claim, fields, least, absent=absent, some=some)
    region = _region(proposition, box, values)
    with clock:
        try:
            conjecture = _Conjecture.over(proposition, region, assuming)
            for point in islice(simple_points(conjecture.region.box), FIRST_POINTS):
                if refuted := conjecture.refuted_at(point, clock):
                    return refuted
            return conjecture.by_z3(clock) if by == "z3" else conjecture.by_cells(clock)
        except OutOfTime:
            return Open(proposition.words, tuple(assuming), TIME_IS_UP)


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
    if len(axes) > len(AXES):
        raise Unsupported(
            f"a claim is proved over at most {len(AXES)} parameters, here {len(axes)} vary; "
            "give values to some"
        )
    fixed = {name: value for name, value in point.items() if name not in (*axes, *changing)}
    return Region(family.form, axes, fixed, Factoring(), cutting="")


def _assumed(texts: Sequence[str], names: Sequence[str]) -> list[object]:
    """The formulas that are positive where the inequalities hold, as a certificate holds them."""
    read = [read_assumption(text, names) for text in texts]
    if any(part is False for part in read):
        raise InvalidGame(
            "nothing satisfies the assumptions: one of them says that something is less than itself"
        )
    return [formula_to_data(part) for part in read if isinstance(part, RationalFunction)]


@dataclass(frozen=True)
class _Conjecture:
    """A proposition over a region, as statements about signs.

    Parameters
    ----------
    proposition, region, assuming
        What is claimed, and where.
    data
        The fields of a certificate that say so.
    claim, exception, inside
        The claim, true outside the region; where nothing is claimed; and the region.  Of the first two what
        is left where signs are put in that are the same all over the box.
    """

    proposition: Proposition
    region: Region
    assuming: tuple[str, ...]
    data: Mapping[str, object]
    claim: Statement
    exception: Statement
    inside: Statement

    @classmethod
    def over(cls, proposition: Proposition, region: Region, assuming: Sequence[str]) -> "_Conjecture":
        """The conjecture that a proposition holds where some inequalities do.

        Raises
        ------
        InvalidGame
            If nothing satisfies the assumptions.
        Unsupported
            If no certificate could say this.
        """
        data = {
            "format": FORMAT,
            "kind": "proposition",
            "concept": proposition.concept,
            "claim": proposition.data,
            "assuming": _assumed(assuming, list(proposition.family.box)),
        }
        try:
            claim, exception, inside = proposition_statement(data, region)
        except CertificateRejected as problem:
            raise Unsupported(str(problem)) from None

        # What signs that are the same all over the box leave of the claim.
        whole = Cell.whole(claim, exception, region.box)
        region_alone = CuttingTree(Cell.whole(inside, False, region.box), len(region.box))
        region_alone.grow(Fraction(0), 1 if inside is True else NO_CELLS)
        if region_alone.shares().absent == 1:
            raise InvalidGame("nothing satisfies the assumptions within these ranges")
        said = (*starmap(proposition.family.value_said, region.values.items()), *assuming)
        return cls(proposition, region, said, data, whole.claim, whole.exception, inside)

    def refuted_at(self, point: Point, clock: Clock) -> Refutation | None:
        """The refutation at a point of the interior, if the claim fails there and the games say so too."""
        if holds_at(self.inside, point) is not True or holds_at(self.exception, point) is not False:
            return None
        if holds_at(self.claim, point) is not False:
            return None
        everywhere = {**self.region.values, **point}
        evidence = self.proposition.refutation(everywhere, clock)
        if evidence is None:
            return None
        return Refutation(self.proposition.words, self.assuming, everywhere, evidence)

    def by_cells(self, clock: Clock) -> Proof | Refutation | Open:
        """Cuts the box until the claim is proved or a point refutes it."""
        box, cells = self.region.box, FIRST_CELLS
        exclusions: tuple[Exclusion, ...] | None = None
        never: Statement | None = None
        tree = CuttingTree(Cell.whole(self.claim, self.exception, box), len(box))
        while True:
            finished = tree.grow(Fraction(0), cells)
            shares = tree.shares()
            if shares.present == 1:
                return self._proved(tree, exclusions)
            if shares.absent > 0 and (refuted := self._in_cells(tree.cutting(), never, clock)):
                return refuted
            if finished or clock.is_over or cells >= MOST_CELLS:
                return self._open(self._why(shares.absent, clock))

            # Where few cells do not settle it, signs that exclude each other may.
            if cells == FIRST_CELLS:
                half = clock.part(0.5)
                exclusions = exclusions_for(self.claim, self.exception, Feasibility(box), half)
                never = some_excluded(exclusions)
                tree = CuttingTree(Cell.whole(self.claim, self.exception, box, never), len(box))
            cells *= 4

    def _proved(self, tree: CuttingTree, exclusions: Sequence[Exclusion] | None) -> Proof:
        region = self.region
        assert isinstance(region.factors, Factoring)  # which remembers them
        with unhurried():
            charted = tree.charted(region.form, region.box, region.values, region.factors)
        fields = {**self.data, **{name: charted[name] for name in REGION}}
        if exclusions is not None:
            fields["proof"] = {
                **field_of(fields, "proof", dict),
                "exclusions": exclusions_to_data(exclusions),
            }
        certificate = Certificate(fields)
        return Proof(self.proposition.words, self.assuming, certificate)

    def _open(self, why: str) -> Open:
        return Open(self.proposition.words, self.assuming, why)

    def _why(self, absent: Fraction, clock: Clock) -> str:
        if absent > 0:
            return "the claim fails somewhere, but at no point that was tried could that be confirmed"
        if self.exception is True:
            return "with these payoffs equilibria are degenerate everywhere, so that formulas do not tell"
        return TIME_IS_UP if clock.is_over else "the cells that were looked at do not settle it"

    def _in_cells(self, cutting: str, never: Statement | None, clock: Clock) -> Refutation | None:
        """The refutation at the simplest point that is found in cells in which the claim fails.

        Parameters
        ----------
        cutting, never
            How the box is cut, and what holds nowhere in it, off zero sets, where signs were tried.
        clock
            When to stop.
        """
        candidates: list[dict[str, Fraction]] = []
        for mark, here, cell in walk(self.claim, self.exception, self.region.box, cutting, never):
            if mark == "&" and cell.under_exclusions:
                continue  # the claim holds on the whole cell
            for part in failing_parts(here, cell):
                if len(candidates) >= MOST_CANDIDATES or clock.is_over:
                    break
                candidates += islice(simple_points(part), POINTS_OF_A_PART)
        candidates.sort(key=lambda point: sum(v.denominator + abs(v.numerator) for v in point.values()))
        return next((found for point in candidates if (found := self.refuted_at(point, clock))), None)

    def by_z3(self, clock: Clock) -> Proof | Refutation | Open:
        """Asks z3 for a point of the region that refutes the claim."""
        degenerate = every([self.inside, self.exception])
        if self.exception is not False and self._asked_of_z3(degenerate, clock) != "proved":
            return self._open("equilibria may be degenerate in part of the region")

        fails = every([self.inside, negation(self.exception), negation(self.claim)])
        answer = self._asked_of_z3(fails, clock)
        if answer == "proved":
            return Proof(self.proposition.words, self.assuming, None, "z3")
        if answer == "unknown":
            return self._open("z3 does not settle it in the time given")
        by_cells = self.by_cells(clock)
        if isinstance(by_cells, Refutation):
            return by_cells
        return self._open(
            "z3 finds a point where the claim fails, but none with small fractions was confirmed"
        )

    def _asked_of_z3(self, statement: Statement, clock: Clock) -> Literal["proved", "refuted", "unknown"]:
        return never_holds(statement, self.region.box, SECONDS if clock.left is None else clock.left)
