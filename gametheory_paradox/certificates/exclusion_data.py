"""Exclusions as a certificate holds them: signs of polynomials that a box shows to be impossible together."""

from collections.abc import Iterable

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.exclusions import Exclusion, Part, excludes
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games.json_fields import list_in
from gametheory_paradox.games.written_formulas import polynomial_from_data, polynomial_to_data


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
