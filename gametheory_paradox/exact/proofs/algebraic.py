"""Algebraic numbers: binary forms, their roots, and which of them are the same number.

Sources: lanereisenfeld1981 (the bound by sign changes), collinsakritas1976 (that halving ends).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import gcd, lcm, prod

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number, one_of, sign
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

# Forms in two variables with integer coefficients, on the line where neither variable is negative
#
# A form of degree d is written by the coefficients of s^(d-k) t^k.  These have the signs of its Bernstein
# coefficients on the line from s to t: if all are positive there is no root from end to end, and there are at
# most as many roots inside as changes of sign.
# ----------------------------------------------------------------------------

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


# Roots of forms in two variables, from end to end of a line, and the sign of other forms there
#
# A place on the line is a number from 0 to 1: there s is what is left to 1, and t the number.  Forms are
# first split into *coprime* ones without multiple roots, so that two of them share no root, and each of the
# forms that were given is zero at a root of one of these everywhere, or nowhere.  The sign of a form that is
# not zero at a root then shows once the root's bounds are narrow.
# ----------------------------------------------------------------------------

MOST_SIGN_HALVINGS = 400  # of the bounds of a root, in search of a sign
MOST_WORK = 10**12  # on the roots of forms; measured, about a tenth of a second


@dataclass(frozen=True, repr=False)
class Root(Record):
    """A place at which a form without multiple roots is zero: the only one between two bounds.

    Parameters
    ----------
    form
        The form; empty where the place is an end of the line.
    low, high
        The bounds, equal where the root is known exactly.
    """

    form: Form
    low: Fraction
    high: Fraction

    def narrowed(self, halvings: int = 1) -> "Root":
        """The root in bounds that are halved some times."""
        low, high = self.low, self.high
        if low == high:
            return self
        rises = value(self.form, *high.as_integer_ratio()) > 0
        for _ in range(halvings):
            middle = (low + high) / 2
            here = value(self.form, *middle.as_integer_ratio())
            if not here:
                return replace(self, low=middle, high=middle)
            low, high = (low, middle) if (here > 0) == rises else (middle, high)
        return replace(self, low=low, high=high)

    def sign(self, form: Form) -> int:
        """The sign of a form there.

        Raises
        ------
        CertificateRejected
            If narrow bounds do not show it.
        """
        if not any(form):
            return 0
        if self.low == self.high:
            here = value(form, *self.low.as_integer_ratio())
            return (here > 0) - (here < 0)

        shared = common(self.form, inner_part(form))
        if len(shared) > 1 and self._is_root_of(shared):
            return 0
        root = self
        for _ in range(MOST_SIGN_HALVINGS):
            if root.low == root.high:
                return root.sign(form)
            part = between(form, root.low, root.high)
            if part[0] and part[-1] and not sign_changes(part):
                return 1 if part[0] > 0 else -1
            root = root.narrowed()
        raise CertificateRejected("the sign of a form at a root is not seen")

    def _is_root_of(self, divisor: Form) -> bool:
        """True if a divisor of the form is zero there: then its sign changes between the bounds."""
        ends = (value(divisor, *end.as_integer_ratio()) for end in (self.low, self.high))
        return prod(ends) < 0


def between(form: Form, low: Fraction, high: Fraction) -> Form:
    """The form on the part of the line between two places, times a positive number."""
    scale = lcm(low.denominator, high.denominator)
    a, b = int(low * scale), int(high * scale)
    found = composed(form, (scale - a, scale - b), (a, b))
    check_length([found])
    return found


def common(first: Form, second: Form) -> Form:
    """The greatest common divisor of two forms that have roots at no end of the line, up to its sign."""
    while any(second):
        first, second = second, _remainder(first, second)
    return primitive(first)


def _remainder(first: Form, second: Form) -> Form:
    """The remainder as of ``divided``, times a number; in whole numbers, which takes a fifth of the time."""
    rest = list(first)
    while len(rest) >= len(second):
        lead, factor = second[-1], rest[-1]
        start = len(rest) - len(second)
        rest = [lead * own for own in rest]
        for place, own in enumerate(second):
            rest[start + place] -= factor * own
        while rest and not rest[-1]:
            rest.pop()
    return primitive(tuple(rest))


def primitive(form: Form) -> Form:
    """The form divided by what divides all its coefficients."""
    scale = gcd(*form)
    return tuple(own // scale for own in form) if scale > 1 else form


def quotient(form: Form, divisor: Form) -> Form:
    """A form divided by one of its divisors, up to a number."""
    return _whole(divided(form, divisor)[0])[0]


def without_common(forms: Sequence[Form]) -> list[Form]:
    """Forms of one degree without what divides all of them; as they are where all are zero everywhere."""
    some = [form for form in forms if any(form)]
    if not some:
        return list(forms)
    start = min(next(k for k, own in enumerate(form) if own) for form in some)
    end = max(k for form in some for k, own in enumerate(form) if own) + 1
    divisor = reduce(common, map(inner_part, some))
    return _whole(*(divided(form[start:end], divisor)[0] for form in forms))


def divided(numbers: Sequence[Fraction | int], divisor: Form) -> tuple[list[Fraction], list[Fraction]]:
    """The quotient and the remainder, as of polynomials in t, s = 1."""
    rest, found = [Fraction(own) for own in numbers], list[Fraction]()
    size = len(divisor) - 1
    for start in range(len(rest) - len(divisor), -1, -1):
        found.append(rest[start + size] / divisor[-1])
        for place, own in enumerate(divisor):
            rest[start + place] -= found[-1] * own
    return found[::-1], rest[:size]


def _whole(*forms: Sequence[Fraction]) -> list[Form]:
    """Forms times one positive number, in short integers."""
    scale = lcm(*(own.denominator for form in forms for own in form))
    whole = [[int(own * scale) for own in form] for form in forms]
    shared = gcd(*(own for form in whole for own in form)) or 1
    return [tuple([own // shared for own in form]) for form in whole]


def slope(form: Form) -> Form:
    """The derivative as of a polynomial in t, s = 1."""
    return tuple([place * own for place, own in enumerate(form)][1:])


def inner_part(form: Form) -> Form:
    """A form that is not zero everywhere, without its roots at the ends of the line."""
    places = [place for place, own in enumerate(form) if own]
    return form[places[0] : places[-1] + 1]


def check_work(forms: Sequence[Form]) -> None:
    """Refuse forms of which finding the roots takes too long; CertificateRejected."""
    if sum(len(form) ** 4 * sum(map(int.bit_length, form)) ** 2 for form in forms) > MOST_WORK:
        raise CertificateRejected("forms are too long to look for their roots")


def coprime(forms: Sequence[Form]) -> list[Form]:
    """Forms without multiple roots and with none in common, which have each root inside of some forms."""
    waiting = [primitive(inner_part(form)) for form in forms if any(form)]
    found: list[Form] = []
    while waiting:
        look()
        form = waiting.pop()
        if len(form) < 2:
            continue
        double = common(form, slope(form))
        if len(double) > 1:
            waiting += [quotient(form, double), double]
            continue

        for place, other in enumerate(found):
            shared = common(form, other)
            if len(shared) > 1:
                del found[place]
                waiting += [shared, quotient(form, shared), quotient(other, shared)]
                break
        else:
            found.append(form)
    return found


def roots_inside(form: Form) -> Iterator[Root]:
    """The roots of a form without multiple ones, and without one at an end of the line."""
    waiting = [(Fraction(0), Fraction(1))]
    while waiting:
        low, high = waiting.pop()
        changes = sign_changes(between(form, low, high))
        if changes == 1 and value(form, *low.as_integer_ratio()) and value(form, *high.as_integer_ratio()):
            yield Root(form, low, high)
        elif changes:
            middle = (low + high) / 2
            at = middle.as_integer_ratio()
            if not value(form, *at):
                yield Root(form, middle, middle)
                form = primitive(without_root(form, *at))
            waiting += [(low, middle), (middle, high)]


# Numbers in order, each once; those that their bounds do not tell apart count as one within bounds of all
#
# So what is compared with all of them, the least and the greatest, is known though two of them may be equal.
# ----------------------------------------------------------------------------


def distinct(numbers: Sequence[Number]) -> list[Number]:
    """The numbers, ascending, each once; those that are not told apart as one within the bounds of all."""
    kept = list[Number]()
    for number in numbers:
        for other in list(kept):
            try:
                is_same = sign(number - other) == 0
            except CertificateRejected:
                is_same, number = True, one_of([number, other])
            if is_same:
                kept.remove(other)
        kept.append(number)
    return sorted(kept)
