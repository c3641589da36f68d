"""Certificates of maps: cells, exclusions, and the claim in each region."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from gametheory_paradox.certificates.fields import Verification, check_shown, field_of, hash_in, question_in
from gametheory_paradox.conditions.proofs.cells import Cell, Shares, check_cutting
from gametheory_paradox.conditions.proofs.exclusions import Exclusion, Part, excludes
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import Factor, Statement, primitive_part
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.forms import cited_game, number_from_data, written_formula
from gametheory_paradox.forms.formulas.defined import Form, check_defined
from gametheory_paradox.forms.formulas.family_branches import branches_of, concept_with_formulas
from gametheory_paradox.forms.records import (
    check_fields,
    fields_in,
    list_in,
    polynomial_from_data,
    polynomial_to_data,
    text_in,
    texts_in,
)
from gametheory_paradox.paradoxes.definition import ParametricComparison
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import QUESTION_FIELDS, check_no_selection
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record

# The region of parameters that a certificate is about: a game with formulas, a box, and its cutting
# ----------------------------------------------------------------------------

REGION = ("game", "over", "box", "values", "cells", "proof")


@dataclass(frozen=True, repr=False)
class Region(Record):
    """A game with parameters, and the box over which a certificate makes a claim about it.

    Parameters
    ----------
    form
        The game, with the values put in.
    box
        The ranges of the charted parameters, in the order of the axes.
    values
        The values of others.
    factors
        The factorizations of the proof.
    cutting
        How the box is cut.
    never
        What exclusions say holds nowhere in the box, off zero sets; None where the proof has none.
    """

    form: Form
    box: Box
    values: Mapping[str, Fraction]
    factors: Factor
    cutting: str
    never: Statement | None = None

    @classmethod
    def read(cls, data: Mapping[str, object]) -> "Region":
        """Reads the fields, each parameter named once."""
        values = {name: number_from_data(value) for name, value in field_of(data, "values", dict).items()}
        form = cited_game(data.get("game"), lambda formula: written_formula(formula).at(values))
        over, ranges = texts_in(data.get("over")), field_of(data, "box", dict)
        named = {*over, *texts_in(list(values))}
        if not over or set(over) != set(ranges) or len(named) < len(over) + len(values):
            raise CertificateRejected("'over', 'box' and 'values' do not name each parameter once")
        factors, cutting = fields_in(data.get("proof"), "factors", "cutting")
        box = {name: interval_in(ranges[name]) for name in over}
        return cls(form, box, values, factors_in(factors), text_in(cutting))


def factors_in(data: object) -> Callable[[Polynomial], tuple[Polynomial, ...]]:
    """The factorizations, each multiplied out, as what looks one up."""
    known: dict[Polynomial, tuple[Polynomial, ...]] = {}
    for written, in_parts in (list_in(entry, 2) for entry in list_in(data)):
        whole, parts = polynomial_from_data(written), tuple(map(polynomial_from_data, list_in(in_parts)))
        product = Polynomial.constant(1)
        for part in parts:
            product = product * part
            if any(product.degree(name) > whole.degree(name) for name in product.names):
                break  # it is another one, and would only grow
        if not whole or product != whole or primitive_part(whole)[1] != whole:
            raise CertificateRejected("a factorization does not multiply out")
        known[whole] = parts
    return lambda polynomial: known.get(polynomial, (polynomial,))


def interval_in(data: object) -> tuple[Fraction, Fraction]:
    """A range: its two ends, the lower first."""
    low, high = map(number_from_data, list_in(data, 2))
    if low >= high:
        raise CertificateRejected(f"the range {low} to {high} has no length")
    return low, high


# Exclusions as a certificate holds them: signs of polynomials that a box shows to be impossible together
# ----------------------------------------------------------------------------


def exclusions_in(data: object, box: Box) -> list[Exclusion]:
    """The exclusions, each shown to be one in the box."""
    exclusions = [tuple(_part_in(part) for part in list_in(exclusion)) for exclusion in list_in(data)]
    if not all(excludes(exclusion, box) for exclusion in exclusions):
        raise CertificateRejected("signs that are excluded are not shown to be impossible together")
    return exclusions


def _part_in(data: object) -> Part:
    polynomial, positive, multiplier = list_in(data, 3)
    if not isinstance(positive, bool):
        raise CertificateRejected("the sign of a polynomial in an exclusion is true or false")
    return Part(
        polynomial_from_data(list_in(polynomial)),
        1 if positive else -1,
        multiplier if isinstance(multiplier, str) else polynomial_from_data(list_in(multiplier)),
    )


def exclusions_to_data(exclusions: Iterable[Exclusion]) -> list[object]:
    """The exclusions as a proof holds them: for each polynomial its sign, true for +, and its multiplier."""
    return [[_part_to_data(part) for part in exclusion] for exclusion in exclusions]


def _part_to_data(part: Part) -> list[object]:
    by = part.multiplier
    written = by if isinstance(by, str) else polynomial_to_data(by)
    return [polynomial_to_data(part.polynomial), part.sign > 0, written]


# Certificates about a box of parameters: a statement about signs of polynomials, proved by cutting
# ----------------------------------------------------------------------------

MOST_AXES = 10
UNCLAIMED = "?"  # the cutting of a map that claims nothing anywhere
MAP = ("format", "kind", *QUESTION_FIELDS, "least", *REGION, "present", "absent", "undecided")


def check_map(data: Mapping[str, object]) -> Verification:
    """Checks a map: where in its box a paradox is present."""
    check_fields(data, *MAP)
    region = Region.read(data)
    if len(region.box) > MOST_AXES:
        raise CertificateRejected(f"a map is over at most {MOST_AXES} parameters")
    claim, exception = paradox_statement(data, region)
    shares = check_cutting(partial(Cell.whole, claim, exception, region.box), region.box, region.cutting)
    check_shown(data, shares_to_data(shares))
    verdict = f"present on {shares.present} to {1 - shares.absent} of the box"
    return Verification("map", verdict, hash_in(data), region.values)


def shares_to_data(shares: Shares) -> dict[str, object]:
    """The proved bounds of the shares of the box as JSON, what stays undecided, and the number of cells."""
    return {
        "present": [str(shares.present), str(1 - shares.absent)],
        "absent": [str(shares.absent), str(1 - shares.present)],
        "undecided": str(1 - shares.present - shares.absent),
        "cells": shares.cells,
    }


def paradox_statement(data: Mapping[str, object], region: Region) -> tuple[Statement, Statement]:
    """The statements that the paradox asked about is present, and that nothing is claimed."""
    question, least = question_in(data, region.form), number_from_data(data.get("least"))
    offered = DEFINITIONS[question.paradox].stated
    if isinstance(offered, str):
        raise Unsupported(f"formulas and maps are not offered for the {question.paradox} paradox ({offered})")
    check_no_selection(question.quantifier, "a map")
    if least < 0 or (least and not offered.has_gap):
        raise CertificateRejected("'least' is a number of at least zero, and zero where nothing is measured")
    if question.details.get("parameter") in region.values:
        raise CertificateRejected("a value is given for the parameter that changes")
    for name, ends in (offered.axes(question) if offered.axes else {}).items():
        if region.box.get(name) != ends:
            raise CertificateRejected(f"the range of {name!r} is not the one that is asked about")

    games = offered.variants(region.form, question)
    for game in games.values():
        check_defined(game, region.box)
    concept = concept_with_formulas(region.form, question.concept, beliefs=offered.beliefs)
    if region.cutting == UNCLAIMED:  # so that formulas, which may be too long, are not needed
        return False, True
    branches = {name: branches_of(game, region.factors, concept, region.box) for name, game in games.items()}
    return offered.statement(ParametricComparison(region.form, question, branches, region.factors, least))
