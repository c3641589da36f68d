"""The option paradox: having an action hurts the one who has it.

Let U(with) be the mover's payoffs over all equilibria of the game, U(without) those once the action is taken away at the
declared scope.  The paradox is present under a quantifier when the corresponding gap is positive,

* *strong*: min U(without) - max U(with): every equilibrium without beats every one with;
* *best*: max U(without) - max U(with);  *worst*: min U(without) - min U(with);
* *possible*: max U(without) - min U(with): some equilibrium without beats some one with,

and the action matters: it is used with positive probability in some equilibrium, or the two sets of equilibria differ.
Strong implies best and worst, each of which implies possible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from gametheory_paradox.claims.branches import Branch, Branches
from gametheory_paradox.claims.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.claims.logic import Factor, Statement, every, negation, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Game, Profile, Scope, losing_sets
from gametheory_paradox.paradoxes.compared_branches import compared, gains

Quantifier = Literal["strong", "best", "worst", "possible"]
QUANTIFIERS: tuple[Quantifier, ...] = get_args(Quantifier)


@dataclass(frozen=True)
class OptionParadox:
    """The comparison of a game with the same game without an action.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    with_action, without_action
        The mover's payoffs over all equilibria of the two games.
    matters
        Whether the action is used in some equilibrium, or the two games' equilibria differ; not looked at (False) unless the
        gap is positive.
    """

    quantifier: Quantifier
    with_action: PayoffSet
    without_action: PayoffSet
    matters: bool

    @property
    def gap(self) -> Fraction:
        """By how much the mover is better off without the action (negative: worse off)."""
        has, lacks = self.with_action, self.without_action
        return {
            "strong": lacks.low - has.high,
            "best": lacks.high - has.high,
            "worst": lacks.low - has.low,
            "possible": lacks.high - has.low,
        }[self.quantifier]

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """The mover's payoffs with and without the action."""
        return {"with": self.with_action, "without": self.without_action}

    def holds(self) -> bool:
        """Whether the paradox is present: this is the definition."""
        return self.gap > 0 and self.matters


def compare(
    has: EquilibriumSet, lacks: EquilibriumSet, mover: str, scope: Scope, action: str, quantifier: Quantifier
) -> OptionParadox | None:
    """The comparison of all equilibria with and without the action; None where a positive gap leaves open whether it matters."""
    with_action, without_action = has.payoffs(mover), lacks.payoffs(mover)
    if OptionParadox(quantifier, with_action, without_action, matters=True).gap <= 0:
        return OptionParadox(quantifier, with_action, without_action, matters=False)  # nothing hangs on it
    if has.counted and lacks.counted:
        differ = with_action != without_action
    else:  # one side may have fewer equilibria than its proof leaves room for: only the extreme payoffs are certain
        differ = (with_action.low, with_action.high) != (without_action.low, without_action.high)
    changes = _matters_in(has, lacks, scope, action, differ=differ)
    return None if changes is None else OptionParadox(quantifier, with_action, without_action, changes)


def _matters_in(has: EquilibriumSet, lacks: EquilibriumSet, scope: Scope, action: str, *, differ: bool) -> bool | None:
    """Whether the action is used in some equilibrium or the sets of equilibria differ; None where the sets do not say."""
    if differ or any(uses(has.game, profile, scope, action) for profile in has.profiles):
        return True
    if not (has.spanning and lacks.spanning):
        return None
    return {_common(p, lacks) for p in has.profiles} != {_common(p, lacks) for p in lacks.profiles}


def uses(game: Game, profile: Profile, scope: Scope, action: str) -> bool:
    """Whether a profile plays the action with positive probability at a set that would lose it."""
    losing = losing_sets(game, scope, action)
    return any(profile.probabilities[s][game.information_sets[s].actions.index(action)] for s in losing)


def _common(profile: Profile, lacks: EquilibriumSet) -> frozenset[tuple[str, str, str, Fraction]]:
    """What a profile says about the choices that both games have."""
    kept = {(s.player, s.name, a) for s in lacks.game.information_sets for a in s.actions}
    return frozenset(
        (s.player, s.name, a, p)
        for s, odds in zip(profile.information_sets, profile.probabilities, strict=True)
        for a, p in zip(s.actions, odds, strict=True)
        if (s.player, s.name, a) in kept
    )


def statement(
    has: Branches,
    lacks: Branches,
    mover: int,
    members: Sequence[int],
    action: str,
    quantifier: Quantifier,
    factor: Factor,
    least: Fraction = Fraction(0),
) -> tuple[Statement, Statement]:
    """The paradox as a statement about the parameters, and where it is left open.

    Parameters
    ----------
    has, lacks
        The equilibria as formulas, with and without the action.
    mover
        The number of the player whose payoff is measured.
    members
        The numbers of the players who lose the action.
    action, quantifier
        What is taken away, and which equilibria are compared.
    factor
        Splits polynomials.
    least
        By more than how much the gap must be positive.
    """
    has, lacks = has.ends, lacks.ends
    open_ = some([has.degenerate, lacks.degenerate])
    hurts = compared(lacks, has, quantifier, gains(mover, least, factor))
    if quantifier != "possible":
        return hurts, open_
    return every([hurts, _matters_where(has, lacks, members, action)]), open_


def _matters_where(has: Branches, lacks: Branches, members: Sequence[int], action: str) -> Statement:
    """Where the action is used in an extreme equilibrium, or some equilibrium without it is none with it.

    Where the equilibrium is unique off ties, a difference of payoffs is a difference of equilibria.
    """
    if has.unique and lacks.unique:
        return True
    if any(branch.supports is None for branch in (*has.branches, *lacks.branches)):
        raise Unsupported("a tree with several equilibria has no formula for 'possible'; ask for strong, best or worst")
    used = [b.exists for b in has.branches if b.supports and any(action in b.supports[who] for who in members)]
    new = [every([b.exists, *(negation(a.exists) for a in has.branches if _is_same(a, b))]) for b in lacks.branches]
    return some([*used, *new])


def _is_same(one: Branch, other: Branch) -> bool:
    """Whether two branches are the same profile, of actions that both games have."""
    return one.supports == other.supports and one.mixtures == other.mixtures
