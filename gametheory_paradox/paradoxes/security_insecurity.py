"""Security-insecurity: a measure that protects as long as the others stay put leaves its owner less secure once they answer.

Security is an *index* of the mover's that is not its payoff: how likely an attack is, or the harm that it
does, taken negatively, without what the measure costs or is worth otherwise.  The game without the measure is
compared with the game in which it is taken for certain, and everybody knows.  Present: in every equilibrium
without it the measure would raise the index if the others went on as they do there; and between the
equilibria of the two games the index falls.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, some
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import (
    ExtensiveForm,
    Game,
    NormalForm,
    Profile,
    delete,
    expected_payoffs,
    formula_from_data,
    frozen,
    number_from_data,
    scope_of,
    written_formula,
)
from gametheory_paradox.games.canonical import formula_to_data
from gametheory_paradox.games.normal_form import P
from gametheory_paradox.paradoxes.compared_branches import compared, exceeds
from gametheory_paradox.paradoxes.definition import Definition, Request, Sets, Stated, text_of
from gametheory_paradox.paradoxes.option import AnyQuantifier, gap_between
from gametheory_paradox.polynomials import RationalFunction


@dataclass(frozen=True)
class SecurityInsecurity:
    """The mover's index, and its payoffs, without the measure and with it.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    without, alone, with_measure
        The index over all equilibria without the measure; there, were the measure taken and the others to go
        on as they do; and over all equilibria with the measure.
    protects
        The least that the measure adds to the index in an equilibrium without it, if the others go on.
    payoffs_without, payoffs_with
        The mover's payoffs, which count what the measure costs.
    """

    quantifier: AnyQuantifier
    without: PayoffSet
    alone: PayoffSet
    with_measure: PayoffSet
    protects: Fraction
    payoffs_without: PayoffSet
    payoffs_with: PayoffSet

    @property
    def gap(self) -> Fraction:
        """By how much the mover is more secure without the measure."""
        return gap_between(self.without, self.with_measure, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """The index and the payoffs."""
        return {
            "index without": self.without,
            "index with, others as without": self.alone,
            "index with": self.with_measure,
            "without": self.payoffs_without,
            "with": self.payoffs_with,
        }

    def holds(self) -> bool:
        """Whether the paradox is present: this is the definition."""
        return self.gap > 0 and self.protects > 0


def _variants(game: Game, request: Request) -> dict[str, Game]:
    _indexed(game, request, number_from_data)
    return {"without": _without(game, request), "with": _measured(game, request)}


def _without(game: NormalForm[P] | ExtensiveForm[P], request: Request) -> NormalForm[P] | ExtensiveForm[P]:
    action = text_of(request.details, "action")
    return delete(game, action, scope_of(game, request.mover, action))


def _measured(game: NormalForm[P] | ExtensiveForm[P], request: Request) -> NormalForm[P] | ExtensiveForm[P]:
    return frozen(game, request.mover, {"": text_of(request.details, "action")})


def _indexed(
    game: NormalForm[P] | ExtensiveForm[P], request: Request, read: Callable[[object], P]
) -> NormalForm[P]:
    """The table with the mover's index in the place of its payoff."""
    if not isinstance(game, NormalForm):
        raise Unsupported("a security index is given for the cells of a table; this is a tree")
    listed = request.details["index"]
    if not isinstance(listed, list) or len(listed) != len(game.payoffs):
        raise InvalidGame(
            f"index: expected a number for each of the {len(game.payoffs)} cells, got {listed!r:.60}"
        )
    who, index = game.players.index(request.mover), [read(number) for number in listed]
    if index == [cell[who] for cell in game.payoffs]:
        raise InvalidGame(
            f"the index is {request.mover}'s payoff; what a measure does to that is the option paradox"
        )
    cells = (
        (*cell[:who], number, *cell[who + 1 :]) for cell, number in zip(game.payoffs, index, strict=True)
    )
    return NormalForm(game.players, game.actions, tuple(cells))


def indexed_form(form: Form, request: Request) -> NormalForm[RationalFunction]:
    """The table with parameters, with the mover's index in the place of its payoff."""
    return _indexed(form, request, formula_from_data)


