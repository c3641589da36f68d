"""Best play in a cell: conditions, players taken out of them, forms on a line."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from .multilinear import Multilinear
from .reading import a_list, an_integer, need

HALVINGS, DEPTH, DEGREE, POINTS = 80, 40, 12, 12


class Linear:
    """A condition: a number for each tuple of vertices of some players; ``equal`` if it is to be zero."""

    def __init__(self, values: dict[Any, Any], players: list[int], equal: bool) -> None:
        for player in list(players):
            at = players.index(player)
            by_rest: dict[Any, set[Any]] = {}
            for key, value in values.items():
                by_rest.setdefault(key[:at] + key[at + 1 :], set()).add(value)
            if all(len(found) == 1 for found in by_rest.values()):
                players = players[:at] + players[at + 1 :]
                values = {rest: found.pop() for rest, found in by_rest.items()}
        self.values, self.players, self.equal = values, players, equal

    def at(self, player: int, vertex: int) -> dict[Any, Any]:
        """The numbers at a vertex of a player, by the vertices of the others."""
        place = self.players.index(player)
        return {k[:place] + k[place + 1 :]: v for k, v in self.values.items() if k[place] == vertex}

    def form(self, mixtures: dict[int, list[Any]], fixed: int = -1, vertex: int = 0) -> list[Any]:
        """The form under some mixtures; a player may be at a vertex instead."""
        players = [player for player in self.players if player != fixed]
        total: list[Any] = [0]
        for key, value in (self.at(fixed, vertex) if fixed >= 0 else self.values).items():
            term: list[Any] = [value]
            for player, place in zip(players, key, strict=True):
                term = times(term, mixtures[player][place])
            total = plus(total, term)
        return total

    @property
    def settled(self) -> bool:
        return all(v == 0 if self.equal else v >= 0 for v in self.values.values())


def times(one: list[Any], other: list[Any]) -> list[Any]:
    found = [Fraction(0)] * (len(one) + len(other) - 1)
    need(len(found) <= DEGREE + 1, "a form has too high a degree")
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            found[i + j] += a * b
    return found


def plus(one: list[Any], other: list[Any]) -> list[Any]:
    if one == [0]:
        return other
    return [a + b for a, b in zip(one, other, strict=True)]


def at(form: list[Any], share: Fraction) -> Any:
    return sum(c * (1 - share) ** (len(form) - 1 - k) * share**k for k, c in enumerate(form))


def turns(form: list[Any]) -> int:
    signs = [c > 0 for c in form if c]
    return sum(a != b for a, b in pairwise(signs))


def no_root(form: list[Any]) -> bool:
    parts, halved = [(form, 0)], 0
    while parts:
        part, depth = parts.pop()
        if part[0] * part[-1] <= 0:
            return False
        if turns(part) == 0:
            continue
        halved += 1
        if depth >= DEPTH or halved > HALVINGS:
            return False
        left, right, rest = [], [], bernstein(part)
        while rest:  # de Casteljau at the middle
            left.append(rest[0])
            right.insert(0, rest[-1])
            rest = [(a + b) / 2 for a, b in pairwise(rest)]
        parts += [(scaled(half), depth + 1) for half in (left, right)]
    return True


def binomial(n: int, k: int) -> int:
    found = 1
    for i in range(k):
        found = found * (n - i) // (i + 1)
    return found


def bernstein(form: list[Any]) -> list[Any]:
    return [Fraction(c) / binomial(len(form) - 1, k) for k, c in enumerate(form)]


def scaled(numbers: list[Any]) -> list[Any]:
    return [c * binomial(len(numbers) - 1, k) for k, c in enumerate(numbers)]


def divided(form: list[Any], share: Fraction) -> list[Any]:
    """Without the root at a share, by division by share·s - (1 - share)·t."""
    while len(form) > 1 and at(form, share) == 0:
        found: list[Any] = []
        if share:
            for c in form[:-1]:
                found.append((c + (1 - share) * (found[-1] if found else 0)) / share)
        else:
            found = [-c for c in form[1:]]
        form = found
    return form


def in_one_interval(form: list[Any]) -> bool:
    if turns(form) == 0:
        return min(form) >= 0 or form[0] != 0 or form[-1] != 0
    first = next(c for c in form if c)
    return turns(form) == 1 and (form[0] != 0 if first < 0 else form[-1] != 0)


class Conditions:
    """The conditions of a cell, and the faces in which other equilibria are."""

    def __init__(self, table: Multilinear, cell: Any) -> None:
        self.cell, self.all, self.faces = cell, [], []
        self.using: set[int] = set()  # who plays everything but in these faces
        for who, simplex in enumerate(cell):
            used = [a for a in range(table.shape[who]) if any(v[a] for v in simplex)]
            others, equations = [i for i in range(len(cell)) if i != who], False
            for action in (a for a in range(table.shape[who]) if a != used[0]):
                values = {}
                for key in product(*(range(len(cell[i])) for i in others)):
                    places = dict(zip(others, key, strict=True))
                    profile = [cell[i][places.get(i, 0)] for i in range(len(cell))]
                    values[key] = table.gives(who, used[0], profile) - table.gives(who, action, profile)
                found = Linear(values, others, action in used)
                if not found.settled:
                    self.all.append(found)
                    equations = equations or found.equal
            if equations:
                self.using.add(who)
                self.faces += [(who, a) for a in used if not all(v[a] for v in simplex)]

    def spares(self, player: int, vertices: Any) -> bool:
        """True if some vertices leave an action of the cell to its faces."""
        columns = zip(*self.cell[player], strict=True)
        return player in self.using and any(
            any(column) and not any(column[v] for v in vertices) for column in columns
        )

    def off_faces(self, condition: Linear) -> Linear:
        """The condition over a share of one player's mixture that is zero in faces at most."""
        for player in condition.players:
            rows = {vertex: condition.at(player, vertex) for vertex in range(len(self.cell[player]))}
            filled = [row for row in rows.values() if any(row.values())]
            key = next((key for key, value in filled[0].items() if value), None) if filled else None
            if key is None or any(not row[key] for row in filled):
                continue
            shares = {vertex: Fraction(row[key], filled[0][key]) for vertex, row in rows.items()}
            even = all(
                row[k] == shares[vertex] * v for vertex, row in rows.items() for k, v in filled[0].items()
            )
            zeros = [vertex for vertex, own in shares.items() if own == 0]
            if even and min(shares.values()) >= 0 and (not zeros or self.spares(player, zeros)):
                left = [other for other in condition.players if other != player]
                return self.off_faces(Linear(filled[0], left, condition.equal))
        return condition

    def cut_off(self, forms: list[list[Any]], mixtures: dict[int, list[Any]]) -> list[list[Any]]:
        """Forms over s and t, as often as all have them and mixtures at that end are in faces."""
        for end in (0, -1):
            if any(self.spares(p, [v for v, f in enumerate(own) if f[end]]) for p, own in mixtures.items()):
                while any(map(any, forms)) and not any(form[end] for form in forms):
                    forms = [form[1:] if end == 0 else form[:-1] for form in forms]
        return forms

    def curve(self, conditions: list[Linear], who: Any, chain: Any) -> tuple[list[Any], list[Any]]:
        """The equations and inequalities left along a player's edge."""
        return self.along(conditions, who, chain)[:2]

    def along(
        self, conditions: list[Linear], who: Any, chain: Any, off_faces: bool = False
    ) -> tuple[list[Any], list[Any], Any]:
        """The same, and the mixtures; perhaps only where those who have equations use everything."""
        sizes = {p: len(self.cell[p]) for own in conditions for p in own.players}
        need(sizes.get(who) == 2, "a line has two ends")
        mixtures: dict[int, list[Any]] = {who: [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)]]}
        bounds, taken, squeezed = [], set(), []
        for link in a_list(chain):
            player, *places = [an_integer(n) for n in a_list(link)]
            if not places:
                squeezed.append(player)
                continue
            need(player in sizes and player not in mixtures, "a mixture is determined once")
            need(len(places) == sizes[player] - 1 <= 2, "one or two equations determine a mixture")
            rows = []
            for place in places:
                need(0 <= place < len(conditions), "there is no such equation")
                own = conditions[place]
                need(own.equal and player in own.players, "an equation determines a mixture")
                need(set(own.players) <= {*mixtures, player}, "a mixture is not known yet")
                rows.append([own.form(mixtures, player, vertex) for vertex in range(sizes[player])])
            weights = cramer(rows)
            weights = positive(self.cut_off(weights, mixtures) if off_faces else weights)
            mixtures[player] = weights
            bounds += weights
            taken |= set(places)
        left = [own for place, own in enumerate(conditions) if place not in taken]
        for player in squeezed:
            need(sizes.pop(player, 0) == 2 and player not in mixtures, "between two vertices")
            named = [own for own in left if player in own.players]
            left = [own for own in left if player not in own.players]
            need(all({*mixtures, player} >= set(own.players) for own in named), "a mixture is not known yet")
            need(not any(own.equal for own in named), "an equation is left")
            bounds += squeeze([[own.form(mixtures, player, vertex) for vertex in (0, 1)] for own in named])
        need(set(sizes) <= set(mixtures), "a mixture is not determined")
        equations = [own.form(mixtures) for own in left if own.equal]
        bounds += [own.form(mixtures) for own in left if not own.equal]
        if off_faces:
            equations, bounds = (
                [self.cut_off([form], mixtures)[0] for form in forms] for forms in (equations, bounds)
            )
        return [f for f in equations if any(f)], [f for f in bounds if min(f) < 0], mixtures

    def connected(self, fibres: Any, curve: Any) -> None:
        left = self.all
        for fibre in a_list(fibres):
            player, *ends = [an_integer(n) for n in a_list(fibre)]
            left = without(left, player, ends, len(self.cell[player]) if player < len(self.cell) else 0)
        if not a_list(curve):
            need(not left, "conditions are left")
            return
        who, chain, n, d = a_list(curve, 4)
        equations, bounds = self.curve(left, who, chain)
        need(not equations, "an equation is left")
        need(
            all(in_one_interval(f) and at(f, share(n, d)) >= 0 for f in bounds), "no interval around a point"
        )

    def points(self, data: Any) -> set[Any]:
        """The profiles of points on the piece."""
        found = set()
        need(len(a_list(data)) <= POINTS, "there are too many points")
        for point in data:
            mixed, weights = [], {}
            for who, own in enumerate(a_list(point, len(self.cell))):
                need(
                    all(an_integer(w) >= 0 for w in a_list(own, len(self.cell[who]))), "weights are positive"
                )
                need(any(own), "weights are not all zero")
                weights[who] = [[Fraction(w, sum(own))] for w in own]
                columns = zip(*self.cell[who], strict=True)
                mixed.append(
                    tuple(
                        sum(Fraction(w, sum(own)) * x for w, x in zip(own, c, strict=True)) for c in columns
                    )
                )
            for own in self.all:
                (value,) = own.form(weights)
                need(value == 0 if own.equal else value >= 0, "a point is not on its piece")
            found.add(tuple(mixed))
        need(len(found) > 1, "one point alone")
        return found


