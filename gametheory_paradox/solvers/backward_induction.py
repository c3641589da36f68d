"""Every subgame perfect equilibrium in pure strategies of a game with perfect information, ties included.

From the last moves back to the first: at each decision node, every action that is best against some choice of
continuations.  Without ties there is exactly one plan, and no room for mixing: the list is proved complete.  With ties all
pure plans are listed, but mixtures at the tied nodes are equilibria too and can change what earlier movers do: partial.

Sources: kuhn1953; selten1965.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product

from gametheory_paradox.claims.every_subgame_perfect import bounds
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, Profile
from gametheory_paradox.solvers.deadline import Deadline, OutOfTime
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, connected, singletons

MOST_PLANS = 2_000


def backward_induction(game: ExtensiveForm[Fraction], deadline: Deadline) -> Equilibria:
    """Finds every pure subgame perfect equilibrium; proved complete if no tie occurs.

    Parameters
    ----------
    game
        A tree with perfect information.
    deadline
        When to give up.
    """
    ties = bounds(game).ties
    try:
        plans, all_listed = _plans(game, deadline)
    except OutOfTime:
        why = "the budget ended before the first move was reached"
        return Equilibria(game, "subgame-perfect", "backward_induction", (), (), (), Completeness("budget", why))
    profiles = tuple(Profile.pure(game.information_sets, plan) for plan in plans)
    single = singletons(len(profiles))
    if not ties:
        data = profiles[0].to_data()
        proof = {"kind": "backward-induction", "lowest": data, "highest": data}
        completeness = Completeness("proved", "no tie occurs at any node, so backward induction leaves one plan and no mixing")
        return Equilibria(game, "subgame-perfect", "backward_induction", profiles, single, single, completeness, proof)
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


@dataclass(frozen=True)
class _Outcome:
    """A pure continuation from a node: what everybody gets, and what is chosen at the information sets below."""

    payoffs: tuple[Fraction, ...]
    choices: tuple[tuple[int, int], ...]


def _plans(game: ExtensiveForm[Fraction], deadline: Deadline) -> tuple[list[list[int]], bool]:
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
            kept = list(islice(outcomes, MOST_PLANS + 1))
            complete = complete and len(kept) <= MOST_PLANS
            found[position] = kept[:MOST_PLANS]
            for child in node.children:
                found[child] = []  # no longer needed
        else:
            found[position] = [_Outcome(node.payoffs, ())]
    sets = len(game.information_sets)
    return [[dict(outcome.choices)[s] for s in range(sets)] for outcome in found[0]], complete


def _best(information_set: int, mover: int, below: list[list[_Outcome]]) -> Iterator[_Outcome]:
    for combination in product(*below):
        most = max(outcome.payoffs[mover] for outcome in combination)
        choices = tuple(choice for outcome in combination for choice in outcome.choices)
        for action, outcome in enumerate(combination):
            if outcome.payoffs[mover] == most:
                yield _Outcome(outcome.payoffs, (*choices, (information_set, action)))


def _expected(odds: tuple[Fraction, ...], combination: tuple[_Outcome, ...]) -> _Outcome:
    payoffs = [Fraction(0)] * len(combination[0].payoffs)
    for p, outcome in zip(odds, combination, strict=True):
        payoffs = [total + p * payoff for total, payoff in zip(payoffs, outcome.payoffs, strict=True)]
    return _Outcome(tuple(payoffs), tuple(choice for outcome in combination for choice in outcome.choices))


def _segments(plans: list[list[int]]) -> list[tuple[int, int]]:
    """Pairs of plans that differ at one node: every mixture of the two is subgame perfect, for payoffs are linear in it."""
    numbers = {tuple(plan): n for n, plan in enumerate(plans)}
    options = [sorted({plan[s] for plan in plans}) for s in range(len(plans[0]))]
    found = []
    for n, plan in enumerate(plans):
        for s, choices in enumerate(options):
            for action in choices:
                other = numbers.get((*plan[:s], action, *plan[s + 1 :]), -1)
                if other > n:
                    found.append((n, other))
    return found
