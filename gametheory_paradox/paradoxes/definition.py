"""Definitions of paradoxes: what is compared, at a point and over parameters, and what must hold of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple, Protocol

from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, negation, positive, some
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import PAYOFF, ExtensiveForm, Game, NormalForm, StochasticGame, check_player
from gametheory_paradox.forms.deletion import actions_left, restrict
from gametheory_paradox.forms.formulas.branches import Branch, Branches
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.profiles import Profile
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.proofs.listed_equilibria import (
    changes_table,
    changes_tree,
    is_never_taken,
    patterns,
    selected_payoff,
)
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.forms.trees.subgames import is_excluded_by_own_choices
from gametheory_paradox.paradoxes.question import (
    ASKS,
    SELECTION_RULES,
    AnyQuantifier,
    Question,
    check_no_selection,
)
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

# Statements of paradoxes over parameters: which branches are compared
# ---------------------------------------------------------------------

# A paradox over parameters: games with formulas to compare, and where the paradox is present
# ----------------------------------------------------------------------------


class ParametricComparison(NamedTuple):
    """The parts from which a statement about parameters is made.

    Parameters
    ----------
    form, question
        The game, and what is asked.
    branches
        The equilibria of the games that are compared, as formulas.
    factor
        Splits polynomials.
    least
        The gap must exceed it.
    """

    form: Form
    question: Question
    branches: Mapping[str, Branches]
    factor: Factor
    least: Fraction


@dataclass(frozen=True, repr=False)
class ParametricDefinition(Record):
    """A paradox as a statement about the parameters of a game.

    Parameters
    ----------
    variants
        The games that are compared, with the parameters that are left.
    statement
        Where the paradox is present with a gap of more than the bound; and where nothing is claimed.
    has_gap
        Whether there is a gap to bound.
    axes
        The ranges that the question itself charts, before any other parameter's; None: it charts none.
    beliefs
        Whether equilibria with beliefs are compared also where information is not perfect.
    """

    variants: Callable[[Form, Question], Mapping[str, Form]]
    statement: Callable[[ParametricComparison], tuple[Statement, Statement]]
    has_gap: bool = True
    axes: Callable[[Question], Box] | None = None
    beliefs: bool = True


# Two lists of branches compared under a quantifier, as a statement about the parameters
# ----------------------------------------------------------------------------

Better = Callable[[Branch, Branch], Statement]


def compared(before: Branches, after: Branches, quantifier: AnyQuantifier, better: Better) -> Statement:
    """The statement that equilibria before are better than those after, as the quantifier compares.

    Parameters
    ----------
    before, after
        The equilibria as formulas.
    quantifier
        Which are compared.
    better
        Where the first of two branches, one before, is better than the second, one after.

    Raises
    ------
    Unsupported
        If the quantifier is a selection rule.
    """
    check_no_selection(quantifier, "what is stated of all parameters")
    pairs = [(a, b) for a in after.branches for b in before.branches]
    if quantifier == "strong":
        return every(some(where_both(a, b, partial(better, b, a))) for a, b in pairs)
    if quantifier == "best":
        return some(
            every([b.exists, *(some([negation(a.exists), better(b, a)]) for a in after.branches)])
            for b in before.branches
        )
    if quantifier == "worst":
        return some(
            every([a.exists, *(some([negation(b.exists), better(b, a)]) for b in before.branches)])
            for a in after.branches
        )
    return some(every([a.exists, b.exists, better(b, a)]) for a, b in pairs)


def where_both(after: Branch, before: Branch, then: Callable[[], Statement]) -> Iterator[Statement]:
    """The alternatives of "where both exist, something holds", which is found last, if need be."""
    yield negation(after.exists)
    yield negation(before.exists)
    yield then()


def exceeds(more: RationalFunction, less: RationalFunction, least: Fraction, factor: Factor) -> Statement:
    """The statement that a formula exceeds another by more than ``least``; false if by exactly that."""
    gain = more - less - RationalFunction.constant(least)
    return positive([gain.numerator, gain.denominator], factor)


def gains(who: int, least: Fraction, factor: Factor) -> Better:
    """True if a player gets more by more than ``least``."""
    return lambda more, less: exceeds(more.payoffs[who], less.payoffs[who], least, factor)


# Parts of a paradox: two sets of payoffs, their gaps, and an action taken away
# ----------------------------------------------------------------------------

# The claim of a paradox about a game: what is compared, and whether the comparison comes out so
# ----------------------------------------------------------------------------


class Claim(Protocol):
    """A definition's comparison of the equilibria of the variants."""

    @property
    def gap(self) -> Number:
        """The payoff difference that is compared; positive where it comes out as the paradox says."""

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """Payoffs that were compared, by name: over all equilibria of a variant."""

    def holds(self) -> bool:
        """The definition, that the paradox is present: the gap is positive, if nothing more is asked for."""
        return self.gap > 0


