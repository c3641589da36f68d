"""Curves on which conditions of equilibria are zero, and that nobody gains along them.

Sources: neumaier1990 (cells and their vertices); coxlittleoshea2015 (saturation: the solutions off the
zeros of a factor); lanereisenfeld1981 (roots by changes of sign).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import lcm, prod

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.exact.proofs.algebraic import (
    Form,
    added,
    check_length,
    has_no_root,
    holds_in_one_interval,
    negative,
    times,
    value,
    without_ends,
    without_root,
)
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell, Row, used_in
from gametheory_paradox.table import Record

# Best play everywhere in a cell: its equations and inequalities, and proof that their set is connected
#
# In a cell all equilibria that use whatever its vertices use, and others beside, are the profiles in which
# everything that is played is best: each player's used actions give the same (equations), its other actions
# no more (inequalities).  Of these conditions only those are kept that the vertices leave open; each is
# linear in every player's mixture.  Their set is shown to be connected and not empty by taking the players
# out of it one after the other, or by going along the mixtures of one of them
# (further down).
#
# *Fibres.*  Given the others, the mixtures of a player that satisfy its conditions are a polytope, so
# connected if there are any.  There are some wherever the others are
#
# * at a vertex at which every inequality in the player's mixture holds, whatever the others do, or is at its
#   greatest: then what is left is that inequality at the vertex;
# * between two vertices at which every inequality holds, and the one equation has different signs, or is of
#   one sign at all but one of the player's vertices: then what is left is that it is not of that sign at this
#   one.
#
# So if what is left to the others is connected and not empty, the whole is: under a closed map with connected
# fibres, what is over a connected set is connected.
# ----------------------------------------------------------------------------

Fibre = Sequence[int]  # a player, and the vertices at which its conditions hold
Mixtures = Mapping[int, Sequence[Form]]  # for each player the weight of each of its vertices


@dataclass(frozen=True, repr=False)
class Condition(Record):
    """An equation or an inequality, linear in the mixtures of some players.

    Parameters
    ----------
    players, sizes
        The players on whose mixtures it depends, and how many vertices each has.
    values
        What is zero, or not negative: a number per tuple of vertices, the last player's changing fastest.
    is_equation
        Whether it is an equation.
    """

    players: tuple[int, ...]
    sizes: tuple[int, ...]
    values: Row
    is_equation: bool

    @classmethod
    def of(cls, players: Sequence[int], sizes: Sequence[int], values: Row, is_equation: bool) -> "Condition":
        """The condition without the players whose mixtures do not matter."""
        found = cls(tuple(players), tuple(sizes), values, is_equation)
        for who in players:
            rows = found.by_vertex(who)
            if all(row == rows[0] for row in rows):
                found = found._without(who, rows[0])
        return found

    @property
    def is_open(self) -> bool:
        """True if it is more than a true statement about numbers."""
        return any(self.values) if self.is_equation else min(self.values) < 0

    def by_vertex(self, who: int) -> list[Row]:
        """The values at each vertex of a player."""
        axis = self.players.index(who)
        size, inner = self.sizes[axis], prod(self.sizes[axis + 1 :])
        return [
            tuple([value for place, value in enumerate(self.values) if place // inner % size == vertex])
            for vertex in range(size)
        ]

    def factored(self, who: int) -> "tuple[Row, Condition] | None":
        """A factor in a player's mixture alone, by its vertices, and what is left; None if there is none."""
        rows = self.by_vertex(who)
        rest = max(rows, key=lambda row: max(map(abs, row)))
        place = max(range(len(rest)), key=lambda place: abs(rest[place]))
        if any(a * rest[place] != row[place] * b for row in rows for a, b in zip(row, rest, strict=True)):
            return None
        sign = 1 if rest[place] > 0 else -1
        return tuple([sign * row[place] for row in rows]), self._without(who, rest)

    def at(self, who: int, vertex: int) -> "Condition":
        """The rest of it at a vertex of a player."""
        left = self._without(who, self.by_vertex(who)[vertex])
        return Condition.of(left.players, left.sizes, left.values, self.is_equation)

    def along(self, mixtures: Mixtures, who: int | None = None) -> list[Form]:
        """The forms that it becomes under some mixtures, one at each vertex of one player if it is given."""
        left: list[Form] = [(value,) for value in self.values]
        after = 1  # places of a vertex of the last player that is not yet replaced
        for player, size in zip(reversed(self.players), reversed(self.sizes), strict=True):
            if player == who:
                after = size
                continue
            weights, block = mixtures[player], size * after
            left = [
                added([times(weights[v], left[start + v * after + k]) for v in range(size)])
                for start in range(0, len(left), block)
                for k in range(after)
            ]
        check_length(left)
        return left

    def _without(self, who: int, row: Row) -> "Condition":
        axis = self.players.index(who)
        players, sizes = list(self.players), list(self.sizes)
        del players[axis], sizes[axis]
        return Condition(tuple(players), tuple(sizes), row, self.is_equation)


