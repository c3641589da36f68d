"""Forms in two variables with integer coefficients, on the line where neither variable is negative.

A form of degree d is written by the coefficients of s^(d-k) t^k.  These have the signs of its Bernstein
coefficients on the line from s to t: if all are positive there is no root from end to end, and there are at
most as many roots inside as changes of sign.

Sources: lanereisenfeld1981 (the bound by sign changes).
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

from gametheory_paradox.errors import CertificateRejected

MOST_DEPTH, MOST_HALVINGS = 40, 80  # of a line, in the search for a root
MOST_DEGREE, MOST_BITS = 12, 20_000  # of a form that is looked at

Form = tuple[int, ...]  # the coefficient of s^(d-k) t^k at place k


def times(first: Form, second: Form) -> Form:
    """The product of two forms.

    Raises
    ------
    CertificateRejected
        If its degree is too high.
    """
    if len(first) + len(second) > MOST_DEGREE + 2:
        raise CertificateRejected(f"a form of a degree above {MOST_DEGREE} is not looked at")
    found = [0] * (len(first) + len(second) - 1)
    for place, a in enumerate(first):
        if a:
            for other, b in enumerate(second):
                found[place + other] += a * b
    return tuple(found)


def added(forms: Sequence[Form]) -> Form:
    """The sum of forms of one degree."""
    return tuple(map(sum, zip(*forms, strict=True)))


def negative(form: Form) -> Form:
    """The form with its sign changed."""
    return tuple([-value for value in form])


def value(form: Form, part: int, parts: int) -> int:
    """The value ``part``/``parts`` of the way from the first end on, times a positive number."""
    total, power = 0, 1
    for coefficient in reversed(form):
        total = total * part + coefficient * power
        power *= parts - part
    return total


def sign_changes(coefficients: Iterable[int]) -> int:
    """The number of changes of sign among coefficients."""
    signs = [coefficient > 0 for coefficient in coefficients if coefficient]
    return sum(left != right for left, right in pairwise(signs))


def composed(form: Form, first: Form, second: Form) -> Form:
    """The form with linear forms in place of s and t."""
    found: Form = (form[0],)
    power: Form = (1,)
    for coefficient in form[1:]:
        power = times(power, second)
        found = added([times(found, first), tuple([coefficient * own for own in power])])
    return found


def check_length(forms: Iterable[Form]) -> None:
    """Refuse forms with long numbers; CertificateRejected."""
    if any(number.bit_length() > MOST_BITS for form in forms for number in form):
        raise CertificateRejected(f"a form with numbers of more than {MOST_BITS} bits is not looked at")


def has_no_root(form: Form) -> bool:
    """True if a form is seen to have no root from end to end, the ends included."""
    waiting, halvings = [(form, 0)], 0
    while waiting:
        form, depth = waiting.pop()
        if not form[0] or not form[-1] or (form[0] > 0) != (form[-1] > 0):
            return False
        if sign_changes(form):
            halvings += 1
            if depth == MOST_DEPTH or halvings > MOST_HALVINGS:
                return False
            for end in (form, form[::-1]):  # the other half back to front
                waiting.append((composed(end, (2, 1), (0, 1)), depth + 1))
    return True


def holds_in_one_interval(form: Form) -> bool:
    """True if the part on which a form is not negative is seen to be an interval."""
    signs = sign_changes(form)
    if signs == 1:
        rises = next(coefficient for coefficient in form if coefficient) < 0
        return form[0 if rises else -1] != 0  # else the end where it falls is apart
    return signs == 0 and (form[0] != 0 or form[-1] != 0)


def without_ends(forms: Sequence[Form], ends: Iterable[int]) -> Sequence[Form]:
    """Forms of one degree without the roots that all have at an end of the line, 0 or -1."""
    for end in ends:
        while any(map(any, forms)) and not any(form[end] for form in forms):
            forms = [form[1:] if end == 0 else form[:-1] for form in forms]
    return forms


def without_root(form: Form, part: int, parts: int) -> Form:
    """The form without its root at a point, however often that is one."""
    first, second = part, part - parts  # the linear form part·s - (parts - part)·t vanishes there
    while len(form) > 1 and not value(form, part, parts):
        left: list[Fraction] = []
        rest = [Fraction(coefficient) for coefficient in form]
        for place in range(len(form) - 1):
            if first:
                left.append(rest[place] / first)
                rest[place + 1] -= left[-1] * second
            else:
                left.append(rest[place + 1] / second)
        scale = lcm(*(own.denominator for own in left))
        form = tuple([int(own * scale) for own in left])
    return form
