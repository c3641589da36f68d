"""Every Nash equilibrium, and every subgame perfect equilibrium, of a tree, from proofs about tables.

The Nash equilibria of a tree are, up to what players do where their own choices never lead, those of a table:
of the players' reduced strategies, or of their agents.  Subgame perfect equilibria are found from the last
subgames back to the first: a subgame in which the inner ones are replaced by what one of their equilibria is
worth is a tree without proper subgames that matter, and its equilibria are Nash equilibria (selten1965).
A subgame that is worth numbers within bounds is compared as far as these tell.
Where a subgame has infinitely many equilibria, they must all be worth the same to everyone, unless it is the
whole game.  Of infinitely many some are listed, which attain the least and the greatest of what each player
gets in any, unless they have curved borders: then what is paid on these is bounded.

Which table it is, the tree says.  Where three or more players choose, mixtures of reduced strategies tell
apart what plays alike, and a proof by cells would go through many copies of one equilibrium; the mixtures of
agents are behavior.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import product
from typing import TypeVar, cast

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import ExtensiveForm, Game, Profile, expected_payoffs
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.proof_fields import Data
from gametheory_paradox.forms.records import list_in
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.tables.proofs.piece_ranges import PieceRange, range_on
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval, ProfileBounds, bounds_of
from gametheory_paradox.forms.tables.proofs.settled_boxes import EnclosedPlay, EquilibriumCover, cover_of
from gametheory_paradox.forms.trees.proofs.tree_tables import (
    Tree,
    TreeTable,
    agents_table,
    choosers_table,
    undominated,
)
from gametheory_paradox.forms.trees.subgames import Truncation, has_perfect_recall, subgame_roots, truncated
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

MOST_TABLES = 20_000  # of the subgames of one tree
MOST_CELLS_IN_ALL = 200_000  # of these tables
MOST_SOLUTIONS = 2_000  # of one subgame
NOT_WORTH_THE_SAME = "a subgame has infinitely many equilibria that are not worth the same to everyone"

S = TypeVar("S")
Prove = Callable[[TreeTable], EquilibriumSet]


def table_of(game: Tree) -> TreeTable:
    """The table in which the Nash equilibria of a tree are looked for.

    That of its agents where three or more players choose and all have perfect recall, unless it would be too
    large; that of reduced strategies elsewhere.  Where an end is worth a number that is known within bounds
    alone, what of it is undominated.

    Raises
    ------
    Unsupported
        If that would be too large, too.
    CertificateRejected
        If numbers within bounds do not tell what is undominated.
    """
    choosing = {info.player for info in game.information_sets if len(info.actions) > 1}
    agents = agents_table(game) if len(choosing) > 2 and has_perfect_recall(game) else None
    return undominated(agents or choosers_table(game))


def every_nash_of_tree(game: Tree, prove: Prove) -> EquilibriumSet:
    """The Nash equilibria of a tree, up to what players do where their own choices never lead.

    Finitely many are all listed, of infinitely many those that the listed ones of the table play.

    Parameters
    ----------
    game
        A tree.
    prove
        Gives all equilibria of a table, or raises CertificateRejected.
    """
    found = table_of(game)
    if found.table is None:
        return EquilibriumSet(game, (found.profile(None),), infinite=False, spanning=False)
    inner = cover_of(prove(found))
    profiles = tuple(dict.fromkeys(map(found.profile, inner.profiles)))
    infinite = inner.infinite and (len(profiles) > 1 or bool(inner.curved))

    @cache
    def ranges(column: int) -> Sequence[PieceRange]:
        table, choosing = found.paying(column), found.choosing(column)
        return [range_on(table, len(table.players), piece, choosing) for piece in inner.curved]

    return EquilibriumCover(
        game,
        profiles,
        infinite=infinite,
        spanning=False,
        counted=not infinite or found.plays_apart(inner),
        listed=inner.listed,
        enclosed=tuple(map(found.enclosed, inner.enclosed)),
        ranges=ranges if inner.curved else None,
    )


@dataclass(frozen=True, eq=False, repr=False)
class Solution(Record):
    """One equilibrium of a subgame.

    Parameters
    ----------
    sets
        The numbers of the information sets outside the inner subgames.
    play
        What is done there, or bounds of it.
    inner
        The equilibria of the inner subgames.
    worth
        What it is worth to each player, and what follows of a measure.
    """

    sets: tuple[int, ...]
    play: Profile | ProfileBounds
    inner: "tuple[Solution, ...]" = field(repr=False)
    worth: tuple[Number, ...]


def every_subgame_perfect_of_tree(game: Tree, prove: Prove) -> EquilibriumSet:
    """The subgame perfect equilibria of a tree; ``prove`` is asked about one table after the other.

    Finitely many are all listed, up to what players do where their own choices never lead.  Of infinitely
    many equilibria of an inner subgame, which are worth the same to everyone, one stands for all.

    Raises
    ------
    CertificateRejected
        If an inner subgame has infinitely many equilibria that are not worth the same, or some that have
        curved borders; or what one is worth is known within bounds that do not tell what is best before it;
        or there are too many combinations.
    """
    solved: dict[int, list[Solution]] = {}
    curves: list[Callable[[int], Sequence[PieceRange]]] = []
    ends = game.ends
    infinite, certain = False, False

    for root in roots_to_solve(game):
        inner = inner_roots(ends[root], solved)
        solutions: list[Solution] = []

        for choice in product(*(solved.pop(place) for place in inner)):
            look()
            part = truncated_with(game, root, dict(zip(inner, choice, strict=True)))
            found = every_nash_of_tree(part.game, prove)
            if (ranges := cover_of(found).ranges) is not None:
                if root != 0:
                    raise CertificateRejected(NOT_WORTH_THE_SAME)
                curves.append(ranges)
            infinite = infinite or found.infinite
            certain = certain or (found.infinite and found.counted)
            solutions.extend(solutions_of(part, found, choice, outermost=root == 0))
            if len(solutions) > MOST_SOLUTIONS:
                raise CertificateRejected(f"a subgame has more than {MOST_SOLUTIONS} equilibria")

        solved[root] = solutions

    played = [(play_of(game, solution), solution.worth) for solution in solved[0]]
    counted = certain or not infinite

    return EquilibriumCover(
        game,
        tuple(dict.fromkeys(play for play, _ in played if isinstance(play, Profile))),
        infinite=infinite,
        spanning=False,
        counted=counted,
        listed=not curves,
        enclosed=tuple(
            EnclosedPlay(play, worth) for play, worth in played if isinstance(play, ProfileBounds)
        ),
        ranges=(lambda column: [own for ranges in curves for own in ranges(column)]) if curves else None,
    )


def roots_to_solve(game: Tree) -> list[int]:
    """The roots of the subgames, the inner ones first; the whole game is the last."""
    return sorted({0, *subgame_roots(game)}, reverse=True)


def inner_roots(end: int, solved: dict[int, list[S]]) -> list[int]:
    """The solved subgames in the one that ends before ``end``: the largest are left, last solved first."""
    inner: list[int] = []
    for place in reversed(solved):
        if place >= end:
            break
        inner.append(place)
    return inner


def truncated_with(game: Tree, root: int, inner: Mapping[int, Solution]) -> Truncation[Fraction]:
    """The subgame at a node in which inner ones, by their roots, are replaced by what is played there.

    What an equilibrium that is known by a box is worth is a number within bounds, with which the table can
    be computed; see :mod:`~gametheory_paradox.forms.trees.proofs.tree_tables`.
    """
    worth = {place: cast(tuple[Fraction, ...], own.worth) for place, own in inner.items()}
    return truncated(game, root, worth)


def solutions_of(
    part: Truncation[Fraction], found: EquilibriumSet, choice: Sequence[Solution], *, outermost: bool
) -> Iterator[Solution]:
    """The equilibria of a truncated subgame together with those of the inner ones."""
    inner = tuple(choice)
    worths = [expected_payoffs(part.game, profile) for profile in found.profiles]
    if found.infinite and not outermost:
        if len(set(worths)) > 1:
            raise CertificateRejected(NOT_WORTH_THE_SAME)
        worths = worths[:1]
    for profile, worth in zip(found.profiles, worths, strict=False):
        yield Solution(part.sets, profile, inner, worth)
    for own in cover_of(found).enclosed:
        yield Solution(part.sets, own.bounds, inner, own.payoffs(part.game))


def play_of(game: Tree, solution: Solution) -> Profile | ProfileBounds:
    """The profile of the whole game, or bounds of it where a subgame's is known by a box alone."""
    sets = game.information_sets
    parts = _parts([solution])
    exact = [(own.sets, own.play.probabilities) for own in parts if isinstance(own.play, Profile)]
    if len(exact) == len(parts):
        odds = dict(pair for numbers, known in exact for pair in zip(numbers, known, strict=True))
        return Profile(sets, tuple(odds[number] for number in range(len(sets))))
    return _in_order(game, _bounds_of(parts))


