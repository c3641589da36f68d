"""Conditions along the mixtures of one player, on which the others' hang.

Where a player has two vertices, its mixtures are s : t.  Equations that are linear in another player's
mixture, as many as it has vertices but one, determine that mixture by Cramer's rule: forms in s and t.  So do
equations in a third player's, and so on.  The conditions left are forms in s and t.  Without an equation,
those t that satisfy them are an interval if each form changes its sign at most once; with one, they are roots
of it.

A player with two vertices may be left whom inequalities alone name, each negative at one of them from end to
end.  Each asks that it holds at the other vertex, and bounds this one's weight.  All hold for the mixtures
between two, if there are any: if what one kind allows is at least what the other asks for, of each two of
them a form in s and t.

Source: lanereisenfeld1981 (roots by changes of sign).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from gametheory_paradox.claims.equilibria.best_conditions import Condition, Mixtures
from gametheory_paradox.claims.equilibria.binary_forms import (
    Form,
    added,
    has_no_root,
    holds_in_one_interval,
    negative,
    times,
    value,
    without_ends,
    without_root,
)
from gametheory_paradox.claims.equilibria.used_actions import UsedActions
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.table import Record

MOST_VERTICES = 3  # of a player whose mixture equations determine


@dataclass(frozen=True, repr=False)
class Curve(Record):
    """Conditions along the mixtures of one player.

    Parameters
    ----------
    mixtures
        For each player the weights of its vertices.
    equations, inequalities
        The forms that are zero, those that are not negative; the ones that hold from end to end are left out.
    between
        Further players, whose mixtures are between two that hang on the place.
    """

    mixtures: Mixtures
    equations: tuple[Form, ...]
    inequalities: tuple[Form, ...]
    between: tuple[int, ...] = ()

    @classmethod
    def along(
        cls,
        conditions: Sequence[Condition],
        who: int,
        chain: Sequence[Sequence[int]],
        used: UsedActions | None = None,
    ) -> "Curve":
        """The curve on which equations determine one mixture after the other.

        Parameters
        ----------
        conditions
            All conditions.
        who
            The player with two vertices.
        chain
            Each further player with the places of its equations among the conditions; or without any, if it
            has two vertices and each condition that names it fails, from end to end, at one of them.
        used
            If given, only what holds where everything is used is asked; its method divides conditions.

        Raises
        ------
        CertificateRejected
            If the equations do not determine the mixtures from end to end.
        """
        sizes = {p: size for own in conditions for p, size in zip(own.players, own.sizes, strict=True)}
        if sizes.get(who) != 2:
            raise CertificateRejected("a curve goes along a player with two vertices")

        mixtures: dict[int, Sequence[Form]] = {who: ((1, 0), (0, 1))}
        bounds: list[Form] = []
        for player, *places in chain:
            if places:
                equations = [conditions[place] for place in places]
                weights = _weights(equations, mixtures, player, sizes.get(player, 0))
                mixtures[player] = _positive(_divided(weights, mixtures, used))
                bounds += mixtures[player]

        between = tuple([player for player, *places in chain if not places])
        if sorted(sizes) != sorted([*mixtures, *between]):
            raise CertificateRejected("a mixture on a curve is not determined")

        taken = {place for _, *places in chain for place in places}
        left = [own for place, own in enumerate(conditions) if place not in taken]
        for player in between:
            bounds += _meeting([own for own in left if player in own.players], mixtures, player)
        fixed = [own for own in left if not set(between).intersection(own.players)]
        zeros = [own.along(mixtures)[0] for own in fixed if own.is_equation]
        bounds += [own.along(mixtures)[0] for own in fixed if not own.is_equation]

        zeros, bounds = ([_divided([form], mixtures, used)[0] for form in forms] for forms in (zeros, bounds))
        return cls(
            mixtures,
            tuple(filter(any, zeros)),
            tuple([form for form in bounds if min(form) < 0]),
            between,
        )

    @property
    def is_empty(self) -> bool:
        """True if some condition is seen to fail from end to end."""
        return any(max(form) <= 0 and form[0] and form[-1] for form in self.inequalities) or any(
            map(has_no_root, self.equations)
        )

    def is_interval_with(self, part: int, parts: int) -> bool:
        """True if the part of it on which all conditions hold is an interval around a point."""
        intervals = all(map(holds_in_one_interval, self.inequalities))
        return intervals and not self.equations and self.holds_at(part, parts)

    def holds_at(self, part: int, parts: int) -> bool:
        """True if no inequality fails at a point."""
        return all(value(form, part, parts) >= 0 for form in self.inequalities)

    def is_only(self, part: int, parts: int) -> bool:
        """True if some condition is seen to hold at no other point."""
        falling = [form for form in self.inequalities if max(form[0], form[-1]) <= 0]
        return any(has_no_root(without_root(form, part, parts)) for form in (*self.equations, *falling))


def zero_weights(rows: Sequence[Sequence[Form]]) -> list[Form]:
    """Weights of up to three vertices, one more than rows, with which these sum to zero, by Cramer's rule."""
    if not rows:
        return [(1,)]
    if len(rows) == 1:
        ((first, second),) = rows
        return [second, negative(first)]
    a, b = rows
    return [added([times(a[j], b[k]), negative(times(a[k], b[j]))]) for j, k in ((1, 2), (2, 0), (0, 1))]


def _divided(forms: Sequence[Form], mixtures: Mixtures, used: UsedActions | None) -> Sequence[Form]:
    """Forms without what is zero only where some of the mixtures leave something out, if that matters."""
    return without_ends(forms, used.ends(mixtures)) if used else forms


def _weights(equations: Sequence[Condition], mixtures: Mixtures, player: int, size: int) -> list[Form]:
    """The weights of a player's vertices that equations determine, the others' mixtures being known."""
    fine = player not in mixtures and len(equations) == size - 1 and size <= MOST_VERTICES
    known = {*mixtures, player}
    if not fine or not all(
        own.is_equation and player in own.players and known.issuperset(own.players) for own in equations
    ):
        raise CertificateRejected("the equations of a curve do not determine a mixture")
    return zero_weights([own.along(mixtures, player) for own in equations])


def _positive(weights: Sequence[Form]) -> Sequence[Form]:
    """Weights with the sign at which one of them, or their sum, is positive from end to end."""
    for form in (*weights, added(weights)):
        if form[0] and form[-1] and (min(form) >= 0 or max(form) <= 0):
            return weights if form[0] > 0 else list(map(negative, weights))
    raise CertificateRejected("the equations of a curve do not determine a mixture")


def _meeting(conditions: Sequence[Condition], mixtures: Mixtures, player: int) -> list[Form]:
    """The inequalities under which a player with two vertices has a mixture that satisfies conditions."""
    known, found = {*mixtures, player}, list[Form]()
    at_first, at_second = list[Sequence[Form]](), list[Sequence[Form]]()

    for own in conditions:
        forms = own.along(mixtures, player) if known.issuperset(own.players) else ()
        if own.is_equation or len(forms) != 2:
            raise CertificateRejected("a mixture on a curve is not determined")
        for (one, other), holding in ((forms, at_first), (forms[::-1], at_second)):
            if max(other) <= 0 and (min(one) >= 0 or (other[0] and other[-1])):
                found.append(one)  # so it holds where this is not negative, and nowhere else
                holding.append(forms)
                break
        else:
            if min(map(min, forms)) < 0:
                raise CertificateRejected("a condition on a mixture fails at neither of two vertices")

    return found + [
        added([times(a, d), negative(times(b, c))]) for (a, b), (c, d) in product(at_first, at_second)
    ]
