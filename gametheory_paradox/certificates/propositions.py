"""Certificates that a proposition holds on a whole region: everywhere in a box where some formulas are positive."""

from collections.abc import Mapping

from gametheory_paradox.certificates.fields import (
    OPTION_ASKED,
    PARADOX_ASKED,
    PROPOSITION_FIELDS,
    Checked,
    concept_in,
    exactly,
    mapping_in,
    text_in,
)
from gametheory_paradox.certificates.maps import Charted, option_statement, paradox_statement
from gametheory_paradox.claims.parameters.cells import check_cutting
from gametheory_paradox.claims.parameters.defined import formulas
from gametheory_paradox.claims.parameters.family_branches import branches_of
from gametheory_paradox.claims.parameters.logic import (
    Sign,
    Statement,
    every,
    negation,
    positive,
    simplify,
    some,
)
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import game_hash, written_formula
from gametheory_paradox.paradoxes.propositions import SIGNS, Bound, Order, Quantity, Relation
from gametheory_paradox.polynomials import RationalFunction


def check_proposition(data: Mapping[str, object]) -> Checked:
    """Checks that a proposition holds everywhere in its region."""
    exactly(data, PROPOSITION_FIELDS, "a proposition")
    charted = Charted.read(data)
    claim, exception, _ = proposition_statement(data, charted)
    shares = check_cutting(claim, exception, charted.box, charted.cutting)
    if shares.present != 1:
        raise CertificateRejected("the cutting does not show that the claim holds in the whole region")
    if type(data.get("cells")) is not int or data["cells"] != shares.cells:
        raise CertificateRejected(f"'cells' should be {shares.cells}")
    return Checked("proposition", "holds", game_hash(charted.form), charted.at)


def proposition_statement(
    data: Mapping[str, object], charted: Charted
) -> tuple[Statement, Statement, Statement]:
    """The claim, true outside the region; where nothing is claimed; and the region."""
    concept, asked = concept_in(data, charted.form), mapping_in(data, "claim")
    charted.check_concept(concept)
    listed = data.get("assuming")
    if not isinstance(listed, list):
        raise CertificateRejected("'assuming' is not a list")
    assumed = [written_formula(formula).at(charted.at) for formula in listed]
    claim, exception, more = _claimed(asked, concept, charted, assumed)
    assumed += more
    if not {name for formula in assumed for name in formula.names} <= set(charted.box):
        raise CertificateRejected("a variable of the assumptions is neither in 'over' nor in 'at'")
    region = [positive([f.numerator, f.denominator], charted.factors) for f in assumed]
    # In the region the assumptions hold, so that there their signs may be put into the claim.
    signs = {
        part.factors[0]: 1 if part.positive else -1
        for part in region
        if isinstance(part, Sign) and len(part.factors) == 1
    }
    claim, exception = simplify(claim, signs), simplify(exception, signs)
    return some([*(negation(part) for part in region), claim]), every([*region, exception]), every(region)


def _claimed(
    asked: Mapping[str, object], concept: str, charted: Charted, assumed: list[RationalFunction]
) -> tuple[Statement, Statement, list[RationalFunction]]:
    """The claim, where nothing is claimed, and what is assumed besides."""
    kind = text_in(asked, "kind")
    if kind == "paradox":
        exactly(asked, ("kind", "never", "asked"), "a claim about a paradox")
        request, never = mapping_in(asked, "asked"), asked["never"]
        if request.get("concept") != concept or not isinstance(never, bool):
            raise CertificateRejected(
                "a claim about a paradox is about the same equilibria, and says whether it is never present"
            )
        bounded = ("least",) if "least" in request else ()
        option = request.get("paradox") == "option"
        exactly(
            request, (*OPTION_ASKED, *bounded) if option else PARADOX_ASKED, "what is asked about a paradox"
        )
        present, exception = (option_statement if option else paradox_statement)(request, charted)
        return negation(present) if never else present, exception, []
    fixed = charted.fixed
    if kind == "bound":
        exactly(asked, ("kind", "player", "action", "sign", "value", "every"), "a bound")
        value, all_ = written_formula(asked["value"]).at(charted.at), asked["every"]
        if not isinstance(all_, bool) or not set(value.names) <= set(charted.box):
            raise CertificateRejected(
                "a bound says whether it is about every equilibrium, and is a formula in 'over' and 'at'"
            )
        bound = Bound(_quantity(asked), _sign(asked), value, all_)
        bound.of.check(fixed)
        charted.check_games([fixed])
        found = branches_of(fixed, charted.factors).ends
        return bound.statement(fixed, found, charted.factors), found.degenerate, []
    if kind != "order":
        raise CertificateRejected(f"there is no claim {kind!r:.60}; there are paradox, bound, order")
    exactly(asked, ("kind", "player", "action", "sign", "parameter"), "an order")
    order = Order(_quantity(asked), text_in(asked, "parameter"), _sign(asked))
    order.of.check(fixed)
    (name, other), *_ = order.larger.items()
    higher = fixed.map(lambda formula: formula.renamed(order.larger))
    charted.check_games([fixed])
    charted.check_games([higher])
    used = {n for formula in (*assumed, *(entry for entry, _ in formulas(fixed))) for n in formula.names}
    if other in used or name in charted.at or name not in charted.box or other not in charted.box:
        raise CertificateRejected(
            f"{other!r} stands for a larger value of {name!r} and for nothing else, and both are in 'over'"
        )
    charted.check_levels(name, other)
    low, high = branches_of(fixed, charted.factors).ends, branches_of(higher, charted.factors).ends
    grows = RationalFunction.variable(other) - RationalFunction.variable(name)
    also = [formula.renamed(order.larger) for formula in assumed if name in formula.names]
    claim = order.statement(fixed, low, high, charted.factors)
    return claim, some([low.degenerate, high.degenerate]), [grows, *also]


def _quantity(asked: Mapping[str, object]) -> Quantity:
    return Quantity(text_in(asked, "player"), text_in(asked, "action"))


def _sign(asked: Mapping[str, object]) -> Relation:
    for sign in SIGNS:
        if sign == asked.get("sign"):
            return sign
    raise CertificateRejected(f"there is no sign {asked.get('sign')!r:.60}")
