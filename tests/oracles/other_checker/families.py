"""Games with parameters over a box: how they are read, and that they are games everywhere there."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any

from .bernstein import bernstein, halves_until, sign_inside
from .cutting import walk
from .games import read_game, single_nodes
from .polynomials import Poly, constant, plus, primitive, read_polynomial, times
from .quotients import Quotient, every_formula
from .reading import (
    OtherShares,
    Rejected,
    Unjudged,
    a_flag,
    a_list,
    a_text,
    an_integer,
    distinct_texts,
    fields,
    need,
    rational,
)
from .statements import Atoms, all_of, any_of, fails


class Family:
    """A game with parameters, the box over which it is charted, and how the proof cuts that.

    Parameters
    ----------
    data
        The certificate.
    changing
        A parameter that a paradox gives values to; it may be charted or not.
    """

    def __init__(self, data: dict[str, Any], changing: str | None = None) -> None:
        self.over = distinct_texts(data["over"])
        need(bool(self.over), "no variable is charted")
        self.box = []
        for pair in fields(data["box"], *self.over):
            low, high = map(rational, a_list(pair, 2))
            need(low < high, "a side of the box is empty")
            self.box.append((low, high))
        need(
            type(data["values"]) is dict and not set(self.over) & set(data["values"]),
            "a variable is both charted and set",
        )
        self.at = {name: rational(value) for name, value in data["values"].items()}
        need(changing not in self.at, "a value is given for the parameter that changes")
        self.names = self.over if changing is None or changing in self.over else [*self.over, changing]
        self.game = read_game(data["game"], self.formula)
        more = ("exclusions",) if type(data["proof"]) is dict and "exclusions" in data["proof"] else ()
        self.cutting, self.factors, *excluded = fields(data["proof"], "cutting", "factors", *more)
        self.factors = read_factors(self.factors, self.over)
        self.exclusions = [self.exclusion(parts) for parts in a_list(excluded[0])] if excluded else None

    @property
    def axes(self) -> int:
        return len(self.over)

    def formula(self, entry: Any) -> Quotient:
        """A formula with the values put in."""
        return formula_of(entry, self.names, self.at)

    def exclusion(self, data: Any) -> list[tuple[Poly, bool]]:
        """Signs that polynomials never have together in the box, as multipliers show."""
        parts, total, weighted, coordinates = [], {}, False, []
        for part in a_list(data):
            entry, positive, multiplier = a_list(part, 3)
            p = read_polynomial(entry, self.over, {})
            need(bool(p), "a polynomial is zero")
            parts.append((p, a_flag(positive)))
            signed = plus({}, p, 1 if positive else -1)
            if type(multiplier) is str:
                need(multiplier in self.over, "a coordinate has no place")
                coordinates.append((signed, self.over.index(multiplier)))
                continue
            m = read_polynomial(multiplier, self.over, {})
            need(bool(m) and sign_inside(bernstein(m, self.box)) == 1, "a multiplier is not positive")
            total, weighted = plus(total, times(signed, m)), True
        need(weighted, "nothing is excluded")
        total, box = in_coordinates(total, coordinates, self.box)
        need(not total or max(bernstein(total, box)[1]) <= 0, "signs are not excluded")
        return parts

    def levels(self, name: str) -> tuple[int, int] | None:
        """The axes of a parameter and of its other value, from the same range; None if neither is charted."""
        known = [one in self.over for one in (name, f"{name}'")]
        need(known[0] == known[1], "one level of the parameter is charted, and the other is not")
        if not known[0]:
            return None
        old, new = self.over.index(name), self.over.index(f"{name}'")
        need(self.box[old] == self.box[new], "the two levels are from different ranges")
        return old, new

    def charted(self, value: Quotient) -> Quotient:
        """A formula that hangs on charted variables alone."""
        if len(self.names) == self.axes:
            return value
        need(
            not any(m[-1] for part in value for m in part),
            "a formula has a variable that is neither charted nor set",
        )
        return value.changed(lambda p: {m[:-1]: c for m, c in p.items()})

    def check(self, concept: str, games: list[dict[str, Any]]) -> Atoms:
        """What splits polynomials, after every game is seen to be one on the whole box."""
        denominators: list[Poly] = []
        for game in games:
            need(
                concept == ("subgame-perfect" if game["form"] == "extensive" else "nash"),
                "maps are not about this concept",
            )
            if game["form"] == "normal" and len(game["players"]) != 2:
                raise Unjudged("a table of more than two players over parameters")
            for _, under in every_formula(game):
                denominators += [under] if under not in denominators else []
        for under in denominators:
            clear = halves_until(bernstein(under, self.box), lambda c: min(c) > 0 or max(c) < 0)
            need(clear, "a denominator may be zero on the box")
        for game in games:
            check_chance_formulas(game, self.box)
        divisors = self.factors + [primitive(p)[0] for p in denominators if any(map(any, p))]
        return Atoms(self.axes, list({frozenset(p.items()): p for p in divisors}.values()))

    def proved(self, statement: Any, open_: Any, atoms: Atoms, cells: Any) -> tuple[Any, Any]:
        """The shares of the box where the statement is proved true and false."""
        never = None
        if self.exclusions is not None:
            signs = [
                [atoms.positive(p) if up else fails(atoms.positive(p)) for p, up in parts]
                for parts in self.exclusions
            ]
            never = any_of([all_of(parts) for parts in signs])
        polys = [bernstein(p, self.box) for p in atoms.polynomials]
        shares, leaves = walk(self.cutting, self.axes, statement, open_, polys, never)
        need(an_integer(cells) == leaves, "the number of cells is another one")
        return shares[0], shares[1]


def in_coordinates(p: Poly, forms: list[tuple[Poly, int]], box: Any) -> tuple[Poly, Any]:
    """A polynomial and the box, with affine forms above zero in the places of variables."""
    axes, ends, forms = len(box), list(box), list(forms)
    unit = [tuple(int(k == axis) for k in range(axes)) for axis in range(axes)]
    greatest = [
        sum(max(c * at_corner(m, box, end) for end in (0, 1)) for m, c in f.items()) for f, _ in forms
    ]
    for number, (_, axis) in enumerate(forms):
        form = forms[number][0]
        ends[axis] = (Fraction(0), max(greatest[number], Fraction(0)))
        need(all(sum(m) < 2 for m in form) and unit[axis] in form, "a coordinate is no affine form there")
        slope = form[unit[axis]]
        others = {m: c for m, c in form.items() if m != unit[axis]}
        instead = {m: c / slope for m, c in plus({unit[axis]: Fraction(1)}, others, -1).items()}
        p = replaced(p, axis, instead)
        forms[number + 1 :] = [(replaced(f, axis, instead), k) for f, k in forms[number + 1 :]]
    return p, ends


def at_corner(monomial: Any, box: Any, end: int) -> Any:
    """A monomial of degree one at most where its variable is at an end of its range."""
    return next((box[axis][end] for axis, power in enumerate(monomial) if power), Fraction(1))


def replaced(p: Poly, axis: int, instead: Poly) -> Poly:
    """A polynomial with another one in the place of a variable."""
    total: Poly = {}
    for monomial, c in p.items():
        term: Poly = {(*monomial[:axis], 0, *monomial[axis + 1 :]): c}
        for _ in range(monomial[axis]):
            term = times(term, instead)
        total = plus(total, term)
    return total


def formula_of(entry: Any, names: list[str], at: dict[str, Any]) -> Quotient:
    """A formula in these variables, with the values put in."""
    if type(entry) is dict:
        above, under = fields(entry, "numerator", "denominator")
        need(any(a_list(term, 2)[1] != {} for term in a_list(under)), "a denominator is constant")
    else:
        above, under = entry, [["1", {}]]
    ratio = Quotient(*(read_polynomial(part, names, at, in_order=True) for part in (above, under)))
    need(bool(ratio[1]), "a denominator is zero")
    return ratio


def check_chance_formulas(game: dict[str, Any], box: Any) -> None:
    one = constant(1, len(box))
    for node in game.get("nodes", ()):
        if "chances" in node:
            total = Quotient({}, one)
            for chance in node["chances"]:
                total = total + chance
                # the denominator has one sign on the box, so numerator times denominator has the sign of the
                # quotient
                sign = times(chance[0], chance[1])
                need(
                    halves_until(bernstein(sign, box), lambda c: min(c) >= 0),
                    "a probability may be negative on the box",
                )
            need(total[0] == total[1], "probabilities do not sum to one identically")


def read_factors(data: Any, over: list[str]) -> list[Poly]:
    """All listed factors, without their constants, after each product is checked."""
    found = []
    for entry in a_list(data):
        whole, parts = a_list(entry, 2)
        names = [*over, *sorted(others_in([whole, *a_list(parts)], over))]
        p = read_polynomial(whole, names, {})
        factors = [read_polynomial(part, names, {}) for part in parts]
        need(
            bool(p) and all(c.denominator == 1 for c in p.values()),
            "a factored polynomial has integer coefficients",
        )
        need(gcd(*(int(c) for c in p.values())) == 1, "the coefficients of a factored polynomial are coprime")
        first = min(whole, key=lambda term: sorted(term[1].items()))
        need(int(first[0]) > 0, "the first coefficient of a factored polynomial is negative")
        multiplied = constant(1, len(names))
        for factor in factors:
            multiplied = times(multiplied, factor)
        need(multiplied == p, "the factors do not multiply to the polynomial")
        # what has a variable that is not charted divides no polynomial that counts
        charted = [factor for factor in factors if not any(any(m[len(over) :]) for m in factor)]
        charted = [{m[: len(over)]: c for m, c in factor.items()} for factor in charted]
        found += [primitive(factor)[0] for factor in charted if any(map(any, factor))]
    return found


def others_in(polynomials: list[Any], over: list[str]) -> set[str]:
    """Variables of polynomials beside the charted ones."""
    found: set[str] = set()
    for p in polynomials:
        for term in a_list(p):
            powers = a_list(term, 2)[1]
            need(type(powers) is dict, "a term has exponents")
            found |= set(powers) - set(over)
    return found


def check_shares(data: dict[str, Any], yes: Any, no: Any) -> None:
    """The shares that a map states must be those that its cutting proves."""
    for name, value in (("present", [yes, 1 - no]), ("absent", [no, 1 - yes])):
        if [rational(v) for v in a_list(data[name], 2)] != value:
            raise OtherShares(f"the share {name} is another one: {value}", (yes, no))
    need(rational(data["undecided"]) == 1 - yes - no, "the share undecided is another one")


def known_player(game: dict[str, Any], name: Any) -> int:
    need(a_text(name) in game["players"], "this one does not play")
    return int(game["players"].index(name))


def perfect(game: dict[str, Any]) -> bool:
    """Whether it is a tree in which everybody sees everything."""
    return game["form"] == "extensive" and single_nodes(game)


__all__ = ["Family", "Rejected", "check_shares", "known_player", "perfect", "read_factors"]
