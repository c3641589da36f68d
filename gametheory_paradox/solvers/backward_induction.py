"""Every subgame perfect equilibrium in pure strategies of a game with perfect information, ties included.

From the last moves back to the first: at each decision node, every action that is best against some choice of
continuations.  Without ties there is exactly one plan, and no room for mixing: the list is proved complete.
With ties all pure plans are listed, but mixtures at the tied nodes are equilibria too and can change what
earlier movers do: partial.

It exists for the list.  ``level_by_level`` finds one plan of a tree too large for that;
``claims.equilibria.every_subgame_perfect`` bounds payoffs under ties, and checks proofs;
``studies.sweeps.induction`` goes through one small tree for many games at once.

Sources: kuhn1953; selten1965.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product

from gametheory_paradox.claims.equilibria.every_subgame_perfect import Bounds, bounds
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, Profile
from gametheory_paradox.solvers.deadline import Deadline, OutOfTime
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, connected, isolated

MOST_PLANS = 2_000
MOST_CHOICES = 1_000_000  # plans times information sets
MOST_SEGMENT_WORK = 100_000  # beyond, which plans are connected is not looked at


def backward_induction(game: ExtensiveForm[Fraction], deadline: Deadline) -> Equilibria:
    """Finds every pure subgame perfect equilibrium; proved complete if no tie occurs.

    Parameters
    ----------
    game
        A tree with perfect information.
    deadline
        When to give up.
    """
    limits = bounds(game)
    if not limits.ties:
        profile = Profile.pure(game.information_sets, _best_actions(game, limits))
        return only_plan(game, "backward_induction", profile)
    try:
        plans, all_listed = _plans(game, deadline)
    except OutOfTime:
        over = Completeness("budget", "the budget ended before the first move was reached")
        return isolated(game, "subgame-perfect", "backward_induction", (), over)
    profiles = tuple(Profile.pure(game.information_sets, plan) for plan in plans)
    listed = "every pure plan is listed" if all_listed else f"the first {len(plans)} pure plans are listed"
    why = f"ties occur: {listed}, mixtures at tied nodes were not examined"
    segments = _segments(plans)
    lonely = [(n,) for n in range(len(plans)) if not any(n in pair for pair in segments)]
    subsets = tuple(sorted([*segments, *lonely]))
    return Equilibria(
        game,
        "subgame-perfect",
        "backward_induction",
        profiles,
        subsets,
        connected(len(plans), subsets),
        Completeness("partial", why),
    )


def only_plan(game: ExtensiveForm[Fraction], method: str, profile: Profile) -> Equilibria:
    """The plan of a tree in which no tie occurs at any node, with the proof that there is no other."""
    data = profile.to_data()
    proof = {"kind": "backward-induction", "lowest": data, "highest": data}
    why = "no tie occurs at any node, so backward induction leaves one plan and no mixing"
    return isolated(game, "subgame-perfect", method, [profile], Completeness("proved", why), proof)


def _best_actions(game: ExtensiveForm[Fraction], limits: Bounds) -> list[int]:
    """At each information set the action with the largest value, where no two are equal."""
    plan = [0] * len(game.information_sets)
    for node in game.nodes:
        if isinstance(node, Decision):
            mover = game.mover(node)
            values = [limits.intervals[child][mover][0] for child in node.children]
            plan[node.information_set] = values.index(max(values))
    return plan


@dataclass(frozen=True, eq=False)
class _Outcome:
    """A pure continuation from a node: everybody's payoff, the choice here, and the continuations below."""

    payoffs: tuple[Fraction, ...]
    choice: tuple[int, int] | None = None  # information set and action
    below: "tuple[_Outcome, ...]" = ()

    def plan(self, sets: int) -> list[int]:
        """The action at each information set."""
        plan, pending = [0] * sets, [self]
        while pending:
            outcome = pending.pop()
            if outcome.choice:
                plan[outcome.choice[0]] = outcome.choice[1]
            pending.extend(outcome.below)
        return plan


def _plans(game: ExtensiveForm[Fraction], deadline: Deadline) -> tuple[list[list[int]], bool]:
    sets = len(game.information_sets)
    most = max(2, min(MOST_PLANS, MOST_CHOICES // sets))
    found: list[list[_Outcome]] = [[] for _ in game.nodes]
    complete = True
    for position in range(len(game.nodes) - 1, -1, -1):
        deadline.check()
        node = game.nodes[position]
        if isinstance(node, Decision | Lottery):
            below = [found[child] for child in node.children]
            if isinstance(node, Decision):
                outcomes = _best(node.information_set, game.mover(node), below)
            else:
                outcomes = (_expected(node.probabilities, combination) for combination in product(*below))
            kept = list(islice(outcomes, most + 1))
            complete = complete and len(kept) <= most
            found[position] = kept[:most]
            for child in node.children:
                found[child] = []  # no longer needed
        else:
            found[position] = [_Outcome(node.payoffs)]
    return [outcome.plan(sets) for outcome in found[0]], complete


def _best(information_set: int, mover: int, below: list[list[_Outcome]]) -> Iterator[_Outcome]:
    for combination in product(*below):
        most = max(outcome.payoffs[mover] for outcome in combination)
        for action, outcome in enumerate(combination):
            if outcome.payoffs[mover] == most:
                yield _Outcome(outcome.payoffs, (information_set, action), combination)


def _expected(odds: tuple[Fraction, ...], combination: tuple[_Outcome, ...]) -> _Outcome:
    columns = zip(*(outcome.payoffs for outcome in combination), strict=True)
    payoffs = (sum((p * x for p, x in zip(odds, own, strict=True)), Fraction(0)) for own in columns)
    return _Outcome(tuple(payoffs), None, combination)


def _segments(plans: list[list[int]]) -> list[tuple[int, int]]:
    """Pairs of plans that differ at one node, so that their mixtures are equilibria too."""
    if len(plans) * len(plans[0]) > MOST_SEGMENT_WORK:
        return []
    numbers = {tuple(plan): n for n, plan in enumerate(plans)}
    options = [sorted({plan[s] for plan in plans}) for s in range(len(plans[0]))]
    neighbors = (
        (n, numbers.get((*plan[:s], action, *plan[s + 1 :]), -1))
        for n, plan in enumerate(plans)
        for s, choices in enumerate(options)
        for action in choices
    )
    return [(n, other) for n, other in neighbors if other > n]