def bounds_in(
    game: Tree, own: ProfileBounds, part: Truncation[Fraction], choice: Sequence[Solution]
) -> ProfileBounds:
    """Bounds in the outermost subgame together with what is done in inner ones."""
    bounds = _bounds_of(_parts(choice)) | dict(zip(part.sets, own.bounds, strict=True))
    return _in_order(game, bounds)


def _parts(solutions: Sequence[Solution]) -> list[Solution]:
    """The solutions, and those of all inner subgames."""
    found: list[Solution] = []
    pending = list(solutions)
    while pending:
        found.append(pending.pop())
        pending.extend(found[-1].inner)
    return found


def _bounds_of(parts: Sequence[Solution]) -> dict[int, tuple[Interval, ...]]:
    """For each information set bounds of what is done there."""
    found: dict[int, tuple[Interval, ...]] = {}
    for own in parts:
        found.update(zip(own.sets, bounds_of(own.play).bounds, strict=True))
    return found


def _in_order(game: Tree, bounds: Mapping[int, tuple[Interval, ...]]) -> ProfileBounds:
    """Bounds by the numbers of the information sets as bounds of a profile."""
    sets = game.information_sets
    return ProfileBounds(sets, tuple(bounds[number] for number in range(len(sets))))


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

    def prove(found: TreeTable) -> EquilibriumSet:
        nonlocal met, cells
        table = found.table
        assert table is not None
        met, cells = met + 1, cells + len(table.payoffs)
        if cells > MOST_CELLS_IN_ALL:
            raise CertificateRejected(f"the tables have more than {MOST_CELLS_IN_ALL:,} cells")
        if met > len(tables):
            raise CertificateRejected("a table has no proof")
        return check(table, "nash", table.players[0], tables[met - 1])

    found = every(game, prove)
    if met < len(tables):
        raise CertificateRejected("there are more proofs than tables")
    if (ranges := cover_of(found).ranges) is not None:
        ranges(game.column(player))
    return found