def _claim(game: Game, request: Request, sets: Sets) -> SecurityInsecurity | None:
    without, with_ = sets["without"], sets["with"]
    if any(found.infinite and not found.spanning for found in (without, with_)):
        return None  # bounds of the payoff say nothing of the index
    who, indexed = game.players.index(request.mover), _indexed(game, request, number_from_data)
    lacks, has = _without(indexed, request), _measured(indexed, request)
    before = [expected_payoffs(lacks, profile)[who] for profile in without.profiles]
    alone = [expected_payoffs(has, _taking(has, profile, who))[who] for profile in without.profiles]
    return SecurityInsecurity(
        request.quantifier,
        PayoffSet.of(before, infinite=without.infinite),
        PayoffSet.of(alone, infinite=without.infinite),
        _index_of(has, with_, who),
        min(more - less for more, less in zip(alone, before, strict=True)),
        without.payoffs(request.mover),
        with_.payoffs(request.mover),
    )


def _index_of(indexed: Game, found: EquilibriumSet, who: int) -> PayoffSet:
    return PayoffSet.of(
        (expected_payoffs(indexed, profile)[who] for profile in found.profiles), infinite=found.infinite
    )


def _taking(has: Game, profile: Profile, who: int) -> Profile:
    """The mover takes the measure, which is all that it can do there, and the others do what they do in a profile."""
    odds = (*profile.probabilities[:who], (Fraction(1),), *profile.probabilities[who + 1 :])
    return Profile(has.information_sets, odds)


def _stated_variants(form: Form, request: Request) -> dict[str, Form]:
    _indexed(form, request, formula_from_data)
    return {"without": _without(form, request), "with": _measured(form, request)}


def _statement(
    form: Form, request: Request, found: Mapping[str, Branches], factor: Factor, least: Fraction
) -> tuple[Statement, Statement]:
    who, without, with_ = form.players.index(request.mover), found["without"].ends, found["with"].ends
    indexed = indexed_form(form, request)
    measure = (text_of(request.details, "action"),)
    alone = {branch: index_where(indexed, branch, who, measure) for branch in without.branches}
    index = {branch: index_where(indexed, branch, who) for branch in (*without.branches, *with_.branches)}

    def safer(before: Branch, after: Branch) -> Statement:
        return exceeds(index[before], index[after], least, factor)

    none = Fraction(0)
    protects = every(
        some([negation(b.exists), exceeds(alone[b], index[b], none, factor)]) for b in without.branches
    )
    less_secure = compared(without, with_, request.quantifier, safer)
    return every([protects, less_secure]), some([without.degenerate, with_.degenerate])


def index_where(
    indexed: NormalForm[RationalFunction], branch: Branch, who: int, instead: tuple[str, ...] = ()
) -> RationalFunction:
    """The index expected in a branch, or where the mover takes an action instead."""
    assert branch.supports is not None  # it is a table's
    sure = (RationalFunction.constant(1),)
    sides = [
        list(
            zip(
                instead if n == who and instead else names,
                sure if n == who and instead else odds,
                strict=True,
            )
        )
        for n, (names, odds) in enumerate(zip(branch.supports, branch.mixtures, strict=True))
    ]
    total = RationalFunction.constant(0)
    for (row, p), (column, q) in product(*sides):
        payoff = indexed.cell(
            [names.index(name) for names, name in zip(indexed.actions, (row, column), strict=True)]
        )[who]
        total = total + p * q * payoff
    return total


def _fixed(request: Request, at: Mapping[str, Fraction]) -> Request:
    """The request with the index where some parameters are numbers."""
    listed = request.details["index"]
    if not isinstance(listed, list):  # of which the definition complains
        return request
    index = [formula_to_data(written_formula(formula).at(at)) for formula in listed]
    return replace(request, details={**request.details, "index": index})


STATED = Stated("security-insecurity", ("action", "index"), _stated_variants, _statement, fixed=_fixed)

SECURITY_INSECURITY = Definition(
    "security-insecurity",
    "a measure that protects if the others stay put leaves its owner less secure once they answer",
    ("action", "index"),
    _variants,
    _claim,
    STATED,
)