@dataclass(frozen=True, repr=False)
class BestConditions(Record):
    """The conditions under which everything that is played in a cell is best.

    Parameters
    ----------
    conditions
        Those that the vertices leave open.
    choosing
        The players whose used actions may differ in what they give.
    """

    conditions: tuple[Condition, ...]
    choosing: tuple[int, ...]

    @classmethod
    def of(cls, cell: Cell, played: Sequence[Sequence[int]] | None = None) -> "BestConditions":
        """Those of a cell, for all that is played in it or for given actions of each player."""
        found, choosing = [], []
        for who in range(len(cell.sizes)):
            first, *rest = cell.played(who) if played is None else played[who]
            for action in range(len(cell.values[who])):
                condition = _condition(cell, who, first, action, is_equation=action in rest)
                if action != first and condition.is_open:
                    found.append(condition)
                    choosing += [who] if condition.is_equation else []
        return cls(tuple(found), tuple(dict.fromkeys(choosing)))

    @staticmethod
    def compared(cell: Cell) -> list[Condition]:
        """Gains of a used action over another one, wherever the sign is not the same throughout."""
        found = []
        for who, rows in enumerate(cell.values):
            played = cell.played(who)
            for action, other in product(played, range(len(rows))):
                gains = cell.gains(who, action, other)
                if min(gains) < 0 < max(gains) and (other not in played or action < other):
                    found.append(_condition(cell, who, action, other, is_equation=False))
        return found


