"""Best play everywhere in a cell: its equations and inequalities, and proof that their set is connected.

In a cell all equilibria that use whatever its vertices use, and others beside, are the profiles in which
everything that is played is best: each player's used actions give the same (equations), its other actions no
more (inequalities).  Of these conditions only those are kept that the vertices leave open; each is linear in
every player's mixture.  Their set is shown to be connected and not empty by taking the players out of it one
after the other, or by going along the mixtures of one of them.

*Fibres.*  Given the others, the mixtures of a player that satisfy its conditions are a polytope, so connected
if there are any.  There are some wherever the others are

* at a vertex at which every inequality in the player's mixture holds, whatever the others do, or is at its
  greatest: then what is left is that inequality at the vertex;
* between two vertices at which the one equation has different signs, and every inequality holds.

So if what is left to the others is connected and not empty, the whole is: under a closed map with connected
fibres, what is over a connected set is connected.

*A curve.*  Where a player has two vertices, its mixtures are s : t.  Equations that are linear in another
player's mixture, as many as it has vertices but one, determine that mixture by Cramer's rule: forms in s and
t.  So do equations in a third player's, and so on.  The conditions left are forms in s and t.  Without an
equation, those t that satisfy them are an interval if each form changes its sign at most once; with one, they
are roots of it.

Sources: neumaier1990 (cells and their vertices), lanereisenfeld1981 (roots by changes of sign).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import lcm, prod

from gametheory_paradox.claims.equilibria.binary_forms import (
    Form,
    added,
    check_length,
    has_no_root,
    holds_in_one_interval,
    negative,
    times,
    value,
    without_root,
)
from gametheory_paradox.claims.equilibria.profile_cells import Cell, Row
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.table import Record

MOST_VERTICES = 3  # of a player whose mixture equations determine

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
    if not own or len(ends) != 1 + sum(condition.is_equation for condition in own):
        raise CertificateRejected("a fibre of a curved piece may be empty")

    for condition in own:
        rows = condition.by_vertex(who)
        at_ends = [rows[vertex] for vertex in ends]
        if condition.is_equation:
            holds = max(at_ends[0]) <= 0 <= min(at_ends[1])
        else:
            holds = min(map(min, at_ends)) >= 0
        if not holds:
            top = at_ends[0]
            if len(ends) > 1 or any(a < b for row in rows for a, b in zip(top, row, strict=True)):
                raise CertificateRejected("a fibre of a curved piece may be empty")
            left.append(condition.at(who, ends[0]))

    return [condition for condition in left if condition.players or condition.is_open]


@dataclass(frozen=True, repr=False)
class Curve(Record):
    """Conditions along the mixtures of one player.

    Parameters
    ----------
    mixtures
        For each player the weights of its vertices.
    equations, inequalities
        The forms that are zero, those that are not negative; the ones that hold from end to end are left out.
    """

    mixtures: Mixtures
    equations: tuple[Form, ...]
    inequalities: tuple[Form, ...]

    @classmethod
    def along(cls, conditions: Sequence[Condition], who: int, chain: Sequence[Sequence[int]]) -> "Curve":
        """The curve on which equations determine one mixture after the other.

        Parameters
        ----------
        conditions
            All conditions.
        who
            The player with two vertices.
        chain
            Each further player with the places of its equations among the conditions.

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
            size = sizes.get(player, 0)
            equations = [conditions[place] for place in places]
            fine = player not in mixtures and len(places) == size - 1 and size <= MOST_VERTICES
            known = {*mixtures, player}
            if not fine or not all(
                own.is_equation and player in own.players and known.issuperset(own.players)
                for own in equations
            ):
                raise CertificateRejected("the equations of a curve do not determine a mixture")

            weights = _determined([own.along(mixtures, player) for own in equations])
            mixtures[player] = weights
            bounds += weights

        if not set(sizes) <= set(mixtures):
            raise CertificateRejected("a mixture on a curve is not determined")

        used = {place for _, *places in chain for place in places}
        left = [own for place, own in enumerate(conditions) if place not in used]
        forms = [(own.is_equation, own.along(mixtures)[0]) for own in left]
        bounds += [form for equation, form in forms if not equation]
        return cls(
            mixtures,
            tuple([form for equation, form in forms if equation and any(form)]),
            tuple([form for form in bounds if min(form) < 0]),
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


def _determined(rows: Sequence[Sequence[Form]]) -> list[Form]:
    """The weights of a player's vertices that equations determine; one of them, or their sum, is positive."""
    weights = zero_weights(rows)
    for form in (*weights, added(weights)):
        if form[0] and form[-1] and (min(form) >= 0 or max(form) <= 0):
            return weights if form[0] > 0 else list(map(negative, weights))
    raise CertificateRejected("the equations of a curve do not determine a mixture")