# The payoffs that a quantifier compares, and the gap between two sets of them
# ----------------------------------------------------------------------------

Sets = Mapping[str, EquilibriumSet]


def gap_between(before: PayoffSet, after: PayoffSet, quantifier: AnyQuantifier) -> Number:
    """The difference of two sets of payoffs under a quantifier; a selected payoff stands alone."""
    return {
        "strong": before.low - after.high,
        "best": before.high - after.high,
        "worst": before.low - after.low,
        "possible": before.high - after.low,
    }.get(quantifier, before.low - after.low)


def payoffs_compared(question: Question, sets: Sets) -> list[PayoffSet] | str:
    """The payoffs of all equilibria, or of those that a rule selects; a text says which has none."""
    compared = []
    for name, equilibria in sets.items():
        if question.quantifier in SELECTION_RULES:
            paid = selected_payoff(equilibria, question.quantifier, question.mover)
        else:
            paid = equilibria.payoffs(question.mover)
        if isinstance(paid, str):
            return f"{name}: {paid}"
        compared.append(paid)
    return compared


# Definition of a paradox: games to compare, and what must hold of all their equilibria
#
# A paradox looks at *variants* of a game: with an action and without it, with a player's choice frozen, with
# more to be seen.  Each variant follows from the game and the question by a transformation that anyone can
# repeat; some follow besides from the equilibria of earlier ones.  A proof gives all equilibria of each; the
# *claim* compares them.  So a certificate holds the game, the question and one proof for each variant, and
# nothing else is trusted.
# ----------------------------------------------------------------------------

AnyForm = GameForm[Any]
Variants = Mapping[str, Game]


def as_asked(form: AnyForm, question: Question) -> Question:
    """The question, which leaves nothing to the game."""
    return question


@dataclass(frozen=True, repr=False)
class Definition(Record):
    """A paradox.

    Parameters
    ----------
    name, says
        What it is called, and what it is in a sentence.
    variants
        The games that are compared, from the game, or for a change of a parameter from the form in which that
        parameter is left; InvalidGame or Unsupported if the question does not fit.  None where the paradox is
        about a whole range of a parameter.
    claim
        Compares their equilibria; a text says why what is known of them does not settle it.  None likewise.
    further
        More variants, once the equilibria of the first are known; a text says why there can be none.  None
        where all follow from the game and the question.
    stated
        The same as a statement about parameters; a text says why none is offered.
    selecting
        Whether a selection rule may say which equilibria are compared.
    several
        Whether several actions may be asked about at once.
    shows
        Of the plans that attain a bound of the payoff, the ones that show more.
    unmeasured
        Why nothing but payoffs is compared; empty where a measure may stand in their place.
    over_time
        Whether stochastic games may be asked about, where values from the start are compared.
    written_out
        The question with those details that follow from the form of the game where they are not named.
    """

    name: str
    says: str
    variants: Callable[[Any, Question], Variants] | None
    claim: Callable[[Any, Question, Sets], Claim | str] | None
    stated: ParametricDefinition | str
    further: Callable[[Any, Question, Sets], Variants | str] | None = None
    selecting: bool = False
    several: bool = False
    shows: Callable[[Question, Profile], bool] | None = None
    unmeasured: str = ""
    over_time: bool = False
    written_out: Callable[[AnyForm, Question], Question] = as_asked

    @property
    def is_about_change(self) -> bool:
        """True if a parameter changes, so that a family is asked about and not one game."""
        return "parameter" in ASKS[self.name][0]

    @property
    def parametric(self) -> ParametricDefinition:
        """The paradox as a statement about parameters; Unsupported says why none is offered."""
        if isinstance(self.stated, str):
            raise Unsupported(
                f"formulas and maps are not offered for the {self.name} paradox ({self.stated}); "
                "ask detect at a point, or uncertainty about many"
            )
        return self.stated


# The action that a question takes away: what is left where it was, and the game without it
# ----------------------------------------------------------------------------


def left_in(game: AnyForm, question: Question) -> dict[int, tuple[str, ...]]:
    """The actions left where a question takes its action away; InvalidGame where there is no such thing."""
    return actions_left(game, question.mover, question.action, question.at, question.coalition)


def with_and_without(game: AnyForm, question: Question) -> dict[str, AnyForm]:
    """The game with the action, and without it."""
    return {"with": game, "without": restrict(game, left_in(game, question))}


# An action that matters: some equilibrium uses it, or the equilibria with it and without it differ
# ----------------------------------------------------------------------------


