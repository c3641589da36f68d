"""The region of parameters that a certificate is about: a game with formulas, a box, and its cutting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.certificates.fields import field_of
from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.logic import Factor, Statement, primitive_part
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import cited_game, number_from_data, written_formula
from gametheory_paradox.games.json_fields import fields_in, list_in, text_in, texts_in
from gametheory_paradox.games.written_formulas import polynomial_from_data
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record

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