def _condition(cell: Cell, who: int, action: int, other: int, *, is_equation: bool) -> Condition:
    """The gain of an action over another, on one scale at all vertices."""
    others = [player for player in range(len(cell.sizes)) if player != who]
    scales = []
    for player in others:
        totals = list(map(sum, cell.simplices[player]))
        common = lcm(*totals)
        scales.append([common // total for total in totals])
    gains = [
        gain * prod(own) for gain, own in zip(cell.gains(who, action, other), product(*scales), strict=True)
    ]
    return Condition.of(others, [cell.sizes[player] for player in others], tuple(gains), is_equation)


def projected(conditions: Sequence[Condition], fibre: Fibre) -> list[Condition]:
    """The conditions on the others under which a player has mixtures that satisfy its own.

    Raises
    ------
    CertificateRejected
        If the vertices given do not show that.
    """
    who, *ends = fibre
    own = [condition for condition in conditions if who in condition.players]
    left = [condition for condition in conditions if who not in condition.players]
    equations = [condition for condition in own if condition.is_equation]
    if not own or not len(set(ends)) == len(ends) == 1 + len(equations) < 3:
        raise CertificateRejected("a fibre of a curved piece may be empty")

    for equation in equations:
        left += _with_a_zero(equation, who, *ends)
    for condition in own:
        rows = condition.by_vertex(who)
        if condition.is_equation or min(min(rows[vertex]) for vertex in ends) >= 0:
            continue
        top = rows[ends[0]]
        if equations or any(a < b for row in rows for a, b in zip(top, row, strict=True)):
            raise CertificateRejected("a fibre of a curved piece may be empty")
        left.append(condition.at(who, ends[0]))

    return left


def _with_a_zero(condition: Condition, who: int, low: int, high: int) -> list[Condition]:
    """The inequality under which an equation holds between two vertices; none if it always does."""
    rows = condition.by_vertex(who)
    if max(rows[low]) <= 0 <= min(rows[high]):
        return []
    for vertex, sign in ((low, 1), (high, -1)):
        if all(min(sign * value for value in row) > 0 for v, row in enumerate(rows) if v != vertex):
            left = condition.at(who, vertex)
            values = tuple([-sign * value for value in left.values])
            return [replace(left, values=values, is_equation=False)]
    raise CertificateRejected("a fibre of a curved piece may be empty")


# Conditions where players use everything that a cell plays; they say more than conditions in the whole cell
#
# Equilibria in which a player leaves out something that it plays in a cell are in the cell's faces.  For the
# others, conditions may be divided by what is positive wherever everything is used:
#
# * a factor in one player's mixture that is nowhere negative, and zero at vertices alone that leave something
#   out;
# * on a curve, s or t, as often as it divides a condition or all weights of a mixture, if at that end of the
#   line a mixture that is determined leaves something out.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class UsedActions(Record):
    """The players who use everything that a cell plays.

    Parameters
    ----------
    cell
        The cell.
    players
        These players; others may leave something out.
    """

    cell: Cell
    players: tuple[int, ...]

    def conditions(self, conditions: Sequence[Condition]) -> list[Condition]:
        """Conditions without factors that are positive where everything is used."""
        return list(map(self._without_factors, conditions))

    def ends(self, mixtures: Mixtures) -> list[int]:
        """The ends of a line, 0 and -1, at which one of some mixtures leaves something out."""
        return [
            end
            for end in (0, -1)
            if any(
                self._leaves_out(player, [vertex for vertex, form in enumerate(weights) if form[end]])
                for player, weights in mixtures.items()
            )
        ]

    def _without_factors(self, condition: Condition) -> Condition:
        for player in condition.players:
            factor, rest = condition.factored(player) or ((-1,), condition)
            zeros = [vertex for vertex, own in enumerate(factor) if not own]
            if min(factor) >= 0 and (not zeros or self._leaves_out(player, zeros)):
                condition = rest
        return condition

    def _leaves_out(self, player: int, vertices: Iterable[int]) -> bool:
        simplex = self.cell.simplices[player]
        return player in self.players and used_in([simplex[v] for v in vertices]) != used_in(simplex)


# Conditions along the mixtures of one player, on which the others' hang
#
# Where a player has two vertices, its mixtures are s : t.  Equations that are linear in another player's
# mixture, as many as it has vertices but one, determine that mixture by Cramer's rule: forms in s and t.  So
# do equations in a third player's, and so on.  The conditions left are forms in s and t.  Without an
# equation, those t that satisfy them are an interval if each form changes its sign at most once; with one,
# they are roots of it.
#
# A player with two vertices may be left whom inequalities alone name, each negative at one of them from end
# to end.  Each asks that it holds at the other vertex, and bounds this one's weight.  All hold for the
# mixtures between two, if there are any: if what one kind allows is at least what the other asks for, of each
# two of them a form in s and t.
# -----------------------------------------------------------------------

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


# Mixtures of a cell at which an action that is nowhere better is just as good as another one
# ----------------------------------------------------------------------------

MOST_BOXES = 300  # looked at


def without_gain(cell: Cell, who: int, gains: Row) -> dict[int, list[int]]:
    """For each other player its vertices that occur in a tuple without gain."""
    others = [other for other in range(len(cell.sizes)) if other != who]
    kept: dict[int, set[int]] = {other: set() for other in others}
    for tuple_, gain in zip(product(*(range(cell.sizes[other]) for other in others)), gains, strict=True):
        if not gain:
            for other, vertex in zip(others, tuple_, strict=True):
                kept[other].add(vertex)
    return {other: sorted(vertices) for other, vertices in kept.items()}


def boxes_without_gain(cell: Cell, who: int, gains: Row) -> list[dict[int, list[int]]]:
    """The largest products of the others' vertices in whose tuples there is no gain.

    Where no gain is negative, the mixtures without gain are those whose vertices are all in one of them.

    Raises
    ------
    CertificateRejected
        If there are too many to look at.
    """
    others = [other for other in range(len(cell.sizes)) if other != who]
    tuples = product(*(range(cell.sizes[other]) for other in others))
    gaining = [vertices for vertices, gain in zip(tuples, gains, strict=True) if gain]
    whole = tuple(frozenset(range(cell.sizes[other])) for other in others)
    waiting, seen, found = [whole], {whole}, []
    while waiting:
        box = waiting.pop()
        inside = next((own for own in gaining if all(map(frozenset.__contains__, box, own))), None)
        if inside is None:
            found.append(box)
            continue

        # Somebody does not use its vertex of this tuple.
        for place, vertex in enumerate(inside):
            smaller = (*box[:place], box[place] - {vertex}, *box[place + 1 :])
            if smaller[place] and smaller not in seen:
                seen.add(smaller)
                waiting.append(smaller)
        if len(seen) > MOST_BOXES:
            raise CertificateRejected("too many parts of a cell in which there is no gain")
    largest = [
        box for box in found if not any(box != o and all(map(frozenset.issubset, box, o)) for o in found)
    ]
    return [dict(zip(others, own, strict=True)) for own in sorted(list(map(sorted, box)) for box in largest)]
