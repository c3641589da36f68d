"""Every Nash equilibrium, and every subgame perfect equilibrium, of a tree, from proofs about tables.

The Nash equilibria of a tree are, up to what players do where their own choices never lead, those of its
reduced normal form (kuhn1953), in which players with nothing to choose are left out.  Subgame perfect
equilibria are found from the last subgames back to the first: a subgame in which the inner ones are replaced
by what one of their equilibria is worth is a tree without proper subgames that matter, and its equilibria are
Nash equilibria (selten1965).  Where a subgame has infinitely many equilibria, they must all be worth the same
to everyone, unless it is the whole game.  Of infinitely many some are listed, which attain the least and the
greatest of what each player gets in any.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TypeVar

from gametheory_paradox.claims.equilibria.enclosed_equilibria import EnclosedEquilibrium
from gametheory_paradox.claims.equilibria.equilibrium_cover import EquilibriumCover, cover_of
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.profile_bounds import Interval, ProfileBounds
from gametheory_paradox.claims.equilibria.proof_fields import Data
from gametheory_paradox.claims.equilibria.strategy_chains import Order, order_of
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm, Profile, expected_payoffs
from gametheory_paradox.games.json_fields import list_in
from gametheory_paradox.games.profiles import Odds
from gametheory_paradox.games.pure_strategies import Strategy
from gametheory_paradox.games.recall import has_perfect_recall
from gametheory_paradox.games.reduced_normal_form import ReducedNormalForm, reduced_normal_form
from gametheory_paradox.games.subgames import subgame_roots, truncated
from gametheory_paradox.games.truncation import Truncation
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

MOST_TABLES = 20_000  # of the subgames of one tree
MOST_CELLS_IN_ALL = 200_000  # of these tables
MOST_SOLUTIONS = 2_000  # of one subgame
MOST_CELLS = 100_000  # of one table
NOT_WORTH_A_FRACTION = "a subgame has an equilibrium that is known by a box alone, and so is what it is worth"
NOT_WORTH_THE_SAME = "a subgame has infinitely many equilibria that are not worth the same to everyone"

S = TypeVar("S")
Tree = ExtensiveForm[Fraction]
Prove = Callable[["ChoosersTable"], EquilibriumSet]


@dataclass(frozen=True, repr=False)
class ChoosersTable(Record):
    """The reduced normal form of a tree without the players who have nothing to choose.

    Parameters
    ----------
    form
        The reduced normal form.
    table
        The table of those who choose; None if nobody does.
    """

    form: ReducedNormalForm[Fraction]
    table: NormalForm[Fraction] | None

    @cached_property
    def strategies(self) -> tuple[tuple[Strategy, ...], ...]:
        """The strategies of each player of the table, in the order of its actions."""
        choosing = set(self.table.players) if self.table else set()
        pairs = zip(self.form.game.players, self.form.strategies, strict=True)
        return tuple(own for player, own in pairs if player in choosing)

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """The order of each player's strategies; nothing for two, or where somebody forgets what it did."""
        few = len(self.strategies) < 3  # whose tables are proved by vertices
        return () if few or not has_perfect_recall(self.form.game) else tuple(map(order_of, self.strategies))

    def bounds(self, mixed: ProfileBounds) -> ProfileBounds:
        """Bounds of the behavior in the tree that belongs to bounds of a profile of the table."""
        sets = self.form.game.information_sets
        sure, none = (Fraction(1), Fraction(1)), (Fraction(0), Fraction(0))
        found = [(sure, *[none] * (len(info.actions) - 1)) for info in sets]
        for own, odds in zip(self.strategies, mixed.bounds, strict=True):
            weights: dict[int, dict[int, Interval]] = {}
            for strategy, (low, high) in zip(own, odds, strict=True):
                for number, action in strategy.items() if high else ():
                    below, above = weights.setdefault(number, {}).get(action, none)
                    weights[number][action] = below + low, above + high
            for number, taken in weights.items():
                actions = range(len(sets[number].actions))
                found[number] = tuple(_share(taken, action) for action in actions)
        return ProfileBounds(sets, tuple(found))

    def enclosed(self, equilibrium: EnclosedEquilibrium) -> EnclosedEquilibrium:
        """The equilibrium of the tree that belongs to one of the table known by a box alone."""
        plans = tuple(
            tuple(tuple(strategies[action].items()) for ((_, action),) in used)
            for strategies, used in zip(self.strategies, equilibrium.plans, strict=True)
        )
        return EnclosedEquilibrium(equilibrium.point, plans, self.bounds(equilibrium.bounds))

    def profile(self, mixed: Profile | None) -> Profile:
        """The behavior profile of the tree that belongs to a profile of the table."""
        own = (
            {}
            if mixed is None
            else dict(zip((s.player for s in mixed.information_sets), mixed.probabilities, strict=True))
        )
        sure = (Fraction(1),)
        whole = tuple(own.get(player, sure) for player in self.form.game.players)
        return self.form.profile(Profile(self.form.table.information_sets, whole))

    @property
    def plays_apart(self) -> bool:
        """Whether different mixtures play differently: no more strategies than behavior has dimensions."""
        free = dict.fromkeys(self.form.game.players, 1)
        for info in self.form.game.information_sets:
            free[info.player] += len(info.actions) - 1
        return [len(own) for own in self.form.table.actions] == list(free.values())


