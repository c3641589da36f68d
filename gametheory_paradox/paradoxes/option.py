"""The option paradox: having an action hurts the one who has it.

Let U(with) be the mover's payoffs over all equilibria of the game, U(without) those once the action is taken
away at the declared scope.  The paradox is present under a quantifier when the corresponding gap is positive,

* *strong*: min U(without) - max U(with): every equilibrium without beats every one with;
* *best*: max U(without) - max U(with);  *worst*: min U(without) - min U(with);
* *possible*: max U(without) - min U(with): some equilibrium without beats some one with;
* *payoff-dominant*, *risk-dominant*: what the equilibrium that the rule selects pays without, less what it
  pays with,

and the action matters: it is used with positive probability in some equilibrium, or the two sets of
equilibria differ. Strong implies best and worst, each of which implies possible.  Where a rule selects on
both sides, strong implies the paradox under that rule, which implies possible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.claims.equilibria.selection import SELECTION_RULES, SelectionRule, selected_payoffs
from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, some
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import Game, Profile, Scope, losing_sets
from gametheory_paradox.paradoxes.compared_branches import compared, gains

Quantifier = Literal["strong", "best", "worst", "possible"]
AnyQuantifier: TypeAlias = Quantifier | SelectionRule
QUANTIFIERS: tuple[Quantifier, ...] = get_args(Quantifier)  # these compare ends of the sets of payoffs


def quantifier_named(name: str, of: str, *, selecting: bool = False) -> AnyQuantifier:
    """The quantifier of that name, which applies to what is asked.

    Parameters
    ----------
    name
        One of QUANTIFIERS or of SELECTION_RULES.
    of
        What is asked, for the message.
    selecting
        Whether a selection rule applies to it.

    Raises
    ------
    InvalidGame
        If there is no such quantifier.
    Unsupported
        If it is a selection rule where none applies.
    """
    known: AnyQuantifier | None = next((q for q in (*QUANTIFIERS, *SELECTION_RULES) if q == name), None)
    if known is None:
        raise InvalidGame(
            f"there is no quantifier {name!r:.60}; there are {', '.join((*QUANTIFIERS, *SELECTION_RULES))}"
        )
    if known in SELECTION_RULES and not selecting:
        raise Unsupported(
            f"the quantifier {known} does not apply to {of}; those that do are {', '.join(QUANTIFIERS)}"
        )
    return known


def gap_between(before: PayoffSet, after: PayoffSet, quantifier: AnyQuantifier) -> Fraction:
    """By how much a player is better off before than after, as the quantifier compares; a selected payoff stands alone."""
    return {
        "strong": before.low - after.high,
        "best": before.high - after.high,
        "worst": before.low - after.low,
        "possible": before.high - after.low,
    }.get(quantifier, before.low - after.low)


def payoffs_compared(found: EquilibriumSet, player: str, quantifier: AnyQuantifier) -> PayoffSet | None:
    """A player's payoffs over the equilibria that count: all, or those that a rule selects; None if it selects none."""
    rule = next((rule for rule in SELECTION_RULES if rule == quantifier), None)
    if rule is None:
        return found.payoffs(player)
    selected = selected_payoffs(found, rule)
    return (
        None
        if isinstance(selected, str)
        else PayoffSet((selected[found.game.players.index(player)],), infinite=False)
    )


@dataclass(frozen=True)
class OptionParadox:
    """The comparison of a game with the same game without an action.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    with_action, without_action
        The mover's payoffs over all equilibria of the two games, or what it gets in those that a rule
        selects.
    matters
        Whether the action is used in some equilibrium, or the two games' equilibria differ; not looked at
        (False) unless the gap is positive.
    """

    quantifier: AnyQuantifier
    with_action: PayoffSet
    without_action: PayoffSet
    matters: bool

    @property
    def gap(self) -> Fraction:
        """By how much the mover is better off without the action (negative: worse off)."""
        return gap_between(self.without_action, self.with_action, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """The mover's payoffs with and without the action."""
        return {"with": self.with_action, "without": self.without_action}

    def holds(self) -> bool:
        """Whether the paradox is present: this is the definition."""
        return self.gap > 0 and self.matters


def compare(
    has: EquilibriumSet,
    lacks: EquilibriumSet,
    mover: str,
    scope: Scope,
    action: str,
    quantifier: AnyQuantifier,
) -> OptionParadox | None:
    """The comparison with and without the action.

    None where a positive gap leaves open whether the action matters, or a rule selects no equilibrium.
    """
    with_action, without_action = (payoffs_compared(found, mover, quantifier) for found in (has, lacks))
    if with_action is None or without_action is None:
        return None
    if OptionParadox(quantifier, with_action, without_action, matters=True).gap <= 0:
        return OptionParadox(quantifier, with_action, without_action, matters=False)  # nothing hangs on it
    if has.counted and lacks.counted:
        differ = with_action != without_action
    else:  # one side may have fewer equilibria than its proof leaves room for: only the extreme payoffs are certain
        differ = (with_action.low, with_action.high) != (without_action.low, without_action.high)
    changes = _matters_in(has, lacks, scope, action, differ=differ)
    return None if changes is None else OptionParadox(quantifier, with_action, without_action, changes)


def _matters_in(
    has: EquilibriumSet, lacks: EquilibriumSet, scope: Scope, action: str, *, differ: bool
) -> bool | None:
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
    quantifier: AnyQuantifier,
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
        raise Unsupported(
            "a tree with several equilibria has no formula for 'possible'; ask for strong, best or worst"
        )
    used = [
        b.exists for b in has.branches if b.supports and any(action in b.supports[who] for who in members)
    ]
    new = [
        every([b.exists, *(negation(a.exists) for a in has.branches if _is_same(a, b))])
        for b in lacks.branches
    ]
    return some([*used, *new])


def _is_same(one: Branch, other: Branch) -> bool:
    """Whether two branches are the same profile, of actions that both games have."""
    return one.supports == other.supports and one.mixtures == other.mixtures