def share(n: Any, d: Any) -> Fraction:
    need(0 <= an_integer(n) <= an_integer(d) and d > 0, "a point is on its edge")
    return Fraction(n, d)


def without(conditions: list[Linear], player: int, ends: list[int], size: int) -> list[Linear]:
    """The conditions on the others under which a player has mixtures that satisfy its own."""
    own = [c for c in conditions if player in c.players]
    left = [c for c in conditions if player not in c.players]
    equal = sum(c.equal for c in own)
    need(bool(own) and len(ends) == 1 + equal <= 2, "a player is taken out by its conditions")
    need(len(set(ends)) == len(ends), "a fibre is between two vertices")
    need(all(0 <= end < size for end in ends), "there is no such vertex")
    for c in own:
        rows = [c.at(player, end) for end in ends]
        if c.equal:
            if not max(rows[0].values()) <= 0 <= min(rows[1].values()):
                every = [c.at(player, vertex) for vertex in range(size)]
                for end, sign in ((ends[0], 1), (ends[1], -1)):
                    others = [row for vertex, row in enumerate(every) if vertex != end]
                    if all(sign * value > 0 for row in others for value in row.values()):
                        turned = {key: -sign * value for key, value in every[end].items()}
                        left.append(Linear(turned, [p for p in c.players if p != player], False))
                        break
                else:
                    need(False, "an equation has no root")
        elif min(min(row.values()) for row in rows) < 0:
            need(len(ends) == 1, "an inequality fails")
            every = [c.at(player, vertex) for vertex in range(size)]
            need(all(rows[0][key] >= row[key] for row in every for key in row), "a vertex is not the best")
            left.append(Linear(rows[0], [p for p in c.players if p != player], False))
    return [c for c in left if c.players or not c.settled]