def choosers_table(game: Tree) -> ChoosersTable:
    """The table in which the Nash equilibria of a tree are looked for.

    Raises
    ------
    Unsupported
        If it would be too large.
    """
    form = reduced_normal_form(game, most_cells=MOST_CELLS)
    choosing = [who for who, actions in enumerate(form.table.actions) if len(actions) > 1]
    if not choosing:
        return ChoosersTable(form, None)
    players = tuple(game.players[who] for who in choosing)
    actions = tuple(form.table.actions[who] for who in choosing)
    payoffs = tuple(tuple(cell[who] for who in choosing) for cell in form.table.payoffs)
    return ChoosersTable(form, NormalForm(players, actions, payoffs))


def every_nash_of_tree(game: Tree, prove: Prove) -> EquilibriumSet:
    """The Nash equilibria of a tree, up to what players do where their own choices never lead.

    Finitely many are all listed, of infinitely many those that the listed ones of the table play.

    Parameters
    ----------
    game
        A tree.
    prove
        Gives all equilibria of a table up to how they are played, or raises CertificateRejected.
    """
    found = choosers_table(game)
    if found.table is None:
        return EquilibriumSet(game, (found.profile(None),), infinite=False, spanning=False)
    inner = prove(found)
    if not cover_of(inner).listed:
        raise CertificateRejected("the reduced normal form has equilibria that are not listed")
    profiles = tuple(dict.fromkeys(map(found.profile, inner.profiles)))
    infinite = inner.infinite and len(profiles) > 1
    return EquilibriumCover(
        game,
        profiles,
        infinite=infinite,
        spanning=False,
        counted=not infinite or found.plays_apart,
        enclosed=tuple(map(found.enclosed, cover_of(inner).enclosed)),
    )


def _share(taken: Mapping[int, Interval], action: int) -> Interval:
    """Bounds of an action's part of the weight of all actions that are taken at a set."""
    low, high = taken.get(action, (Fraction(0), Fraction(0)))
    least, most = (sum((own[end] for a, own in taken.items() if a != action), Fraction(0)) for end in (0, 1))
    return low / (low + most) if low else low, high / (high + least) if high else high


@dataclass(frozen=True, eq=False, repr=False)
class Solution(Record):
    """One equilibrium of a subgame.

    Parameters
    ----------
    odds
        What is done at the information sets outside the inner subgames.
    inner
        The equilibria of the inner subgames.
    worth
        What it is worth to each player, and what follows of a measure.
    """

    odds: tuple[tuple[int, Odds], ...]
    inner: "tuple[Solution, ...]" = field(repr=False)
    worth: tuple[Fraction, ...]


def every_subgame_perfect_of_tree(game: Tree, prove: Prove) -> EquilibriumSet:
    """The subgame perfect equilibria of a tree; ``prove`` is asked about one table after the other.

    Finitely many are all listed, up to what players do where their own choices never lead.  Of infinitely
    many equilibria of an inner subgame, which are worth the same to everyone, one stands for all.

    Raises
    ------
    CertificateRejected
        If an inner subgame has infinitely many equilibria that are not worth the same, or one that is known
        by a box alone, or there are too many combinations.
    """
    solved: dict[int, list[Solution]] = {}
    enclosed: list[EnclosedEquilibrium] = []
    ends = game.ends
    infinite, certain = False, False
    for root in roots_to_solve(game):
        inner = inner_roots(ends[root], solved)
        solutions: list[Solution] = []
        for choice in product(*(solved.pop(place) for place in inner)):
            look()
            part = truncated(game, root, {p: s.worth for p, s in zip(inner, choice, strict=True)})
            found = every_nash_of_tree(part.game, prove)
            infinite = infinite or found.infinite
            certain = certain or (found.infinite and found.counted)
            solutions.extend(solutions_of(part, found, choice, outermost=root == 0))
            enclosed.extend(enclosed_in(game, own, part, choice) for own in cover_of(found).enclosed)
            if len(solutions) > MOST_SOLUTIONS:
                raise CertificateRejected(f"a subgame has more than {MOST_SOLUTIONS} equilibria")
        solved[root] = solutions
    profiles = tuple(profile_of(game, solution) for solution in solved[0])
    counted = certain or not infinite
    return EquilibriumCover(
        game,
        tuple(dict.fromkeys(profiles)),
        infinite=infinite,
        spanning=False,
        counted=counted,
        enclosed=tuple(enclosed),
    )


