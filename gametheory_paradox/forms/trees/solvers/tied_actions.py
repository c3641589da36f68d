"""Indifference of players in a tree, and the later play under which an action is best.

A plan is subgame perfect if at each set what is taken is best against what is done later.  At most sets one
action alone is ever best; at the others, that it gives no less than another one is an inequality between
polynomials in probabilities of later actions.  Together these inequalities say which plans are subgame
perfect: all of them, curved sets included.

Sources: selten1965; kuhn1953.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import gcd, lcm, prod

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, InformationSet, Terminal
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval
from gametheory_paradox.forms.trees.proofs.payoff_pieces import Stage, payoff_pieces
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record

MOST_TERMS = 200  # of a polynomial that is followed
MOST_PLANS = 4_000  # pure plans at which a polynomial is looked at
MOST_WRITTEN = 5  # terms of an inequality that a sentence holds

Tree = ExtensiveForm[Fraction]
Actions = Mapping[int, tuple[int, ...]]  # by information set


@dataclass(frozen=True, repr=False)
class AtLeast(Record):
    """An inequality between probabilities of later actions.

    Parameters
    ----------
    polynomial
        What is at least 0; ``P(left)`` is the probability of an action, with its set where the name is not
        enough.
    """

    polynomial: Polynomial

    def __str__(self) -> str:
        """The inequality as text: in whole numbers if there are several terms, with a plus in front."""
        names = [monomial for monomial in self.polynomial.terms if monomial]
        if not names:
            return "never"
        first = self.polynomial.terms[Polynomial(dict.fromkeys(names, 1)).reading_order()[0]]
        values = self.polynomial.terms.values()
        common = Fraction(lcm(*(v.denominator for v in values)), gcd(*(v.numerator for v in values)))
        scale = 1 / first if len(names) == 1 else common * (1 if first > 0 else -1)
        left = Polynomial({monomial: scale * self.polynomial.terms[monomial] for monomial in names})
        number = -scale * self.polynomial.terms.get((), Fraction(0))
        if left.is_variable and number == (scale > 0):
            return f"{left} = {number}"
        return f"{left} {'>=' if scale > 0 else '<='} {number}"


@dataclass(frozen=True, repr=False)
class TiedActions(Record):
    """Actions at an information set of a tree that are not known never to tie in an equilibrium.

    Parameters
    ----------
    information_set, actions
        The number of the set, and those of the actions.  A single action may be taken where the player is not
        indifferent.
    gets
        Bounds of what the player gets there when it mixes over just these.
    where
        For each of the actions what holds exactly where it is best, given what is done later: nothing for
        one that is best in any case; None where that is not known.
    """

    information_set: int
    actions: tuple[int, ...]
    gets: Interval
    where: tuple[tuple[AtLeast, ...], ...] | None = None

    def data_in(self, game: Tree) -> dict[str, object]:
        """As JSON, with the names of the game."""
        info = game.information_sets[self.information_set]
        actions = [info.actions[action] for action in self.actions]
        where = None
        if self.where is not None:
            where = {a: list(map(str, own)) for a, own in zip(actions, self.where, strict=True)}
        gets = [str(end) for end in self.gets]
        return {"player": info.player, "set": info.name, "actions": actions, "gets": gets, "where": where}

    def said_in(self, game: Tree) -> str:
        """In words: over what the player may mix, what it gets, and where each action is best."""
        info, (low, high) = game.information_sets[self.information_set], self.gets
        actions = [info.actions[action] for action in self.actions]
        gets = str(low) if low == high else f"at least {low} and at most {high}"
        told = f"{info.player} at {info.name!r} may mix over {', '.join(actions)}, where each gives it {gets}"
        if not any(self.where or ()):
            return told
        assert self.where is not None
        (first, when), *others = zip(actions, map(_where, self.where), strict=True)
        return ", ".join([f"{told}; {first} is best {when}", *(f"{a} {when}" for a, when in others)])


def _where(conditions: Sequence[AtLeast]) -> str:
    """The conditions under which an action is best, in a few words."""
    if not conditions:
        return "in any case"
    if max(len(own.polynomial.terms) for own in conditions) > MOST_WRITTEN:
        names = dict.fromkeys(name for own in conditions for name in own.polynomial.names)
        return f"depending on {', '.join(names)}"
    return "never" if "never" in (told := list(map(str, conditions))) else f"where {' and '.join(told)}"


def tied_actions(game: Tree) -> tuple[TiedActions, ...]:
    """The actions between which ties leave a choice in a tree with perfect information, set by set."""
    try:
        stages = payoff_pieces(game, ()).stages
    except Unsupported:
        return ()

    levels: dict[int, dict[tuple[int, ...], list[Fraction]]] = {}
    for stage in stages:
        own = levels.setdefault(_set_at(game, stage), {})
        own.setdefault(stage.actions, []).extend(stage.levels)

    taken = {number: tuple(sorted({a for tied in own for a in tied})) for number, own in levels.items()}
    where = _best_where(game, taken)

    return tuple(
        TiedActions(
            number,
            tied,
            (min(gets), max(gets)),
            None if where is None else tuple(where[number, a] for a in tied),
        )
        for number, own in sorted(levels.items())
        if len(taken[number]) > 1
        for tied, gets in own.items()
    )


def _set_at(game: Tree, stage: Stage) -> int:
    node = game.nodes[stage.node]
    assert isinstance(node, Decision)
    return node.information_set


def _best_where(game: Tree, taken: Actions) -> dict[tuple[int, int], tuple[AtLeast, ...]] | None:
    """For each information set and action that may be taken, what holds where it is best.

    Parameters
    ----------
    game
        A tree with perfect information.
    taken
        The actions that may be taken at each set; at a set with a single one that is the best in any case.

    Returns
    -------
    The inequalities, without those that hold whatever is done; None if they are too long.
    """
    odds = _odds(game, taken)
    variables = [_variables(odds[number]) for number, own in taken.items() if len(own) > 1]
    found: dict[tuple[int, int], tuple[AtLeast, ...]] = {}
    paid: dict[int, list[Polynomial]] = {}

    for place in range(len(game.nodes) - 1, -1, -1):
        look()
        node = game.nodes[place]
        if isinstance(node, Terminal):
            paid[place] = list(map(Polynomial.constant, node.payoffs[: len(game.players)]))
            continue

        below = [paid.pop(child) for child in node.children]
        if isinstance(node, Decision):
            shares, own = odds[node.information_set], taken[node.information_set]
            gets = [values[game.mover(node)] for values in below]
            for action in own if len(own) > 1 else ():
                gains = [gets[action] - other for other in gets]
                found[node.information_set, action] = _not_always(gains, variables)
        else:
            shares = [Polynomial.constant(p) for p in node.probabilities]

        paid[place] = [_mean(shares, column) for column in zip(*below, strict=True)]
        if any(len(value.terms) > MOST_TERMS for value in paid[place]):
            return None

    return found | {(number, own[0]): () for number, own in taken.items() if len(own) == 1}


def _odds(game: Tree, taken: Actions) -> dict[int, list[Polynomial]]:
    """The probability of each action at each set: of several that may be taken the last has what is left."""
    sets = game.information_sets
    names = Counter(name for info in sets for action in info.actions for name in _names(info, action))
    found = {}
    for number, own in taken.items():
        info = sets[number]
        odds = [Polynomial()] * len(info.actions)
        for action in own[:-1]:
            short = next(name for name in _names(info, info.actions[action]) if names[name] == 1)
            odds[action] = Polynomial.variable(f"P({short})")
        odds[own[-1]] = Polynomial.constant(1) - sum(odds, Polynomial())
        found[number] = odds
    return found


def _names(info: InformationSet, action: str) -> tuple[str, str, str]:
    """Names for an action at a set, the shortest first; the longest tells it from any other."""
    return action, f"{action} at {info.name}", f"{action} at {info.player}'s {info.name}"


def _mean(shares: Sequence[Polynomial], values: Sequence[Polynomial]) -> Polynomial:
    return sum((p * value for p, value in zip(shares, values, strict=True) if p), Polynomial())


def _variables(odds: Sequence[Polynomial]) -> list[str]:
    """The names of the free probabilities at a set."""
    return [name for p in odds if p.is_variable for name in p.names]


def _not_always(gains: Sequence[Polynomial], variables: Sequence[list[str]]) -> tuple[AtLeast, ...]:
    """Inequalities that say that no gain is negative, without those that hold whatever is done.

    A gain is linear in what is done at each set, and so is nowhere negative if it is not for pure plans.
    """
    return tuple(
        AtLeast(gain) for gain in dict.fromkeys(gains) if gain and not _never_negative(gain, variables)
    )


def _never_negative(gain: Polynomial, variables: Sequence[list[str]]) -> bool:
    names = set(gain.names)
    choices: list[list[dict[str, Fraction]]] = []
    for own in variables:
        if not names.isdisjoint(own):
            none = dict.fromkeys(own, Fraction(0))
            choices.append([none, *({**none, name: Fraction(1)} for name in own)])
    if prod(map(len, choices)) > MOST_PLANS:
        return False
    points = ({name: p for part in plan for name, p in part.items()} for plan in product(*choices))
    return all(gain.value(point) >= 0 for point in points)