def action_matters(game: Game, question: Question, has: EquilibriumSet, lacks: EquilibriumSet) -> bool | None:
    """True if the action is used in some equilibrium or the sets differ; None where the sets do not say.

    Asked where the least and the greatest payoffs of the two sets are the same.
    """
    if _is_never_taken(game, question, has):
        return False
    paid_otherwise = has.payoffs(question.mover) != lacks.payoffs(question.mover)
    if has.counted and lacks.counted and paid_otherwise:
        return True
    if any(uses(question, profile, _counted(game, question, profile)) for profile in patterns(has)):
        return True
    return _changes(question, has, lacks)


def _changes(question: Question, has: EquilibriumSet, lacks: EquilibriumSet) -> bool | None:
    """True if the sets of equilibria differ, of which none that is known uses the action; None if it is open.

    An equilibrium that does not use the action is one without it, too: two sets of isolated equilibria are
    the same if they have as many.
    """
    if has.spanning and lacks.spanning:
        if cover_of(has).in_boxes or cover_of(lacks).in_boxes:
            return len(patterns(has)) != len(patterns(lacks))
        return {_common(p, lacks) for p in has.profiles} != {_common(p, lacks) for p in lacks.profiles}
    if not isinstance(has.game, NormalForm):
        return changes_tree(str(question.concept), has, lacks)
    losing = question.coalition or (question.mover,)
    changes = {
        changes_table(has, lacks, info.player, action)
        for info in has.game.information_sets
        if info.player in losing
        for action in info.actions
        if action in question.action
    }
    return True if True in changes else None if None in changes else False


def _is_never_taken(game: Game, question: Question, has: EquilibriumSet) -> bool:
    """True where all is seen and no equilibrium takes the action, so that those without it are the same.

    Let an equilibrium without the action be none with it, whatever is done after the action.  At the last set
    at which its owner would then rather take it, taking it is a part of some equilibrium of the game.
    """
    losing = left_in(game, question)
    return all(
        is_never_taken(has, number, place)
        for number in losing
        for place, action in enumerate(game.information_sets[number].actions)
        if action in question.action
    )


def uses(question: Question, profile: Profile, counts: Callable[[int], bool] = lambda _: True) -> bool:
    """True if a profile plays the action with positive probability at a set that would lose it.

    Parameters
    ----------
    question, profile
        The question, and what everybody does.
    counts
        Tells of the number of an information set whether what is done there counts.
    """
    losing = question.coalition or (question.mover,)
    return any(
        probability and action in question.action and counts(number)
        for number, (info, odds) in enumerate(
            zip(profile.information_sets, profile.probabilities, strict=True)
        )
        if info.player in losing and (not question.at or info.name in question.at)
        for action, probability in zip(info.actions, odds, strict=True)
    )


def _counted(game: Game, question: Question, profile: Profile) -> Callable[[int], bool]:
    """Tells where what a profile does counts: not where own choices never lead, and all is as good as any."""
    if not isinstance(game, ExtensiveForm):
        return lambda _: True
    return lambda number: not is_excluded_by_own_choices(game, profile, number, str(question.concept))


def _common(profile: Profile, lacks: EquilibriumSet) -> frozenset[tuple[str, str, str, Fraction]]:
    """The part of a profile about the choices that both games have."""
    kept = {(s.player, s.name, a) for s in lacks.game.information_sets for a in s.actions}
    return frozenset(
        (s.player, s.name, a, p)
        for s, odds in zip(profile.information_sets, profile.probabilities, strict=True)
        for a, p in zip(s.actions, odds, strict=True)
        if (s.player, s.name, a) in kept
    )


# Applicability of a question to a game: its mover, measure, quantifier and number of actions
# ----------------------------------------------------------------------------


def check_applies(definition: Definition, question: Question, game: AnyForm) -> None:
    """Refuse a question whose mover, measure, quantifier or number of actions does not fit."""
    name = definition.name
    check_player(game, question.mover)
    if isinstance(game, StochasticGame) and not definition.over_time:
        raise Unsupported(f"the {name} paradox is not offered for stochastic games")
    if definition.unmeasured and question.measure != PAYOFF:
        raise Unsupported(f"the {name} paradox is about payoffs alone: {definition.unmeasured}")
    if question.measure != (carried := game.measure or PAYOFF):
        raise InvalidGame(
            f"asked about {question.measure!r:.60}, but the game carries {carried!r:.60}; "
            "a family declares accounts, and a game carries one measure"
        )
    if not definition.selecting:
        check_no_selection(question.quantifier, f"the {name} paradox")
    if len(question.action) > 1 and not definition.several:
        raise InvalidGame(f"the {name} paradox is about one action; got {', '.join(question.action)}")
