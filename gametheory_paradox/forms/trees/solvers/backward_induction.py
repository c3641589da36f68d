"""The subgame perfect equilibria of a game with perfect information, ties included.

From the last moves back to the first: at each decision node, every action that is best against some choice of
continuations.  Without ties there is exactly one plan, and no room for mixing: the list is proved complete.
With ties mixtures at the tied nodes are equilibria too and can change what earlier movers do.  Then pure
plans are listed, with mixed ones that attain the least and the greatest of what each player gets in any
equilibrium, and where ties leave a choice is told set by set.

It exists for the list.  ``level_by_level`` finds one plan of a tree too large for that;
``trees.proofs.payoff_pieces`` covers payoffs under ties, ``trees.solvers.tied_plans`` finds plans at their
ends, ``trees.proofs.plans_under_ties`` checks proofs;
``studies.sweeps.induction`` goes through one small tree for many games at once.

Sources: kuhn1953; selten1965.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import islice, product
from math import prod
from typing import TypeVar

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, Profile, Terminal
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, Status, isolated
from gametheory_paradox.forms.trees.proofs.payoff_pieces import payoff_pieces
from gametheory_paradox.forms.trees.proofs.plans_under_ties import Bounds, bounds
from gametheory_paradox.forms.trees.solvers.tied_actions import tied_actions
from gametheory_paradox.forms.trees.solvers.tied_plans import Ends, ends, pieces_proof, plans_at
from gametheory_paradox.interruption import look

MOST_PLANS = 200
MOST_CHOICES = 1_000_000  # plans times information sets
MOST_SEGMENT_WORK = 100_000  # plans times information sets beyond which common faces are not looked at
MOST_COUNTED = 100_000  # combinations of payoffs beyond which pure plans are not counted
MOST_SAID = 10**15  # pure plans beyond which their number is not in the sentence
MOST_MIXED = 30  # plans at corners of the set of payoffs
TOO_LATE = "before plans were found that attain what each player gets at least and at most"

T = TypeVar("T")
Tree = ExtensiveForm[Fraction]
Counts = Counter[tuple[Fraction, ...]]  # in how many ways what everybody gets comes about


def backward_induction(game: ExtensiveForm[Fraction], clock: Clock) -> Equilibria:
    """Finds the subgame perfect equilibria of a tree with perfect information.

    Parameters
    ----------
    game
        A tree with perfect information.
    clock
        When to give up.

    Returns
    -------
    The one equilibrium, if no tie occurs.  With ties pure plans, and mixed ones at corners of the set of
    payoffs; proved if all ends of what players get are attained.
    """
    with clock:
        try:
            limits = bounds(game)
            if not limits.ties:
                profile = Profile.pure(game.information_sets, _best_actions(game, limits))
                return only_plan(game, "backward_induction", profile)
            plans = _plans(game)
        except OutOfTime:
            over = Completeness("budget", f"{clock.ended()} before the first move was reached")
            return isolated(game, "subgame-perfect", "backward_induction", (), over)
        return _with_ties(game, plans)


def _with_ties(game: Tree, pure: list[Profile]) -> Equilibria:
    """The equilibria of a tree with ties: pure plans, and what the time is enough for of the others."""
    attained = [_in_time(partial(ends, game, column, pure)) for column in range(len(game.players))]
    known = [own for own in attained if isinstance(own, Ends)]
    late = f"{Clock().ended()} {TOO_LATE}"
    missing = [late if own is None else own for own in attained if not isinstance(own, Ends)]
    status: Status = "budget" if None in attained else "partial" if missing else "proved"

    at_ends = [plan for own in known for plan in own.plans]
    at_corners = [] if missing else _in_time(partial(_plans_at_corners, game)) or []
    profiles = tuple(dict.fromkeys([*pure, *at_ends, *at_corners]))
    counted = _in_time(partial(_count_of_plans, game))

    subsets = _faces(profiles)
    lonely = [(n,) for n in range(len(profiles)) if not any(n in face for face in subsets)]
    return Equilibria(
        game,
        "subgame-perfect",
        "backward_induction",
        profiles,
        tuple(sorted([*subsets, *lonely])),
        (tuple(range(len(profiles))),),  # the best replies to a connected set are connected with it
        Completeness(status, _why(len(pure), counted, missing)),
        None if missing else pieces_proof(known, at_ends),
        ties=_in_time(partial(tied_actions, game)) or (),
        pure_plans=counted,
        listed=False,
    )


def _in_time(search: Callable[[], T]) -> T | None:
    """The result of a search; None if the budget ends before."""
    try:
        return search()
    except OutOfTime:
        return None


def _why(listed: int, counted: int | None, missing: Sequence[str]) -> str:
    """The state of knowledge about all equilibria of a tree with ties, in words."""
    if listed == counted:
        plans = f"{listed} pure plan{'s' * (listed != 1)} are listed"
    elif counted is None:
        plans = f"{listed} pure plans are listed (how many there are was not counted)"
    else:
        many = "very many" if counted > MOST_SAID else f"{counted:,}"
        plans = f"the first {listed} of {many} pure plans are listed"
    if missing:
        return f"ties occur: {plans}; {'; '.join(dict.fromkeys(missing))}"
    return (
        f"ties leave infinitely many: {plans}, and plans that attain the least and the greatest "
        "of what each player gets in any of them"
    )


def _plans_at_corners(game: Tree) -> list[Profile]:
    """Plans at corners of the set of all payoffs, of all players."""
    try:
        covered = payoff_pieces(game, range(len(game.players)))
    except Unsupported:
        return []
    return list(islice(plans_at(game, [c for piece in covered.pieces for c in piece]), MOST_MIXED))


def _count_of_plans(game: Tree) -> int | None:
    """The number of pure subgame perfect plans; None if that takes too long to count."""
    counts: list[Counts] = [Counter() for _ in game.nodes]
    work = 0

    for place in range(len(game.nodes) - 1, -1, -1):
        look()
        node = game.nodes[place]
        if isinstance(node, Terminal):
            counts[place][node.payoffs] = 1
            continue

        below = [counts[child] for child in node.children]
        if isinstance(node, Decision):
            work += prod(map(len, below))
            if work <= MOST_COUNTED:
                counts[place] = _best_counted(game.mover(node), below)
        else:
            counts[place][(Fraction(0),) * len(next(iter(below[0])))] = 1
            for share, own in zip(node.probabilities, below, strict=True):
                work += len(counts[place]) * len(own)
                if work <= MOST_COUNTED:
                    counts[place] = _with_share(counts[place], share, own)

        if work > MOST_COUNTED:
            return None
        for child in node.children:
            counts[child] = Counter()  # no longer needed

    return sum(counts[0].values())


def _best_counted(mover: int, below: Sequence[Counts]) -> Counts:
    """For what everybody gets in how many ways a player may take a best action, all below being given."""
    found: Counts = Counter()
    for combination in product(*(own.items() for own in below)):
        ways = prod(own for _, own in combination)
        most = max(payoffs[mover] for payoffs, _ in combination)
        for payoffs, _ in combination:
            if payoffs[mover] == most:
                found[payoffs] += ways
    return found


def _with_share(total: Counts, share: Fraction, own: Counts) -> Counts:
    """The counts of sums that are known, with a share of what a further branch pays."""
    found: Counts = Counter()
    for (before, ways), (payoffs, further) in product(total.items(), own.items()):
        found[tuple(x + share * y for x, y in zip(before, payoffs, strict=True))] += ways * further
    return found


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
            look()
            outcome = pending.pop()
            if outcome.choice:
                plan[outcome.choice[0]] = outcome.choice[1]
            pending.extend(outcome.below)
        return plan


def _plans(game: ExtensiveForm[Fraction]) -> list[Profile]:
    """Pure subgame perfect plans, the first ones where there are very many."""
    sets = len(game.information_sets)
    most = max(2, min(MOST_PLANS, MOST_CHOICES // sets))
    found: list[list[_Outcome]] = [[] for _ in game.nodes]

    for position in range(len(game.nodes) - 1, -1, -1):
        look()
        node = game.nodes[position]

        if isinstance(node, Decision | Lottery):
            below = [found[child] for child in node.children]
            if isinstance(node, Decision):
                outcomes = _best(node.information_set, game.mover(node), below)
            else:
                outcomes = (_expected(node.probabilities, combination) for combination in product(*below))
            found[position] = list(islice(outcomes, most))
            for child in node.children:
                found[child] = []  # no longer needed
        else:
            found[position] = [_Outcome(node.payoffs)]

    return [Profile.pure(game.information_sets, outcome.plan(sets)) for outcome in found[0]]


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


def _faces(profiles: Sequence[Profile]) -> list[tuple[int, ...]]:
    """Groups of plans that differ at one node alone, so that their mixtures are equilibria too."""
    sets = len(profiles[0].probabilities)
    if len(profiles) * sets > MOST_SEGMENT_WORK:
        return []

    numbers: list[dict[object, int]] = [{} for _ in range(sets)]
    plans = [
        tuple(
            known.setdefault(odds.index(1) if 1 in odds else odds, len(known))
            for known, odds in zip(numbers, own, strict=True)
        )
        for own in (profile.probabilities for profile in profiles)
    ]

    # Plans that agree at all sets but one span a face.
    groups: dict[tuple[int, ...], list[int]] = {}
    for place in (place for place, known in enumerate(numbers) if len(known) > 1):
        for number, plan in enumerate(plans):
            groups.setdefault((place, *plan[:place], *plan[place + 1 :]), []).append(number)

    return [tuple(group) for group in groups.values() if len(group) > 1]
