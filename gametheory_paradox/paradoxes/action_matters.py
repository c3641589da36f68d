"""An action that matters: some equilibrium uses it, or the equilibria with it and without it differ."""

from collections.abc import Callable
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_cover import cover_of
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.listed_equilibria import is_never_taken, patterns
from gametheory_paradox.claims.equilibria.missing_action import changes_table, changes_tree
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm, Profile
from gametheory_paradox.games.subgames import is_excluded_by_own_choices
from gametheory_paradox.paradoxes.action_taken_away import left_in
from gametheory_paradox.paradoxes.question import Question


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