def squeeze(pairs: list[list[list[Any]]]) -> list[list[Any]]:
    """Forms that are not negative just where u, v ≥ 0 exist, not both zero, with all a·u + b·v ≥ 0."""
    bounds, most, least = [], [], []
    for a, b in pairs:
        if all(c <= 0 for c in b) and (all(c >= 0 for c in a) or b[0] * b[-1] != 0):
            most.append((a, b))
            bounds.append(a)
        elif all(c <= 0 for c in a) and (all(c >= 0 for c in b) or a[0] * a[-1] != 0):
            least.append((a, b))
            bounds.append(b)
        else:
            need(all(c >= 0 for c in (*a, *b)), "a condition on a mixture may hold anywhere")
    for (a, b), (c, d) in product(most, least):
        bounds.append(plus(times(a, d), [-own for own in times(b, c)]))
    return bounds


def cramer(rows: list[list[Any]]) -> list[Any]:
    if len(rows) == 1:
        ((one, other),) = rows
        return [other, [-c for c in one]]
    a, b = rows
    return [plus(times(a[j], b[k]), [-c for c in times(a[k], b[j])]) for j, k in ((1, 2), (2, 0), (0, 1))]


def positive(weights: list[Any]) -> list[Any]:
    """Weights, or all with other signs, of which one or their sum is positive throughout."""
    total = weights[0]
    for weight in weights[1:]:
        total = plus(total, weight)
    for form in (*weights, total):
        if form[0] and form[-1] and turns(form) == 0:
            return weights if form[0] > 0 else [[-c for c in weight] for weight in weights]
    need(False, "equations do not determine a mixture")
    return []


def eliminated(conditions: Conditions, cell: Any, rest: Any) -> list[Any]:
    """What elimination along an edge leaves of a cell but its faces."""
    need(len(rest) in (2, 4), "a step has its parts")
    who, chain, *point = rest
    need(an_integer(who) >= 0, "a player has a number")
    divided_by = [conditions.off_faces(own) for own in conditions.all]
    equations, bounds, _ = conditions.along(divided_by, who, chain, off_faces=True)
    if not point:
        fails = any(max(f) <= 0 and f[0] and f[-1] for f in bounds)
        need(fails or any(map(no_root, equations)), "conditions may hold")
        return []
    where = share(*point)
    falling = [f for f in bounds if max(f[0], f[-1]) <= 0]
    need(any(no_root(divided(f, where)) for f in (*equations, *falling)), "conditions may hold elsewhere")
    first, second = cell[who]
    middle = tuple((1 - where) * a + where * b for a, b in zip(first, second, strict=True))
    return [[*cell[:who], [middle], *cell[who + 1 :]]]
