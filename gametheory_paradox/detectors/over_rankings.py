"""Decides a question for many strict rankings at once, by the comparisons on which the answer hangs.

Each outcome has a level, and the paradox is a statement about signs of polynomials in the levels.  Where such
a polynomial is the difference of two levels, its sign is a comparison.  Comparisons are made one after
another, each both ways, until the statement holds or fails whatever else is compared.  What is left in the
end hangs on outcomes that are all compared with each other: there any one ranking that agrees stands for all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from random import Random

from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.proofs.signs import sign_of_terms
from gametheory_paradox.conditions.proofs.statements import Statement, atoms, simplify
from gametheory_paradox.detectors.by_rank import orders_asked, verdict_by_rank
from gametheory_paradox.detectors.inquiry import Inquiry
from gametheory_paradox.detectors.verdict import Absent, Depends, Present, Undecided, Verdict
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.interruption import look
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.linear_extensions import (
    Pattern,
    extension,
    extension_of,
    preferring,
    uncompared,
)
from gametheory_paradox.models.rankings import Order, Ranking
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.subjects import GameLike, as_family
from gametheory_paradox.table import Record

MOST_DRAWN = 200  # levels at which a statement is looked at


@dataclass(frozen=True, repr=False)
class _Branch:
    """Comparisons, and what they leave of the statement and of where nothing is claimed."""

    orders: tuple[Order, ...]
    claim: Statement
    exception: Statement


@dataclass(frozen=True, eq=False, repr=False)
class OverRankings(Record):
    """A question about all strict rankings of the outcomes of a game.

    Parameters
    ----------
    inquiry
        The question, about a family that is ranked.
    values
        Values of parameters that are no gaps or levels; by default their baseline.
    clock
        When to stop.
    """

    inquiry: Inquiry
    values: Mapping[str, object]
    clock: Clock

    @property
    def ranking(self) -> Ranking:
        """The rankings, as far as they are known."""
        ranking = self.inquiry.family.ranking
        assert ranking is not None
        return ranking

    @property
    def are_told_apart(self) -> bool:
        """Rankings that agree can be told apart: orders alone are known, those of accounts in full."""
        accounts = [own for own in self.ranking.orders if own.measure]
        return not self.ranking.strengths and all(own.is_complete for own in accounts)

    @cached_property
    def _free(self) -> tuple[Inquiry, _Branch]:
        """The question about all payoffs whatever their order; accounts keep theirs."""
        if self.ranking.strengths:
            raise Unsupported("rankings are told apart where orders alone are known: leave strength out")
        if open_ := [own for own in self.ranking.orders if own.measure and not own.is_complete]:
            raise Unsupported(
                f"rankings of payoffs are told apart where {open_[0].measure} is ranked in full"
            )
        orders = [own if own.measure else uncompared(own) for own in self.ranking.orders]
        inquiry = self.reordered(orders)
        claim = orders_asked(inquiry, self.values, self.clock).presence
        return inquiry, _Branch(tuple(orders), claim.claim, claim.exception)

    def reordered(self, orders: Sequence[Order]) -> Inquiry:
        """The same question where the outcomes are in other orders."""
        family = self.inquiry.family
        return replace(self.inquiry, subject=family.ranked(self.ranking.reordered(orders)))

    @cached_property
    def _levels(self) -> list[list[str]]:
        """For each order the names of the levels of its ranks; of an account none."""
        ranking = self._free[0].family.ranking
        assert ranking is not None
        return [
            [name for name, scale in ranking.scales.items() if scale.order is own and not own.measure]
            for own in ranking.orders
        ]

    @cached_property
    def _gaps(self) -> list[str]:
        """The parameters that are no levels: gaps of accounts."""
        ranking, levels = self._free[0].family.ranking, {name for names in self._levels for name in names}
        assert ranking is not None
        return [name for name in ranking.scales if name not in levels]

    def patterns(self, orders: tuple[Order, ...]) -> Iterator[Pattern]:
        """Patterns of comparisons that cover each ranking that agrees with some orders once, with the answer.

        Those come first whose answer follows from comparisons alone; each of the others has the answer of one
        of its rankings, in a like share of the time that is left.

        Raises
        ------
        OutOfTime
            Where the time is up.
        """
        known = [pair for number, own in enumerate(orders) for pair in self._signs(number, own.better)]
        pending = [self._simplified(replace(self._free[1], orders=orders), dict(known))]
        unsettled: list[tuple[Order, ...]] = []
        while pending:
            look()
            branch = pending.pop()
            pair = self._open_pair(branch)
            if pair is not None:
                number, a, b = pair
                pending += [self._compared(branch, number, *own) for own in ((b, a), (a, b))]
            elif isinstance(branch.claim, bool) and branch.exception is False:
                yield Pattern(branch.orders, Present.name if branch.claim else Absent.name)
            elif self._differs(branch):
                yield Pattern(branch.orders, Depends.name)
            else:
                unsettled.append(branch.orders)

        for number, own in enumerate(unsettled):
            yield Pattern(own, self.verdict(own, part=1 / (len(unsettled) - number)).name)

    def answer(self, orders: tuple[Order, ...]) -> str:
        """The name of the verdict for all payoffs that agree with some orders, without a proof.

        Raises
        ------
        OutOfTime
            Where the time is up.
        """
        names = set[str]()
        for pattern in self.patterns(orders):
            names.add(pattern.answer)
            if Depends.name in names or {Present.name, Absent.name} <= names:
                return Depends.name
        return names.pop() if len(names) == 1 else Undecided.name

    def _differs(self, branch: _Branch) -> bool:
        """True where the statement is seen to hold at some levels in these orders, and to fail at others."""
        answers, random = set[bool](), Random(0)
        for _ in range(MOST_DRAWN):
            point = dict[str, Fraction]()
            for own, names in zip(branch.orders, self._levels, strict=True):
                level = Fraction(0)
                for rank in reversed(extension_of(own) if names else ()):
                    level += Fraction(random.randrange(5, 9), 2 ** random.randrange(3, 9))
                    point[names[rank]] = level
            point |= {name: Fraction(random.randrange(1, 9), 8) for name in self._gaps}
            holds = holds_at(branch.claim, point)
            if holds is not None and holds_at(branch.exception, point) is False:
                answers.add(holds)
            if len(answers) == 2:
                return True
        return False

    def verdict(self, orders: Sequence[Order], part: float = 1) -> Verdict:
        """The verdict for one strict ranking that agrees with some orders, in a part of the time left."""
        complete = [own if own.measure else extension(own) for own in orders]
        return verdict_by_rank(self.reordered(complete), self.values, self.clock.part(part).left)

    def _compared(self, branch: _Branch, number: int, better: int, worse: int) -> _Branch:
        """A branch in which a rank is also better than another."""
        old = branch.orders[number]
        new = preferring(old, better, worse)
        orders = (*branch.orders[:number], new, *branch.orders[number + 1 :])
        signs = dict(self._signs(number, new.better - old.better))
        return self._simplified(replace(branch, orders=orders), signs)

    def _signs(self, number: int, better: frozenset[tuple[int, int]]) -> Iterator[tuple[Polynomial, int]]:
        """The signs of differences of levels."""
        names = self._levels[number]
        for a, b in better if names else ():
            difference = Polynomial.variable(names[a]) - Polynomial.variable(names[b])
            yield from ((difference, 1), (-difference, -1))

    def _simplified(self, branch: _Branch, signs: Mapping[Polynomial, int]) -> _Branch:
        """A branch once signs are put in, and those that follow of polynomials in levels that are ordered."""
        while signs:
            claim, exception = simplify(branch.claim, signs), simplify(branch.exception, signs)
            branch = replace(branch, claim=claim, exception=exception)
            signs = {
                p: sign for p in atoms(claim, exception) if (sign := self._sign(p, branch.orders)) is not None
            }
        return branch

    def _sign(self, polynomial: Polynomial, orders: tuple[Order, ...]) -> int | None:
        """The sign of a polynomial whose levels are ordered; None where they are not, or it has both."""
        ordered = []
        for own, names in zip(orders, self._levels, strict=True):
            places = [place for place, name in enumerate(names) if name in polynomial.names]
            better = {a: sum((a, b) in own.better for b in places) for a in places}
            if sorted(better.values()) != list(range(len(places))):
                return None
            ordered.append(tuple(names[place] for place in sorted(places, key=better.__getitem__)))
        key = polynomial, tuple(ordered)
        if key not in self._signs_known:
            self._signs_known[key] = _sign_in_gaps(*key)
        return self._signs_known[key]

    @cached_property
    def _signs_known(self) -> dict[tuple[Polynomial, tuple[tuple[str, ...], ...]], int | None]:
        """Signs of polynomials by the order of their levels."""
        return {}

    def _open_pair(self, branch: _Branch) -> tuple[int, int, int] | None:
        """Two ranks of a player to be compared next, those that stand in a simple polynomial first."""
        for polynomial in sorted(
            atoms(branch.claim, branch.exception), key=lambda p: (len(p.names), len(p.terms))
        ):
            for number, names in enumerate(self._levels):
                better = branch.orders[number].better
                places = [place for place, name in enumerate(names) if name in polynomial.names]
                for a, b in combinations(places, 2):
                    if (a, b) not in better and (b, a) not in better:
                        return number, a, b
        return None


def ranking_asked(family: GameLike) -> GameFamily:
    """A family whose payoffs are ranked; InvalidGame for others."""
    family = as_family(family)
    if family.ranking is None:
        raise InvalidGame("the payoffs are numbers here: ask about family.by_rank(), or write preferences")
    return family


def _sign_in_gaps(polynomial: Polynomial, ordered: tuple[tuple[str, ...], ...]) -> int | None:
    """The sign of a polynomial where each level is the next worse one and a gap, which is positive."""
    levels = dict[str, Polynomial]()
    for names in ordered:
        level = Polynomial()
        for name in names:
            level = levels[name] = level + Polynomial.variable(name)
    total = Polynomial()
    for monomial, coefficient in polynomial.terms.items():
        term = Polynomial.constant(coefficient)
        for name, power in monomial:
            term = term * levels.get(name, Polynomial.variable(name)) ** power
        total = total + term
    unit = Fraction(0), Fraction(1)
    return sign_of_terms(total, dict.fromkeys(total.names, unit))
