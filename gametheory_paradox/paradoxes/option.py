"""The option paradox: having an action hurts the one who has it.

Let U(with) be the mover's payoffs over all equilibria of the game, U(without) those once the action is taken
away at the declared scope; several actions may be taken away together.  The paradox is present under a
quantifier when the corresponding gap is positive,

* *strong*: min U(without) - max U(with): every equilibrium without beats every one with;
* *best*: max U(without) - max U(with);  *worst*: min U(without) - min U(with);
* *possible*: max U(without) - min U(with): some equilibrium without beats some one with;
* *payoff-dominant*, *risk-dominant*: what the equilibrium that the rule selects pays without, less what it
  pays with,

and the action matters: it is used with positive probability in some equilibrium, or the two sets of
equilibria differ.  Strong implies best and worst, each of which implies possible.  Where a rule selects on
both sides, strong implies the paradox under that rule, which implies possible.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.games import Game, Profile, delete, losing_sets
from gametheory_paradox.paradoxes.applicability import scope_in
from gametheory_paradox.paradoxes.payoff_gaps import Sets, gap_between, payoffs_compared
from gametheory_paradox.paradoxes.quantifiers import AnyQuantifier
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class OptionParadox(Record):
    """The comparison of a game with the same game without an action.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    with_action, without_action
        The mover's payoffs over all equilibria of the two games, or in those that a rule selects.
    matters
        Whether the action is used in some equilibrium, or the two games' equilibria differ; not looked at
        (False) unless the gap is positive.
    """

    quantifier: AnyQuantifier
    with_action: PayoffSet
    without_action: PayoffSet
    matters: bool

    @property
    def gap(self) -> Number:
        """The mover's gain without the action (negative: its loss)."""
        return gap_between(self.without_action, self.with_action, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """The mover's payoffs with and without the action."""
        return {"with": self.with_action, "without": self.without_action}

    def holds(self) -> bool:
        """The definition: the gap is positive and the action matters."""
        return self.gap > 0 and self.matters


def variants(game: Game, question: Question) -> dict[str, Game]:
    """The game with the action, and without it."""
    return {"with": game, "without": delete(game, question.action, scope_in(game, question))}


def claim(game: Game, question: Question, sets: Sets) -> OptionParadox | str:
    """The comparison; a text says why the equilibria do not settle it."""
    has, lacks = sets["with"], sets["without"]
    taken = " and ".join(map(repr, question.action))
    compared = payoffs_compared(question, {f"with {taken}": has, f"without {taken}": lacks})
    if isinstance(compared, str):
        return compared

    with_action, without_action = compared
    comparison = OptionParadox(question.quantifier, with_action, without_action, matters=False)
    if comparison.gap <= 0:  # nothing hangs on it
        return comparison
    if _is_never_taken(game, question, has):
        return comparison
    matters = _matters(question, has, lacks, differ=_differ(has, lacks, with_action, without_action))
    if matters is None:
        return "with ties, whether the action changes the equilibria is not settled"
    return OptionParadox(question.quantifier, with_action, without_action, matters)


def _is_never_taken(game: Game, question: Question, has: EquilibriumSet) -> bool:
    """True where all is seen and no equilibrium takes the action, so that those without it are the same.

    Let an equilibrium without the action be none with it, whatever is done after the action.  At the last set
    at which its owner would then rather take it, taking it is a part of some equilibrium of the game.
    """
    losing = losing_sets(game, scope_in(game, question), question.action)
    return has.never.issuperset(
        (number, place)
        for number in losing
        for place, action in enumerate(game.information_sets[number].actions)
        if action in question.action
    )


def _differ(has: EquilibriumSet, lacks: EquilibriumSet, with_: PayoffSet, without: PayoffSet) -> bool:
    """Whether the payoffs show that the sets of equilibria differ."""
    if has.counted and lacks.counted:
        return with_ != without
    # One side may have fewer equilibria than its proof leaves room for: only the extreme payoffs are certain.
    return (with_.low, with_.high) != (without.low, without.high)


def _matters(question: Question, has: EquilibriumSet, lacks: EquilibriumSet, *, differ: bool) -> bool | None:
    """Whether the action is used in some equilibrium or the sets differ; None where the sets do not say.

    An equilibrium that does not use the action is one without it, too: two sets of isolated equilibria are
    the same if they have as many.
    """
    if differ or any(uses(question, profile) for profile in has.patterns):
        return True
    if not (has.spanning and lacks.spanning):
        return None
    if has.in_boxes or lacks.in_boxes:
        return len(has.patterns) != len(lacks.patterns)
    return {_common(p, lacks) for p in has.profiles} != {_common(p, lacks) for p in lacks.profiles}


def uses(question: Question, profile: Profile) -> bool:
    """Whether a profile plays the action with positive probability at a set that would lose it."""
    losing = question.coalition or (question.mover,)
    return any(
        probability and action in question.action
        for info, odds in zip(profile.information_sets, profile.probabilities, strict=True)
        if info.player in losing and (not question.at or info.name in question.at)
        for action, probability in zip(info.actions, odds, strict=True)
    )


def _common(profile: Profile, lacks: EquilibriumSet) -> frozenset[tuple[str, str, str, Fraction]]:
    """What a profile says about the choices that both games have."""
    kept = {(s.player, s.name, a) for s in lacks.game.information_sets for a in s.actions}
    return frozenset(
        (s.player, s.name, a, p)
        for s, odds in zip(profile.information_sets, profile.probabilities, strict=True)
        for a, p in zip(s.actions, odds, strict=True)
        if (s.player, s.name, a) in kept
    )
