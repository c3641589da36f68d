"""Factorizations are kept where whoever checks a certificate can multiply them out."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

import gametheory_paradox as gp
from gametheory_paradox.certificates import regions as maps
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.polynomials import MOST_PRODUCTS, Polynomial

NAMES = "xyz"


def dense(random, degree):
    """A polynomial in three variables with all monomials up to a degree, and 1 as its constant."""
    powers = [own for own in product(range(degree + 1), repeat=3) if sum(own) <= degree]
    terms = {
        tuple((name, e) for name, e in zip(NAMES, own, strict=True) if e): Fraction(random.randrange(1, 9))
        for own in powers
    }
    return Polynomial({**terms, (): Fraction(1)})


def multiplied(one, other):
    """Their product, in parts that plain arithmetic multiplies."""
    entries = list(other.terms.items())
    parts = (one * Polynomial(dict(entries[k : k + 50])) for k in range(0, len(entries), 50))
    return sum(parts, Polynomial())


@pytest.fixture(scope="module")
def long():
    """A product of two polynomials that plain arithmetic refuses to multiply."""
    random = Random(1)
    one, other = dense(random, 9), dense(random, 9)
    assert len(one.terms) * len(other.terms) > MOST_PRODUCTS
    with pytest.raises(Unsupported, match="a product of 220 and 220 terms is too large"):
        one * other
    return multiplied(one, other)


def test_factors_that_nobody_multiplies_out_are_not_kept(long):
    factoring = Factoring()
    assert factoring(long) == (long,)
    assert factoring.remembered() == []
    random = Random(2)
    one, other = dense(random, 3), dense(random, 3)
    assert set(factoring(one * other)) == {one, other}
    assert factoring.remembered() == [(one * other, factoring(one * other))]


def asked(text):
    family = gp.family_from_table(
        ["L", "F"],
        [["a", "b"], ["c", "d"]],
        [[(0, 0), (text, 1)], [(0, 1), (0, 0)]],
        dict.fromkeys(NAMES, (0, 1, "1/2")),
    )
    return family, {"paradox": "option", "mover": "L", "action": "a"}


def charted(text, **more):
    family, question = asked(text)
    name = question.pop("paradox")
    return gp.chart(family, name, over=list(NAMES), **question, **more)


def test_a_map_of_a_long_product_is_accepted(long):
    found = charted(str(long), budget=60)
    assert found.certificate.data["proof"]["factors"] == []
    assert gp.verify(found.certificate).kind == "map"


def test_a_map_that_claims_nothing_needs_no_formulas(monkeypatch):
    def refused(*arguments):
        raise Unsupported("a product of 220 and 220 terms is too large")

    none, found = charted("x - y", budget=0), charted("x - y", budget=None)
    assert none.certificate.data["proof"]["cutting"] == "?" != found.certificate.data["proof"]["cutting"]
    monkeypatch.setattr(maps, "branches_of", refused)
    assert gp.verify(none.certificate).verdict == "present on 0 to 1 of the box"
    with pytest.raises(gp.CertificateRejected, match="too large"):
        gp.verify(found.certificate)
    claimed = {**none.certificate.data, "present": ["1", "1"], "absent": ["0", "0"], "undecided": "0"}
    with pytest.raises(gp.CertificateRejected):
        gp.verify(claimed)
