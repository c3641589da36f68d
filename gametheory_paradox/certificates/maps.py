"""Certificates about a box of parameters: a statement about signs of polynomials, proved by cutting."""

from collections.abc import Mapping
from functools import partial

from gametheory_paradox.certificates.fields import check_shown, hash_in, question_in
from gametheory_paradox.certificates.regions import REGION, Region
from gametheory_paradox.certificates.verification import Verification
from gametheory_paradox.claims.parameters.cells import Cell, Shares, check_cutting
from gametheory_paradox.claims.parameters.defined import check_defined
from gametheory_paradox.claims.parameters.family_branches import branches_of, concept_with_formulas
from gametheory_paradox.claims.parameters.logic import Statement
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.games import number_from_data
from gametheory_paradox.games.json_fields import check_fields
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.no_selection import check_no_selection
from gametheory_paradox.paradoxes.over_parameters.statement import ParametricComparison
from gametheory_paradox.paradoxes.question_fields import QUESTION_FIELDS

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