def roots_to_solve(game: Tree) -> list[int]:
    """Where subgames begin, the inner ones first; the whole game is the last."""
    return sorted({0, *subgame_roots(game)}, reverse=True)


def inner_roots(end: int, solved: dict[int, list[S]]) -> list[int]:
    """The solved subgames in the one that ends before ``end``: the largest are left, last solved first."""
    inner: list[int] = []
    for place in reversed(solved):
        if place >= end:
            break
        inner.append(place)
    return inner


def solutions_of(
    part: Truncation[Fraction], found: EquilibriumSet, choice: Sequence[Solution], *, outermost: bool
) -> Iterator[Solution]:
    """The equilibria of a truncated subgame together with those of the inner ones."""
    if cover_of(found).enclosed and not outermost:
        raise CertificateRejected(NOT_WORTH_A_FRACTION)
    worths = [expected_payoffs(part.game, profile) for profile in found.profiles]
    if found.infinite and not outermost:
        if len(set(worths)) > 1:
            raise CertificateRejected(NOT_WORTH_THE_SAME)
        worths = worths[:1]
    for profile, worth in zip(found.profiles, worths, strict=False):
        yield Solution(tuple(zip(part.sets, profile.probabilities, strict=True)), tuple(choice), worth)


def enclosed_in(
    game: Tree, own: EnclosedEquilibrium, part: Truncation[Fraction], choice: Sequence[Solution]
) -> EnclosedEquilibrium:
    """An equilibrium of the outermost subgame that is known by a box alone, together with inner ones."""
    whole = Solution(tuple((number, ()) for number in part.sets), tuple(choice), ())
    inner = odds_of(whole)
    bounds = {number: tuple((p, p) for p in odds) for number, odds in inner.items()}
    bounds |= dict(zip(part.sets, own.bounds.bounds, strict=True))
    first = Profile.pure(game.information_sets, [0] * len(game.information_sets)).probabilities
    elsewhere = tuple(inner[number] or first[number] for number in range(len(first)))
    plans = tuple(
        tuple(tuple((part.sets[number], action) for number, action in choices) for choices in used)
        for used in own.plans
    )
    ordered = tuple(bounds[number] for number in range(len(first)))
    return EnclosedEquilibrium(own.point, plans, ProfileBounds(game.information_sets, ordered), elsewhere)


def profile_of(game: Tree, solution: Solution) -> Profile:
    """The profile of the whole game."""
    odds = odds_of(solution)
    return Profile(game.information_sets, tuple(odds[number] for number in range(len(game.information_sets))))


def odds_of(solution: Solution) -> dict[int, Odds]:
    """For each information set of a subgame what is done there."""
    odds: dict[int, Odds] = {}
    pending = [solution]
    while pending:
        part = pending.pop()
        odds.update(part.odds)
        pending.extend(part.inner)
    return odds


def by_tables(
    game: Game,
    player: str,
    data: Data,
    *,
    every: Callable[[ExtensiveForm[Fraction], Prove], EquilibriumSet],
    check: Callable[..., EquilibriumSet],
) -> EquilibriumSet:
    """The equilibria of a tree from one proof for each table that is met, in that order.

    Parameters
    ----------
    game, player, data
        The tree, whose payoff is compared, and the proof.
    every
        Every Nash, or every subgame perfect equilibrium of a tree, from what proves those of a table.
    check
        Checks the proof of a table.
    """
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("this proof needs a tree")
    tables = list_in(data.get("tables"))
    if len(tables) > MOST_TABLES:
        raise CertificateRejected(f"there are more than {MOST_TABLES:,} tables")
    met, cells = 0, 0

    def prove(found: ChoosersTable) -> EquilibriumSet:
        nonlocal met, cells
        table = found.table
        assert table is not None
        met, cells = met + 1, cells + len(table.payoffs)
        if cells > MOST_CELLS_IN_ALL:
            raise CertificateRejected(f"the tables have more than {MOST_CELLS_IN_ALL:,} cells")
        if met > len(tables):
            raise CertificateRejected("a table has no proof")
        return check(table, "nash", table.players[0], tables[met - 1], orders=found.orders)

    found = every(game, prove)
    if met < len(tables):
        raise CertificateRejected("there are more proofs than tables")
    return found
