"""Certificates that a proposition holds on a region: everywhere in a box where some formulas are positive."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gametheory_paradox.certificates.fields import Verification, check_shown, field_of, hash_in
from gametheory_paradox.certificates.regions import REGION, Region, exclusions_in, paradox_statement
from gametheory_paradox.conditions.proofs.cells import check_under
from gametheory_paradox.conditions.proofs.exclusions import some_excluded
from gametheory_paradox.conditions.proofs.signs import KnownSigns, signs_said
from gametheory_paradox.conditions.proofs.statements import (
    Factor,
    Statement,
    every,
    negation,
    positive,
    renamed,
    simplify,
    some,
)
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import written_formula
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.forms.formulas.defined import check_defined, formulas
from gametheory_paradox.forms.formulas.family_branches import branches_of, concepts_with_formulas
from gametheory_paradox.forms.records import check_fields
from gametheory_paradox.paradoxes.propositions import (
    SIGNS,
    Bound,
    EquilibriumQuantity,
    Monotonicity,
    Relation,
)
from gametheory_paradox.paradoxes.question import QUESTION_FIELDS
from gametheory_paradox.polynomials import RationalFunction

PROPOSITION = ("format", "kind", "concept", "claim", "assuming", *REGION)


def check_proposition(data: Mapping[str, object]) -> Verification:
    """Checks that a proposition holds everywhere in its region."""
    check_fields(data, *PROPOSITION)
    region = region_of(data)
    claim, exception, _ = proposition_statement(data, region)
    shares = check_under(claim, exception, region.box, region.cutting, region.never)
    if shares.present != 1:
        raise CertificateRejected("the cutting does not show that the claim holds in the whole region")
    check_shown(data, {"cells": shares.cells})
    return Verification("proposition", "holds", hash_in(data), region.values)


def region_of(data: Mapping[str, object]) -> Region:
    """The region of a proposition, whose proof may hold exclusions."""
    proof = field_of(data, "proof", dict)
    rest = {name: value for name, value in proof.items() if name != "exclusions"}
    region = Region.read({**data, "proof": rest})
    if "exclusions" not in proof:
        return region
    return replace(region, never=some_excluded(exclusions_in(proof["exclusions"], region.box)))


def proposition_statement(
    data: Mapping[str, object], region: Region
) -> tuple[Statement, Statement, Statement]:
    """The claim, true outside the region; where nothing is claimed; and the region."""
    concept, asked = field_of(data, "concept", str), field_of(data, "claim", dict)
    if concept not in concepts_with_formulas(region.form):
        raise CertificateRejected(f"propositions on this form are not about {concept} equilibria")
    listed = data.get("assuming")
    if not isinstance(listed, list):
        raise CertificateRejected("'assuming' is not a list")
    assumed = [written_formula(formula).at(region.values) for formula in listed]
    factor = KnownSigns(region.factors, region.box)
    inside = _positive(assumed, factor)

    # In the region the assumptions hold, so that there their signs may be put into whatever is claimed.
    signed = replace(region, factors=KnownSigns(region.factors, region.box, signs_said(inside)))
    claim, exception, more = _claimed(asked, concept, signed, assumed)
    if not {name for formula in (*assumed, *more) for name in formula.names} <= set(region.box):
        raise CertificateRejected("a variable of the assumptions is neither in 'over' nor in 'values'")
    inside += _positive(more, factor)
    signs = signs_said(inside)
    claim, exception = simplify(claim, signs), simplify(exception, signs)
    return some([*(negation(part) for part in inside), claim]), every([*inside, exception]), every(inside)


def _positive(formulas_: Iterable[RationalFunction], factor: Factor) -> list[Statement]:
    return [positive([f.numerator, f.denominator], factor) for f in formulas_]


def _claimed(
    asked: Mapping[str, object], concept: str, region: Region, assumed: list[RationalFunction]
) -> tuple[Statement, Statement, list[RationalFunction]]:
    """The claim, where nothing is claimed, and what is assumed besides."""
    kind = field_of(asked, "kind", str)
    if kind == "paradox":
        more = ("where",) if "where" in asked else ()
        check_fields(asked, "kind", "never", "question", *more)
        question, never = field_of(asked, "question", dict), asked["never"]
        check_fields(question, *QUESTION_FIELDS, "least")
        if question["concept"] != concept or not isinstance(never, bool):
            raise CertificateRejected(
                "a claim about a paradox is about the same equilibria, and says whether it is never present"
            )
        if more and never:
            raise CertificateRejected(
                "'where' says exactly where a paradox is present, not where it is absent"
            )
        present, exception = paradox_statement(question, region)
        if more:
            present = exactly_where(present, asked["where"], region)
        return negation(present) if never else present, exception, []

    fixed = region.form
    if fixed.measure:
        raise CertificateRejected("a bound and an order are about payoffs, and the game carries a measure")
    if kind == "bound":
        check_fields(asked, "kind", "player", "action", "sign", "value", "every")
        value, all_ = written_formula(asked["value"]).at(region.values), asked["every"]
        if not isinstance(all_, bool) or not set(value.names) <= set(region.box):
            raise CertificateRejected(
                "a bound says whether it is about every equilibrium, and is a formula in 'over' and 'values'"
            )
        bound = Bound(_quantity(asked), _sign(asked), value, all_)
        bound.of.check(fixed)
        check_defined(fixed, region.box)
        found = extremes(branches_of(fixed, region.factors, concept))
        return bound.statement(fixed, found, region.factors), found.degenerate, []
    if kind != "order":
        raise CertificateRejected(f"there is no claim {kind!r:.60}; there are paradox, bound, order")
    check_fields(asked, "kind", "player", "action", "sign", "parameter")
    order = Monotonicity(_quantity(asked), field_of(asked, "parameter", str), _sign(asked))
    order.of.check(fixed)
    (name, other), *_ = order.larger.items()
    higher = fixed.map(lambda formula: renamed(formula, order.larger))
    for form in (fixed, higher):
        check_defined(form, region.box)
    used = {n for formula in (*assumed, *(entry for entry, _ in formulas(fixed))) for n in formula.names}
    if other in used or name in region.values or name not in region.box or other not in region.box:
        raise CertificateRejected(
            f"{other!r} stands for a larger value of {name!r} and for nothing else, and both are in 'over'"
        )
    _check_levels(region, name, other)
    low, high = (
        extremes(branches_of(fixed, region.factors, concept)),
        extremes(branches_of(higher, region.factors, concept)),
    )
    grows = RationalFunction.variable(other) - RationalFunction.variable(name)
    also = [renamed(formula, order.larger) for formula in assumed if name in formula.names]
    claim = order.statement(fixed, low, high, region.factors)
    return claim, some([low.degenerate, high.degenerate]), [grows, *also]


def _check_levels(region: Region, name: str, other: str) -> None:
    """Refuse two levels of a parameter with different ranges: nothing would be said about either."""
    if region.box.get(name) != region.box.get(other):
        raise CertificateRejected(
            f"{name!r} and {other!r} are two values of one parameter, from the same range"
        )


def exactly_where(present: Statement, cases: object, region: Region) -> Statement:
    """The statement holds where all formulas of some case are positive, and fails elsewhere."""
    if not isinstance(cases, list) or not all(isinstance(case, list) for case in cases):
        raise CertificateRejected("'where' is a list of cases, each a list of formulas that are positive")
    read = [[written_formula(formula).at(region.values) for formula in case] for case in cases]
    if not {name for case in read for formula in case for name in formula.names} <= set(region.box):
        raise CertificateRejected("a variable of 'where' is neither in 'over' nor in 'values'")
    where = some(every(positive([f.numerator, f.denominator], region.factors) for f in case) for case in read)
    return some([every([where, present]), every([negation(where), negation(present)])])


def _quantity(asked: Mapping[str, object]) -> EquilibriumQuantity:
    return EquilibriumQuantity(field_of(asked, "player", str), field_of(asked, "action", str))


def _sign(asked: Mapping[str, object]) -> Relation:
    for sign in SIGNS:
        if sign == asked.get("sign"):
            return sign
    raise CertificateRejected(f"there is no sign {asked.get('sign')!r:.60}")
