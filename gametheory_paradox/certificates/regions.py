"""The region of parameters that a certificate is about: a game with formulas, a box, and its cutting."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.certificates.fields import exactly, field_of
from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.defined import Form, check_defined, formulas, with_values
from gametheory_paradox.claims.parameters.logic import Factor, Statement, primitive_part
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import cited_game, number_from_data, written_formula
from gametheory_paradox.games.json_fields import texts_in
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
        The game, with all its parameters.
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
        """What the fields say, each parameter named once."""
        form = cited_game(data.get("game"), written_formula)
        values = {name: number_from_data(value) for name, value in field_of(data, "values", dict).items()}
        over = texts_in(data.get("over"))
        box = {name: interval_in(ends) for name, ends in field_of(data, "box", dict).items()}
        texts_in(list(values))
        if set(over) != set(box) or len(over) != len(box) or set(values) & set(over):
            raise CertificateRejected("'over', 'box' and 'values' do not name each parameter once")
        exactly(proof := field_of(data, "proof", dict), ("factors", "cutting"), "its proof")
        axes, factors = {name: box[name] for name in over}, factors_in(proof["factors"])
        return cls(form, axes, values, factors, field_of(proof, "cutting", str))

    @property
    def fixed(self) -> Form:
        """The game with the values put in."""
        return with_values(self.form, self.values)

    def check_games(self, games: Iterable[Form]) -> None:
        """Refuse games that are not defined everywhere in the box, or that hang on something else."""
        for game in games:
            named = {name for formula, _ in formulas(game) for name in formula.names}
            if not self.box or not named <= set(self.box):
                raise CertificateRejected("a variable of the formulas is neither in 'over' nor in 'values'")
            check_defined(game, self.box)


def factors_in(data: object) -> Callable[[Polynomial], tuple[Polynomial, ...]]:
    """The factorizations, each multiplied out, as what looks one up."""
    if not isinstance(data, list):
        raise CertificateRejected("'factors' is not a list")
    known: dict[Polynomial, tuple[Polynomial, ...]] = {}
    for entry in data:
        if not isinstance(entry, list) or len(entry) != 2 or not isinstance(entry[1], list):
            raise CertificateRejected("a factorization is malformed")
        if not all(isinstance(polynomial, list) for polynomial in (entry[0], *entry[1])):
            raise CertificateRejected("a polynomial is a list of terms")
        whole, parts = polynomial_from_data(entry[0]), [polynomial_from_data(p) for p in entry[1]]
        product = Polynomial.constant(1)
        for part in parts:
            product = product * part
            if any(product.degree(name) > whole.degree(name) for name in product.names):
                raise CertificateRejected("a factorization does not multiply out")
        if not whole or product != whole or primitive_part(whole)[1] != whole:
            raise CertificateRejected("a factorization does not multiply out")
        known[whole] = tuple(parts)
    return lambda polynomial: known.get(polynomial, (polynomial,))


def interval_in(data: object) -> tuple[Fraction, Fraction]:
    """A range: its two ends, the lower first."""
    if not isinstance(data, list) or len(data) != 2:
        raise CertificateRejected(f"expected the two ends of a range, got {data!r:.60}")
    low, high = number_from_data(data[0]), number_from_data(data[1])
    if low >= high:
        raise CertificateRejected(f"the range {low} to {high} has no length")
    return low, high
